"""A page on one measure of a report: the whole way from its cells to its outcome."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pkgutil import get_data
from typing import Any

from vbpqip.core.cells import Cell, Location
from vbpqip.core.findings import Finding
from vbpqip.kinds.in_words import parties_of
from vbpqip.kinds.qit_report.document import counted, qit_document, rate
from vbpqip.kinds.qit_report.result_in_words import outcome_of
from vbpqip.kinds.qit_report.review_context import Case
from vbpqip.kinds.qit_report.submission import Submission
from vbpqip.kinds.qit_report.trace.entries import Worked, WorkedEntry, entry_document, table_of, worked_entries
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
from vbpqip.program.program import InForce
from vbpqip.workbook.opened import Cells


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the page as a document."""
    found: dict[str, Any] = json.loads(get_data("vbpqip.kinds.qit_report.trace", "trace.schema.json") or b"")
    return found


def explained_measures(reviewed: Reviewed[Submission, Case], workbook: Cells) -> Iterator[ExplainedSubject]:
    """Yield the selected measures of a report that can be read, by key and short title."""
    case = reviewed.case
    assert case is not None  # noqa: S101 -- it can be read
    rows = {str(row.measure.key): row for row in case.rows}

    def stored(at: Location) -> Cell | None:
        return workbook.cells(at.sheet).get((at.row, at.column)) if at.sheet in workbook.titles else None

    for found in reviewed.review.measures:
        key = str(found.measure.key)
        page = partial(worked_page, Worked(case, reviewed.review, stored, rows[key], found))
        yield ExplainedSubject((key, found.measure.short_title), page)


def worked_page(worked: Worked) -> Document:
    """Return the page on a measure of a report."""
    measure, selected = worked.row.measure, worked.row.row.selected
    entries, numbers = tuple(worked_entries(worked)), tuple(_numbers(worked))
    facts = (
        ("Outcome", outcome_of(worked.result)[0]),
        ("Row", f"{selected.at.sheet}, row {selected.at.row + 1}; {selected.at.address} holds {selected.text}"),
        ("Unit", measure.result_unit),
        ("Better", str(measure.improvement)),
    )
    return Document(
        title=f"{measure.short_title} ({measure.key}) in {worked.review.workbook}",
        lead=parties_of(worked.review),
        parts=(FactList(facts), *_steps(worked, entries), *under_headings(_rests_on(worked, numbers))),
        values=_document(worked, entries, numbers),
    )


def _steps(worked: Worked, entries: tuple[WorkedEntry, ...]) -> Iterator[Part]:
    yield SectionHeading("Cells")
    yield Paragraph(_ABOUT_ENTRIES[worked.row.measure.annual])
    yield Verbatim(table_of(entries))
    yield SectionHeading("Result")
    yield Paragraph(result(worked))
    sums = pooling(worked)
    if sums:
        yield Verbatim(sums)
    yield from under_headings(_conclusions(worked))


def _conclusions(worked: Worked) -> Iterator[tuple[str, str]]:
    yield "Prior report", prior(worked)
    yield "Outcome", outcome(worked)
    yield "Quarterly improvement target", target(worked)
    for finding in worked.findings:
        yield _heading(finding), f"{finding.message} {finding.diagnostic.for_reviewer}"


_ABOUT_ENTRIES = {
    False: "Events and potential occurrences of each quarter; the counts of the four quarters are pooled.",
    True: "The year's result stands in the last quarter's numerator; the first three quarters stay blank.",
}


def _heading(finding: Finding) -> str:
    graded = "waived" if finding.waiver else finding.severity
    return f"{finding.diagnostic.code}, {graded}, {'the whole file' if finding.at is None else finding.at}"


def _rests_on(worked: Worked, numbers: tuple[InForce, ...]) -> Iterator[tuple[str, str]]:
    yield "Source of the measure", grounds_in_words(_menu_row(worked).grounds)
    for number in numbers:
        yield f"{number.key} = {number.value}", grounds_in_words(number.grounds)


def _menu_row(worked: Worked) -> MenuRow:
    return next(row for row in worked.case.program.menu if row.measure == worked.row.measure)


def _numbers(worked: Worked) -> Iterator[InForce]:
    """Yield the program's numbers that the measure's way rests on."""
    case, measure = worked.case, worked.row.measure
    used = [] if measure.annual else [f"measures.{measure.key}.per", "qit.pooling"]
    better = f"measures.{measure.key}.improvement"
    used += [] if case.is_baseline else [better, "qit.comparator", MAINTAINED_COUNTS, "qit.required_share"]
    in_force = {number.key: number for number in case.program.numbers(case.rules_of)}
    yield from (in_force[key] for key in used)


def _document(worked: Worked, entries: tuple[WorkedEntry, ...], numbers: tuple[InForce, ...]) -> dict[str, Any]:
    review, measure, found = worked.review, worked.row.measure, worked.result
    numerator, denominator = counted(found.current)
    prior_numerator, prior_denominator = counted(found.prior)
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
        "selected": {"sheet": worked.row.row.selected.at.sheet, "cell": worked.row.row.selected.at.address},
        "entries": [entry_document(entry) for entry in entries],
        "numerator": numerator,
        "denominator": denominator,
        "result": rate(found.current),
        "prior_numerator": prior_numerator,
        "prior_denominator": prior_denominator,
        "prior_result": rate(found.prior),
        "outcome": str(found.outcome),
        "reason": str(found.reason),
        "achieved": found.achieved,
        "why": {"result": result(worked), "prior": prior(worked), "outcome": outcome(worked), "qit": target(worked)},
        "qit": qit_document(review.qit),
        "findings": [finding_document(finding) for finding in worked.findings],
        "rests_on": [_ground(number) for number in numbers],
        "source": grounds_document(_menu_row(worked).grounds),
    }


def _ground(number: InForce) -> dict[str, Any]:
    return {"key": number.key, "value": number.value, **grounds_document(number.grounds)}
