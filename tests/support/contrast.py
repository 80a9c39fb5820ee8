"""How well one colour stands out from another, by the measure of WCAG 2, and the colours that cells are written in."""

from __future__ import annotations

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles.colors import Color

WHITE, BLACK = "FFFFFF", "000000"


def colour(colour: Color | None, default: str) -> str:
    """Return a colour as six hexadecimal digits; one that is not written is the default."""
    return colour.rgb[-6:] if colour is not None and isinstance(colour.rgb, str) else default


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def fill(cell: Cell | MergedCell) -> str:
    return colour(cell.fill.fgColor, WHITE) if cell.fill.fill_type == "solid" else WHITE
