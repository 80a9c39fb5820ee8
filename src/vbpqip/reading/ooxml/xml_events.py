"""XML events: a part's elements in document order, within bounds and without any DTD.

Elements are told by local name under the namespace prefix of the root, whatever that prefix is, so that
``<row>`` and ``<x:row>`` are one thing, and foreign elements of the same local name are not.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from vbpqip.reading.ooxml.refusals import Refusal, refuse

MOST_DEPTH = 100
LONGEST_TAG = 1_000_000
"""Bytes, roughly; a tag of millions of attributes costs a hundred times its size."""

Attributes: TypeAlias = dict[str, str]
Opened: TypeAlias = Callable[[Attributes], None]
Closed: TypeAlias = Callable[[str], None]

_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"})
_SHOWN = 40
_SHOWN_NAME = 80


class Listener(NamedTuple):
    """What to call for which element, by local name.

    ``opened`` takes the attributes, ``closed`` the text since the last opening of any element. A part
    with another root than one of ``roots`` is refused. What follows the end of ``last`` is not
    read.
    """

    roots: frozenset[str]
    opened: Mapping[str, Opened] = MappingProxyType({})
    closed: Mapping[str, Closed] = MappingProxyType({})
    last: str | None = None


class _Enough(Exception):
    """All that is asked for was told."""


def parse(part: str, content: bytes, listener: Listener) -> None:
    """Tell ``listener`` the elements of the part named ``part``.

    Raises:
        UnreadableWorkbookError: it is not well-formed XML of an expected kind, or has a DTD.
    """
    parser = ParserCreate()
    parser.buffer_text = True
    parser.XmlDeclHandler = _encoding_declared
    parser.StartDoctypeDeclHandler = _dtd_declared
    _Telling(parser, listener)
    try:
        _feed(parser, content)
    except _Enough:
        return
    except (ExpatError, ValueError, LookupError):
        refuse(Refusal.PART_DAMAGED, f"its part {part[:_SHOWN_NAME]} is damaged")


def _feed(parser: XMLParserType, content: bytes) -> None:
    for start in range(0, len(content), LONGEST_TAG):
        chunk = content[start : start + LONGEST_TAG]
        parser.Parse(chunk)
        if start + len(chunk) - parser.CurrentByteIndex > LONGEST_TAG:
            refuse(Refusal.PART_DAMAGED, "it has a tag that is too long")
    parser.Parse(b"", True)  # noqa: FBT003 -- expat takes it by position only


def local(name: str) -> str:
    """Return a name without its namespace prefix.

    >>> local("x:row"), local("row")
    ('row', 'row')
    """
    return name.rpartition(":")[2]


class _Telling:
    __slots__ = ("closed", "depth", "last", "listener", "opened", "parser", "pieces")

    def __init__(self, parser: XMLParserType, listener: Listener) -> None:
        self.parser = parser
        self.listener = listener
        self.opened: dict[str, Opened] = {}
        self.closed: dict[str, Closed] = {}
        self.last: str | None = None
        self.pieces: list[str] = []
        self.depth = 0
        parser.StartElementHandler = self.root
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.pieces.append

    def root(self, tag: str, attributes: Attributes) -> None:
        name = local(tag)
        if name not in self.listener.roots:
            refuse(Refusal.PART_DAMAGED, f"it holds something else than a workbook ({name[:_SHOWN]})")
        prefix = tag.removesuffix(name)
        self.opened = {prefix + key: call for key, call in self.listener.opened.items()}
        self.closed = {prefix + key: call for key, call in self.listener.closed.items()}
        self.last = None if self.listener.last is None else prefix + self.listener.last
        self.parser.StartElementHandler = self.start
        self.start(tag, attributes)

    def start(self, tag: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            refuse(Refusal.NESTED_TOO_DEEPLY, "its elements are nested too deeply")
        self.pieces.clear()
        if tag in self.opened:
            self.opened[tag](attributes)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if tag in self.closed:
            self.closed[tag]("".join(self.pieces))
        if tag == self.last:
            raise _Enough


def _encoding_declared(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.casefold() not in _ENCODINGS:
        refuse(Refusal.PART_DAMAGED, "it is written in an encoding that workbooks do not use")


def _dtd_declared(*_: object) -> None:
    refuse(Refusal.DOCUMENT_TYPE_DEFINITION, "it has a document type definition, which no workbook needs")
