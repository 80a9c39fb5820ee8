"""Annual improvement target (AIT): two metrics, each a share of the selected measures.

Stated (webinar of 19 July 2017): it is met where a facility meets two metrics, that its measures improve over their
baselines, and that they are better than the State's means; a measure credit adds one to the numerator; a contract
submitted in some quarters earns one, and one that runs on must be re-certified. Inferred: what equals its baseline or
the mean is not better. Assumed, and parameters of the area ``ait``: the share that each metric needs, that a credit
counts in both, that a measure without a mean is left out of the second metric, that each metric is taken by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from math import ceil

from vbpqip.core.contracts import Contract, ContractStatus
from vbpqip.core.measures import Measure, Rate
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import Gap, MeasureResult, Performance, Verdict
from vbpqip.rules.gap import step_of
from vbpqip.rules.improvement import is_achieved, outcome_of


class WithoutMean(StrEnum):
    """What becomes of a measure without a State mean in the second metric."""

    LEFT_OUT = "left out"
    NOT_ACHIEVED = "not achieved"


class Metrics(StrEnum):
    """How the two metrics are taken together."""

    APART = "each by itself"
    TOGETHER = "both by each measure"


class AitTerms(NamedTuple):
    """The program's numbers on the target."""

    required_improved: Fraction
    required_better: Fraction
    maintained_counts: bool
    strictly_better: bool
    credits_in_both: bool
    without_mean: WithoutMean
    metrics: Metrics


class AitCreditTerms(NamedTuple):
    """The program's numbers on its credits: lowest VBP level, first and last quarter of a contract, most in a year."""

    lowest_level: int
    since: Quarter
    until: Quarter
    most: int


class AitMeasure(NamedTuple):
    """One selected measure beside its baseline and the State's mean.

    ``baseline`` or ``result`` is ``None`` where it is not known. ``mean`` is ``None`` where there is none.
    """

    measure: Measure
    baseline: Performance | None
    result: Performance | None
    mean: Rate | None

    def improves(self, terms: AitTerms) -> bool:
        """Whether its result is better than its baseline; without a result or a baseline it never is."""
        outcome = outcome_of(_rate(self.result), _rate(self.baseline), self.measure.improvement)
        return is_achieved(outcome, maintained_counts=terms.maintained_counts)

    def is_better_than_mean(self, terms: AitTerms) -> bool | None:
        """Whether its result is better than the mean, ``None`` where it has no mean."""
        if self.mean is None:
            return None
        outcome = outcome_of(_rate(self.result), self.mean, self.measure.improvement)
        return is_achieved(outcome, maintained_counts=not terms.strictly_better)


class Metric(NamedTuple):
    """One of the two metrics: measures ``achieved``, and credits, ``of`` those that it asks about.

    ``share`` is exact and not capped, ``None`` where the metric asks about no measure.
    """

    achieved: int
    credits: int
    of: int
    share: Fraction | None
    required_share: Fraction

    @property
    def is_met(self) -> bool | None:
        """Whether it is met, ``None`` where it asks about no measure."""
        return None if self.share is None else self.share >= self.required_share


class AitResult(NamedTuple):
    """The target: of a report with baselines alone both metrics are ``None``, as of one with errors."""

    verdict: Verdict
    selected: int
    credits: int
    improved: Metric | None
    better_than_mean: Metric | None


def ait(measures: Sequence[AitMeasure], *, measure_credits: int, terms: AitTerms) -> AitResult:
    """Return what became of the target.

    Args:
        measures: The selected measures, at least one.
        measure_credits: Credits of the year.
        terms: The program's numbers.
    """
    improved = [each.improves(terms) for each in measures]
    better = [each.is_better_than_mean(terms) for each in measures]
    if terms.metrics is Metrics.TOGETHER:
        improved, better = _together(improved, better, terms)
    has_mean = [each.mean is not None for each in measures]
    first = _metric(improved, measure_credits, terms.required_improved)
    asked = has_mean if terms.without_mean is WithoutMean.LEFT_OUT else [any(has_mean)] * len(measures)
    second = _metric(
        [each is True for each, is_asked in zip(better, asked, strict=True) if is_asked],
        measure_credits if terms.credits_in_both else 0,
        terms.required_better,
    )
    return AitResult(_verdict(first, second), len(measures), measure_credits, first, second)


def _together(
    improved: Sequence[bool], better: Sequence[bool | None], terms: AitTerms
) -> tuple[list[bool], list[bool | None]]:
    """Return both metrics of measures that count where they meet both; of one without a mean the first is asked."""
    none = terms.without_mean is WithoutMean.LEFT_OUT
    both = [one and (none if other is None else other) for one, other in zip(improved, better, strict=True)]
    return both, [None if other is None else one for one, other in zip(both, better, strict=True)]


def _metric(achieved: Sequence[bool], measure_credits: int, required: Fraction) -> Metric:
    found, of = sum(achieved), len(achieved)
    share = Fraction(found + measure_credits, of) if of else None
    return Metric(found, measure_credits, of, share, required)


def _verdict(first: Metric, second: Metric) -> Verdict:
    """Return the verdict: nothing is determined where no measure has a mean."""
    if second.is_met is None:
        return Verdict.NOT_DETERMINED
    return Verdict.MET if first.is_met and second.is_met else Verdict.NOT_MET


def unmeasured_ait(selected: int, verdict: Verdict, *, measure_credits: int) -> AitResult:
    """Return a target that is not measured: of baselines alone, or of a report with errors."""
    return AitResult(verdict, selected, measure_credits, None, None)


def earns_ait_credit(contract: Contract, terms: AitCreditTerms) -> bool:
    """Whether a contract earns a credit: of the level, not refused, submitted or re-certified in the quarters.

    >>> from datetime import date
    >>> from vbpqip.core.quarters import CALENDAR_YEARS
    >>> year = AitCreditTerms(2, Quarter(2017, 1, CALENDAR_YEARS), Quarter(2017, 4, CALENDAR_YEARS), most=1)
    >>> earlier = Contract(submitted=date(2016, 8, 15), level=2, status=ContractStatus.APPROVED)
    >>> earns_ait_credit(earlier, year), earns_ait_credit(earlier._replace(recertified=date(2017, 8, 1)), year)
    (False, True)
    """
    if contract.level < terms.lowest_level or contract.status is ContractStatus.REFUSED:
        return False
    days = (contract.submitted, contract.recertified)
    return any(day is not None and terms.since <= terms.since.years.of(day) <= terms.until for day in days)


def ait_credits(contracts: Iterable[Contract], terms: AitCreditTerms) -> int:
    """Return how many credits contracts earn, at most as many as count in a year."""
    return min(terms.most, sum(earns_ait_credit(contract, terms) for contract in contracts))


def gaps_to_ait(
    measures: Sequence[AitMeasure], target: AitResult, *, most_credits: int, terms: AitTerms
) -> tuple[Gap | None, Gap | None]:
    """Return how far each of the two metrics is from being met, or from being missed.

    ``None`` where it is not measured, where nothing can turn it, and where a measure has to meet both at once. Steps
    are whole events of the year, its denominators as they are; of an annual measure the unit of its result.
    """
    if target.improved is None or target.better_than_mean is None or terms.metrics is Metrics.TOGETHER:
        return None, None
    baselines = [_compared(each, each.baseline, terms.maintained_counts) for each in measures]
    with_mean = [each for each in measures if each.mean is not None]
    means = [_compared(each, Performance(None, each.mean), not terms.strictly_better) for each in with_mean]
    counts_again = terms.credits_in_both
    return (
        _gap(baselines, target.improved, most_credits, counts_when_equal=terms.maintained_counts),
        _gap(
            means,
            target.better_than_mean,
            most_credits if counts_again else 0,
            counts_when_equal=not terms.strictly_better,
        ),
    )


def _gap(results: Sequence[MeasureResult], metric: Metric, most_credits: int, *, counts_when_equal: bool) -> Gap | None:
    if metric.share is None:
        return None
    met = bool(metric.is_met)
    lacking = ceil(metric.required_share * metric.of) - metric.achieved - metric.credits
    steps = (step_of(each, maintained_counts=counts_when_equal) for each in results if each.achieved is met)
    gap = Gap(
        met=met,
        needed=1 - lacking if met else lacking,
        credits=metric.credits if met else max(0, most_credits - metric.credits),
        steps=tuple(sorted((step for step in steps if step is not None), key=lambda step: (step.amount, step.beyond))),
    )
    return gap if gap.least_credits <= gap.credits else None


def _compared(each: AitMeasure, other: Performance | None, counts_when_equal: bool) -> MeasureResult:  # noqa: FBT001 -- as its callers have it
    """Return a measure's result beside what it is compared with."""
    outcome = outcome_of(_rate(each.result), _rate(other), each.measure.improvement)
    achieved = is_achieved(outcome, maintained_counts=counts_when_equal)
    return MeasureResult(each.measure, each.result, other, outcome, achieved)


def _rate(performance: Performance | None) -> Rate | None:
    return None if performance is None else performance.rate
