"""Feedback as a letter: the document of the feedback in brief, to whom it is, and of what."""

from __future__ import annotations

from typing import Any

from vbpqip.core.characters import visible
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.reviews import Status
from vbpqip.core.wrapping import wrapped
from vbpqip.kinds.feedback.invitation import to_fix
from vbpqip.kinds.feedback.next_step import deadline_of, file_name
from vbpqip.kinds.in_words import KindInWords, kind_called
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.document import Document
from vbpqip.output.letter import document_as_letter
from vbpqip.output.mail import WIDTH, Letter


class LetterWords(NamedTuple):
    """What a kind says in its letters: to whom, of whom, and of what.

    ``whose`` is the sender as the subject names it, ``report`` what the kind of report is called.
    """

    addressee: str
    whose: str
    report: str


def letter(reviewed: Reviewed[Any, Any], kind: KindInWords, document: Document) -> Letter:
    """Return the letter of a kind that says nothing of its own."""
    sender, report = reviewed.review.sender, kind_called(kind, reviewed.review)
    words = LetterWords(sender or "the sender", sender or "an unnamed sender", report)
    return letter_in(words, reviewed, kind, document)


def letter_in(words: LetterWords, reviewed: Reviewed[Any, Any], kind: KindInWords, document: Document) -> Letter:
    """Return a letter with the document of the feedback, in the words of a kind."""
    review = reviewed.review
    period = "" if review.period is None else f" for {review.period}"
    opening = (
        f"To {words.addressee},",
        f"your {words.report}{period} ({file_name(review)}) was checked.",
    )
    closing = "The workbook attached has all that was found; its sheet Findings leads to each cell."
    head, tail = [wrapped(each, WIDTH) for each in opening], wrapped(closing, WIDTH)
    body = "\n\n".join((*head, *document_as_letter(document, WIDTH), tail))
    return Letter(visible(_subject(words, reviewed, kind)), f"{body}\n")


def _subject(words: LetterWords, reviewed: Reviewed[Any, Any], kind: KindInWords) -> str:
    review = reviewed.review
    if review.status is Status.UNREADABLE:
        return f"{words.report} ({file_name(review)}): could not be read"
    outcome = to_fix(review, deadline_of(reviewed)) or kind.verdict_in_words(review)[0]
    return f"{words.report} of {words.whose}, {review.period or 'no period'}: {outcome}"
