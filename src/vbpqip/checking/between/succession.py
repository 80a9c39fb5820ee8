"""Reports that follow one another: each with the one of the period before it, and with that of the baseline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic

from vbpqip.checking.between import R
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter


class Succeeding(NamedTuple, Generic[R]):
    """A report, the one before it, and the one of the baseline that came before it."""

    now: R
    before: R | None
    baseline: R | None


def in_succession(reports: Iterable[tuple[R, Quarter]], baseline: Quarter) -> Iterator[Succeeding[R]]:
    """Yield the reports of a kind, sender and receivers, given in the order of their periods, with those before."""
    first: R | None = None
    before: R | None = None
    for now, period in reports:
        yield Succeeding(now, before, first)
        if first is None and period == baseline:
            first = now
        before = now
