"""Reports that were completed by the own date of the 3-hour sepsis bundle: late, or not, by what had come before.

One that came after the due date and by the bundle's own is in time where an accepted report of the same facility, MCO
and period had all its other measures by the due date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import EnteredValues, ReceivedReport, entries_of, received_in
from vbpqip.batch.store import Store
from vbpqip.checking.catalogue.eligibility import REPORT_LATE
from vbpqip.core.reviews import Status
from vbpqip.kinds.qit_report.checks.eligibility import lateness
from vbpqip.program.calendar import PeriodDates
from vbpqip.program.program import Program
from vbpqip.rules.due_date import may_complete


class _Version(NamedTuple):
    """One of the reports of a facility, MCO and period, the day on which it was received, and its measures."""

    report: ReceivedReport
    received: date
    entries: EnteredValues


def find_late(store: Store, program: Program) -> None:
    """Note the reports that came after their due date, and complete nothing that had come before."""
    notebook = Notebook(store, program)
    received = received_in(store, "qit_reports_received_by_pairing")
    for (facility, mco, named), several in groupby(received, key=lambda report: report.pairing_and_period):
        dates = _dates(program.for_pairing(facility, mco), named)
        if dates is not None and dates.is_extended:
            for late in _late([_version(store, report) for report in several], dates):
                notebook.note(late.report, REPORT_LATE, lateness(late.entries, late.received, dates))


def _dates(program: Program, named: str) -> PeriodDates | None:
    """Return the dates of a period, ``None`` where reports are made for no such period."""
    period = program.years.parse(named)
    return program.dates(period) if period in program.periods else None


def _version(store: Store, report: ReceivedReport) -> _Version:
    return _Version(report, date.fromisoformat(report.received), entries_of(store, report))


def _late(versions: Sequence[_Version], dates: PeriodDates) -> Iterator[_Version]:
    """Yield the versions that complete no accepted one; what is only pending keeps none from being accepted."""
    in_time = [
        version.entries.keys()
        for version in versions
        if version.received <= dates.report_due and version.report.status == Status.ACCEPTED
    ]
    for version in versions:
        others = version.entries.keys() - dates.late_results.keys()
        if may_complete(version.entries, version.received, dates) and not any(others <= each for each in in_time):
            yield version
