"""The custom properties part: facts that a template states about the whole workbook."""

from __future__ import annotations

from vbpqip.reading.ooxml.refusals import Refusal, refuse
from vbpqip.reading.ooxml.xml_events import Attributes, Listener, parse

MOST_PROPERTIES = 5_000


def read_properties(part: str, content: bytes) -> dict[str, str]:
    """Return the properties' texts by name.

    Raises:
        UnreadableWorkbookError: the part is damaged, or has more properties than the bound.
    """
    properties: dict[str, str] = {}
    name = ""

    def opened(attributes: Attributes) -> None:
        nonlocal name
        name = attributes.get("name", "")

    def closed(text: str) -> None:
        if len(properties) == MOST_PROPERTIES:
            refuse(Refusal.TOO_MANY_CELLS, f"it has more than {MOST_PROPERTIES:,} document properties")
        properties[name] = text.strip()

    listener = Listener(roots=frozenset({"Properties"}), opened={"property": opened}, closed={"property": closed})
    parse(part, content, listener)
    return properties
