"""Results: what the rules make of a report."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from vbpqip.core.measures import Count, Measure, Rate
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter


class Outcome(StrEnum):
    """What became of a measure against its comparator."""

    IMPROVED = "improved"
    MAINTAINED = "maintained"
    WORSENED = "worsened"
    NO_RESULT = "no_result"
    BASELINE = "baseline"


class Reason(StrEnum):
    """Why a measure has the outcome that it has."""

    COMPARED = "compared"
    NOTHING_OCCURRED = "nothing_occurred"
    NO_COMPARATOR = "no_comparator"
    INVALID_ENTRIES = "invalid_entries"
    PENDING = "pending"
    BASELINE = "baseline"


class Verdict(StrEnum):
    """What became of the quarterly improvement target."""

    MET = "met"
    NOT_MET = "not_met"
    BASELINE = "baseline"
    NOT_DETERMINED = "not_determined"


class Performance(NamedTuple):
    """One measure over one window: its pooled count, ``None`` for an annual measure, and its rate.

    ``rate`` is ``None`` where there is no result: nothing could occur, or the report says ``NA``.
    """

    pooled: Count | None
    rate: Rate | None


class MeasureResult(NamedTuple):
    """One selected measure; ``current`` or ``prior`` is ``None`` where invalid entries leave it unknown.

    ``pending`` is a result that is still to come, at a later due date of its own.
    """

    measure: Measure
    current: Performance | None
    prior: Performance | None
    outcome: Outcome
    achieved: bool
    pending: bool = False

    @property
    def reason(self) -> Reason:
        """Why it has its outcome."""
        if self.pending:
            return Reason.PENDING
        if self.outcome is Outcome.BASELINE:
            return Reason.BASELINE
        return self._why_none() if self.outcome is Outcome.NO_RESULT else Reason.COMPARED

    def _why_none(self) -> Reason:
        """Return why there is no result; where both are known, the heading is invalid by which they are compared."""
        if self.current is None or self.prior is None:
            return Reason.INVALID_ENTRIES
        if self.current.rate is None:
            return Reason.NOTHING_OCCURRED
        return Reason.NO_COMPARATOR if self.prior.rate is None else Reason.INVALID_ENTRIES


class ContractCredit(NamedTuple):
    """One contract and the quarters in which it counts; none where it earns no credit."""

    submitted: date
    level: int
    quarters: tuple[Quarter, ...]


class Credits(NamedTuple):
    """Measure credits: how many are in force in the period, and each contract's quarters."""

    in_force: int
    contracts: tuple[ContractCredit, ...]


class QitResult(NamedTuple):
    """The quarterly improvement target.

    ``share`` is (achieved + credits) ÷ selected, exact and not capped; ``None`` where it was not determined or
    nothing is measured. Where the verdict is not determined, ``achieved`` counts the measures known so far.
    """

    verdict: Verdict
    achieved: int
    credits: int
    selected: int
    share: Fraction | None
    required_share: Fraction | None


class GapStep(NamedTuple):
    """The least change by which one measure would begin, or cease, to count towards the target.

    ``amount`` is in whole events of the window, its denominators as they are; of an annual measure in the unit of its
    result. ``more`` is upwards. ``beyond`` is an amount that has to be exceeded; otherwise it suffices as it is.
    """

    measure: Measure
    amount: Fraction
    more: bool
    beyond: bool = False


class Gap(NamedTuple):
    """How far a target is from the other verdict, which can be reached.

    ``needed`` is how many measures and credits together must turn: of a target that is not met, begin to count; of one
    that is met, cease to count. ``steps`` turn one measure each, the smallest first. ``credits`` is how many measure
    credits can turn: of a target that is not met those still open, of one that is met those in force.
    """

    met: bool
    needed: int
    credits: int
    steps: tuple[GapStep, ...]

    @property
    def least_credits(self) -> int:
        """How many credits must turn, because too few measures can."""
        return max(0, self.needed - len(self.steps))

    @property
    def spare_credits(self) -> int:
        """How many credits more can turn, in place of as many measures."""
        return min(self.credits, self.needed) - self.least_credits

    @property
    def measures(self) -> int:
        """How many measures must turn beside the least credits; never more than there are steps."""
        return self.needed - self.least_credits


class OpenRule(NamedTuple):
    """A number of the program of which another value is as good, as reports print it, and the verdict that it gives."""

    rule: str
    title: str
    value: str
    verdict: Verdict


WARNED_ENTRIES = "entries"
"""Entries under warning that have no name in common."""


class WarnedMeasure(NamedTuple):
    """A measure with entries under warning, and which of them: such as its ``denominator``, or its ``entries``."""

    measure: Measure
    part: str


class WithoutWarned(NamedTuple):
    """The verdict without measures whose entries are under warning; not determined where no measure is left."""

    measures: tuple[WarnedMeasure, ...]
    verdict: Verdict


class QitAssessment(NamedTuple):
    """What is calculated of a QIT report.

    ``measures`` are the selected ones, in the order of the workbook. ``gap`` is ``None`` where the target was not
    determined or is not measured. ``open_rules`` are those by which the verdict would differ. ``without_warned`` is
    ``None`` where no entry of a measure is under warning, or nothing is measured.
    """

    measures: tuple[MeasureResult, ...]
    credits: Credits
    qit: QitResult
    gap: Gap | None = None
    open_rules: tuple[OpenRule, ...] = ()
    without_warned: WithoutWarned | None = None

    @property
    def kind(self) -> str:
        """The kind of report that it is of."""
        return "qit-report"

    @property
    def verdict(self) -> Verdict:
        """What became of the target."""
        return self.qit.verdict

    def withheld(self) -> QitAssessment:
        """Return it without its verdict, as of a report that has errors."""
        target = self.qit._replace(verdict=Verdict.NOT_DETERMINED, share=None)
        return self._replace(qit=target, gap=None, open_rules=(), without_warned=None)
