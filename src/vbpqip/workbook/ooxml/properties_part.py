"""The custom properties part: facts that a template states about the whole workbook."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from vbpqip.workbook.ooxml.equal_parts import read_once
from vbpqip.workbook.ooxml.rejections import Rejection, reject
from vbpqip.workbook.ooxml.xml_events import Attributes, Grammar, Listener, parse

MOST_PROPERTIES = 5_000

_SHOWN = 40
_ROOTS = frozenset({"Properties"})
_GRAMMAR = Grammar({"property": _ROOTS})


@read_once
def read_properties(part: str, content: bytes) -> Mapping[str, str]:
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
            reject(Rejection.TOO_MANY_CELLS, f"it has more than {MOST_PROPERTIES:,} document properties")
        if name in properties:
            reject(Rejection.PART_DAMAGED, f"it has two document properties {name[:_SHOWN]}")
        properties[name] = text.strip()

    listener = Listener(_ROOTS, opened={"property": opened}, closed={"property": closed}, grammar=_GRAMMAR)
    parse(part, content, listener)
    return MappingProxyType(properties)
