"""A result in words: the verdict, the fraction that it rests on, and what became of each measure."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.measures import Improvement, Measure
from vbpqip.core.numbers import Figures, figures, percentages, rounded
from vbpqip.core.results import WARNED_ENTRIES, MeasureResult, Outcome, Performance, Reason, Verdict, WithoutWarned
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.change_needed import ChangeNeeded
from vbpqip.kinds.in_words import NOTHING_TO_REVIEW, word_behind
from vbpqip.kinds.shared.gap_in_words import change_needed
from vbpqip.output.tone import Tone

_VERDICTS = {
    Verdict.MET: ("{target} MET", Tone.GOOD),
    Verdict.NOT_MET: ("{target} NOT MET", Tone.BAD),
    Verdict.BASELINE: ("BASELINE: reported, and measured against nothing", Tone.STRONG),
    Verdict.NOT_DETERMINED: ("{target} NOT DETERMINED: errors must be fixed first", Tone.BAD),
}
_WAITING = ("{target} NOT DETERMINED: a result is still to come", Tone.DOUBTFUL)
_DIVIDED, _TIMES = "\N{DIVISION SIGN}", "\N{MULTIPLICATION SIGN}"


def report_called(review: Review) -> str:
    """Return what the report is called."""
    return f"{review.rules.vocabulary.target} report"


def change_of(review: Review) -> ChangeNeeded | None:
    """Return what would turn the target of a report, ``None`` where nothing can, or it is not measured."""
    return None if review.gap is None else change_needed(review.gap, review.qit.achieved)


def verdict_of(review: Review) -> tuple[str, Tone]:
    """Return what became of the target, and how it is meant."""
    if review.status in NOTHING_TO_REVIEW:
        return NOTHING_TO_REVIEW[review.status]
    waiting = review.status is Status.ACCEPTED and review.verdict is Verdict.NOT_DETERMINED
    words, tone = _WAITING if waiting else _VERDICTS[review.verdict]
    return review.rules.vocabulary.said(words), tone


def doubts_of(review: Review) -> Iterator[str]:
    """Yield by what the verdict would be another: another reading of a rule, or fewer measures."""
    for each in review.open_rules:
        title = f"{each.title[0].lower()}{each.title[1:]}"
        verdict = _of_target(each.verdict, review)
        yield f"Another reading is as good: {verdict} with {each.rule} = {each.value} ({title})."
    without = review.without_warned
    if without is not None and without.verdict is not review.verdict:
        is_known = without.verdict is not Verdict.NOT_DETERMINED
        left = _of_target(without.verdict, review) if is_known else "No measure is left"
        yield f"{left} without {_warned(without)}."


def certainty_of(review: Review) -> Iterator[str]:
    """Yield without which measures, whose entries are under warning, the verdict is the same."""
    without = review.without_warned
    if without is not None and without.verdict is review.verdict:
        yield f"{_of_target(review.verdict, review)} also without {_warned(without)}."


def _of_target(verdict: Verdict, review: Review) -> str:
    return _VERDICTS[verdict][0].replace("{target}", review.rules.vocabulary.target)


def _warned(without: WithoutWarned) -> str:
    """Return which measures have entries under warning, and which of their entries."""
    *names, last = (each.measure.short_title for each in without.measures)
    parts = {each.part for each in without.measures}
    part = parts.pop() if len(parts) == 1 else WARNED_ENTRIES
    if names and part != WARNED_ENTRIES:
        part = f"{part}s"
    are = "are" if names or part == WARNED_ENTRIES else "is"
    return f"{', '.join(names)}{' and ' if names else ''}{last}, whose {part} {are} under warning"


def fraction_of(review: Review) -> str:
    """Return the fraction that the target is measured by; of one that is not measured, what would be counted."""
    qit = review.qit
    credited = f" + {qit.credits} {word_behind(qit.credits, 'credit')}" if qit.credits else ""
    if qit.share is None or qit.required_share is None:
        return f"{qit.selected} {word_behind(qit.selected, 'measure')} selected{credited}"
    above = f"({qit.achieved} achieved{credited})" if credited else f"{qit.achieved} achieved"
    share, required = percentages(qit.share, qit.required_share)
    return f"{above} of {qit.selected} selected = {share}; {required} required"


def figures_of(result: MeasureResult) -> Figures:
    """Return a measure's result, its comparator and the change as they are shown, ``-`` where there is none."""
    current = None if result.current is None else result.current.rate
    prior = None if result.prior is None else result.prior.rate
    if current is not None and prior is not None:
        return figures(current, prior)
    shown, compared_with = ("-" if rate is None else rounded(rate) for rate in (current, prior))
    return Figures(shown, compared_with, "-")


def outcome_in_words(result: MeasureResult) -> tuple[str, Tone]:
    """Return what became of a measure, and how it is meant."""
    if result.pending:
        return "pending", Tone.DOUBTFUL
    if result.reason is Reason.INVALID_ENTRIES:
        return "not compared" if _has_both(result) else "invalid entries", Tone.BAD
    if result.outcome is Outcome.BASELINE:
        return "baseline", Tone.PLAIN
    words = str(result.outcome).replace("_", " ")
    return (f"{words}, achieved", Tone.GOOD) if result.achieved else (f"{words}, not achieved", Tone.DOUBTFUL)


def _has_both(result: MeasureResult) -> bool:
    """Whether there is a result and a comparator, so that only the period can be wrong."""
    return all(each is not None and each.rate is not None for each in (result.current, result.prior))


def better(measure: Measure) -> str:
    """Return which way is better."""
    return "higher is better" if measure.improvement is Improvement.INCREASE else "lower is better"


def calculation_of(performance: Performance | None, measure: Measure, shown: str) -> str:
    """Return how a result comes about; ``shown`` is the result as it is printed, ``-`` where there is none."""
    if performance is None:
        return "not known"
    if performance.pooled is None:
        return "NA" if performance.rate is None else f"{shown} {measure.unit}"
    numerator, denominator = performance.pooled
    if performance.rate is None:
        return f"nothing could occur ({numerator:,} of {denominator:,})"
    return f"{numerator:,} {_DIVIDED} {denominator:,} {_TIMES} {measure.per:,} = {shown}"


def contract_lines(review: Review) -> Iterator[str]:
    """Yield what each contract earns."""
    for contract in review.credits.contracts:
        quarters = ", ".join(str(quarter) for quarter in contract.quarters) or "no credit"
        yield f"Contract of Level {contract.level}, submitted {contract.submitted}: {quarters}"
