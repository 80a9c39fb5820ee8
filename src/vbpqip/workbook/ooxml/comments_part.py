"""Comments on the cells of a sheet: the beginning of each, by cell.

Excel keeps a conversation in a part of its own and puts a text for older programs where comments stood before; the
conversation counts.
"""

from __future__ import annotations

from vbpqip.workbook.ooxml.container import Container
from vbpqip.workbook.ooxml.references import Position, corners
from vbpqip.workbook.ooxml.relationships import Relationship
from vbpqip.workbook.ooxml.xml_events import Attributes, Listener, parse

_LONGEST = 200
"""Characters of a comment that are kept."""

_KINDS = {"threadedComment": "threadedComment", "comments": "comment"}
"""Kinds of parts that hold comments, the one that counts most first, and the element of one comment in each."""

_TEXTS = {"threadedComment": "text", "comments": "t"}
_ROOTS = frozenset({"ThreadedComments", "comments"})


class _Reading:
    def __init__(self, comments: dict[Position, str]) -> None:
        self.comments = comments
        self.at: Position = (0, 0)
        self.pieces: list[str] = []
        self.room = _LONGEST

    def opened(self, attributes: Attributes) -> None:
        self.at, _ = corners(attributes.get("ref", ""))
        self.pieces.clear()
        self.room = _LONGEST

    def text_closed(self, text: str) -> None:
        if self.room > 0:
            self.pieces.append(text[: self.room])
            self.room -= len(text)

    def closed(self, _: str) -> None:
        self.comments.setdefault(self.at, "".join(self.pieces))


def read_comments(container: Container, arrows: tuple[Relationship, ...]) -> dict[Position, str]:
    """Return the beginning of the first comment on each cell of the sheet that the arrows leave.

    Raises:
        UnreadableWorkbookError: a part that holds comments, or leads to one, is damaged or beyond the bounds.
    """
    comments: dict[Position, str] = {}
    for kind, element in _KINDS.items():
        for arrow in arrows:
            if arrow.kind == kind and arrow.part in container:
                _read(arrow.part, container.part(arrow.part), _Reading(comments), (element, _TEXTS[kind]))
    return comments


def _read(part: str, content: bytes, reading: _Reading, elements: tuple[str, str]) -> None:
    element, text = elements
    opened, closed = {element: reading.opened}, {element: reading.closed, text: reading.text_closed}
    parse(part, content, Listener(roots=_ROOTS, opened=opened, closed=closed))
