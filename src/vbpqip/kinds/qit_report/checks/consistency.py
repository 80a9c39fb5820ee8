"""4xx: one entry against another."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.checking.catalogue.consistency import (
    EVENTS_ABOVE_DENOMINATOR,
    EVENTS_OF_NOTHING,
    NUMERATOR_ABOVE_DENOMINATOR,
)
from vbpqip.checking.check import Issue, Issues, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import found_in
from vbpqip.core.measures import Scoring
from vbpqip.kinds.qit_report.form.items import EntryItem, PairItem
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.workbook.expr import Call, Expr, all_, is_number


def _pairs_above(context: ReviewContext, scoring: Scoring) -> Iterator[Issue]:
    for numerator, denominator in context.counted:
        if numerator.as_count is None or denominator.as_count is None or numerator.as_count <= denominator.as_count:
            continue
        if numerator.measure.scoring is scoring:
            events, most = found_in(numerator.field.entry), found_in(denominator.field.entry)
            yield Issue(numerator.field.at, f"{numerator.title}: {events} of {most}.", events, f"at most {most}")


@check(NUMERATOR_ABOVE_DENOMINATOR)
def numerator_above_denominator(context: ReviewContext) -> Issues:
    """No more events can be counted than could have occurred."""
    yield from _pairs_above(context, Scoring.PROPORTION)


@on_sheet(numerator_above_denominator)
def numerator_above_denominator_on_sheet(entry: EntryItem) -> Expr | None:
    """Both are counts, and the first is larger."""
    if entry.pair.row.measure.scoring is not Scoring.PROPORTION:
        return None
    return all_(_are_counts(entry.pair), entry.pair.numerator > entry.pair.denominator)


@check(EVENTS_OF_NOTHING)
def events_of_nothing(context: ReviewContext) -> Issues:
    """Where nothing could occur there are no events."""
    yield from (issue for issue in _pairs_above(context, Scoring.RATIO) if issue.expected == _NOTHING)


@on_sheet(events_of_nothing)
def events_of_nothing_on_sheet(entry: EntryItem) -> Expr | None:
    """There are events, and the denominator is 0."""
    if entry.pair.row.measure.scoring is not Scoring.RATIO:
        return None
    denominator = entry.pair.denominator
    return all_(is_number(denominator), denominator == 0, entry.pair.numerator > 0)


@check(EVENTS_ABOVE_DENOMINATOR)
def events_above_denominator(context: ReviewContext) -> Issues:
    """There are fewer events than patient days."""
    yield from (issue for issue in _pairs_above(context, Scoring.RATIO) if issue.expected != _NOTHING)


@on_sheet(events_above_denominator)
def events_above_denominator_on_sheet(entry: EntryItem) -> Expr | None:
    """Both are counts, and the first is larger than the second; where that is 0 was looked at before."""
    if entry.pair.row.measure.scoring is not Scoring.RATIO:
        return None
    return all_(_are_counts(entry.pair), entry.pair.numerator > entry.pair.denominator)


def _are_counts(pair: PairItem) -> Expr:
    """Whether both are counts that can be calculated with; the numerator has been looked at before."""
    denominator = pair.denominator
    whole = Call("IFERROR", Call("INT", denominator) == denominator, False)  # noqa: FBT003 -- a value of the sheet
    return all_(is_number(denominator), whole, denominator >= 0, denominator <= pair.largest)


_NOTHING = "at most 0"

CHECKS = (numerator_above_denominator, events_of_nothing, events_above_denominator)
