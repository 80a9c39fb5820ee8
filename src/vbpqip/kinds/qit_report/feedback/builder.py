"""The feedback workbook while it is drawn: values alone, so that it reads the same before it may calculate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vbpqip.core.characters import visible
from vbpqip.core.wrapping import height_of
from vbpqip.kinds.qit_report.feedback.contents import NOT_TO_BE_SENT
from vbpqip.kinds.qit_report.feedback.received import ReceivedValue
from vbpqip.kinds.qit_report.form.sheets import FEEDBACK_KIND
from vbpqip.workbook.form_workbook import FormWorkbook
from vbpqip.workbook.styles import FORMATS, FormStyle

_LABEL_DAY = datetime(2017, 7, 19, tzinfo=UTC)
_LONGEST_SHOWN, _LONGEST = 1_000, 32_767
"""Characters of a cell of a table, and of any cell: of a longer text a spreadsheet would show nothing at all."""

_TITLE_ROW, _WARNING_ROW = 0, 1


@dataclass(slots=True)
class Draft:
    """A workbook in memory and its formats."""

    buffer: BytesIO = field(default_factory=BytesIO)
    workbook: FormWorkbook = field(init=False)
    formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workbook = FormWorkbook(self.buffer, {"in_memory": True})
        self.workbook.set_properties({"title": "Feedback on a QIT report", "created": _LABEL_DAY})
        self.workbook.set_custom_property("vbpqip_kind", FEEDBACK_KIND, "text")

    def add_sheet(self, title: str, heading: str) -> Worksheet:
        """Add a sheet with its title in A1 and, under it, what it is not for."""
        sheet = self.workbook.add_worksheet(title)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(1)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.3, 0.3, 0.4, 0.6)
        sheet.set_footer(f"&L&8{NOT_TO_BE_SENT}&R&8Page &P of &N")
        write(sheet, (_TITLE_ROW, 0), heading, self.look(FormStyle.TITLE))
        sheet.write_string(_WARNING_ROW, 0, NOT_TO_BE_SENT, self.look(FormStyle.LABEL))
        return sheet

    def look(self, style: FormStyle, **more: object) -> Format:
        """Return a format, some of it changed; each is made once."""
        wanted = {**FORMATS[style], **more}
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(wanted)
        return self.formats[key]

    def content(self) -> bytes:
        """Close the workbook and return its bytes."""
        self.workbook.close()
        return self.buffer.getvalue()


def write(sheet: Worksheet, at: tuple[int, int], value: ReceivedValue, look: Format) -> None:
    """Write a value or an empty cell; text stays text, and what is invisible in it is named."""
    match value:
        case None:
            sheet.write_blank(*at, None, look)
        case str():
            sheet.write_string(*at, visible(value)[:_LONGEST], look)
        case Decimal():
            sheet.write_number(*at, value, look)
        case _:
            sheet.write_datetime(*at, value, look)


def write_table(
    draft: Draft, sheet: Worksheet, first_row: int, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[str]]
) -> int:
    """Write headings of given widths, and rows of words below them as high as they need; return the next free row."""
    widths = [width for _, width in columns]
    for column, (heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(first_row, column, heading, draft.look(FormStyle.HEADING))
    row = first_row
    for row, words in enumerate(rows, start=first_row + 1):
        shown = [visible(text)[:_LONGEST_SHOWN] for text in words]
        sheet.set_row(row, height_of(zip(shown, widths, strict=True)))
        for column, text in enumerate(shown):
            sheet.write_string(row, column, text, draft.look(FormStyle.FIXED, valign="top"))
    return row + 1
