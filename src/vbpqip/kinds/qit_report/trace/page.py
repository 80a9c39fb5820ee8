"""A page on one measure of a report: the whole way from its cells to its outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vbpqip.core.findings import Finding
from vbpqip.kinds.qit_report.document import counted, qit_document, rate
from vbpqip.kinds.qit_report.result_in_words import outcome_of, parties_of
from vbpqip.kinds.qit_report.trace.entries import Worked, WorkedEntry, entry_document, table_of, worked_entries
from vbpqip.kinds.qit_report.trace.steps import MAINTAINED_COUNTS, outcome, pooling, prior, result, target
from vbpqip.output.explained_numbers import grounds_document, grounds_in_words
from vbpqip.output.json_values import finding_document, parties_document
from vbpqip.output.page import Page, PagePart
from vbpqip.program.menu import MenuRow
from vbpqip.program.program import InForce


def worked_page(worked: Worked) -> Page:
    """Return the page on a measure of a report."""
    measure, selected = worked.row.measure, worked.row.row.selected
    entries, numbers = tuple(worked_entries(worked)), tuple(_numbers(worked))
    return Page(
        heading=f"{measure.short_title} ({measure.key}) in {worked.review.workbook}",
        lead=parties_of(worked.review),
        facts=(
            ("Outcome", outcome_of(worked.result)[0]),
            ("Row", f"{selected.at.sheet}, row {selected.at.row + 1}; {selected.at.address} holds {selected.text}"),
            ("Unit", measure.result_unit),
            ("Better", measure.improvement),
        ),
        parts=(*_steps(worked, entries), *_rests_on(worked, numbers)),
        document=_document(worked, entries, numbers),
    )


def _steps(worked: Worked, entries: tuple[WorkedEntry, ...]) -> Iterator[PagePart]:
    yield PagePart("Cells", _ABOUT_ENTRIES[worked.row.measure.annual], table_of(entries))
    yield PagePart("Result", result(worked), pooling(worked))
    yield PagePart("Prior report", prior(worked))
    yield PagePart("Outcome", outcome(worked))
    yield PagePart("Quarterly improvement target", target(worked))
    for finding in worked.findings:
        yield PagePart(_heading(finding), f"{finding.message} {finding.diagnostic.for_reviewer}")


_ABOUT_ENTRIES = {
    False: "Events and potential occurrences of each quarter; the counts of the four quarters are pooled.",
    True: "The year's result stands in the last quarter's numerator; the first three quarters stay blank.",
}


def _heading(finding: Finding) -> str:
    graded = "waived" if finding.waiver else finding.severity
    return f"{finding.diagnostic.code}, {graded}, {'the whole file' if finding.at is None else finding.at}"


def _rests_on(worked: Worked, numbers: tuple[InForce, ...]) -> Iterator[PagePart]:
    yield PagePart("Source of the measure", grounds_in_words(_menu_row(worked).grounds))
    for number in numbers:
        yield PagePart(f"{number.key} = {number.value}", grounds_in_words(number.grounds))


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
