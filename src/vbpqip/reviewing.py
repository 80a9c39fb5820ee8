"""Reviewing one workbook from end to end: read, check, score."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from vbpqip.checks.blank import is_blank, nothing_entered
from vbpqip.checks.case import Case, Circumstances, ScoredRow, case_of
from vbpqip.checks.catalogue.gate import REFUSED
from vbpqip.checks.contracts import contract_of
from vbpqip.checks.file import is_another_workbook
from vbpqip.checks.grading import graded, refuse_wrong_codes
from vbpqip.checks.registry import Fault, finding_of
from vbpqip.checks.stored import LATE, Calculated, stored_findings
from vbpqip.checks.suite import Checked, run_checks
from vbpqip.domain.cells import Number
from vbpqip.domain.errors import UnreadableWorkbookError
from vbpqip.domain.findings import Finding
from vbpqip.domain.measures import Count
from vbpqip.domain.names import as_text
from vbpqip.domain.quarters import Quarter
from vbpqip.domain.results import Credits, Gap, MeasureResult, Performance, QitResult, Verdict
from vbpqip.domain.reviews import OwnDate, Review, Rules, Status
from vbpqip.program.program import Program
from vbpqip.reading.entered import entered_in
from vbpqip.reading.entries import Field
from vbpqip.reading.gate import read_source
from vbpqip.reading.ooxml.package import open_workbook
from vbpqip.reading.reader import read_workbook
from vbpqip.reading.stored import StoredForm
from vbpqip.reading.submission import Submission
from vbpqip.rules.annual_measure import annual_measure
from vbpqip.rules.credits import credits_in
from vbpqip.rules.due_date import due_date
from vbpqip.rules.gap import gap_to_target
from vbpqip.rules.qit import qit, unmeasured_qit
from vbpqip.rules.rolling_average import rolling_average
from vbpqip.rules.scoring import baseline_result, compared_result, unknown_result

_AREAS_OF_THE_VERDICT = frozenset({"qit", "credits"})
_NOTHING_KNOWN = Circumstances()


class Reviewed(NamedTuple):
    """A workbook's entries and its case, ``None`` where it cannot be opened, and its review."""

    submission: Submission | None
    review: Review
    case: Case | None = None


def review_workbook(
    source: Path | bytes, program: Program, *, name: str | None = None, circumstances: Circumstances = _NOTHING_KNOWN
) -> Review:
    """Review one workbook; a file that cannot be opened as one gives a review that says so.

    Raises:
        ProgramDataError: The program's terms grade a code that does not exist, or ease one that may not be eased.
    """
    return read_and_review(source, program, name=name, circumstances=circumstances).review


def read_and_review(
    source: Path | bytes, program: Program, *, name: str | None = None, circumstances: Circumstances = _NOTHING_KNOWN
) -> Reviewed:
    """Review one workbook, and keep the entries that the review is of.

    Raises:
        ProgramDataError: As for :func:`review_workbook`.
    """
    refuse_wrong_codes(program.leniency)
    if name is None:
        name = source.name if isinstance(source, Path) else "workbook"
    name = as_text(name)
    digest = ""
    try:
        content = source if isinstance(source, bytes) else read_source(source)
        digest = sha256(content).hexdigest()
        submission = read_workbook(open_workbook(content))
    except UnreadableWorkbookError as error:
        unread = unreadable_review(name, digest, error, program)
        return Reviewed(None, unread._replace(received=circumstances.received))
    case = _case_of(submission, program, circumstances)
    review = _review_of(case)._replace(workbook=name, sha256=digest)
    return Reviewed(submission, _blank(review) if is_blank(submission) else review, case)


def _blank(review: Review) -> Review:
    """Return the review of a report in which nothing is entered: that it is blank is all that is said of it."""
    target = review.qit._replace(verdict=Verdict.NOT_DETERMINED, share=None)
    return review._replace(status=Status.BLANK, findings=(nothing_entered(),), qit=target, gap=None)


def review_submission(
    submission: Submission, program: Program, *, circumstances: Circumstances = _NOTHING_KNOWN
) -> Review:
    """Check and score a submission; of a workbook of another kind nothing is scored."""
    return _review_of(_case_of(submission, program, circumstances))


def _case_of(submission: Submission, program: Program, circumstances: Circumstances) -> Case:
    sound = _without_entries(submission) if is_another_workbook(submission) else submission
    return case_of(sound, program, circumstances)


def _review_of(case: Case) -> Review:
    submission, program = case.submission, case.program
    checked = run_checks(case)
    measures = tuple(_scored(case, row, checked) for row in case.rows)
    earned = _credits(case, checked)
    target = _target(case, checked, measures, earned)
    review = Review(
        workbook="",
        sha256="",
        kind=submission.stamp.kind,
        status=Status.REJECTED if checked.faulty else Status.ACCEPTED,
        template_version=submission.stamp.template_version,
        facility=submission.facility.text,
        mco=submission.mco.text,
        period=case.period,
        window=() if case.period is None else case.period.window(),
        findings=checked.findings,
        checks_run=checked.checks_run + len(LATE),
        measures=measures,
        credits=earned,
        qit=target,
        rules=rules_in_force(program, case.rules_of),
        gap=_gap(case, measures, target),
        received=case.received,
        due=_due(case),
        own_dates=tuple(_own_dates(case)),
        entered=entered_in(submission),
    )
    return with_findings(review, graded(stored_findings(case, Calculated(measures, target.verdict)), case))


def _selected(case: Case) -> tuple[str, ...]:
    return tuple(str(row.measure.key) for row in case.rows)


def _due(case: Case) -> date | None:
    return None if case.period is None else due_date(_selected(case), case.program.dates(case.period))


def _own_dates(case: Case) -> Iterator[OwnDate]:
    """Yield the selected measures that may come later than the report, with their own due dates."""
    if case.period is not None:
        own = case.program.dates(case.period).own_dates
        yield from (OwnDate(key, day) for key, day in own.items() if key in _selected(case))


def with_findings(review: Review, late: Iterable[Finding]) -> Review:
    """Return a review with findings that were made after its calculation; an error among them takes the verdict."""
    found = tuple(late)
    findings = tuple(sorted((*review.findings, *found), key=lambda finding: finding.order))
    if not any(finding.is_error for finding in found):
        return review._replace(findings=findings)
    target = review.qit._replace(verdict=Verdict.NOT_DETERMINED, share=None)
    status = Status.BLANK if review.status is Status.BLANK else Status.REJECTED
    return review._replace(findings=findings, status=status, qit=target, gap=None)


def circumstances_of(
    program: Program,
    *,
    previous: Path | bytes | None = None,
    baseline: Path | bytes | None = None,
    received: date | None = None,
) -> Circumstances:
    """Return what is known of a report beside its workbook, the reports before it read."""
    known = Circumstances(received=received)
    if previous is not None:
        before = read_and_review(previous, program)
        known = known._replace(previous=before.submission, previous_name=before.review.workbook, unread=_unread(before))
    if baseline is not None:
        first = read_and_review(baseline, program)
        unread = {**known.unread, **_unread(first)}
        known = known._replace(baseline=first.submission, baseline_name=first.review.workbook, unread=unread)
    return known


def _unread(reviewed: Reviewed) -> Mapping[str, str]:
    """Return why a file cannot be read, by its name; nothing of one that can."""
    review = reviewed.review
    return {} if reviewed.submission is not None else {review.workbook: review.findings[0].found}


def review_together(
    sources: Sequence[Path], program: Program, *, circumstances: Circumstances = _NOTHING_KNOWN
) -> tuple[Reviewed, ...]:
    """Review several workbooks, also against one another, and keep the entries that each review is of.

    Raises:
        ProgramDataError: As for :func:`review_workbook`.
    """
    each = [read_and_review(path, program, name=str(path), circumstances=circumstances) for path in sources]
    if len(each) == 1:
        return tuple(each)
    from vbpqip.checks.across import same_numbers_as_another_facility  # noqa: PLC0415 -- one report starts without it

    read = [(nth, reviewed.case) for nth, reviewed in enumerate(each) if reviewed.case is not None]
    cases = [(each[nth].review.workbook, case) for nth, case in read]
    for place, finding in same_numbers_as_another_facility(cases):
        nth = read[place][0]
        late = graded([finding], cases[place][1])
        each[nth] = each[nth]._replace(review=with_findings(each[nth].review, late))
    return tuple(each)


def _without_entries(submission: Submission) -> Submission:
    return submission._replace(
        rows=(), contracts=(), shown_verdict=submission.shown_verdict._replace(text=""), stored=StoredForm()
    )


def rules_in_force(program: Program, quarter: Quarter) -> Rules:
    """Return what a verdict of a quarter rests on."""
    return Rules(
        program=program.name,
        version=program.version,
        terms=program.terms,
        assumptions=program.assumptions(quarter, _AREAS_OF_THE_VERDICT),
    )


def unreadable_review(name: str, digest: str, error: UnreadableWorkbookError, program: Program) -> Review:
    """Return the review of a file that cannot be opened, which has one finding; ``digest`` is empty where unknown."""
    reason = error.reason
    fault = Fault(None, f"The file cannot be opened as a workbook: {reason}.", reason, "an Excel workbook (.xlsx)")
    return Review(
        workbook=name,
        sha256=digest,
        kind="",
        status=Status.UNREADABLE,
        template_version="",
        facility="",
        mco="",
        period=None,
        window=(),
        findings=(finding_of(REFUSED[error.refusal], fault),),
        checks_run=1,
        measures=(),
        credits=Credits(in_force=0, contracts=()),
        qit=unmeasured_qit((), Verdict.NOT_DETERMINED, measure_credits=0, required_share=None),
        rules=rules_in_force(program, program.first_period),
    )


class _Row(NamedTuple):
    """A row's performance in the window and in the prior report, ``None`` where entries are at fault."""

    current: Performance | None
    prior: Performance | None


def _performance(case: Case, row: ScoredRow, checked: Checked) -> _Row:
    errors = checked.faulty
    if not errors:
        return _Row(current=_current(row), prior=_prior(row) if case.has_comparator else None)
    entered = frozenset({row.row.key.at, row.row.selected.at, *(field.at for field in row.row.counts)})
    compared = frozenset(field.at for field in row.row.prior)
    return _Row(
        current=None if errors & entered else _current(row),
        prior=None if not case.has_comparator or errors & compared else _prior(row),
    )


def _current(row: ScoredRow) -> Performance:
    if row.measure.annual:
        return annual_measure(_value(row.row.quarters[-1][0]))
    return rolling_average((count_of(pair) for pair in row.row.quarters), per=row.measure.per)


def _prior(row: ScoredRow) -> Performance:
    numerator, denominator = row.row.prior
    if row.measure.annual:
        return annual_measure(_value(numerator))
    return rolling_average([count_of((numerator, denominator))], per=row.measure.per)


def _value(field: Field) -> Decimal | None:
    match field.entry:
        case Number(value):
            return value
        case _:
            return None


def count_of(pair: tuple[Field, Field]) -> Count:
    """Return the count that two sound entries give."""
    numerator, denominator = (int(_value(field) or 0) for field in pair)
    return Count(numerator, denominator)


def _scored(case: Case, row: ScoredRow, checked: Checked) -> MeasureResult:
    performance = _performance(case, row, checked)
    quarters_at_fault = any(words.at in checked.faulty for words in case.submission.quarters)
    if performance.current is None or case.period is None or quarters_at_fault:
        return unknown_result(row.measure, performance.current, performance.prior)
    if case.is_baseline:
        baseline = baseline_result(row.measure, performance.current)
        return baseline._replace(pending=case.is_pending(row))
    if performance.prior is None or case.is_pending(row):
        unknown = unknown_result(row.measure, performance.current, performance.prior)
        return unknown._replace(pending=case.is_pending(row))
    maintained_counts = case.program.flag("qit.maintained_counts", case.period)
    return compared_result(row.measure, performance.current, performance.prior, maintained_counts=maintained_counts)


def _credits(case: Case, checked: Checked) -> Credits:
    contracts = (contract_of(row) for row in case.submission.contracts if not checked.faulty & row.locations)
    sound = (contract for contract in contracts if contract is not None)
    return credits_in(case.period, sound, case.credit_terms)


def _target(case: Case, checked: Checked, measures: Sequence[MeasureResult], earned: Credits) -> QitResult:
    required: Fraction = case.program.share("qit.required_share", case.rules_of)
    if checked.faulty:
        verdict = Verdict.NOT_DETERMINED
    elif case.is_baseline:
        verdict = Verdict.BASELINE
    elif any(result.pending for result in measures):
        verdict = Verdict.NOT_DETERMINED
    else:
        return qit(measures, measure_credits=earned.in_force, required_share=required)
    return unmeasured_qit(measures, verdict, measure_credits=earned.in_force, required_share=required)


def _gap(case: Case, measures: Sequence[MeasureResult], target: QitResult) -> Gap | None:
    maintained_counts = case.program.flag("qit.maintained_counts", case.rules_of)
    most_credits = case.credit_terms.most_at_once
    return gap_to_target(measures, target, most_credits=most_credits, maintained_counts=maintained_counts)
