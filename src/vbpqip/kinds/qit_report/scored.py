"""The scores of a QIT report: each measure's performance, and by the rules its outcome, the credits and the target."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from vbpqip.checking.run import Checked
from vbpqip.core.cells import Number
from vbpqip.core.measures import Count
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import Credits, MeasureResult, Performance, QitAssessment, QitResult, Verdict
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow
from vbpqip.kinds.shared.contracts import contract_of
from vbpqip.rules.annual_measure import annual_measure
from vbpqip.rules.credits import credits_in
from vbpqip.rules.qit import qit, unmeasured_qit
from vbpqip.rules.rolling_average import rolling_average
from vbpqip.rules.scoring import baseline_result, compared_result, unknown_result
from vbpqip.workbook.entries import Field

SCORED_AREAS = frozenset({"qit", "credits"})
"""The areas of the program's numbers that scores rest on."""


class RowPerformance(NamedTuple):
    """A row, and its performance in the window and in the prior report, ``None`` where entries are invalid."""

    row: ScoredRow
    current: Performance | None
    prior: Performance | None


def scored(context: ReviewContext, checked: Checked, performances: Sequence[RowPerformance]) -> QitAssessment:
    """Return the outcome of each measure, the credits and the target, by the rules of the context's program."""
    measures = tuple(_scored(context, each, checked) for each in performances)
    earned = _credits(context, checked)
    return QitAssessment(measures, earned, _target(context, checked, measures, earned))


def performances_of(context: ReviewContext, checked: Checked) -> tuple[RowPerformance, ...]:
    """Return the performance of each selected measure."""
    return tuple(_performance(context, row, checked) for row in context.rows)


def _performance(context: ReviewContext, row: ScoredRow, checked: Checked) -> RowPerformance:
    errors = checked.error_cells
    if not errors:
        return RowPerformance(row, current_of(row), _prior(row) if context.has_comparator else None)
    entered = frozenset({row.row.key.at, row.row.selected.at, *(field.at for field in row.row.counts)})
    compared = frozenset(field.at for field in row.row.prior)
    return RowPerformance(
        row=row,
        current=None if errors & entered else current_of(row),
        prior=None if not context.has_comparator or errors & compared else _prior(row),
    )


def current_of(row: ScoredRow) -> Performance:
    """Return the performance of a row whose entries are sound in its window."""
    if row.measure.annual:
        return annual_measure(_value(row.row.quarters[-1][0]))
    return rolling_average((count_in(pair) for pair in row.row.quarters), per=row.measure.per)


def _prior(row: ScoredRow) -> Performance:
    numerator, denominator = row.row.prior
    if row.measure.annual:
        return annual_measure(_value(numerator))
    return rolling_average([count_in((numerator, denominator))], per=row.measure.per)


def _value(field: Field) -> Decimal | None:
    return field.entry.value if isinstance(field.entry, Number) else None


def count_in(pair: tuple[Field, Field]) -> Count:
    """Return the count that two sound entries give."""
    numerator, denominator = pair
    return Count(int(_value(numerator) or 0), int(_value(denominator) or 0))


def _scored(context: ReviewContext, performance: RowPerformance, checked: Checked) -> MeasureResult:
    row = performance.row
    invalid_quarters = any(words.at in checked.error_cells for words in context.submission.quarters)
    if performance.current is None or context.period is None or invalid_quarters:
        return unknown_result(row.measure, performance.current, performance.prior)
    if context.is_baseline:
        baseline = baseline_result(row.measure, performance.current)
        return baseline._replace(pending=context.is_pending(row))
    if performance.prior is None or context.is_pending(row):
        unknown = unknown_result(row.measure, performance.current, performance.prior)
        return unknown._replace(pending=context.is_pending(row))
    maintained_counts = context.program.flag("qit.maintained_counts", context.period)
    return compared_result(row.measure, performance.current, performance.prior, maintained_counts=maintained_counts)


def _credits(context: ReviewContext, checked: Checked) -> Credits:
    contracts = (contract_of(row) for row in context.contracts if not checked.error_cells & row.locations)
    sound = (contract for contract in contracts if contract is not None)
    return credits_in(context.period, sound, context.credit_terms)


def _target(context: ReviewContext, checked: Checked, measures: Sequence[MeasureResult], earned: Credits) -> QitResult:
    required: Fraction = context.program.share("qit.required_share", context.rules_of)
    if checked.error_cells:
        verdict = Verdict.NOT_DETERMINED
    elif context.is_baseline:
        verdict = Verdict.BASELINE
    elif any(result.pending for result in measures):
        verdict = Verdict.NOT_DETERMINED
    else:
        return qit(measures, measure_credits=earned.in_force, required_share=required)
    return unmeasured_qit(measures, verdict, measure_credits=earned.in_force, required_share=required)
