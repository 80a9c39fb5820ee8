"""The roster against the folder, as it is shown: a row for each pairing and period, and what its report came to."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.batch.expected import Attendance
from vbpqip.batch.store import Store
from vbpqip.batch.version_status import VersionStatus
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.summary.words import AMBIGUOUS, ATTENDANCE, VERDICTS, ShownWord

BY_PAIRING, NEWEST_FIRST, ABSENT = "attendance_by_pairing", "attendance_newest_first", "absent_newest_first"
"""The queries of :func:`attendance`: all rows in two orders, and of those newest first the ones without a report."""

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


def attendance(store: Store, query: str) -> Iterator[Attended]:
    """Yield the rows that a query finds, in its order."""
    yield from map(Attended._make, store.rows(query))


def periods(store: Store) -> tuple[str, ...]:
    """Return the periods that the folder has reports of, earliest first."""
    return tuple(str(period) for (period,) in store.rows("periods"))
