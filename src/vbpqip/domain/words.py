"""Received text as people can see it: what is invisible in it is named."""

import unicodedata

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Characters of other categories that are drawn as nothing."""
_VARIATION_SELECTORS = (("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef"))
_LINE_ENDS_AND_TABS = frozenset("\t\n\r")


def visible(text: str) -> str:
    r"""Return a text in which everybody sees every character: an invisible one is shown as ``U+200B``.

    Line ends and tabs are shown as spaces, one for ``\r\n``. The result has no control, direction or private character
    and no lone surrogate, and is its own visible text.

    >>> visible("St. \x1b[31mMary\u202e's\r\nHospital")
    "St. U+001B[31mMaryU+202E's Hospital"
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text.replace("\r\n", "\n")))


def _shown(character: str) -> str:
    if character in _LINE_ENDS_AND_TABS:
        return " "
    return f"U+{ord(character):04X}" if is_invisible(character) else character


def is_invisible(character: str) -> bool:
    r"""Whether nobody sees a character: it is drawn as nothing, or obeyed.

    >>> [is_invisible(character) for character in "a\u200b\ufe0f\x00 "]
    [False, True, True, True, False]
    """
    return (
        unicodedata.category(character) in _INVISIBLE
        or character in _BLANK_LETTERS
        or any(first <= character <= last for first, last in _VARIATION_SELECTORS)
    )
