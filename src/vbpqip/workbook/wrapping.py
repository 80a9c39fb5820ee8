"""Row heights for wrapped text; no program that opens a workbook can be trusted to find them.

A column as wide as 10 digits holds 11 letters of most fonts, those that stand in for a missing one included.
"""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

_LINE, _MARGIN, _HIGHEST = 15.0, 3.0, 409.0
_POINTS = 11
_LETTERS_TO_A_DIGIT = 1.1


def lines_of(words: str, width: float) -> int:
    r"""Return how many lines a text takes in a column of that many digits.

    >>> lines_of("leave the first three quarters blank", 20), lines_of("", 20), lines_of("one\ntwo", 20)
    (2, 1, 2)
    """
    return sum(max(1, len(wrap(line, int(width * _LETTERS_TO_A_DIGIT)))) for line in words.split("\n"))


def height_of(cells: Iterable[tuple[str, float]], *, points: int = _POINTS) -> float:
    """Return the height of a row that shows texts in columns of given widths, in letters of that many points.

    No row is higher than spreadsheets know.
    """
    lines = max(lines_of(words, width * _POINTS / points) for words, width in cells)
    return min(_HIGHEST, lines * _LINE * points / _POINTS + _MARGIN)
