"""What the reader will find in a form once it is written, known without writing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from vbpqip.core.cells import Cell, Stored
from vbpqip.kinds.qit_report.form.layout import MEASURES
from vbpqip.kinds.qit_report.form.sheets import KIND, TEMPLATE_VERSION
from vbpqip.kinds.qit_report.model import Submission, as_submission
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.qit_report.writing.prompts import counted
from vbpqip.workbook.entry_types import EntryKey, Raw
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


def read_from(form_data: FormData) -> Submission:
    """Return what the reader will find in a form of the QIT report."""
    stamp = {"vbpqip_kind": KIND, "vbpqip_template_version": TEMPLATE_VERSION}
    keys: dict[EntryKey, Raw] = {("measure_key", nth): measure.key for nth, measure in enumerate(form_data.measures)}
    titles: dict[EntryKey, Raw] = {
        ("measure_title", nth): f"{measure.short_title}\n{counted(measure)}"
        for nth, measure in enumerate(form_data.measures)
    }
    data = FormContent(
        form=form_data.form,
        values={**form_data.entries, **keys, **titles},
        rows={MEASURES.name: len(form_data.measures)},
        stamp={**stamp, "vbpqip_program_version": form_data.program.version},
    )
    return as_submission(entries_in(data))
