"""Colours of letters and fills, as far as one must be told from another."""

from __future__ import annotations

from vbpqip.workbook.ooxml.number_formats import BLACK, WHITE
from vbpqip.workbook.ooxml.xml_events import Attributes

_INDEXED = {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}
_OF_THEME = {"0": WHITE, "1": BLACK}
"""Of a theme's first two colours: what is written on, and what is written with."""


def colour_of(attributes: Attributes) -> str:
    """Return what tells a colour from any other, of black and white by six digits; empty where there is none.

    >>> colour_of({"rgb": "ff1f3864"}), colour_of({"theme": "0"}), colour_of({"theme": "4", "tint": "0.4"})
    ('1F3864', 'FFFFFF', 'theme 4 0.4')
    """
    tint = attributes.get("tint", "")
    lightened = f" {tint}" if tint.strip("-0.") else ""
    if "rgb" in attributes:
        return f"{attributes['rgb'][-len(WHITE) :].upper()}{lightened}"
    for kind, known in (("theme", _OF_THEME), ("indexed", _INDEXED)):
        if kind in attributes:
            number = attributes[kind]
            return f"{known.get(number, f'{kind} {number}')}{lightened}"
    return ""
