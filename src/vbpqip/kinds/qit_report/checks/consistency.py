"""4xx: one entry against another."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.checking.catalogue.consistency import (
    EVENTS_ABOVE_DENOMINATOR,
    EVENTS_OF_NOTHING,
    NUMERATOR_ABOVE_DENOMINATOR,
)
from vbpqip.checking.check import Issue, Issues, check
from vbpqip.core.cells import found_in
from vbpqip.core.measures import Scoring
from vbpqip.kinds.qit_report.review_context import ReviewContext


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


@check(EVENTS_OF_NOTHING)
def events_of_nothing(context: ReviewContext) -> Issues:
    """Where nothing could occur there are no events."""
    yield from (issue for issue in _pairs_above(context, Scoring.RATIO) if issue.expected == _NOTHING)


@check(EVENTS_ABOVE_DENOMINATOR)
def events_above_denominator(context: ReviewContext) -> Issues:
    """There are fewer events than patient days."""
    yield from (issue for issue in _pairs_above(context, Scoring.RATIO) if issue.expected != _NOTHING)


_NOTHING = "at most 0"

CHECKS = (numerator_above_denominator, events_of_nothing, events_above_denominator)
