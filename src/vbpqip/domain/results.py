"""Results: what the rules make of a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """One measure over one window: its pooled count, ``None`` for an annual measure, and its rate.

    ``rate`` is ``None`` where there is no result: nothing could occur, or the report says ``NA``.
    """

    count: Count | None
    rate: Rate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureResult:
    """One selected measure; ``current`` or ``prior`` is ``None`` where entries at fault leave it unknown."""

    measure: Measure
    current: Performance | None
    prior: Performance | None
    outcome: Outcome
    achieved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractCredit:
    """One contract and the quarters in which it counts; none where it earns no credit."""

    submitted: date
    level: int
    quarters: tuple[Quarter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """Measure credits: how many are in force in the period, and each contract's quarters."""

    in_force: int
    contracts: tuple[ContractCredit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QitResult:
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
