"""The layout of a sheet: rows and columns that are not to be seen, and cells that are merged into one."""

from __future__ import annotations

import math

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.ooxml.references import Position, corners
from vbpqip.workbook.ooxml.xml_events import Attributes

_LONG = 10
_TRUE = frozenset({"1", "true", "on"})
_LOWEST_ROW, _NARROWEST_COLUMN = 3.0, 0.5
"""Points and characters below which nothing in a row or a column can be seen."""

KEPT_ROWS, KEPT_COLUMNS = 20_000, 500
"""Cells beyond these rows and columns lie far outside any form."""


def is_near(at: Position) -> bool:
    """Whether a cell does not lie far outside any form."""
    return at[0] < KEPT_ROWS and at[1] < KEPT_COLUMNS


class CellRange(NamedTuple):
    """A range of cells; ``first`` and ``last`` are its corners."""

    first: Position
    last: Position


class SheetLayout(NamedTuple):
    """What of a sheet is not to be seen; rows and columns count from 0. Of a merged range the first cell alone is."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[CellRange, ...] = ()


class LayoutReading:
    """Collects the layout from the attributes of a sheet's elements."""

    def __init__(self) -> None:
        self.rows: set[int] = set()
        self.columns = 0
        """A bit for each hidden column: a sheet may hide many, as often as it likes."""
        self.merged: dict[CellRange, None] = {}

    def row(self, number: int, attributes: Attributes) -> None:
        """Take a row."""
        if _is_true(attributes.get("hidden")) or is_below(_LOWEST_ROW, attributes.get("ht")):
            self.rows.add(number)

    def column(self, attributes: Attributes) -> None:
        """Take a group of columns."""
        if _is_true(attributes.get("hidden")) or is_below(_NARROWEST_COLUMN, attributes.get("width")):
            first, last = (_column(attributes.get(name, "")) for name in ("min", "max"))
            self.columns |= (1 << last) - (1 << min(max(first - 1, 0), last))

    def merge(self, attributes: Attributes) -> None:
        """Take a range of merged cells; one that begins far outside any form touches none of its cells."""
        reference = attributes.get("ref", "")
        if ":" in reference:
            first, last = corners(reference)
            if first != last and is_near(first):
                self.merged[CellRange(first, last)] = None

    def layout(self) -> SheetLayout:
        """Return what was collected."""
        columns = frozenset(column for column in range(self.columns.bit_length()) if self.columns >> column & 1)
        return SheetLayout(frozenset(self.rows), columns, tuple(self.merged))


def _is_true(text: str | None) -> bool:
    return text is not None and text.strip().casefold() in _TRUE


def is_below(least: float, text: str | None) -> bool:
    """Whether a measure is a number below the least one; what is none says nothing."""
    return text is not None and _measure(text) < least


def _measure(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.inf


def _column(text: str) -> int:
    """Return the number of a column, from 1, at most the last that is kept; 0 where it is none."""
    number = text.strip()
    return min(int(number), KEPT_COLUMNS) if number.isascii() and number.isdecimal() and len(number) < _LONG else 0
