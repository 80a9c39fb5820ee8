"""A page on one measure of an AIT report: both metrics worked out, from its cells to its part in the target."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from vbpqip.core.measures import Rate
from vbpqip.core.numbers import exact
from vbpqip.core.results import Performance
from vbpqip.core.reviews import Review
from vbpqip.core.text_columns import in_column
from vbpqip.kinds.ait_report.assess import AssessedMeasure
from vbpqip.kinds.ait_report.context import AitContext, SelectedRow
from vbpqip.kinds.ait_report.document import metrics_document
from vbpqip.kinds.ait_report.in_words import assessed, better_is, metric_lines
from vbpqip.kinds.ait_report.model import AitEntries
from vbpqip.kinds.ait_report.years import ait_terms, baseline_days, measured_days
from vbpqip.kinds.in_words import parties_of
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.document import Document, ExplainedSubject, FactList, Part, SectionHeading, Verbatim, under_headings
from vbpqip.output.explained_numbers import grounds_in_words
from vbpqip.program.program import EffectiveNumber
from vbpqip.rules.ait import AitMeasure

_ADDRESS_WIDTH = 6
_RESTS_ON = (
    "ait.maintained_counts",
    "ait.required_share_improved",
    "ait.strictly_better_than_mean",
    "ait.without_mean",
    "ait.metrics",
    "ait.required_share_better_than_mean",
    "ait.credits_count_in_both",
)


def explained_metrics(reviewed: Reviewed[AitEntries, AitContext]) -> Iterator[ExplainedSubject]:
    """Yield the selected measures of a report that can be read, by their names."""
    context = reviewed.context
    assert context is not None  # noqa: S101 -- it can be read
    for row, found in zip(context.rows, assessed(reviewed.review).measures, strict=True):
        yield ExplainedSubject(row.measure.names, partial(_page, context, reviewed.review, row, found))


def _page(context: AitContext, review: Review, row: SelectedRow, found: AssessedMeasure) -> Document:
    measure = row.measure
    facts = (
        ("Row", f"{row.row.selected.at.sheet}, row {row.row.selected.at.row + 1}"),
        ("Unit", measure.result_unit),
        ("Better", str(measure.improvement)),
    )
    numbers = tuple(_numbers(context, measure.key))
    parts: tuple[Part, ...] = (
        FactList(facts),
        SectionHeading("Cells"),
        Verbatim("\n".join(_cells(row))),
        *under_headings(_steps(context, review, found)),
        *under_headings((f"{each.key} = {each.value}", grounds_in_words(each.grounds)) for each in numbers),
    )
    return Document(
        title=f"{measure.short_title} ({measure.key}) in {review.workbook}",
        lead=parties_of(review),
        parts=parts,
        values=_values(review, found, numbers),
    )


def _cells(row: SelectedRow) -> Iterator[str]:
    named = [each for pair in row.pairs for each in pair]
    width = max(len(each.name) for each in named) + 2
    for each in named:
        entry = each.field.entry
        value = getattr(entry, "value", None)
        place = f"{in_column(each.name, width)}{in_column(each.field.at.address, _ADDRESS_WIDTH)}"
        yield f"{place}{'' if value is None else value}".rstrip()


def _steps(context: AitContext, review: Review, found: AssessedMeasure) -> Iterator[tuple[str, str]]:
    """Yield the way of a measure through both metrics, each step under its heading."""
    year = context.rules_of
    baseline, measured = (
        " to ".join(map(str, days)) for days in (baseline_days(context.program, year), measured_days(year))
    )
    yield f"Baseline, {baseline}", _rate(found, found.baseline)
    yield f"Result, {measured}", _rate(found, found.result) if context.has_results else "Not reported yet."
    yield "First metric: better than the baseline?", _first(context, found)
    yield "State mean", _mean(found)
    yield "Second metric: better than the mean?", _second(context, found)
    yield (
        "Annual improvement target",
        f"{review.verdict.replace('_', ' ').capitalize()}. {'. '.join(metric_lines(review))}.",
    )
    for finding in review.findings:
        if found.measure.short_title in finding.message:
            yield (
                f"{finding.diagnostic.code}, {finding.severity}",
                f"{finding.message} {finding.diagnostic.for_reviewer}",
            )


def _rate(found: AssessedMeasure, performance: Performance | None) -> str:
    measure = found.measure
    if performance is None:
        return "Not known: an entry of it has an error."
    if performance.rate is None:
        return "No result: nothing could occur, or NA is entered."
    if performance.pooled is None:
        return f"Entered as it is: {exact(performance.rate)} {measure.result_unit}."
    top, below = performance.pooled
    return f"{top:,} of {below:,}, times {measure.per:,}: {exact(performance.rate)} {measure.result_unit}."


def _first(context: AitContext, found: AssessedMeasure) -> str:
    if found.improved is None:
        return "Nothing is compared: there is no result yet, or an entry of it has an error."
    counts = f"That {'counts' if found.improved else 'does not count'} in the first metric."
    result, baseline = (None if each is None else each.rate for each in (found.result, found.baseline))
    if result is None or baseline is None:
        return f"Without a {'result' if result is None else 'baseline'} it has not improved. {counts}"
    compared = _compared(result, baseline, "the baseline")
    return f"{compared}, and {better_is(found)}. {counts}{_tie(context, result, baseline)}"


def _tie(context: AitContext, result: Rate, baseline: Rate) -> str:
    if result != baseline:
        return ""
    counts = ait_terms(context.program, context.rules_of).maintained_counts
    return f" What equals its baseline {'counts' if counts else 'does not count'}, by ait.maintained_counts."


def _compared(result: Rate, other: Rate, called: str) -> str:
    if result == other:
        return f"{exact(result)} equals {called}, exactly"
    return f"{exact(result)} is {'lower' if result < other else 'higher'} than {called}, {exact(other)}"


def _mean(found: AssessedMeasure) -> str:
    published = "" if found.published is None else f" {found.published.in_words}"
    if found.mean is None:
        return f"None is given, or an entry of it has an error.{published}"
    mean = found.mean
    return f"{mean.value} {mean.unit}, {mean.kind}, {mean.year}. Source: {mean.source or 'none is named'}.{published}"


def _second(context: AitContext, found: AssessedMeasure) -> str:
    terms = ait_terms(context.program, context.rules_of)
    if found.mean is None:
        return f"Without a mean the measure is {terms.without_mean} in the second metric, by ait.without_mean."
    if found.better_than_mean is None:
        return "Nothing is compared: there is no result yet, or an entry of it has an error."
    counts = f"That {'counts' if found.better_than_mean else 'does not count'} in the second metric."
    rule = AitMeasure(found.measure, found.baseline, found.result, Rate(found.mean.value))
    if found.result is None or found.result.rate is None or rule.mean is None:
        return f"Without a result it is not better. {counts}"
    return f"{_compared(found.result.rate, rule.mean, 'the mean')}, and {better_is(found)}. {counts}"


def _numbers(context: AitContext, key: str) -> Iterator[EffectiveNumber]:
    effective = {number.key: number for number in context.program.numbers(context.rules_of)}
    yield from (effective[name] for name in (f"measures.{key}.improvement", *_RESTS_ON) if name in effective)


def _values(review: Review, found: AssessedMeasure, numbers: tuple[EffectiveNumber, ...]) -> dict[str, Any]:
    return {
        "kind": "measure-of-annual-report",
        "workbook": review.workbook,
        "sha256": review.sha256,
        "period": None if review.period is None else str(review.period),
        **metrics_document(found),
        "rests_on": [{"key": each.key, "value": each.value} for each in numbers],
    }
