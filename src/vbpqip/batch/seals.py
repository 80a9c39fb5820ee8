"""Seals: what the rows of a table are known by, whatever their order, so that a row changed, added or gone is seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from vbpqip.core.named_tuples import NamedTuple

_MODULUS = 2**256
_HEXADECIMAL = 16


class Seal(NamedTuple):
    """How many rows there are, and the sum of their digests.

    >>> Seal.of([("a", 1), ("b", 2)]) == Seal.of([("b", 2)]).plus(("a", 1)) == Seal.of([("b", 2), ("a", 1)])
    True
    >>> Seal.of([("a", 1)]).minus(("a", 1)) == Seal.read(None) == Seal()
    True
    """

    rows: int = 0
    total: int = 0

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]]) -> Seal:
        """Return the seal of rows."""
        seal = cls()
        for row in rows:
            seal = seal.plus(row)
        return seal

    @classmethod
    def read(cls, noted: str | None) -> Seal:
        """Return a seal as it was noted; a table of which nothing was noted has no rows yet."""
        if noted is None:
            return cls()
        rows, total = noted.split()
        return cls(int(rows), int(total, _HEXADECIMAL))

    def __str__(self) -> str:
        return f"{self.rows} {self.total:064x}"

    def plus(self, row: Sequence[Any]) -> Seal:
        """Return the seal with one more row."""
        return Seal(self.rows + 1, (self.total + _number(row)) % _MODULUS)

    def minus(self, row: Sequence[Any]) -> Seal:
        """Return the seal with one row fewer."""
        return Seal(self.rows - 1, (self.total - _number(row)) % _MODULUS)


def digest_of_row(row: Sequence[Any]) -> str:
    """Return the digest of a row of texts and whole numbers."""
    written = json.dumps([int(each) if isinstance(each, bool) else each for each in row], separators=(",", ":"))
    return sha256(written.encode("ascii")).hexdigest()


def _number(row: Sequence[Any]) -> int:
    return int(digest_of_row(row), _HEXADECIMAL)
