"""Tables as the sheets of a workbook: a title in A1, lines under it, a table with filters, and notes below."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.wrapping import height_of
from vbpqip.workbook.builder import SheetBuilder, WorkbookBuilder, received_text
from vbpqip.workbook.styles import FormStyle

_LONGEST = 1_000


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
    workbook = WorkbookBuilder(BytesIO(), {"title": title})
    for table in sheets:
        _Table(workbook, table).write()
    return workbook.content()


class _Table:
    """A table while it is written."""

    def __init__(self, workbook: WorkbookBuilder, table: TableSheet) -> None:
        self._look = workbook.look
        self._table = table
        self._sheet: SheetBuilder = workbook.add_worksheet(table.name)

    def write(self) -> None:
        """Write the title, the lines, the table and the notes below it."""
        table, top = self._table, self._table.heading_row
        self._set_up()
        self._sheet.write_string(0, 0, table.title, self._look(FormStyle.TITLE))
        for nth, line in enumerate(table.lines, start=1):
            self._across(nth, line, FormStyle.LABEL)
        self._row(top, [column.heading for column in table.columns], FormStyle.HEADING)
        for nth, cells in enumerate(table.rows, start=top + 1):
            self._row(nth, cells, FormStyle.FIXED)
        for nth, note in enumerate(table.notes, start=top + len(table.rows) + 2):
            self._across(nth, note, FormStyle.TEXT)

    def _set_up(self) -> None:
        """Set widths, filters, frozen rows, and the page, on which the headings are repeated."""
        sheet, top, rows = self._sheet, self._table.heading_row, len(self._table.rows)
        sheet.set_widths(column.width for column in self._table.columns)
        sheet.autofilter(top, 0, top + max(rows, 1), len(self._table.columns) - 1)
        sheet.freeze_panes(top + 1, 0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:Z{top + rows + 1}"})
        sheet.set_page("&L&8&A&R&8Page &P of &N")
        sheet.repeat_rows(top)

    def _row(self, row: int, cells: Sequence[str], style: FormStyle) -> None:
        shown = [received_text(cell, _LONGEST) for cell in cells]
        widths = [column.width - 2 for column in self._table.columns]
        self._sheet.set_row(row, height_of(zip(shown, widths, strict=True)))
        for column, words in enumerate(shown):
            self._sheet.write_string(row, column, words, self._look(style))

    def _across(self, row: int, words: str, style: FormStyle) -> None:
        """Write words over the table's whole width, outside of the table."""
        shown, width = received_text(words, _LONGEST), sum(column.width for column in self._table.columns)
        self._sheet.merge_range(row, 0, row, len(self._table.columns) - 1, "", self._look(style))
        self._sheet.write_string(row, 0, shown, self._look(style))
        self._sheet.set_row(row, height_of([(shown, width - 2)]))
