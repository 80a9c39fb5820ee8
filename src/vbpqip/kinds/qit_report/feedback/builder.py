"""The feedback workbook while it is written: values alone, so that it reads the same before it may calculate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from vbpqip.core.wrapping import height_of
from vbpqip.kinds.feedback.invitation import NOT_TO_BE_SENT
from vbpqip.kinds.qit_report.feedback.received import ReceivedValue
from vbpqip.kinds.qit_report.form.sheets import FEEDBACK_KIND
from vbpqip.workbook.builder import CellFormat, CellPosition, SheetBuilder, WorkbookBuilder, received_text
from vbpqip.workbook.styles import FormStyle

_LONGEST_SHOWN = 1_000
"""Characters of a cell of a table."""

_TITLE_ROW, _WARNING_ROW = 0, 1


class Draft(WorkbookBuilder):
    """A workbook in memory that is known for feedback."""

    def __init__(self, title: str) -> None:
        super().__init__(BytesIO(), {"title": title})
        self.set_custom_property("vbpqip_kind", FEEDBACK_KIND, "text")

    def add_sheet(self, title: str, heading: str) -> SheetBuilder:
        """Add a sheet with its title in A1 and, under it, what it is not for."""
        sheet = self._add(title, heading)
        sheet.write_string(_WARNING_ROW, 0, NOT_TO_BE_SENT, self.look(FormStyle.LABEL))
        return sheet

    def add_copy(self, title: str, heading: str) -> SheetBuilder:
        """Add a sheet on which all but A1 belongs to what was received: it says both there."""
        return self._add(title, f"{heading}. {NOT_TO_BE_SENT}")

    def _add(self, title: str, heading: str) -> SheetBuilder:
        sheet: SheetBuilder = self.add_worksheet(title)
        sheet.set_page(f"&L&8{NOT_TO_BE_SENT}&R&8Page &P of &N")
        write(sheet, (_TITLE_ROW, 0), heading, self.look(FormStyle.TITLE))
        return sheet


def write(sheet: SheetBuilder, at: CellPosition, value: ReceivedValue, look: CellFormat) -> None:
    """Write a value or an empty cell; text stays text, and what is invisible in it is named."""
    sheet.put(at, received_text(value) if isinstance(value, str) else value, look)


def write_table(
    draft: Draft,
    sheet: SheetBuilder,
    first_row: int,
    columns: Sequence[tuple[str, float]],
    rows: Iterable[Sequence[str]],
) -> int:
    """Write headings of given widths, and rows of words below them as high as they need; return the next free row."""
    widths = [width for _, width in columns]
    sheet.set_widths(widths)
    for column, (heading, _) in enumerate(columns):
        sheet.write_string(first_row, column, heading, draft.look(FormStyle.HEADING))
    row = first_row
    for row, words in enumerate(rows, start=first_row + 1):
        shown = [received_text(text, _LONGEST_SHOWN) for text in words]
        sheet.set_row(row, height_of(zip(shown, widths, strict=True)))
        for column, text in enumerate(shown):
            sheet.write_string(row, column, text, draft.look(FormStyle.FIXED, valign="top"))
    return row + 1
