"""A document as text for a terminal or an e-mail, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vbpqip.core.characters import visible
from vbpqip.core.findings import Finding
from vbpqip.core.text_columns import columns_taken, in_column
from vbpqip.core.wrapping import wrapped
from vbpqip.output.document import (
    Bullets,
    Charts,
    Document,
    DocumentTable,
    FactList,
    Findings,
    Notes,
    Paragraph,
    Part,
    SectionHeading,
    Verbatim,
    VerdictLine,
)
from vbpqip.output.finding_groups import what_to_do
from vbpqip.output.plain import for_json


def document_as_text(document: Document, width: int) -> str:
    """Return a document as text of lines no wider than ``width``, where words allow it."""
    head = "\n".join(wrapped(words, width) for words in (document.title, document.lead, document.notice) if words)
    return "\n\n".join([head, *text_blocks((*document.parts, *document.basis), width)])


def document_as_json(document: Document) -> str:
    """Return what a document says to programs as a JSON object."""
    return for_json(document.values, indent=2)


def text_blocks(parts: Sequence[Part], width: int) -> Iterator[str]:
    """Yield parts as blocks of text: a heading and what stands under it are one."""
    lines: list[str] = []
    indent = ""
    for part in parts:
        if isinstance(part, SectionHeading) or not indent:
            yield from _block(lines)
            lines = []
        if isinstance(part, SectionHeading):
            indent = "  "
            lines.append(wrapped(part.words, width))
        else:
            lines.extend(_lines(part, width, indent))
    yield from _block(lines)


def _block(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield "\n".join(lines)


def _lines(part: Part, width: int, indent: str) -> Iterator[str]:
    match part:
        case SectionHeading(words) | Paragraph(words) | VerdictLine(words):
            yield wrapped(words, width, indent, indent)
        case Verbatim():
            yield ""
            yield from (f"{indent}  {visible(line)}".rstrip() for line in part_lines(part))
        case FactList(rows):
            yield from _facts(rows, width, indent)
        case Findings(groups):
            yield from (line for alike in groups for line in _finding(alike, width, indent))
        case DocumentTable(in_words=said) if said:
            yield from (line for each in said for line in _lines(each, width, indent))
        case DocumentTable():
            yield from (wrapped(line, width, f"{indent}- ", f"{indent}  ") for line in _rows(part))
        case _:
            yield from (wrapped(line, width, f"{indent}- ", f"{indent}  ") for line in part_lines(part))


def _facts(rows: Sequence[tuple[str, str]], width: int, indent: str) -> Iterator[str]:
    column = max((columns_taken(label) for label, _ in rows), default=0) + 2
    for label, words in rows:
        yield wrapped(words, width, f"{indent}{in_column(label, column)}", indent + " " * column)


def _rows(table: DocumentTable) -> Iterator[str]:
    for first, *others in table.rows:
        named = zip(table.headings[1:], others, strict=True)
        yield "; ".join((first.words, *(f"{heading}: {cell.marked}" for heading, cell in named if cell.words)))


def part_lines(part: Paragraph | VerdictLine | Verbatim | FactList | Bullets | Notes | Charts) -> Iterator[str]:
    """Yield what a part says, line by line, neither wrapped nor indented."""
    match part:
        case Paragraph(words) | VerdictLine(words):
            yield words
        case Verbatim(lines):
            yield from lines.removesuffix("\n").split("\n")
        case FactList(rows):
            yield from (f"{label}: {words}" for label, words in rows)
        case Bullets(bullets):
            yield from bullets
        case Notes(findings):
            yield from (f"{_place(finding)}{finding.message} [{finding.diagnostic.code}]" for finding in findings)
        case Charts(charts):
            yield from (f"{chart.title}: {chart.said}" for chart in charts)


def _finding(alike: Sequence[Finding], width: int, indent: str) -> Iterator[str]:
    """Yield findings of one kind: what each of them says, and once what to do."""
    first = alike[0]
    said, code = "Waived" if first.waiver else str(first.severity).capitalize(), f"[{first.diagnostic.code}]"
    deeper = f"{indent}  "
    if len(alike) == 1:
        yield wrapped(f"{said}: {_place(first)}{first.message} {code}", width, f"{indent}- ", f"{deeper}  ")
    else:
        yield wrapped(
            f"{said}, {len(alike)} times: {first.diagnostic.issue} {code}", width, f"{indent}- ", f"{deeper}  "
        )
        for finding in alike:
            yield wrapped(f"{_place(finding)}{finding.message}", width, f"{deeper}- ", f"{deeper}  ")
    yield wrapped(what_to_do(first), width, deeper, deeper)


def _place(finding: Finding) -> str:
    return "" if finding.at is None else f"{finding.at}: "
