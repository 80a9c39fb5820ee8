"""The axis of a drawn chart: round numbers, and where they stand."""

from __future__ import annotations

from fractions import Fraction
from math import floor, log10
from typing import NamedTuple

from vbpqip.core.numbers import short

_STEPS = (1, 2, 2.5, 5, 10)


class Axis(NamedTuple):
    """An axis from 0 to a number, drawn from one place of the picture to another."""

    highest: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value stands, at the end where it is beyond it."""
        share = min(value / self.highest, 1.0)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self, most: int = 6) -> list[float]:
        """Return round numbers along the axis, 0 first.

        >>> Axis(72, 0, 100).ticks()
        [0, 20, 40, 60]
        """
        rough = self.highest / most
        magnitude = 10 ** floor(log10(rough))
        step = next(step * magnitude for step in _STEPS if step * magnitude >= rough)
        return [round(nth * step, 10) for nth in range(int(self.highest / step) + 1)]


def tick_text(value: float) -> str:
    """Return a round number as it is printed.

    >>> tick_text(20000), tick_text(2.5)
    ('20,000', '2.5')
    """
    return short(Fraction(value), 10)
