"""Reviewing one file: the same function in this process, in one of a pool, and on a cluster."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from vbpqip.batch.records import StoredReview
from vbpqip.checking.occasion import HasOccasion
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.errors import Rejection, UnreadableWorkbookError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.reviews import Review
from vbpqip.kinds.kind import AnyKind
from vbpqip.kinds.registry import known, named, only
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.plain import for_json
from vbpqip.program.program import Program
from vbpqip.rendering.as_json import review_as_values
from vbpqip.reviewing import read_and_review, unreadable_review
from vbpqip.workbook.preflight import read_source

_COMPACT = (",", ":")


class Task(NamedTuple):
    """A file to review: its place in the list and its path there, where it is or its bytes, and when it was received.

    ``received`` is an ISO date or empty. ``digest`` is that of the bytes which are expected, empty where they are not
    known yet; with ``known`` they need not be reviewed again.
    """

    number: int
    path: str
    source: str | bytes
    received: str = ""
    digest: str = ""
    known: bool = False


class Reviewer(NamedTuple):
    """Who reviews: the program's numbers, the name of the rules that they are, and the kinds of reports that are known.

    Kinds go with the reviewer, since a worker knows of none that this process knows beside the program's own.
    """

    program: Program
    rules: str
    kinds: tuple[AnyKind, ...] = ()

    def reviewed(self, task: Task) -> StoredReview | None:
        """Return what is found in a file; ``None`` where its bytes are those that are known.

        The digest of the stored review is empty where the file has no bytes that may be read.
        """
        try:
            content = fetched(task.source)
        except UnreadableWorkbookError as error:
            return self.rejected(task, error)
        if task.known and sha256(content).hexdigest() == task.digest:
            return None
        options = ReviewOptions(received=_received(task), in_folder=True)
        with only(self.kinds or known()):
            reviewed = read_and_review(content, self.program, name="", options=options)
            return _stored_review(self, task, reviewed)

    def rejected(self, task: Task, error: UnreadableWorkbookError, digest: str = "") -> StoredReview:
        """Return the review of a file that has no content to review."""
        unread = unreadable_review("", digest, error, self.program)
        return _stored_review(self, task, Reviewed(None, unread._replace(received=_received(task))))

    def failed(self, task: Task, failure: Failure) -> StoredReview:
        """Return the review of a file that could not be reviewed, and will be by the next run."""
        error = UnreadableWorkbookError(failure.reason, failure.rejection)
        return self.rejected(task, error, "" if task.known else task.digest)._replace(failed=True)


class Failure(NamedTuple):
    """Why a file could not be reviewed."""

    rejection: Rejection
    reason: str


def fetched(source: str | bytes) -> bytes:
    """Return the bytes of a file, at most one more than a workbook may have.

    Raises:
        UnreadableWorkbookError: There is no such file, or it may not be read.
    """
    if isinstance(source, bytes):
        return source
    if "://" not in source:
        return read_source(Path(source))
    from vbpqip.batch.remote import fetched_from  # noqa: PLC0415 -- only what is not on this machine needs it

    return fetched_from(source)


def _received(task: Task) -> date | None:
    return date.fromisoformat(task.received) if task.received else None


def compact_review(review: Review) -> str:
    """Return a review as it stands in the JSON document, without a space that needs not be."""
    return for_json(review_as_values(review))


def _stored_review(reviewer: Reviewer, task: Task, reviewed: Reviewed[Any, Any]) -> StoredReview:
    review, context = reviewed.review, reviewed.context
    kind = named(review.assessment.kind)
    return StoredReview(
        sha256=review.sha256,
        rules=reviewer.rules,
        received=task.received,
        status=str(review.status),
        kind=review.assessment.kind,
        sender=review.sender,
        receivers=_compact(review.receivers),
        sender_normalized=normalized_name(review.sender),
        receivers_normalized=_compact(sorted(map(normalized_name, review.receivers))) if review.receivers else "",
        subjects=_compact(review.subjects),
        facility=review.facility,
        mco=review.mco,
        facility_folded=normalized_name(review.facility),
        mco_folded=normalized_name(review.mco),
        period="" if review.period is None else str(review.period),
        verdict=str(review.verdict),
        document=compact_review(review),
        entries=_values(kind, context),
        entries_digest=_digest(kind, context),
        facts=_compact([*_facts(review)]),
    )


_compact = json.JSONEncoder(separators=_COMPACT, ensure_ascii=False).encode


def _facts(review: Review) -> Iterator[tuple[int | str | None, ...]]:
    number = {subject: nth for nth, subject in enumerate(review.subjects)}
    for fact in review.facts():
        place = (None, None) if fact.at is None else (fact.at.sheet, fact.at.address)
        yield number[fact.subject], fact.period, fact.measure, fact.name, fact.value, *place


def _values(kind: AnyKind, context: HasOccasion | None) -> str:
    return "{}" if context is None else json.dumps(kind.reported_values(context), separators=_COMPACT)


def _digest(kind: AnyKind, context: HasOccasion | None) -> str:
    numbers = None if context is None else kind.numbers(context)
    return "" if numbers is None else sha256(json.dumps(numbers).encode()).hexdigest()
