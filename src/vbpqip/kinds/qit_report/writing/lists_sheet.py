"""The hidden sheet of lists."""

from __future__ import annotations

from datetime import date

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.lists import lists
from vbpqip.kinds.qit_report.form.sheets import LISTS
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.workbook.styles import FormStyle

_FIRST_ROW = 3


def write_lists(book: Book) -> None:
    """Write the sheet, and define a name for each list."""
    sheet = book.add_sheet(LISTS)
    sheet.hide()
    sheet.set_column(0, 40, 16)
    book.write(
        Location(LISTS, 0, 0),
        "Lists behind the drop-downs, and the dates and numbers of each period",
        FormStyle.TITLE,
    )
    for column, (name, values) in enumerate(lists(book.state.form_data.program).items()):
        book.write(Location(LISTS, _FIRST_ROW - 1, column), name, FormStyle.HEADING)
        for row, value in enumerate(values):
            style = FormStyle.SHOWN_DAY if isinstance(value, date) else FormStyle.FIXED
            book.write(Location(LISTS, _FIRST_ROW + row, column), value, style)
        book.define(name, Location(LISTS, _FIRST_ROW, column), len(values))
