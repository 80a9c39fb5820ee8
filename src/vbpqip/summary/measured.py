"""What facilities told of each measure in each period, laid out to be counted.

A facility that tells a measure to two MCOs is counted once, by the report to the first of them in the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from vbpqip.batch.store import Store
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.summary.stored_files import StoredFile


class MeasureTotals(NamedTuple):
    """All facilities that told a measure in a period: how many have each outcome, and their counts together.

    ``numerator`` and ``denominator`` are 0 for an annual measure; ``counted`` facilities have a count of more than
    nothing.
    """

    outcomes: Mapping[str, int]
    numerator: int
    denominator: int
    counted: int


TotalsByMeasure: TypeAlias = Mapping[tuple[str, str], MeasureTotals]
"""By period and measure, in their order."""


class MeasuredPoint(NamedTuple):
    """A facility's events and potential occurrences of one measure."""

    facility: str
    numerator: int
    denominator: int


def lay_out_measured(store: Store) -> None:
    """Make the empty table."""
    store.run("lay_out_measured")


def add_measured(store: Store, chunk: Iterable[StoredFile]) -> None:
    """Add what some files tell of the measures for which they speak."""
    with store.together_within():
        store.run_many("add_measured", (line for stored in chunk if stored.speaks for line in _lines(stored)))


def _lines(stored: StoredFile) -> Iterator[tuple[str, ...]]:
    review: Any = stored.document
    facility = review["facility"]
    for each in review["measures"]:
        if each["key"] in stored.speaks:
            reported = (each["key"], each["outcome"], each["numerator"], each["denominator"], each["result"])
            yield (review["period"], normalized_name(facility), facility, stored.path, *reported)


def index_measured(store: Store) -> None:
    """Make the table quick to ask."""
    store.run("index_measured")


def by_measure(store: Store) -> TotalsByMeasure:
    """Return what all facilities told together."""
    found = groupby(store.rows("measured"), key=itemgetter(0, 1))
    return {measured: _totals(by_outcome) for measured, by_outcome in found}


def _totals(by_outcome: Iterable[tuple[Any, ...]]) -> MeasureTotals:
    outcomes, *numbers = zip(*(line[2:] for line in by_outcome), strict=True)
    facilities, *counts = numbers
    return MeasureTotals(dict(zip(outcomes, facilities, strict=True)), *map(sum, counts))


def points(store: Store, period: str, measure: str) -> Iterator[MeasuredPoint]:
    """Yield the facilities' counts of a measure of counts in a period, by facility; nothing could occur in none."""
    yield from map(MeasuredPoint._make, store.rows("counts_of_measure", (measure, period)))
