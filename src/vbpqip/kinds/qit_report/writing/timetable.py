"""Who sends what to whom, and by when: the dates of the chosen period, live."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.lists import payment_words
from vbpqip.kinds.qit_report.form.sheets import START
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.program.calendar import PeriodDates
from vbpqip.workbook.builder import ShownResult, serial
from vbpqip.workbook.styles import FormStyle

TIMETABLE_HEADINGS = ("By when", "What", "From", "To")
_UNKNOWN = "choose the period"
_ROW_HEIGHT = 18


class TimetableStep(NamedTuple):
    """One thing that is due; ``dates`` is the list of its dates."""

    dates: str
    what: str
    sender: str
    receiver: str


_STEPS = (
    TimetableStep(
        "report_due", "this report; DOH recommends the dates, the agreement with the MCO governs", "Facility", "MCO"
    ),
    TimetableStep(
        "sepsis_report_due", "the result of the 3-hour sepsis bundle alone, where it has more time", "Facility", "MCO"
    ),
    TimetableStep("review_done", "review of the report", "MCO", "Facility"),
    TimetableStep("payment_months", "monthly payment, if the target is met", "MCO", "Facility"),
    TimetableStep("doh_report_due", "P4P Performance Report, with the payment date", "MCO", "DOH"),
)


def draw_timetable(book: Book, row: int) -> int:
    """Draw the table from a row on; return the row after it."""
    for column, heading in enumerate(TIMETABLE_HEADINGS):
        book.write(Location(START, row, column), heading, FormStyle.HEADING)
    for nth, step in enumerate(_STEPS, start=row + 1):
        book.sheet(START).set_row(nth, _ROW_HEIGHT)
        book.live(Location(START, nth, 0), _formula(step), _shown(book, step), FormStyle.DUE)
        for column, words in enumerate((step.what, step.sender, step.receiver), start=1):
            book.write(Location(START, nth, column), words, FormStyle.FIXED)
    return row + 1 + len(_STEPS)


def _formula(step: TimetableStep) -> str:
    return f"IF(period_row=0,{formulas.text(_UNKNOWN)},INDEX(list_{step.dates},period_row))"


def _shown(book: Book, step: TimetableStep) -> ShownResult:
    period = book.state.review.period
    if period is None:
        return _UNKNOWN
    dates = book.state.filling.program.dates(period)
    return payment_words(dates.payment_months) if step.dates == "payment_months" else serial(day_of(dates, step.dates))


def day_of(dates: PeriodDates, field: str) -> date:
    """Return one of the days of a period by its name."""
    return {
        "window_start": dates.window_start,
        "window_end": dates.window_end,
        "report_due": dates.report_due,
        "sepsis_report_due": dates.sepsis_report_due,
        "review_done": dates.review_done,
        "doh_report_due": dates.doh_report_due,
    }[field]
