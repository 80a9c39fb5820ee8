"""A document as a workbook: its words, its findings, and a sheet for each table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from vbpqip.core.findings import Finding
from vbpqip.output.document import Document, DocumentTable, Findings, Part, SectionHeading
from vbpqip.output.finding_groups import what_to_do
from vbpqip.output.table_sheets import SheetColumn, TableSheet, workbook_of
from vbpqip.output.text import part_lines

_WORDS = (SheetColumn("About", 30), SheetColumn("What is said", 100))
_FINDINGS = (
    SheetColumn("What is wrong", 46), SheetColumn("What to do", 46), SheetColumn("Where", 17), SheetColumn("Found", 20),
    SheetColumn("Expected", 22), SheetColumn("Seriousness", 12), SheetColumn("Code", 8),
)  # fmt: skip
_WIDTH = 20


def document_as_workbook(document: Document) -> bytes:
    """Return an xlsx file; the same document gives the same bytes."""
    return workbook_of([*_sheets(document)], f"{document.title}: {document.lead}")


def _sheets(document: Document) -> Iterator[TableSheet]:
    lines = [words for words in (document.lead, document.notice) if words]
    parts = (*document.parts, *document.basis)
    yield TableSheet("Summary", document.title, lines, _WORDS, [*_words(parts)])
    findings = [*chain.from_iterable(chain.from_iterable(part.groups for part in parts if isinstance(part, Findings)))]
    yield TableSheet("Findings", "Findings", lines, _FINDINGS, [*map(_finding, findings)])
    tables = [part for part in parts if isinstance(part, DocumentTable)]
    yield from (table_sheet(f"Table {nth}", table, lines) for nth, table in enumerate(tables, start=1))


def table_sheet(name: str, table: DocumentTable, lines: Sequence[str] = ()) -> TableSheet:
    """Return a table as a sheet with lines under its title."""
    columns = [SheetColumn(heading, _WIDTH) for heading in table.headings]
    return TableSheet(name, table.caption, lines, columns, [[cell.marked for cell in row] for row in table.rows])


def _words(parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Yield what stands neither in a table nor among the findings, each line with the heading that it stands under."""
    heading = ""
    for part in parts:
        if isinstance(part, SectionHeading):
            heading = part.words
        elif not isinstance(part, Findings | DocumentTable):
            yield from ((heading, line) for line in part_lines(part))


def _finding(finding: Finding) -> tuple[str, ...]:
    where = "the whole file" if finding.at is None else str(finding.at)
    said = "waived" if finding.waiver else str(finding.severity)
    found = (finding.found, finding.expected, said, finding.diagnostic.code)
    return (finding.message, what_to_do(finding), where, *found)
