"""What cells mean, so that those of two places can be compared whatever their spelling."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from vbpqip.core.cells import Blank, Cell, Location, NotApplicable, Number, Unreadable
from vbpqip.core.parties import normalized_name
from vbpqip.workbook.entries import read_field
from vbpqip.workbook.ooxml.references import Position


def meanings(cells: Mapping[Position, Cell], places: Sequence[Location]) -> tuple[Hashable, ...]:
    """Return what the cells of places mean, ``None`` for each in which nothing was entered."""
    return tuple(_meaning(at, cells.get((at.row, at.column))) for at in places)


def _meaning(at: Location, cell: Cell | None) -> Hashable:
    match read_field(at, cell).entry:
        case Number(value):
            return value
        case Blank():
            return None
        case NotApplicable():
            return NotApplicable()
        case Unreadable(text, _):
            return normalized_name(text) or None
