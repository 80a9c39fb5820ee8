"""What an AIT report comes to: each measure in both metrics, the target, the gap to each, and other readings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from vbpqip.checking.run import Checked
from vbpqip.core.cells import Number, found_in
from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import Gap, OpenRule, Performance, Verdict
from vbpqip.kinds.ait_report.context import AitContext, SelectedRow
from vbpqip.kinds.ait_report.form import AIT_KIND
from vbpqip.kinds.ait_report.performance import performance_of
from vbpqip.kinds.ait_report.published import PublishedRate, published_rate
from vbpqip.kinds.ait_report.years import ait_credit_terms, ait_terms
from vbpqip.kinds.shared.contracts import contract_of
from vbpqip.program.program import Program
from vbpqip.rules.ait import AitMeasure, AitResult, ait, ait_credits, gaps_to_ait, unmeasured_ait

AIT_AREAS = frozenset({"ait"})
"""The areas of the program's numbers that the verdict rests on."""


class GivenMean(NamedTuple):
    """A State mean as it is entered: its value, and in words its unit, kind, year and source."""

    value: Decimal
    unit: str
    kind: str
    year: str
    source: str


class AssessedMeasure(NamedTuple):
    """A selected measure in both metrics.

    ``baseline`` or ``result`` is ``None`` where invalid entries leave it unknown, or none is reported yet. ``improved``
    and ``better_than_mean`` are ``None`` where they are not measured, the second also where there is no mean.
    """

    measure: Measure
    baseline: Performance | None
    result: Performance | None
    mean: GivenMean | None
    improved: bool | None
    better_than_mean: bool | None
    published: PublishedRate | None = None


class AitAssessment(NamedTuple):
    """What is calculated of an AIT report; ``gaps`` are those to the two metrics."""

    year: str
    measures: tuple[AssessedMeasure, ...]
    target: AitResult
    gaps: tuple[Gap | None, Gap | None] = (None, None)
    open_rules: tuple[OpenRule, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of report that it is of."""
        return AIT_KIND

    @property
    def verdict(self) -> Verdict:
        """What became of the target."""
        return self.target.verdict

    def withheld(self) -> AitAssessment:
        """Return it without its verdict, as of a report that has errors."""
        target = self.target._replace(verdict=Verdict.NOT_DETERMINED, improved=None, better_than_mean=None)
        return self._replace(target=target, gaps=(None, None), open_rules=())


def unassessed_ait() -> AitAssessment:
    """Return the assessment of a report of which nothing is known."""
    return AitAssessment("", (), unmeasured_ait(0, Verdict.NOT_DETERMINED, measure_credits=0))


def assess_ait(context: AitContext, checked: Checked) -> AitAssessment:
    """Calculate what can be calculated with the entries that are sound; with an error nothing is determined."""
    measures = tuple(_measure(context, row, checked) for row in context.rows)
    terms = ait_terms(context.program, context.rules_of)
    target = _target(context, checked, measures, context.program)
    if context.has_results:
        measures = tuple(
            each._replace(improved=of.improves(terms), better_than_mean=of.is_better_than_mean(terms))
            if each.result is not None
            else each
            for each, of in zip(measures, map(_as_rule, measures), strict=True)
        )
    assessment = AitAssessment(str(context.period or ""), measures, target)
    if target.improved is None:
        return assessment
    most = ait_credit_terms(context.program, context.rules_of).most
    gaps = gaps_to_ait([_as_rule(each) for each in measures], target, most_credits=most, terms=terms)
    return assessment._replace(gaps=gaps, open_rules=tuple(_open_rules(context, checked, measures, target.verdict)))


def _measure(context: AitContext, row: SelectedRow, checked: Checked) -> AssessedMeasure:
    errors, own = checked.error_cells, frozenset((row.row.key.at, row.row.selected.at))
    pairs = (row.baseline, row.result)
    baseline, result = (
        None if pair is None or errors & (own | {each.field.at for each in pair}) else performance_of(pair)
        for pair in pairs
    )
    mean = None if errors & row.mean_locations else _given_mean(row)
    published = published_rate(context.program, row.measure, context.rules_of)
    return AssessedMeasure(row.measure, baseline, result, mean, None, None, published)


def _given_mean(row: SelectedRow) -> GivenMean | None:
    value, unit, kind, year, source = row.row.mean
    match value.entry:
        case Number(mean):
            return GivenMean(mean, unit.text, kind.text, found_in(year.entry), source.text)
        case _:
            return None


def _as_rule(each: AssessedMeasure) -> AitMeasure:
    mean = None if each.mean is None else Fraction(each.mean.value)
    return AitMeasure(each.measure, each.baseline, each.result, mean)


def _target(
    context: AitContext, checked: Checked, measures: tuple[AssessedMeasure, ...], program: Program
) -> AitResult:
    """Return the target by the numbers of a program."""
    contracts = (contract_of(row) for row in context.contracts if not checked.error_cells & row.locations)
    sound = [contract for contract in contracts if contract is not None]
    earned = 0 if context.period is None else ait_credits(sound, ait_credit_terms(program, context.rules_of))
    if checked.error_cells:
        return unmeasured_ait(len(measures), Verdict.NOT_DETERMINED, measure_credits=earned)
    if not context.has_results:
        return unmeasured_ait(len(measures), Verdict.BASELINE, measure_credits=earned)
    terms = ait_terms(program, context.rules_of)
    return ait([_as_rule(each) for each in measures], measure_credits=earned, terms=terms)


def _open_rules(
    context: AitContext, checked: Checked, measures: tuple[AssessedMeasure, ...], verdict: Verdict
) -> Iterator[OpenRule]:
    """Yield the other readings that are as good, each alone, under which the verdict would be another."""
    for reading in context.program.other_readings(context.rules_of, AIT_AREAS):
        other = _target(context, checked, measures, reading.program).verdict
        if other is not verdict:
            yield OpenRule(reading.key, reading.title, reading.value, other)
