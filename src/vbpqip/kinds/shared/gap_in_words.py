"""How far a target is from the other verdict, in the words of those who can change it."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.measures import Scoring
from vbpqip.core.numbers import exact
from vbpqip.core.results import Gap, GapStep
from vbpqip.kinds.change_needed import ChangeNeeded
from vbpqip.kinds.in_words import word_behind

EVENTS, POINTS = "events", "percentage points"

_FIRST = "Smallest change first, denominators as they are"


def unit_of(step: GapStep) -> str:
    """Return what an amount counts, in the plural."""
    if not step.measure.annual:
        return EVENTS
    return POINTS if step.measure.scoring is Scoring.PERCENT else step.measure.unit


def change_needed(gap: Gap, achieved: int) -> ChangeNeeded:
    """Return what would turn a target of which so many measures count."""
    heading = f"What it would take to {'lose' if gap.met else 'meet'} the target"
    return ChangeNeeded(heading, lead(gap, achieved), tuple(steps(gap)))


def lead(gap: Gap, achieved: int, called: str = "target") -> str:
    """Return the sentence that the steps stand under; ``called`` is what they turn, ``achieved`` how many count.

    Measures and credits are named apart; a credit only where measures alone cannot turn the verdict.
    """
    turning = [words for words in (_measures(gap, achieved), _least_credits(gap)) if words]
    if gap.met:
        said = f"The {called} is lost if {' and '.join(turning)}."
    else:
        said = f"To meet the {called}, {' and '.join(turning)}{_any_of(gap)}."
    return f"{said}{_over_the_steps(gap)}"


def _measures(gap: Gap, achieved: int) -> str:
    """Return how many measures must turn; empty where credits alone can turn the verdict."""
    if not gap.measures:
        return ""
    if not gap.met:
        return f"{gap.measures} more {word_behind(gap.measures, 'measure')} must count"
    some = "" if gap.measures == achieved else f"{gap.measures} of "
    counting = f"{word_behind(achieved, 'measure')} that {_verb(achieved, 'count')}"
    return f"{some}the {achieved} {counting} {_verb(gap.measures, 'fall')} away"


def _least_credits(gap: Gap) -> str:
    """Return how many credits must turn beside all measures that can; empty where measures are enough."""
    least = gap.least_credits
    if not least:
        return ""
    credited = f"{least} measure {word_behind(least, 'credit')}"
    return f"{credited} {_verb(least, 'fall')} away" if gap.met else f"{credited} must be earned"


def _any_of(gap: Gap) -> str:
    if not gap.steps:
        return "; other numerators cannot do it"
    return f"; any {gap.measures} of these will do" if gap.measures < len(gap.steps) else ""


def _over_the_steps(gap: Gap) -> str:
    if not gap.steps:
        return ""
    return f" {_FIRST}{'; with it a measure no longer counts' if gap.met else ''}:"


def steps(gap: Gap) -> Iterator[str]:
    """Yield what would have to change, a measure at a time; credits in place of measures come last."""
    for step in gap.steps:
        yield f"{step.measure.short_title}: {change(step)}"
    spare = gap.spare_credits
    if spare:
        which = f"that {'is' if spare == 1 else 'are'} refused or {_verb(spare, 'run')} out, " if gap.met else ""
        yield f"or {spare} {word_behind(spare, 'measure credit')} {which}in place of {_as_many(spare)}"


def _as_many(count: int) -> str:
    return "a measure" if count == 1 else f"{count} measures"


def change(step: GapStep) -> str:
    """Return what has to change.

    >>> from fractions import Fraction
    >>> from vbpqip.program.loading import load_program
    >>> ecg = next(each for each in load_program().measures(load_program().first_period) if each.unit == "minutes")
    >>> change(GapStep(ecg, Fraction(1, 2), more=False)), change(GapStep(ecg, Fraction(0), more=True, beyond=True))
    ('0.5 minutes less', 'anything more')
    """
    if not step.measure.annual:
        return (
            f"{int(step.amount):,} {'more' if step.more else 'fewer'} {word_behind(step.amount, EVENTS)} in the window"
        )
    which = "more" if step.more else "less"
    if step.amount == 0:
        return f"anything {which}"
    return f"{'over ' if step.beyond else ''}{exact(step.amount)} {word_behind(step.amount, unit_of(step))} {which}"


def _verb(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb
