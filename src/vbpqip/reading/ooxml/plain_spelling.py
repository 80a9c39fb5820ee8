"""Plain spelling: cells and texts in the one spelling that nearly all programs write.

XML is not guessed at here: only whole elements of a strict grammar are taken out of a part, and the rest,
with every cell that is spelled in any other way, is left to the XML parser. Both ways give the same; this
one is several times faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Spelled: TypeAlias = tuple[str, str | None, str | None, str | None, str | None]
"""A cell's address, style attribute, type attribute, formula and text; ``None`` where it has no such thing."""

LARGEST = 4_000_000
"""Bytes of a part beyond which the parser is used, because it needs less memory."""

_DECLARATION = rb"""<\?xml version=["']1.0["'] encoding=["'](?i:utf-8)["'](?: standalone=["']\w+["'])? ?\?>\s*"""
_START = re.compile(rb"(?:\xef\xbb\xbf)?(?:" + _DECLARATION + rb")?<(?:worksheet|sst)[ >]")
_END_OF_CELLS, _END_OF_MERGES = b"</sheetData>", b"</mergeCells>"
_LURES = ("<!", "]]>")
_CHARACTERS = r"[^<&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
_TEXT = f"({_CHARACTERS}(?:&(?:amp|lt|gt|quot|apos);{_CHARACTERS})*+)"
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="([0-9]++)")?(?: t="([A-Za-z]++)")?'
    rf'(?: ?/>|>(?:<f(?: aca="[a-z]++")?>{_TEXT}</f>)?(?:<v>{_TEXT}</v>)?</c>)'
)
_OPENED = "<si>"
_MOST_RUNS = 100
"""Of one text; one of more is left to the parser, which has a bound on them."""
_SPACE = '(?: xml:space="preserve")?+'
_LOOKS = r'(?:<rPr>(?:<[A-Za-z]++(?: [a-z]++="[^"<&]*+")*+ ?/>)*+</rPr>)?+'
_RUN = rf"<r>{_LOOKS}<t{_SPACE}>{_CHARACTERS}(?:&(?:amp|lt|gt|quot|apos);{_CHARACTERS})*+</t></r>"
_ITEM = re.compile(rf"<si>(?:<t{_SPACE}>{_TEXT}</t>|((?:{_RUN}){{1,{_MOST_RUNS}}}+))</si>")
_RUN_TEXT = re.compile(rf"<t{_SPACE}>([^<]*+)</t>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def plain_cells(content: bytes) -> tuple[Iterable[Spelled], bytes]:
    """Return the plain cells of a sheet's part, and the part without them.

    What follows the cells is left out, but for merged ranges and what stands before them.
    """
    cells, end, more = content.partition(_END_OF_CELLS)
    merged, end_of_merges, _ = more.partition(_END_OF_MERGES)
    text = _plain_text(cells + end + (merged + end_of_merges if end_of_merges else b""))
    if text is None or "<c>" in text or text.count("<c ") > text.count('<c r="'):
        return (), content
    pieces = _CELL.split(text)
    columns = [pieces[group :: _CELL.groups + 1] for group in range(_CELL.groups + 1)]
    return zip(*columns[1:], strict=True), "".join(columns[0]).encode()


def plain_strings(content: bytes) -> tuple[Sequence[str | None], bytes]:
    """Return the plain texts of a shared strings part, ``None`` for each other one, and the part with those alone."""
    text = _plain_text(content)
    if text is None:
        return (), content
    strings: list[str | None] = []
    pieces = _ITEM.split(text)
    for between, plain, runs in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False):
        strings.extend([None] * between.count(_OPENED))
        strings.append(characters("".join(_RUN_TEXT.findall(runs)) if plain is None else plain))
    strings.extend([None] * pieces[-1].count(_OPENED))
    return strings, "".join(pieces[::3]).encode()


def characters(text: str) -> str:
    """Replace the entities that plain spelling may have.

    >>> characters("A1&lt;B1&amp;&quot;&amp;lt;&quot;")
    'A1<B1&"&lt;"'
    """
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text


def _plain_text(content: bytes) -> str | None:
    """Decode a part in which nothing can look like an element without being one."""
    if len(content) > LARGEST or _START.match(content) is None:
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    lured = text.find("<?", len("<?")) > 0 or any(lure in text for lure in _LURES)
    return None if lured else text
