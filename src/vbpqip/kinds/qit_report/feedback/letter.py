"""The letter on a QIT report, to the facility's quality office."""

from __future__ import annotations

from vbpqip.kinds.feedback.letter import LetterWords, letter_in
from vbpqip.kinds.in_words import KindInWords
from vbpqip.kinds.qit_report.feedback.contents import contents_of
from vbpqip.kinds.qit_report.feedback.described import feedback_document
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.result_in_words import report_called
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.mail import Letter


def qit_letter(reviewed: Reviewed[Submission, ReviewContext], kind: KindInWords) -> Letter:
    """Return the letter."""
    contents = contents_of(reviewed)
    facility = contents.review.facility
    words = LetterWords(
        addressee=f"the quality office of {facility or 'the facility'}",
        whose=facility or "an unnamed facility",
        report=report_called(contents.review),
    )
    return letter_in(words, reviewed, kind, feedback_document(contents, kind))
