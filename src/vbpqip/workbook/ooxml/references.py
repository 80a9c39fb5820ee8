"""References: A1 addresses as stored in a sheet, turned into numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from vbpqip.core.errors import UnreadableWorkbookError
from vbpqip.workbook.ooxml.rejections import Rejection

Position: TypeAlias = tuple[int, int]
"""Row and column, both counted from 0."""

_ADDRESS = re.compile("([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile("[1-9][0-9]{0,6}")
_BEFORE_A = ord("A") - 1
_LETTERS = 26
_SHOWN = 20


class MisspeltReferenceError(UnreadableWorkbookError):
    """Something has a reference that is none; ``how`` says so of what it is a part of, such as a sheet."""

    def __init__(self, how: str) -> None:
        super().__init__(f"it is damaged: {how}", Rejection.PART_DAMAGED)
        self.how = how


@lru_cache(maxsize=8_192)
def position(address: str) -> Position:
    """Return the row and column of an address.

    >>> position("E12"), position("XFD1048576")
    ((11, 4), (1048575, 16383))

    Raises:
        MisspeltReferenceError: it is no address.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise MisspeltReferenceError(f"one of its cells has the address {address[:_SHOWN]!r}")
    return int(match[2]) - 1, column_index(match[1].upper())


def corners(reference: str) -> tuple[Position, Position]:
    """Return the first and the last cell of a range, or of one cell.

    >>> corners("C19:C20"), corners("$B$2:A1"), corners("A1")
    (((18, 2), (19, 2)), ((0, 0), (1, 1)), ((0, 0), (0, 0)))

    Raises:
        MisspeltReferenceError: it is neither.
    """
    first, colon, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = position(first), position(last if colon else first)
    return (min(top, bottom), min(left, right)), (max(top, bottom), max(left, right))


def row_index(number: str) -> int:
    """Return the row, from 0, of a row number.

    Raises:
        MisspeltReferenceError: it is no row number.
    """
    if _ROW.fullmatch(number) is None:
        raise MisspeltReferenceError(f"one of its rows has the number {number[:_SHOWN]!r}")
    return int(number) - 1


@lru_cache(maxsize=512)
def column_index(letters: str) -> int:
    """Return the column, from 0, of capital letters.

    >>> column_index("A"), column_index("XFD")
    (0, 16383)
    """
    column = 0
    for letter in letters:
        column = column * _LETTERS + ord(letter) - _BEFORE_A
    return column - 1
