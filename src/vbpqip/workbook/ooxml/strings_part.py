"""The shared strings part: the texts that cells refer to by number.

White space is kept as stored, with and without ``xml:space="preserve"``; so are escapes such as ``_x0041_``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from vbpqip.core.cells import Cell
from vbpqip.workbook.ooxml.equal_parts import read_once
from vbpqip.workbook.ooxml.plain_spelling import plain_strings
from vbpqip.workbook.ooxml.rejections import Rejection, reject
from vbpqip.workbook.ooxml.stored_values import stored_cell
from vbpqip.workbook.ooxml.text_runs import TEXTS, Text, TextRuns, parents_in
from vbpqip.workbook.ooxml.xml_events import Grammar, Listener, parse

MOST_STRINGS = 500_000

_MOST_DIGITS = 6
_NOTHING_MARKED: Mapping[int, Text] = MappingProxyType({})
_ROOTS = frozenset({"sst"})
_GRAMMAR = Grammar({**parents_in("si"), "si": _ROOTS}, TEXTS)


class Strings(dict[str, Cell]):
    """The cells that show a text, by its number as they refer to it, each made when the first of them asks.

    ``texts`` are all in order, ``marked`` those that are not plain by their place. A number that leads nowhere is an
    error value.
    """

    def __init__(self, texts: Sequence[str] = (), marked: Mapping[int, Text] = _NOTHING_MARKED) -> None:
        super().__init__()
        self.texts = tuple(texts)
        self._marked = marked

    def __missing__(self, reference: str) -> Cell:
        place = _index(reference)
        if not 0 <= place < len(self.texts):
            return stored_cell("e", reference, None)
        cell = stored_cell("str", self.texts[place], None)
        self[reference] = cell = self._marked[place].mark(cell) if place in self._marked else cell
        return cell


def _index(reference: str) -> int:
    """Return the place that a reference names, counted from 0; -1 where it names none."""
    digits = reference.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS else -1


@read_once
def read_strings(part: str, content: bytes) -> Strings:
    """Return the texts.

    Raises:
        UnreadableWorkbookError: the part is damaged, or has more texts than the bound.
    """
    found = plain_strings(content)
    if found is None:
        return _parsed(part, content)
    texts, rest = found
    parse(part, rest, Listener(roots=_ROOTS))
    return Strings(texts)


def _parsed(part: str, content: bytes) -> Strings:
    texts: list[str] = []
    marked: dict[int, Text] = {}
    runs = TextRuns()

    def item_closed(_: str) -> None:
        if len(texts) == MOST_STRINGS:
            reject(Rejection.TOO_MANY_CELLS, f"it has more than {MOST_STRINGS:,} texts")
        if runs.is_ambiguous:
            reject(Rejection.PART_DAMAGED, f"it is damaged: the text of number {len(texts)} is stored twice")
        text = runs.taken()
        if not text.is_plain:
            marked[len(texts)] = text
        texts.append(text.characters)

    closed = {**runs.closed, "si": item_closed}
    parse(part, content, Listener(_ROOTS, runs.opened, closed, _GRAMMAR))
    return Strings(texts, marked)
