"""Texts in lines: of as many characters as a page has, or in as many lines as a cell of a sheet needs.

Row heights are calculated here, because no program that opens a workbook can be trusted to find them. A column as wide
as 10 digits holds 11 letters of most fonts, those that stand in for a missing one included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vbpqip.core.characters import visible
from vbpqip.core.text_columns import beginning, columns_taken, end

_LINE, _MARGIN, _HIGHEST = 15.0, 3.0, 409.0
_POINTS = 11
_LETTERS_TO_A_DIGIT = 1.1


def wrapped(words: str, width: int, first: str = "", rest: str = "") -> str:
    r"""Return words in lines of a width in columns; the first and the others are indented as given.

    Neither a long word nor one with a hyphen is broken, so that codes, names and addresses can be searched for.

    >>> wrapped("leave the first three quarters blank", 24, "- ", "  ")
    '- leave the first three\n  quarters blank'
    """
    lines: list[str] = []
    line = ""
    for word in re.findall(" *+[^ ]++", visible(words).rstrip(" ")):
        indent = rest if lines else first
        if columns_taken(indent + line + word) <= width:
            line += word
        else:
            lines += [indent + line] if line else []
            line = word.lstrip(" ")
    lines += [(rest if lines else first) + line] if line else []
    return "\n".join(lines)


def shortened(words: str, longest: int, mark: str = "...") -> str:
    """Return as many of the words as so many columns have room for, with a mark where some are left out.

    >>> shortened("Catheter-associated infections", 24)
    'Catheter-associated...'
    """
    whole = " ".join(words.split())
    if columns_taken(whole) <= longest:
        return whole
    from textwrap import shorten  # noqa: PLC0415 -- a check does without it

    words = shorten(whole, longest, placeholder=mark)
    return words if columns_taken(words) <= longest else f"{beginning(whole, longest - len(mark)).rstrip()}{mark}"


def abridged(name: str, longest: int) -> str:
    """Return a name with its middle left out where so many columns have no room for it: names differ at both ends.

    >>> abridged("QIT-Report-DY3-Q1-Nyack.xlsx", 20), abridged("a.xlsx", 20)
    ('QIT-Repo..Nyack.xlsx', 'a.xlsx')
    """
    if columns_taken(name) <= longest:
        return name
    half = longest // 2
    return f"{beginning(name, longest - half - 2)}..{end(name, half)}"


def cut(words: str, longest: int) -> str:
    """Return the beginning of words, marked where so many columns have no room for all of them.

    >>> cut("Nyack Hospital", 8), cut("Nyack", 8)
    ('Nyack..', 'Nyack')
    """
    return words if columns_taken(words) <= longest else f"{beginning(words, longest - 2).rstrip()}.."


def cell_lines(words: str, characters: int) -> list[str]:
    r"""Return the lines of a text in a cell that shows so many characters; a word that is longer is broken.

    >>> cell_lines("one\ntwo", 20), cell_lines("", 20), cell_lines("abcdefgh", 5)
    (['one', 'two'], [''], ['abcde', 'fgh'])
    """
    from textwrap import wrap  # noqa: PLC0415 -- as above

    return [line for part in words.split("\n") for line in wrap(part, characters) or [""]]


def lines_of(words: str, width: float) -> int:
    r"""Return how many lines a text takes in a column of that many digits.

    >>> lines_of("leave the first three quarters blank", 20), lines_of("", 20), lines_of("one\ntwo", 20)
    (2, 1, 2)
    """
    as_wide = words if words.isascii() else "".join(letter * columns_taken(letter) for letter in words)
    return len(cell_lines(as_wide, int(width * _LETTERS_TO_A_DIGIT)))


def height_of(cells: Iterable[tuple[str, float]], *, points: int = _POINTS, more: float = 0.0) -> float:
    """Return the height of a row that shows texts in columns of given widths, in letters of that many points.

    It is ``more`` points higher than its words, so that it stands apart from the next one; none is higher than
    spreadsheets know.
    """
    lines = max(lines_of(words, width * _POINTS / points) for words, width in cells)
    return min(_HIGHEST, lines * _LINE * points / _POINTS + _MARGIN + more)
