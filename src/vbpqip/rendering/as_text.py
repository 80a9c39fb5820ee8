"""A review as text for a terminal: the verdict first, then the measures, the findings, and what is assumed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from vbpqip.core.characters import visible
from vbpqip.core.findings import Finding, Severity
from vbpqip.core.results import Performance
from vbpqip.core.reviews import Review, Status
from vbpqip.core.wrapping import shortened, wrapped
from vbpqip.kinds import named
from vbpqip.kinds.in_words import assumption_lines, counted, parties_of, reviewed_by
from vbpqip.kinds.qit_report.result_in_words import (
    better,
    compared,
    contract_lines,
    fraction_of,
    outcome_of,
    verdict_of,
)
from vbpqip.output.finding_groups import groups
from vbpqip.output.tone import Tone

Paint: TypeAlias = Callable[[str, Tone], str]
"""How a word is coloured on a terminal."""


def plainly(words: str, tone: Tone) -> str:
    """Leave a word as it is."""
    del tone
    return words


_NARROWEST = 60
_TITLE_WIDTH, _FIGURE_WIDTH = 24, 10


def as_text(review: Review, *, width: int = 80, paint: Paint = plainly) -> str:
    """Return a review as text of lines no wider than ``width``, where words allow it."""
    width = max(width, _NARROWEST)
    blocks = [
        "\n".join(_heading(review, width, paint)),
        "\n".join(_measures(review, paint)),
        "\n".join(_gap(review, width)),
        "\n".join(_contracts(review, width)),
        "\n".join(_findings(review, width, paint)),
        "\n".join(_rules(review, width)),
    ]
    return "\n\n".join(block for block in blocks if block)


def _heading(review: Review, width: int, paint: Paint) -> Iterator[str]:
    yield paint(visible(review.workbook), Tone.STRONG)
    verdict = verdict_of(review)
    if review.status is Status.UNREADABLE:
        yield paint(*verdict)
        return
    yield wrapped(parties_of(review), width)
    yield ""
    yield paint(*verdict)
    if review.of_qit is not None:
        yield wrapped(fraction_of(review), width)
    for line in named(review.assessment.kind).in_words(review):
        yield wrapped(line, width)


def _measures(review: Review, paint: Paint) -> Iterator[str]:
    if not review.measures or review.status is Status.BLANK:
        return
    lines = [(result, compared(result)) for result in review.measures]
    widths = [max(_FIGURE_WIDTH, *map(len, column)) for column in zip(*(shown for _, shown in lines), strict=True)]
    yield f"{'Measure':<{_TITLE_WIDTH}}{_in_columns(('Result', 'Prior', 'Change'), widths)} Outcome"
    for result, shown in lines:
        words, tone = outcome_of(result)
        title = shortened(result.measure.short_title, _TITLE_WIDTH - 1, "..")
        yield f"{title:<{_TITLE_WIDTH}}{_in_columns(shown, widths)} {paint(words, tone)}"
    yield ""
    for result in review.measures:
        measure = result.measure
        yield f"  {measure.short_title}: {_working(result.current)}{measure.result_unit}; {better(measure)}"


def _in_columns(words: Sequence[str], widths: Sequence[int]) -> str:
    return " ".join(f"{word:>{width}}" for word, width in zip(words, widths, strict=True))


def _working(performance: Performance | None) -> str:
    if performance is None or performance.pooled is None:
        return ""
    return f"{performance.pooled.numerator:,} of {performance.pooled.denominator:,}, "


def _gap(review: Review, width: int) -> Iterator[str]:
    needed = named(review.assessment.kind).gap(review)
    if needed is None:
        return
    yield wrapped(needed.lead, width)
    for step in needed.steps:
        yield wrapped(step, width, "  - ", "    ")


def _contracts(review: Review, width: int) -> Iterator[str]:
    yield from (wrapped(line, width, rest="  ") for line in contract_lines(review))


def findings_as_text(review: Review, *, width: int = 80, paint: Paint = plainly) -> str:
    """Return how many findings there are, and each of them: errors first, notes last and in brief."""
    return "\n".join(_findings(review, max(width, _NARROWEST), paint))


def _findings(review: Review, width: int, paint: Paint) -> Iterator[str]:
    errors, warnings, notes, waived = review.errors, review.warnings, review.notes, review.waived
    noted = f", {len(notes)} {counted(len(notes), 'note')}" if notes else ""
    waivers = f", {len(waived)} waived" if waived else ""
    yield (
        f"{len(errors) or 'No'} {counted(len(errors), 'error')}, {len(warnings) or 'no'} "
        f"{counted(len(warnings), 'warning')}{noted}{waivers}; "
        f"{review.checks_run} {counted(review.checks_run, 'check')} run"
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
    if review.rules.assumptions:
        yield "What no document states, and what was used instead:"
    yield from (wrapped(line, width, "  ", "    ") for line in assumption_lines(review))
