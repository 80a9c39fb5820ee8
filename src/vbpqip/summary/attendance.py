"""The roster beside the folder, as it is shown: a row for each pairing and period, and what its report came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from vbpqip.batch.store import Store
from vbpqip.checking.attendance import Attendance
from vbpqip.checking.between.versions import VersionStatus
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.results import Verdict
from vbpqip.summary.words import AMBIGUOUS, ATTENDANCE, VERDICTS, ShownWord

BY_PAIRING, NEWEST_FIRST, ABSENT = "attendance_by_pairing", "attendance_newest_first", "absent_newest_first"
"""The queries of :func:`attendance`: all rows in two orders, and of those newest first what somebody has to act on."""

_STATED = {Attendance.LATE: "late", Attendance.UNKNOWN: "off roster"}

_CLOSE = "a report of nearly these names came"

OUTCOMES_OF_PAIRINGS: Mapping[str, ShownWord] = {**VERDICTS, **ATTENDANCE, VersionStatus.AMBIGUOUS: AMBIGUOUS}
"""What can become of a pairing in a period, in words: those that have a verdict first."""

_DECIDED = {Verdict.MET, Verdict.NOT_MET}


class Attended(NamedTuple):
    """A pairing in a period; ``due``, ``received`` and ``path`` are empty where there is none.

    ``achieved``, ``credits`` and ``selected`` are those of its report, ``None`` where it has none.
    """

    facility: str
    mco: str
    period: str
    state: str
    due: str
    received: str
    path: str
    version_status: str
    verdict: str
    achieved: int | None = None
    credits: int | None = None
    selected: int | None = None

    @property
    def pairing(self) -> tuple[str, str]:
        """Facility and MCO as they are compared."""
        return normalized_name(self.facility), normalized_name(self.mco)

    @property
    def shown(self) -> ShownWord:
        """Whether it came, or several that are ambiguous, or none but one whose unknown names are nearly its own."""
        is_ambiguous = self.version_status == VersionStatus.AMBIGUOUS
        return ATTENDANCE[self.state].more(AMBIGUOUS.word if is_ambiguous else self._nearly)

    @property
    def is_nearly_named(self) -> bool:
        """Whether nothing came of it, but a report whose unknown names are nearly its own."""
        return not self.has_report and bool(self.path)

    @property
    def _nearly(self) -> str:
        return _CLOSE if self.is_nearly_named else ""

    @property
    def result(self) -> str:
        """What its report came to: a verdict, that several are ambiguous, or the state of one that was not accepted."""
        if not self.has_report:
            return self.state
        if self.version_status == VersionStatus.NOT_ACCEPTED:
            return str(Attendance.REJECTED)
        return self.version_status if self.version_status == VersionStatus.AMBIGUOUS else self.verdict

    @property
    def has_report(self) -> bool:
        """Whether its file is a report of its own, and not one whose names are nearly the same."""
        return not Attendance(self.state).is_absent

    @property
    def outcome(self) -> ShownWord:
        """The same in words, and whether it was late or unexpected, or a report of nearly its names came."""
        return OUTCOMES_OF_PAIRINGS[self.result].more(_STATED.get(Attendance(self.state), self._nearly))

    @property
    def reached(self) -> str:
        """How many of the selected measures were achieved, and with which credits; empty where no verdict says so."""
        if self.selected is None or self.result not in _DECIDED:
            return ""
        earned = f" + {self.credits} credit{'' if self.credits == 1 else 's'}" if self.credits else ""
        return f"{self.achieved}{earned} of {self.selected}"


class VerdictsOfPairing(NamedTuple):
    """A row of the verdict matrix: a pairing, and what became of it by period; a period it was not in has nothing."""

    facility: str
    mco: str
    periods: Mapping[str, Attended]


def attendance(store: Store, query: str) -> Iterator[Attended]:
    """Yield the rows that a query finds, in its order."""
    yield from map(Attended._make, store.rows(query))


def results_by_period(store: Store) -> Mapping[str, Mapping[str, int]]:
    """Return, by period, how many pairings have each result, in words, as the verdict matrix has them."""
    counted = {period: Counter[str]() for period in periods(store)}
    for each in attendance(store, BY_PAIRING):
        counted[each.period][OUTCOMES_OF_PAIRINGS[each.result].word] += 1
    words = [shown.word for shown in OUTCOMES_OF_PAIRINGS.values()]
    return {period: {word: found[word] for word in words if found[word]} for period, found in counted.items()}


def verdict_matrix(store: Store) -> Iterator[VerdictsOfPairing]:
    """Yield the rows of the verdict matrix by facility and MCO; its columns are those of :func:`periods`."""
    yield from by_pairing(attendance(store, BY_PAIRING))


def by_pairing(attended_in_order: Iterator[Attended]) -> Iterator[VerdictsOfPairing]:
    """Yield what became of each pairing, whose periods stand beside one another."""
    for _, rows in groupby(attended_in_order, key=lambda row: row.pairing):
        attended = list(rows)
        first = attended[0]
        yield VerdictsOfPairing(first.facility, first.mco, {each.period: each for each in attended})


def periods(store: Store) -> tuple[str, ...]:
    """Return the periods that are looked at, earliest first."""
    return tuple(str(period) for (period,) in store.rows("periods"))
