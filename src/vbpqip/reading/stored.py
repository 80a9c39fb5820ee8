"""What a workbook stores of the form itself: results that its formulas showed, labels, and lists.

Nothing of it is calculated with; the checks hold it against what the form should have.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from vbpqip.domain.cells import Cell, Location, Stored
from vbpqip.form.answers import CARRIED_OVER
from vbpqip.form.layout import BOX, CONTRACT_ENTRIES, ENTERED_COUNTS, HEADING, LIVE, PRIOR, QUARTERS, Place, place_of
from vbpqip.reading.places import Cells, Places, folded_label, named_cells

_TABLE_ENTRIES = ("selected", *ENTERED_COUNTS, *PRIOR, *CONTRACT_ENTRIES)
_LISTS = "list_"


class ShownCell(NamedTuple):
    """A cell of a result: its text, and whether it has a formula, and one that was calculated."""

    at: Location
    text: str
    has_formula: bool
    is_calculated: bool


class ChangedLabel(NamedTuple):
    """A label that reads otherwise than the form's; ``found`` is empty where it is gone."""

    at: Location
    found: str
    expected: str


class StoredForm(NamedTuple):
    """What is stored of the form: shown results by name and row, changed labels, lists as texts, terms.

    ``lists`` reads them, which only who has a reason waits for. ``terms`` are those that the form was made for,
    ``None`` where it does not say. ``carried_over`` is where it says that it begins with an earlier report's figures.
    """

    shown: Mapping[str, tuple[ShownCell, ...]] = {}
    changed_labels: tuple[ChangedLabel, ...] = ()
    lists: Callable[[], Mapping[str, tuple[str, ...]]] = dict
    terms: str | None = None
    carried_over: bool = False


def read_stored(workbook: Cells, places: Places) -> StoredForm:
    """Read what is stored of the form; what has lost its name is left out."""
    keys = places.cells.get("measure_key", ())
    shown = {place.name: _shown(workbook, place.name) for place in BOX}
    for name in sorted(LIVE):
        cells = _shown(workbook, name)
        shown[name] = cells if [each.at.row for each in cells] == [at.row for at in keys] else ()
    return StoredForm(
        shown=shown,
        changed_labels=tuple(_changed_labels(workbook, places)),
        lists=lambda: dict(_lists(workbook)),
        terms=workbook.properties().get("vbpqip_terms"),
        carried_over=_says_carried_over(workbook, places),
    )


def _says_carried_over(workbook: Cells, places: Places) -> bool:
    """Whether it stands beside a quarter's label that the quarter is carried over."""
    quarters = (at for nth in QUARTERS for at in places.cells.get(f"quarter_{nth}", ()))
    beside = (workbook.cells(at.sheet).get((at.row - 1, at.column + 1)) for at in quarters)
    return any(cell is not None and cell.text.startswith(CARRIED_OVER) for cell in beside)


def _shown(workbook: Cells, name: str) -> tuple[ShownCell, ...]:
    located = named_cells(workbook, name) or ()
    return tuple(_shown_cell(at, workbook.cells(at.sheet).get((at.row, at.column))) for at in located)


def _shown_cell(at: Location, cell: Cell | None) -> ShownCell:
    if cell is None:
        return ShownCell(at, "", has_formula=False, is_calculated=False)
    formula = cell.formula is not None
    return ShownCell(at, cell.text, formula, formula and cell.stored is not Stored.NOTHING)


def _changed_labels(workbook: Cells, places: Places) -> Iterator[ChangedLabel]:
    labelled = (*HEADING, *(place_of(name) for name in _TABLE_ENTRIES))
    for place in labelled:
        if place.name in places.cells and place.name not in places.found_by_label:
            yield from _changed_label(workbook, place, places.cells[place.name][0])


def _changed_label(workbook: Cells, place: Place, first: Location) -> Iterator[ChangedLabel]:
    at = first._replace(row=max(first.row - 1, 0))
    cell = workbook.cells(at.sheet).get((at.row, at.column))
    found = "" if cell is None else cell.text
    if folded_label(found) != folded_label(place.label):
        yield ChangedLabel(at, found, place.label)


def _lists(workbook: Cells) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in workbook.names:
        located = named_cells(workbook, name) if name.startswith(_LISTS) else None
        if located is not None:
            cells = workbook.cells(located[0].sheet)
            found = (cells.get((at.row, at.column)) for at in located)
            yield name, tuple("" if cell is None else cell.text for cell in found)
