"""The roster beside the reports received: who reported in a period, who was late, who is missing, who was not expected.

What did not come is judged as of a day; where none is known, it is due, and nobody is late. Late is also who sent no
accepted report by the due date, of measures with an own date alone by that one, and whose report still lacks such a
measure after its own date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby

from vbpqip.checking.between.versions import VersionStatus
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Pairing, Roster, nearest_name, normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.program.calendar import PeriodDates
from vbpqip.program.program import Program


class Attendance(StrEnum):
    """What became of a pairing in a period."""

    RECEIVED = "received"
    LATE = "late"
    REJECTED = "rejected"
    MISSING = "missing"
    DUE = "due"
    NOT_DUE_YET = "not due yet"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """The state as a person reads it."""
        return "not on the roster" if self is Attendance.UNKNOWN else str(self)

    @property
    def is_accepted(self) -> bool:
        """Whether a report was accepted."""
        return self in {Attendance.RECEIVED, Attendance.LATE}

    @property
    def is_absent(self) -> bool:
        """Whether nothing came."""
        return self in {Attendance.MISSING, Attendance.DUE, Attendance.NOT_DUE_YET}


class Arrived(NamedTuple):
    """A report of a pairing, as far as it decides what became of it.

    ``received`` is ``None`` where the day is not known. ``due`` is the day by which what is in it is due, and
    ``pending`` are the measures, by their keys, that it still lacks.
    """

    path: str
    facility: str
    mco: str
    version_status: VersionStatus
    received: date | None
    due: date
    pending: tuple[str, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Whether it was accepted, also where another one counts."""
        return self.version_status is not VersionStatus.NOT_ACCEPTED

    @property
    def pairing(self) -> tuple[str, str]:
        """Facility and MCO as they are compared."""
        return normalized_name(self.facility), normalized_name(self.mco)


class Expected(NamedTuple):
    """A pairing in a period, and what became of it; ``due`` is ``None`` where nothing was due.

    ``received`` is the day of the first accepted report. ``path`` is its report; of a pairing of which nothing
    came, one whose unknown names come close to its own.
    """

    facility: str
    mco: str
    period: Quarter
    state: Attendance
    due: date | None
    received: date | None = None
    path: str = ""


def attendance_in(
    program: Program, period: Quarter, arrived: Iterable[Arrived], as_of: date | None
) -> Iterator[Expected]:
    """Yield those at the program's desk who were not expected in a period, then its roster in its own order.

    Args:
        program: Its roster and dates, and the desk whose roster it is.
        period: One of the program's periods.
        arrived: The reports of the period, those of one pairing beside one another.
        as_of: The day on which is judged what did not come, ``None`` where none is known.
    """
    roster = program.roster_in(period)
    found: dict[tuple[str, str], Expected] = {}
    close: dict[tuple[str, str], str] = {}
    for pair, several in groupby(arrived, key=lambda each: each.pairing):
        expected = _of_reports(program, period, list(several), as_of)
        if pair in roster.pairs:
            found[pair] = expected
        elif _belongs_here(program, expected) or pair[1] not in roster.mcos:
            yield expected._replace(state=Attendance.UNKNOWN, due=None)
            if len(close) < _MOST_CLOSE:
                close.setdefault(_meant(roster, expected), expected.path)
    for pairing in roster.pairings:
        dates = program.for_pairing(pairing.facility, pairing.mco).dates(period)
        expected = found.get(pairing.normalized) or _absent(pairing, dates, as_of, close)
        if _belongs_here(program, expected):
            yield expected._replace(facility=pairing.facility, mco=pairing.mco)


def _belongs_here(program: Program, expected: Expected) -> bool:
    """Whether a report is expected at the desk, or was accepted there, as its terms may want it."""
    return program.desk.is_of(expected.mco) or expected.state.is_accepted


def _absent(pairing: Pairing, dates: PeriodDates, as_of: date | None, close: dict[tuple[str, str], str]) -> Expected:
    due = dates.report_due
    state = Attendance.DUE if as_of is None or as_of == due else _by(due, as_of)
    names = (pairing.facility, pairing.mco, dates.period)
    return Expected(*names, state, due, path=close.get(pairing.normalized, ""))


def _by(due: date, as_of: date) -> Attendance:
    return Attendance.MISSING if as_of > due else Attendance.NOT_DUE_YET


def _of_reports(program: Program, period: Quarter, several: Sequence[Arrived], as_of: date | None) -> Expected:
    accepted = [each for each in several if each.is_accepted]
    decisive = [each for each in accepted if each.version_status in _DECISIVE]
    relevant = accepted if decisive else [each for each in several if not each.is_accepted] or several
    first = min(relevant, key=lambda each: each.received or date.min)
    days = sorted(each.received for each in relevant if each.received is not None)
    shown = (decisive or relevant)[0]
    due, state = first.due, Attendance.RECEIVED
    lacking = _lacking_since(program.for_pairing(shown.facility, shown.mco).dates(period), shown, as_of)
    if not decisive:
        state = Attendance.REJECTED
    elif first.received is not None and first.received > due:
        state = Attendance.LATE
    elif lacking is not None:
        state, due = Attendance.LATE, lacking
    return Expected(shown.facility, shown.mco, period, state, due, days[0] if days else None, shown.path)


_DECISIVE = {VersionStatus.COUNTS, VersionStatus.AMBIGUOUS}
"""What a report stands for that says what its sender came to, or that nobody knows it."""


def _lacking_since(dates: PeriodDates, report: Arrived, as_of: date | None) -> date | None:
    """Return the own date that has passed of a measure that a report lacks, ``None`` where none has."""
    days = [dates.own_dates.get(key, dates.report_due) for key in report.pending]
    return min((day for day in days if as_of is not None and as_of > day), default=None)


_MOST_CLOSE = 200
"""Unknown pairings of a period whose names are compared with those of the roster."""


def _meant(roster: Roster, report: Expected) -> tuple[str, str]:
    """Return the names of the roster that come closest to a report's own, as they are compared."""
    facility = nearest_name(report.facility, (each.facility for each in roster.pairings))
    mco = nearest_name(report.mco, (each.mco for each in roster.pairings))
    return normalized_name(facility or ""), normalized_name(mco or "")
