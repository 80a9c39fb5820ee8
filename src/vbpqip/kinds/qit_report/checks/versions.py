"""5xx: reports that were completed by a measure's own date are late, or not, by what had come before.

One that came after the due date and by the own date of its late results is in time where an accepted report of the same
facility, MCO and period had all its other measures by the due date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vbpqip.checking.catalogue.eligibility import REPORT_LATE
from vbpqip.checking.check import finding_of
from vbpqip.core.findings import Finding
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.qit_report.checks.eligibility import lateness
from vbpqip.kinds.reported import Version
from vbpqip.program.program import Program
from vbpqip.rules.due_date import may_complete


def late_versions(versions: Sequence[Version], period: Quarter, program: Program) -> Iterator[tuple[int, Finding]]:
    """Yield the versions that complete no accepted one; what is only pending keeps none from being accepted."""
    if period not in program.periods or not program.dates(period).is_extended:
        return
    dates = program.dates(period)
    in_time = [
        version.values().keys() for version in versions if version.received <= dates.report_due and version.is_accepted
    ]
    for nth, version in enumerate(versions):
        measures = version.values()
        others = measures.keys() - dates.late_results.keys()
        if may_complete(measures, version.received, dates) and not any(others <= each for each in in_time):
            yield nth, finding_of(REPORT_LATE, lateness(measures, version.received, dates))
