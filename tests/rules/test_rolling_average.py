"""Annual rolling average.

1. The counts of the four quarters are pooled before dividing: the result is no mean of rates.
2. A quarter in which nothing could occur is lawful; four of them have no result.
3. The result is exact: it is never rounded.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.core.measures import Count
from vbpqip.rules.rolling_average import rate, rolling_average

PER = st.sampled_from([100, 1_000, 10_000])


def counts() -> st.SearchStrategy[Count]:
    whole = st.integers(0, 10**9)
    return st.builds(Count, whole, whole)


def four_counts() -> st.SearchStrategy[list[Count]]:
    return st.lists(counts(), min_size=4, max_size=4)


@pytest.mark.parametrize(
    ("quarters", "pooled", "result"),
    [
        pytest.param(
            [Count(2, 4000), Count(1, 5000), Count(0, 4500), Count(3, 6500)],
            Count(6, 20000),
            Fraction(3),
            id="1-pooled",
        ),
        pytest.param(
            [Count(0, 0), Count(1, 5000), Count(1, 5000), Count(1, 5000)],
            Count(3, 15000),
            Fraction(2),
            id="2-a-zero-quarter",
        ),
        pytest.param([Count(0, 0)] * 4, Count(0, 0), None, id="2-nothing-could-occur"),
        pytest.param([Count(0, 5000)] * 4, Count(0, 20000), Fraction(0), id="2-nothing-occurred"),
        pytest.param([Count(1, 3)] * 4, Count(4, 12), Fraction(10000, 3), id="3-one-third"),
    ],
)
def test_four_quarters_per_10000(quarters: list[Count], pooled: Count, result: Fraction | None) -> None:
    performance = rolling_average(quarters, per=10_000)

    assert performance.pooled == pooled
    assert performance.rate == result


def test_1_the_result_is_not_the_mean_of_the_four_rates() -> None:
    """The mean of the four rates of this case would be 2.904 per 10,000."""
    quarters = [Count(2, 4000), Count(1, 5000), Count(0, 4500), Count(3, 6500)]
    mean_of_rates = (
        sum((Fraction(each.numerator * 10_000, each.denominator) for each in quarters), start=Fraction()) / 4
    )

    performance = rolling_average(quarters, per=10_000)

    assert round(mean_of_rates, 3) == Fraction("2.904")
    assert performance.rate == Fraction(3)


@pytest.mark.parametrize(("per", "result"), [(100, Fraction(3, 100)), (1_000, Fraction(3, 10)), (10_000, Fraction(3))])
def test_a_count_is_scaled_by_its_multiplier(per: int, result: Fraction) -> None:
    assert rate(Count(6, 20000), per=per) == result


@given(four_counts().flatmap(lambda drawn: st.tuples(st.just(drawn), st.permutations(drawn))), PER)
def test_1_the_order_of_quarters_is_irrelevant(orders: tuple[list[Count], list[Count]], per: int) -> None:
    one, other = orders

    assert rolling_average(one, per=per) == rolling_average(other, per=per)


@given(four_counts(), PER)
def test_2_a_quarter_in_which_nothing_could_occur_changes_nothing(quarters: list[Count], per: int) -> None:
    assert rolling_average([*quarters, Count(0, 0)], per=per) == rolling_average(quarters, per=per)


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(1, 10**6), PER)
def test_3_scaling_numerator_and_denominator_keeps_the_rate(events: int, chances: int, factor: int, per: int) -> None:
    assert rate(Count(events * factor, chances * factor), per=per) == rate(Count(events, chances), per=per)


@given(four_counts(), PER)
def test_3_the_rate_gives_the_pooled_count_back(quarters: list[Count], per: int) -> None:
    """Nothing is lost on the way: rate times denominator is numerator times multiplier, to the last digit."""
    performance = rolling_average(quarters, per=per)

    assert performance.pooled is not None
    if performance.rate is None:
        assert performance.pooled.denominator == 0
    else:
        assert performance.rate * performance.pooled.denominator == performance.pooled.numerator * per
