"""How much an everyday run tries: a part of what CI does, which sets ``VBPQIP_FILLINGS``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

_Tried = TypeVar("_Tried")

EVERYDAY = "VBPQIP_FILLINGS" not in os.environ


def examples(most: int) -> int:
    """Return how many examples are drawn: so many where CI asks, an eighth every day."""
    return -(-most // 8) if EVERYDAY else most


def every_day(nth: int, of: Sequence[_Tried]) -> Sequence[_Tried]:
    """Return all that is tried where CI asks, and one of so many every day."""
    return of[::nth] if EVERYDAY else of


SAME_EACH_TIME = "VBPQIP_CHANCE" not in os.environ
"""Whether a run draws what the run before it drew."""
