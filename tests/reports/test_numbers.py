"""Numbers are spelled exactly for programs, and rounded half up for people.

Laws: an exact spelling reads back as the same fraction; two numbers that differ are shown as differing wherever eight
decimals can show it.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.reports.numbers import exact, percent, rounded, told_apart


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        (Fraction(3), "3"),
        (Fraction(7, 2), "3.5"),
        (Fraction(5, 8), "0.625"),
        (Fraction(1, 3), "1/3"),
        (Fraction(0), "0"),
        (Fraction(1, 10**12), "0.000000000001"),
    ],
)
def test_exact(number: Fraction, spelled: str) -> None:
    assert exact(number) == spelled


def test_exact_with_at_least_two_places() -> None:
    assert [exact(Fraction(half, 2), places=2) for half in (1, 2)] == ["0.50", "1.00"]


@given(st.fractions(min_value=0, max_value=10**9, max_denominator=10**8))
def test_an_exact_spelling_reads_back(number: Fraction) -> None:
    assert Fraction(exact(number)) == number


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        (Fraction(2675, 1000), 2, "2.68"),
        (Fraction(-2675, 1000), 2, "-2.68"),
        (Fraction(12345678), 2, "12,345,678.00"),
        (Fraction(1, 3), 4, "0.3333"),
    ],
)
def test_rounded_half_up(number: Fraction, places: int, shown: str) -> None:
    assert rounded(number, places) == shown


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
    [(Fraction(5, 8), "62.5 %"), (Fraction(1, 3), "33.3 %"), (Fraction(3, 2), "150 %"), (Fraction(0), "0 %")],
)
def test_percent(share: Fraction, shown: str) -> None:
    assert percent(share) == shown
