"""The roster against the folder: who reported in a period, who was late, who is missing, who was not expected.

Periods looked at are those that reports of the folder name; a blank report is none. Late is who sent no accepted report
by the due date, of the 3-hour sepsis bundle alone by its own, as far as days of receipt are known; no clock is asked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from vbpqip.batch.cross_report.reports import OF_QIT, ReceivedReport, entries_of, sent_in
from vbpqip.batch.version_status import VersionStatus
from vbpqip.core.parties import Pairing, Roster, folded_name, nearest_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.reviews import Status
from vbpqip.program.calendar import PeriodDates
from vbpqip.program.program import Program
from vbpqip.rules.due_date import due_date


class Attendance(StrEnum):
    """What came of a pairing in a period."""

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


class _Came(NamedTuple):
    """What was received of a pairing in a period: due date and day of the first accepted report, and the one for it."""

    state: Attendance
    due: str
    received: str
    sent: ReceivedReport


def expect(connection: sqlite3.Connection, program: Program) -> None:
    """Fill the table ``expected``."""
    attributed = (
        f"{OF_QIT} AND facility_folded <> '' AND mco_folded <> '' AND period <> '' AND status <> '{Status.BLANK}'"
    )
    for spelled, sent in groupby(sent_in(connection, "by_period", attributed), key=lambda each: each.period):
        period = program.years.parse(spelled)
        if period in program.periods:
            rows = _of_period(connection, program, period, sent)
            connection.executemany("INSERT INTO expected VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _of_period(
    connection: sqlite3.Connection, program: Program, period: Quarter, sent: Iterable[ReceivedReport]
) -> Iterator[Expected]:
    """Yield those who were not expected as they come, then the roster in its own order."""
    roster = program.roster_in(period)
    found: dict[tuple[str, str], _Came] = {}
    close: dict[tuple[str, str], str] = {}
    for pair, several in groupby(sent, key=lambda each: each.pairing_and_period[:2]):
        came = _came(connection, list(several), program.for_pairing(*pair).dates(period))
        if pair in roster.pairs:
            found[pair] = came
        else:
            names = (came.sent.facility, came.sent.mco, str(period))
            yield Expected(*names, Attendance.UNKNOWN, "", came.received, came.sent.path)
            if len(close) < _MOST_CLOSE:
                close.setdefault(_meant(roster, came.sent), came.sent.path)
    for pairing in roster.pairings:
        dates = program.for_pairing(pairing.facility, pairing.mco).dates(period)
        yield _expected(pairing, dates, found.get(pairing.folded), close.get(pairing.folded, ""))


def _expected(pairing: Pairing, dates: PeriodDates, came: _Came | None, close: str) -> Expected:
    names = (pairing.facility, pairing.mco, str(dates.period))
    if came is None:
        return Expected(*names, Attendance.MISSING, dates.report_due.isoformat(), "", close)
    return Expected(*names, came.state, came.due, came.received, came.sent.path)


_MOST_CLOSE = 200
"""Unknown pairings of a period whose names are compared with those of the roster."""


def _meant(roster: Roster, sent: ReceivedReport) -> tuple[str, str]:
    """Return the names of the roster that come closest to a report's own, as they are compared."""
    facility = nearest_name(sent.facility, (each.facility for each in roster.pairings))
    mco = nearest_name(sent.mco, (each.mco for each in roster.pairings))
    return folded_name(facility or ""), folded_name(mco or "")


def _came(connection: sqlite3.Connection, several: Sequence[ReceivedReport], dates: PeriodDates) -> _Came:
    accepted = [sent for sent in several if sent.status == Status.ACCEPTED]
    first = min(accepted or several, key=lambda sent: sent.received)
    due = due_date(entries_of(connection, first), dates).isoformat()
    known = sorted(sent.received for sent in accepted or several if sent.received)
    in_time = Attendance.LATE if first.received > due else Attendance.RECEIVED
    state = in_time if accepted else Attendance.REJECTED
    return _Came(state, due, known[0] if known else "", _standing_for(connection, accepted or several))


def _standing_for(connection: sqlite3.Connection, several: Sequence[ReceivedReport]) -> ReceivedReport:
    counting = f"SELECT 1 FROM standing WHERE path = ? AND standing = '{VersionStatus.COUNTS}'"  # noqa: S608 -- our own word
    return next((sent for sent in several if connection.execute(counting, (sent.path,)).fetchone()), several[0])
