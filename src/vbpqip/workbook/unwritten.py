"""What the reader will find in a form once it is written, known without writing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vbpqip.core.cells import Cell, Stored
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.entry_types import Raw
from vbpqip.workbook.form_content import FormContent
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.locate import CellLocations
from vbpqip.workbook.read import entries_at

_EPOCH = date(1899, 12, 30)


class _GivenCells(NamedTuple):
    """The cells of a form as they will be written; names are not needed, since the places are known."""

    by_sheet: Mapping[str, Mapping[tuple[int, int], Cell]]
    names: Mapping[str, str]
    titles: tuple[str, ...] = ()

    def cells(self, title: str) -> Mapping[tuple[int, int], Cell]:
        return self.by_sheet.get(title, {})

    def properties(self) -> Mapping[str, str]:
        return {}


def entries_in(data: FormContent) -> Entries:
    """Return what the reader will find in a form once it is written."""
    form = data.form
    singles = {place.name: (place.at(),) for place in (*(each.place for each in form.fields), *form.stamp)}
    columns = {
        each.name: tuple(map(table.places(1)[each.name].at, range(data.rows_of(table))))
        for table in form.tables
        for each in table.columns
        if each.entry is not None
    }
    by_sheet: dict[str, dict[tuple[int, int], Cell]] = {}
    for (name, nth), raw in {**data.values, **{(name, 0): text for name, text in data.stamp.items()}}.items():
        at = columns[name][nth] if name in columns else form.places[name].at()
        by_sheet.setdefault(at.sheet, {})[at.row, at.column] = cell_of(raw)
    places = CellLocations(form)
    places.cells = {**singles, **columns}
    return entries_at(places, _GivenCells(by_sheet, {}), starts_1904=False)


def cell_of(raw: Raw) -> Cell:
    """Return the cell that stores a typed value."""
    match raw:
        case bool():
            return Cell(Stored.BOOLEAN, "TRUE" if raw else "FALSE")
        case date():
            return Cell(Stored.NUMBER, str((raw - _EPOCH).days))
        case str():
            return Cell(Stored.TEXT, raw)
        case _:
            return Cell(Stored.NUMBER, str(raw))
