"""A review as text for a terminal: the verdict first, then the measures, the findings, and what is assumed."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.characters import visible
from vbpqip.core.findings import Finding, Severity
from vbpqip.core.reviews import Review, Status
from vbpqip.core.wrapping import wrapped
from vbpqip.kinds.in_words import NOT_STATED, assumption_lines, parties_of, reviewed_by, word_behind
from vbpqip.kinds.registry import named
from vbpqip.output.finding_groups import groups
from vbpqip.output.tone import Paint, Tone


def plainly(words: str, tone: Tone) -> str:
    """Leave a word as it is."""
    del tone
    return words


_NARROWEST = 60


def reviews_as_text(review: Review, *, width: int = 80, paint: Paint = plainly) -> str:
    """Return a review as text of lines no wider than ``width``, where words allow it."""
    width = max(width, _NARROWEST)
    blocks = [
        "\n".join(_heading(review, width, paint)),
        *named(review.assessment.kind).result_as_text(review, width, paint),
        "\n".join(_findings(review, width, paint)),
        "\n".join(_rules(review, width)),
    ]
    return "\n\n".join(block for block in blocks if block)


def _heading(review: Review, width: int, paint: Paint) -> Iterator[str]:
    yield paint(visible(review.workbook), Tone.STRONG)
    kind = named(review.assessment.kind)
    verdict = kind.verdict_in_words(review)
    if review.status is Status.UNREADABLE:
        yield paint(*verdict)
        return
    yield wrapped(parties_of(review), width)
    yield ""
    yield paint(*verdict)
    for line in (*kind.in_words(review), *kind.remarks(review)):
        yield wrapped(line, width)


def findings_as_text(review: Review, *, width: int = 80, paint: Paint = plainly) -> str:
    """Return how many findings there are, and each of them: errors first, notes last and in brief."""
    return "\n".join(_findings(review, max(width, _NARROWEST), paint))


def _findings(review: Review, width: int, paint: Paint) -> Iterator[str]:
    errors, warnings, notes, waived = review.errors, review.warnings, review.notes, review.waived
    noted = f", {len(notes)} {word_behind(len(notes), 'note')}" if notes else ""
    waivers = f", {len(waived)} waived" if waived else ""
    yield (
        f"{len(errors) or 'No'} {word_behind(len(errors), 'error')}, {len(warnings) or 'no'} "
        f"{word_behind(len(warnings), 'warning')}{noted}{waivers}; "
        f"{review.checks_run} {word_behind(review.checks_run, 'check')} run"
    )
    for alike in (*groups(errors), *groups(warnings), *groups(waived)):
        yield from _group(alike, width, paint)
        yield from _what_to_do(alike[0], width)
    for alike in groups(notes):
        yield from _group(alike, width, paint)


def _group(alike: list[Finding], width: int, paint: Paint) -> Iterator[str]:
    """Yield findings of one kind: what each of them says."""
    first = alike[0]
    said = "waived" if first.waiver else str(first.severity)
    tone = _TONES[first.severity] if first.waiver is None else Tone.DOUBTFUL
    yield ""
    if len(alike) == 1:
        words = f"{said}: {_place(first)}{first.message} [{first.diagnostic.code}]"
        yield wrapped(words, width, rest="  ").replace(said, paint(said, tone), 1)
    else:
        words = f"{said}: {first.diagnostic.issue} {len(alike)} times [{first.diagnostic.code}]"
        yield wrapped(words, width, rest="  ").replace(said, paint(said, tone), 1)
        for finding in alike:
            yield wrapped(f"{_place(finding)}{finding.message}", width, "  - ", "    ")


_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.DOUBTFUL, Severity.NOTE: Tone.PLAIN}


def _what_to_do(first: Finding, width: int) -> Iterator[str]:
    yield wrapped(first.diagnostic.for_reviewer, width, "  ", "  ")
    if first.waiver is not None:
        waiver = first.waiver
        yield wrapped(f"Waived by {waiver.approver} until {waiver.until}: {waiver.reason}", width, "  ", "  ")


def _place(finding: Finding) -> str:
    return "" if finding.at is None else f"{finding.at}: "


def _rules(review: Review, width: int) -> Iterator[str]:
    yield wrapped(reviewed_by(review), width)
    assumed = list(assumption_lines(review))
    yield from (NOT_STATED, *(wrapped(line, width, "  ", "    ") for line in assumed)) if assumed else ()
