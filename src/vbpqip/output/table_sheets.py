"""Tables as the sheets of a workbook: a title in A1, lines under it, a table with filters, and notes below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vbpqip.core.characters import visible
from vbpqip.core.wrapping import height_of
from vbpqip.workbook.form_workbook import FormWorkbook
from vbpqip.workbook.styles import FORMATS, FormStyle

_LABEL_DAY = datetime(2017, 7, 19, tzinfo=UTC)
_LONGEST = 1_000

_USED = (FormStyle.TITLE, FormStyle.TEXT, FormStyle.LABEL, FormStyle.HEADING, FormStyle.FIXED)


class SheetColumn(NamedTuple):
    """A heading, and the width of the column in digits."""

    heading: str
    width: float


class TableSheet(NamedTuple):
    """One sheet; ``lines`` stand under the title, ``notes`` under the table, and all cells are text."""

    name: str
    title: str
    lines: Sequence[str]
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    @property
    def heading_row(self) -> int:
        """The row of the column headings, counted from 0."""
        return len(self.lines) + 2


def workbook_of(sheets: Sequence[TableSheet], title: str) -> bytes:
    """Return a workbook of sheets; the same sheets give the same bytes, and received text stays text."""
    buffer = BytesIO()
    workbook = FormWorkbook(buffer, {"in_memory": True})
    workbook.set_properties({"title": title, "comments": "Made with vbpqip", "created": _LABEL_DAY})
    looks = {style: workbook.add_format(FORMATS[style]) for style in _USED}
    for each in sheets:
        sheet = workbook.add_worksheet(each.name)
        _set_up(sheet, each)
        _draw(sheet, each, looks)
    workbook.close()
    return buffer.getvalue()


def _set_up(sheet: Worksheet, table: TableSheet) -> None:
    """Set widths, filters, frozen rows, and the page: Letter, landscape, one page wide, headings repeated."""
    for nth, column in enumerate(table.columns):
        sheet.set_column(nth, nth, column.width)
    top, last = table.heading_row, len(table.columns) - 1
    sheet.autofilter(top, 0, top + max(len(table.rows), 1), last)
    sheet.freeze_panes(top + 1, 0)
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{top + len(table.rows) + 1}"})
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_margins(0.3, 0.3, 0.4, 0.6)
    sheet.set_footer("&L&8&A&R&8Page &P of &N")


def _draw(sheet: Worksheet, table: TableSheet, looks: Mapping[FormStyle, Format]) -> None:
    sheet.write_string(0, 0, table.title, looks[FormStyle.TITLE])
    for nth, line in enumerate(table.lines, start=1):
        _across(sheet, nth, line, table, looks[FormStyle.LABEL])
    _row(sheet, table.heading_row, [column.heading for column in table.columns], table, looks[FormStyle.HEADING])
    for nth, cells in enumerate(table.rows, start=table.heading_row + 1):
        _row(sheet, nth, cells, table, looks[FormStyle.FIXED])
    for nth, note in enumerate(table.notes, start=table.heading_row + len(table.rows) + 2):
        _across(sheet, nth, note, table, looks[FormStyle.TEXT])


def _row(sheet: Worksheet, row: int, cells: Sequence[str], table: TableSheet, look: Format) -> None:
    shown = [visible(cell)[:_LONGEST] for cell in cells]
    widths = [column.width - 2 for column in table.columns]
    sheet.set_row(row, height_of(zip(shown, widths, strict=True)))
    for column, words in enumerate(shown):
        sheet.write_string(row, column, words, look)


def _across(sheet: Worksheet, row: int, words: str, table: TableSheet, look: Format) -> None:
    """Write words over the table's whole width, outside of the table."""
    shown, width = visible(words)[:_LONGEST], sum(column.width for column in table.columns)
    sheet.merge_range(row, 0, row, len(table.columns) - 1, "", look)
    sheet.write_string(row, 0, shown, look)
    sheet.set_row(row, height_of([(shown, width - 2)]))
