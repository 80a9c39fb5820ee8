"""Gap to target: the least change that would turn a verdict, measure by measure.

Inferred from the rules of improvement and of the target: numerators change by whole events while denominators stay,
an annual result by its difference from the comparator. A measure without a result or a comparator has no way to
count, and a proportion has no more events than could have occurred. A measure credit counts as much as a measure: one
that is open can be earned, one that is in force can be refused or run out. Steps are put in order by their plain
number, of events, minutes or percentage points: what is near in one unit cannot be weighed against another.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from vbpqip.core.measures import Count, Improvement, Rate, Scoring
from vbpqip.core.results import Gap, GapStep, MeasureResult, QitResult, Verdict


def gap_to_target(
    measures: Sequence[MeasureResult], target: QitResult, *, most_credits: int, maintained_counts: bool
) -> Gap | None:
    """Return how far a target is from the other verdict.

    ``None`` where it is neither met nor missed, and where no numerators and no credits can turn the verdict.

    Args:
        measures: The selected measures.
        target: What became of the target.
        most_credits: Most measure credits that can hold at once.
        maintained_counts: Whether a result equal to its comparator counts.
    """
    if target.verdict not in (Verdict.MET, Verdict.NOT_MET) or target.required_share is None:
        return None
    met = target.verdict is Verdict.MET
    lacking = ceil(target.required_share * target.selected) - target.achieved - target.credits
    turning = (result for result in measures if result.achieved is met)
    steps = (step_of(result, maintained_counts=maintained_counts) for result in turning)
    gap = Gap(
        met=met,
        needed=1 - lacking if met else lacking,
        credits=target.credits if met else max(0, most_credits - target.credits),
        steps=tuple(sorted((step for step in steps if step is not None), key=lambda step: (step.amount, step.beyond))),
    )
    return gap if gap.least_credits <= gap.credits else None


def step_of(result: MeasureResult, *, maintained_counts: bool) -> GapStep | None:
    """Return the least change by which a measure begins or ceases to count; ``None`` where no change can do it."""
    current, prior = result.current, result.prior
    if current is None or prior is None or current.rate is None or prior.rate is None:
        return None
    if current.pooled is None:
        return _annual_step(result, current.rate, prior.rate, counts_when_equal=maintained_counts)
    return _events_step(result, current.pooled, prior.rate, counts_when_equal=maintained_counts)


def _events_step(result: MeasureResult, pooled: Count, prior: Rate, *, counts_when_equal: bool) -> GapStep | None:
    measure = result.measure
    level, of = prior.numerator * pooled.denominator, prior.denominator * measure.per
    at_most, at_least = level // of, -(-level // of)
    if measure.improvement is Improvement.DECREASE:
        last_that_counts = at_most if counts_when_equal else at_least - 1
        turned = last_that_counts + 1 if result.achieved else last_that_counts
    else:
        first_that_counts = at_least if counts_when_equal else at_most + 1
        turned = first_that_counts - 1 if result.achieved else first_that_counts
    if turned < 0 or (measure.scoring is Scoring.PROPORTION and turned > pooled.denominator):
        return None
    change = turned - pooled.numerator
    return GapStep(measure=measure, amount=Fraction(abs(change)), more=change > 0)


def _annual_step(result: MeasureResult, current: Rate, prior: Rate, *, counts_when_equal: bool) -> GapStep | None:
    measure = result.measure
    beyond = result.achieved is counts_when_equal
    more = (measure.improvement is Improvement.INCREASE) is not result.achieved
    end = measure.highest_result if more else 0
    if beyond and prior == end:
        return None
    return GapStep(measure=measure, amount=abs(current - prior), more=more, beyond=beyond)
