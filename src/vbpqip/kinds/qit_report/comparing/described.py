"""A comparison as a document: the verdict, then entries, results, findings, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from vbpqip.core.cells import Location
from vbpqip.core.findings import Finding
from vbpqip.core.reviews import Review
from vbpqip.kinds.compared import either, files_compared, verdict_line
from vbpqip.kinds.feedback.described import basis_parts
from vbpqip.kinds.qit_report.comparing.comparison import Change, Comparison, FormPart, MeasureChange, Relation
from vbpqip.kinds.qit_report.comparing.in_words import (
    KINDS,
    comparators,
    credits_of,
    entered,
    findings_summary,
    moved_by,
    outcomes,
    places_of_change,
    relation_of,
    results_of_both,
    summary_of,
    what_changed,
)
from vbpqip.kinds.qit_report.comparing.values import comparison_values
from vbpqip.kinds.qit_report.result_in_words import fraction_of, outcome_in_words, verdict_of
from vbpqip.output.document import (
    Bullets,
    ColumnHeading,
    Document,
    DocumentTable,
    FactList,
    Findings,
    Notes,
    Paragraph,
    Part,
    SectionHeading,
    TableCell,
)
from vbpqip.output.finding_groups import groups, notes_last, what_to_do

_LONGEST = 300
"""Characters of a change or a finding that are told in words; what was received can be a book."""

_CHANGES = (
    ColumnHeading("Of", width=24),
    ColumnHeading("Entry", width=26),
    ColumnHeading("Change", width=18),
    ColumnHeading("Old cell", width=22),
    ColumnHeading("Old entry", width=24),
    ColumnHeading("New cell", width=22),
    ColumnHeading("New entry", width=24),
    ColumnHeading("What became of the measure", width=32),
)
_MEASURES = (
    ColumnHeading("Measure", width=24),
    ColumnHeading("Old result", width=14),
    ColumnHeading("New result", width=14),
    ColumnHeading("Unit", width=24),
    ColumnHeading("Old comparator", width=14),
    ColumnHeading("New comparator", width=14),
    ColumnHeading("Old outcome", width=24),
    ColumnHeading("New outcome", width=24),
    ColumnHeading("Moved by", width=26),
)
_FINDINGS = (
    ColumnHeading("Finding", width=10),
    ColumnHeading("Severity", width=11),
    ColumnHeading("Code", width=10),
    ColumnHeading("Cell", width=20),
    ColumnHeading("What is wrong", width=56),
    ColumnHeading("What to do", width=56),
)
_GONE, _NEW = "gone", "new"


def comparison_document(comparison: Comparison) -> Document:
    """Return the document; the same comparison gives the same one."""
    old, new = comparison.old, comparison.new
    return Document(
        title=files_compared(old, new),
        lead=relation_of(comparison),
        parts=(
            verdict_line(verdict_of(old), verdict_of(new)),
            _both_reports(comparison),
            *_changes(comparison),
            *_measures(comparison),
            *_findings(comparison),
        ),
        basis=tuple(basis_parts(new, old)),
        values=comparison_values(comparison),
    )


def _both_reports(comparison: Comparison) -> Part:
    """Return the status and the fraction of each report, and the measure credits where they differ."""
    old, new = comparison.old, comparison.new
    differ = old.credits.in_force != new.credits.in_force
    credited = (("Credits", credits_of(comparison)),) if differ else ()
    return FactList((("Old", _status_and_fraction(old)), ("New", _status_and_fraction(new)), *credited))


def _status_and_fraction(review: Review) -> str:
    return f"{review.period or 'no period'}, {review.status}: {fraction_of(review)}"


def _changes(comparison: Comparison) -> Iterator[Part]:
    yield SectionHeading("Entries")
    yield Paragraph(summary_of(comparison))
    if comparison.changes:
        became = {str(each.measure.key): either(outcomes(each)) for each in comparison.measures if each.moved}
        rows = tuple(_change(each, comparison, became.get(each.name.group, "as before")) for each in comparison.changes)
        yield DocumentTable("Entries that differ", _CHANGES, rows, in_words=tuple(_changes_by_row(comparison)))
    if comparison.not_compared:
        yield SectionHeading("Not compared")
        yield Bullets(comparison.not_compared)


def _change(change: Change, comparison: Comparison, became: str) -> tuple[TableCell, ...]:
    words = (
        change.subject,
        change.called,
        KINDS[change.kind],
        _cell(change.old.at),
        entered(change.old, comparison.old.workbook),
        _cell(change.new.at),
        entered(change.new, comparison.new.workbook),
        became if change.name.part is FormPart.MEASURE else "",
    )
    return tuple(map(TableCell, words))


def _cell(at: Location | None) -> str:
    return "" if at is None else str(at)


def _changes_by_row(comparison: Comparison) -> Iterator[Part]:
    """Yield the changes under what their row of the form is called."""
    for _, changes in groupby(comparison.changes, lambda change: change.name.row):
        first, *others = changes
        yield Paragraph(_cut(first.subject))
        yield Bullets(
            tuple(f"{places_of_change(each)}  {_cut(what_changed(each, comparison))}" for each in (first, *others))
        )


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}.."


def _measures(comparison: Comparison) -> Iterator[Part]:
    if comparison.measures:
        rows = tuple(_measure(each, comparison.relation) for each in comparison.measures)
        yield SectionHeading("Measures")
        yield DocumentTable(
            "Each measure that either report selects: its result, what it is compared with, and what became of it",
            _MEASURES,
            rows,
            name="Measures",
            in_words=(Bullets(tuple(_measure_lines(comparison))),),
        )


def _measure(measure: MeasureChange, relation: Relation) -> tuple[TableCell, ...]:
    old, new = outcomes(measure)
    return (
        TableCell(measure.measure.short_title),
        *(TableCell(each, number=True) for each in results_of_both(measure)),
        TableCell(measure.measure.result_unit),
        *(TableCell(each, number=True) for each in comparators(measure)),
        TableCell(old, tone=None if measure.old is None else outcome_in_words(measure.old)[1]),
        TableCell(new, tone=None if measure.new is None else outcome_in_words(measure.new)[1]),
        TableCell(moved_by(measure, relation) if measure.moved else "as before"),
    )


def _measure_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what became of each measure that moved, and the names of the others."""
    for each in comparison.measures:
        if each.moved:
            results = f"{either(results_of_both(each))} {each.measure.result_unit}; prior {either(comparators(each))}"
            by = moved_by(each, comparison.relation)
            yield "; ".join(
                (f"{each.measure.short_title}: {either(outcomes(each))}", results, *([f"by {by}"] if by else []))
            )
    unmoved = [each.measure.short_title for each in comparison.measures if not each.moved]
    if unmoved:
        yield f"As before: {', '.join(unmoved)}"


def _findings(comparison: Comparison) -> Iterator[Part]:
    yield SectionHeading("Findings")
    yield Paragraph(findings_summary(comparison))
    gone, arisen = notes_last(comparison.gone), notes_last(comparison.arisen)
    rows = (*(_finding(_GONE, each) for each in gone), *(_finding(_NEW, each) for each in arisen))
    if rows:
        yield DocumentTable(
            "Findings gone and new", _FINDINGS, rows, name="Findings", in_words=tuple(_findings_in_words(gone, arisen))
        )


def _finding(word: str, finding: Finding) -> tuple[TableCell, ...]:
    todo = what_to_do(_for_reviewer(finding)) if word == _NEW else ""
    words = (word, _severity(finding), finding.diagnostic.code, _cell(finding.at), finding.message, todo)
    return tuple(map(TableCell, words))


def _severity(finding: Finding) -> str:
    return "waived" if finding.waiver else str(finding.severity)


def _findings_in_words(gone: Sequence[Finding], arisen: Sequence[Finding]) -> Iterator[Part]:
    """Yield the findings that went away, and the new ones, each kind of them with what to do."""
    if gone:
        yield Bullets(tuple(map(_gone, gone)))
    shown = [_for_reviewer(each)._replace(message=_cut(each.message)) for each in arisen]
    asking, noted = ([each for each in shown if each.is_note is note] for note in (False, True))
    if asking:
        yield Paragraph("New:")
        yield Findings(groups(asking))
    if noted:
        yield Paragraph("New, and nothing needs to be done about it:")
        yield Notes(noted)


def _gone(finding: Finding) -> str:
    place = "" if finding.at is None else f"{finding.at}: "
    return f"Gone, {_severity(finding)}: {place}{_cut(finding.message)} [{finding.diagnostic.code}]"


def _for_reviewer(finding: Finding) -> Finding:
    """Return a finding that tells the reviewer what to do, in place of the sender."""
    diagnostic = finding.diagnostic
    return finding._replace(diagnostic=diagnostic._replace(remedy=diagnostic.for_reviewer))
