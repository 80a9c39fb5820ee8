"""The styles part: which cell styles show a number as a percentage or as a day.

A spreadsheet stores ``61 %`` as 0.61 and a day as the number of days since 1900; the style alone tells. Only styles in
the spelling that programs write are seen; of any other one nothing is said.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from vbpqip.domain.cells import ShownAs

LARGEST = 2_000_000
"""Bytes of a part beyond which nothing is looked at; a workbook may have 64,000 styles, and a form has forty."""

_PERCENT, _DAYS = frozenset({9, 10}), frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Numbers of built-in formats (ECMA-376, part 1, 18.8.30)."""
_CELL_STYLES = b"cellXfs"
_FORMAT = rb'<(?:\w+:)?numFmt numFmtId="(\d{1,6})" formatCode="([^"]*)"'
_STYLE = rb'<(?:\w+:)?xf (?:numFmtId="(\d{1,6})")?'
_WORDS = r'&quot;.*?&quot;|"[^"]*"|\\.|\[[^\]]*\]|General'
_DAY_LETTERS = frozenset("dmyhs")


def read_styles(content: bytes) -> Mapping[int, ShownAs]:
    """Return the cell styles that show a number as something else, by their place."""
    if len(content) > LARGEST:
        return {}
    formats = {int(number): _shown_by(code.decode("utf-8", "replace")) for number, code in _found(_FORMAT, content)}
    _, _, rest = content.partition(_CELL_STYLES)
    styles, _, _ = rest.partition(_CELL_STYLES)
    shown = (
        formats.get(number) or _built_in(number) for number in (int(found or 0) for found in _found(_STYLE, styles))
    )
    return {nth: shown_as for nth, shown_as in enumerate(shown) if shown_as is not ShownAs.NUMBER}


def _found(pattern: bytes, content: bytes) -> Iterator[Any]:
    yield from re.findall(pattern, content)


def _built_in(number: int) -> ShownAs:
    if number in _PERCENT:
        return ShownAs.PERCENTAGE
    return ShownAs.DAY if number in _DAYS else ShownAs.NUMBER


def _shown_by(code: str) -> ShownAs:
    r"""Return what a format shows a number as.

    >>> _shown_by("0.0%"), _shown_by("yyyy\\-mm\\-dd"), _shown_by('[Red]#,##0 "days"')
    (<ShownAs.PERCENTAGE: 'percentage'>, <ShownAs.DAY: 'day'>, <ShownAs.NUMBER: 'number'>)
    """
    bare = re.sub(_WORDS, "", code, flags=re.IGNORECASE)
    if "%" in bare:
        return ShownAs.PERCENTAGE
    return ShownAs.DAY if _DAY_LETTERS & set(bare.casefold()) else ShownAs.NUMBER
