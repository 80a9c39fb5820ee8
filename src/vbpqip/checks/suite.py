"""All checks, and running them over a case."""

from typing import NamedTuple

from vbpqip.checks import (
    appearance,
    consistency,
    contracts,
    eligibility,
    entries,
    file,
    heading,
    magnitudes,
    plausibility,
    previous,
    stored,
)
from vbpqip.checks.case import Case
from vbpqip.checks.catalogue.entries import (
    ENTRY_HAS_MARKED_TEXT,
    ENTRY_IS_A_FORMULA,
    ENTRY_SHOWN_AS_DAY,
    ENTRY_SHOWN_AS_PERCENTAGE,
    ENTRY_SHOWS_AN_ERROR,
    NUMBER_FORMAT_NOT_UNDERSTOOD,
)
from vbpqip.checks.catalogue.file import NAME_OVER_ANOTHER_LABEL
from vbpqip.checks.file import is_another_workbook, not_a_qit_report, unsure_entries
from vbpqip.checks.grading import graded
from vbpqip.checks.registry import Check
from vbpqip.domain.cells import Location
from vbpqip.domain.findings import Finding
from vbpqip.form.layout import place_of

FILE_CHECKS: tuple[Check, ...] = file.CHECKS
"""Checks that come first: in a workbook of another kind nothing else is looked for."""

ENTRY_CHECKS: tuple[Check, ...] = tuple(
    check
    for module in (
        heading,
        entries,
        consistency,
        plausibility,
        magnitudes,
        previous,
        eligibility,
        contracts,
        stored,
        appearance,
    )
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
    """Run the checks over a case; a part of the form that is lost, or unsure, is reported once, not cell by cell."""
    if is_another_workbook(case.submission):
        return _checked(list(graded(not_a_qit_report.findings(case), case)), FILE_CHECKS, lost=())
    every = (*FILE_CHECKS, *ENTRY_CHECKS)
    found = list(graded((finding for check in every for finding in check.findings(case)), case))
    return _checked(found, every, lost=unsure_entries(case.submission))


def _checked(found: list[Finding], run: tuple[Check, ...], *, lost: tuple[str, ...]) -> Checked:
    causes = {finding.at for finding in found if finding.diagnostic in _ROOT_CAUSES}
    reported = (
        finding
        for finding in found
        if not _is_of_any(lost, finding) and (finding.at not in causes or finding.diagnostic in _ROOT_CAUSES)
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
    NUMBER_FORMAT_NOT_UNDERSTOOD,
)
"""What explains everything else that is found in the same cell."""


def _is_of_any(names: tuple[str, ...], finding: Finding) -> bool:
    """Whether a finding is about an entry of those names, and not about where they lead."""
    at = finding.at
    if at is None or finding.diagnostic is NAME_OVER_ANOTHER_LABEL:
        return False
    return any(place_of(name).holds(at) for name in names)
