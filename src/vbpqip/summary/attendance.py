"""The roster against the folder, as it is shown: a row for each pairing and period, and what its report came to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from vbpqip.batch.expected import Attendance
from vbpqip.batch.version_status import VersionStatus
from vbpqip.summary.words import AMBIGUOUS, ATTENDANCE, VERDICTS, ShownWord

_ROWS = """
SELECT expected.*, IFNULL(kept.standing, ''), IFNULL(kept.verdict, '')
FROM expected LEFT JOIN kept ON kept.path = expected.path
"""
BY_PAIRING = "expected.facility COLLATE NOCASE, expected.mco COLLATE NOCASE, expected.period, expected.path"
NEWEST_FIRST = "expected.period DESC, expected.facility, expected.mco, expected.path"
_STATED = {Attendance.LATE: "late", Attendance.UNKNOWN: "off roster"}

_CLOSE = "a report of nearly these names came"


class Attended(NamedTuple):
    """A pairing in a period; ``due``, ``received`` and ``path`` are empty where there is none."""

    facility: str
    mco: str
    period: str
    state: str
    due: str
    received: str
    path: str
    version_status: str
    verdict: str

    @property
    def shown(self) -> ShownWord:
        """Whether it came; of one that is missing, whether a report came whose unknown names are nearly its own."""
        is_close = self.state == Attendance.MISSING and self.path
        return ATTENDANCE[self.state].more(_CLOSE if is_close else "")

    @property
    def outcome(self) -> ShownWord:
        """What its report came to: the verdict of the one that counts."""
        if self.state in {Attendance.MISSING, Attendance.REJECTED}:
            return ATTENDANCE[self.state]
        more = _STATED.get(Attendance(self.state), "")
        return (AMBIGUOUS if self.version_status == VersionStatus.AMBIGUOUS else VERDICTS[self.verdict]).more(more)


def attendance(connection: sqlite3.Connection, order: str, where: str = "1") -> Iterator[Attended]:
    """Yield the rows for which an SQL condition holds, in an order."""
    query = f"{_ROWS} WHERE {where} ORDER BY {order}"
    yield from map(Attended._make, connection.execute(query))


def periods(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the periods that the folder has reports of, earliest first."""
    found = connection.execute("SELECT DISTINCT period FROM expected ORDER BY period")
    return tuple(str(period) for (period,) in found)
