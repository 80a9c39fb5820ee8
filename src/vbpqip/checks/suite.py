"""All checks, and running them over a case."""

from typing import NamedTuple

from vbpqip.checks import consistency, contracts, eligibility, entries, file, heading, plausibility, previous, stored
from vbpqip.checks.case import Case
from vbpqip.checks.catalogue.entries import (
    ENTRY_HAS_MARKED_TEXT,
    ENTRY_IS_A_FORMULA,
    ENTRY_SHOWN_AS_DAY,
    ENTRY_SHOWN_AS_PERCENTAGE,
    ENTRY_SHOWS_AN_ERROR,
)
from vbpqip.checks.file import is_another_workbook, lost_entries, not_a_qit_report
from vbpqip.checks.grading import graded
from vbpqip.checks.registry import Check
from vbpqip.domain.cells import Location
from vbpqip.domain.findings import Finding
from vbpqip.form.layout import place_of

FILE_CHECKS: tuple[Check, ...] = file.CHECKS
"""Checks that come first: in a workbook of another kind nothing else is looked for."""

ENTRY_CHECKS: tuple[Check, ...] = tuple(
    check
    for module in (heading, entries, consistency, plausibility, previous, eligibility, contracts, stored)
    for check in module.CHECKS
)
"""Every check of the entries, in the order of the form."""


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
        return _checked(list(graded(not_a_qit_report.findings(case), case)), FILE_CHECKS, lost=())
    every = (*FILE_CHECKS, *ENTRY_CHECKS)
    found = list(graded((finding for check in every for finding in check.findings(case)), case))
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


_ROOT_CAUSES = (
    ENTRY_HAS_MARKED_TEXT,
    ENTRY_SHOWS_AN_ERROR,
    ENTRY_IS_A_FORMULA,
    ENTRY_SHOWN_AS_PERCENTAGE,
    ENTRY_SHOWN_AS_DAY,
)
"""What explains everything else that is found in the same cell."""


def _stands_at_any(names: tuple[str, ...], at: Location | None) -> bool:
    return at is not None and any(place_of(name).holds(at) for name in names)
