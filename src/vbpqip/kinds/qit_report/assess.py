"""What a QIT report comes to: its scores, the gap to the target, and what else could have been the verdict."""

from __future__ import annotations

from datetime import date

from vbpqip.checking.options import ReviewOptions
from vbpqip.checking.run import Checked
from vbpqip.core.results import Credits, Gap, QitAssessment, Verdict
from vbpqip.core.reviews import OwnDate
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.open_rules import open_rules_of
from vbpqip.kinds.qit_report.review_context import ReviewContext, context_of
from vbpqip.kinds.qit_report.scored import performances_of, scored
from vbpqip.kinds.qit_report.warned import warned_measures
from vbpqip.program.program import Program
from vbpqip.rules.due_date import due_date
from vbpqip.rules.gap import gap_to_target
from vbpqip.rules.qit import unmeasured_qit
from vbpqip.rules.without_warned import without_warned
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
    performances = performances_of(context, checked)
    assessment = scored(context, checked, performances)
    if assessment.verdict not in {Verdict.MET, Verdict.NOT_MET}:
        return assessment
    return assessment._replace(
        gap=_gap(context, assessment),
        open_rules=tuple(open_rules_of(context, checked, performances, assessment.verdict)),
        without_warned=without_warned(assessment.measures, assessment.qit, warned_measures(context, checked)),
    )


def unassessed() -> QitAssessment:
    """Return the assessment of a report of which nothing is known."""
    target = unmeasured_qit((), Verdict.NOT_DETERMINED, measure_credits=0, required_share=None)
    return QitAssessment(measures=(), credits=Credits(in_force=0, contracts=()), qit=target)


def _gap(context: ReviewContext, assessment: QitAssessment) -> Gap | None:
    return gap_to_target(
        assessment.measures,
        assessment.qit,
        most_credits=context.credit_terms.most_at_once,
        maintained_counts=context.program.flag("qit.maintained_counts", context.rules_of),
    )
