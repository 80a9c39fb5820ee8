"""The summary workbook while it grows: row by row, so that no folder is too large for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from vbpqip.core.characters import visible
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.text_columns import columns_taken
from vbpqip.core.wrapping import cell_lines, lines_of
from vbpqip.output.tone import Tone
from vbpqip.program.program import Program
from vbpqip.summary.heading import SummaryHeading
from vbpqip.summary.paper import SMALLEST_SCALE, breaks_between
from vbpqip.summary.words import ShownWord
from vbpqip.workbook.builder import CellFormat, CellValue, SheetBuilder, WorkbookBuilder, received_text
from vbpqip.workbook.styles import FORMATS, INK, LINE, FormStyle

_LINE_HEIGHT, _MOST_LINES = 13.5, 30
_BOXED = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "border": 1, "border_color": LINE}
_FORMATS: Mapping[str, dict[str, Any]] = {
    "title": FORMATS[FormStyle.TITLE],
    "line": FORMATS[FormStyle.HINT_LINE],
    "part": {**FORMATS[FormStyle.LABEL], "font_size": 13},
    "heading": FORMATS[FormStyle.HEADING],
    "text": {**_BOXED, "valign": "top", "indent": 1},
    "wrapped": {**_BOXED, "text_wrap": True, "valign": "top", "indent": 1},
    "number": {**_BOXED, "num_format": "#,##0", "valign": "top"},
    "rate": {**_BOXED, "num_format": "#,##0.00", "valign": "top"},
    "share": {**_BOXED, "num_format": "0.0%", "valign": "top"},
    "day": {**_BOXED, "num_format": "yyyy-mm-dd", "align": "center", "valign": "top"},
    Tone.GOOD: {**_BOXED, **FORMATS[FormStyle.GOOD], "text_wrap": True, "valign": "top"},
    Tone.BAD: {**_BOXED, **FORMATS[FormStyle.BAD], "text_wrap": True, "valign": "top"},
    Tone.DOUBTFUL: {**_BOXED, **FORMATS[FormStyle.DOUBTFUL], "text_wrap": True, "valign": "top"},
    Tone.PLAIN: {**_BOXED, "text_wrap": True, "valign": "top"},
}

SheetValue: TypeAlias = str | int | float | Decimal | date | ShownWord | None
"""What a cell shows; a float is a share, a decimal a rate."""


class Heading(NamedTuple):
    """A column of a table: its words, its width in characters, and whether its texts are wrapped."""

    words: str
    width: int = 12
    wrapped: bool = False


class Sheet:
    """A sheet that is written from top to bottom."""

    def __init__(
        self, sheet: SheetBuilder, formats: Mapping[str, CellFormat], columns: Sequence[Heading], repeated: int = 1
    ) -> None:
        self.sheet = sheet
        self.row = 0
        self._formats = formats
        self._columns = columns
        widths = [column.width for column in columns]
        sheet.set_widths(widths)
        self._breaks = breaks_between(widths, repeated)
        if self._breaks:
            sheet.set_print_scale(SMALLEST_SCALE)
            sheet.set_v_pagebreaks(self._breaks)
            sheet.repeat_columns(0, repeated - 1)

    def line(self, words: str, style: str = "line") -> None:
        """Write a line of words that may run over the columns beside it."""
        self.sheet.write_string(self.row, 0, received_text(words), self._formats[style])
        self.row += 1

    def words(self, words: str) -> None:
        """Write a text in as many lines as it takes on the first sheet of paper."""
        on_first = self._columns[: self._breaks[0]] if self._breaks else self._columns
        for line in cell_lines(visible(words), sum(column.width for column in on_first)):
            self.line(line)

    def gap(self) -> None:
        """Leave a line empty."""
        self.row += 1

    def new_page(self) -> None:
        """Begin a new page on paper, so that what follows stays together."""
        self.sheet.set_h_pagebreaks([self.row])

    def headings(self, headings: Sequence[str]) -> None:
        """Write a line of headings, of two lines where one is too long for its column."""
        if any(len(words) >= column.width for words, column in zip(headings, self._columns, strict=False)):
            self.sheet.set_row(self.row, 2 * _LINE_HEIGHT)
        for column, words in enumerate(headings):
            self.sheet.write_string(self.row, column, words, self._formats["heading"])
        self.row += 1

    def values(self, values: Sequence[SheetValue]) -> None:
        """Write a line of a table, as high as its wrapped texts; text stays text, and is made harmless."""
        placed = zip(values, self._columns, strict=False)
        wrapped = ((str(value), column.width) for value, column in placed if column.wrapped)
        lines = max((lines_of(words, width) for words, width in wrapped if columns_taken(words) > width), default=1)
        if lines > 1:
            self.sheet.set_row(self.row, min(lines, _MOST_LINES) * _LINE_HEIGHT)
        for column, value in enumerate(values):
            self._write(column, value)
        self.row += 1

    def _write(self, column: int, value: SheetValue) -> None:
        match value:
            case None | "":
                self._put(column, None, "text")
            case ShownWord():
                self._put(column, str(value), value.tone)
            case str():
                self._put(column, received_text(value), "wrapped" if self._columns[column].wrapped else "text")
            case date():
                self._put(column, value, "day")
            case Decimal():
                self._put(column, value, "rate")
            case float():
                self._put(column, value, "share")
            case _:
                self._put(column, value, "number")

    def _put(self, column: int, value: CellValue, style: str) -> None:
        self.sheet.put((self.row, column), value, self._formats[style])


class SummaryBuilder:
    """The sheets of a workbook that is written from top to bottom."""

    def __init__(self, workbook: WorkbookBuilder, program: Program, heading: SummaryHeading) -> None:
        self.workbook = workbook
        self._program = program
        self._heading = heading
        self._formats = {name: workbook.look(**look) for name, look in _FORMATS.items()}

    def add_sheet(self, name: str, title: str, columns: Sequence[Heading], repeated: int = 1) -> Sheet:
        """Add a sheet with its title, columns and page set-up; the first columns stand on each page beside another."""
        sheet = self.workbook.add_worksheet(name)
        run = f"Program data {self._program.version}, run {self._heading.run}"
        sheet.set_page(f"&L&10{name}&C&10Page &P of &N&R&10{run}")
        added = Sheet(sheet, self._formats, columns, repeated)
        added.line(self._program.in_words(title), "title")
        return added

    def add_table(self, name: str, title: str, headings: Sequence[Heading], *lines: str, repeated: int = 1) -> Sheet:
        """Add a sheet that is one table, with lines above it; its headings stay in sight and on every page."""
        sheet = self.add_sheet(name, title, headings, repeated)
        for line in lines:
            sheet.words(line)
        sheet.sheet.repeat_rows(sheet.row)
        sheet.headings([self._program.in_words(heading.words) for heading in headings])
        sheet.sheet.freeze_panes(sheet.row, repeated)
        return sheet

    def end_table(self, sheet: Sheet, columns: int, first: int) -> None:
        """Put a filter on a table whose headings stand in a row."""
        sheet.sheet.autofilter(first, 0, max(sheet.row - 1, first), columns - 1)
