"""All checks, and running them over a case."""

from typing import NamedTuple

from vbpqip.checks import consistency, eligibility, entries, file, heading
from vbpqip.checks.case import Case
from vbpqip.checks.catalogue.entries import ENTRY_IS_A_FORMULA, ENTRY_SHOWS_AN_ERROR
from vbpqip.checks.catalogue.stored import SHOWN_VERDICT_DIFFERS
from vbpqip.checks.file import is_another_workbook, lost_entries, not_a_qit_report
from vbpqip.checks.registry import Check, Fault, finding_of
from vbpqip.domain.cells import Location
from vbpqip.domain.findings import Finding
from vbpqip.domain.results import Verdict
from vbpqip.form.answers import VerdictShown
from vbpqip.form.layout import place_of
from vbpqip.reading.submission import Submission

FILE_CHECKS: tuple[Check, ...] = file.CHECKS
"""Checks that come first: in a workbook of another kind nothing else is looked for."""

ENTRY_CHECKS: tuple[Check, ...] = (*heading.CHECKS, *entries.CHECKS, *consistency.CHECKS, *eligibility.CHECKS)
"""Every check of the entries, in the order of the form."""

_SHOWN = {
    Verdict.MET: VerdictShown.MET,
    Verdict.NOT_MET: VerdictShown.NOT_MET,
    Verdict.BASELINE: VerdictShown.BASELINE,
    Verdict.NOT_DETERMINED: VerdictShown.NOT_READY,
}


class Checked(NamedTuple):
    """What was found, in the order of sheet, row, column and code, and how many checks looked for it.

    ``faulty`` is where errors stand: also those that are not reported cell by cell because a whole part of the form
    is lost. ``None`` is an error about the whole file.
    """

    findings: tuple[Finding, ...]
    checks_run: int
    faulty: frozenset[Location | None]


def run_checks(case: Case) -> Checked:
    """Run the checks over a case; a part of the form that is lost is reported once, not cell by cell."""
    if is_another_workbook(case.submission):
        return _checked(list(not_a_qit_report.findings(case)), FILE_CHECKS, lost=())
    every = (*FILE_CHECKS, *ENTRY_CHECKS)
    found = [finding for check in every for finding in check.findings(case)]
    return _checked(found, every, lost=lost_entries(case.submission))


def _checked(found: list[Finding], run: tuple[Check, ...], *, lost: tuple[str, ...]) -> Checked:
    causes = {finding.at for finding in found if finding.diagnostic in _ROOT_CAUSES}
    reported = (
        finding
        for finding in found
        if not _stands_at_any(lost, finding.at) and (finding.at not in causes or finding.diagnostic in _ROOT_CAUSES)
    )
    return Checked(
        findings=tuple(sorted(reported, key=lambda finding: finding.order)),
        checks_run=len(run),
        faulty=frozenset(finding.at for finding in found if finding.is_error),
    )


_ROOT_CAUSES = (ENTRY_SHOWS_AN_ERROR, ENTRY_IS_A_FORMULA)
"""What explains everything else that is found in the same cell."""


def _stands_at_any(names: tuple[str, ...], at: Location | None) -> bool:
    return at is not None and any(place_of(name).holds(at) for name in names)


def shown_verdict_differs(submission: Submission, verdict: Verdict) -> tuple[Finding, ...]:
    """Return a finding where the verdict stored in the form is not the one calculated.

    There is none where none was stored, nor for a report at fault: its errors say why it has no verdict.
    """
    shown, expected = submission.shown_verdict, _SHOWN[verdict]
    if not shown.text or shown.reads(expected) or verdict is Verdict.NOT_DETERMINED:
        return ()
    message = f"The workbook shows {shown.text}; its entries give {expected}."
    return (finding_of(SHOWN_VERDICT_DIFFERS, Fault(shown.at, message, shown.text, expected)),)
