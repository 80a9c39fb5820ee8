"""Funnel plots: facilities of one measure and period against what all have together, with exact limits of chance.

Of ratios and proportions alone: a median or an annual percentage comes without the number of its patients. The rates
are as they were reported, not adjusted for how ill patients were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from fractions import Fraction

from markupsafe import Markup

from vbpqip.core.measures import Improvement, Measure, Scoring
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.numbers import rounded
from vbpqip.output.charts import LARGE, drawn_horizontal, drawn_vertical, element, line, picture, text
from vbpqip.summary.facts import Facts
from vbpqip.summary.limits import Limits, Target
from vbpqip.summary.measured import MeasuredPoint, points

FEWEST_FACILITIES = 8
MOST_POINTS = 200
"""Facilities that are plotted within the limits, and beyond them."""

_STEPS = 90
_ROOM = 1.1


class WithinLimits(StrEnum):
    """Where a facility stands."""

    WITHIN = "within the limits"
    BEYOND = "beyond the 95 % limit"
    FAR_BEYOND = "beyond the 99.8 % limit"


class Outside(NamedTuple):
    """A facility that chance alone would hardly bring there."""

    facility: str
    counted: str
    rate: str
    place: WithinLimits
    better: bool


class Funnel(NamedTuple):
    """A funnel plot and the facilities beyond its limits; ``left_out`` is how many points are not drawn."""

    measure: Measure
    period: str
    rate: str
    facilities: int
    picture: Markup
    outside: tuple[Outside, ...]
    left_out: int


class _Plotted(NamedTuple):
    point: MeasuredPoint
    place: WithinLimits


class _Plot(NamedTuple):
    """What is drawn: the points, the largest denominator and the highest rate of them."""

    measure: Measure
    target: Target
    points: list[_Plotted]
    widest: int
    highest: float


def funnels(facts: Facts) -> Iterator[Funnel]:
    """Yield a funnel of each measure of the newest period in which enough facilities have a count of it."""
    enough = {
        key: (period, totals) for (period, key), totals in facts.measured.items() if totals.counted >= FEWEST_FACILITIES
    }
    for key, measure in facts.measures.items():
        if measure.scoring in {Scoring.RATIO, Scoring.PROPORTION} and key in enough:
            period, totals = enough[key]
            target = Target(measure.scoring, Fraction(totals.numerator, totals.denominator))
            yield _funnel(facts, measure, period, target)


def _funnel(facts: Facts, measure: Measure, period: str, target: Target) -> Funnel:
    kept, left_out, facilities = _sorted_out(target, points(facts.store, period, str(measure.key)))
    rates = [point.numerator / point.denominator for point, _ in kept]
    highest = max(*rates, float(target.rate) * 2) * measure.per * _ROOM or 1.0
    plot = _Plot(measure, target, kept, max(point.denominator for point, _ in kept), highest)
    outside = tuple(_outside(plot, each) for each in kept if each.place is not WithinLimits.WITHIN)
    return Funnel(
        measure=measure,
        period=period,
        rate=rounded(target.rate * measure.per),
        facilities=facilities,
        picture=_picture_of(plot, period),
        outside=outside,
        left_out=left_out,
    )


def _sorted_out(target: Target, reported: Iterable[MeasuredPoint]) -> tuple[list[_Plotted], int, int]:
    """Return the points to draw, how many are left out, and how many there are."""
    within: list[_Plotted] = []
    beyond: list[_Plotted] = []
    facilities = 0
    for facilities, point in enumerate(reported, start=1):  # noqa: B007 -- the last one is their number
        place = _place_of(point, target.limits(point.denominator))
        kept = within if place is WithinLimits.WITHIN else beyond
        if len(kept) < MOST_POINTS:
            kept.append(_Plotted(point, place))
    shown = [*within, *beyond]
    return shown, facilities - len(shown), facilities


def _place_of(point: MeasuredPoint, limits: Limits) -> WithinLimits:
    """Return where a facility stands."""
    if limits.inner_low <= point.numerator <= limits.inner_high:
        return WithinLimits.WITHIN
    far = not limits.outer_low <= point.numerator <= limits.outer_high
    return WithinLimits.FAR_BEYOND if far else WithinLimits.BEYOND


def _outside(plot: _Plot, plotted: _Plotted) -> Outside:
    point, place = plotted
    rate = Fraction(point.numerator, point.denominator)
    lower_is_better = plot.measure.improvement is Improvement.DECREASE
    return Outside(
        facility=point.facility,
        counted=f"{point.numerator:,} of {point.denominator:,}",
        rate=rounded(rate * plot.measure.per),
        place=place,
        better=(rate < plot.target.rate) is lower_is_better,
    )


def _picture_of(plot: _Plot, period: str) -> Markup:
    measure = plot.measure
    x, y = LARGE.horizontal(plot.widest * _ROOM), LARGE.vertical(plot.highest)
    rate = float(plot.target.rate) * measure.per
    content = [
        drawn_vertical(y, measure.result_unit),
        drawn_horizontal(x, f"{measure.unit} in the window"),
        *(line(path, class_=style) for style, path in _curves(plot)),
        line([(x.start, y.at(rate)), (x.end, y.at(rate))], class_="target"),
        text("all together", x.start + 4, y.at(rate) - 5, class_="value"),
        *(_mark(plotted, x.at(plotted.point.denominator), y.at(_rate(plot, plotted.point))) for plotted in plot.points),
    ]
    title = f"{measure.short_title}, {period}: facilities by size"
    beyond = sum(place is not WithinLimits.WITHIN for _, place in plot.points)
    described = f"{len(plot.points)} facilities, {beyond} of them beyond the 95 % limits; they stand in a table."
    return picture(f"funnel-{measure.key}", title, described, content)


def _rate(plot: _Plot, point: MeasuredPoint) -> float:
    return point.numerator * plot.measure.per / point.denominator


def _curves(plot: _Plot) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    x, y = LARGE.horizontal(plot.widest * _ROOM), LARGE.vertical(plot.highest)
    widths = sorted({max(1, round(plot.widest * _ROOM * nth / _STEPS)) for nth in range(1, _STEPS + 1)})
    limits = [(width, plot.target.limits(width)) for width in widths]
    for nth, style in enumerate(("outer", "inner", "inner", "outer")):
        rates = [(width, each[nth] * plot.measure.per / width) for width, each in limits]
        yield style, [(x.at(width), y.at(rate)) for width, rate in rates if rate <= plot.highest]


def _mark(plotted: _Plotted, x: float, y: float) -> Markup:
    """Return a point: a circle within the limits, a diamond beyond one, a triangle beyond both."""
    point, place = plotted
    words = element("title", f"{point.facility}: {point.numerator:,} of {point.denominator:,}, {place}")
    if place is WithinLimits.WITHIN:
        return element("circle", words, cx=x, cy=y, r=4, class_="within")
    corners = ((0, -7), (7, 0), (0, 7), (-7, 0)) if place is WithinLimits.BEYOND else ((0, -8), (8, 7), (-8, 7))
    path = " ".join(f"{x + right:g},{y + down:g}" for right, down in corners)
    return element("polygon", words, points=path, class_="beyond")
