"""Exact limits of a funnel plot: quantiles of the Poisson and the binomial distribution."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from math import comb

from hypothesis import given
from hypothesis import strategies as st

from vbpqip.core.measures import Scoring
from vbpqip.summary.limits import INNER, OUTER, Limits, Target

LEVELS = [0.001, 0.025, 0.5, 0.975, 0.999]
shares = st.fractions(min_value=0, max_value=1, max_denominator=500)
means = st.fractions(min_value=0, max_value=200, max_denominator=50)


def reached_binomial(trials: int, chance: Fraction, events: int) -> Fraction:
    """The exact probability of at most so many events."""
    terms = (comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(min(events, trials) + 1))
    return sum(terms, Fraction())


def reached_poisson(mean: Fraction) -> list[Fraction]:
    """The probabilities of at most 0, 1, 2 … events, to 60 digits; all together are taken for certain."""
    weights = [10**60]
    while weights[-1]:
        weights.append(weights[-1] * mean.numerator // (mean.denominator * len(weights)))
    return [Fraction(reached, sum(weights)) for reached in accumulate(weights)]


def test_known_quantiles_of_poisson() -> None:
    """As R's ``qpois`` and ``qbinom`` give them."""
    ratio = Target(Scoring.RATIO, Fraction(1, 1000))

    assert ratio.quantiles(10_000, LEVELS) == [2, 4, 10, 17, 21]
    assert ratio.quantiles(1_000, LEVELS) == [0, 0, 1, 3, 5]
    assert ratio.quantiles(1_000_000, LEVELS) == [904, 938, 1000, 1062, 1099]


def test_known_quantiles_of_binomial() -> None:
    proportion = Target(Scoring.PROPORTION, Fraction(1, 10))

    assert proportion.quantiles(100, LEVELS) == [2, 5, 10, 16, 20]
    assert proportion.quantiles(10, LEVELS) == [0, 0, 1, 3, 5]


def test_what_never_or_always_happens_has_one_number() -> None:
    for scoring in (Scoring.RATIO, Scoring.PROPORTION):
        assert Target(scoring, Fraction(0)).limits(500) == Limits(0, 0, 0, 0)
    assert Target(Scoring.PROPORTION, Fraction(1)).limits(500) == Limits(500, 500, 500, 500)


@given(st.integers(1, 60), shares)
def test_a_binomial_quantile_is_the_first_number_that_reaches_its_level(trials: int, chance: Fraction) -> None:
    for level, events in zip(LEVELS, Target(Scoring.PROPORTION, chance).quantiles(trials, LEVELS), strict=True):
        slack = Fraction(1, 10**12)

        assert reached_binomial(trials, chance, events) >= Fraction(level) - slack
        assert reached_binomial(trials, chance, events - 1) < Fraction(level) + slack


@given(means)
def test_a_poisson_quantile_is_the_first_number_that_reaches_its_level(mean: Fraction) -> None:
    reached, slack = reached_poisson(mean), Fraction(1, 10**12)

    for level, events in zip(LEVELS, Target(Scoring.RATIO, mean).quantiles(1, LEVELS), strict=True):
        assert reached[events] >= Fraction(level) - slack
        assert events == 0 or reached[events - 1] < Fraction(level) + slack


@given(st.integers(1, 60), shares)
def test_chance_keeps_at_least_the_stated_share_within_the_limits(trials: int, chance: Fraction) -> None:
    limits = Target(Scoring.PROPORTION, chance).limits(trials)
    slack = Fraction(1, 10**12)

    for low, high, share in (
        (limits.inner_low, limits.inner_high, INNER),
        (limits.outer_low, limits.outer_high, OUTER),
    ):
        within = reached_binomial(trials, chance, high) - reached_binomial(trials, chance, low - 1)
        assert within >= Fraction(share) - slack


@given(st.integers(1, 10**7), shares)
def test_the_inner_limits_lie_within_the_outer_ones(denominator: int, rate: Fraction) -> None:
    limits = Target(Scoring.PROPORTION, rate).limits(denominator)

    assert 0 <= limits.outer_low <= limits.inner_low <= limits.inner_high <= limits.outer_high <= denominator
