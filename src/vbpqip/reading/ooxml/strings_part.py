"""The shared strings part: the texts that cells refer to by number.

White space is kept as stored, with and without ``xml:space="preserve"``; so are escapes such as ``_x0041_``.
"""

from collections.abc import Mapping
from typing import NamedTuple

from vbpqip.reading.ooxml.equal_parts import read_once
from vbpqip.reading.ooxml.plain_spelling import plain_strings
from vbpqip.reading.ooxml.refusals import Refusal, refuse
from vbpqip.reading.ooxml.text_runs import TEXTS, Text, TextRuns, parents_in
from vbpqip.reading.ooxml.xml_events import Listener, parse

MOST_STRINGS = 500_000

_ROOTS = frozenset({"sst"})
_PARENTS = {**parents_in("si"), "si": _ROOTS}


class Strings(NamedTuple):
    """The texts in order, and those of them that are not plain by their place."""

    texts: tuple[str, ...] = ()
    marked: Mapping[int, Text] = {}


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
    return Strings(tuple(texts))


def _parsed(part: str, content: bytes) -> Strings:
    texts: list[str] = []
    marked: dict[int, Text] = {}
    runs = TextRuns()

    def item_closed(_: str) -> None:
        if len(texts) == MOST_STRINGS:
            refuse(Refusal.TOO_MANY_CELLS, f"it has more than {MOST_STRINGS:,} texts")
        if runs.is_ambiguous:
            refuse(Refusal.PART_DAMAGED, f"it is damaged: the text of number {len(texts)} is stored twice")
        text = runs.taken()
        if text.seen:
            marked[len(texts)] = text
        texts.append(text.characters)

    closed = {**runs.closed, "si": item_closed}
    parse(part, content, Listener(_ROOTS, runs.opened, closed, parents=_PARENTS, texts=TEXTS))
    return Strings(tuple(texts), marked)
