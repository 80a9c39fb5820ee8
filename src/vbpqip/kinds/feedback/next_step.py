"""What comes next, by what became of a report: what is to be fixed and sent, or that nothing is."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import Any

from vbpqip.checking.catalogue.desk import NOT_THE_PERIOD_COLLECTED
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.reviewed import Reviewed

_NOTHING_TO_SEND = "Nothing is to be sent again."
_ANOTHER_PERIOD = "Next step: if this period was not asked for, send the report of the one that is collected."


def deadline_of(reviewed: Reviewed[Any, Any]) -> date | None:
    """Return the day by which a report can be fixed, ``None`` where it is past or not known.

    The day that whoever received it names goes before the day on which it is due.
    """
    review = reviewed.review
    return reviewed.fix_by or (None if review.is_late else review.due)


def next_step(review: Review, deadline: date | None) -> str:
    """Return what the sender is to do next."""
    by = "" if deadline is None else f" by {deadline}"
    match review.status:
        case Status.ACCEPTED:
            return after_acceptance(review)
        case Status.REJECTED:
            return (
                "Next step: fix each error in your own report, not in the review copy, and send the report again"
                f"{by}. Until then it has no verdict."
            )
        case Status.BLANK:
            return f"Next step: fill in the report, and send it{by}. Until then it does not count as received."
        case Status.UNREADABLE:
            return f"Next step: send the report as an Excel workbook (.xlsx){by}. Until then it has no verdict."


def after_acceptance(review: Review) -> str:
    """Return what is still to be sent once a report that lacks nothing is accepted."""
    warned = {finding.diagnostic.code for finding in review.warnings if finding.waiver is None}
    return _ANOTHER_PERIOD if NOT_THE_PERIOD_COLLECTED.code in warned else _NOTHING_TO_SEND


def reason_unread(review: Review) -> str:
    """Return what kind of file it is that could not be read as a workbook."""
    return f"{file_name(review)} could not be read as a workbook: {review.errors[0].found}"


def file_name(review: Review) -> str:
    """Return the name of the report's file; the folder that it was read from is nobody else's business."""
    return PurePath(review.workbook).name
