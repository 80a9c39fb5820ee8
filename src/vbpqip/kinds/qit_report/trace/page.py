"""A page on one measure of a report: the whole way from its cells to its outcome."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from vbpqip.core.cells import Cell, Location
from vbpqip.core.findings import Finding
from vbpqip.kinds.in_words import parties_of
from vbpqip.kinds.qit_report.document import exact_rate, qit_document, totals_behind
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.result_in_words import outcome_in_words
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.qit_report.trace.entries import MeasureTrace, TracedEntry, entry_document, table_of, traced_entries
from vbpqip.kinds.qit_report.trace.steps import MAINTAINED_COUNTS, outcome, pooling, prior, result, target
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.document import (
    Document,
    ExplainedSubject,
    FactList,
    Paragraph,
    Part,
    SectionHeading,
    Verbatim,
    under_headings,
)
from vbpqip.output.explained_numbers import grounds_document, grounds_in_words
from vbpqip.output.json_values import finding_document, parties_document
from vbpqip.program.menu import MenuRow
from vbpqip.program.program import EffectiveNumber
from vbpqip.workbook.opened import Cells


def explained_measures(reviewed: Reviewed[Submission, ReviewContext], workbook: Cells) -> Iterator[ExplainedSubject]:
    """Yield the selected measures of a report that can be read, by their names."""
    context = reviewed.context
    assert context is not None  # noqa: S101 -- it can be read
    rows = {str(row.measure.key): row for row in context.rows}

    def stored(at: Location) -> Cell | None:
        return workbook.cells(at.sheet).get((at.row, at.column)) if at.sheet in workbook.titles else None

    for found in reviewed.review.measures:
        key = str(found.measure.key)
        page = partial(trace_page, MeasureTrace(context, reviewed.review, stored, rows[key], found))
        yield ExplainedSubject(found.measure.names, page)


def trace_page(trace: MeasureTrace) -> Document:
    """Return the page on a measure of a report."""
    measure, selected = trace.row.measure, trace.row.row.selected
    entries, numbers = tuple(traced_entries(trace)), tuple(_numbers(trace))
    facts = (
        ("Outcome", outcome_in_words(trace.result)[0]),
        ("Row", f"{selected.at.sheet}, row {selected.at.row + 1}; {selected.at.address} holds {selected.text}"),
        ("Unit", measure.result_unit),
        ("Better", str(measure.improvement)),
    )
    return Document(
        title=f"{measure.short_title} ({measure.key}) in {trace.review.workbook}",
        lead=parties_of(trace.review),
        parts=(FactList(facts), *_steps(trace, entries), *under_headings(_basis(trace, numbers))),
        values=_document(trace, entries, numbers),
    )


def _steps(trace: MeasureTrace, entries: tuple[TracedEntry, ...]) -> Iterator[Part]:
    yield SectionHeading("Cells")
    yield Paragraph(_ABOUT_ENTRIES[trace.row.measure.annual])
    yield Verbatim(table_of(entries))
    yield SectionHeading("Result")
    yield Paragraph(result(trace))
    sums = pooling(trace)
    if sums:
        yield Verbatim(sums)
    yield from under_headings(_conclusions(trace))


def _conclusions(trace: MeasureTrace) -> Iterator[tuple[str, str]]:
    yield "Prior report", prior(trace)
    yield "Outcome", outcome(trace)
    yield "Quarterly improvement target", target(trace)
    for finding in trace.findings:
        yield _heading(finding), f"{finding.message} {finding.diagnostic.for_reviewer}"


_ABOUT_ENTRIES = {
    False: "Events and potential occurrences of each quarter; the counts of the four quarters are pooled.",
    True: "The year's result stands in the last quarter's numerator; the first three quarters stay blank.",
}


def _heading(finding: Finding) -> str:
    severity = "waived" if finding.waiver else finding.severity
    return f"{finding.diagnostic.code}, {severity}, {'the whole file' if finding.at is None else finding.at}"


def _basis(trace: MeasureTrace, numbers: tuple[EffectiveNumber, ...]) -> Iterator[tuple[str, str]]:
    yield "Source of the measure", grounds_in_words(_menu_row(trace).grounds)
    for number in numbers:
        yield f"{number.key} = {number.value}", grounds_in_words(number.grounds)


def _menu_row(trace: MeasureTrace) -> MenuRow:
    return next(row for row in trace.context.program.menu if row.measure == trace.row.measure)


def _numbers(trace: MeasureTrace) -> Iterator[EffectiveNumber]:
    """Yield the program's numbers that the measure's way rests on."""
    context, measure = trace.context, trace.row.measure
    used = [] if measure.annual else [f"measures.{measure.key}.per", "qit.pooling"]
    better = f"measures.{measure.key}.improvement"
    used += [] if context.is_baseline else [better, "qit.comparator", MAINTAINED_COUNTS, "qit.required_share"]
    effective = {number.key: number for number in context.program.numbers(context.rules_of)}
    yield from (effective[key] for key in used)


def _document(
    trace: MeasureTrace, entries: tuple[TracedEntry, ...], numbers: tuple[EffectiveNumber, ...]
) -> dict[str, Any]:
    review, measure, found = trace.review, trace.row.measure, trace.result
    numerator, denominator = totals_behind(found.current)
    prior_numerator, prior_denominator = totals_behind(found.prior)
    return {
        "kind": "measure-of-report",
        "workbook": review.workbook,
        "sha256": review.sha256,
        **parties_document(review),
        "period": None if review.period is None else str(review.period),
        "key": measure.key,
        "title": measure.title,
        "unit": measure.result_unit,
        "per": measure.per,
        "improvement": str(measure.improvement),
        "selected": {"sheet": trace.row.row.selected.at.sheet, "cell": trace.row.row.selected.at.address},
        "entries": [entry_document(entry) for entry in entries],
        "numerator": numerator,
        "denominator": denominator,
        "result": exact_rate(found.current),
        "prior_numerator": prior_numerator,
        "prior_denominator": prior_denominator,
        "prior_result": exact_rate(found.prior),
        "outcome": str(found.outcome),
        "reason": str(found.reason),
        "achieved": found.achieved,
        "why": {"result": result(trace), "prior": prior(trace), "outcome": outcome(trace), "qit": target(trace)},
        "qit": qit_document(review.qit),
        "findings": [finding_document(finding) for finding in trace.findings],
        "rests_on": [_ground(number) for number in numbers],
        "source": grounds_document(_menu_row(trace).grounds),
    }


def _ground(number: EffectiveNumber) -> dict[str, Any]:
    return {"key": number.key, "value": number.value, **grounds_document(number.grounds)}
