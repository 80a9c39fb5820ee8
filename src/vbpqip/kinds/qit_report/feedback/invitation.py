"""What is asked of the facility, in a sentence."""

from __future__ import annotations

from vbpqip.core.reviews import Status
from vbpqip.kinds.qit_report.feedback.contents import Contents
from vbpqip.kinds.qit_report.gap_in_words import counted


def to_fix(contents: Contents) -> str:
    """Return how many items are to be fixed, and by when; empty where none is.

    A file that could not be read is one item.
    """
    errors = len(contents.review.errors)
    if not errors:
        return ""
    by = "" if contents.deadline is None else f" by {contents.deadline}"
    return f"{errors} {counted(errors, 'item')} to fix{by}"


def invitation(contents: Contents) -> str:
    """Return what is asked: to fix, to look, or nothing; of notes nothing is asked."""
    warnings = len(contents.review.warnings)
    looks = f"{warnings} {counted(warnings, 'item')} to review" if warnings else ""
    fixes = to_fix(contents)
    if contents.review.status is Status.ACCEPTED:
        return f"The report is accepted. {looks or 'Nothing needs to be fixed'}."
    return f"{fixes}{', and ' if looks else ''}{looks}."
