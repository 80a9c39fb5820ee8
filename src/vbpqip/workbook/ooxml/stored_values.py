"""Stored values: what a cell's type attribute, text and formula mean together.

A text that its type does not allow is an error value: it stands in the file, and nothing can be
calculated with it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from vbpqip.core.cells import Cell, Stored
from vbpqip.workbook.ooxml.plain_spelling import characters

_Value: TypeAlias = tuple[Stored, str]

_LONGEST_KEPT = 1_000
"""Letters of a cell that is kept for the next one like it; more would fill the memory of a process of many files."""

_NOTHING = (Stored.NOTHING, "")
_MOST_DIGITS = 300
"""Of a whole number that is finite, however large its digits."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{1,20}Z?)?")
_BOOLEANS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)


def stored_cell(kind: str, text: str | None, formula: str | None) -> Cell:
    """Return the cell of a type attribute other than ``s``, a text and a formula.

    Only a type of text (``str``, ``inlineStr``) can store an empty text; with any other, nothing is stored.

    >>> stored_cell("n", "1E-2", None)[:3]
    (<Stored.NUMBER: 'number'>, '1E-2', None)
    >>> stored_cell("n", "", "A1+1")[:3]
    (<Stored.NOTHING: 'nothing'>, '', 'A1+1')
    """
    return _kept_cell(kind, text, formula) if _is_short(text, formula) else _cell(kind, text, formula)


def plain_cell(kind: str, text: str | None, formula: str | None) -> Cell:
    """Return the cell of a type attribute other than ``s``, and of a text and a formula in plain spelling.

    >>> plain_cell("str", "a&amp;b", None).text
    'a&b'
    """
    return _kept_plain_cell(kind, text, formula) if _is_short(text, formula) else _plain_cell(kind, text, formula)


def _is_short(text: str | None, formula: str | None) -> bool:
    return len(text or "") + len(formula or "") <= _LONGEST_KEPT


def _plain_cell(kind: str, text: str | None, formula: str | None) -> Cell:
    return _cell(kind, text and characters(text), formula and characters(formula))


def _cell(kind: str, text: str | None, formula: str | None) -> Cell:
    stored, value = _NOTHING if text is None else _READERS.get(kind, _error)(text)
    return Cell(stored, value, formula)


_kept_cell = lru_cache(maxsize=4_096)(_cell)
_kept_plain_cell = lru_cache(maxsize=4_096)(_plain_cell)


def unescaped(text: str) -> str:
    """Return the characters meant by ``_x0041_``; halves of a surrogate pair stay as they are.

    >>> unescaped("_x0041_ _x005F_x0041_ _xD800_")
    'A _x0041_ _xD800_'
    """
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return escape[0] if code in _SURROGATES else chr(code)


def _number(text: str) -> _Value:
    if len(text) <= _MOST_DIGITS and text.isascii() and text.isdecimal():
        return Stored.NUMBER, text
    literal = text.strip()
    if _NUMBER.fullmatch(literal) and math.isfinite(float(literal)):
        return Stored.NUMBER, literal
    return _error(literal)


def _text(text: str) -> _Value:
    return Stored.TEXT, unescaped(text)


def _boolean(text: str) -> _Value:
    literal = text.strip()
    return (Stored.BOOLEAN, _BOOLEANS[literal]) if literal in _BOOLEANS else _error(literal)


def _day(text: str) -> _Value:
    literal = text.strip()
    return (Stored.DATE, literal) if _is_day(literal) else _error(literal)


def _is_day(literal: str) -> bool:
    if _DAY.fullmatch(literal) is None:
        return False
    try:
        date.fromisoformat(literal[: len("2016-01-31")])
    except ValueError:
        return False
    return True


def _error(text: str) -> _Value:
    literal = text.strip()
    return (Stored.ERROR, literal) if literal else _NOTHING


_READERS: Mapping[str, Callable[[str], _Value]] = {
    "n": _number,
    "str": _text,
    "inlineStr": _text,
    "b": _boolean,
    "d": _day,
}
