"""How much an everyday run tries: a part of what CI does, which sets ``VBPQIP_FILLINGS``.

Every promise has a test that runs every day. What a test tries many of, it tries few of: ``examples`` of what is drawn,
one in so many ``every_day`` of what is listed, and ``in_turn`` of what is tried of several kinds or forms.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

_Tried = TypeVar("_Tried")
_Of = TypeVar("_Of")

EVERYDAY = "VBPQIP_FILLINGS" not in os.environ


def examples(most: int) -> int:
    """Return how many examples are drawn: so many where CI asks, an eighth every day."""
    return -(-most // 8) if EVERYDAY else most


def every_day(nth: int, of: Iterable[_Tried]) -> Sequence[_Tried]:
    """Return all that is tried where CI asks, and one of so many every day: at least one, drawn the same each time.

    They are drawn by their places, as no step through a table would be, which leaves out what stands in all its columns.
    """
    tried = list(of)
    if not EVERYDAY:
        return tried
    drawn = Random(nth).sample(range(len(tried)), -(-len(tried) // nth))  # noqa: S311 -- chance that can be had again
    return [tried[each] for each in sorted(drawn)]


def in_turn(tried: Iterable[_Tried], of: Sequence[_Of]) -> Sequence[tuple[_Tried, _Of]]:
    """Return each that is tried with each kind where CI asks; every day the kinds take turns."""
    return [
        (each, one) for nth, each in enumerate(tried) for place, one in enumerate(of) if _is_its_turn(nth, place, of)
    ]


def _is_its_turn(nth: int, place: int, of: Sequence[object]) -> bool:
    return not EVERYDAY or nth % len(of) == place


SAME_EACH_TIME = "VBPQIP_CHANCE" not in os.environ
"""Whether a run draws what the run before it drew."""
