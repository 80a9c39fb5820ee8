"""The way of one measure in words: pooling, result, comparison, outcome, and its part in the target."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from vbpqip.core.cells import Location
from vbpqip.core.findings import Finding
from vbpqip.core.measures import Rate
from vbpqip.core.numbers import exact
from vbpqip.core.results import Outcome, Performance, Verdict
from vbpqip.core.text_columns import columns_taken, in_column
from vbpqip.kinds.qit_report.result_in_words import better, calculation_of, figures_of, fraction_of, verdict_of
from vbpqip.kinds.qit_report.trace.entries import MeasureTrace

MAINTAINED_COUNTS = "qit.maintained_counts"


def pooling(looked: MeasureTrace) -> str:
    """Return the sums of a quarterly measure's counts, a line each; empty where there is nothing to sum up."""
    counts, measure = looked.row.counts, looked.row.measure
    if counts is None or looked.result.current is None:
        return ""
    sums = {"events": [numerator for numerator, _ in counts], measure.unit: [below for _, below in counts]}
    width = max(map(columns_taken, sums)) + 2
    return "\n".join(f"{in_column(name, width)}{_sum(numbers)}" for name, numbers in sums.items())


def _sum(numbers: list[int]) -> str:
    return f"{' + '.join(f'{number:,}' for number in numbers)} = {sum(numbers):,}"


def result(looked: MeasureTrace) -> str:
    """Return how the result comes about, or what stops it."""
    if looked.context.is_pending(looked.row):
        return "The result is still to come, at a later due date of its own."
    if looked.result.current is None:
        return _stopped_by(looked, looked.quarter_cells)
    return _rate(looked, looked.result.current, figures_of(looked.result).result)


def prior(looked: MeasureTrace) -> str:
    """Return how the prior result comes about, or what stops it, or that there is none."""
    if looked.context.is_baseline:
        return f"{looked.context.period} is the baseline: its results are compared with nothing."
    if not looked.context.has_comparator:
        return "The report names no period that is known, so that nothing says what its results are compared with."
    if looked.result.prior is None:
        return _stopped_by(looked, looked.prior_cells)
    return _rate(looked, looked.result.prior, figures_of(looked.result).prior)


def _rate(looked: MeasureTrace, performance: Performance, shown: str) -> str:
    measure, rate = looked.row.measure, performance.rate
    if rate is None:
        return f"No result: {calculation_of(performance, measure, '')}."
    if measure.annual:
        return f"Entered as it is: {calculation_of(performance, measure, exact(rate))}."
    return f"{calculation_of(performance, measure, exact(rate))} {measure.result_unit}{_rounding(rate, shown)}."


def _rounding(rate: Rate, shown: str) -> str:
    """Return the result as it is shown, where that is not the exact one."""
    return "" if Rate(shown.replace(",", "")) == rate else f", rounded {shown}"


def _stopped_by(looked: MeasureTrace, cells: Collection[Location | None]) -> str:
    return f"Not known. {_stops(looked, cells)}"


def _stops(looked: MeasureTrace, cells: Collection[Location | None]) -> str:
    """Return the errors in cells, which stop what is calculated from them; without any, those of the whole file."""
    errors = [finding for finding in looked.review.errors if finding.at in cells]
    errors = errors or [finding for finding in looked.review.errors if finding.at is None]
    return " ".join(map(_stop, errors))


def _stop(error: Finding) -> str:
    place = "The file" if error.at is None else str(error.at)
    return f"{place} stops it: {error.message} [{error.diagnostic.code}]"


def outcome(looked: MeasureTrace) -> str:
    """Return why the outcome is what it is, and whether it counts as achieved."""
    return " ".join(_outcome(looked))


def _outcome(looked: MeasureTrace) -> Iterator[str]:
    found = looked.result
    match found.outcome:
        case Outcome.BASELINE:
            yield "Baseline: reported, and measured against nothing."
        case Outcome.NO_RESULT:
            yield f"No result: {_why_none(looked)} It does not count as achieved."
        case Outcome.MAINTAINED:
            yield f"{_compared(looked)}: maintained. {_tie(looked)}"
        case Outcome.IMPROVED:
            yield f"{_compared(looked)}, and {better(found.measure)}: improved. That counts as achieved."
        case Outcome.WORSENED:
            yield f"{_compared(looked)}, and {better(found.measure)}: worsened. That does not count as achieved."


def _tie(looked: MeasureTrace) -> str:
    verb = "counts" if looked.result.achieved else "does not count"
    return f"That {verb} as achieved, by {MAINTAINED_COUNTS}."


def _compared(looked: MeasureTrace) -> str:
    shown = figures_of(looked.result)
    sign, least = shown.change[0], shown.change.partition("<")[2]
    if sign not in _SIGNS:
        return f"{shown.result} equals {shown.prior}, exactly"
    return f"{shown.result} is {_SIGNS[sign]} than {shown.prior}{f' by less than {least}' if least else ''}"


_SIGNS = {"+": "higher", "-": "lower"}


def _rates(looked: MeasureTrace) -> tuple[Rate | None, Rate | None]:
    """Return the result and its comparator, ``None`` where there is none or it is not known."""
    current, comparator = looked.result.current, looked.result.prior
    return current and current.rate, comparator and comparator.rate


def _why_none(looked: MeasureTrace) -> str:
    found, (current, comparator) = looked.result, _rates(looked)
    if looked.context.is_pending(looked.row):
        return "it is still to come."
    if found.current is None or (found.prior is None and looked.context.has_comparator):
        return "entries are invalid."
    if current is not None and comparator is not None:
        return f"it is not compared. {_stops(looked, looked.heading_cells)}"
    which = "the report has none" if current is None else "the prior report has none"
    return f"{which} to compare." if looked.context.has_comparator else "the report names no period that is known."


def target(looked: MeasureTrace) -> str:
    """Return how the measure counts in the target."""
    review, found = looked.review, looked.result
    words = f"{verdict_of(review)[0]}, with {fraction_of(review)}."
    if review.qit.verdict is Verdict.BASELINE:
        return f"{words} The measure is one of them."
    counts = f"one of the {review.qit.achieved} achieved" if found.achieved else "not one of those achieved"
    return f"{words} The measure is {counts}."
