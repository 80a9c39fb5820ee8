"""Received text made harmless for the place that it is printed in."""

from __future__ import annotations

import unicodedata

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def for_terminal(text: str) -> str:
    r"""Return a text without control characters, so that a terminal shows it and obeys nothing.

    >>> for_terminal("St. \x1b[31mMary\u202e's")
    "St. [31mMary's"
    """
    return "".join(character for character in text if unicodedata.category(character) not in _INVISIBLE)


def for_csv(text: str) -> str:
    """Return a text that a spreadsheet does not take for a formula.

    >>> for_csv("=HYPERLINK(1)"), for_csv("Fidelis")
    ("'=HYPERLINK(1)", 'Fidelis')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
