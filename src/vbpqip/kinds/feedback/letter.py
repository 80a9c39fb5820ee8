"""Feedback as a letter: what is asked and by when, the worst findings, and the next step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vbpqip.core.characters import visible
from vbpqip.core.findings import Finding
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.reviews import Review, Status
from vbpqip.core.wrapping import wrapped
from vbpqip.kinds.change_needed import ChangeNeeded
from vbpqip.kinds.feedback.described import deadline_of, file_name
from vbpqip.kinds.feedback.invitation import invitation, to_fix
from vbpqip.kinds.in_words import KindInWords
from vbpqip.output.finding_groups import groups
from vbpqip.output.mail import WIDTH, Letter

_MOST_SHOWN = 5


class LetterWords(NamedTuple):
    """What a kind says in its letters: to whom, of what, what came of it, and what to do next.

    ``whose`` is the sender as the subject names it, ``report`` what the kind of report is called, ``needed`` what would
    turn the verdict.
    """

    addressee: str
    whose: str
    report: str
    verdict: str
    result: str
    needed: ChangeNeeded | None
    next_step: str


def letter(review: Review, kind: KindInWords) -> Letter:
    """Return the letter of a kind that says nothing of its own."""
    deadline = deadline_of(review)
    verdict, _ = kind.verdict_in_words(review)
    words = LetterWords(
        addressee=review.sender or "the sender",
        whose=review.sender or "an unnamed sender",
        report=kind.title,
        verdict=verdict,
        result=f"{verdict}.",
        needed=kind.gap(review),
        next_step=_next_step(review, deadline),
    )
    return letter_in(words, review, deadline)


def _next_step(review: Review, deadline: date | None) -> str:
    if review.status is Status.ACCEPTED:
        return "Nothing is to be sent again. The workbook attached has all that was found."
    by = "" if deadline is None else f" by {deadline}"
    return (
        "Next step: open the workbook attached, fix in your own report what its sheet Findings lists, and send your "
        f"report again{by}."
    )


def letter_in(words: LetterWords, review: Review, deadline: date | None) -> Letter:
    """Return a letter in the words of a kind."""
    period = "no period" if review.period is None else str(review.period)
    outcome = to_fix(review, deadline) or words.verdict
    subject = visible(f"{words.report} of {words.whose}, {period}: {outcome}")
    return Letter(subject, "\n\n".join(_paragraphs(words, review, deadline)) + "\n")


def _paragraphs(words: LetterWords, review: Review, deadline: date | None) -> Iterator[str]:
    yield wrapped(f"To {words.addressee},", WIDTH)
    period = "" if review.period is None else f" for {review.period}"
    yield wrapped(
        f"your {words.report}{period} ({file_name(review)}) was checked. {invitation(review, deadline)}", WIDTH
    )
    if review.status is not Status.UNREADABLE:
        yield wrapped(words.result, WIDTH)
    alike = [*groups(review.errors), *groups(review.warnings)]
    if alike:
        rest = len(alike) - _MOST_SHOWN
        more = f"\n  and {rest} more in the workbook attached" if rest > 0 else ""
        yield "The most important first:\n" + "\n".join(map(_finding, alike[:_MOST_SHOWN])) + more
    if words.needed is not None:
        yield "\n".join((wrapped(words.needed.lead, WIDTH), *(f"  - {step}" for step in words.needed.steps)))
    if review.notes:
        yield "Notes, of which nothing needs to be done:\n" + "\n".join(map(_note, groups(review.notes)))
    yield wrapped(words.next_step, WIDTH)


def _finding(alike: list[Finding]) -> str:
    first = alike[0]
    times = f" ({len(alike)} times)" if len(alike) > 1 else ""
    place = "" if first.at is None else f"{first.at}: "
    said = f"- {str(first.severity).capitalize()}{times}: {place}{first.message} [{first.diagnostic.code}]"
    return f"{wrapped(said, WIDTH, '  ', '    ')}\n{wrapped(first.diagnostic.remedy, WIDTH, '    ', '    ')}"


def _note(alike: list[Finding]) -> str:
    first = alike[0]
    said = first.message if len(alike) == 1 else f"{first.diagnostic.issue} {len(alike)} times"
    return wrapped(f"- {said} [{first.diagnostic.code}]", WIDTH, "  ", "    ")
