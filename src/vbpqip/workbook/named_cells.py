"""The cells that a defined name refers to."""

from __future__ import annotations

import re
from functools import lru_cache

from vbpqip.core.cells import Location
from vbpqip.workbook.opened import Cells

_REFERENCE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?"
)


MOST_ROWS = 500


def named_cells(workbook: Cells, name: str) -> tuple[Location, ...] | None:
    """Return the cells that a name refers to, top down; ``None`` where it is lost or refers to something else."""
    reference = workbook.names.get(name)
    return None if reference is None else referred_cells(workbook, reference)


def referred_cells(workbook: Cells, reference: str) -> tuple[Location, ...] | None:
    """Return the cells of a reference, top down; ``None`` where it is not one to a column of cells that is there."""
    found = _parsed(reference)
    if found is None or found[0].sheet not in workbook.titles:
        return None
    return found


@lru_cache(maxsize=1024)
def _parsed(reference: str) -> tuple[Location, ...] | None:
    """Return the cells of a reference to one column of one sheet, top down."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    quoted, bare, first_column, first_row, last_column, last_row = match.groups()
    column, row = column_number(first_column), int(first_row) - 1
    bottom = row if last_row is None else int(last_row) - 1
    if (last_column or first_column) != first_column or not 0 <= bottom - row < MOST_ROWS:
        return None
    sheet = bare if quoted is None else quoted.replace("''", "'")
    return tuple(Location(sheet, each, column) for each in range(row, bottom + 1))


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0.

    >>> column_number("A"), column_number("XFD")
    (0, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
