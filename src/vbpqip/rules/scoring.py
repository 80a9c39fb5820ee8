"""Scoring: the order in which the rules make a result of one measure."""

from __future__ import annotations

from vbpqip.core.measures import Measure
from vbpqip.core.results import MeasureResult, Outcome, Performance
from vbpqip.rules.improvement import is_achieved, outcome_of


def baseline_result(measure: Measure, current: Performance) -> MeasureResult:
    """Return a measure of the baseline period, which is compared with nothing."""
    return MeasureResult(measure=measure, current=current, prior=None, outcome=Outcome.BASELINE, achieved=False)


def compared_result(
    measure: Measure, current: Performance, prior: Performance, *, maintained_counts: bool
) -> MeasureResult:
    """Return a measure compared with its comparator."""
    outcome = outcome_of(current.rate, prior.rate, measure.improvement)
    achieved = is_achieved(outcome, maintained_counts=maintained_counts)
    return MeasureResult(measure=measure, current=current, prior=prior, outcome=outcome, achieved=achieved)


def unknown_result(measure: Measure, current: Performance | None, prior: Performance | None) -> MeasureResult:
    """Return a measure whose entries are invalid: it has no outcome, and does not count as achieved."""
    return MeasureResult(measure=measure, current=current, prior=prior, outcome=Outcome.NO_RESULT, achieved=False)
