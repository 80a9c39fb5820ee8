"""Judging one file: the same function in this process, in one of a pool, and on a cluster."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from vbpqip.batch.records import Judgement
from vbpqip.checking.occasion import HasOccasion
from vbpqip.checking.options import Circumstances
from vbpqip.core.cells import NotApplicable, Number
from vbpqip.core.errors import Refusal, UnreadableWorkbookError
from vbpqip.core.parties import folded_name
from vbpqip.core.reviews import Review
from vbpqip.kinds import known, named, only
from vbpqip.kinds.kind import AnyKind
from vbpqip.kinds.qit_report.review_context import Case, ScoredRow
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.plain import for_json
from vbpqip.program.program import Program
from vbpqip.rendering.as_json import review_as_values
from vbpqip.reviewing import read_and_review, unreadable_review
from vbpqip.workbook.answers import NOT_APPLICABLE
from vbpqip.workbook.entries import Field
from vbpqip.workbook.preflight import read_source

StoredEntry: TypeAlias = str | None
"""An entry as a ledger keeps it: an exact decimal, ``NA``, or ``None`` where it is blank or cannot be read."""

_COMPACT = (",", ":")


class Task(NamedTuple):
    """A file to judge: its place in the list and its path there, where it is or its bytes, and when it was received.

    ``received`` is an ISO date or empty. ``digest`` is that of the bytes which are expected, empty where they are not
    known yet; with ``known`` they need not be judged again.
    """

    number: int
    path: str
    source: str | bytes
    received: str = ""
    digest: str = ""
    known: bool = False


class Judge(NamedTuple):
    """Who judges: the program's numbers, the name of the rules that they are, and the kinds of reports that are known.

    Kinds go with the judge, since a worker knows of none that this process knows beside the program's own.
    """

    program: Program
    rules: str
    kinds: tuple[AnyKind, ...] = ()

    def judged(self, task: Task) -> Judgement | None:
        """Return what is found in a file; ``None`` where its bytes are those that are known.

        The digest of the judgement is empty where the file has no bytes that may be read.
        """
        try:
            content = fetched(task.source)
        except UnreadableWorkbookError as error:
            return self.refused(task, error)
        if task.known and sha256(content).hexdigest() == task.digest:
            return None
        circumstances = Circumstances(received=_received(task), in_folder=True)
        with only(self.kinds or known()):
            reviewed = read_and_review(content, self.program, name="", circumstances=circumstances)
            return _judgement(self, task, reviewed)

    def refused(self, task: Task, error: UnreadableWorkbookError, digest: str = "") -> Judgement:
        """Return the judgement on a file that has no content to judge."""
        unread = unreadable_review("", digest, error, self.program)
        return _judgement(self, task, Reviewed(None, unread._replace(received=_received(task))))

    def failed(self, task: Task, failure: Failure) -> Judgement:
        """Return the judgement on a file that could not be judged, and will be by the next run."""
        error = UnreadableWorkbookError(failure.reason, failure.refusal)
        return self.refused(task, error, "" if task.known else task.digest)._replace(failed=True)


class Failure(NamedTuple):
    """Why a file could not be judged."""

    refusal: Refusal
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


def _judgement(judge: Judge, task: Task, reviewed: Reviewed[Any, Any]) -> Judgement:
    review, case = reviewed.review, reviewed.case
    return Judgement(
        sha256=review.sha256,
        rules=judge.rules,
        received=task.received,
        status=str(review.status),
        kind=review.assessment.kind,
        sender=review.sender,
        receivers=_compact(review.receivers),
        sender_normalized=folded_name(review.sender),
        receivers_normalized=_compact(sorted(map(folded_name, review.receivers))) if review.receivers else "",
        subjects=_compact(review.subjects),
        facility=review.facility,
        mco=review.mco,
        facility_folded=folded_name(review.facility),
        mco_folded=folded_name(review.mco),
        period="" if review.period is None else str(review.period),
        verdict=str(review.verdict),
        document=compact_review(review),
        entries=_entries(case) if isinstance(case, Case) else "{}",
        entries_digest=_digest(named(review.assessment.kind), case),
        facts=_compact([*_facts(review)]),
    )


def _compact(value: object) -> str:
    return json.dumps(value, separators=_COMPACT, ensure_ascii=False)


def _facts(review: Review) -> Iterator[tuple[int | str | None, ...]]:
    number = {subject: nth for nth, subject in enumerate(review.subjects)}
    for fact in review.facts():
        place = (None, None) if fact.at is None else (fact.at.sheet, fact.at.address)
        yield number[fact.subject], fact.period, fact.measure, fact.name, fact.value, *place


def _entries(case: Case) -> str:
    return json.dumps({row.measure.key: _row(row) for row in case.rows}, separators=_COMPACT)


def _row(row: ScoredRow) -> list[tuple[StoredEntry, StoredEntry]]:
    pairs = [*row.row.quarters, row.row.prior]
    kept = [(_kept(numerator), _kept(denominator)) for numerator, denominator in pairs]
    return kept if row.prior is not None else [*kept[:-1], (None, None)]


def _kept(field: Field) -> StoredEntry:
    match field.entry:
        case Number(value):
            return f"{value:f}"
        case NotApplicable():
            return NOT_APPLICABLE
        case _:
            return None


def _digest(kind: AnyKind, case: HasOccasion | None) -> str:
    numbers = None if case is None else kind.numbers(case)
    return "" if numbers is None else sha256(json.dumps(numbers).encode()).hexdigest()
