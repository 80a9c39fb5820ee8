"""Feedback on a report of any kind as a document: the verdict, what is asked, the findings, and what was received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath

from vbpqip.core.reviews import Review
from vbpqip.kinds.change_needed import ChangeNeeded
from vbpqip.kinds.feedback.invitation import NOT_TO_BE_SENT, invitation
from vbpqip.kinds.in_words import KindInWords, assumption_lines, parties_of, reviewed_by
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


def described(review: Review, kind: KindInWords) -> Document:
    """Return the document of a kind that describes nothing more."""
    return Document(
        title=f"Feedback: {kind.title}",
        lead=parties_of(review),
        notice=NOT_TO_BE_SENT,
        parts=(*_result(review, kind), *finding_parts(review), *_received(review)),
        basis=tuple(basis_parts(review)),
    )


def deadline_of(review: Review) -> date | None:
    """Return the day by which a report can be fixed, ``None`` where it is past or not known."""
    return None if review.is_late else review.due


def file_name(review: Review) -> str:
    """Return the name of the report's file; the folder that it was read from is nobody else's business."""
    return PurePath(review.workbook).name


def _result(review: Review, kind: KindInWords) -> Iterator[Part]:
    yield VerdictLine(*kind.verdict_in_words(review))
    yield from (Paragraph(line) for line in kind.in_words(review))
    yield Paragraph(invitation(review, deadline_of(review)), strong=True)
    yield from change_parts(kind.gap(review))


def change_parts(needed: ChangeNeeded | None) -> Iterator[Part]:
    """Yield what would turn the verdict, where that is known."""
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


def basis_parts(review: Review) -> Iterator[Part]:
    """Yield what a review rests on."""
    yield SectionHeading("What this rests on")
    yield Paragraph(f"{reviewed_by(review)} Made of {file_name(review)}, SHA-256 {review.sha256}.")
    if review.rules.assumptions:
        yield Paragraph("What no document states, and what was used instead:")
        yield Bullets(tuple(assumption_lines(review)))
