"""Charts: round numbers along an axis, where values stand, and pictures as SVG within a page.

A picture is made of elements with escaped attributes and texts, with no styles and no scripts of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from markupsafe import Markup

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.numbers import short
from vbpqip.output.plain import visible_value

HALVES_AND_FIFTHS = (2, 5, 10)
QUARTERS_TOO = (2, Fraction(5, 2), 5, 10)
"""Tenths of a power of ten by which the ticks of an axis may stand apart."""


def tick_step(highest: Fraction, most: int, tenths: Sequence[int | Fraction]) -> Fraction:
    """Return the least distance of ticks with which so many reach a number, beside the one at 0.

    >>> [str(tick_step(Fraction(highest), 4, HALVES_AND_FIFTHS)) for highest in ("3.5", "0.3", "57", "0")]
    ['1', '1/10', '20', '1']
    >>> str(tick_step(Fraction(15), 6, QUARTERS_TOO))
    '5/2'
    """
    if highest == 0:
        return Fraction(1)
    power = Fraction(1)
    while power * most < highest:
        power *= 10
    while power * most >= highest * 10:
        power /= 10
    return next(power * each / 10 for each in tenths if power * each * most >= highest * 10)


class Axis(NamedTuple):
    """An axis from 0 to a number, drawn from one place of the picture to another."""

    highest: Fraction | float
    start: float
    end: float

    def at(self, value: Fraction | float) -> float:
        """Return where a value stands, at the end where it is beyond it."""
        share = min(float(value / self.highest), 1.0)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self, step: Fraction) -> list[tuple[float, str]]:
        """Return where the ticks of a step stand, 0 first, and their numbers as they are printed.

        >>> Axis(72, 0, 100).ticks(Fraction(20))
        [(0.0, '0'), (27.8, '20'), (55.6, '40'), (83.3, '60')]
        """
        ticks = [nth * step for nth in range(int(Fraction(self.highest) / step) + 1)]
        return [(self.at(tick), short(tick)) for tick in ticks]


class Frame(NamedTuple):
    """The size of a picture, and the room around what is plotted."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def end(self) -> int:
        """Where the axis along the bottom ends."""
        return self.width - self.right

    @property
    def base(self) -> int:
        """Where the axis along the left side begins."""
        return self.height - self.bottom

    def horizontal(self, highest: Fraction | float) -> Axis:
        """Return the axis along the bottom."""
        return Axis(highest, self.left, self.end)

    def vertical(self, highest: Fraction | float) -> Axis:
        """Return the axis along the left side."""
        return Axis(highest, self.base, self.top)

    def middles(self, parts: int) -> list[float]:
        """Return the middles of equal parts of the axis along the bottom.

        >>> Frame(240, 150, 40, 0, 10, 24).middles(2)
        [90.0, 190.0]
        """
        part = (self.end - self.left) / parts
        return [self.left + part * (nth + 0.5) for nth in range(parts)]


LARGE = Frame(width=720, height=360, left=70, right=20, top=20, bottom=60)
"""A picture as wide as a page; what follows is drawn in it."""

_MOST_TICKS = 6


def element(name: str, content: str = "", /, **attributes: str | float) -> Markup:
    """Return an element, received text in it visible; an attribute's ``_`` becomes ``-``, and one at its end goes."""
    text = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), visible_value(value))
        for key, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), text, visible_value(content))  # noqa: S704 -- names from this package


def picture(key: str, title: str, description: str, content: Iterable[Markup]) -> Markup:
    """Return a whole picture that says what it shows to those who cannot see it."""
    words = element("title", title, id=f"{key}-title") + element("desc", description, id=f"{key}-desc")
    size, labels = f"0 0 {LARGE.width} {LARGE.height}", f"{key}-title {key}-desc"
    return element("svg", words + Markup("").join(content), role="img", aria_labelledby=labels, viewBox=size)


def text(words: str, x: float, y: float, **attributes: str | float) -> Markup:
    """Return words that begin at a place, or are anchored there otherwise."""
    return element("text", words, x=x, y=y, **attributes)


def line(path: Iterable[tuple[float, float]], **attributes: str | float) -> Markup:
    """Return a line through places."""
    return element("polyline", points=" ".join(f"{x:g},{y:g}" for x, y in path), **attributes)


def drawn_vertical(axis: Axis, name: str, suffix: str = "") -> Markup:
    """Return the axis along the left side with its numbers, and lines across the picture."""
    drawn = [
        line([(LARGE.left, y), (LARGE.end, y)], class_="grid")
        + text(f"{number}{suffix}", LARGE.left - 8, y + 4, class_="tick", text_anchor="end")
        for y, number in _ticks(axis)
    ]
    middle = (LARGE.top + LARGE.base) / 2
    turned = text(name, 16, middle, class_="name", text_anchor="middle", transform=f"rotate(-90 16 {middle:g})")
    return Markup("").join([*drawn, turned])


def drawn_horizontal(axis: Axis, name: str) -> Markup:
    """Return the axis along the bottom with its numbers."""
    drawn = [text(number, x, LARGE.base + 18, class_="tick", text_anchor="middle") for x, number in _ticks(axis)]
    return Markup("").join([*drawn, below(name)])


def below(name: str) -> Markup:
    """Return the words under the picture."""
    return text(name, (LARGE.left + LARGE.end) / 2, LARGE.height - 6, class_="name", text_anchor="middle")


def _ticks(axis: Axis) -> list[tuple[float, str]]:
    return axis.ticks(tick_step(Fraction(axis.highest), _MOST_TICKS, QUARTERS_TOO))
