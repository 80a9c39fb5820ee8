"""The content types part: what the parts of a package say they are."""

from __future__ import annotations

from vbpqip.workbook.ooxml.xml_events import Attributes, Listener, may_say, parse

TYPES_PART = "[Content_Types].xml"

_MACROS = b"macroenabled"
_ROOTS = frozenset({"Types"})


def says_macros(content: bytes) -> bool:
    """Whether a part of a type that may have macros is declared.

    Raises:
        UnreadableWorkbookError: the part may say so, and is damaged.
    """
    if not may_say(content.lower(), _MACROS):
        return False
    types: list[str] = []

    def opened(attributes: Attributes) -> None:
        types.append(attributes.get("ContentType", ""))

    parse(TYPES_PART, content, Listener(_ROOTS, opened={"Override": opened, "Default": opened}))
    return _MACROS.decode() in "\n".join(types).lower()
