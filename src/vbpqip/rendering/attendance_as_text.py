"""Who of a desk's roster reported, and who did not, beneath the reports that were checked together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from vbpqip.checking.attendance import Arrived, Attendance, Expected, attendance_in
from vbpqip.checking.between.versions import VersionStatus
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import Reason
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.registry import named
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.plain import for_terminal
from vbpqip.program.program import Program

_MOST_NAMED = 10
_TO_ACT_ON = (Attendance.LATE, Attendance.REJECTED, Attendance.MISSING, Attendance.DUE, Attendance.UNKNOWN)
"""Of what becomes of a pairing, what somebody has to act on."""


def attendance_as_text(each: Iterable[Reviewed[Any, Any]], program: Program) -> str:
    """Return a paragraph for each period: how many pairings of the desk's roster are in each state, and who."""
    relevant = [reviewed for reviewed in each if _is_of_roster(reviewed.review)]
    reviews = [reviewed.review for reviewed in relevant]
    days = [review.received for review in reviews if review.received is not None]
    as_of = program.desk.as_of or max(days, default=None)
    reported = {review.period for review in reviews if review.period is not None}
    wanted = {program.desk.period} if program.desk.period is not None else reported
    return "\n\n".join(
        "\n".join(_paragraph(period, list(_expected(relevant, program, period, as_of)), as_of))
        for period in sorted(wanted)
    )


def _is_of_roster(review: Review) -> bool:
    is_report = named(review.assessment.kind).is_of_pairing and review.status is not Status.BLANK
    return is_report and bool(review.facility and review.mco)


def _expected(
    relevant: Iterable[Reviewed[Any, Any]], program: Program, period: Quarter, as_of: date | None
) -> Iterator[Expected]:
    of_period = (each for each in relevant if each.review.period == period)
    arrived = [_arrived(each, each.review.due) for each in of_period if each.review.due is not None]
    return attendance_in(program, period, sorted(arrived, key=lambda each: each.pairing), as_of)


def _arrived(reviewed: Reviewed[Any, Any], due: date) -> Arrived:
    review = reviewed.review
    alone = VersionStatus.COUNTS if review.status is Status.ACCEPTED else VersionStatus.NOT_ACCEPTED
    return Arrived(
        path=review.workbook,
        facility=review.facility,
        mco=review.mco,
        version_status=reviewed.version_status or alone,
        received=review.received,
        due=due,
        pending=tuple(str(each.measure.key) for each in review.measures if each.reason is Reason.PENDING),
    )


def _paragraph(period: Quarter, expected: Sequence[Expected], as_of: date | None) -> Iterator[str]:
    counted = Counter(each.state for each in expected)
    states = ", ".join(f"{counted[state]} {state.words}" for state in Attendance if counted[state])
    day = "" if as_of is None else f", as of {as_of}"
    yield f"Reports of {period}{day}: {states}."
    concerned = [each for state in _TO_ACT_ON for each in expected if each.state is state]
    for each in concerned[:_MOST_NAMED]:
        due = "" if each.due is None else f", due {each.due}"
        nearly = f"; {each.path} has nearly these names" if each.state.is_absent and each.path else ""
        yield for_terminal(f"  {each.state.words}: {each.facility} to {each.mco}{due}{nearly}")
    if len(concerned) > _MOST_NAMED:
        yield f"  and {len(concerned) - _MOST_NAMED} more"
