"""What an accepted QIT report says to others: counts by quarter, comparators, results, and the target."""

from collections.abc import Iterator
from typing import NamedTuple

from vbpqip.checks.case import Case, NamedField, ScoredRow
from vbpqip.domain.cells import Number
from vbpqip.domain.numbers import exact
from vbpqip.domain.parties import Subject
from vbpqip.domain.quarters import Quarter
from vbpqip.domain.results import QitAssessment
from vbpqip.domain.reviews import Fact
from vbpqip.form.sheets import KIND


class _Of(NamedTuple):
    """Whom and when facts are of."""

    subject: Subject
    period: str
    measure: str | None = None

    def entered(self, name: str, field: NamedField) -> Iterator[Fact]:
        match field.field.entry:
            case Number(value):
                normal = value.normalize()
                yield Fact(KIND, self.subject, self.period, self.measure, name, f"{normal:f}", field.field.at)
            case _:
                pass

    def calculated(self, name: str, value: str) -> Fact:
        return Fact(KIND, self.subject, self.period, self.measure, name, value)


def facts_of(case: Case, assessment: QitAssessment) -> Iterator[Fact]:
    """Yield the facts of a report whose facility and period are known."""
    facility, mco = case.submission.facility.text, case.submission.mco.text
    if case.period is None or not facility:
        return
    of = _Of(Subject(facility, mco or None), str(case.period))
    for row in case.rows:
        yield from _of_quarters(of, row, case.period.window())
    for result in assessment.measures:
        of_measure = of._replace(measure=str(result.measure.key))
        if result.current is not None and result.current.rate is not None:
            yield of_measure.calculated("result", exact(result.current.rate))
        yield of_measure.calculated("outcome", str(result.outcome))
    yield of.calculated("qit_verdict", str(assessment.verdict))
    yield of.calculated("measures_selected", str(assessment.qit.selected))
    yield of.calculated("measures_achieved", str(assessment.qit.achieved))
    yield of.calculated("measure_credits", str(assessment.qit.credits))


def _of_quarters(of: _Of, row: ScoredRow, window: tuple[Quarter, ...]) -> Iterator[Fact]:
    """Yield the counts of the quarters, and the comparator; of an annual measure the result of the last quarter."""
    of = of._replace(measure=str(row.measure.key))
    for quarter, pair in zip(window, row.quarters, strict=True):
        yield from of._replace(period=str(quarter)).entered("numerator", pair.numerator)
        yield from of._replace(period=str(quarter)).entered("denominator", pair.denominator)
    if row.prior is not None:
        yield from of.entered("prior_numerator", row.prior.numerator)
        yield from of.entered("prior_denominator", row.prior.denominator)
