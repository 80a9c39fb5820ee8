"""Second forms: places that hold a part of a form which was read elsewhere, and whether the same is entered there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import chain, zip_longest
from typing import TypeAlias

from vbpqip.core.cells import Cell, Location, NotApplicable
from vbpqip.core.characters import normalized_label
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.form import Form, Place
from vbpqip.workbook.labels import Labels, label_above
from vbpqip.workbook.locate import CellLocations
from vbpqip.workbook.meanings import meanings
from vbpqip.workbook.ooxml.references import Position

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


def second_forms(places: CellLocations, labels: Labels) -> Iterator[SecondForm]:
    """Yield every second place of what is entered on a sheet of the form.

    Sheets that the form has for something else are passed over by their titles: a report as it was made costs nothing.
    """
    form = places.form
    own = {title for home in form.entries_of if (title := places.sheet_of(home)) is not None}
    for home in form.entries_of:
        read = places.sheet_of(home)
        others = (
            () if read is None else (title for title in labels.workbook.titles if title not in form.without_entries)
        )
        for title in others:
            found_labels = _spare(home, title, places, labels) if title in own else _whole(home, title, labels)
            if read is not None and len(found_labels) * 2 > len(form.labels_of[home]):
                yield _Second(form, home, title, found_labels).compared(read, places, labels)


def _whole(home: str, title: str, labels: Labels) -> LabelPositions:
    """Return where the labels of a form stand on a sheet that nothing was read from."""
    if not labels.hold(title, home):
        return {}
    return {label: found for label, found in labels.on(title).items() if label in labels.form.labels_of[home]}


def _spare(home: str, title: str, places: CellLocations, labels: Labels) -> LabelPositions:
    """Return where labels stand on a sheet that was read, beside those of the entries that were read."""
    cells, known = labels.workbook.cells(title), labels.form.labels_of[home]
    needed = len(labels.form.entries_of[home]) if places.sheet_of(home) == title else 0
    if (labels.printed_on(title, home) - needed) * 2 <= len(known):
        return {}
    firsts = (found[0] for found in places.cells.values() if found[0].sheet == title)
    taken = {(at.row, at.column) for at, _ in (label_above(cells, first) for first in firsts)}
    spare = {
        label: [at for at in found if at not in taken] for label, found in labels.on(title).items() if label in known
    }
    return {label: found for label, found in spare.items() if found}


class _Second:
    """A second form, found by its labels."""

    def __init__(self, form: Form, home: str, title: str, found_labels: LabelPositions) -> None:
        self.form, self.home, self.title = form, home, title
        self.first = Location(title, *min(at for found in found_labels.values() for at in found))
        tops = ((place, self.top(place, found_labels)) for place in form.entries_of[home])
        self.tops = {place: at for place, at in tops if at is not None}

    def top(self, place: Place, found_labels: LabelPositions) -> Location | None:
        """Return the cell under a place's label, ``None`` where it does not stand as often as it should."""
        found, alike = found_labels.get(normalized_label(place.label), ()), self.form.alike_to(place)
        if len(found) != len(alike):
            return None
        row, column = found[alike.index(place.name)]
        return Location(self.title, row + 1, column)

    def compared(self, read: str, places: CellLocations, labels: Labels) -> SecondForm:
        """Compare what is entered here with what was read, in the places that both have."""
        common = [place for place in self.tops if place.name in places.cells]
        cells = labels.workbook.cells
        last = max(row for row, _ in cells(self.title))
        own = self.entered(cells, {place: places.cells[place.name] for place in common})
        theirs = self.entered(cells, {place: self.below(place, last) for place in common})
        differs = _first_difference(own, theirs)
        figures = self.form.figures_on(self.home)
        if any(name in figures and _is_figure(value) for name, value in chain.from_iterable(theirs)):
            holds = Holds.OTHER_ENTRIES if differs else Holds.THE_SAME
        else:
            holds = Holds.NO_FIGURES if differs else Holds.THE_SAME
        label = self.form.places[differs].label if differs else ""
        return SecondForm(self.first, read, holds, label, tied=self.title in places.tied.get(self.home, ()))

    def below(self, place: Place, last: int) -> list[Location]:
        """Return the cells under a label, down to a row."""
        top = self.tops[place]
        bottom = top.row if place.name in self.form.singles else min(last, top.row + _MOST_ROWS)
        return [top._replace(row=row) for row in range(top.row, bottom + 1)]

    def entered(
        self, cells: Callable[[str], Mapping[Position, Cell]], places: Mapping[Place, Sequence[Location]]
    ) -> list[EnteredRow]:
        """Return what is entered, each with its name: the heading first, then the rows that are not blank."""
        singles = self.form.singles
        meant = {place.name: meanings(cells(found[0].sheet), found) for place, found in places.items() if found}
        heading = tuple((name, values[0]) for name, values in meant.items() if name in singles)
        table = {name: values for name, values in meant.items() if name not in singles}
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
