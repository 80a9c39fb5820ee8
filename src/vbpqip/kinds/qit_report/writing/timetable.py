"""Who sends what to whom, and by when: the dates of the chosen period, live."""

from __future__ import annotations

from datetime import date

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.lists import DATE_LISTS, payment_words
from vbpqip.kinds.qit_report.form.sheets import START
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.program.calendar import PeriodDates
from vbpqip.program.texts import with_late
from vbpqip.workbook.builder import ShownResult, serial
from vbpqip.workbook.styles import FormStyle

TIMETABLE_HEADINGS = ("By when", "What", "From", "To")
_UNKNOWN = "choose the period"
_ROW_HEIGHT = 18


_DATES = ("report_due", "late_results_due", "review_done", "payment_months", "doh_report_due")
"""The dates of what is due, in the order of the program's words on it."""


def write_timetable(book: Book, row: int) -> int:
    """Write the table from a row on; return the row after it."""
    for column, heading in enumerate(TIMETABLE_HEADINGS):
        book.write(Location(START, row, column), heading, FormStyle.HEADING)
    form_data = book.state.form_data
    for nth, (dates, due) in enumerate(zip(_DATES, form_data.program.texts.due, strict=True), start=row + 1):
        book.sheet(START).set_row(nth, _ROW_HEIGHT)
        book.live(Location(START, nth, 0), _formula(dates), _shown(book, dates), FormStyle.DUE)
        what = with_late(due.what, form_data.measures)
        for column, words in enumerate((what, due.sender, due.receiver), start=1):
            book.write(Location(START, nth, column), words, FormStyle.FIXED)
    return row + 1 + len(_DATES)


def _formula(dates: str) -> str:
    return f"IF(period_row=0,{formulas.text(_UNKNOWN)},INDEX({DATE_LISTS[dates]},period_row))"


def _shown(book: Book, name: str) -> ShownResult:
    period = book.state.review.period
    if period is None:
        return _UNKNOWN
    dates = book.state.form_data.program.dates(period)
    return payment_words(dates.payment_months) if name == "payment_months" else serial(day_of(dates, name))


def day_of(dates: PeriodDates, field: str) -> date:
    """Return one of the days of a period by its name."""
    return {
        "window_start": dates.window_start,
        "window_end": dates.window_end,
        "report_due": dates.report_due,
        "late_results_due": dates.late_results_due,
        "review_done": dates.review_done,
        "doh_report_due": dates.doh_report_due,
    }[field]
