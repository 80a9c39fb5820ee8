"""What reviewing one workbook gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from vbpqip.checking.occasion import HasOccasion
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.reviews import Review

if TYPE_CHECKING:
    from vbpqip.checking.between.versions import VersionStatus  # only reports that are checked together need it

E = TypeVar("E")
"""The entries of a report of a kind."""

C = TypeVar("C", bound=HasOccasion)
"""Its case: the entries beside the program's numbers."""


class Reviewed(NamedTuple, Generic[E, C]):
    """A workbook's entries and its context, ``None`` where it cannot be opened, and its review.

    ``fix_by`` is the day by which whoever received it asks for what is to be fixed, ``None`` where they name none.
    ``version_status`` is what it stands for beside others that it was checked with, ``None`` where nobody decided.
    """

    entries: E | None
    review: Review
    context: C | None = None
    fix_by: date | None = None
    version_status: VersionStatus | None = None
