"""What a workbook stores of a form itself: results that its formulas showed, and lists.

Nothing of it is calculated with; checks compare it with what the form should have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from vbpqip.core.cells import Cell, Location, Stored
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.locate import CellLocations
from vbpqip.workbook.named_cells import named_cells
from vbpqip.workbook.opened import Cells

_LISTS = "list_"
_NOTHING = Stored.NOTHING


class ShownCell(NamedTuple):
    """A cell of a result: its text, and whether it has a formula, and one that was calculated."""

    at: Location
    text: str
    has_formula: bool
    is_calculated: bool


class StoredForm(NamedTuple):
    """What is stored of a form: shown results by name, those of tables in rows that have a key, lists, terms.

    ``lists`` reads them, which only who has a reason waits for. ``terms`` are those that the form was made for,
    ``None`` where it does not say.
    """

    shown: Mapping[str, tuple[ShownCell, ...]] = {}
    lists: Callable[[], Mapping[str, tuple[str, ...]]] = dict
    terms: str | None = None


def read_stored(workbook: Cells, places: CellLocations) -> StoredForm:
    """Read what is stored of the form; what has lost its name is left out."""
    shown = {place.name: _shown(workbook, place.name) for place in places.form.results}
    for table in places.form.tables:
        live = table.live
        keyed = frozenset(_rows_with_a_key(workbook, places.cells.get(table.key, ()))) if live else ()
        for name in live:
            shown[name] = tuple(cell for cell in _shown(workbook, name) if cell.at[:2] in keyed)
    return StoredForm(
        shown=shown,
        lists=lambda: dict(_lists(workbook)),
        terms=workbook.properties().get("vbpqip_terms"),
    )


def _rows_with_a_key(workbook: Cells, keys: tuple[Location, ...]) -> Iterator[tuple[str, int]]:
    """Yield sheet and row of every row of a table; one that somebody inserted has no key."""
    cells = workbook.cells(keys[0].sheet) if keys else {}
    yield from (at[:2] for at in keys if (at.row, at.column) in cells)


def _shown(workbook: Cells, name: str) -> tuple[ShownCell, ...]:
    located = named_cells(workbook, name)
    if located is None:
        return ()
    cells = workbook.cells(located[0].sheet)
    return tuple(_shown_cell(at, cells.get((at.row, at.column))) for at in located)


def _shown_cell(at: Location, cell: Cell | None) -> ShownCell:
    if cell is None:
        return ShownCell(at, "", has_formula=False, is_calculated=False)
    formula = cell.formula is not None
    return ShownCell(at, cell.text, formula, formula and cell.stored is not _NOTHING)


def _lists(workbook: Cells) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in workbook.names:
        located = named_cells(workbook, name) if name.startswith(_LISTS) else None
        if located is not None:
            cells = workbook.cells(located[0].sheet)
            found = (cells.get((at.row, at.column)) for at in located)
            yield name, tuple("" if cell is None else cell.text for cell in found)
