"""The checks of a QIT report, in the order of its form."""

from vbpqip.checking.catalogue.entries import (
    ENTRY_HAS_MARKED_TEXT,
    ENTRY_IS_A_FORMULA,
    ENTRY_SHOWN_AS_DAY,
    ENTRY_SHOWN_AS_PERCENTAGE,
    ENTRY_SHOWS_AN_ERROR,
    NUMBER_FORMAT_NOT_UNDERSTOOD,
)
from vbpqip.checking.catalogue.file import NAME_OVER_ANOTHER_LABEL
from vbpqip.checking.check import Check
from vbpqip.checking.run import Checked, run_checks
from vbpqip.core.findings import Finding
from vbpqip.kinds.qit_report.checks import (
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
from vbpqip.kinds.qit_report.checks.file import is_another_workbook, not_a_qit_report, unsure_entries
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.workbook.form import Form

FILE_CHECKS: tuple[Check[ReviewContext], ...] = file.CHECKS
"""Checks that come first: in a workbook of another kind nothing else is looked for."""

ENTRY_CHECKS: tuple[Check[ReviewContext], ...] = tuple(
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

_ROOT_CAUSES = (
    ENTRY_HAS_MARKED_TEXT,
    ENTRY_SHOWS_AN_ERROR,
    ENTRY_IS_A_FORMULA,
    ENTRY_SHOWN_AS_PERCENTAGE,
    ENTRY_SHOWN_AS_DAY,
    NUMBER_FORMAT_NOT_UNDERSTOOD,
)


def check_report(context: ReviewContext) -> Checked:
    """Run the checks over a review context; a part of the form that is lost, or unsure, is reported only once."""
    if is_another_workbook(context.submission):
        return run_checks((not_a_qit_report,), context)._replace(checks_run=len(FILE_CHECKS))
    lost = unsure_entries(context.submission)
    every, form = (*FILE_CHECKS, *ENTRY_CHECKS), context.submission.entries.form
    return run_checks(
        every, context, root_causes=_ROOT_CAUSES, is_reported=lambda finding: not _is_of_any(form, lost, finding)
    )


def _is_of_any(form: Form, names: tuple[str, ...], finding: Finding) -> bool:
    """Whether a finding is about an entry of those names, and not about where they lead."""
    at = finding.at
    if at is None or finding.diagnostic is NAME_OVER_ANOTHER_LABEL:
        return False
    return any(form.holds(name, at) for name in names)
