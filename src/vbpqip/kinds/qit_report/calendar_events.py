"""The days of a period on which something is due about the QIT report."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.quarters import Quarter
from vbpqip.kinds.calendar_event import CalendarEvent
from vbpqip.program.program import Program


def calendar_events(program: Program, period: Quarter) -> Iterator[CalendarEvent]:
    """Yield when the report is due, reviewed, and told to the DOH."""
    dates, texts, words = program.dates(period), program.texts, program.vocabulary
    own = f"{words.facility.lower()}'s {words.target} report"
    yield CalendarEvent("report-due", f"{own} due to the {words.mco}", dates.report_due)
    if dates.late_results_due != dates.report_due:
        late = ", ".join(dates.late_results.values())
        yield CalendarEvent(texts.late_event, f"{late} due to the {words.mco}", dates.late_results_due)
    yield CalendarEvent("review-done", f"{words.mco}'s review done", dates.review_done)
    yield CalendarEvent(
        f"{'-'.join(words.state.lower().split())}-report-due",
        f"{words.mco}'s {texts.state_report} due to {words.state}",
        dates.doh_report_due,
    )
