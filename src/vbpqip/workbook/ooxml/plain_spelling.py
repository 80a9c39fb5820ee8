"""Plain spelling: cells and texts in the one spelling that nearly all programs write.

XML is not guessed at here: a row of cells, or all texts of a workbook, are taken out of a part only where every tag and
attribute within is one of a strict grammar. All else is left to the XML parser: the tags of the rows, and each row that
is spelled in any other way. Both ways give the same; this one is several times faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from vbpqip.core.named_tuples import NamedTuple

PlainCell: TypeAlias = tuple[str, str | None, str | None, str | None, str | None]
"""A cell's column, style, type, formula and text as they are spelled; ``None`` where it has none."""

Keep: TypeAlias = Callable[[int, Iterable[PlainCell]], None]

_DECLARATION = r"""<\?xml version=["']1.0["'] encoding=["'](?i:utf-8)["'](?: standalone=["']\w+["'])? ?\?>\s*"""
_START = re.compile(rf"\ufeff?(?:{_DECLARATION})?<(?:worksheet|sst)(?: [^<>]*)?(?<!/)>\s*")
_END_OF_CELLS, _END_OF_MERGES = b"</sheetData>", b"</mergeCells>"
_TABLE, _MERGES, _ROWS = b"sheetData", b"mergeCells", (b"<row", b":row")
_EMPTY = re.compile(rb"sheetData[^<>]*/>")
_BLANKS = " \t\r\n"
_TEXT = r"[^<>\x00-\x08\x0b-\x1f]*+"
_WORD = r"[^\"<>&\x00-\x1f]*+"
_NO_CHARACTERS = ("\ufffe", "\uffff")
"""XML has none of them. A pattern that names them takes long to compile, so they are looked for apart."""
_ROW = re.compile('r="([1-9][0-9]{0,6})"(?: [^<>]*)?(?<!/)')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"(?: s="([0-9]{1,6}+)")?+(?: t="([A-Za-z]++)")?+'
    rf'(?:>(?:<f(?: aca="[a-z]++")?+>({_TEXT})</f>)?+(?:<v>({_TEXT})</v>)?+</c>| ?/>)'
)
_PIECES = _CELL.groups + 1
"""What splitting gives of a cell: what stands before it, which is nothing in a plain row, and its groups."""

_MOST_RUNS = 100
"""Of one text; one of more is left to the parser, which has a bound on them."""
_SPACE = '(?: xml:space="preserve")?+'
_LOOK = r"(?:b|i|u|rFont|family|scheme|charset|outline|shadow|condense|extend)"
_SIZE = r'sz val="(?:[4-9]|[1-9][0-9]{1,2}+)(?:\.[0-9]{1,4}+)?+"'
_DARK = '(?:theme="[1-9][0-9]?+"|rgb="(?![0-9A-Fa-f]{2}[Ff]{6})[0-9A-Fa-f]{8}"|indexed="8"|auto="1")'
"""Sizes and colours in which letters are seen on a white cell: those of black, and all that white is not."""
_SEEN = rf'(?:{_LOOK}(?: val="{_WORD}")?+|{_SIZE}|color {_DARK}(?: tint="{_WORD}")?+)'
_LOOKS = rf"(?:<rPr>(?:<{_SEEN} ?/>)*+</rPr>)?+"
_RUN = rf"<r>{_LOOKS}<t{_SPACE}>{_TEXT}</t></r>"
_ITEM = re.compile(rf"<si>(?:<t{_SPACE}>({_TEXT})</t>|((?:{_RUN}){{1,{_MOST_RUNS}}}+))</si>")
_RUN_TEXT = re.compile(rf"<t{_SPACE}>([^<]*+)</t>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_OTHER_ENTITY = re.compile("&(?!(?:lt|gt|quot|apos|amp);)")
_ROW_OPENED = "<row "
_END_OF_ROW, _END_OF_STRINGS = "</row>", "</sst>"


class _PlainRow(NamedTuple):
    """A plain row: its cells, and what stands in a part up to them."""

    before: str
    number: int
    cells: Iterable[PlainCell]


def ends_with_its_cells(content: bytes) -> bool:
    """Whether nothing that could be a row follows the cells of a sheet's part; of wide letters nothing is known."""
    last = content.rfind(_TABLE)
    is_end = content.startswith(b"</", content.rfind(b"<", 0, max(last, 0)))
    if not is_end or content.count(_TABLE) != len(("start", "end")) or b"\0" in content[:4]:
        return False
    if _EMPTY.match(content, content.find(_TABLE)):
        return False
    return all(content.find(row, last) < 0 for row in _ROWS)


def without_plain_rows(content: bytes, keep: Keep) -> bytes:
    """Give the cells of each plain row of a sheet's part to ``keep``, and return the part without them.

    What is returned ends at the end of all cells, of merged ranges behind them, or further on. ``keep`` takes a row,
    counted from 0, and its cells.
    """
    cells, end, more = content.partition(_END_OF_CELLS)
    merged, end_of_merges, _ = more.partition(_END_OF_MERGES)
    text = _decoded(cells + end)
    start = _START.match(text)
    if start is None:
        return content
    *pieces, last = text[start.end() :].split(_END_OF_ROW)
    rest = _without_cells(pieces, keep)
    after = merged + end_of_merges if _MERGES in more else b""
    return (start[0] + _END_OF_ROW.join((*rest, last))).encode() + after


def _without_cells(pieces: Sequence[str], keep: Keep) -> Iterator[str]:
    """Yield what is left of pieces that each end a row; from the first on that says more than rows, all of it."""
    is_plain = True
    for piece in pieces:
        row = _plain_row(piece) if is_plain else None
        if row is None:
            is_plain = is_plain and not _is_lured(piece)
            yield piece
        else:
            keep(row.number - 1, row.cells)
            yield row.before


def _plain_row(piece: str) -> _PlainRow | None:
    """Return the row that ends a piece, if its cells are plain, differ and stand in it."""
    before, opened, row = (
        piece.partition(_ROW_OPENED) if piece.startswith(_ROW_OPENED) else piece.rpartition(_ROW_OPENED)
    )
    tag, _, cells = row.partition(">")
    number = _ROW.fullmatch(tag) if opened and cells else None
    if number is None or _is_lured(before) or _is_lured(tag):
        return None
    pieces = _CELL.split(cells)
    between, columns, numbers, styles, kinds, formulas, texts = (pieces[nth::_PIECES] for nth in range(_PIECES))
    if any(between) or _has_other_entities(cells):
        return None
    if numbers.count(number[1]) < len(numbers) or len(set(columns)) < len(columns):
        return None
    plain = zip(columns, styles, kinds, formulas, texts, strict=True)
    return _PlainRow(f"{before}{opened}{tag}>", int(number[1]), plain)


def _is_lured(text: str) -> bool:
    """Whether something makes something else of what follows, up to an end that only a parser finds."""
    return "<!" in text or "<?" in text or "xmlns" in text


def plain_strings(content: bytes) -> tuple[Sequence[str], bytes] | None:
    """Return all texts of a shared strings part, and the part without them; ``None`` where one is not plain."""
    text = _decoded(content)
    before, *pieces = _ITEM.split(text)
    *between, after = pieces[2::3] or [""]
    if (
        any(between)
        or _has_other_entities(text)
        or after.strip(_BLANKS) != _END_OF_STRINGS
        or _START.fullmatch(before) is None
    ):
        return None
    strings = [
        "".join(_RUN_TEXT.findall(runs)) if plain is None else plain
        for plain, runs in zip(pieces[::3], pieces[1::3], strict=True)
    ]
    if b"&" in content:
        strings = [characters(text) for text in strings]
    return strings, f"{before}{_END_OF_STRINGS}".encode()


def characters(text: str) -> str:
    """Replace the entities that plain spelling may have.

    >>> characters("A1&lt;B1&amp;&quot;&amp;lt;&quot;")
    'A1<B1&"&lt;"'
    """
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text


def _has_other_entities(text: str) -> bool:
    """Whether a text has an ampersand that begins none of the entities that plain spelling may have."""
    return "&" in text and _OTHER_ENTITY.search(text) is not None


def _decoded(content: bytes) -> str:
    """Return a part's letters; none where they are not written in UTF-8, or are none of XML's."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return ""
    return "" if any(character in text for character in _NO_CHARACTERS) else text
