"""The roster against the folder: who reported in a period, who was late, who is missing, who was not expected.

Periods looked at are those that reports of the folder name; a blank report is none. Late is who sent no accepted report
by the due date, of the 3-hour sepsis bundle alone by its own, as far as days of receipt are known; no clock is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from vbpqip.batch.cross_report.reports import ReceivedReport, received_in
from vbpqip.batch.store import Store
from vbpqip.batch.version_status import VersionStatus
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Pairing, Roster, nearest_name, normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.reviews import Status
from vbpqip.program.calendar import PeriodDates
from vbpqip.program.program import Program


class Attendance(StrEnum):
    """What became of a pairing in a period."""

    RECEIVED = "received"
    LATE = "late"
    REJECTED = "rejected"
    MISSING = "missing"
    UNKNOWN = "unknown"


class Expected(NamedTuple):
    """A row of the table ``expected``; ``due`` is empty where nothing was due.

    ``path`` is the report that came; of a pairing that is missing, one whose unknown names come close to its own.
    """

    facility: str
    mco: str
    period: str
    state: Attendance
    due: str
    received: str = ""
    path: str = ""


class _Arrival(NamedTuple):
    """What was received of a pairing in a period: due date and day of the first accepted report, and the one for it."""

    state: Attendance
    due: str
    received: str
    report: ReceivedReport


def expect(store: Store, program: Program) -> None:
    """Fill the table ``expected``."""
    attributed = received_in(store, "qit_reports_of_pairings_by_period")
    for named_period, report in groupby(attributed, key=lambda each: each.period):
        period = program.years.parse(named_period)
        if period in program.periods:
            rows = _of_period(store, program, period, report)
            store.run_many("add_expected", rows)


def _of_period(store: Store, program: Program, period: Quarter, report: Iterable[ReceivedReport]) -> Iterator[Expected]:
    """Yield those who were not expected as they come, then the roster in its own order."""
    roster = program.roster_in(period)
    found: dict[tuple[str, str], _Arrival] = {}
    close: dict[tuple[str, str], str] = {}
    for pair, several in groupby(report, key=lambda each: each.pairing_and_period[:2]):
        arrival = _arrival(store, list(several))
        if pair in roster.pairs:
            found[pair] = arrival
        else:
            names = (arrival.report.facility, arrival.report.mco, str(period))
            yield Expected(*names, Attendance.UNKNOWN, "", arrival.received, arrival.report.path)
            if len(close) < _MOST_CLOSE:
                close.setdefault(_meant(roster, arrival.report), arrival.report.path)
    for pairing in roster.pairings:
        dates = program.for_pairing(pairing.facility, pairing.mco).dates(period)
        yield _expected(pairing, dates, found.get(pairing.normalized), close.get(pairing.normalized, ""))


def _expected(pairing: Pairing, dates: PeriodDates, arrival: _Arrival | None, close: str) -> Expected:
    names = (pairing.facility, pairing.mco, str(dates.period))
    if arrival is None:
        return Expected(*names, Attendance.MISSING, dates.report_due.isoformat(), "", close)
    return Expected(*names, arrival.state, arrival.due, arrival.received, arrival.report.path)


_MOST_CLOSE = 200
"""Unknown pairings of a period whose names are compared with those of the roster."""


def _meant(roster: Roster, report: ReceivedReport) -> tuple[str, str]:
    """Return the names of the roster that come closest to a report's own, as they are compared."""
    facility = nearest_name(report.facility, (each.facility for each in roster.pairings))
    mco = nearest_name(report.mco, (each.mco for each in roster.pairings))
    return normalized_name(facility or ""), normalized_name(mco or "")


def _arrival(store: Store, several: Sequence[ReceivedReport]) -> _Arrival:
    accepted = [report for report in several if report.status == Status.ACCEPTED]
    first = min(accepted or several, key=lambda report: report.received)
    due = str(store.value("due_of_review", (first.judgement,)))
    known = sorted(report.received for report in accepted or several if report.received)
    in_time = Attendance.LATE if first.received > due else Attendance.RECEIVED
    state = in_time if accepted else Attendance.REJECTED
    return _Arrival(state, due, known[0] if known else "", _counting_among(store, accepted or several))


def _counting_among(store: Store, several: Sequence[ReceivedReport]) -> ReceivedReport:
    counting = (each for each in several if store.value("version_status", (each.path,)) == VersionStatus.COUNTS)
    return next(counting, several[0])
