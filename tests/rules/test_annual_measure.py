"""Annual measures: the one result entered is the result; it is never averaged, pooled or rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.rules.annual_measure import annual_measure


@pytest.mark.parametrize(
    ("entered", "result"),
    [
        pytest.param(Decimal(8), Fraction(8), id="8-minutes"),
        pytest.param(Decimal("7.5"), Fraction(15, 2), id="half-a-minute"),
        pytest.param(Decimal("66.7"), Fraction(667, 10), id="percent"),
        pytest.param(Decimal(0), Fraction(0), id="zero-is-a-result"),
        pytest.param(None, None, id="no-result"),
    ],
)
def test_the_result_entered_is_the_result(entered: Decimal | None, result: Fraction | None) -> None:
    assert annual_measure(entered).rate == result


def test_an_annual_measure_has_no_count() -> None:
    """Its denominator is ``NA``: there is nothing to pool."""
    assert annual_measure(Decimal(8)).pooled is None


@given(st.decimals(min_value=0, max_value=10**6, places=9))
def test_the_result_is_exact(entered: Decimal) -> None:
    assert annual_measure(entered).rate == entered
