"""A run chart as a drawing: single quarters as points, the rolling result and the prior one as lines across them.

No limits are drawn: neighbouring rolling results share three quarters, and four points are too few for any.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from vbpqip.core.numbers import short

WIDTH, HEIGHT = 240, 150
"""Units of the drawing."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 38, 10, 10, 24
_MOST_STEPS = 4


class ChartPoint(NamedTuple):
    """A quarter's place on the drawing; ``y`` is ``None`` where there is no rate."""

    x: float
    y: float | None
    label: str


class Tick(NamedTuple):
    """A line of the grid and what it stands for."""

    y: float
    label: str


class RunChart(NamedTuple):
    """Places on the drawing; ``rolling`` and ``prior`` are heights, ``None`` where there is no such result."""

    points: tuple[ChartPoint, ...]
    ticks: tuple[Tick, ...]
    rolling: float | None
    prior: float | None
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    base: int = HEIGHT - _BOTTOM


def run_chart(
    quarters: Sequence[tuple[str, Fraction | None]], *, rolling: Fraction | None, prior: Fraction | None
) -> RunChart:
    """Lay out a chart; its axis begins at 0."""
    rates = [rate for rate in (rolling, prior, *(rate for _, rate in quarters)) if rate is not None]
    step = tick_step(max(rates, default=Fraction(0)))
    top = step * max(1, ceil(max(rates, default=Fraction(0)) / step))

    def height(rate: Fraction | None) -> float | None:
        scale = HEIGHT - _TOP - _BOTTOM
        return None if rate is None else round(HEIGHT - _BOTTOM - float(rate / top) * scale, 1)

    across = (WIDTH - _LEFT - _RIGHT) / len(quarters)
    points = (
        ChartPoint(round(_LEFT + across * (nth + 0.5), 1), height(rate), label)
        for nth, (label, rate) in enumerate(quarters)
    )
    marks = (step * nth for nth in range(int(top / step) + 1))
    return RunChart(
        points=tuple(points),
        ticks=tuple(Tick(height(mark) or 0.0, short(mark)) for mark in marks),
        rolling=height(rolling),
        prior=height(prior),
    )


def tick_step(highest: Fraction) -> Fraction:
    """Return the distance of the grid's lines: 1, 2 or 5 times a power of ten, so that there are four at most.

    >>> [str(tick_step(Fraction(highest))) for highest in ("3.5", "0.3", "57", "0")]
    ['1', '1/10', '20', '1']
    """
    if highest == 0:
        return Fraction(1)
    unit = Fraction(1)
    while unit * _MOST_STEPS < highest:
        unit *= 10
    while unit * _MOST_STEPS / 10 >= highest:
        unit /= 10
    return next(step for step in (unit / 5, unit / 2, unit) if step * _MOST_STEPS >= highest)
