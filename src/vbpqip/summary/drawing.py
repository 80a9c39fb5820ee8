"""Pictures as SVG within a page: elements with escaped attributes and texts, no styles and no scripts of their own."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from vbpqip.output.plain import visible_value
from vbpqip.summary.axis import Axis, tick_text

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 20, 60


def element(name: str, content: str = "", /, **attributes: str | float) -> Markup:
    """Return an element, received text in it visible; an attribute's ``_`` becomes ``-``, and one at its end goes."""
    spelled = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), visible_value(value))
        for key, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), spelled, visible_value(content))  # noqa: S704 -- names from this package


def picture(key: str, title: str, description: str, content: Iterable[Markup]) -> Markup:
    """Return a whole picture that says what it shows to those who cannot see it."""
    words = element("title", title, id=f"{key}-title") + element("desc", description, id=f"{key}-desc")
    size, labels = f"0 0 {WIDTH} {HEIGHT}", f"{key}-title {key}-desc"
    return element("svg", words + Markup("").join(content), role="img", aria_labelledby=labels, viewBox=size)


def text(words: str, x: float, y: float, **attributes: str | float) -> Markup:
    """Return words that begin at a place, or are anchored there otherwise."""
    return element("text", words, x=x, y=y, **attributes)


def line(path: Iterable[tuple[float, float]], **attributes: str | float) -> Markup:
    """Return a line through places."""
    return element("polyline", points=" ".join(f"{x:g},{y:g}" for x, y in path), **attributes)


def horizontal(highest: float) -> Axis:
    """Return the axis along the bottom."""
    return Axis(highest, LEFT, WIDTH - RIGHT)


def vertical(highest: float) -> Axis:
    """Return the axis along the left side."""
    return Axis(highest, HEIGHT - BOTTOM, TOP)


def drawn_vertical(axis: Axis, name: str, suffix: str = "") -> Markup:
    """Return the axis along the left side with its numbers, and lines across the picture."""
    drawn = [
        line([(LEFT, axis.at(tick)), (WIDTH - RIGHT, axis.at(tick))], class_="grid")
        + text(f"{tick_text(tick)}{suffix}", LEFT - 8, axis.at(tick) + 4, class_="tick", text_anchor="end")
        for tick in axis.ticks()
    ]
    middle = (TOP + HEIGHT - BOTTOM) / 2
    turned = text(name, 16, middle, class_="name", text_anchor="middle", transform=f"rotate(-90 16 {middle:g})")
    return Markup("").join([*drawn, turned])


def drawn_horizontal(axis: Axis, name: str) -> Markup:
    """Return the axis along the bottom with its numbers."""
    drawn = [
        text(tick_text(tick), axis.at(tick), HEIGHT - BOTTOM + 18, class_="tick", text_anchor="middle")
        for tick in axis.ticks()
    ]
    return Markup("").join([*drawn, below(name)])


def below(name: str) -> Markup:
    """Return the words under the picture."""
    return text(name, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, class_="name", text_anchor="middle")
