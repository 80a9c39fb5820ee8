"""Verifying a ledger: whether its history and the reviews that it keeps are as they were written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from vbpqip.batch.history import BEGINNING, HistoryLine, digest_of
from vbpqip.batch.ledger import HEAD
from vbpqip.batch.opening import opened_to_read

_LINES = f"SELECT number, hash, {', '.join(HistoryLine._fields)} FROM history ORDER BY number"  # noqa: S608 -- our own names
_KEPT = """
SELECT newest.number, newest.path, line.status, line.verdict, line.document_sha256, judgement.status, judgement.verdict,
    judgement.document, judgement.facility, judgement.mco, judgement.period
FROM (SELECT max(number) AS number, path, sha256, rules, received FROM history GROUP BY sha256, rules, received) newest
JOIN history line ON line.number = newest.number
LEFT JOIN judgement USING (sha256, rules, received) ORDER BY newest.number
"""
_UNTOLD = """
SELECT count(*) FROM judgement
WHERE NOT EXISTS (SELECT 1 FROM history line WHERE line.sha256 = judgement.sha256)
"""


class Verified(NamedTuple):
    """How many lines a history has, the first that is not as it was written, and why; ``None`` where all are."""

    lines: int
    broken: int | None = None
    reason: str = ""


def verify(folder: Path) -> Verified:
    """Look through the ledger of a folder of results, line by line.

    Raises:
        BatchError: There is no ledger, or it cannot be read.
    """
    with opened_to_read(folder) as connection:
        return verified(connection)


def verified(connection: sqlite3.Connection) -> Verified:
    """Look through an open ledger."""
    (lines,) = connection.execute("SELECT count(*) FROM history").fetchone()
    faults = (*_first(_chain_faults(connection)), *_first(_review_faults(connection)))
    return Verified(lines, *min(faults, key=itemgetter(0), default=(None, "")))


def _first(faults: Iterator[tuple[int, str]]) -> list[tuple[int, str]]:
    found = next(faults, None)
    return [] if found is None else [found]


def _chain_faults(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    last, nth = BEGINNING, 0
    for nth, (number, stored, *values) in enumerate(connection.execute(_LINES), start=1):
        last = HistoryLine(*values).chained_to(last)
        if number != nth:
            yield nth, "it is gone."
        if stored != last:
            yield nth, "it, or a line before it, is not as it was written."
    noted = connection.execute("SELECT value FROM ledger WHERE key = ?", (HEAD,)).fetchone()
    if noted is None or json.loads(noted[0]) != [nth, last]:
        yield nth + 1, "the history does not end where it was last written to."


def _review_faults(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for number, path, status, verdict, digest, *kept in connection.execute(_KEPT):
        if kept[0] is None:
            yield number, f"the review of {path} is gone."
        elif digest_of(kept[2]) != digest:
            yield number, f"the review of {path} is not as it was written."
        elif [status, verdict] != kept[:2] or not _agrees(kept):
            yield number, f"what is kept on {path} is not what its review says."
    (untold,) = connection.execute(_UNTOLD).fetchone()
    if untold:
        (lines,) = connection.execute("SELECT count(*) FROM history").fetchone()
        yield lines + 1, f"{untold} reviews are kept that the history does not tell of."


def _agrees(kept: Sequence[str]) -> bool:
    status, verdict, document, *names = kept
    review = json.loads(document)
    verdicts = [part["verdict"] for part in review.values() if isinstance(part, dict) and "verdict" in part]
    said = [review["status"], *(verdicts or [verdict]), *(review[key] or "" for key in ("facility", "mco", "period"))]
    return said == [status, verdict, *names]
