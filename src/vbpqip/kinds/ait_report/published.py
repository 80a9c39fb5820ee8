"""Rates that the State published, to look at beside a mean; none of them is the mean of the target."""

from __future__ import annotations

from decimal import Decimal

from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.program.program import Program


class PublishedRate(NamedTuple):
    """A published rate, what it is, and what else is said of it."""

    value: Decimal
    title: str
    note: str

    @property
    def in_words(self) -> str:
        """The rate, for orientation."""
        return f"{self.title}: {self.value}. {self.note} For orientation only: it is not the mean of the target."


def published_rate(program: Program, measure: Measure, year: Quarter) -> PublishedRate | None:
    """Return the rate that was published of a measure, ``None`` where none is known."""
    key = f"ait.published_{measure.key.replace('-', '_')}"
    if key not in program.parameters:
        return None
    note = program.at(key, year).grounds.note or ""
    return PublishedRate(program.number(key, year), program.parameters[key].title, note)
