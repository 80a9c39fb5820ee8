"""The head of every visible sheet: its title, and under it whether the form is ready."""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import banner_at
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import CheckLine, status_of
from vbpqip.workbook.answers import READY
from vbpqip.workbook.styles import FormStyle

_TITLE_HEIGHT, _BANNER_HEIGHT = 27, 21


def write_head(book: Book, title: str, words: str, lines: list[CheckLine]) -> None:
    """Write the head of a sheet; ``words`` are its title as people read it."""
    at = banner_at(title)
    book.write(Location(title, 0, 0), words, FormStyle.TITLE)
    book.sheet(title).set_row(0, _TITLE_HEIGHT)
    book.sheet(title).set_row(at.row, _BANNER_HEIGHT)
    book.live(at, "ready", status_of(lines, book.state), FormStyle.READY)
    book.mark(at, {"NOT": FormStyle.BAD, READY: FormStyle.GOOD})
