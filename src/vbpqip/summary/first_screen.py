"""The first screen of the page: the verdict matrices and what to do today, each as far as a page can hold it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from vbpqip.batch.store import Store
from vbpqip.checking.attendance import Attendance
from vbpqip.checking.between.versions import VersionStatus
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import Verdict
from vbpqip.program.program import Program
from vbpqip.summary.attendance import OUTCOMES_OF_PAIRINGS, Attended, VerdictsOfPairing
from vbpqip.summary.links import feedback_link
from vbpqip.summary.matrix import VerdictMatrix, matrices
from vbpqip.summary.options import SummaryOptions
from vbpqip.summary.to_do import Action, to_do
from vbpqip.summary.words import ShownWord

MOST_SHOWN = 300
"""Rows of a matrix, and things of a kind to do, that a page shows."""

_BY_NEED: tuple[str, ...] = (
    VersionStatus.AMBIGUOUS,
    Attendance.REJECTED,
    Attendance.MISSING,
    Attendance.DUE,
    Verdict.NOT_DETERMINED,
    Verdict.NOT_MET,
    Verdict.MET,
    Verdict.BASELINE,
    Attendance.NOT_DUE_YET,
)
"""The results of pairings in the order in which somebody has to act on them."""


class MatrixCell(NamedTuple):
    """What a pairing came to in a period: in words, of how many measures, and where the feedback on it is.

    ``word`` is the result by itself, ``order`` sorts by need; ``link`` is empty where there is no feedback.
    """

    word: str
    order: str
    shown: ShownWord
    reached: str
    link: str


class MatrixRow(NamedTuple):
    """A pairing; a period that it was not in has ``None``."""

    facility: str
    mco: str
    cells: tuple[MatrixCell | None, ...]


class ShownMatrix(NamedTuple):
    """A matrix as the page shows it: ``mco`` is the only one there is, else empty."""

    title: str
    parties: tuple[str, str]
    mco: str
    periods: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    left_out: int


class ShownAction(NamedTuple):
    """Something to do, with links to the feedback and to the draft of the e-mail, empty where there are none."""

    action: Action
    page: str
    mail: str


class ShownToDo(NamedTuple):
    """Things of one kind to do, and how many there are."""

    title: str
    advice: str
    actions: tuple[ShownAction, ...]
    number: int

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return self.number - len(self.actions)


class FirstScreen(NamedTuple):
    """What makes the first screen of a folder."""

    store: Store
    program: Program
    options: SummaryOptions

    def matrices(self) -> Iterator[ShownMatrix]:
        """Yield the matrices of all kinds that have one."""
        yield from map(self._matrix, matrices(self.store))

    def to_do(self) -> Iterator[ShownToDo]:
        """Yield what is to do."""
        for kind in to_do(self.store, self.program, self.options):
            shown = tuple(map(self._action, islice(kind.actions, MOST_SHOWN)))
            if shown:
                yield ShownToDo(kind.title, kind.advice, shown, len(shown) + _count(kind.actions))

    def _matrix(self, matrix: VerdictMatrix) -> ShownMatrix:
        found = matrix.rows()
        rows = tuple(self._row(row, matrix.periods) for row in islice(found, MOST_SHOWN))
        mcos = {row.mco for row in rows}
        left_out = _count(found)
        return ShownMatrix(
            title=self.program.in_words(matrix.kind.title),
            parties=(self.program.in_words(matrix.parties[0]), self.program.in_words(matrix.parties[1])),
            mco="" if left_out or len(mcos) != 1 else mcos.pop(),
            periods=matrix.periods,
            rows=rows,
            left_out=left_out,
        )

    def _row(self, row: VerdictsOfPairing, periods: Sequence[str]) -> MatrixRow:
        cells = (row.periods.get(period) for period in periods)
        return MatrixRow(row.facility, row.mco, tuple(None if each is None else self._cell(each) for each in cells))

    def _cell(self, attended: Attended) -> MatrixCell:
        result, shown = attended.result, attended.outcome
        return MatrixCell(
            word=OUTCOMES_OF_PAIRINGS[result].word,
            order=f"{_BY_NEED.index(result)} {shown.word} {attended.reached}",
            shown=shown,
            reached=attended.reached,
            link=self._link(attended.path, ".html") if attended.has_report else "",
        )

    def _action(self, action: Action) -> ShownAction:
        path = action.path if action.is_reviewed else ""
        return ShownAction(action, self._link(path, ".html"), self._link(path, ".eml"))

    def _link(self, path: str, ending: str) -> str:
        """Return the address of feedback that this run has written, empty where there is none."""
        if not (path and self.options.has_feedback and self.store.row("feedback_on", (path,))):
            return ""
        return feedback_link(path, ending)


def _count(more: Iterator[object]) -> int:
    return sum(1 for _ in more)
