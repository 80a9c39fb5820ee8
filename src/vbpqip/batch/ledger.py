"""The ledger of a folder of results: what was reviewed, by which rules, and its history; nothing of it is lost."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from vbpqip.batch.history import BEGINNING, HistoryLine, digest_of
from vbpqip.batch.lock import locked
from vbpqip.batch.opening import opened
from vbpqip.batch.records import StoredReview, Submitted
from vbpqip.core.errors import BatchError

HEAD = "history"
"""The key under which a ledger keeps the number of its lines and the hash of the last one."""

_FIELDS = StoredReview._fields
_NAMED, _MARKS = ", ".join(_FIELDS), ", ".join("?" * len(_FIELDS))
_KEYS = ("sha256", "rules", "received")
_AGAIN = ", ".join(f"{name} = excluded.{name}" for name in _FIELDS if name not in _KEYS)
_RECORD = f"INSERT INTO judgement ({_NAMED}) VALUES ({_MARKS}) ON CONFLICT DO UPDATE SET {_AGAIN} RETURNING id"  # noqa: S608 -- our own names
_LOOK_UP = """SELECT id, status, verdict, CASE failed WHEN 1 THEN document END FROM judgement
WHERE sha256 = ? AND rules = ? AND received = ?"""
_FILE = "INSERT INTO temp.seen VALUES (?, ?, ?, ?, ?, ?, ?)"


class Known(NamedTuple):
    """A review that a ledger keeps: its number, what it says, and why it failed, ``None`` where it did not."""

    number: int
    status: str
    verdict: str
    failure: str | None


class ReviewedFile(NamedTuple):
    """A file that was reviewed, by the path under which it was first found, and the stored review."""

    path: str
    stored: StoredReview


class Ledger:
    """An open ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        if self.note(HEAD) is None:
            self.note_down(HEAD, json.dumps([0, BEGINNING]))
        lines, self._last = json.loads(self.note(HEAD) or "")
        self._lines: int = lines
        connection.execute(
            "CREATE TEMP TABLE seen (path TEXT PRIMARY KEY, sha256, state, reason, received, sender, judgement)"
        )

    @property
    def lines(self) -> int:
        """How many lines the history has."""
        return self._lines

    def note(self, key: str) -> str | None:
        """Return what is noted under a key, ``None`` where nothing is."""
        found = self.connection.execute("SELECT value FROM ledger WHERE key = ?", (key,)).fetchone()
        return None if found is None else str(found[0])

    def note_down(self, key: str, value: str) -> None:
        """Note something under a key, in place of what is noted there."""
        self.connection.execute("INSERT OR REPLACE INTO ledger VALUES (?, ?)", (key, value))

    def known(self, sha256: str, rules: str, received: str) -> Known | None:
        """Return the review of some bytes, ``None`` where there is none."""
        found = self.connection.execute(_LOOK_UP, (sha256, rules, received)).fetchone()
        if found is None:
            return None
        number, status, verdict, failed = found
        return Known(number, status, verdict, None if failed is None else reason_in(failed))

    def record(self, reviewed: Sequence[ReviewedFile]) -> list[int]:
        """Keep reviews, a failed one in place of an earlier one, and add them to the history; all or none.

        Returns:
            Their numbers.
        """
        at = datetime.now(UTC).isoformat(timespec="seconds")
        with self.together():
            numbers = [self.keep(each.stored) for each in reviewed]
            self.add_lines(_line(at, each) for each in reviewed)
        return numbers

    def add_lines(self, lines: Iterable[HistoryLine]) -> None:
        """Chain lines to the history, within what is kept together."""
        for line in lines:
            self._last = line.chained_to(self._last)
            self._lines += 1
            row = (self._lines, *line, self._last)
            self.connection.execute(f"INSERT INTO history VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 -- our own marks
        self.note_down(HEAD, json.dumps([self._lines, self._last]))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that is written inside, or nothing of it."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def see(self, file: Submitted, stored: int | None = None) -> None:
        """Take a file into the list of this run; ``stored`` is the number of the one on it."""
        self.connection.execute(_FILE, (*file, stored))

    def last_digest(self, path: str) -> str:
        """Return the digest that a path had in the last run, empty where it had none."""
        found = self.connection.execute("SELECT sha256 FROM file WHERE path = ?", (path,)).fetchone()
        return "" if found is None else str(found[0])

    def finish_list(self) -> None:
        """Make the list of this run the ledger's."""
        with self.together():
            self.connection.execute("DELETE FROM file")
            self.connection.execute("INSERT INTO file SELECT * FROM temp.seen")

    def keep(self, stored: StoredReview) -> int:
        """Keep a stored review, within what is kept together, and return its number."""
        number: int = self.connection.execute(_RECORD, stored).fetchone()[0]
        return number


@contextmanager
def open_ledger(folder: Path) -> Iterator[Ledger]:
    """Open the ledger of a folder of results for one run; both are made where they are not there.

    Raises:
        BatchError: Another run is at work on it, it is no ledger, or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BatchError(str(folder), f"it cannot be written to: {error.strerror}.") from error
    with locked(folder), opened(folder) as connection:
        yield Ledger(connection)


def reason_in(document: str) -> str:
    """Return why a file has no result: the message of the one finding of its review, with its code."""
    (finding,) = json.loads(document)["findings"]
    return f"{finding['message']} [{finding['code']}]"


def _line(at: str, reviewed: ReviewedFile) -> HistoryLine:
    of = reviewed.stored
    return HistoryLine(
        at, reviewed.path, of.sha256, of.rules, of.received, of.status, of.verdict, digest_of(of.document)
    )
