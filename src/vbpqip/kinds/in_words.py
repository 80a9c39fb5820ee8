"""A review of a report of any kind in words: who reports to whom, what became of it, and what it was reviewed by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Protocol

from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review, Status
from vbpqip.core.wrapping import wrapped
from vbpqip.kinds.change_needed import ChangeNeeded
from vbpqip.output.tone import Tone

_TONES = {
    Verdict.MET: Tone.GOOD,
    Verdict.NOT_MET: Tone.BAD,
    Verdict.BASELINE: Tone.STRONG,
    Verdict.NOT_DETERMINED: Tone.BAD,
}
NOTHING_TO_REVIEW = {
    Status.UNREADABLE: ("NOT READ", Tone.BAD),
    Status.BLANK: ("BLANK: nothing is entered", Tone.BAD),
}
"""What became of a file in which nothing can be reviewed, whatever its kind."""


NOT_STATED = "What no document states, and what was used instead:"
"""What stands above the assumptions of a review."""


class KindInWords(Protocol):
    """What a kind says of a review, for documents that are the same whatever the kind."""

    @property
    def title(self) -> str:
        """What people call it."""

    def verdict_in_words(self, review: Review) -> tuple[str, Tone]:
        """Return what became of a report, and how it is meant."""

    def in_words(self, review: Review) -> Iterator[str]:
        """Yield what is said beneath the verdict."""

    def gap(self, review: Review) -> ChangeNeeded | None:
        """Return what would turn the verdict, ``None`` where nothing can, or nobody knows."""


def kind_called(kind: KindInWords, review: Review) -> str:
    """Return what a report of a kind is called, in the words of the program that it was reviewed by."""
    return review.rules.vocabulary.said(kind.title)


def plain_verdict(review: Review, title: str) -> tuple[str, Tone]:
    """Return what became of a report of a kind that has no words of its own for it, and how it is meant."""
    if review.status in NOTHING_TO_REVIEW:
        return NOTHING_TO_REVIEW[review.status]
    words = str(review.verdict).replace("_", " ")
    return f"{review.rules.vocabulary.said(title)}: {words}", _TONES[review.verdict]


def change_as_text(needed: ChangeNeeded | None, width: int) -> str:
    """Return what would turn a verdict in lines of a width; nothing where that is not known."""
    if needed is None:
        return ""
    return "\n".join((wrapped(needed.lead, width), *(wrapped(step, width, "  - ", "    ") for step in needed.steps)))


def parties_of(review: Review) -> str:
    """Return who reports to whom, and for which period."""
    period = (
        "no period" if review.period is None else f"{review.period}, window {review.window[0]} to {review.window[-1]}"
    )
    receivers = ", ".join(review.receivers) or f"no {review.rules.vocabulary.mco}"
    return f"{review.sender or 'no facility'} to {receivers}, {period}"


def reviewed_by(review: Review) -> str:
    """Return by which data and terms a report was reviewed."""
    terms = f", with the terms '{review.rules.terms}'" if review.rules.terms else ""
    return f"Reviewed with {review.rules.program} data version {review.rules.version}{terms}."


def assumption_lines(review: Review) -> Iterator[str]:
    """Yield what no document states, and what was used instead; of a file that cannot be read nothing was."""
    used = () if review.status is Status.UNREADABLE else review.rules.assumptions
    yield from (f"{each.key} = {each.value}. {each.note}" for each in used)


def word_behind(count: Fraction | int, word: str) -> str:
    """Return a word as it stands behind a number.

    >>> word_behind(1, "events"), word_behind(2, "measure"), word_behind(1, "measure")
    ('event', 'measures', 'measure')
    """
    return word.removesuffix("s") if count == 1 else f"{word.removesuffix('s')}s"


def tallied(counts: Mapping[str, int]) -> str:
    """Return how many there are of each, by their names.

    >>> tallied({"not_met": 1, "met": 1200})
    '1,200 met, 1 not met'
    """
    return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in sorted(counts.items()))
