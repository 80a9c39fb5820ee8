"""What reviewing one workbook gives."""

from __future__ import annotations

from typing import Generic, TypeVar

from vbpqip.checking.occasion import HasOccasion
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.reviews import Review

E = TypeVar("E")
"""The entries of a report of a kind."""

C = TypeVar("C", bound=HasOccasion)
"""Its case: the entries beside the program's numbers."""


class Reviewed(NamedTuple, Generic[E, C]):
    """A workbook's entries and its context, ``None`` where it cannot be opened, and its review."""

    entries: E | None
    review: Review
    context: C | None = None
