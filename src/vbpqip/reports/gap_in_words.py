"""How far a target is from the other verdict, in the words of those who can change it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from vbpqip.domain.measures import Scoring
from vbpqip.domain.results import Gap, QitResult, Step
from vbpqip.reports.numbers import exact

EVENTS, POINTS = "events", "percentage points"
_FIRST = "Smallest change first, denominators as they are"


def lead(gap: Gap, target: QitResult) -> str:
    """Return the sentence that the steps stand under."""
    if gap.met:
        some = "" if gap.measures == target.achieved + target.credits else f"{gap.measures} of "
        lost = f"The target is lost if {some}{_counting(target)} {_verb(gap.measures, 'fall')} away."
        return f"{lost} {_FIRST}; with it a measure no longer counts:" if gap.steps else lost
    asked = f"{gap.measures} more {counted(gap.measures, 'measure')} must count"
    if gap.is_in_reach:
        return f"To meet the target, {asked}; any {gap.measures} of these will do. {_FIRST}:"
    if gap.steps:
        return f"Other numerators alone cannot meet the target: {asked}, and only {len(gap.steps)} can. {_FIRST}:"
    return f"Other numerators alone cannot meet the target: {asked}, and none can."


def steps(gap: Gap) -> Iterator[str]:
    """Yield what would have to change, a measure at a time; an open credit comes last."""
    for step in gap.steps:
        yield f"{step.measure.short_title}: {change(step)}"
    if gap.credits_open:
        yield f"or {gap.credits_open} measure {counted(gap.credits_open, 'credit')}, in place of as many measures"


def change(step: Step) -> str:
    """Return what has to change.

    >>> from vbpqip.program.loading import load_program
    >>> ecg = next(each for each in load_program().measures(load_program().first_period) if each.unit == "minutes")
    >>> change(Step(ecg, Fraction(1, 2), more=False)), change(Step(ecg, Fraction(0), more=True, beyond=True))
    ('0.5 minutes less', 'anything more')
    """
    if not step.measure.annual:
        return f"{int(step.amount):,} {'more' if step.more else 'fewer'} {counted(step.amount, EVENTS)} in the window"
    which = "more" if step.more else "less"
    if step.amount == 0:
        return f"anything {which}"
    return f"{'over ' if step.beyond else ''}{exact(step.amount)} {counted(step.amount, unit_of(step))} {which}"


def unit_of(step: Step) -> str:
    """Return what an amount counts, in the plural."""
    if not step.measure.annual:
        return EVENTS
    return POINTS if step.measure.scoring is Scoring.PERCENT else step.measure.unit


def counted(count: Fraction | int, word: str) -> str:
    """Return a word as it stands behind a number.

    >>> counted(1, "events"), counted(2, "measure"), counted(1, "measure")
    ('event', 'measures', 'measure')
    """
    return word.removesuffix("s") if count == 1 else f"{word.removesuffix('s')}s"


def _counting(target: QitResult) -> str:
    measures = f"the {target.achieved} {counted(target.achieved, 'measure')}"
    more = f" and {target.credits} {counted(target.credits, 'credit')}" if target.credits else ""
    return f"{measures}{more} that {_verb(target.achieved + target.credits, 'count')}"


def _verb(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb
