"""Names against labels: whether each defined name leads to what stands under its own label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vbpqip.core.cells import Location
from vbpqip.core.characters import ignored_in, normalized_label
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.form import Place
from vbpqip.workbook.labels import Labels, label_above
from vbpqip.workbook.locate import CellLocations
from vbpqip.workbook.meanings import meanings
from vbpqip.workbook.named_cells import referred_cells


class LabelRead(NamedTuple):
    """The label above an entry that was found by its name, empty where there is none; ``expected`` is the form's."""

    at: Location
    found: str
    expected: str


class Misnamed(NamedTuple):
    """A defined name that does not lead to what stands under its own label.

    ``read`` is the label above what it leads to. Where its own label stands over something else, that is at ``rival``.
    A name that is ``defined_twice`` leads elsewhere in the formulas of its own sheet.
    """

    name: str
    read: LabelRead
    rival: Location | None = None
    defined_twice: bool = False


class LabelsRead(NamedTuple):
    """Labels that read otherwise than the form's, those with characters that nobody sees, and names gone wrong."""

    changed: tuple[LabelRead, ...] = ()
    invisible: tuple[LabelRead, ...] = ()
    misnamed: tuple[Misnamed, ...] = ()


def read_labels(places: CellLocations, labels: Labels) -> LabelsRead:
    """Read the label above every entry that was found by its name, and compare it with the form's."""
    odd = list(_not_as_made(places, labels))
    misnamed = [wrong for each in odd if (wrong := each.misnamed()) is not None]
    names = {each.name for each in misnamed}
    changed = (each.read for each in odd if each.is_changed and each.place.name not in names)
    invisible = (each.read for each in odd if ignored_in(each.read.found))
    misnamed += (*_out_of_order(places), *_defined_twice(places, labels))
    return LabelsRead(tuple(changed), tuple(invisible), tuple(misnamed))


def _not_as_made(places: CellLocations, labels: Labels) -> Iterator[_Labelled]:
    """Yield the entries that were found by their names, and not right under their labels on the table's sheet."""
    for home, of_home in labels.form.entries_of.items():
        title = places.sheet_of(home)
        for place in of_home:
            located = places.cells.get(place.name)
            if located is None or place.name in places.found_by_label:
                continue
            above = labels.workbook.cells(located[0].sheet).get((located[0].row - 1, located[0].column))
            if above is None or above.text != place.label or located[0].sheet != title:
                yield _Labelled(place, located, title or located[0].sheet, labels)


class _Labelled:
    """An entry that was found by its name, and the label above it."""

    def __init__(self, place: Place, located: Sequence[Location], title: str, labels: Labels) -> None:
        self.place, self.located, self.title, self.labels = place, located, title, labels
        at, text = label_above(labels.workbook.cells(located[0].sheet), located[0])
        self.read = LabelRead(at, text, place.label)

    @property
    def is_changed(self) -> bool:
        return normalized_label(self.read.found) != normalized_label(self.read.expected)

    def misnamed(self) -> Misnamed | None:
        rival = self.rival() if self.is_changed or self.read.at.sheet != self.title else None
        over_anothers = self.is_changed and normalized_label(self.read.found) in self.labels.form.labels
        return Misnamed(self.place.name, self.read, rival) if over_anothers or rival else None

    def rival(self) -> Location | None:
        """Return where the entry's own label stands, if something else was entered under it."""
        label = self.labels.own(self.place, self.title)
        if label is None:
            return None
        rows = range(label[0] + 1, label[0] + 1 + len(self.located))
        under = [Location(self.title, row, label[1]) for row in rows]
        theirs, own = self.meant(under), self.meant(self.located)
        is_filled = any(each is not None for each in theirs)
        return Location(self.title, *label) if is_filled and theirs != own else None

    def meant(self, cells: Sequence[Location]) -> Sequence[object]:
        return meanings(self.labels.workbook.cells(cells[0].sheet), cells)


def _out_of_order(places: CellLocations) -> Iterator[Misnamed]:
    """Yield the names that share a label, and do not stand from left to right as they are numbered."""
    for label, names in places.form.alike.items():
        named = [name for name in names if name in places.cells and name not in places.found_by_label]
        found = [places.cells[name][0] for name in named]
        for name, at, in_order in zip(named, found, sorted(found, key=lambda at: at.column), strict=True):
            if at != in_order:
                yield Misnamed(name, LabelRead(at._replace(row=max(at.row - 1, 0)), label, label))


def _defined_twice(places: CellLocations, labels: Labels) -> Iterator[Misnamed]:
    """Yield names that lead to other cells of the same sheet in its own formulas; of a copy's they lead to the copy."""
    form = labels.form
    for name, reference in labels.workbook.local_names:
        own = places.cells.get(name)
        found = referred_cells(labels.workbook, reference) if own is not None and name in form.entry_names else None
        if own is not None and found is not None and found[0].sheet == own[0].sheet and found[: len(own)] != own:
            at, text = label_above(labels.workbook.cells(found[0].sheet), found[0])
            yield Misnamed(name, LabelRead(at, text, form.places[name].label), defined_twice=True)
