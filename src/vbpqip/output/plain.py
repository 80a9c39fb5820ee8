"""Received text made harmless for the place that it is written to."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from vbpqip.core.characters import visible
from vbpqip.core.names import printable

BYTE_ORDER_MARK = "\ufeff"
"""With it at the beginning of a file, spreadsheets read UTF-8 as such."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe66", "\ufe62", "\ufe63", "\ufe6b")
"""What begins a formula in a spreadsheet, and its full-width and small forms, which some programs take for the same."""

_A_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def for_terminal(text: str) -> str:
    r"""Return a text, or a file's name, of which a terminal shows every character and obeys none.

    >>> for_terminal("St. \x1b[31mMary\u202e's"), for_terminal("a\udcff.xlsx") == r"a\xff.xlsx"
    ("St. U+001B[31mMaryU+202E's", True)
    """
    return visible(printable(text))


def visible_value(value: object) -> object:
    """Return what a page's template puts in: received text visible, all else as it is."""
    return visible(value) if type(value) is str else value


@lru_cache(maxsize=4_096)
def for_csv(text: str) -> str:
    r"""Return a text that a spreadsheet does not take for a formula, each of its characters visible.

    A number stays a number.

    >>> for_csv("=HYPERLINK(1)"), for_csv("\t=1+1"), for_csv("Fidelis"), for_csv("-5")
    ("'=HYPERLINK(1)", "' =1+1", 'Fidelis', '-5')
    """
    shown = visible(text)
    begins_a_formula = shown.lstrip().startswith(_FORMULA_STARTS) and not _A_NUMBER.fullmatch(shown)
    return f"'{shown}" if begins_a_formula else shown


def for_json(document: Any, *, indent: int | None = None) -> str:  # noqa: ANN401 -- a document
    r"""Return a document as JSON that UTF-8 can hold: a lone surrogate, as of a file's name, is shown as ``U+DCFF``.

    Without an indent it has no space that needs not be.

    >>> for_json({"workbook": "a\udcff.xlsx"})
    '{"workbook":"aU+DCFF.xlsx"}'
    """
    separators = (",", ":") if indent is None else None
    text = json.dumps(document, indent=indent, ensure_ascii=False, separators=separators)
    return text if text.isascii() else _LONE_SURROGATE.sub(lambda found: visible(found[0]), text)
