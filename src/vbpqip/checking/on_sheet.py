"""What a form tests of itself: the condition of a check as a formula, which stands beside the check's rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from vbpqip.checking.check import Check, F
from vbpqip.core.findings import Diagnostic
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.expr import Expr

F_contra = TypeVar("F_contra", contravariant=True)
"""What the condition is about: an item of the form, such as the entry of a count."""


class SheetCondition(NamedTuple, Generic[F_contra]):
    """When a form says of an item what a check finds in a report; of some items it has nothing to test.

    What is said ``once_a_row`` is listed with the first entry of a row alone.
    """

    diagnostic: Diagnostic
    condition: Callable[[F_contra], Expr | None]
    once_a_row: bool = False


def on_sheet(
    check: Check[Any, F], *, once_a_row: bool = False
) -> Callable[[Callable[[F], Expr | None]], SheetCondition[F]]:
    """Make a formula over an item of the form the condition of a check, which looks at the same in a report."""
    return lambda condition: SheetCondition(check.diagnostic, condition, once_a_row)
