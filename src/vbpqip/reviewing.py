"""Reviewing one workbook from end to end: read, check, score."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from vbpqip.checks.case import Case, ScoredRow, case_of
from vbpqip.checks.catalogue.file import NOT_A_WORKBOOK
from vbpqip.checks.file import is_another_workbook
from vbpqip.checks.registry import Fault, finding_of
from vbpqip.checks.suite import Checked, run_checks, shown_verdict_differs
from vbpqip.domain.cells import Day, Number
from vbpqip.domain.contracts import Contract, ContractStatus
from vbpqip.domain.errors import UnreadableWorkbookError
from vbpqip.domain.measures import Count
from vbpqip.domain.quarters import Quarter
from vbpqip.domain.results import Credits, MeasureResult, Performance, QitResult, Verdict
from vbpqip.domain.reviews import Review, Rules, Status
from vbpqip.program.program import Program
from vbpqip.reading.entries import DayField, Field
from vbpqip.reading.ooxml.container import read_source
from vbpqip.reading.ooxml.package import open_workbook
from vbpqip.reading.reader import read_submission
from vbpqip.reading.submission import ContractRow, Submission
from vbpqip.rules.annual_measure import annual_measure
from vbpqip.rules.credits import CreditTerms, credits_in
from vbpqip.rules.qit import qit, unmeasured_qit
from vbpqip.rules.rolling_average import rolling_average
from vbpqip.rules.scoring import baseline_result, compared_result, unknown_result

_AREAS_OF_THE_VERDICT = frozenset({"qit", "credits"})


class Reviewed(NamedTuple):
    """A workbook's entries, ``None`` where it cannot be opened, and its review."""

    submission: Submission | None
    review: Review


def review_workbook(source: Path | bytes, program: Program, *, name: str | None = None) -> Review:
    """Review one workbook; a file that cannot be opened as one gives a review that says so."""
    return read_and_review(source, program, name=name).review


def read_and_review(source: Path | bytes, program: Program, *, name: str | None = None) -> Reviewed:
    """Review one workbook, and keep the entries that the review is of."""
    if name is None:
        name = source.name if isinstance(source, Path) else "workbook"
    digest = ""
    try:
        content = source if isinstance(source, bytes) else read_source(source)
        digest = sha256(content).hexdigest()
        workbook = open_workbook(content)
        submission = read_submission(workbook, starts_1904=workbook.starts_1904)
    except UnreadableWorkbookError as error:
        return Reviewed(None, _unreadable(name, digest, error.reason, program))
    return Reviewed(submission, review_submission(submission, program, name=name, digest=digest))


def review_submission(submission: Submission, program: Program, *, name: str = "", digest: str = "") -> Review:
    """Check and score a submission; of a workbook of another kind nothing is scored."""
    if is_another_workbook(submission):
        submission = _without_entries(submission)
    case = case_of(submission, program)
    checked = run_checks(case)
    measures = tuple(_scored(case, row, checked) for row in case.rows)
    earned = _credits(case, checked)
    target = _target(case, checked, measures, earned)
    late = shown_verdict_differs(submission, target.verdict)
    findings = tuple(sorted((*checked.findings, *late), key=lambda finding: finding.order))
    return Review(
        workbook=name,
        sha256=digest,
        kind=submission.stamp.kind,
        status=Status.REJECTED if checked.faulty else Status.ACCEPTED,
        template_version=submission.stamp.template_version,
        facility=submission.facility.text,
        mco=submission.mco.text,
        period=case.period,
        window=() if case.period is None else case.period.window(),
        findings=findings,
        checks_run=checked.checks_run + 1,
        measures=measures,
        credits=earned,
        qit=target,
        rules=rules_in_force(program, case.rules_of),
    )


def _without_entries(submission: Submission) -> Submission:
    return submission._replace(rows=(), contracts=(), shown_verdict=submission.shown_verdict._replace(text=""))


def rules_in_force(program: Program, quarter: Quarter) -> Rules:
    """Return what a verdict of a quarter rests on."""
    return Rules(
        program=program.name,
        version=program.version,
        terms=program.terms,
        assumptions=program.assumptions(quarter, _AREAS_OF_THE_VERDICT),
    )


def _unreadable(name: str, digest: str, reason: str, program: Program) -> Review:
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
        findings=(finding_of(NOT_A_WORKBOOK, fault),),
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
    entered = frozenset({row.row.key.at, row.row.selected.at, *(field.at for field in row.row.counts)})
    compared = frozenset(field.at for field in row.row.prior)
    return _Row(
        current=None if errors & entered else _current(row),
        prior=None if not case.has_comparator or errors & compared else _prior(row),
    )


def _current(row: ScoredRow) -> Performance:
    if row.measure.annual:
        return annual_measure(_value(row.row.quarters[-1][0]))
    return rolling_average((_count(pair) for pair in row.row.quarters), per=row.measure.per)


def _prior(row: ScoredRow) -> Performance:
    numerator, denominator = row.row.prior
    if row.measure.annual:
        return annual_measure(_value(numerator))
    return rolling_average([_count((numerator, denominator))], per=row.measure.per)


def _value(field: Field) -> Decimal | None:
    match field.entry:
        case Number(value):
            return value
        case _:
            return None


def _count(pair: tuple[Field, Field]) -> Count:
    numerator, denominator = (int(_value(field) or 0) for field in pair)
    return Count(numerator, denominator)


def _scored(case: Case, row: ScoredRow, checked: Checked) -> MeasureResult:
    performance = _performance(case, row, checked)
    quarters_at_fault = any(words.at in checked.faulty for words in case.submission.quarters)
    if performance.current is None or case.period is None or quarters_at_fault:
        return unknown_result(row.measure, performance.current, performance.prior)
    if case.is_baseline:
        return baseline_result(row.measure, performance.current)
    if performance.prior is None:
        return unknown_result(row.measure, performance.current, None)
    maintained_counts = case.program.flag("qit.maintained_counts", case.period)
    return compared_result(row.measure, performance.current, performance.prior, maintained_counts=maintained_counts)


def _credits(case: Case, checked: Checked) -> Credits:
    errors, quarter = checked.faulty, case.rules_of
    sound = (row for row in case.submission.contracts if not errors & row.locations)
    terms = CreditTerms(
        lowest_level=case.program.whole("credits.lowest_level", quarter),
        quarters=case.program.whole("credits.quarters", quarter),
        most_at_once=case.program.whole("credits.most_at_once", quarter),
        recertification_opens_window=case.program.flag("credits.recertification_opens_window", quarter),
    )
    return credits_in(case.period, (_contract(row) for row in sound), terms)


def _contract(row: ContractRow) -> Contract:
    """Return the contract of a row in which no error was found."""
    submitted, level = row.submitted.entry, row.level.entry
    assert isinstance(submitted, Day)  # noqa: S101 -- QIP550 and QIP552 are errors
    assert isinstance(level, Number)  # noqa: S101 -- QIP550 and QIP554 are errors
    return Contract(
        submitted=submitted.value,
        level=int(level.value),
        status=next(status for status in ContractStatus if row.status.reads(status)),
        recertified=_day(row.recertified),
    )


def _day(field: DayField) -> date | None:
    match field.entry:
        case Day(value):
            return value
        case _:
            return None


def _target(case: Case, checked: Checked, measures: Sequence[MeasureResult], earned: Credits) -> QitResult:
    required: Fraction = case.program.share("qit.required_share", case.rules_of)
    if checked.faulty:
        verdict = Verdict.NOT_DETERMINED
    elif case.is_baseline:
        verdict = Verdict.BASELINE
    else:
        return qit(measures, measure_credits=earned.in_force, required_share=required)
    return unmeasured_qit(measures, verdict, measure_credits=earned.in_force, required_share=required)
