"""Verifying a ledger: whether its history and the reviews that it keeps are as they were written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from vbpqip.batch.history import BEGINNING, HistoryLine, digest_of
from vbpqip.batch.ledger import HEAD
from vbpqip.batch.store import Store, opened_to_read
from vbpqip.core.results import Verdict


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
    with opened_to_read(folder) as store:
        return verified(store)


def verified(store: Store) -> Verified:
    """Look through an open ledger."""
    lines = store.value("history_length")
    issues = (*_first(_chain_issues(store)), *_first(_review_issues(store)))
    return Verified(lines, *min(issues, key=itemgetter(0), default=(None, "")))


def _first(issues: Iterator[tuple[int, str]]) -> list[tuple[int, str]]:
    found = next(issues, None)
    return [] if found is None else [found]


def _chain_issues(store: Store) -> Iterator[tuple[int, str]]:
    last, nth = BEGINNING, 0
    for nth, (number, stored, *values) in enumerate(store.rows("history_lines"), start=1):
        last = HistoryLine(*values).chained_to(last)
        if number != nth:
            yield nth, "it is gone."
        if stored != last:
            yield nth, "it, or a line before it, is not as it was written."
    noted = store.row("note", (HEAD,))
    if noted is None or json.loads(noted[0]) != [nth, last]:
        yield nth + 1, "the history does not end where it was last written to."


def _review_issues(store: Store) -> Iterator[tuple[int, str]]:
    for number, path, status, verdict, digest, *stored in store.rows("newest_lines_and_reviews"):
        if stored[0] is None:
            yield number, f"the review of {path} is gone."
        elif digest_of(stored[2]) != digest:
            yield number, f"the review of {path} is not as it was written."
        elif [status, verdict] != stored[:2] or not _agrees(stored):
            yield number, f"what is kept on {path} is not what its review says."
    not_in_history = store.value("reviews_not_in_history")
    if not_in_history:
        yield store.value("history_length") + 1, f"{not_in_history} reviews are kept that the history does not tell of."


def _agrees(stored: Sequence[str]) -> bool:
    status, verdict, document, *names = stored
    review = json.loads(document)
    target = review.get("qit") or {"verdict": str(Verdict.NOT_DETERMINED)}
    said = [review["status"], target["verdict"], *(review[key] or "" for key in ("facility", "mco", "period"))]
    return said == [status, verdict, *names]
