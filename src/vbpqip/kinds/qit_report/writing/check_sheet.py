"""The sheet ``Check``: every check line, live, with what to do and a link to the cell."""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.core.wrapping import height_of
from vbpqip.kinds.qit_report.form.layout import CHECK_FIRST_ROW, check_status_at
from vbpqip.kinds.qit_report.form.sheets import CHECK
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.banner import write_head
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import CheckLine
from vbpqip.workbook.styles import STATE_STYLES, FormStyle

_HEADINGS = ("What is checked", "State", "What to do", "Go to", "Findings")
_WIDTHS = (48, 9, 72, 22, 42)
_INSTRUCTION = (
    "No line may say FIX: it says what to do, and its link leads to the cell. A line at LOOK is to be looked at again, "
    "and may be right. At - there is nothing to check."
)

_INSTRUCTION_HEIGHT = 20
_LINES_TO_A_PAGE = 40


def write_check(book: Book, lines: list[CheckLine]) -> None:
    """Write the sheet."""
    sheet = book.sheet(CHECK)
    sheet.set_widths(_WIDTHS)
    for column, heading in enumerate(_HEADINGS):
        book.write(Location(CHECK, CHECK_FIRST_ROW - 1, column), heading, FormStyle.HEADING)
    write_head(book, CHECK, "Check before you send", lines)
    sheet.set_row(2, _INSTRUCTION_HEIGHT)
    book.write(Location(CHECK, 2, 0), _INSTRUCTION, FormStyle.LABEL)
    for nth, line in enumerate(lines):
        sheet.set_row(CHECK_FIRST_ROW + nth, height_of(zip(_words(line), _WIDTHS, strict=True)))
        _write_line(book, nth, line)
    sheet.freeze_panes(CHECK_FIRST_ROW, 0)
    sheet.repeat_rows(CHECK_FIRST_ROW - 1)
    sheet.fit_to_pages(1, -(-len(lines) // _LINES_TO_A_PAGE))


def _write_line(book: Book, nth: int, line: CheckLine) -> None:
    status = check_status_at(nth)
    said = line.shown(book.state)
    book.write(Location(CHECK, status.row, 0), line.title, FormStyle.FIXED)
    book.live(status, line.formula, said, FormStyle.SHOWN)
    book.mark(status, STATE_STYLES)
    remedy = f'IF({status.address}={formulas.text(line.mark)},{formulas.text(line.remedy)},"")'
    book.live(Location(CHECK, status.row, 2), remedy, line.remedy if said == line.mark else "", FormStyle.FIXED)
    _, _, _, place, codes = _words(line)
    book.link(Location(CHECK, status.row, 3), line.go_to, place, FormStyle.LINK_CELL)
    book.write(Location(CHECK, status.row, 4), codes, FormStyle.FIXED)


def _words(line: CheckLine) -> tuple[str, str, str, str, str]:
    """Return what a line says at most, by column."""
    place = f"{line.go_to.sheet} {line.go_to.address}"
    return line.title, line.mark, line.remedy, place, ", ".join(each.code for each in line.diagnostics)
