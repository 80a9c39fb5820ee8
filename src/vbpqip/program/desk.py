"""The desk at which reports are received: whose it is, what it collects, and the day on which it looks."""

from __future__ import annotations

from datetime import date

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Quarter


class Desk(NamedTuple):
    """An MCO's desk; ``mco`` is empty and ``period`` is ``None`` where all are meant.

    ``as_of`` is the day on which is judged what is not due yet and what is missing; ``None`` where nobody says.
    """

    mco: str = ""
    period: Quarter | None = None
    as_of: date | None = None

    def under(self, other: Desk) -> Desk:
        """Return this desk with what another one says in its place.

        >>> Desk("Fidelis", as_of=date(2017, 11, 1)).under(Desk(as_of=date(2017, 12, 1)))
        Desk(mco='Fidelis', period=None, as_of=datetime.date(2017, 12, 1))
        """
        return Desk(other.mco or self.mco, other.period or self.period, other.as_of or self.as_of)

    def is_of(self, mco: str) -> bool:
        """Whether what is for an MCO belongs here, however its name is typed."""
        return not self.mco or normalized_name(mco) == normalized_name(self.mco)

    def collects(self, period: Quarter) -> bool:
        """Whether reports of a period belong here."""
        return self.period in {None, period}


ALL_DESKS = Desk()
"""Where reports to all MCOs are received, of all periods."""
