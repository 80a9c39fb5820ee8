"""Reviews as CSV: a line for each measure, and one for a workbook that has none, so that no file is lost.

Spreadsheets read it without harm: it begins with a byte order mark, rates and shares are decimals, since ``10/3`` would
be taken for a day, and no text begins like a formula. Exact numbers are in the JSON document.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from io import StringIO

from vbpqip.core.numbers import decimal
from vbpqip.core.results import MeasureResult, Performance
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.document import totals_behind
from vbpqip.output.plain import BYTE_ORDER_MARK, for_csv

_COLUMNS = (
    "workbook", "sha256", "status", "facility", "mco", "period", "measure", "numerator", "denominator", "result",
    "unit", "prior_result", "outcome", "achieved", "verdict", "share", "received", "due", "late",
)  # fmt: skip
_OF_A_MEASURE = 8
"""Columns of a measure, which stand between those of the workbook."""


def as_csv(reviews: Iterable[Review]) -> str:
    """Return reviews as CSV with a heading, lines ended as RFC 4180 says."""
    text = StringIO(BYTE_ORDER_MARK, newline="")
    text.seek(0, 2)
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for review in reviews:
        writer.writerows(_lines(review))
    return text.getvalue()


def _lines(review: Review) -> Iterator[list[str]]:
    head, tail = [*_head(review)], [*_tail(review)]
    for result in review.measures:
        yield [*head, *_measure(result), *tail]
    if not review.measures:
        yield [*head, *[""] * _OF_A_MEASURE, *tail]


def _head(review: Review) -> Iterator[str]:
    yield from (for_csv(review.workbook), review.sha256, str(review.status))
    yield from (for_csv(review.facility), for_csv(review.mco))
    yield "" if review.period is None else str(review.period)


def _measure(result: MeasureResult) -> list[str]:
    numerator, denominator = totals_behind(result.current)
    return [
        result.measure.key,
        numerator or "",
        denominator or "",
        _rate(result.current),
        result.measure.result_unit,
        _rate(result.prior),
        str(result.outcome),
        str(result.achieved).lower(),
    ]


def _rate(performance: Performance | None) -> str:
    return "" if performance is None else _decimal(performance.rate)


def _decimal(number: Fraction | None) -> str:
    return "" if number is None else decimal(number)


def _tail(review: Review) -> Iterator[str]:
    yield from (str(review.verdict), _decimal(None if review.of_qit is None else review.qit.share))
    yield from (_day(review.received), _day(review.due))
    yield "" if review.is_late is None else str(review.is_late).lower()


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
