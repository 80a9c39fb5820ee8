"""Second forms: places that hold a part of the form which was read elsewhere, and whether the same is entered there."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import chain, zip_longest
from typing import NamedTuple, TypeAlias

from vbpqip.core.cells import Cell, Location, NotApplicable
from vbpqip.core.characters import folded_label
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ENTRIES, ENTERED_COUNTS, HEADING, PRIOR, Place, place_of
from vbpqip.kinds.qit_report.form.sheets import CHECK, LISTS, META, START, TREND, WORKING
from vbpqip.kinds.qit_report.reading.labels import LABELS_OF, PLACES_OF, Labels, alike_to, label_above
from vbpqip.kinds.qit_report.reading.locate import Places
from vbpqip.workbook.meanings import meanings
from vbpqip.workbook.ooxml.references import Position

_OTHER_SHEETS = frozenset({START, CHECK, TREND, LISTS, WORKING, META})
_SPELLED = {home: frozenset(place.label for place in places) for home, places in PLACES_OF.items()}
_FIGURES = frozenset({*ENTERED_COUNTS, *PRIOR, *CONTRACT_ENTRIES})
_MOST_ROWS, _MOST_BLANK_ROWS = 500, 20

LabelPositions: TypeAlias = Mapping[str, Sequence[Position]]
"""Where labels stand on a sheet, by label as it is compared."""

EnteredRow: TypeAlias = tuple[tuple[str, Hashable], ...]
"""What is entered in a row, each entry with its name."""


class Holds(Enum):
    """What a second form holds, compared with the one that was read."""

    NO_FIGURES = "no figures"
    THE_SAME = "the same entries"
    OTHER_ENTRIES = "other entries"


class SecondForm(NamedTuple):
    """A part of the form that stands a second time; ``at`` is where its first label is.

    ``read`` is the sheet whose entries were read, and ``differs`` the label of the first entry that is another. They
    are ``tied`` where nothing but their order told which of them to read.
    """

    at: Location
    read: str
    holds: Holds
    differs: str = ""
    tied: bool = False


def second_forms(places: Places, labels: Labels) -> Iterator[SecondForm]:
    """Yield every second place of the report, and of the contracts.

    Sheets that the form has for something else are passed over by their titles: a report as it was made costs nothing.
    """
    own = {title for home in PLACES_OF if (title := places.sheet_of(home)) is not None}
    for home in PLACES_OF:
        read = places.sheet_of(home)
        others = () if read is None else (title for title in labels.workbook.titles if title not in _OTHER_SHEETS)
        for title in others:
            standing = _spare(home, title, places, labels) if title in own else _whole(home, title, labels)
            if read is not None and len(standing) * 2 > len(LABELS_OF[home]):
                yield _Second(home, title, standing).compared(read, places, labels)


def _whole(home: str, title: str, labels: Labels) -> LabelPositions:
    """Return where the labels of a form stand on a sheet that nothing was read from."""
    if not labels.hold(title, home):
        return {}
    return {label: found for label, found in labels.on(title).items() if label in LABELS_OF[home]}


def _spare(home: str, title: str, places: Places, labels: Labels) -> LabelPositions:
    """Return where labels stand on a sheet that was read, beside those of the entries that were read."""
    cells = labels.workbook.cells(title)
    needed = len(PLACES_OF[home]) if places.sheet_of(home) == title else 0
    if (sum(map(_SPELLED[home].__contains__, [cell.text for cell in cells.values()])) - needed) * 2 <= len(
        LABELS_OF[home]
    ):
        return {}
    firsts = (found[0] for found in places.cells.values() if found[0].sheet == title)
    taken = {(at.row, at.column) for at, _ in (label_above(cells, first) for first in firsts)}
    spare = {
        label: [at for at in found if at not in taken]
        for label, found in labels.on(title).items()
        if label in LABELS_OF[home]
    }
    return {label: found for label, found in spare.items() if found}


class _Second:
    """A second form, found by its labels."""

    def __init__(self, home: str, title: str, standing: LabelPositions) -> None:
        self.home, self.title = home, title
        self.first = Location(title, *min(at for found in standing.values() for at in found))
        tops = ((place, self.top(place, standing)) for place in PLACES_OF[home])
        self.tops = {place: at for place, at in tops if at is not None}

    def top(self, place: Place, standing: LabelPositions) -> Location | None:
        """Return the cell under a place's label, ``None`` where it does not stand as often as it should."""
        found, alike = standing.get(folded_label(place.label), ()), alike_to(place)
        if len(found) != len(alike):
            return None
        row, column = found[alike.index(place.name)]
        return Location(self.title, row + 1, column)

    def compared(self, read: str, places: Places, labels: Labels) -> SecondForm:
        """Compare what is entered here with what was read, in the places that both have."""
        common = [place for place in self.tops if place.name in places.cells]
        cells = labels.workbook.cells
        last = max(row for row, _ in cells(self.title))
        own = _entered(cells, {place: places.cells[place.name] for place in common})
        theirs = _entered(cells, {place: self.below(place, last) for place in common})
        differs = _first_difference(own, theirs)
        if any(name in _FIGURES and _is_figure(value) for name, value in chain.from_iterable(theirs)):
            holds = Holds.OTHER_ENTRIES if differs else Holds.THE_SAME
        else:
            holds = Holds.NO_FIGURES if differs else Holds.THE_SAME
        label = place_of(differs).label if differs else ""
        return SecondForm(self.first, read, holds, label, tied=self.title in places.tied.get(self.home, ()))

    def below(self, place: Place, last: int) -> list[Location]:
        """Return the cells under a label, down to a row."""
        top = self.tops[place]
        bottom = top.row if place in HEADING else min(last, top.row + _MOST_ROWS)
        return [top._replace(row=row) for row in range(top.row, bottom + 1)]


def _entered(
    cells: Callable[[str], Mapping[Position, Cell]], places: Mapping[Place, Sequence[Location]]
) -> list[EnteredRow]:
    """Return what is entered, row by row, each with its name: the heading first, then the rows that are not blank."""
    meant = {place: meanings(cells(found[0].sheet), found) for place, found in places.items() if found}
    heading = tuple((place.name, values[0]) for place, values in meant.items() if place in HEADING)
    table = {place.name: values for place, values in meant.items() if place not in HEADING}
    rows = (tuple(zip(table, row, strict=True)) for row in zip(*table.values(), strict=False))
    return [heading, *_down_to_a_gap(rows)]


def _down_to_a_gap(rows: Iterable[EnteredRow]) -> Iterator[EnteredRow]:
    """Yield the rows in which something is entered, up to many that are blank."""
    blank = 0
    for row in rows:
        is_blank = all(value is None for _, value in row)
        blank = blank + 1 if is_blank else 0
        if blank > _MOST_BLANK_ROWS:
            return
        if not is_blank:
            yield row


def _first_difference(own: Sequence[EnteredRow], theirs: Sequence[EnteredRow]) -> str:
    """Return the name of the first entry that differs, empty where none does."""
    for one, other in zip_longest(own, theirs, fillvalue=()):
        values, others = dict(one), dict(other)
        for name in {**values, **others}:
            if values.get(name) != others.get(name):
                return name
    return ""


def _is_figure(value: Hashable) -> bool:
    return value is not None and value != NotApplicable()
