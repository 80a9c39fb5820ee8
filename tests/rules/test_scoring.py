"""Scoring one measure: what is compared, what is a baseline, and what invalid entries leave unknown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from support.quarters import Quarter
from vbpqip.core.measures import Count
from vbpqip.core.results import Outcome, Performance
from vbpqip.program.loading import load_program
from vbpqip.rules.annual_measure import annual_measure
from vbpqip.rules.rolling_average import rolling_average
from vbpqip.rules.scoring import baseline_result, compared_result, unknown_result

MEASURES = {str(measure.key): measure for measure in load_program().measures(Quarter(3, 1))}
CLABSI, SEPSIS, ECG = MEASURES["clabsi"], MEASURES["sepsis-3h-bundle"], MEASURES["median-time-to-ecg"]


def pooled(numerator: int, denominator: int) -> Performance:
    return rolling_average([Count(numerator, denominator)], per=10_000)


@pytest.mark.parametrize(
    ("maintained_counts", "achieved"),
    [pytest.param(True, True, id="counts"), pytest.param(False, False, id="does-not-count")],
)
def test_a_tie_is_maintained_and_the_terms_say_what_it_is_worth(*, maintained_counts: bool, achieved: bool) -> None:
    result = compared_result(CLABSI, pooled(3, 15000), pooled(2, 10000), maintained_counts=maintained_counts)

    assert result.outcome is Outcome.MAINTAINED
    assert result.achieved is achieved


def test_more_sepsis_bundles_are_an_improvement() -> None:
    """Of all measures on the menu, here alone higher is better."""
    current, prior = annual_measure(Decimal("66.7")), annual_measure(Decimal("66.6"))

    result = compared_result(SEPSIS, current, prior, maintained_counts=True)

    assert result.outcome is Outcome.IMPROVED
    assert result.achieved


def test_a_longer_median_time_is_worse() -> None:
    result = compared_result(ECG, annual_measure(Decimal(8)), annual_measure(Decimal("7.5")), maintained_counts=True)

    assert result.outcome is Outcome.WORSENED
    assert not result.achieved


@pytest.mark.parametrize(
    ("current", "prior"),
    [
        pytest.param(pooled(0, 0), pooled(2, 10000), id="nothing-could-occur"),
        pytest.param(pooled(2, 10000), pooled(0, 0), id="no-comparator"),
    ],
)
def test_no_result_is_never_achieved(current: Performance, prior: Performance) -> None:
    result = compared_result(CLABSI, current, prior, maintained_counts=True)

    assert result.outcome is Outcome.NO_RESULT
    assert not result.achieved


def test_a_baseline_is_compared_with_nothing() -> None:
    """Neither met nor missed; its own result is kept for the next report."""
    result = baseline_result(CLABSI, pooled(6, 20000))

    assert (result.current, result.prior) == (pooled(6, 20000), None)
    assert result.outcome is Outcome.BASELINE
    assert not result.achieved


def test_invalid_entries_leave_no_outcome() -> None:
    """What could be read is kept."""
    result = unknown_result(CLABSI, None, pooled(2, 10000))

    assert (result.current, result.prior) == (None, pooled(2, 10000))
    assert result.outcome is Outcome.NO_RESULT
    assert not result.achieved
