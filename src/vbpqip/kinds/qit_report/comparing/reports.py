"""Comparing two reports of one pairing: which kind of comparison they allow, and what it finds."""

from __future__ import annotations

from vbpqip.core.errors import NotComparableError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import QUARTERS_IN_WINDOW, Quarter
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.comparing.changes import both_reports, changes_of, followed, resubmitted
from vbpqip.kinds.qit_report.comparing.comparison import Comparison, Relation
from vbpqip.kinds.qit_report.comparing.results import findings_of_one, measure_changes
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.result_in_words import report_called
from vbpqip.kinds.qit_report.review_context import context_of
from vbpqip.program.program import Program
from vbpqip.workbook.entries import TextField


class Read(NamedTuple):
    """A report that was read, and its review."""

    submission: Submission
    review: Review


def compare_reports(old: Read, new: Read, program: Program) -> Comparison:
    """Compare an older report of a pairing with a newer one.

    Of one period they are two submissions of one report; where one of them names no period that is known, they are
    taken for that too. A report up to three quarters later is compared where both windows overlap. A name that one
    of them leaves blank is no other name.

    Raises:
        NotComparableError: One is no QIT report, or they have nothing in common that could be compared.
    """
    _reject_others(old, new)
    periods = _later_periods(old.review, new.review)
    before, after = both_reports(*((context_of(each.submission, program), each.review) for each in (old, new)))
    compared = resubmitted(before, after) if periods is None else followed(before, after, periods)
    changes = changes_of(compared, before, after)
    return Comparison(
        relation=Relation.RESUBMISSION if periods is None else Relation.SUCCESSIVE,
        old=old.review,
        new=new.review,
        changes=changes,
        measures=tuple(measure_changes(before, after, changes)),
        gone=findings_of_one(before, after),
        arisen=findings_of_one(after, before),
        not_compared=compared.left_out,
    )


def _reject_others(old: Read, new: Read) -> None:
    for each in (old, new):
        if each.submission.is_of_another_kind:
            called = report_called(each.review)
            raise NotComparableError(f"{each.review.workbook} is not a {called}; give two reports of one facility.")
    mco = new.review.rules.vocabulary.mco
    _reject_another_name("facility", old.submission.facility, new.submission.facility, mco)
    _reject_another_name(mco, old.submission.mco, new.submission.mco, mco)


def _reject_another_name(what: str, old: TextField, new: TextField, mco: str) -> None:
    named = {normalized_name(words.text) for words in (old, new) if words.text}
    if len(named) > 1:
        raise NotComparableError(
            f"their {what} is '{old.text}' in the one and '{new.text}' in the other; "
            f"give two reports of one facility to one {mco}."
        )


def _later_periods(old: Review, new: Review) -> tuple[Quarter, Quarter] | None:
    """Return the two periods where the newer one is later, ``None`` where it is the same or not known."""
    if old.period is None or new.period is None or old.period == new.period:
        return None
    later = new.period.ordinal - old.period.ordinal
    if later < 0:
        raise NotComparableError(
            f"{old.workbook} is of {old.period}, later than {new.workbook} of {new.period}; give the earlier one first."
        )
    if later >= QUARTERS_IN_WINDOW:
        raise NotComparableError(
            f"they are of {old.period} and {new.period}, whose windows share no quarter; give reports of one period, "
            f"or of periods less than {QUARTERS_IN_WINDOW} quarters apart."
        )
    return old.period, new.period
