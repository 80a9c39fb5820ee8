"""Measures print the unit of a result; counts are pooled by addition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.domain.measures import Count, Improvement, Measure, MeasureKey, Reporting, Scoring

COUNTS = st.builds(Count, st.integers(0), st.integers(0))


def measure(reporting: Reporting, per: int, unit: str) -> Measure:
    return Measure(
        key=MeasureKey("a-measure"),
        title="A Measure",
        short_title="Measure",
        steward="A steward",
        improvement=Improvement.DECREASE,
        scoring=Scoring.RATIO,
        reporting=reporting,
        per=per,
        unit=unit,
    )


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        pytest.param(measure(Reporting.QUARTERLY, 10_000, "patient days"), "per 10,000 patient days", id="rate"),
        pytest.param(measure(Reporting.QUARTERLY, 100, "patients surveyed"), "per 100 patients surveyed", id="per-100"),
        pytest.param(measure(Reporting.ANNUAL, 1, "minutes"), "minutes", id="annual"),
    ],
)
def test_the_unit_of_a_result(row: Measure, unit: str) -> None:
    assert row.result_unit == unit


def test_counts_are_pooled_part_by_part() -> None:
    assert Count(2, 4000) + Count(1, 5000) == Count(3, 9000)


@given(COUNTS, COUNTS, COUNTS)
def test_counts_are_pooled_in_any_order_and_grouping(one: Count, two: Count, three: Count) -> None:
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert one + Count(0, 0) == one
