"""A comparison as a workbook: what changed, what it did to each measure, and to the findings."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.cells import Location
from vbpqip.core.findings import Finding
from vbpqip.core.reviews import Review
from vbpqip.kinds.in_words import assumption_lines, reviewed_by
from vbpqip.kinds.qit_report.comparing.comparison import Comparison, FormPart, MeasureChange, Relation
from vbpqip.kinds.qit_report.comparing.in_words import (
    KINDS,
    comparators,
    credits_of,
    either,
    entered,
    findings_summary,
    moved_by,
    outcomes,
    relation_of,
    results_of_both,
    summary_of,
)
from vbpqip.kinds.qit_report.result_in_words import fraction_of, verdict_of
from vbpqip.output.finding_groups import notes_last
from vbpqip.output.table_sheets import SheetColumn, TableSheet, workbook_of

_CHANGES = (
    SheetColumn("Change", 18),
    SheetColumn("Of", 24),
    SheetColumn("Entry", 26),
    SheetColumn("Old cell", 22),
    SheetColumn("Old entry", 24),
    SheetColumn("New cell", 22),
    SheetColumn("New entry", 24),
    SheetColumn("What became of the measure", 32),
)
_RESULT = (
    SheetColumn("Measure", 24),
    SheetColumn("Old result", 14),
    SheetColumn("New result", 14),
    SheetColumn("Unit", 24),
    SheetColumn("Old comparator", 14),
    SheetColumn("New comparator", 14),
    SheetColumn("Old outcome", 24),
    SheetColumn("New outcome", 24),
    SheetColumn("Moved by", 26),
)
_FINDINGS = (
    SheetColumn("Finding", 10),
    SheetColumn("Severity", 11),
    SheetColumn("Code", 10),
    SheetColumn("Cell", 20),
    SheetColumn("What is wrong", 56),
    SheetColumn("What to do", 56),
)


def compared_as_workbook(comparison: Comparison) -> bytes:
    """Return a comparison as an xlsx file; the same comparison gives the same bytes."""
    title = f"What changed between {comparison.old.workbook} and {comparison.new.workbook}"
    return workbook_of((_changes(comparison), _result(comparison), _findings(comparison)), title)


def _changes(comparison: Comparison) -> TableSheet:
    moved = {str(measure.measure.key): either(outcomes(measure)) for measure in comparison.measures if measure.moved}
    rows = [
        (
            KINDS[change.kind],
            change.subject,
            change.called,
            _cell(change.old.at),
            entered(change.old, comparison.old.workbook),
            _cell(change.new.at),
            entered(change.new, comparison.new.workbook),
            moved.get(change.name.group, "as before") if change.name.part is FormPart.MEASURE else "",
        )
        for change in comparison.changes
    ]
    return TableSheet("Changes", "Changes", (_files(comparison), summary_of(comparison)), _CHANGES, rows)


def _files(comparison: Comparison) -> str:
    return f"{relation_of(comparison)}. Old: {comparison.old.workbook}. New: {comparison.new.workbook}."


def _cell(at: Location | None) -> str:
    return "" if at is None else str(at)


def _result(comparison: Comparison) -> TableSheet:
    old, new = comparison.old, comparison.new
    lines = (
        either((verdict_of(old)[0], verdict_of(new)[0])),
        f"Old: {fraction_of(old)}",
        f"New: {fraction_of(new)}",
        credits_of(comparison),
    )
    rows = [_measure(measure, comparison.relation) for measure in comparison.measures]
    return TableSheet("Result", "Result", lines, _RESULT, rows, tuple(_notes(comparison)))


def _measure(measure: MeasureChange, relation: Relation) -> tuple[str, ...]:
    title, unit = measure.measure.short_title, measure.measure.result_unit
    why = moved_by(measure, relation) if measure.moved else "as before"
    return (title, *results_of_both(measure), unit, *comparators(measure), *outcomes(measure), why)


def _notes(comparison: Comparison) -> Iterator[str]:
    for words in comparison.not_compared:
        yield f"Not compared: {words}"
    for name, review in (("Old", comparison.old), ("New", comparison.new)):
        yield f"{name}: {review.workbook}, {_period(review)}, {review.status}, SHA-256 {review.sha256}"
    yield reviewed_by(comparison.new)
    yield from (f"No document states {line}" for line in assumption_lines(comparison.new))


def _period(review: Review) -> str:
    return "no period" if review.period is None else str(review.period)


def _findings(comparison: Comparison) -> TableSheet:
    rows = [
        *(_finding("gone", finding) for finding in notes_last(comparison.gone)),
        *(_finding("new", finding) for finding in notes_last(comparison.arisen)),
    ]
    return TableSheet("Findings", "Findings", (findings_summary(comparison),), _FINDINGS, rows)


def _finding(word: str, finding: Finding) -> tuple[str, ...]:
    diagnostic = finding.diagnostic
    severity = "waived" if finding.waiver else str(finding.severity)
    return (word, severity, diagnostic.code, _cell(finding.at), finding.message, diagnostic.for_reviewer)
