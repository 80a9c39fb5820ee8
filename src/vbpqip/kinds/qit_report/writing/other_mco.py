"""The same period's report to the facility's other MCO, filled in from a report that was made already.

A facility reports the same counts to each of its MCOs. Filled in are the period, its quarters, the selection, the
counts and results, the prior report's totals, and the contracts. All of it stays open, but for the names; what errors
of the report touch is not filled in, and is listed. The attestation, and a message to the MCO, are of one report alone.
"""

from __future__ import annotations

from vbpqip.core.errors import TemplateError
from vbpqip.core.measures import Measure
from vbpqip.core.parties import normalized_name
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.form.layout import PRIOR, QUARTERS
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.review_context import ScoredRow
from vbpqip.kinds.qit_report.template_options import FROM
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
from vbpqip.kinds.shared.counts import NamedPair
from vbpqip.program.program import Program
from vbpqip.rules.comparator import is_baseline_compared
from vbpqip.workbook.entry_types import Raw

_ANNUAL = (f"numerator_{QUARTERS[-1]}", f"denominator_{QUARTERS[-1]}")
_NAMES = frozenset({("facility", 0), ("mco", 0)})


def for_other_mco(submission: Submission, review: Review, program: Program, asked: PrefillOptions) -> Prefilled:
    """Return the form of the same period for another MCO than that of a report, of which the review is given.

    The numbers are those that apply to each of the two pairings.

    Raises:
        TemplateError: No other MCO is named, or the report is of no period or of another one than is asked for.
    """
    facility = submission.facility.text or asked.facility or ""
    report = source_report(submission, review, program.for_pairing(facility, submission.mco.text), FROM.name)
    mco = _other_mco(report, program, asked)
    if asked.period not in {None, report.period}:
        raise TemplateError(
            "period", f"the report is of {report.period}, and so is the one to the other {program.vocabulary.mco}."
        )
    to = target_of(program.for_pairing(facility, mco), report.period, asked)
    carried = _carried(report, to, asked, mco)
    form_data = to.empty._replace(
        entries={**to.empty.entries, **carried.open, **carried.locked},
        carried=_NAMES.intersection(carried.locked),
        form=asked.form,
    )
    return Prefilled(form_data=form_data, left_open=tuple(carried.left_open))


def _other_mco(report: SourceReport, program: Program, asked: PrefillOptions) -> str:
    """Return the MCO that is asked for, which is not that of the report."""
    own = report.submission.mco.text
    if asked.mco and normalized_name(asked.mco) != normalized_name(own):
        return asked.mco
    pairings = program.roster_in(report.period).pairings
    ours, theirs = (normalized_name(name) for name in (report.submission.facility.text, own))
    others = [each.mco for each in pairings if each.normalized[0] == ours and each.normalized[1] != theirs]
    known = f"; on the roster it has {' and '.join(others)} too" if others else ""
    called = program.vocabulary.mco
    if asked.mco:
        raise TemplateError("mco", f"the report is to '{own}' itself. Name the facility's other {called}{known}.")
    raise TemplateError(FROM.name, f"the form is for the facility's other {called}. Name it with --mco{known}.")


def _carried(report: SourceReport, to: FormToFill, asked: PrefillOptions, mco: str) -> Carried:
    carried = heading_of(to)
    carried.locked["mco", 0] = mco
    carry_name(carried, "facility", report.submission.facility, asked.facility, "the report")
    carry_selection(carried, report, to, asked)
    carry_results(carried, report, to, _carry_row)
    carry_contracts(carried, report, to)
    return carried


def _carry_row(carried: Carried, report: SourceReport, to: FormToFill, scored: ScoredRow) -> list[str]:
    """Carry over each figure of a row that is sound by itself, and return what is left out."""
    measure, nth = scored.measure, to.rows[scored.measure.key]
    if _counted(measure) != _counted(to.empty.measures[nth]):
        return [f"all counts and results, since the terms of the two {to.program.vocabulary.mco}s count it differently"]
    if measure.annual:
        left_out = carry_figures(carried, _ANNUAL, nth, _annual_result(report, scored))
        missing = [*left_out_in_words(left_out, "the result")]
    else:
        missing = carry_counts(carried, report, to, scored, shift=0)
    if scored.prior is not None:
        left_out = carry_figures(carried, PRIOR, nth, _prior(report, to, scored, scored.prior))
        missing += left_out_in_words(left_out, "the prior report")
    return missing


def _counted(measure: Measure) -> tuple[str, str, str]:
    """Return how a measure is counted."""
    return measure.reporting, measure.scoring, measure.unit


def _annual_result(report: SourceReport, scored: ScoredRow) -> tuple[Raw | None, Raw | None]:
    """Return the entries of an annual result, ``None`` where it is blank or invalid."""
    current = None if scored.is_blank else report.results[scored.measure.key].current
    return report.figures(current, scored.quarters)


def _prior(report: SourceReport, to: FormToFill, scored: ScoredRow, pair: NamedPair) -> tuple[Raw | None, Raw | None]:
    """Return the entries of the prior report, ``None`` where the two MCOs compare with different reports."""
    theirs, ours = (is_baseline_compared(to.period, each) for each in (to.program, report.context.program))
    if theirs is not ours:
        return None, None
    return report.figures(report.results[scored.measure.key].prior, (pair,))
