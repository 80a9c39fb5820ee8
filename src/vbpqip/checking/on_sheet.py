"""What a form tests of itself: the condition of a check as a formula, which stands beside the check's rule."""

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from vbpqip.checking.check import Check
from vbpqip.core.findings import Diagnostic
from vbpqip.workbook.expr import Expr

I_contra = TypeVar("I_contra", contravariant=True)
"""What the condition is about: an item of the form, such as the entry of a count."""


class SheetCondition(NamedTuple, Generic[I_contra]):
    """When a form says of an item what a check finds in a report; of some items it has nothing to test."""

    diagnostic: Diagnostic
    condition: Callable[[I_contra], Expr | None]


def on_sheet(check: Check[Any]) -> Callable[[Callable[[I_contra], Expr | None]], SheetCondition[I_contra]]:
    """Make a formula over an item of the form the condition of a check."""
    return lambda condition: SheetCondition(check.diagnostic, condition)
