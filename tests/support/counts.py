"""How much an everyday run tries: a part of what CI does, which sets ``VBPQIP_FILLINGS``."""

from __future__ import annotations

import os

EVERYDAY = "VBPQIP_FILLINGS" not in os.environ


def examples(most: int) -> int:
    """Return how many examples are drawn: so many where CI asks, a quarter every day."""
    return most // 4 if EVERYDAY else most


SAME_EACH_TIME = "VBPQIP_CHANCE" not in os.environ
"""Whether a run draws what the run before it drew."""
