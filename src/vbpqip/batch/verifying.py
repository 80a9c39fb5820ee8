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
from vbpqip.core.results import Verdict

_LINES = f"SELECT number, hash, {', '.join(HistoryLine._fields)} FROM history ORDER BY number"  # noqa: S608 -- our own names
_STORED = """
SELECT newest.number, newest.path, line.status, line.verdict, line.document_sha256, judgement.status, judgement.verdict,
    judgement.document, judgement.facility, judgement.mco, judgement.period
FROM (SELECT max(number) AS number, path, sha256, rules, received FROM history GROUP BY sha256, rules, received) newest
JOIN history line ON line.number = newest.number
LEFT JOIN judgement USING (sha256, rules, received) ORDER BY newest.number
"""
_NOT_IN_HISTORY = """
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
    issues = (*_first(_chain_issues(connection)), *_first(_review_issues(connection)))
    return Verified(lines, *min(issues, key=itemgetter(0), default=(None, "")))


def _first(issues: Iterator[tuple[int, str]]) -> list[tuple[int, str]]:
    found = next(issues, None)
    return [] if found is None else [found]


def _chain_issues(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
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


def _review_issues(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for number, path, status, verdict, digest, *stored in connection.execute(_STORED):
        if stored[0] is None:
            yield number, f"the review of {path} is gone."
        elif digest_of(stored[2]) != digest:
            yield number, f"the review of {path} is not as it was written."
        elif [status, verdict] != stored[:2] or not _agrees(stored):
            yield number, f"what is kept on {path} is not what its review says."
    (not_in_history,) = connection.execute(_NOT_IN_HISTORY).fetchone()
    if not_in_history:
        (lines,) = connection.execute("SELECT count(*) FROM history").fetchone()
        yield lines + 1, f"{not_in_history} reviews are kept that the history does not tell of."


def _agrees(stored: Sequence[str]) -> bool:
    status, verdict, document, *names = stored
    review = json.loads(document)
    target = review.get("qit") or {"verdict": str(Verdict.NOT_DETERMINED)}
    said = [review["status"], target["verdict"], *(review[key] or "" for key in ("facility", "mco", "period"))]
    return said == [status, verdict, *names]
