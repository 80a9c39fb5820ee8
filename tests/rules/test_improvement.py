"""Improvement.

1. A result is improved, maintained (equal) or worsened against its comparator, whichever way is better.
2. Results are compared as exact fractions, as by cross-multiplication: never rounded.
3. Where either side has no result, neither has the comparison: a prior result of 0/0 is lawful.
4. Improved counts as achieved, maintained if the terms say so; no result never does.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.core.measures import Count, Improvement, Rate
from vbpqip.core.results import Outcome
from vbpqip.rules.improvement import is_achieved, is_better, outcome_of
from vbpqip.rules.rolling_average import rate

HIGHER, LOWER = Improvement.INCREASE, Improvement.DECREASE
IMPROVED, MAINTAINED, WORSENED = Outcome.IMPROVED, Outcome.MAINTAINED, Outcome.WORSENED
SWAPPED = {IMPROVED: WORSENED, MAINTAINED: MAINTAINED, WORSENED: IMPROVED}

EVENTS, CHANCES = st.integers(0, 10**9), st.integers(1, 10**9)
WAYS = st.sampled_from(Improvement)


def rates() -> st.SearchStrategy[Rate]:
    return st.builds(Fraction, st.integers(0, 50), st.integers(1, 5))


def result_of(count: tuple[int, int]) -> Rate | None:
    return rate(Count(*count), per=10_000)


@pytest.mark.parametrize(
    ("current", "prior", "improvement", "outcome"),
    [
        pytest.param((2, 10000), (3, 10000), LOWER, IMPROVED, id="1-fewer-infections"),
        pytest.param((3, 10000), (2, 10000), LOWER, WORSENED, id="1-more-infections"),
        pytest.param((3, 10000), (2, 10000), HIGHER, IMPROVED, id="1-more-bundles"),
        pytest.param((2, 10000), (3, 10000), HIGHER, WORSENED, id="1-fewer-bundles"),
        pytest.param((3, 15000), (2, 10000), LOWER, MAINTAINED, id="1-tie"),
        pytest.param((3, 15000), (2, 10000), HIGHER, MAINTAINED, id="1-tie-where-higher-is-better"),
        pytest.param((0, 5000), (0, 9000), LOWER, MAINTAINED, id="1-nothing-occurred-twice"),
        pytest.param((1, 3), (333333, 1000000), LOWER, WORSENED, id="2-one-third-is-the-larger"),
        pytest.param((1, 3), (333333, 1000000), HIGHER, IMPROVED, id="2-one-third-where-higher-is-better"),
        pytest.param((0, 0), (2, 10000), LOWER, Outcome.NO_RESULT, id="3-no-result-now"),
        pytest.param((2, 10000), (0, 0), LOWER, Outcome.NO_RESULT, id="3-no-comparator"),
        pytest.param((0, 0), (0, 0), LOWER, Outcome.NO_RESULT, id="3-neither"),
    ],
)
def test_outcome(current: tuple[int, int], prior: tuple[int, int], improvement: Improvement, outcome: Outcome) -> None:
    assert outcome_of(result_of(current), result_of(prior), improvement) is outcome


@pytest.mark.parametrize(
    ("outcome", "maintained_counts", "achieved"),
    [
        pytest.param(Outcome.IMPROVED, True, True, id="4-improved"),
        pytest.param(Outcome.IMPROVED, False, True, id="4-improved-whatever-a-tie-is"),
        pytest.param(Outcome.MAINTAINED, True, True, id="4-maintained-counts"),
        pytest.param(Outcome.MAINTAINED, False, False, id="4-maintained-does-not-count"),
        pytest.param(Outcome.WORSENED, True, False, id="4-worsened"),
        pytest.param(Outcome.NO_RESULT, True, False, id="4-no-result"),
        pytest.param(Outcome.BASELINE, True, False, id="4-baseline"),
    ],
)
def test_achieved(outcome: Outcome, *, maintained_counts: bool, achieved: bool) -> None:
    assert is_achieved(outcome, maintained_counts=maintained_counts) is achieved


@pytest.mark.parametrize("improvement", Improvement)
def test_1_better_is_strict(improvement: Improvement) -> None:
    """A result is not better than its equal."""
    assert not is_better(Fraction(2), Fraction(2), improvement)


@given(rates(), rates(), WAYS)
def test_1_swapping_current_and_prior_swaps_improved_and_worsened(current: Rate, prior: Rate, way: Improvement) -> None:
    assert outcome_of(prior, current, way) is SWAPPED[outcome_of(current, prior, way)]


@given(rates(), rates())
def test_1_the_other_way_round_is_the_other_outcome(current: Rate, prior: Rate) -> None:
    """What improves where lower is better worsens where higher is."""
    assert outcome_of(current, prior, HIGHER) is SWAPPED[outcome_of(current, prior, LOWER)]


@given(EVENTS, CHANCES, EVENTS, CHANCES, st.sampled_from([100, 1_000, 10_000]))
def test_2_the_outcome_agrees_with_integer_cross_multiplication(a: int, b: int, c: int, d: int, per: int) -> None:
    difference = a * d - c * b

    outcome = outcome_of(rate(Count(a, b), per=per), rate(Count(c, d), per=per), LOWER)

    assert outcome is (IMPROVED if difference < 0 else WORSENED if difference else MAINTAINED)


@given(EVENTS, CHANCES, st.integers(1, 1000), rates(), WAYS)
def test_2_scaling_numerator_and_denominator_keeps_the_outcome(
    events: int, chances: int, factor: int, prior: Rate, way: Improvement
) -> None:
    scaled = result_of((events * factor, chances * factor))

    assert outcome_of(scaled, prior, way) is outcome_of(result_of((events, chances)), prior, way)


@given(st.none() | rates(), WAYS)
def test_3_without_a_comparator_there_is_no_result(result: Rate | None, way: Improvement) -> None:
    assert outcome_of(result, None, way) is Outcome.NO_RESULT
    assert outcome_of(None, result, way) is Outcome.NO_RESULT
