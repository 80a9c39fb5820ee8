"""Numbers are written exactly for programs, and rounded half up for people.

Laws: an exact decimal or fraction reads back as the same number; a result, its comparator and the change agree with one
another and with the word beside them, however little they differ.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vbpqip.core.measures import Improvement
from vbpqip.core.numbers import Figures, decimal, exact, figures, percent, percentages, rounded, told_apart
from vbpqip.core.results import Outcome, Performance
from vbpqip.program.loading import load_program
from vbpqip.rules.scoring import compared_result

MEASURES = {row.measure.improvement: row.measure for row in load_program().menu}
LARGEST = 40_000_000
"""The largest total of a window."""

RATES = st.one_of(
    st.builds(lambda numerator, denominator, per: Fraction(numerator * per, denominator),
              st.integers(0, LARGEST), st.integers(1, LARGEST), st.sampled_from([1, 100, 1_000, 10_000])),
    st.fractions(min_value=0, max_value=10**15, max_denominator=10**15),
)  # fmt: skip
NEIGHBOURS = st.builds(lambda rate, nearby: (rate, rate + nearby), RATES, st.fractions(0, 1, max_denominator=10**16))
PAIRS = st.one_of(
    st.tuples(RATES, RATES), NEIGHBOURS, NEIGHBOURS.map(lambda pair: pair[::-1]), RATES.map(lambda rate: (rate, rate))
)


def read_back(shown: str) -> Fraction:
    return Fraction(shown.replace(",", ""))


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(3), "3"),
        (Fraction(7, 2), "3.5"),
        (Fraction(5, 8), "0.625"),
        (Fraction(1, 3), "1/3"),
        (Fraction(0), "0"),
        (Fraction(-7, 2), "-3.5"),
        (Fraction(1, 10**12), "0.000000000001"),
        (Fraction(10**40 + 1, 10), f"{10**39}.1"),
    ],
)
def test_exact(number: Fraction, written: str) -> None:
    assert exact(number) == written


def test_exact_with_at_least_two_places() -> None:
    assert [exact(Fraction(half, 2), places=2) for half in (1, 2)] == ["0.50", "1.00"]


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**30))
@example(Fraction(6710886401, 67108864))
def test_what_is_exact_reads_back(number: Fraction) -> None:
    assert Fraction(exact(number)) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(10, 3), "3.33333333333"),
        (Fraction(0), "0"),
        (Fraction(100), "100"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(999999999999999, 1000), "1000000000000"),
        (Fraction(123456789012345), "123456789012000"),
        (Fraction(1, 3 * 10**20), f"0.{'0' * 20}333333333333"),
    ],
)
def test_a_decimal_of_twelve_digits(number: Fraction, written: str) -> None:
    assert decimal(number) == written


@given(st.fractions(min_value=-(10**20), max_value=10**20, max_denominator=10**20))
def test_a_decimal_is_the_number_to_twelve_digits(number: Fraction) -> None:
    written = decimal(number)

    assert abs(Fraction(written) - number) <= abs(number) * Fraction(1, 10**11)
    assert len(Decimal(written).normalize().as_tuple().digits) <= 12
    assert set(written) <= set("-.0123456789")


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        (Fraction(2675, 1000), 2, "2.68"),
        (Fraction(-2675, 1000), 2, "-2.68"),
        (Fraction(12345678), 2, "12,345,678.00"),
        (Fraction(-12345678), 0, "-12,345,678"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(-1, 1000), 2, "0.00"),
    ],
)
def test_rounded_half_up(number: Fraction, places: int, shown: str) -> None:
    assert rounded(number, places) == shown


@pytest.mark.parametrize(
    ("result", "prior", "shown"),
    [
        pytest.param(Fraction(3), Fraction(7, 2), Figures("3.00", "3.50", "-0.50"), id="usual"),
        pytest.param(Fraction(7, 101) * 1000, Fraction(72164, 1000), Figures("69.31", "72.16", "-2.85"), id="as-shown"),
        pytest.param(Fraction(3, 15000), Fraction(2, 10000), Figures("0.00", "0.00", "0.00"), id="equal"),
        pytest.param(Fraction(10001, 10**4), Fraction(1), Figures("1.0001", "1.0000", "+0.0001"), id="nearly-equal"),
        pytest.param(Fraction(20001), Fraction(10001), Figures("20,001.00", "10,001.00", "+10,000.00"), id="thousands"),
        pytest.param(
            Fraction(1),
            1 - Fraction(1, 10**30),
            Figures("1.000000000000000", "1.000000000000000", "+<0.000000000000001"),
            id="beyond-all-digits",
        ),
    ],
)
def test_a_result_its_comparator_and_the_change(result: Fraction, prior: Fraction, shown: Figures) -> None:
    assert figures(result, prior) == shown


@given(PAIRS)
def test_figures_agree_with_each_other(pair: tuple[Fraction, Fraction]) -> None:
    result, prior = pair

    shown = figures(result, prior)

    if "<" in shown.change:
        assert shown.result == shown.prior
        assert 0 < abs(result - prior) < read_back(shown.change[2:])
    else:
        assert read_back(shown.result) - read_back(shown.prior) == read_back(shown.change)
    places = {len(each.partition(".")[2]) for each in shown}
    assert len(places) == 1
    for figure, rate in ((shown.result, result), (shown.prior, prior)):
        assert abs(read_back(figure) - rate) * 2 <= Fraction(1, 10 ** places.copy().pop())


@given(PAIRS, st.sampled_from(Improvement), st.booleans())
def test_figures_agree_with_the_word(pair: tuple[Fraction, Fraction], improvement: Improvement, counts: bool) -> None:  # noqa: FBT001 -- as Hypothesis gives it
    result, prior = pair
    measure = MEASURES[improvement]
    scored = compared_result(measure, Performance(None, result), Performance(None, prior), maintained_counts=counts)

    change = figures(result, prior).change

    upwards = Outcome.IMPROVED if improvement is Improvement.INCREASE else Outcome.WORSENED
    downwards = Outcome.WORSENED if improvement is Improvement.INCREASE else Outcome.IMPROVED
    assert scored.outcome is {"+": upwards, "-": downwards}.get(change[0], Outcome.MAINTAINED)
    assert (scored.outcome is Outcome.MAINTAINED) is (change == "0.00")


def test_numbers_that_differ_are_shown_as_differing() -> None:
    assert told_apart(Fraction(1, 3), Fraction(333333, 1000000)) == ("0.3333333", "0.3333330")


def test_equal_numbers_are_shown_with_two_places() -> None:
    assert told_apart(Fraction(3, 15000), Fraction(2, 10000)) == ("0.00", "0.00")


@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_shown_numbers_keep_their_order(number: int, more: int) -> None:
    left, right = Fraction(number, 10**6), Fraction(number + more, 10**6)

    shown = told_apart(left, right)

    assert Fraction(shown[0]) < Fraction(shown[1])


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(5, 8), "62.5 %"),
        (Fraction(1, 3), "33.3 %"),
        (Fraction(3, 2), "150 %"),
        (Fraction(0), "0 %"),
        (Fraction(12), "1,200 %"),
    ],
)
def test_percent(share: Fraction, shown: str) -> None:
    assert percent(share) == shown


SHARES = st.fractions(0, 3, max_denominator=10**6)


@given(SHARES, st.one_of(SHARES, st.sampled_from([Fraction(1, 2), Fraction(2, 3)])))
@example(Fraction(49996, 100000), Fraction(1, 2))
def test_a_share_and_the_required_one_are_shown_as_they_compare(share: Fraction, required: Fraction) -> None:
    shown, needed = (Fraction(each.removesuffix(" %")) for each in percentages(share, required))

    assert (shown < needed, shown > needed) == (share < required, share > required)
