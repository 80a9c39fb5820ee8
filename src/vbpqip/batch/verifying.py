"""Verifying a ledger: whether its history, the reviews and all else that it keeps are as they were written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

from vbpqip.batch.history import BEGINNING, HISTORY_HEAD, HistoryLine
from vbpqip.batch.seals import digest_of_row
from vbpqip.batch.store import NOTES, Store, opened_to_read
from vbpqip.batch.store_errors import DAMAGED
from vbpqip.core.errors import BatchError
from vbpqip.core.named_tuples import NamedTuple

_SEALED: Mapping[str, str] = MappingProxyType(
    {
        "every_file": "the list of files",
        "every_version_status": "the table of which reports count",
        "every_cross_report_finding": "the table of what reports say of one another",
        "every_open_rule": "the table of open rules",
        "every_expected": "the roster's table",
        "every_feedback": "the table of feedback",
        NOTES: "the table of notes",
    }
)
"""The tables beside the history and the reviews, by the queries of all their rows, and what they are called."""


class Verified(NamedTuple):
    """How many lines a history has, what is not as it was written, and the first line that it is of.

    ``reason`` is empty where all is as it was written; ``broken`` is ``None`` where it is of no line.
    """

    lines: int
    broken: int | None = None
    reason: str = ""
    remarks: tuple[str, ...] = ()


def verify(folder: Path) -> Verified:
    """Look through the ledger of a folder of results, line by line and table by table.

    Raises:
        BatchError: There is no ledger, or it cannot be read.
    """
    with opened_to_read(folder) as store:
        return verified(store)._replace(remarks=store.remarks)


def verified(store: Store) -> Verified:
    """Look through an open ledger."""
    lines = store.value("history_length")
    issues = (*_first(_chain_issues(store)), *_first(_review_issues(store)))
    if issues:
        return Verified(lines, *min(issues, key=itemgetter(0)))
    return Verified(lines, None, next(_table_issues(store), ""))


@contextmanager
def opened_unchanged(folder: Path) -> Iterator[Store]:
    """Open the ledger of a folder of results to calculate with it, as it is.

    Raises:
        BatchError: There is no ledger, it cannot be read, or it is not as it was written.
    """
    with opened_to_read(folder) as store:
        reject_changed(folder, store)
        yield store


def reject_changed(folder: Path, store: Store) -> None:
    """Reject a ledger that is not as it was written.

    Raises:
        BatchError: It is not.
    """
    if verified(store).reason:
        raise BatchError(str(folder), f"{DAMAGED} 'vbpqip batch --verify {folder}' says what was changed.")


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
    if json.loads(store.note(HISTORY_HEAD) or "[]") != [nth, last]:
        yield nth + 1, "the history does not end where it was last written to."


def _review_issues(store: Store) -> Iterator[tuple[int, str]]:
    for number, path, digest, *stored in store.rows("newest_lines_and_reviews"):
        if stored[-1] is None:
            yield number, f"the review of {path} is gone."
        elif digest_of_row(stored) != digest:
            yield number, f"the review of {path} is not as it was written."
    not_in_history = store.value("reviews_not_in_history")
    if not_in_history:
        yield store.value("history_length") + 1, f"{not_in_history} reviews are kept that the history does not tell of."


def _table_issues(store: Store) -> Iterator[str]:
    for query, called in _SEALED.items():
        if not store.is_sealed(query):
            yield f"{called} is not as it was written."
