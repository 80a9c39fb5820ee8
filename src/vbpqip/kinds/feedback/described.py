"""Feedback on a report of any kind as a document: the verdict, what is asked, the findings, and what was received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.change_needed import ChangeNeeded
from vbpqip.kinds.feedback.invitation import NOT_TO_BE_SENT, invitation
from vbpqip.kinds.feedback.next_step import deadline_of, file_name, next_step, reason_unread
from vbpqip.kinds.in_words import NOT_STATED, KindInWords, assumption_lines, kind_called, parties_of, reviewed_by
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.document import (
    Bullets,
    ColumnHeading,
    Document,
    DocumentTable,
    FactList,
    Findings,
    Notes,
    Paragraph,
    Part,
    SectionHeading,
    TableCell,
    VerdictLine,
)
from vbpqip.output.finding_groups import groups


def described(reviewed: Reviewed[Any, Any], kind: KindInWords) -> Document:
    """Return the document of a kind that describes nothing more."""
    review, deadline = reviewed.review, deadline_of(reviewed)
    return Document(
        title=f"Feedback: {kind_called(kind, review)}",
        lead=parties_of(review),
        notice=NOT_TO_BE_SENT,
        parts=(
            *result_parts(review, kind, deadline, next_step(review, deadline)),
            *finding_parts(review),
            *_received(review),
        ),
        basis=tuple(basis_parts(review)),
    )


def result_parts(
    review: Review, kind: KindInWords, deadline: date | None, follows: str, more: Iterable[str] = ()
) -> Iterator[Part]:
    """Yield what became of a report, what is asked of its sender, what follows, and what would turn the verdict.

    ``more`` is what else is said beneath the verdict.
    """
    yield VerdictLine(*kind.verdict_in_words(review))
    if review.status is Status.UNREADABLE:
        yield Paragraph(f"{reason_unread(review)}.")
    elif review.status is not Status.BLANK:
        yield from (Paragraph(line) for line in (*kind.in_words(review), *more))
    yield Paragraph(invitation(review, deadline), strong=True)
    yield Paragraph(follows)
    yield from _change_parts(kind.gap(review))


def _change_parts(needed: ChangeNeeded | None) -> Iterator[Part]:
    if needed is not None:
        yield SectionHeading(needed.heading)
        yield Paragraph(needed.lead)
        yield Bullets(needed.steps)


def finding_parts(review: Review) -> Iterator[Part]:
    """Yield what is to be fixed and to be looked at, and notes behind it."""
    to_look_at = (*groups(review.errors), *groups(review.warnings), *groups(review.waived))
    if to_look_at:
        yield SectionHeading("What to fix, and what to review")
        yield Findings(to_look_at)
    if review.notes:
        yield SectionHeading("Notes")
        yield Paragraph("Nothing needs to be done about these.")
        yield Notes([finding for alike in groups(review.notes) for finding in alike])


def _received(review: Review) -> Iterator[Part]:
    entered = review.entered()
    fields = tuple((name, value or "") for name, value in entered.fields.items())
    if fields:
        yield SectionHeading("What was received")
        yield FactList(fields)
    for name, rows in entered.tables.items():
        if rows:
            yield SectionHeading(name)
            yield _table(name, rows)


def _table(name: str, rows: Sequence[Mapping[str, str | None]]) -> DocumentTable:
    cells = (tuple(TableCell(value or "") for value in row.values()) for row in rows)
    return DocumentTable(f"Entries of the table {name}", tuple(map(ColumnHeading, rows[0])), tuple(cells), small=True)


def basis_parts(review: Review, *earlier: Review) -> Iterator[Part]:
    """Yield what a review rests on, or its comparison with an earlier one."""
    files = ", and ".join(f"{file_name(each)}, SHA-256 {each.sha256}" for each in (*earlier, review))
    yield SectionHeading("What this rests on")
    yield Paragraph(f"{reviewed_by(review)} Made of {files}.")
    assumed = tuple(assumption_lines(review))
    if assumed:
        yield Paragraph(NOT_STATED)
        yield Bullets(assumed)
