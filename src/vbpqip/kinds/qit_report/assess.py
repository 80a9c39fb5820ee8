"""What a QIT report comes to: the result of each measure, the credits, the target, and the gap to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from vbpqip.checking.options import ReviewOptions
from vbpqip.checking.run import Checked
from vbpqip.core.cells import Number
from vbpqip.core.measures import Count
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.results import Credits, Gap, MeasureResult, Performance, QitAssessment, QitResult, Verdict
from vbpqip.core.reviews import OwnDate
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow, context_of
from vbpqip.kinds.shared.contracts import contract_of
from vbpqip.program.program import Program
from vbpqip.rules.annual_measure import annual_measure
from vbpqip.rules.credits import credits_in
from vbpqip.rules.due_date import due_date
from vbpqip.rules.gap import gap_to_target
from vbpqip.rules.qit import qit, unmeasured_qit
from vbpqip.rules.rolling_average import rolling_average
from vbpqip.rules.scoring import baseline_result, compared_result, unknown_result
from vbpqip.workbook.entries import Field
from vbpqip.workbook.stored import StoredForm


def context_to_review(submission: Submission, program: Program, options: ReviewOptions) -> ReviewContext:
    """Lay a submission beside the program's numbers; of a workbook of another kind nothing is scored."""
    sound = _without_entries(submission) if submission.is_of_another_kind else submission
    return context_of(sound, program, options)


def _without_entries(submission: Submission) -> Submission:
    entries = submission.entries._replace(stored=StoredForm())
    shown = submission.shown_verdict._replace(text="")
    return submission._replace(rows=(), contracts=(), shown_verdict=shown, entries=entries)


def report_due(context: ReviewContext) -> date | None:
    """Return the day by which the report is due, ``None`` where its period is not known."""
    return None if context.period is None else due_date(_selected(context), context.program.dates(context.period))


def own_dates_of(context: ReviewContext) -> tuple[OwnDate, ...]:
    """Return the selected measures that may come later than the report, with their own due dates."""
    if context.period is None:
        return ()
    own, selected = context.program.dates(context.period).own_dates, _selected(context)
    return tuple(OwnDate(key, day) for key, day in own.items() if key in selected)


def _selected(context: ReviewContext) -> tuple[str, ...]:
    return tuple(str(row.measure.key) for row in context.rows)


def assess(context: ReviewContext, checked: Checked) -> QitAssessment:
    """Score what is sound of a report; where anything is invalid, the target is not determined."""
    measures = tuple(_scored(context, row, checked) for row in context.rows)
    earned = _credits(context, checked)
    target = _target(context, checked, measures, earned)
    return QitAssessment(measures, earned, target, _gap(context, measures, target))


def unassessed() -> QitAssessment:
    """Return the assessment of a report of which nothing is known."""
    target = unmeasured_qit((), Verdict.NOT_DETERMINED, measure_credits=0, required_share=None)
    return QitAssessment(measures=(), credits=Credits(in_force=0, contracts=()), qit=target)


class _Row(NamedTuple):
    """A row's performance in the window and in the prior report, ``None`` where entries are invalid."""

    current: Performance | None
    prior: Performance | None


def _performance(context: ReviewContext, row: ScoredRow, checked: Checked) -> _Row:
    errors = checked.error_cells
    if not errors:
        return _Row(current=_current(row), prior=_prior(row) if context.has_comparator else None)
    entered = frozenset({row.row.key.at, row.row.selected.at, *(field.at for field in row.row.counts)})
    compared = frozenset(field.at for field in row.row.prior)
    return _Row(
        current=None if errors & entered else _current(row),
        prior=None if not context.has_comparator or errors & compared else _prior(row),
    )


def _current(row: ScoredRow) -> Performance:
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


def _scored(context: ReviewContext, row: ScoredRow, checked: Checked) -> MeasureResult:
    performance = _performance(context, row, checked)
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


def _gap(context: ReviewContext, measures: Sequence[MeasureResult], target: QitResult) -> Gap | None:
    maintained_counts = context.program.flag("qit.maintained_counts", context.rules_of)
    most_credits = context.credit_terms.most_at_once
    return gap_to_target(measures, target, most_credits=most_credits, maintained_counts=maintained_counts)
