"""A document as the text of a letter: without tables and charts, the first findings alone, and one of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vbpqip.core.findings import Finding
from vbpqip.output.document import (
    Charts,
    Document,
    DocumentTable,
    FactList,
    Findings,
    Notes,
    Paragraph,
    Part,
    parts_in_words,
)
from vbpqip.output.finding_groups import groups
from vbpqip.output.text import text_blocks

_MOST_SHOWN = 5


def document_as_letter(document: Document, width: int) -> Iterator[str]:
    """Yield the paragraphs of a letter, in lines no wider than ``width``, where words allow it."""
    said = parts_in_words(document.parts, without=(DocumentTable, Charts, FactList))
    return text_blocks([brief for part in said for brief in _in_brief(part)], width)


def _in_brief(part: Part) -> Iterator[Part]:
    match part:
        case Findings(alike):
            yield Findings([[_one_of(group)] for group in alike[:_MOST_SHOWN]])
            if len(alike) > _MOST_SHOWN:
                yield Paragraph(f"and {len(alike) - _MOST_SHOWN} more in the workbook attached")
        case Notes(findings):
            yield Notes([_one_of(group) for group in groups(findings)])
        case _:
            yield part


def _one_of(alike: Sequence[Finding]) -> Finding:
    """Return the first finding of a kind, which says how many more there are."""
    first, *others = alike
    return first._replace(message=f"{first.message} And {len(others)} more of this kind.") if others else first
