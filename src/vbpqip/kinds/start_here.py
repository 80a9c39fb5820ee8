"""The sheet ``Start Here`` of any form: lists of two columns, and links to the other sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vbpqip.core.cells import Location
from vbpqip.core.wrapping import height_of
from vbpqip.workbook.live_builder import LiveBuilder
from vbpqip.workbook.styles import FormStyle

SPARE = 0.93
"""Of a width that texts take at most, so that none is cut where letters are drawn wider."""

StartPair = tuple[FormStyle, str, str]
"""How the first column looks, what stands in it, and what it means."""


def write_pairs(
    builder: LiveBuilder, at: Location, widths: Sequence[float], headings: tuple[str, str], pairs: Iterable[StartPair]
) -> int:
    """Write a list under its headings, from a cell on; return the row after it."""
    sheet, row, column = builder.sheet(at.sheet), at.row, at.column
    for nth, heading in enumerate(headings):
        builder.write(Location(at.sheet, row, column + nth), heading, FormStyle.HEADING)
    for look, word, meaning in pairs:
        row += 1
        sheet.set_row(row, height_of([(word, widths[0]), (meaning, widths[1] * SPARE)]))
        builder.write(Location(at.sheet, row, column), word, look)
        builder.write(Location(at.sheet, row, column + 1), meaning, FormStyle.FIXED)
    return row + 1


def write_links(builder: LiveBuilder, at: Location, titles: Sequence[str], beside: Sequence[str]) -> None:
    """Write links to sheets, one under the other, and lines of small print beside the first of them."""
    for nth, title in enumerate(titles):
        builder.link(at._replace(row=at.row + nth), Location(title, 0, 0), f"Go to {title}")
    for nth, words in enumerate(beside):
        builder.write(at._replace(row=at.row + nth, column=at.column + 1), words, FormStyle.HINT_LINE)
