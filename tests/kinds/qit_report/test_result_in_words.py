"""A result in words: how it comes about, calculation_of out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from support.quarters import Quarter
from vbpqip.core.measures import Count
from vbpqip.core.results import Performance
from vbpqip.kinds.qit_report.result_in_words import calculation_of
from vbpqip.program.loading import load_program
from vbpqip.rules.annual_measure import annual_measure
from vbpqip.rules.rolling_average import rolling_average

MEASURES = {str(measure.key): measure for measure in load_program().measures(Quarter(3, 1))}


@pytest.mark.parametrize(
    ("key", "performance", "words"),
    [
        pytest.param(
            "clabsi", rolling_average([Count(6, 20000)], per=10_000), "6 ÷ 20,000 × 10,000 = 3.00", id="counts"  # noqa: RUF001
        ),
        pytest.param("clabsi", Performance(Count(0, 0), None), "nothing could occur (0 of 0)", id="nothing-could-occur"),
        pytest.param("median-time-to-ecg", annual_measure(Decimal(8)), "3.00 minutes", id="annual"),
        pytest.param("median-time-to-ecg", annual_measure(None), "NA", id="annual-na"),
        pytest.param("clabsi", None, "not known", id="invalid"),
    ],
)  # fmt: skip
def test_how_a_result_comes_about(key: str, performance: Performance | None, words: str) -> None:
    assert calculation_of(performance, MEASURES[key], "3.00") == words
