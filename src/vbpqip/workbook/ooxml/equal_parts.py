"""Equal parts: reports made from one form share some parts to the letter, which are then read once.

A process keeps the last few that are small; a part that cannot be read is tried anew each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeAlias, TypeVar

LARGEST = 50_000
"""Bytes of a part that is kept."""

_MOST = 4

_Read = TypeVar("_Read")
PartReader: TypeAlias = Callable[[str, bytes], _Read]
"""Takes a part's name and content; what it returns nobody changes."""


def read_once(read: PartReader[_Read]) -> PartReader[_Read]:
    """Return a reader that reads equal small parts once."""
    kept = lru_cache(maxsize=_MOST)(read)

    @wraps(read)
    def reader(part: str, content: bytes) -> _Read:
        return kept(part, content) if len(content) <= LARGEST else read(part, content)

    return reader
