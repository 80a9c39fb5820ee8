"""The inbox of a run: what there is to judge, listed in the ledger before anything is judged, and read from there."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from vbpqip.batch.folder import Listed, list_folders, prefixes
from vbpqip.batch.remote import is_url, list_url
from vbpqip.domain.errors import BatchError

_ROWS_AT_ONCE = 500


def list_all(folders: Sequence[str], out: Path) -> Iterator[Listed]:
    """Yield every file of some folders or URLs.

    Raises:
        BatchError: One is no folder or cannot be reached, or folders and URLs are mixed.
    """
    if not any(is_url(folder) for folder in folders):
        return list_folders([Path(folder) for folder in folders], out)
    if not all(is_url(folder) for folder in folders):
        raise BatchError("", "folders and URLs cannot be mixed in one run; give each its own --out.")
    before = prefixes([folder.rstrip("/").rpartition("/")[2] for folder in folders])
    return chain.from_iterable(list_url(url, prefix) for url, prefix in zip(folders, before, strict=True))


class Inbox:
    """What a run found, in the order in which it was found; it takes disk, not memory."""

    def __init__(self, connection: sqlite3.Connection, found: Iterable[Listed]) -> None:
        self._connection = connection
        connection.execute("CREATE TEMP TABLE inbox (number INTEGER PRIMARY KEY, path TEXT, source BLOB, skipped TEXT)")
        rows = ((each.path, os.fsencode(each.source), each.skipped) for each in found)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO temp.inbox (path, source, skipped) VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")

    def __len__(self) -> int:
        found: int = self._connection.execute("SELECT count(*) FROM temp.inbox").fetchone()[0]
        return found

    def __iter__(self) -> Iterator[tuple[int, Listed]]:
        """Yield the files with their numbers; others may be written to the ledger meanwhile."""
        last = 0
        select = "SELECT number, path, source, skipped FROM temp.inbox WHERE number > ? ORDER BY number LIMIT ?"
        while rows := self._connection.execute(select, (last, _ROWS_AT_ONCE)).fetchall():
            for number, path, source, skipped in rows:
                yield number, Listed(path, os.fsdecode(source), skipped)
            last = rows[-1][0]
