"""The sheet ``Check``: every condition on a line, live, with what to do and a link to the cell."""

from __future__ import annotations

from vbpqip.domain.cells import Location
from vbpqip.form.layout import CHECK_FIRST_ROW, check_status_at
from vbpqip.form.sheets import CHECK
from vbpqip.writing import formulas
from vbpqip.writing.book import Book
from vbpqip.writing.conditions import Condition, status_of
from vbpqip.writing.styles import Style

_HEADINGS = ("What is checked", "State", "What to do", "Go to", "Findings")
_WIDTHS = (52, 9, 76, 22, 36)
_ROW_HEIGHT = 33


def draw_check(book: Book, lines: list[Condition]) -> None:
    """Draw the sheet."""
    sheet = book.sheet(CHECK)
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        book.write(Location(CHECK, CHECK_FIRST_ROW - 1, column), heading, Style.HEADING)
    book.write(Location(CHECK, 0, 0), "Check before you send", Style.TITLE)
    book.live(Location(CHECK, 1, 0), "ready", status_of([line.is_fault(book.state) for line in lines]), Style.READY)
    book.mark(Location(CHECK, 1, 0), {"NOT": Style.BAD, formulas.READY: Style.GOOD})
    for nth, line in enumerate(lines):
        sheet.set_row(CHECK_FIRST_ROW + nth, _ROW_HEIGHT)
        _draw_line(book, nth, line)
    sheet.freeze_panes(CHECK_FIRST_ROW, 0)
    sheet.repeat_rows(CHECK_FIRST_ROW - 1)


def _draw_line(book: Book, nth: int, line: Condition) -> None:
    status = check_status_at(nth)
    at_fault = line.is_fault(book.state)
    formula = f"IF({line.fault},{formulas.text(formulas.FIX)},{formulas.text(formulas.FINE)})"
    book.write(Location(CHECK, status.row, 0), line.title, Style.FIXED)
    book.live(status, formula, formulas.FIX if at_fault else formulas.FINE, Style.SHOWN)
    book.mark(status, {formulas.FIX: Style.BAD, formulas.FINE: Style.GOOD})
    shown = f'IF({status.address}={formulas.text(formulas.FIX)},{formulas.text(line.remedy)},"")'
    book.live(Location(CHECK, status.row, 2), shown, line.remedy if at_fault else "", Style.FIXED)
    book.link(Location(CHECK, status.row, 3), line.go_to, f"{line.go_to.sheet} {line.go_to.address}")
    book.write(Location(CHECK, status.row, 4), ", ".join(each.code for each in line.diagnostics), Style.FIXED)
