"""Shards: a folder's files dealt out to several runs, each file always to the same one."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple

_WRITTEN = re.compile(r"(\d{1,6})/(\d{1,6})")


class Shard(NamedTuple):
    """One of several runs: which one, counted from 1, and of how many."""

    nth: int
    of: int

    @classmethod
    def parse(cls, text: str) -> Shard | None:
        """Return the shard that is written such as ``2/3``, ``None`` where it is none."""
        found = _WRITTEN.fullmatch(text)
        if found is None or not 1 <= int(found[1]) <= int(found[2]):
            return None
        return cls(int(found[1]), int(found[2]))

    def holds(self, path: str) -> bool:
        """Whether a file is this run's, by its path as it is kept."""
        return int.from_bytes(sha256(path.encode()).digest()[:8], "big") % self.of == self.nth - 1

    def __str__(self) -> str:
        return f"{self.nth}/{self.of}"
