"""The days of a period on which something is due about the QIT report."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.quarters import Quarter
from vbpqip.kinds.calendar_event import CalendarEvent
from vbpqip.program.program import Program


def calendar_events(program: Program, period: Quarter) -> Iterator[CalendarEvent]:
    """Yield when the report is due, reviewed, and told to the DOH."""
    dates, texts = program.dates(period), program.texts
    own = f"{texts.facility.lower()}'s {program.target} report"
    yield CalendarEvent("report-due", f"{own} due to the {texts.mco}", dates.report_due)
    if dates.late_results_due != dates.report_due:
        late = ", ".join(dates.late_results.values())
        yield CalendarEvent("sepsis-report-due", f"{late} due to the {texts.mco}", dates.late_results_due)
    yield CalendarEvent("review-done", f"{texts.mco}'s review done", dates.review_done)
    yield CalendarEvent(
        f"{'-'.join(texts.state.lower().split())}-report-due",
        f"{texts.mco}'s {texts.state_report} due to {texts.state}",
        dates.doh_report_due,
    )
