"""The occasion of a report: what decides how serious its findings are."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.program.program import Program


class Occasion(NamedTuple):
    """The report that findings are of, as far as it decides how serious they are.

    ``period`` is ``None`` where none is known. ``rules_of`` is the quarter whose numbers are effective. ``received`` is
    the day of receipt, ``handed_in`` that day or the one of the attestation, each ``None`` where it is not known.
    """

    facility: str
    period: Quarter | None
    rules_of: Quarter
    handed_in: date | None
    received: date | None = None


class HasOccasion(Protocol):
    """What findings are of: the review context of any kind of report."""

    @property
    def program(self) -> Program:
        """The program's numbers, with the pairing's terms."""

    @property
    def occasion(self) -> Occasion:
        """The report, as far as it decides how serious its findings are."""
