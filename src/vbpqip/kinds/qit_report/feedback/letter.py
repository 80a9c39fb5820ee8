"""The words of the letter on a QIT report: to the quality office, with the target, the gap, and what is to come."""

from __future__ import annotations

from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.feedback.letter import LetterWords, letter_in
from vbpqip.kinds.qit_report.feedback.contents import Contents
from vbpqip.kinds.qit_report.gap_in_words import change_needed
from vbpqip.kinds.qit_report.result_in_words import fraction_of, report_called, verdict_of
from vbpqip.output.mail import Letter


def qit_letter(contents: Contents) -> Letter:
    """Return the letter."""
    review, verdict = contents.review, verdict_of(contents.review)[0]
    words = LetterWords(
        addressee=f"the quality office of {review.facility or 'the facility'}",
        whose=review.facility or "an unnamed facility",
        report=report_called(review),
        verdict=verdict,
        result=f"{verdict}. {fraction_of(review)}.",
        needed=change_needed(review),
        next_step=_next_step(contents),
    )
    return letter_in(words, review, contents.deadline)


def _next_step(contents: Contents) -> str:
    if contents.review.status is Status.ACCEPTED:
        return f"{_still_to_come(contents.review)} The workbook attached has the whole calculation."
    by = "" if contents.deadline is None else f" by {contents.deadline}"
    return (
        "Next step: open the workbook attached, fix each cell that its sheet Findings leads to in your own report, "
        f"not in the copy, and send your report again{by}."
    )


def _still_to_come(review: Review) -> str:
    """Return what an accepted report lacks, and by when it is to be sent again, if it is."""
    days = {own.measure: own.due for own in review.own_dates}
    pending = [result.measure for result in review.measures if result.pending]
    if not pending:
        return "Nothing is to be sent again."
    results = ", ".join(f"{measure.short_title} by {days[measure.key]}" for measure in pending)
    return f"Next step: enter the result that is still to come, and send the report again: {results}."
