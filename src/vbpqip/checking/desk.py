"""1xx: whether a report belongs on the desk at which it was received, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.checking.catalogue.desk import NOT_FOR_THIS_RECEIVER, NOT_THE_PERIOD_COLLECTED
from vbpqip.checking.check import Issue, finding_of
from vbpqip.core.findings import Finding
from vbpqip.core.reviews import Review
from vbpqip.program.desk import Desk


def desk_checks(desk: Desk) -> int:
    """Return how many checks :func:`desk_findings` runs."""
    return sum((bool(desk.mco), desk.period is not None))


def desk_findings(review: Review, desk: Desk) -> Iterator[Finding]:
    """Yield why a report does not belong on a desk: it is neither from nor to its MCO, or of another period."""
    parties = (review.sender, *review.receivers)
    if review.receivers and not any(map(desk.is_of, parties)):
        named = " and ".join(review.receivers)
        issue = Issue(None, f"The report is for {named}; {desk.mco} received it.", named, desk.mco)
        yield finding_of(NOT_FOR_THIS_RECEIVER, issue)
    if review.period is not None and not desk.collects(review.period):
        message = f"The report is for {review.period}; {desk.period} is collected."
        yield finding_of(NOT_THE_PERIOD_COLLECTED, Issue(None, message, str(review.period), str(desk.period)))
