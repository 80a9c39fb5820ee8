"""Verdict without warned measures: whether it rests on measures whose entries are under warning.

Inferred from the rule of the target: a measure that is left out is as one that was never selected. Of a target that is
met, leaving out a measure that counts can lose it, and leaving out one that does not cannot; of one that is not met it
is the other way round. So where leaving out all that can turn the verdict does not turn it, no choice among the warned
measures does.
"""

from __future__ import annotations

from collections.abc import Sequence

from vbpqip.core.results import MeasureResult, QitResult, Verdict, WarnedMeasure, WithoutWarned
from vbpqip.rules.qit import qit


def without_warned(
    measures: Sequence[MeasureResult], target: QitResult, warned: Sequence[WarnedMeasure]
) -> WithoutWarned | None:
    """Return the verdict without the warned measures: all of them where it stays, else those that turn it.

    It is not determined where no measure is left. ``None`` where no measure is warned, or only those are that cannot
    turn it and no other was selected.

    Args:
        measures: The selected measures.
        target: What became of the target, which is met or missed.
        warned: Those of the measures that have entries under warning.
    """
    assert target.required_share is not None  # noqa: S101 -- of a target that is measured
    keys = {each.measure.key for each in warned}
    turning = {each.measure.key for each in measures if each.achieved is (target.verdict is Verdict.MET)} & keys
    left = [each for each in measures if each.measure.key not in turning]
    if left:
        other = qit(left, measure_credits=target.credits, required_share=target.required_share).verdict
    else:
        other = Verdict.NOT_DETERMINED
    shown = turning if other is not target.verdict or len(keys) == len(measures) else keys
    named = tuple(each for each in warned if each.measure.key in shown)
    return WithoutWarned(named, other) if named else None
