"""How words are meant, whatever they are shown as."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias


class Tone(StrEnum):
    """How a word is meant."""

    GOOD = "good"
    BAD = "bad"
    DOUBTFUL = "doubtful"
    STRONG = "strong"
    PLAIN = "plain"


Paint: TypeAlias = Callable[[str, Tone], str]
"""How a word is coloured on a terminal."""
