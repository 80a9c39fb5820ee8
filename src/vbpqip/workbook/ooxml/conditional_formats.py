"""Conditional formats: which of a sheet's cells may show something else than what is stored, where a condition holds.

Whether it holds is not asked: nobody knows it of every program. Most formats colour a cell, or put a sign before a
number; those are none of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vbpqip.core.cells import Marked, ShownAs
from vbpqip.workbook.ooxml.colours import colour_of
from vbpqip.workbook.ooxml.equal_parts import read_once
from vbpqip.workbook.ooxml.number_formats import WHITE, read_format
from vbpqip.workbook.ooxml.references import MisspeltReferenceError, corners
from vbpqip.workbook.ooxml.sheet_layout import CellRange, is_near
from vbpqip.workbook.ooxml.text_runs import struck
from vbpqip.workbook.ooxml.xml_events import Attributes, Listener, Opened, may_say, parse

STRUCK_OUT = "struck out"
_SAMPLES = ("65", "6500000", "0.65")
"""Numbers by which it is seen what a number format does to some."""

_MISLEADING = frozenset((ShownAs.NOTHING, ShownAs.SCALED, ShownAs.OTHER_TEXT))


class _Looks:
    """Collects what each differential format hides, in their order: ``None`` where it hides nothing."""

    def __init__(self) -> None:
        self.found: list[ShownAs | str | None] = []
        self.is_inside = self.in_font = False
        self.letters = self.ground = ""

    def opened(self, _: Attributes) -> None:
        self.found.append(None)
        self.is_inside, self.letters, self.ground = True, "", WHITE

    def closed(self, _: str) -> None:
        if self.letters and self.letters == self.ground:
            self.found[-1] = ShownAs.NOTHING
        self.is_inside = False

    def font(self, _: Attributes) -> None:
        self.in_font = True

    def font_closed(self, _: str) -> None:
        self.in_font = False

    def struck(self, attributes: Attributes) -> None:
        if self.is_inside and struck(attributes) is Marked.STRUCK:
            self.found[-1] = STRUCK_OUT

    def colour(self, attributes: Attributes) -> None:
        if self.is_inside and self.in_font:
            self.letters = colour_of(attributes)

    def fill(self, attributes: Attributes) -> None:
        if self.is_inside:
            self.ground = colour_of(attributes)

    def number_format(self, attributes: Attributes) -> None:
        if self.is_inside:
            shown = map(read_format(attributes.get("formatCode", "General")).number, _SAMPLES)
            self.found[-1] = next((each for each in shown if each in _MISLEADING), self.found[-1])


_STYLES, _SHEETS = frozenset({"styleSheet"}), frozenset({"worksheet", "chartsheet", "dialogsheet"})


@read_once
def read_looks(part: str, content: bytes) -> Mapping[str, ShownAs | str]:
    """Return which of a workbook's differential formats hide what is stored, by their numbers, and how.

    Raises:
        UnreadableWorkbookError: the part is damaged.
    """
    if not may_say(content, b"dxf"):
        return {}
    looks = _Looks()
    opened: dict[str, Opened] = {
        "dxf": looks.opened,
        "font": looks.font,
        **dict.fromkeys(("strike", "dstrike"), looks.struck),
        "color": looks.colour,
        "bgColor": looks.fill,
        "numFmt": looks.number_format,
    }
    parse(part, content, Listener(_STYLES, opened, {"dxf": looks.closed, "font": looks.font_closed}, last="dxfs"))
    return {str(nth): each for nth, each in enumerate(looks.found) if each is not None}


def conditional_ranges(
    part: str, content: bytes, looks: Mapping[str, ShownAs | str]
) -> Mapping[ShownAs | str, tuple[CellRange, ...]]:
    """Return where a sheet's conditional formats may hide what is stored, by how they do.

    Raises:
        UnreadableWorkbookError: the part is damaged.
    """
    found: dict[ShownAs | str, dict[CellRange, None]] = {}
    places, of_block = "", set[ShownAs | str]()

    def block(attributes: Attributes) -> None:
        nonlocal places
        places = attributes.get("sqref", "")
        of_block.clear()

    def rule(attributes: Attributes) -> None:
        look = looks.get(attributes.get("dxfId", ""))
        if (
            look is not None and look not in of_block
        ):  # a block may have many rules, and each of its places is read once
            of_block.add(look)
            found.setdefault(look, {}).update(dict.fromkeys(_ranges(places)))

    parse(part, content, Listener(_SHEETS, {"conditionalFormatting": block, "cfRule": rule}))
    return {look: tuple(ranges) for look, ranges in found.items()}


def _ranges(places: str) -> Iterator[CellRange]:
    """Yield the places that are spelled as such, and of those the ones that are not far outside any form."""
    for place in places.split():
        try:
            first, last = corners(place)
        except MisspeltReferenceError:
            continue
        if is_near(first):
            yield CellRange(first, last)
