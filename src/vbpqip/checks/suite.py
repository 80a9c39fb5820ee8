"""All checks, and running them over a case."""

from __future__ import annotations

from dataclasses import dataclass

from vbpqip.checks import consistency, eligibility, entries, file, heading
from vbpqip.checks.case import Case
from vbpqip.checks.catalogue import NOT_A_QIT_REPORT, SHOWN_VERDICT_DIFFERS
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


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, in the order of sheet, row, column and code, and how many checks looked for it."""

    findings: tuple[Finding, ...]
    checks_run: int


def run_checks(case: Case) -> Checked:
    """Run the checks over a case; a part of the form that is lost is reported once, not cell by cell."""
    found = [finding for check in FILE_CHECKS for finding in check.findings(case)]
    if any(finding.diagnostic is NOT_A_QIT_REPORT for finding in found):
        return Checked(tuple(found), len(FILE_CHECKS))
    lost = case.submission.not_found
    for check in ENTRY_CHECKS:
        found += [finding for finding in check.findings(case) if not _stands_at_any(lost, finding.at)]
    return Checked(tuple(sorted(found, key=lambda finding: finding.order)), len(FILE_CHECKS) + len(ENTRY_CHECKS))


def _stands_at_any(names: tuple[str, ...], at: Location | None) -> bool:
    return at is not None and any(place_of(name).holds(at) for name in names)


def shown_verdict_differs(submission: Submission, verdict: Verdict) -> tuple[Finding, ...]:
    """Return a finding where the verdict stored in the form is not the one calculated; none was stored: none."""
    shown, expected = submission.shown_verdict, _SHOWN[verdict]
    if not shown.text or shown.reads(expected):
        return ()
    message = f"The workbook shows {shown.text}; its entries give {expected}."
    return (finding_of(SHOWN_VERDICT_DIFFERS, Fault(shown.at, message, shown.text, expected)),)
