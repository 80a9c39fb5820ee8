"""The days of a period on which something is due about the QIT report."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.quarters import Quarter
from vbpqip.kinds.calendar_event import CalendarEvent
from vbpqip.program.program import Program


def calendar_events(program: Program, period: Quarter) -> Iterator[CalendarEvent]:
    """Yield when the report is due, reviewed, paid for, and told to the DOH; of a month of payment the first day."""
    dates, texts, words = program.dates(period), program.texts, program.vocabulary
    bases, months = dates.bases, dates.payment_months
    own = f"{words.facility.lower()}'s {words.target} report due to the {words.mco}"
    yield CalendarEvent("report-due", own, dates.report_due, bases["report_due"])
    if dates.is_extended:
        late = f"{', '.join(dates.late_results.values())} due to the {words.mco}"
        yield CalendarEvent(texts.late_event, late, dates.late_results_due, bases["late_results_due"])
    yield CalendarEvent("review-done", f"{words.mco}'s review done", dates.review_done, bases["review_done"])
    for nth, month in enumerate(months, start=1):
        paid = f"{words.mco} pays in {month:%B %Y}, month {nth} of {len(months)}"
        yield CalendarEvent(f"payment-month-{nth}", paid, month, bases["payment_months"])
    report = f"{words.mco}'s {texts.state_report} due to {words.state}"
    name = f"{'-'.join(words.state.lower().split())}-report-due"
    yield CalendarEvent(name, report, dates.doh_report_due, bases["doh_report_due"])
