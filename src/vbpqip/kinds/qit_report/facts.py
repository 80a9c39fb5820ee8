"""What an accepted QIT report says to others: counts by quarter, comparators, results, and the target."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.cells import Number
from vbpqip.core.numbers import exact
from vbpqip.core.parties import Subject
from vbpqip.core.results import MeasureResult, QitAssessment
from vbpqip.core.reviews import Fact
from vbpqip.kinds.qit_report.form.sheets import KIND
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.shared.counts import NamedPair


def facts_of(context: ReviewContext, assessment: QitAssessment) -> Iterator[Fact]:
    """Yield the facts of a report whose period is known."""
    if context.period is None:
        return
    subject = Subject(context.submission.facility.text, context.submission.mco.text or None)
    period, quarters = str(context.period), [str(quarter) for quarter in context.period.window()]
    for row in context.rows:
        key = str(row.measure.key)
        for quarter, pair in zip(quarters, row.quarters, strict=True):
            yield from _entered(subject, quarter, key, pair, "")
        if row.prior is not None:
            yield from _entered(subject, period, key, row.prior, "prior_")
    for result in assessment.measures:
        yield from _calculated(subject, period, result)
    yield Fact(KIND, subject, period, None, "qit_verdict", str(assessment.verdict))
    yield Fact(KIND, subject, period, None, "measures_selected", str(assessment.qit.selected))
    yield Fact(KIND, subject, period, None, "measures_achieved", str(assessment.qit.achieved))
    yield Fact(KIND, subject, period, None, "measure_credits", str(assessment.qit.credits))


def _entered(subject: Subject, period: str, measure: str, pair: NamedPair, which: str) -> Iterator[Fact]:
    """Yield the numbers of a pair; of an annual measure the numerator is its result."""
    for name, field in ((f"{which}numerator", pair.numerator), (f"{which}denominator", pair.denominator)):
        match field.field.entry:
            case Number(value):
                text = f"{value.normalize():f}" if field.as_count is None else str(field.as_count)
                yield Fact(KIND, subject, period, measure, name, text, field.field.at)
            case _:
                pass


def _calculated(subject: Subject, period: str, result: MeasureResult) -> Iterator[Fact]:
    measure = str(result.measure.key)
    if result.current is not None and result.current.rate is not None:
        yield Fact(KIND, subject, period, measure, "result", exact(result.current.rate))
    yield Fact(KIND, subject, period, measure, "outcome", str(result.outcome))
