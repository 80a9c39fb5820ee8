"""Rows and columns that were inserted into the form, or taken out: its names follow them, so nothing is lost by it."""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ROWS
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS, REPORT
from vbpqip.kinds.qit_report.reading.labels import MEASURE_ENTRIES, PLACES_OF
from vbpqip.kinds.qit_report.reading.locate import KEYS, Places
from vbpqip.workbook.opened import Cells


def first_moved(workbook: Cells, places: Places) -> Location | None:
    """Return the first entry or row that stands elsewhere than in the form as it is made; ``None`` where all stand."""
    for place in (place for home in PLACES_OF.values() for place in home):
        found = places.cells.get(place.name)
        if found is not None and found[0][1:] != (place.row, place.column):
            return found[0]
    return _inserted_row(workbook, places) or _more_contracts(places)


def _inserted_row(workbook: Cells, places: Places) -> Location | None:
    """Return the first row that was inserted between the measures: nothing of the form is in it."""
    keys = places.cells.get(KEYS[REPORT], ())
    cells = workbook.cells(keys[0].sheet) if keys else {}
    keyed = [at.row for at in keys if (at.row, at.column) in cells]
    if len(keyed) == len(keys):
        return None
    columns = [places.cells[place.name] for place in MEASURE_ENTRIES if place.name in places.cells]
    inserted = (
        row[0]
        for row in zip(*columns, strict=True)
        if row[0].row < max(keyed, default=0) and not any((at.row, at.column) in cells for at in row)
    )
    return next(inserted, None)


def _more_contracts(places: Places) -> Location | None:
    rows = places.cells.get(KEYS[CONTRACTS], ())
    return rows[0] if rows and len(rows) != CONTRACT_ROWS else None
