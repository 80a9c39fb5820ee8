"""The first answer of a summary: of the period that the folder is about, who met, who did not, and who is missing."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.batch.store import Store
from vbpqip.checking.attendance import Attendance
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import Verdict
from vbpqip.program.program import Program
from vbpqip.summary.attendance import BY_PAIRING, OUTCOMES_OF_PAIRINGS, Attended, attendance
from vbpqip.summary.words import ShownWord

_MOST_NAMED = 5


class ResultCount(NamedTuple):
    """What became of some pairings of the period: in a word, how many they are, and the first of them by name."""

    shown: ShownWord
    number: int
    names: tuple[str, ...]

    @property
    def unnamed(self) -> int:
        """How many more there are."""
        return self.number - len(self.names)


class PeriodAnswer(NamedTuple):
    """The period, and what became of its pairings."""

    period: str
    results: tuple[ResultCount, ...]

    def number(self, result: str) -> int:
        """Return how many pairings have a result."""
        return sum(each.number for each in self.results if each.shown == OUTCOMES_OF_PAIRINGS[result])

    @property
    def sentence(self) -> str:
        """Who met, and who is missing, in numbers."""
        met, not_met = self.number(Verdict.MET), self.number(Verdict.NOT_MET)
        decided = met + not_met
        said = [f"{met:,} of {decided:,} met" if decided else "no verdict yet"]
        said += [f"{number:,} {state}" for state in _NOT_HERE if (number := self.number(state))]
        return f"{self.period}: {', '.join(said)}"


_NOT_HERE = (Attendance.MISSING, Attendance.DUE, Attendance.REJECTED)


def answer(store: Store, program: Program) -> PeriodAnswer | None:
    """Return the answer for the desk's period, else that of most reports; ``None`` where no period is looked at."""
    found = store.row("period_with_most_reports")
    if found is None:
        return None
    period = str(program.desk.period or found[0])
    return PeriodAnswer(period, tuple(_result_counts(store, program, period)))


def _result_counts(store: Store, program: Program, period: str) -> Iterator[ResultCount]:
    """Yield the results that some pairings of a period have, in the order of :data:`OUTCOMES_OF_PAIRINGS`."""
    counted = dict.fromkeys(OUTCOMES_OF_PAIRINGS, 0)
    names: dict[str, list[str]] = {result: [] for result in OUTCOMES_OF_PAIRINGS}
    for row in attendance(store, BY_PAIRING):
        if row.period == period:
            counted[row.result] += 1
            if len(names[row.result]) < _MOST_NAMED:
                names[row.result].append(_name(row, program))
    for result, shown in OUTCOMES_OF_PAIRINGS.items():
        if counted[result]:
            yield ResultCount(shown, counted[result], tuple(names[result]))


def _name(row: Attended, program: Program) -> str:
    return row.facility if program.desk.mco else f"{row.facility} ({row.mco})"
