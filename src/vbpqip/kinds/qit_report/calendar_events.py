"""The days of a period on which something is due about the QIT report."""

from collections.abc import Iterator

from vbpqip.core.quarters import Quarter
from vbpqip.kinds.calendar_event import CalendarEvent
from vbpqip.program.program import Program


def calendar_events(program: Program, period: Quarter) -> Iterator[CalendarEvent]:
    """Yield when the report is due, reviewed, and told to the DOH."""
    dates = program.dates(period)
    yield CalendarEvent("report-due", "facility's QIT report due to the MCO", dates.report_due)
    if dates.sepsis_report_due != dates.report_due:
        late = ", ".join(dates.late_results.values())
        yield CalendarEvent("sepsis-report-due", f"{late} due to the MCO", dates.sepsis_report_due)
    yield CalendarEvent("review-done", "MCO's review done", dates.review_done)
    yield CalendarEvent("doh-report-due", "MCO's P4P Performance Report due to DOH", dates.doh_report_due)
