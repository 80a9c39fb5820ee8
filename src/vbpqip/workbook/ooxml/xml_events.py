"""XML events: a part's elements in document order, within bounds and without any DTD.

Elements are told by local name in the namespace of the root, whatever its prefix is and whether it changes on the way,
so that ``<row>`` and ``<x:row>`` are one thing, and foreign elements of the same local name are not. An element at a
place where the format does not have it is damage: programs differ in what they make of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NoReturn, TypeAlias
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType, errors

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.ooxml.rejections import Rejection, reject

MOST_DEPTH = 100
LONGEST_TAG = 1_000_000
"""Bytes, roughly; a tag of millions of attributes costs a hundred times its size."""

LONGEST_NAMESPACE = 200
"""Characters; each element is told with its namespace."""

Attributes: TypeAlias = dict[str, str]
"""By name; one with a prefix has its namespace and a blank before it."""

Opened: TypeAlias = Callable[[Attributes], None]
Closed: TypeAlias = Callable[[str], None]
Parents: TypeAlias = Mapping[str, frozenset[str]]

_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"})
_DISGUISES = (b"\0", b"&", b"<!")
"""What a part must have, in ASCII, to spell a word in another way than letter by letter."""

_NO_MEMORY = errors.codes[errors.XML_ERROR_NO_MEMORY]
_BLANK = " "
_SHOWN = 40
_SHOWN_NAME = 80


class Grammar:
    """Which elements may stand where, by local name.

    ``parents`` says within which elements an element may stand, so that no text stands there, in the ``holders``; no
    element may stand within those of ``texts``.
    """

    def __init__(self, parents: Parents = MappingProxyType({}), texts: frozenset[str] = frozenset()) -> None:
        self.parents, self.texts = parents, texts
        self.holders: frozenset[str] = frozenset().union(*parents.values())


ANYWHERE = Grammar()


class Listener(NamedTuple):
    """What to call for which element, by local name.

    ``opened`` takes the attributes, ``closed`` the text of the element, or of the last one within it. A part with
    another root than one of ``roots`` is rejected. ``misplaced`` takes what stands elsewhere than ``grammar`` allows,
    in words, and rejects it. What follows the end of ``last`` is not read.
    """

    roots: frozenset[str]
    opened: Mapping[str, Opened] = MappingProxyType({})
    closed: Mapping[str, Closed] = MappingProxyType({})
    grammar: Grammar = ANYWHERE
    misplaced: Callable[[str], NoReturn] | None = None
    last: str | None = None


class _Enough(Exception):
    """All that is asked for was told."""


def parse(part: str, content: bytes, listener: Listener) -> None:
    """Tell ``listener`` the elements of the part named ``part``.

    Raises:
        UnreadableWorkbookError: it is not well-formed XML of an expected kind, or has a DTD.
        MemoryError: There is no room for one of its texts; that says nothing of the part.
    """
    parser = ParserCreate(namespace_separator=_BLANK)
    parser.buffer_text = True
    parser.StartNamespaceDeclHandler = _namespace_declared
    parser.XmlDeclHandler = _encoding_declared
    parser.StartDoctypeDeclHandler = _dtd_declared
    telling = _Telling(parser, listener)
    try:
        _feed(parser, content)
    except _Enough:
        return
    except (ExpatError, ValueError, LookupError) as error:
        if getattr(error, "code", None) == _NO_MEMORY:
            raise MemoryError from error
        reject(Rejection.PART_DAMAGED, f"its part {part[:_SHOWN_NAME]} is damaged")
    finally:
        del telling.parser  # which holds it too, and a parser takes 20 kB until what lies in circles is looked for


def _feed(parser: XMLParserType, content: bytes) -> None:
    for start in range(0, len(content), LONGEST_TAG):
        chunk = content[start : start + LONGEST_TAG]
        parser.Parse(chunk)
        if start + len(chunk) - parser.CurrentByteIndex > LONGEST_TAG:
            reject(Rejection.PART_DAMAGED, "it has a tag that is too long")
    parser.Parse(b"", True)  # noqa: FBT003 -- expat takes it by position only


def may_say(content: bytes, *words: bytes) -> bool:
    """Whether a part can have one of some words; nearly all have none, and need no parser to say so."""
    if not content.isascii() or any(disguise in content for disguise in _DISGUISES):
        return True
    return any(word in content for word in words)


def local(name: str) -> str:
    """Return a name without its namespace.

    >>> local("urn:x row"), local("row")
    ('row', 'row')
    """
    return name.rpartition(_BLANK)[2]


@lru_cache(maxsize=16)
def _in_namespace(space: str, grammar: Grammar) -> Grammar:
    parents = {space + key: frozenset(map(space.__add__, names)) for key, names in grammar.parents.items()}
    return Grammar(parents, frozenset(map(space.__add__, grammar.texts)))


class _Telling:
    __slots__ = ("closed", "holders", "last", "listener", "opened", "parents", "parser", "path", "pieces", "texts")

    def __init__(self, parser: XMLParserType, listener: Listener) -> None:
        self.parser = parser
        self.listener = listener
        self.opened: Mapping[str, Opened] = {}
        self.closed: Mapping[str, Closed] = {}
        self.parents: Parents = {}
        self.texts: frozenset[str] = frozenset()
        self.holders: frozenset[str] = frozenset()
        self.last: str | None = None
        self.pieces: list[str] = []
        self.path: list[str] = [""]
        parser.StartElementHandler = self.root
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.pieces.append

    def root(self, tag: str, attributes: Attributes) -> None:
        name = local(tag)
        if name not in self.listener.roots:
            reject(Rejection.PART_DAMAGED, f"it holds something else than a workbook ({name[:_SHOWN]})")
        self.in_namespace(tag.removesuffix(name))
        self.parser.StartElementHandler = self.start
        self.start(tag, attributes)

    def in_namespace(self, space: str) -> None:
        wanted = self.listener
        self.opened = {space + key: call for key, call in wanted.opened.items()}
        self.closed = {space + key: call for key, call in wanted.closed.items()}
        grammar = _in_namespace(space, wanted.grammar)
        self.parents, self.texts, self.holders = grammar.parents, grammar.texts, grammar.holders
        self.last = None if wanted.last is None else space + wanted.last

    def start(self, tag: str, attributes: Attributes) -> None:
        path, parents = self.path, self.parents.get(tag)
        if path[-1] in self.texts if parents is None else path[-1] not in parents:
            self.misplaced(f"<{local(tag)[:_SHOWN]}>")
        if self.pieces:
            self.no_text_in(path[-1])
        path.append(tag)
        if len(path) > MOST_DEPTH + 1:
            reject(Rejection.NESTED_TOO_DEEPLY, "its elements are nested too deeply")
        opened = self.opened.get(tag)
        if opened is not None:
            opened(attributes)

    def no_text_in(self, tag: str) -> None:
        """Leave out the text that was told last; blanks alone may stand in an element that holds others."""
        text = "".join(self.pieces).strip() if tag in self.holders else ""
        if text:
            self.misplaced(f"the text '{text[:_SHOWN]}'")
        self.pieces.clear()

    def misplaced(self, what: str) -> NoReturn:
        if self.listener.misplaced is not None:
            self.listener.misplaced(what)
        reject(Rejection.PART_DAMAGED, f"it is damaged: one of its parts has {what} where it does not belong")

    def end(self, tag: str) -> None:
        self.path.pop()
        closed = self.closed.get(tag)
        if closed is not None:
            closed("".join(self.pieces))
        if self.pieces and (tag in self.holders or self.path[-1] in self.holders):
            self.no_text_in(tag)
        if tag == self.last:
            raise _Enough


def _namespace_declared(_prefix: str | None, namespace: str | None) -> None:
    if namespace is not None and len(namespace) > LONGEST_NAMESPACE:
        reject(Rejection.PART_DAMAGED, "it has a namespace of a name that is too long")


def _encoding_declared(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.casefold() not in _ENCODINGS:
        reject(Rejection.PART_DAMAGED, "it is written in an encoding that workbooks do not use")


def _dtd_declared(*_: object) -> None:
    reject(Rejection.DOCUMENT_TYPE_DEFINITION, "it has a document type definition, which no workbook needs")
