"""Results: what the rules make of a report."""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from vbpqip.domain.measures import Count, Measure, Rate
from vbpqip.domain.quarters import Quarter


class Outcome(StrEnum):
    """What became of a measure against its comparator."""

    IMPROVED = "improved"
    MAINTAINED = "maintained"
    WORSENED = "worsened"
    NO_RESULT = "no_result"
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
    """One selected measure; ``current`` or ``prior`` is ``None`` where entries at fault leave it unknown.

    ``pending`` is a result that is still to come, at a later due date of its own.
    """

    measure: Measure
    current: Performance | None
    prior: Performance | None
    outcome: Outcome
    achieved: bool
    pending: bool = False


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
