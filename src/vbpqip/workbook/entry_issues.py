"""What can be wrong with an entry by its type alone: in what was read, and beside it as a formula over its cell.

A formula is asked after those of the issues that would spoil it: an error value, and text where it takes a number.
"""

from __future__ import annotations

from collections.abc import Callable

from vbpqip.core.cells import Entry, NotApplicable, Number
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.conditions import says_na
from vbpqip.workbook.expr import Call, Expr, Ref


class EntryIssue(NamedTuple):
    """What is wrong with an entry, what belongs there, and when it is so; ``words`` come after what was found."""

    words: str
    expected: str
    holds: Callable[[Entry], bool]
    condition: Callable[[Ref], Expr]


def _is_na(entry: Entry) -> bool:
    return isinstance(entry, NotApplicable)


def _is_negative(entry: Entry) -> bool:
    return isinstance(entry, Number) and entry.value < 0


def _has_decimals(entry: Entry) -> bool:
    return isinstance(entry, Number) and entry.value >= 0 and entry.value != entry.value.to_integral_value()


IS_NA = EntryIssue("where a count belongs", "a whole number", _is_na, says_na)
NEGATIVE = EntryIssue("is negative", "0 or more", _is_negative, lambda cell: cell < 0)
NOT_WHOLE = EntryIssue("is not a whole number", "a whole number", _has_decimals, lambda cell: Call("INT", cell) != cell)
