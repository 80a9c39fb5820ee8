"""A document as a workbook: what is to be done, its words around its first table, and a sheet for each further one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain
from typing import TypeAlias

from vbpqip.core.cells import Location
from vbpqip.core.findings import Finding
from vbpqip.output.document import (
    Bullets,
    Charts,
    Document,
    DocumentTable,
    Findings,
    Notes,
    Paragraph,
    Part,
    SectionHeading,
    VerdictLine,
    parts_in_words,
)
from vbpqip.output.finding_groups import what_to_do
from vbpqip.output.table_sheets import BegunSheet, SheetCell, SheetColumn, SheetLine, TableSheet
from vbpqip.output.text import part_lines
from vbpqip.output.tone import Tone
from vbpqip.workbook.builder import WorkbookBuilder

CopiedCells: TypeAlias = Callable[[WorkbookBuilder], Mapping[Location, Location]]
"""What adds sheets that show received cells to a workbook, and returns where each of them stands there."""

_FINDINGS = (
    SheetColumn("What is wrong", 46), SheetColumn("What to do", 46), SheetColumn("Where", 17), SheetColumn("Found", 20),
    SheetColumn("Expected", 22), SheetColumn("Seriousness", 12), SheetColumn("Code", 8),
)  # fmt: skip


def _none_copied(_: WorkbookBuilder) -> Mapping[Location, Location]:
    return {}


def document_as_workbook(document: Document, *, stamp: str = "", copy: CopiedCells = _none_copied) -> bytes:
    """Return an xlsx file; the same document gives the same bytes.

    ``stamp`` is the kind that the workbook says it is of, empty for none; findings lead into the copied cells.
    """
    workbook = WorkbookBuilder(BytesIO(), {"title": f"{document.title}: {document.lead}"})
    if stamp:
        workbook.set_custom_property("vbpqip_kind", stamp, "text")
    tables = [BegunSheet(workbook, table) for table in _sheets(document)]
    copied = copy(workbook)
    for table in tables:
        table.write(copied)
    return workbook.content()


def _sheets(document: Document) -> Iterator[TableSheet]:
    parts = (*document.parts, *document.basis)
    notice = (SheetLine(document.notice, Tone.STRONG),) if document.notice else ()
    asked = [SheetLine(part.words) for part in parts if isinstance(part, Paragraph) and part.strong]
    rows = [_finding(finding) for part in parts for finding in _findings(part)]
    if asked or rows:
        title = f"Findings: {document.lead}"
        yield TableSheet("Findings", title, (*notice, *asked), _FINDINGS, rows, (), document.notice)
    places = [nth for nth, part in enumerate(parts) if isinstance(part, DocumentTable)]
    yield _result(document, parts, places[0] if places else len(parts), notice)
    for nth, place in enumerate(places[1:], start=2):
        part = parts[place]
        assert isinstance(part, DocumentTable)  # noqa: S101 -- as its place says
        yield table_sheet(part.name or f"Table {nth}", part, notice)


def _result(document: Document, parts: Sequence[Part], place: int, notice: Sequence[SheetLine]) -> TableSheet:
    """Return the words of a document around its first table, which stands at a place."""
    table = next((part for part in parts[place:] if isinstance(part, DocumentTable)), None)
    return TableSheet(
        name="Result",
        title=f"{document.title}: {document.lead}",
        lines=(*notice, *_lines(parts[:place])),
        columns=() if table is None else _columns(table),
        rows=() if table is None else _rows(table),
        notes=tuple(_lines(parts[place:])),
        footer=document.notice,
    )


def table_sheet(name: str, table: DocumentTable, lines: Sequence[SheetLine] = ()) -> TableSheet:
    """Return a table as a sheet with lines under its title."""
    return TableSheet(name, table.caption, lines, _columns(table), _rows(table))


def _columns(table: DocumentTable) -> Sequence[SheetColumn]:
    return [SheetColumn(column.heading, column.width) for column in table.columns for _ in range(column.span)]


def _rows(table: DocumentTable) -> Sequence[Sequence[str]]:
    return [[cell.marked for cell in row] for row in table.rows]


def _lines(parts: Sequence[Part]) -> Iterator[SheetLine]:
    """Yield what stands neither in a table nor among the findings, a heading after an empty line."""
    for part in parts_in_words(parts, without=(DocumentTable, Charts, Findings, Notes)):
        match part:
            case SectionHeading(words):
                yield from (SheetLine(""), SheetLine(words, Tone.STRONG))
            case VerdictLine(words, tone):
                yield SheetLine(words, tone)
            case Paragraph(words, strong=True):
                yield SheetLine(words, Tone.STRONG)
            case Bullets(bullets):
                yield from (SheetLine(f"   - {line}") for line in bullets)
            case _:
                yield from (SheetLine(line) for line in part_lines(part))  # type: ignore[arg-type]  # as left out above


def _findings(part: Part) -> Iterator[Finding]:
    match part:
        case Findings(groups):
            yield from chain.from_iterable(groups)
        case Notes(findings):
            yield from findings
        case _:
            return


def _finding(finding: Finding) -> tuple[SheetCell, ...]:
    where = "the whole file" if finding.at is None else finding.at
    said = "waived" if finding.waiver else str(finding.severity)
    found = (finding.found, finding.expected, said, finding.diagnostic.code)
    return (finding.message, what_to_do(finding), where, *found)
