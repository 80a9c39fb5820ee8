"""What is asked of the sender, in a sentence."""

from __future__ import annotations

from datetime import date

from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.in_words import word_behind

NOT_TO_BE_SENT = "Review copy, do not send back. Fix your own report and send that."
"""What stands on every part of the feedback."""


def to_fix(review: Review, deadline: date | None) -> str:
    """Return how many items are to be fixed, and by when; empty where none is.

    A file that could not be read is one item.
    """
    errors = len(review.errors)
    if not errors:
        return ""
    by = "" if deadline is None else f" by {deadline}"
    return f"{errors} {word_behind(errors, 'item')} to fix{by}"


def invitation(review: Review, deadline: date | None) -> str:
    """Return what is asked: to fix, to look, or nothing; of notes nothing is asked."""
    warnings = len(review.warnings)
    looks = f"{warnings} {word_behind(warnings, 'item')} to review" if warnings else ""
    fixes = to_fix(review, deadline)
    if review.status is Status.ACCEPTED:
        return f"The report is accepted. {looks or 'Nothing needs to be fixed'}."
    return f"{fixes}{', and ' if looks else ''}{looks}."
