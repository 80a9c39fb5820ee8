"""A review as text for a terminal: the verdict first, then the measures, the findings, and what is assumed."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import TypeAlias

from vbpqip.domain.findings import Finding, Waiver
from vbpqip.domain.measures import Improvement
from vbpqip.domain.results import MeasureResult, Outcome, Performance, Verdict
from vbpqip.domain.reviews import Review, Status
from vbpqip.reports.gap_in_words import counted, lead, steps
from vbpqip.reports.numbers import exact, percent, rounded, told_apart
from vbpqip.reports.plain import for_terminal


class Tone(StrEnum):
    """How a word is meant."""

    GOOD = "good"
    BAD = "bad"
    DOUBTFUL = "doubtful"
    STRONG = "strong"
    PLAIN = "plain"


Paint: TypeAlias = Callable[[str, Tone], str]
"""How a word is coloured on a terminal."""


def plainly(words: str, tone: Tone) -> str:
    """Leave a word as it is."""
    del tone
    return words


_VERDICTS = {
    Verdict.MET: ("QIT MET", Tone.GOOD),
    Verdict.NOT_MET: ("QIT NOT MET", Tone.BAD),
    Verdict.BASELINE: ("BASELINE: reported, and measured against nothing", Tone.STRONG),
    Verdict.NOT_DETERMINED: ("QIT NOT DETERMINED: errors must be mended first", Tone.BAD),
}
_WAITING = ("QIT NOT DETERMINED: a result is still to come", Tone.DOUBTFUL)
_NARROWEST = 60
_TITLE_WIDTH = 24


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


def _wrapped(text: str, width: int, indent: str = "", rest: str | None = None) -> str:
    return textwrap.fill(
        for_terminal(text), width, initial_indent=indent, subsequent_indent=indent if rest is None else rest,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


def _heading(review: Review, width: int, paint: Paint) -> Iterator[str]:
    yield paint(for_terminal(review.workbook), Tone.STRONG)
    if review.status is Status.UNREADABLE:
        yield paint("NOT READ", Tone.BAD)
        return
    period = (
        "no period" if review.period is None else f"{review.period}, window {review.window[0]} to {review.window[-1]}"
    )
    yield _wrapped(f"{review.facility or 'no facility'} to {review.mco or 'no MCO'}, {period}", width)
    yield ""
    waiting = review.status is Status.ACCEPTED and review.qit.verdict is Verdict.NOT_DETERMINED
    yield paint(*(_WAITING if waiting else _VERDICTS[review.qit.verdict]))
    yield from _arithmetic(review, width)


def _arithmetic(review: Review, width: int) -> Iterator[str]:
    qit = review.qit
    credited = f" + {qit.credits} {counted(qit.credits, 'credit')}" if qit.credits else ""
    if qit.share is None or qit.required_share is None:
        yield _wrapped(f"{qit.selected} {counted(qit.selected, 'measure')} selected{credited}", width)
        return
    above = f"({qit.achieved} achieved{credited})" if credited else f"{qit.achieved} achieved"
    share, required = percent(qit.share), percent(qit.required_share)
    if share == required and qit.share != qit.required_share:
        share, required = exact(qit.share), exact(qit.required_share)
    yield _wrapped(f"{above} of {qit.selected} selected = {share}; {required} required", width)


def _measures(review: Review, paint: Paint) -> Iterator[str]:
    if not review.measures:
        return
    yield f"{'Measure':<{_TITLE_WIDTH}}{'Result':>10} {'Prior':>10} {'Change':>10}  Outcome"
    for result in review.measures:
        current, prior, change = _compared(result)
        words, tone = _outcome(result)
        title = textwrap.shorten(result.measure.short_title, _TITLE_WIDTH - 1, placeholder="..")
        yield f"{title:<{_TITLE_WIDTH}}{current:>10} {prior:>10} {change:>10}  {paint(words, tone)}"
    yield ""
    for result in review.measures:
        measure = result.measure
        better = "higher" if measure.improvement is Improvement.INCREASE else "lower"
        yield f"  {measure.short_title}: {_working(result.current)}{measure.result_unit}; {better} is better"


def _working(performance: Performance | None) -> str:
    if performance is None or performance.pooled is None:
        return ""
    return f"{performance.pooled.numerator:,} of {performance.pooled.denominator:,}, "


def _compared(result: MeasureResult) -> tuple[str, str, str]:
    current = None if result.current is None else result.current.rate
    prior = None if result.prior is None else result.prior.rate
    if current is None or prior is None:
        return *("-" if rate is None else rounded(rate) for rate in (current, prior)), "-"  # type: ignore[return-value] # three texts
    left, right = told_apart(current, prior)
    places = len(left.partition(".")[2])
    change = rounded(current - prior, places)
    return left, right, change if change.startswith("-") or current == prior else f"+{change}"


def _outcome(result: MeasureResult) -> tuple[str, Tone]:
    if result.outcome is Outcome.BASELINE:
        return "baseline", Tone.PLAIN
    if result.outcome is Outcome.NO_RESULT and (result.pending or result.current is None or result.prior is None):
        return ("pending", Tone.DOUBTFUL) if result.pending else ("entries at fault", Tone.BAD)
    if result.outcome is Outcome.NO_RESULT and _has_both(result):
        return "not compared", Tone.BAD
    words = str(result.outcome).replace("_", " ")
    return (f"{words}, achieved", Tone.GOOD) if result.achieved else (f"{words}, not achieved", Tone.DOUBTFUL)


def _has_both(result: MeasureResult) -> bool:
    """Whether there is a result and a comparator, so that only the period can be at fault."""
    return all(each is not None and each.rate is not None for each in (result.current, result.prior))


def _gap(review: Review, width: int) -> Iterator[str]:
    if review.gap is None:
        return
    yield _wrapped(lead(review.gap, review.qit), width)
    for words in steps(review.gap):
        yield _wrapped(words, width, "  - ", "    ")


def _contracts(review: Review, width: int) -> Iterator[str]:
    for contract in review.credits.contracts:
        quarters = ", ".join(str(quarter) for quarter in contract.quarters) or "no credit"
        words = f"Contract of Level {contract.level}, submitted {contract.submitted}: {quarters}"
        yield _wrapped(words, width, rest="  ")


def findings_as_text(review: Review, *, width: int = 80, paint: Paint = plainly) -> str:
    """Return how many findings there are, and each of them: errors first."""
    return "\n".join(_findings(review, max(width, _NARROWEST), paint))


def _findings(review: Review, width: int, paint: Paint) -> Iterator[str]:
    errors, warnings, waived = review.errors, review.warnings, review.waived
    waivers = f", {len(waived)} waived" if waived else ""
    yield (
        f"{len(errors) or 'No'} {counted(len(errors), 'error')}, {len(warnings) or 'no'} "
        f"{counted(len(warnings), 'warning')}{waivers}; {review.checks_run} {counted(review.checks_run, 'check')} run"
    )
    for alike in (*_groups(errors), *_groups(warnings), *_groups(waived)):
        yield from _group(alike, width, paint)


def _groups(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Yield the findings of a kind together, in the order of the first of each."""
    groups: dict[tuple[str, Waiver | None], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.diagnostic.code, finding.waiver), []).append(finding)
    yield from groups.values()


def _group(alike: list[Finding], width: int, paint: Paint) -> Iterator[str]:
    """Yield findings of one kind: what each of them says, and once what to do."""
    first = alike[0]
    said = "waived" if first.waiver else str(first.severity)
    tone = Tone.BAD if first.is_error else Tone.DOUBTFUL
    yield ""
    if len(alike) == 1:
        words = f"{said}: {_place(first)}{first.message} [{first.diagnostic.code}]"
        yield _wrapped(words, width, rest="  ").replace(said, paint(said, tone), 1)
    else:
        words = f"{said}: {first.diagnostic.fault} {len(alike)} times [{first.diagnostic.code}]"
        yield _wrapped(words, width, rest="  ").replace(said, paint(said, tone), 1)
        for finding in alike:
            yield _wrapped(f"{_place(finding)}{finding.message}", width, "  - ", "    ")
    yield _wrapped(first.diagnostic.remedy, width, "  ")
    if first.waiver is not None:
        waiver = first.waiver
        yield _wrapped(f"Waived by {waiver.approver} until {waiver.until}: {waiver.reason}", width, "  ")


def _place(finding: Finding) -> str:
    return "" if finding.at is None else f"{finding.at}: "


def _rules(review: Review, width: int) -> Iterator[str]:
    rules = review.rules
    terms = f", with the terms '{rules.terms}'" if rules.terms else ""
    yield _wrapped(f"Judged by {rules.program} data version {rules.version}{terms}.", width)
    if rules.assumptions:
        yield "What no document states, and what was used instead:"
    for assumption in rules.assumptions:
        yield _wrapped(f"{assumption.key} = {assumption.value}. {assumption.note}", width, "  ", "    ")
