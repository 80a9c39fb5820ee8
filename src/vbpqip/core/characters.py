"""Characters that nobody sees: left out where an entry is read, and named wherever received text is shown.

Unicode calls most of them format characters (category Cf: zero width spaces and joiners, marks of direction, soft
hyphens, byte order marks); a few more are blank letters and selectors that no program draws. Control characters,
private ones and halves of pairs are invisible too, but no entry is read as if they were not there. A text may be long:
what it holds is asked of each character once, however often it stands there.
"""

from __future__ import annotations

from unicodedata import category

_FORMAT = "Cf"
_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_DRAWN_AS_NOTHING = frozenset((*_BLANK_LETTERS, *map(chr, _SELECTORS)))
_CONTROL = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_LINE_ENDS_AND_TABS = frozenset("\t\n\r")


def is_ignored(character: str) -> bool:
    """Whether a character is drawn as nothing, stands for no space and is left out of what is read."""
    return category(character) == _FORMAT or character in _DRAWN_AS_NOTHING


def is_invisible(character: str) -> bool:
    r"""Whether nobody sees a character: it is drawn as nothing, or obeyed.

    >>> [is_invisible(character) for character in "a\u200b\ufe0f\x00 "]
    [False, True, True, True, False]
    """
    return is_ignored(character) or category(character) in _CONTROL


def as_read(text: str) -> str:
    r"""Return a text as it is read: without the characters that are drawn as nothing.

    >>> as_read("Yes\u200b")
    'Yes'
    """
    return text if text.isascii() else text.translate(dict.fromkeys(map(ord, filter(is_ignored, set(text)))))


def ignored_in(text: str) -> str:
    r"""Return the names of the characters that are not read, each once, in their order.

    >>> ignored_in("\u200eDY2\u200b Q2\u200b")
    'U+200E, U+200B'
    """
    return "" if text.isascii() else ", ".join(map(_name, filter(is_ignored, dict.fromkeys(text))))


def visible(text: str) -> str:
    r"""Return a text in which everybody sees every character: an invisible one is shown as ``U+200B``.

    Line ends and tabs are shown as spaces, one for ``\r\n``. The result has no control, direction or private character
    and no lone surrogate, and is its own visible text.

    >>> visible("St. \x1b[31mMary\u202e's\r\nHospital")
    "St. U+001B[31mMaryU+202E's Hospital"
    """
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\r\n", "\n").translate({ord(each): _shown(each) for each in set(text)})


def normalized_label(text: str) -> str:
    """Return a label as it is compared: capitals, white space and what nobody sees make no difference.

    >>> normalized_label(" Prior  report: NUMERATOR")
    'prior report: numerator'
    """
    return " ".join(as_read(text).split()).casefold()


def _shown(character: str) -> str:
    if character in _LINE_ENDS_AND_TABS:
        return " "
    return _name(character) if is_invisible(character) else character


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
