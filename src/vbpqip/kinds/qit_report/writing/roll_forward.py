"""Rolling forward: the next report's form, filled with what the last report says already.

Carried over are names, selection, the counts of the three quarters that both windows share, the prior report's
totals, and contracts. What errors of the last report touch is not: those entries, and totals that rest on them, stay
open, and are listed; every other figure of their rows is carried over. Who prepared the last report, and when, says
nothing of the next.
"""

from __future__ import annotations

from vbpqip.core.errors import TemplateError
from vbpqip.core.quarters import Quarter
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.comparing.comparator import comparator_in
from vbpqip.kinds.qit_report.form.layout import PRIOR
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.review_context import ScoredRow
from vbpqip.kinds.qit_report.template_options import PREVIOUS
from vbpqip.kinds.qit_report.writing.prefilling import (
    Carried,
    FormToFill,
    Prefilled,
    PrefillOptions,
    carry_contracts,
    carry_counts,
    carry_figures,
    carry_name,
    carry_results,
    carry_selection,
    heading_of,
    left_out_in_words,
    target_of,
)
from vbpqip.kinds.qit_report.writing.source_report import SourceReport, source_report
from vbpqip.program.program import Program
from vbpqip.rules.comparator import Columns, where_reported
from vbpqip.workbook.entry_types import Raw

_CALLED = "the last report"


def roll_forward(last: Submission, review: Review, program: Program, asked: PrefillOptions) -> Prefilled:
    """Return the form of the report after the last one, of which the review is given.

    The numbers are those that apply to its pairing; by default the period is the quarter after the last one's.

    Raises:
        TemplateError: The last report cannot be followed, or not as asked.
    """
    program = program.for_pairing(last.facility.text or asked.facility or "", last.mco.text or asked.mco or "")
    report = source_report(last, review, program, PREVIOUS.name)
    to = target_of(program, _next_period(report, program, asked), asked)
    carried = _carried(report, to, asked)
    form_data = to.empty._replace(
        entries={**to.empty.entries, **carried.open, **carried.locked},
        carried=frozenset(carried.locked),
        carried_from=report.period,
        form=asked.form,
        left_open=tuple(carried.left_open),
    )
    return Prefilled(form_data=form_data, left_open=tuple(carried.left_open))


def _next_period(last: SourceReport, program: Program, asked: PrefillOptions) -> Quarter:
    following = last.period.after(1)
    if following not in program.periods:
        raise TemplateError(PREVIOUS.name, f"{last.period} is the program's last period; no report comes after it.")
    if asked.period in {None, following}:
        return following
    raise TemplateError("period", f"the last report is of {last.period}, so the next is of {following}; ask for it.")


def _carried(last: SourceReport, to: FormToFill, asked: PrefillOptions) -> Carried:
    carried = heading_of(to)
    carry_name(carried, "facility", last.submission.facility, asked.facility, _CALLED)
    carry_name(carried, "mco", last.submission.mco, asked.mco, _CALLED)
    carry_selection(carried, last, to, asked)
    carry_results(carried, last, to, _carry_row)
    carry_contracts(carried, last, to)
    return carried


def _carry_row(carried: Carried, last: SourceReport, to: FormToFill, scored: ScoredRow) -> list[str]:
    """Carry over each figure of a row that is sound by itself, and return what is left out."""
    missing = [] if scored.measure.annual else carry_counts(carried, last, to, scored, shift=1)
    if to.period != to.program.baseline:
        left_out = carry_figures(carried, PRIOR, to.rows[scored.measure.key], _prior_of(last, to, scored))
        missing += left_out_in_words(left_out, "the prior report")
    return missing


def _prior_of(last: SourceReport, to: FormToFill, scored: ScoredRow) -> tuple[Raw | None, Raw | None]:
    """Return the entries of the prior report."""
    measure, columns = scored.measure, where_reported(last.period, to.period, to.program)
    prior = comparator_in(last.results[measure.key], last.period, to.period, to.program)
    if columns is None:
        return last.figures(prior, ())
    own = columns is Columns.OWN
    return last.figures(prior, scored.quarters if own else () if scored.prior is None else (scored.prior,))
