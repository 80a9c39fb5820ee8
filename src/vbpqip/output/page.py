"""A page that explains one thing, as text for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from vbpqip.core.characters import visible
from vbpqip.core.wrapping import wrapped
from vbpqip.output.plain import for_json


class PagePart(NamedTuple):
    """Words under a heading; ``lines`` follow them and are shown to the letter."""

    heading: str
    words: str
    lines: str = ""


class Page(NamedTuple):
    """What a page is about, facts in two columns, and parts; ``document`` says the same to programs."""

    heading: str
    lead: str
    parts: tuple[PagePart, ...]
    document: Mapping[str, Any]
    facts: tuple[tuple[str, str], ...] = ()


def page_as_text(page: Page, width: int) -> str:
    """Return a page as text of lines no wider than ``width``, where words allow it."""
    head = "\n".join((wrapped(page.heading, width), wrapped(page.lead, width)))
    facts = "\n".join(_facts(page, width))
    parts = ("\n".join(_part(part, width)) for part in page.parts)
    return "\n\n".join(block for block in (head, facts, *parts) if block)


def page_as_json(page: Page) -> str:
    """Return a page as a JSON object."""
    return for_json(page.document, indent=2)


def _facts(page: Page, width: int) -> Iterator[str]:
    column = max((len(label) for label, _ in page.facts), default=0) + 2
    for label, words in page.facts:
        yield wrapped(words, width, f"{label:<{column}}", " " * column)


def _part(part: PagePart, width: int) -> Iterator[str]:
    yield wrapped(part.heading, width)
    yield wrapped(part.words, width, "  ", "  ")
    if part.lines:
        yield ""
        yield from (f"    {visible(line)}".rstrip() for line in part.lines.removesuffix("\n").split("\n"))
