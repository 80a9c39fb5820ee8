"""The checks of a QIT report, in the order of its form."""

from __future__ import annotations

from typing import Any

from vbpqip.checking.catalogue.entries import (
    ENTRY_HAS_MARKED_TEXT,
    ENTRY_IS_A_FORMULA,
    ENTRY_SHOWN_AS_DAY,
    ENTRY_SHOWN_AS_PERCENTAGE,
    ENTRY_SHOWS_AN_ERROR,
    NUMBER_FORMAT_NOT_UNDERSTOOD,
)
from vbpqip.checking.check import Check
from vbpqip.checking.run import Checked, run_checks
from vbpqip.kinds.qit_report.checks import (
    eligibility,
    entries,
    magnitudes,
    plausibility,
    previous,
    quarters,
)
from vbpqip.kinds.qit_report.checks.file import not_a_qit_report
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.shared import (
    appearance,
    attestation,
    contracts,
    counts,
    file,
    heading,
    results,
    selection,
    stored,
    typed,
)
from vbpqip.kinds.shared.file import reported_by_itself

FILE_CHECKS: tuple[Check[ReviewContext, Any], ...] = (not_a_qit_report, *file.CHECKS)
"""Checks that come first: in a workbook of another kind nothing else is looked for."""

ENTRY_CHECKS: tuple[Check[ReviewContext, Any], ...] = tuple(
    check
    for module in (
        heading,
        quarters,
        attestation,
        selection,
        entries,
        typed,
        counts,
        results,
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
    if context.is_of_another_kind:
        return run_checks((not_a_qit_report,), context)._replace(checks_run=len(FILE_CHECKS))
    every = (*FILE_CHECKS, *ENTRY_CHECKS)
    return run_checks(every, context, root_causes=_ROOT_CAUSES, is_reported=reported_by_itself(context.entries))
