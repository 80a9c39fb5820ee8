"""A run chart as a drawing: single quarters as points, the rolling result and the prior one as lines across them.

No limits are drawn: neighbouring rolling results share three quarters, and four points are too few for any.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.output.charts import HALVES_AND_FIFTHS, Frame, tick_step

FRAME = Frame(width=240, height=150, left=38, right=10, top=10, bottom=24)
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
    left: int = FRAME.left
    right: int = FRAME.end
    base: int = FRAME.base


def run_chart(
    quarters: Sequence[tuple[str, Fraction | None]], *, rolling: Fraction | None, prior: Fraction | None
) -> RunChart:
    """Lay out a chart; its axis begins at 0."""
    rates = [rate for rate in (rolling, prior, *(rate for _, rate in quarters)) if rate is not None]
    highest = max(rates, default=Fraction(0))
    step = tick_step(highest, _MOST_STEPS, HALVES_AND_FIFTHS)
    axis = FRAME.vertical(step * max(1, ceil(highest / step)))

    def height(rate: Fraction | None) -> float | None:
        return None if rate is None else axis.at(rate)

    middles = FRAME.middles(len(quarters))
    return RunChart(
        points=tuple(
            ChartPoint(round(x, 1), height(rate), label) for x, (label, rate) in zip(middles, quarters, strict=True)
        ),
        ticks=tuple(Tick(y, label) for y, label in axis.ticks(step)),
        rolling=height(rolling),
        prior=height(prior),
    )
