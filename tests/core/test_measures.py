"""Measures print the unit of a result, and say whether it is entered once a year."""

from __future__ import annotations

import pytest

from vbpqip.core.measures import Improvement, Measure, MeasureKey, Reporting, Scoring


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


@pytest.mark.parametrize(("reporting", "annual"), [(Reporting.QUARTERLY, False), (Reporting.ANNUAL, True)])
def test_an_annual_measure(reporting: Reporting, *, annual: bool) -> None:
    assert measure(reporting, 1, "minutes").annual is annual
