"""6xx: what the workbook stores as results, and whether it is still the form that was made."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from vbpqip.checking.catalogue.stored import (
    FORMULA_OVERWRITTEN,
    LABELS_CHANGED,
    LISTS_CHANGED,
    NEVER_CALCULATED,
    SHOWN_RESULT_DIFFERS,
    SHOWN_VERDICT_DIFFERS,
    TERMS_DIFFER,
)
from vbpqip.checking.check import Fault, Faults, check, finding_of
from vbpqip.core.findings import Finding
from vbpqip.core.results import MeasureResult, Verdict
from vbpqip.kinds.qit_report.form.lists import lists
from vbpqip.kinds.qit_report.review_context import Case
from vbpqip.program.program import Program
from vbpqip.workbook.answers import SHOWN_VERDICT
from vbpqip.workbook.entry_types import ListedValue

LATE = (SHOWN_VERDICT_DIFFERS, SHOWN_RESULT_DIFFERS, LISTS_CHANGED)
"""What can only be found once the results are calculated: see :func:`stored_findings`."""
_VERDICT = "qit_verdict"
_EPOCH = date(1899, 12, 30)
_PRECISION = 1e-9


class Calculated(NamedTuple):
    """What was calculated from the entries of a report."""

    measures: tuple[MeasureResult, ...]
    verdict: Verdict


@check(NEVER_CALCULATED)
def never_calculated(case: Case) -> Faults:
    """A program that calculates formulas saved the workbook."""
    for cell in case.submission.entries.stored.shown.get(_VERDICT, ()):
        if cell.has_formula and not cell.is_calculated:
            yield Fault(cell.at, "The verdict, like other formulas, has no stored result.", "", "a calculated result")


@check(FORMULA_OVERWRITTEN)
def formula_overwritten(case: Case) -> Faults:
    """Every result of the form is a formula."""
    for name, cells in case.submission.entries.stored.shown.items():
        typed = [cell for cell in cells if not cell.has_formula]
        if typed:
            first = typed[0]
            more = f" and {len(typed) - 1} more" if len(typed) > 1 else ""
            message = f"{first.at.address}{more} of '{name}' {'hold' if more else 'holds'} no formula."
            yield Fault(first.at, message, first.text, "a formula")


@check(LABELS_CHANGED)
def labels_changed(case: Case) -> Faults:
    """Every label reads as the form has it."""
    for label in case.submission.entries.labels.changed:
        message = f"The label '{label.expected}' reads '{label.found}'." if label.found else _gone(label.expected)
        yield Fault(label.at, message, label.found, label.expected)


def _gone(label: str) -> str:
    return f"The label '{label}' is gone."


@check(TERMS_DIFFER)
def terms_differ(case: Case) -> Faults:
    """The form was made for the terms that it is judged by."""
    if _has_other_terms(case):
        made, judged = (_terms(each) for each in (case.submission.entries.stored.terms, case.program.terms))
        yield Fault(None, f"The form was made for {made}, and is judged by {judged}.", made, judged)


def _has_other_terms(case: Case) -> bool:
    return case.submission.entries.stored.terms is not None and case.submission.entries.stored.terms != (
        case.program.terms or ""
    )


def _terms(title: str | None) -> str:
    return f"the terms '{title}'" if title else "the program's own numbers"


def _changed_lists(case: Case) -> Faults:
    """Yield a fault where the lists are not those of the program, though the form was made for its present numbers."""
    submission = case.submission
    if _has_other_terms(case) or submission.stamp.program_version != case.program.version:
        return
    expected = _lists(case.program)
    changed = [
        name
        for name, found in submission.entries.stored.lists().items()
        if _is_changed(found, expected.get(name, found))
    ]
    if changed:
        yield Fault(None, f"These lists were changed: {', '.join(changed)}.", ", ".join(changed), "as they were made")


@lru_cache(maxsize=4)
def _lists(program: Program) -> Mapping[str, tuple[str, ...]]:
    """Return the lists as a workbook stores them."""
    return {name: tuple(_written(value) for value in values) for name, values in lists(program).items()}


def _is_changed(found: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    if found == expected or len(found) != len(expected):
        return found != expected
    return not all(_same(text, value) for text, value in zip(found, expected, strict=True))


def _written(value: ListedValue) -> str:
    return str((value - _EPOCH).days) if isinstance(value, date) else str(value)


CHECKS = (never_calculated, formula_overwritten, labels_changed, terms_differ)


def stored_findings(case: Case, calculated: Calculated) -> Iterator[Finding]:
    """Yield a finding where the stored verdict is not the one calculated, else for each such result, and for lists.

    There is none where none was stored, nor for a report at fault: its errors say why it has no verdict.
    """
    if calculated.verdict is Verdict.NOT_DETERMINED:
        return
    verdict = [finding_of(SHOWN_VERDICT_DIFFERS, fault) for fault in _verdict(case, calculated.verdict)]
    differing = verdict or [finding_of(SHOWN_RESULT_DIFFERS, fault) for fault in _results(case, calculated.measures)]
    yield from differing
    if differing:
        yield from (finding_of(LISTS_CHANGED, fault) for fault in _changed_lists(case))


def _verdict(case: Case, verdict: Verdict) -> Faults:
    shown, expected = case.submission.shown_verdict, SHOWN_VERDICT[verdict]
    if shown.text and not shown.reads(expected):
        message = f"The workbook shows {shown.text}; its entries give {expected}."
        yield Fault(shown.at, message, shown.text, expected)


def _results(case: Case, measures: Sequence[MeasureResult]) -> Faults:
    rows = {row.key.text: row.key.at.row for row in reversed(case.submission.rows)}
    for result in measures:
        for name, expected in (("result", _rate(result)), ("achieved", _achieved(case, result))):
            cells = case.submission.entries.stored.shown.get(name, ())
            cell = next((cell for cell in cells if cell.at.row == rows[result.measure.key]), None)
            if cell is not None and cell.is_calculated and not _same(cell.text, expected):
                shown = cell.text or "blank"
                message = f"{result.measure.short_title}: shows {shown}; the entries give {expected or 'blank'}."
                yield Fault(cell.at, message, shown, expected or "blank")


def _rate(result: MeasureResult) -> str:
    rate = None if result.current is None else result.current.rate
    return "" if rate is None else repr(float(rate))


def _achieved(case: Case, result: MeasureResult) -> str:
    if case.is_baseline:
        return ""
    return "Yes" if result.achieved else "No"


def _same(stored: str, expected: str) -> bool:
    """Whether a stored text is what is expected; of numbers, to more digits than a spreadsheet shows."""
    try:
        return math.isclose(float(stored), float(expected), rel_tol=_PRECISION)
    except ValueError:
        return stored == expected
