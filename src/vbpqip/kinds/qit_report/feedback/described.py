"""The feedback on a report as a document: the verdict, the gap, the findings, the measures, and what was received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vbpqip.core.cells import Location
from vbpqip.core.findings import Finding
from vbpqip.core.numbers import rounded
from vbpqip.core.reviews import Review
from vbpqip.kinds.feedback.described import basis_parts, change_parts, finding_parts
from vbpqip.kinds.feedback.invitation import NOT_TO_BE_SENT, invitation
from vbpqip.kinds.in_words import parties_of
from vbpqip.kinds.qit_report.feedback.contents import Contents, MeasureLine, PlottedMeasure
from vbpqip.kinds.qit_report.feedback.marked_copy import BLANK
from vbpqip.kinds.qit_report.feedback.received import value_of
from vbpqip.kinds.qit_report.gap_in_words import change_needed
from vbpqip.kinds.qit_report.model import MeasureRow, Submission
from vbpqip.kinds.qit_report.result_in_words import (
    contract_lines,
    fraction_of,
    report_called,
    verdict_of,
)
from vbpqip.output.document import (
    Bullets,
    Chart,
    Charts,
    ColumnHeading,
    Document,
    DocumentTable,
    Mark,
    Paragraph,
    Part,
    SectionHeading,
    TableCell,
    VerdictLine,
)
from vbpqip.workbook.entries import Field


def described(contents: Contents) -> Document:
    """Return the document; the same review gives the same one."""
    review = contents.review
    return Document(
        title=f"Feedback on a {report_called(review)}",
        lead=parties_of(review),
        notice=NOT_TO_BE_SENT,
        parts=(
            *_result(contents),
            *finding_parts(review),
            *_measures(contents),
            *_received(contents),
            *_contracts(review),
        ),
        basis=tuple(basis_parts(review)),
    )


def _result(contents: Contents) -> Iterator[Part]:
    review = contents.review
    yield VerdictLine(*verdict_of(review))
    yield Paragraph(fraction_of(review))
    yield Paragraph(invitation(review, contents.deadline), strong=True)
    yield from change_parts(change_needed(review))


_MEASURES = ("Measure", "Result, calculated", "Compared with", "Change", "Outcome", "Change needed", "Unit")


def _measures(contents: Contents) -> Iterator[Part]:
    measures = [*contents.measures]
    if measures:
        yield SectionHeading("Measures")
        yield DocumentTable(
            "Each selected measure: how its result comes about, what it is compared with, and what became of it",
            tuple(map(ColumnHeading, _MEASURES)),
            tuple(map(_measure, measures)),
        )
    charts = tuple(_chart(line, line.plotted) for line in measures if line.plotted is not None)
    if charts:
        yield SectionHeading("Quarters")
        yield Paragraph(
            "Diamonds are single quarters, the solid line is the rolling result of the four, the dashed line the prior "
            "report's result.",
            small=True,
        )
        yield Charts(charts)


def _measure(line: MeasureLine) -> tuple[TableCell, ...]:
    return (
        TableCell(line.title),
        TableCell(line.working),
        TableCell(line.prior_working),
        TableCell(line.change, number=True),
        TableCell(line.outcome, tone=line.tone),
        TableCell(line.turned_by),
        TableCell(f"{line.unit}; {line.better}"),
    )


def _chart(line: MeasureLine, plotted: PlottedMeasure) -> Chart:
    return Chart(line.title, line.unit, _said(line, plotted), plotted.quarters, plotted.rolling, plotted.prior)


def _said(line: MeasureLine, plotted: PlottedMeasure) -> str:
    """Return what a chart shows, for those who hear it."""
    known = ((name, "no result" if rate is None else rounded(rate)) for name, rate in plotted.quarters)
    quarters = ", ".join(f"{name} {words}" for name, words in known)
    levels = f"rolling result {line.result}; prior result {line.prior}"
    return f"{line.unit}; single quarters: {quarters}; {levels}; {line.better}."


def _received(contents: Contents) -> Iterator[Part]:
    """Yield the selected measures with the entries of four quarters and of the prior report, as they were received."""
    submission = contents.submission
    if submission is None:
        return
    marks = _marks(contents.findings)
    rows = tuple(_entries(row, marks) for row in submission.rows if row.is_selected)
    if rows:
        caption = "Entries of the selected measures: numerator / denominator."
        legend = f"{Mark.ERROR} marks an error, {Mark.WARNING} a warning."
        yield SectionHeading("What was received")
        yield DocumentTable(f"{caption} {legend}", tuple(_columns(submission)), rows, small=True)


def _columns(submission: Submission) -> Iterator[ColumnHeading]:
    yield ColumnHeading("Measure")
    yield from (ColumnHeading(quarter.text or "(quarter not chosen)", 2) for quarter in submission.quarters)
    yield ColumnHeading("Prior report", 2)


def _entries(row: MeasureRow, marks: Mapping[Location, Mark]) -> tuple[TableCell, ...]:
    title = TableCell(row.title.text or row.key.text)
    return (title, *(_entry(field, marks.get(field.at)) for field in (*row.counts, *row.prior)))


def _entry(field: Field, mark: Mark | None) -> TableCell:
    value = value_of(field)
    return TableCell(str(value) if value is not None else BLANK if mark else "", number=True, mark=mark)


def _marks(findings: tuple[Finding, ...]) -> dict[Location, Mark]:
    """Return the mark of each cell with an issue; an error's beats a warning's; what is waived and a note have none."""
    counting = [finding for finding in findings if finding.is_error or finding.is_warning]
    ordered = sorted(counting, key=lambda finding: finding.is_error)
    return {each.at: Mark.ERROR if each.is_error else Mark.WARNING for each in ordered if each.at is not None}


def _contracts(review: Review) -> Iterator[Part]:
    lines = tuple(contract_lines(review))
    if lines:
        yield SectionHeading("Contracts")
        yield Bullets(lines)
