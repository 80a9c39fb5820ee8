"""How many columns of a terminal a text takes: a letter of East Asia two, a mark that is set on another letter none.

Widths are those of Unicode's Standard Annex 11, as terminals take them: wide and full-width characters are two columns
wide, ambiguous ones one. What nobody sees is shown by its name before a text comes here (:func:`~.characters.visible`).
"""

from __future__ import annotations

from unicodedata import category, east_asian_width

_WIDE = frozenset("WF")
_SET_ON_OTHERS = frozenset(("Mn", "Me"))
_INNER_JAMO = range(0x1160, 0x1200)
"""Vowels and last consonants of Korean, which terminals draw within the syllable that they belong to."""


def columns_taken(text: str) -> int:
    r"""Return how many columns a text takes.

    >>> columns_taken("Nyack"), columns_taken("東京"), columns_taken("Hôpital"), columns_taken("Ho\u0302pital")
    (5, 4, 7, 7)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if category(character) in _SET_ON_OTHERS or ord(character) in _INNER_JAMO:
        return 0
    return 2 if east_asian_width(character) in _WIDE else 1


def in_column(text: str, width: int, *, to_the_right: bool = False) -> str:
    """Return a text with as many spaces behind it as make it that wide, or before it.

    >>> in_column("東京", 6), in_column("7", 3, to_the_right=True)
    ('東京  ', '  7')
    """
    spaces = " " * (width - columns_taken(text))
    return f"{spaces}{text}" if to_the_right else f"{text}{spaces}"


def beginning(text: str, width: int) -> str:
    """Return as much of the beginning of a text as that many columns hold.

    >>> beginning("東京病院", 5), beginning("Nyack", 3)
    ('東京', 'Nya')
    """
    taken = 0
    for nth, character in enumerate(text):
        taken += _columns(character)
        if taken > width:
            return text[:nth]
    return text


def end(text: str, width: int) -> str:
    r"""Return as much of the end of a text as that many columns hold; it begins with no mark of a letter left out.

    >>> end("東京病院", 5), end("Nyack", 3), len(end("ao\u0302", 1)), end("東\u0302", 1)
    ('病院', 'ack', 2, '')
    """
    taken = 0
    for nth, character in enumerate(reversed(text)):
        taken += _columns(character)
        if taken > width:
            kept = text[len(text) - nth :]
            return kept.lstrip("".join(each for each in kept if not _columns(each)))
    return text
