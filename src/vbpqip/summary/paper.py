"""How a wide table is laid out on paper: on as many sheets beside one another as its text needs to stay readable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

SMALLEST_SCALE = 80
"""Percent of its size at which text of 10 points is printed with 8."""

_PRINTED_PIXELS = 910
"""Pixels of a Letter page in landscape between its margins, a tenth of them spared: LibreOffice draws wider columns."""

_ROOM = _PRINTED_PIXELS * 100 // SMALLEST_SCALE
_PIXELS_OF_A_DIGIT, _PADDING = 7, 5


def breaks_between(widths: Sequence[int], repeated: int) -> tuple[int, ...]:
    """Return before which columns a new sheet of paper begins, none where all have room on one.

    ``widths`` are in digits; the first ``repeated`` columns stand on each sheet.

    >>> breaks_between([30, 20, 20, 20], 1), breaks_between([30, 60, 60, 60, 60], 1)
    ((), (3,))
    """
    return tuple(_breaks([width * _PIXELS_OF_A_DIGIT + _PADDING for width in widths], repeated))


def _breaks(pixels: Sequence[int], repeated: int) -> Iterator[int]:
    names = taken = sum(pixels[:repeated])
    for column, wide in enumerate(pixels[repeated:], start=repeated):
        if taken + wide > _ROOM and taken > names:
            yield column
            taken = names
        taken += wide
