"""Rows and columns that were inserted into a form, or taken out: its names follow them, so nothing is lost by it."""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.workbook.form import Table
from vbpqip.workbook.locate import CellLocations
from vbpqip.workbook.opened import Cells


def first_moved(workbook: Cells, places: CellLocations) -> Location | None:
    """Return the first entry or row that stands elsewhere than in the form as it is made; ``None`` where all stand."""
    for place in (place for home in places.form.entries_of.values() for place in home):
        found = places.cells.get(place.name)
        if found is not None and found[0][1:] != (place.row, place.column):
            return found[0]
    moved = (
        _more_rows(places, table) if table.is_free else _inserted_row(workbook, places, table)
        for table in places.form.tables
    )
    return next((at for at in moved if at is not None), None)


def _inserted_row(workbook: Cells, places: CellLocations, table: Table) -> Location | None:
    """Return the first row that was inserted between those of a table: nothing of the form is in it."""
    keys = places.cells.get(table.key, ())
    cells = workbook.cells(keys[0].sheet) if keys else {}
    keyed = [at.row for at in keys if (at.row, at.column) in cells]
    if len(keyed) == len(keys):
        return None
    columns = [places.cells[each.name] for each in table.entries if each.name in places.cells]
    inserted = (
        row[0]
        for row in zip(*columns, strict=True)
        if row[0].row < max(keyed, default=0) and not any((at.row, at.column) in cells for at in row)
    )
    return next(inserted, None)


def _more_rows(places: CellLocations, table: Table) -> Location | None:
    rows = places.cells.get(table.key, ())
    return rows[0] if rows and len(rows) != table.rows else None
