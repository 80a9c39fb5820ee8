"""The roster beside the folder: the table ``expected``, a row for each pairing and period that is looked at.

Periods are those that reports of the folder name, or the one that the desk collects; a blank report is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from vbpqip.batch.cross_report.reports import ReceivedReport
from vbpqip.batch.store import QueryRow, Store
from vbpqip.checking.attendance import Arrived, Expected, attendance_in
from vbpqip.checking.between.versions import VersionStatus
from vbpqip.core.quarters import Quarter
from vbpqip.program.program import Program

_PERIOD = ReceivedReport._fields.index("period")


def as_of(store: Store, program: Program) -> date | None:
    """Return the day on which is judged who is missing: the desk's, else that of the latest receipt."""
    latest = store.value("latest_receipt")
    return program.desk.as_of or (date.fromisoformat(latest) if latest else None)


def expect(store: Store, program: Program) -> None:
    """Fill the table ``expected``."""
    day, collected = as_of(store, program), program.desk.period
    for period, reports in _by_period(store, program):
        if program.desk.collects(period):
            collected = None
            store.run_many("add_expected", map(_row, attendance_in(program, period, reports, day)))
    if collected is not None:
        store.run_many("add_expected", map(_row, attendance_in(program, collected, (), day)))


def _by_period(store: Store, program: Program) -> Iterator[tuple[Quarter, Iterable[Arrived]]]:
    """Yield the reports of each period of the program, those of one pairing beside one another."""
    attributed = groupby(store.rows("qit_reports_of_pairings_by_period"), key=lambda row: row[_PERIOD])
    for named, reports in attributed:
        period = program.years.parse(named)
        if period is not None and period in program.periods:
            yield period, map(_arrived, reports)


def _arrived(row: QueryRow) -> Arrived:
    *columns, version_status, due, pending = row
    report = ReceivedReport._make(columns)
    return Arrived(
        path=report.path,
        facility=report.facility,
        mco=report.mco,
        version_status=VersionStatus(version_status),
        received=date.fromisoformat(report.received) if report.received else None,
        due=date.fromisoformat(due),
        pending=tuple(json.loads(pending)),
    )


def _row(expected: Expected) -> tuple[str, ...]:
    """Return the row of the table; days that are not known are empty."""
    days = ("" if day is None else day.isoformat() for day in (expected.due, expected.received))
    names = (expected.facility, expected.mco, str(expected.period), str(expected.state))
    return (*names, *days, expected.path)
