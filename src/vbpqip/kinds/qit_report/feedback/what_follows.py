"""What follows from an accepted QIT report: what its verdict means, when it is paid, and what is still to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review
from vbpqip.kinds.feedback.next_step import after_acceptance

_MEANINGS = {
    Verdict.MET: "The target is met. The payments for {period} are due in {months}.",
    Verdict.NOT_MET: "The target is not met. The payments for {period}, due in {months}, depend on it.",
    Verdict.BASELINE: "This is the baseline: nothing is measured yet. The payments for {period} are due in {months}.",
    Verdict.NOT_DETERMINED: "The target has no verdict yet. The payments for {period}, due in {months}, depend on it.",
}


def what_follows(review: Review, payment_months: Sequence[date]) -> str:
    """Return what an accepted report means and when it is paid, by the calendar, and what it still lacks."""
    meaning = _MEANINGS[review.verdict].format(period=review.period, months=months_in_words(payment_months))
    return f"{meaning} {_still_to_come(review)}"


def months_in_words(months: Sequence[date]) -> str:
    """Return the months of a payment; a year is named once.

    >>> months_in_words([date(2018, 1, 1), date(2018, 2, 1), date(2018, 3, 1)])
    'January, February and March 2018'
    >>> months_in_words([date(2017, 12, 1), date(2018, 1, 1)]), months_in_words([date(2018, 1, 1)])
    ('December 2017 and January 2018', 'January 2018')
    """
    years = [month.year for month in months]
    ends = [year != following for year, following in zip(years, [*years[1:], None], strict=True)]
    named = [f"{month:%B %Y}" if end else f"{month:%B}" for month, end in zip(months, ends, strict=True)]
    return " and ".join(each for each in (", ".join(named[:-1]), named[-1]) if each)


def _still_to_come(review: Review) -> str:
    """Return what an accepted report lacks, and by when it is to be sent again, if it is."""
    days = {own.measure: own.due for own in review.own_dates}
    pending = [result.measure for result in review.measures if result.pending]
    if not pending:
        return after_acceptance(review)
    results = ", ".join(f"{measure.short_title} by {days[measure.key]}" for measure in pending)
    return f"Next step: enter the result that is still to come, and send the report again: {results}."
