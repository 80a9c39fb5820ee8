"""Reviews as CSV: a line for each measure, and one for a workbook that has none, so that no file is lost."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from vbpqip.domain.results import MeasureResult
from vbpqip.domain.reviews import Review
from vbpqip.reports.as_json import counted, rate
from vbpqip.reports.plain import for_csv

COLUMNS = (
    "workbook", "sha256", "status", "facility", "mco", "period", "measure", "numerator", "denominator", "result",
    "unit", "prior_result", "outcome", "achieved", "verdict",
)  # fmt: skip


def as_csv(reviews: Iterable[Review]) -> str:
    """Return reviews as CSV with a heading, lines ended as RFC 4180 says; text never begins like a formula."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for review in reviews:
        writer.writerows(_lines(review))
    return text.getvalue()


def _lines(review: Review) -> Iterator[list[str]]:
    period = "" if review.period is None else str(review.period)
    head = [
        for_csv(review.workbook),
        review.sha256,
        str(review.status),
        for_csv(review.facility),
        for_csv(review.mco),
        period,
    ]
    for result in review.measures:
        yield [*head, *_measure(result), str(review.qit.verdict)]
    if not review.measures:
        yield [*head, *[""] * (len(COLUMNS) - len(head) - 1), str(review.qit.verdict)]


def _measure(result: MeasureResult) -> list[str]:
    numerator, denominator = counted(result.current)
    return [
        result.measure.key,
        numerator or "",
        denominator or "",
        rate(result.current) or "",
        result.measure.result_unit,
        rate(result.prior) or "",
        str(result.outcome),
        str(result.achieved).lower(),
    ]
