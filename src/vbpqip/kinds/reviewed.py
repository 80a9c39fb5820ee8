"""What reviewing one workbook gives."""

from typing import Generic, NamedTuple

from vbpqip.core.reviews import Review
from vbpqip.kinds.kind import C, E


class Reviewed(NamedTuple, Generic[E, C]):
    """A workbook's entries and its context, ``None`` where it cannot be opened, and its review."""

    entries: E | None
    review: Review
    context: C | None = None
