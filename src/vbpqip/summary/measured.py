"""What facilities told of each measure in each period, laid out to be counted.

A facility that tells a measure to two MCOs is counted once, by the report to the first of them in the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from vbpqip.batch.store import Store, queries
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.results import Outcome
from vbpqip.summary.stored_files import StoredFile

_CHUNK = 20_000
_KEYS = ["period", "measure"]
COMPARED = tuple(map(str, Outcome))
"""The columns of :func:`by_measure` that count facilities by outcome."""


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


def by_measure(store: Store) -> pd.DataFrame:
    """Return, by period and measure, the facilities of each outcome and all their counts together.

    Columns: those of :data:`COMPARED`, ``numerator`` and ``denominator`` (0 for an annual measure), and ``counted``,
    the facilities that have a count of more than nothing.
    """
    (statement,) = queries()["measured"]
    chunks = pd.read_sql_query(statement, store, chunksize=_CHUNK)
    return pd.concat(map(_grouped, chunks)).groupby(level=_KEYS).sum().sort_index()


def _grouped(chunk: pd.DataFrame) -> pd.DataFrame:
    for outcome in COMPARED:
        chunk[outcome] = (chunk["outcome"] == outcome).astype("int64")
    counts = ~(chunk["denominator"] == "NA") & chunk["denominator"].notna()
    for column in ("numerator", "denominator"):
        chunk[column] = chunk[column].where(counts, "0").astype("int64")
    chunk["counted"] = (chunk["denominator"] > 0).astype("int64")
    return chunk.groupby(_KEYS)[[*COMPARED, "numerator", "denominator", "counted"]].sum()


def points(store: Store, period: str, measure: str) -> Iterator[MeasuredPoint]:
    """Yield the facilities' counts of a measure of counts in a period, by facility; nothing could occur in none."""
    yield from map(MeasuredPoint._make, store.rows("counts_of_measure", (measure, period)))
