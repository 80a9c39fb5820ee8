"""Tables as the sheets of a workbook: a title in A1, lines under it, a table with filters, and notes below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, TypeAlias

from vbpqip.core.cells import Location
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.wrapping import cell_lines, height_of
from vbpqip.output.tone import Tone
from vbpqip.workbook.builder import SheetBuilder, WorkbookBuilder, received_text
from vbpqip.workbook.styles import FORMATS, FormStyle

_LONGEST = 1_000
_WIDE = 150
"""Digits that stand side by side on a sheet without a table."""

_ABOVE_AND_BELOW = 6.0
"""Points that the row of the headings is higher than its words, so that they stand apart from the first row."""

_LINES: Mapping[Tone, Mapping[str, Any]] = {
    Tone.STRONG: {},
    Tone.PLAIN: {"bold": False},
    Tone.GOOD: FORMATS[FormStyle.GOOD],
    Tone.BAD: FORMATS[FormStyle.BAD],
    Tone.DOUBTFUL: FORMATS[FormStyle.DOUBTFUL],
}


class SheetColumn(NamedTuple):
    """A heading, and the width of the column in digits."""

    heading: str
    width: float


class SheetLine(NamedTuple):
    """Words outside of the table, and how they are meant."""

    words: str
    tone: Tone = Tone.PLAIN


SheetCell: TypeAlias = str | Location
"""What a cell shows: words, or a received cell, which it leads to where the workbook has a copy of it."""


class TableSheet(NamedTuple):
    """One sheet; ``lines`` stand under the title, ``notes`` under the table, which has no columns where there is none.

    ``footer`` stands at the foot of each page, where it is empty the sheet's name.
    """

    name: str
    title: str
    lines: Sequence[SheetLine]
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[SheetCell]]
    notes: Sequence[SheetLine] = ()
    footer: str = ""


def workbook_of(sheets: Sequence[TableSheet], title: str) -> bytes:
    """Return a workbook of sheets; the same sheets give the same bytes, and received text stays text."""
    workbook = WorkbookBuilder(BytesIO(), {"title": title})
    for table in sheets:
        BegunSheet(workbook, table).write({})
    return workbook.content()


class BegunSheet:
    """A sheet that is in its workbook, and is written when all is known that it leads to."""

    def __init__(self, workbook: WorkbookBuilder, table: TableSheet) -> None:
        self._look = workbook.look
        self._table = table
        self._sheet: SheetBuilder = workbook.add_worksheet(table.name)
        self._next = 0

    def write(self, copied: Mapping[Location, Location]) -> None:
        """Write the title, the lines, the table and the notes below it; ``copied`` is where received cells stand."""
        table = self._table
        footer = table.footer.replace("&", "&&") or "&A"
        self._sheet.set_page(f"&L&8{footer}&R&8Page &P of &N")
        self._sheet.set_widths(column.width for column in table.columns)
        self._sheet.write_string(0, 0, received_text(table.title, _LONGEST), self._look(FormStyle.TITLE))
        self._next = 1
        self._lines(table.lines)
        if table.columns:
            self._next += 1
            self._write_table(copied)
        self._lines(table.notes)

    def _write_table(self, copied: Mapping[Location, Location]) -> None:
        """Write the table with filters, and its headings so that they stay in sight and stand on every page."""
        sheet, top = self._sheet, self._next
        headings = [column.heading for column in self._table.columns]
        self._row(headings, FormStyle.HEADING, {}, more=_ABOVE_AND_BELOW)
        for cells in self._table.rows:
            self._row(cells, FormStyle.FIXED, copied)
        sheet.autofilter(top, 0, max(self._next - 1, top + 1), len(headings) - 1)
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)
        sheet.ignore_errors({"number_stored_as_text": f"A1:Z{self._next}"})
        self._next += 1

    def _row(
        self, cells: Sequence[SheetCell], style: FormStyle, copied: Mapping[Location, Location], *, more: float = 0.0
    ) -> None:
        shown = [received_text(str(cell), _LONGEST) for cell in cells]
        widths = [column.width - 2 for column in self._table.columns]
        self._sheet.set_row(self._next, height_of(zip(shown, widths, strict=True), more=more))
        for column, (cell, words) in enumerate(zip(cells, shown, strict=True)):
            if isinstance(cell, Location) and cell in copied:
                link = self._look(FormStyle.LINK_CELL, text_wrap=True)
                self._sheet.link((self._next, column), copied[cell], words, link, "Go to the marked copy")
            else:
                self._sheet.write_string(self._next, column, words, self._look(style))
        self._next += 1

    def _lines(self, lines: Sequence[SheetLine]) -> None:
        """Write words across the columns of the table, in as many rows as they take; none of them is merged."""
        width = int(sum(column.width for column in self._table.columns)) or _WIDE
        for line in lines:
            look = self._look(FormStyle.LABEL, **_LINES[line.tone])
            for words in cell_lines(received_text(line.words, _LONGEST), width):
                self._sheet.write_string(self._next, 0, words, look)
                self._next += 1
