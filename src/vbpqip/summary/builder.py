"""The summary workbook while it grows: row by row, so that no folder is too large for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vbpqip.core.characters import visible
from vbpqip.core.wrapping import cell_lines
from vbpqip.program.program import Program
from vbpqip.summary.words import ShownWord, SummaryTone
from vbpqip.workbook.styles import FORMATS, INK, LINE, FormStyle

_LABEL_DAY = datetime(2017, 7, 19, tzinfo=UTC)
_LONGEST_TEXT = 32_767
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
    SummaryTone.GOOD: {**_BOXED, **FORMATS[FormStyle.GOOD], "valign": "top"},
    SummaryTone.BAD: {**_BOXED, **FORMATS[FormStyle.BAD], "valign": "top"},
    SummaryTone.DOUBTFUL: {**_BOXED, **FORMATS[FormStyle.DOUBTFUL], "valign": "top"},
    SummaryTone.CALM: {**_BOXED, "valign": "top"},
}

SheetValue: TypeAlias = str | int | float | Decimal | date | ShownWord | None
"""What a cell shows; a float is a share, a decimal a rate."""


class Heading(NamedTuple):
    """A column of a table: its words, its width in characters, and whether its texts are wrapped.

    The height of a row with wrapped text is kept in memory, so that only tables that stay small have any.
    """

    words: str
    width: int = 12
    wrapped: bool = False


class Sheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, sheet: Worksheet, formats: Mapping[str, Format], columns: Sequence[Heading]) -> None:
        self.sheet = sheet
        self.row = 0
        self._formats = formats
        self._columns = columns
        for column, (_, width, _) in enumerate(columns):
            sheet.set_column(column, column, width)

    def line(self, words: str, style: str = "line") -> None:
        """Write a line of words that may run over the columns beside it."""
        self.sheet.write_string(self.row, 0, shown_text(words), self._formats[style])
        self.row += 1

    def words(self, words: str) -> None:
        """Write a text in as many lines as it takes."""
        for line in cell_lines(visible(words), sum(column.width for column in self._columns)):
            self.line(line)

    def gap(self) -> None:
        """Leave a line empty."""
        self.row += 1

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
        lines = max((ceil(len(str(value)) / column.width) for value, column in placed if column.wrapped), default=1)
        if lines > 1:
            self.sheet.set_row(self.row, min(lines, _MOST_LINES) * _LINE_HEIGHT)
        for column, value in enumerate(values):
            self._write(column, value)
        self.row += 1

    def _write(self, column: int, value: SheetValue) -> None:
        sheet, place, formats = self.sheet, (self.row, column), self._formats
        match value:
            case None | "":
                sheet.write_blank(*place, None, formats["text"])
            case ShownWord():
                sheet.write_string(*place, str(value), formats[value.tone])
            case str():
                style = "wrapped" if self._columns[column].wrapped else "text"
                sheet.write_string(*place, shown_text(value), formats[style])
            case date():
                sheet.write_datetime(*place, value, formats["day"])
            case Decimal():
                sheet.write_number(*place, value, formats["rate"])
            case float():
                sheet.write_number(*place, value, formats["share"])
            case _:
                sheet.write_number(*place, value, formats["number"])


def shown_text(text: str) -> str:
    """Return a text as a cell can show it: what is invisible is named, and it is no longer than a cell holds."""
    return visible(text)[:_LONGEST_TEXT]


class SummaryBook:
    """The workbook; its rows wait in files of the system's temporary folder until all are there."""

    def __init__(self, path: Path, program: Program) -> None:
        self._waiting = TemporaryDirectory()
        self.workbook = Workbook(path, {"constant_memory": True, "tmpdir": self._waiting.name})
        self._program = program
        self._formats = {name: self.workbook.add_format(look) for name, look in _FORMATS.items()}
        self.workbook.set_properties(
            {"title": "Summary", "subject": program.name, "comments": "Made with vbpqip", "created": _LABEL_DAY}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self.workbook.close()
        except FileCreateError as failure:
            raise OSError(str(failure)) from failure
        finally:
            for sheet in self.workbook.worksheets():
                sheet.row_data_fh.close()
            self._waiting.cleanup()

    def add_sheet(self, name: str, title: str, columns: Sequence[Heading]) -> Sheet:
        """Add a sheet with its title, columns and page set-up."""
        sheet = self.workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(1)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.3, 0.3, 0.4, 0.6)
        sheet.set_footer(f"&L&8{name}&C&8Page &P of &N&R&8Program data {self._program.version}")
        added = Sheet(sheet, self._formats, columns)
        added.line(title, "title")
        return added

    def add_table(self, name: str, title: str, headings: Sequence[Heading], *lines: str) -> Sheet:
        """Add a sheet that is one table, with lines above it; its headings stay in sight and on every page."""
        sheet = self.add_sheet(name, title, headings)
        for line in lines:
            sheet.line(line)
        sheet.sheet.repeat_rows(sheet.row)
        sheet.headings([heading.words for heading in headings])
        sheet.sheet.freeze_panes(sheet.row, 1)
        return sheet

    def end_table(self, sheet: Sheet, columns: int, first: int) -> None:
        """Put a filter on a table whose headings stand in a row."""
        sheet.sheet.autofilter(first, 0, max(sheet.row - 1, first), columns - 1)
