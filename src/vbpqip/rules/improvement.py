"""Improvement: a result compared with its comparator.

Inferred: a measure improves where its result is better than the comparator's, and is maintained where both are
equal. Assumed: whether maintained counts as achieved (parameter ``qit.maintained_counts``). Results are compared
as exact fractions; where either side has none, there is no result.
"""

from __future__ import annotations

from vbpqip.core.measures import Improvement, Rate
from vbpqip.core.results import Outcome


def outcome_of(result: Rate | None, comparator: Rate | None, improvement: Improvement) -> Outcome:
    """Return what became of a measure.

    >>> outcome_of(Rate(2), Rate(3), Improvement.DECREASE)
    <Outcome.IMPROVED: 'improved'>
    """
    if result is None or comparator is None:
        return Outcome.NO_RESULT
    if result == comparator:
        return Outcome.MAINTAINED
    return Outcome.IMPROVED if is_better(result, comparator, improvement) else Outcome.WORSENED


def is_better(result: Rate, comparator: Rate, improvement: Improvement) -> bool:
    """Whether a result is strictly better than its comparator."""
    match improvement:
        case Improvement.INCREASE:
            return result > comparator
        case Improvement.DECREASE:
            return result < comparator


def is_achieved(outcome: Outcome, *, maintained_counts: bool) -> bool:
    """Whether an outcome counts towards the target; no result never does."""
    if outcome is Outcome.MAINTAINED:
        return maintained_counts
    return outcome is Outcome.IMPROVED
