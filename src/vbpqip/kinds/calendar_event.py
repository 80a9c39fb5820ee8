"""A day on which something about a kind of report is due."""

from __future__ import annotations

from datetime import date

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.program.parameters import Basis


class CalendarEvent(NamedTuple):
    """A day of a period on which something about a kind of report is due, and how sure it is; ``name`` is stable."""

    name: str
    words: str
    day: date
    basis: Basis
