"""What a form looks for at one of its cells: the conditions of checks, as it tests them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from vbpqip.checking.on_sheet import SheetCondition
from vbpqip.workbook.tested import Cause

_F = TypeVar("_F")


def causes_of(conditions: Sequence[SheetCondition[_F]], item: _F) -> tuple[Cause, ...]:
    """Return the conditions of an item of a form that it can test, in their order."""
    found = ((each, each.condition(item)) for each in conditions)
    return tuple(
        Cause(each.diagnostic, condition, each.once_a_row) for each, condition in found if condition is not None
    )
