"""The store: a SQLite file that is ours, of a format that we know, asked by the names of queries alone.

All SQL stands beside this module, the tables in ``schema.sql`` and the queries in ``queries.sql``. Errors of SQLite are
told by what they mean to a person.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from pkgutil import get_data
from typing import Any, TypeAlias

from vbpqip.core.errors import BatchError

NAME = "ledger.sqlite"
"""The ledger's file in the folder of results."""

FORMAT = 3
"""Rises when a table, its columns or the documents in it change."""

_OURS = 0x51495031
_NEVER_USED = 0
_NEWER = "it was made by a newer vbpqip. Use that one, or name another folder with --out."
_OLDER = "it was made by an older vbpqip, and is kept as it is. Run it again into a new folder with --out."
_NO_LEDGER = f"{NAME} is no ledger of vbpqip, or it is damaged. Name another folder with --out."
_DAMAGED = (
    "its ledger is damaged: what it keeps cannot all be read. The files themselves are not lost: name another folder "
    "with --out, and all of them are reviewed again."
)
_IS_STORED = "What was reviewed before is kept; run it again to go on."
_MEANING = {
    sqlite3.SQLITE_NOTADB: _NO_LEDGER,
    sqlite3.SQLITE_CORRUPT: _NO_LEDGER,
    sqlite3.SQLITE_FULL: f"the disk is full. Make room. {_IS_STORED}",
    sqlite3.SQLITE_IOERR: f"the disk or network drive failed; keep results on a disk of this computer. {_IS_STORED}",
    sqlite3.SQLITE_READONLY: f"{NAME} may only be read. Allow to write to it, or name another folder with --out.",
    sqlite3.SQLITE_CANTOPEN: "its ledger cannot be opened or made; look whether the folder may be written to.",
    sqlite3.SQLITE_PERM: f"{NAME} may not be opened. Allow it, or name another folder with --out.",
    sqlite3.SQLITE_BUSY: "another program has its ledger open. Close it there, and run it again.",
    sqlite3.SQLITE_LOCKED: "another program has its ledger open. Close it there, and run it again.",
    sqlite3.SQLITE_PROTOCOL: "its drive cannot lock files; keep results on a disk of this computer.",
}
"""What the kinds of SQLite's errors mean to a person."""

_NO_JSON = "malformed JSON"
"""What SQLite says of a text that is none."""

_FIRST_BYTE = 0xFF
"""SQLite's errors have their kind in the first byte, and the exact cause beyond it."""


_NAMED = "-- name: "
"""What begins a query; the rest of the line is its name."""

QueryRow: TypeAlias = tuple[Any, ...]
QueryValues: TypeAlias = Sequence[Any] | Mapping[str, Any]


def _packaged(name: str) -> str:
    return (get_data("vbpqip.batch", name) or b"").decode()


@cache
def queries() -> Mapping[str, tuple[str, ...]]:
    """Return the statements of each query, by its name."""
    named = (each.partition("\n") for each in _packaged("queries.sql").split(_NAMED)[1:])
    return {name: tuple(part.strip() for part in text.split(";")[:-1]) for name, _, text in named}


class Store(sqlite3.Connection):
    """An open store."""

    def rows(self, query: str, values: QueryValues = ()) -> Iterator[QueryRow]:
        """Yield what a query finds."""
        (statement,) = queries()[query]
        return iter(self.execute(statement, values))

    def row(self, query: str, values: QueryValues = ()) -> QueryRow | None:
        """Return the first thing that a query finds, ``None`` where it finds nothing."""
        return next(self.rows(query, values), None)

    def value(self, query: str, values: QueryValues = ()) -> Any:  # noqa: ANN401 -- of any column
        """Return the only value of the row that a query finds."""
        (found,) = next(self.rows(query, values))
        return found

    def run(self, query: str, values: QueryValues = ()) -> None:
        """Make a change, of one statement or of several."""
        for statement in queries()[query]:
            self.execute(statement, values)

    def run_many(self, query: str, rows: Iterable[QueryValues]) -> None:
        """Make a change for each of some rows."""
        (statement,) = queries()[query]
        self.executemany(statement, rows)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that is written inside, or nothing of it."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self.in_transaction:
                self.execute("ROLLBACK")
            raise

    @contextmanager
    def together_within(self) -> Iterator[None]:
        """Keep all that is written inside, or nothing of it, within what else is kept together."""
        self.execute("SAVEPOINT within")
        try:
            yield
        except BaseException:
            self.execute("ROLLBACK TO within")
            raise
        finally:
            self.execute("RELEASE within")


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """Open the ledger of a folder to write to it; one is made where there is none.

    Raises:
        BatchError: It is no ledger, one of another vbpqip, or it cannot be written, now or while it is open.
    """
    with _with_message(folder), closing(Store(folder / NAME, isolation_level=None)) as store:
        _reject_others(folder, store)
        store.executescript(f"PRAGMA application_id = {_OURS}; PRAGMA user_version = {FORMAT};")
        store.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = FILE;")
        store.executescript(_packaged("schema.sql"))
        yield store


@contextmanager
def opened_to_read(folder: Path) -> Iterator[Store]:
    """Open the ledger of a folder without changing anything in it.

    Raises:
        BatchError: There is none, or it is none that can be read.
    """
    if not (folder / NAME).is_file():
        raise BatchError(str(folder), f"there is no ledger in it. 'vbpqip batch FOLDER --out {folder}' makes one.")
    address = f"{(folder / NAME).resolve().as_uri()}?mode=ro"
    with _with_message(folder), closing(Store(address, uri=True, isolation_level=None)) as store:
        _reject_others(folder, store)
        yield store


def _reject_others(folder: Path, store: Store) -> None:
    (owner,), (made,) = (store.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))
    tables = store.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if owner != _OURS and (tables or owner != _NEVER_USED):
        raise BatchError(str(folder), _NO_LEDGER)
    if owner == _OURS and made not in {_NEVER_USED, FORMAT}:
        raise BatchError(str(folder), _NEWER if made > FORMAT else _OLDER)


@contextmanager
def _with_message(folder: Path) -> Iterator[None]:
    """Say what an error of SQLite means."""
    try:
        yield
    except json.JSONDecodeError as error:
        raise BatchError(str(folder), _DAMAGED) from error
    except sqlite3.DatabaseError as error:
        kind = getattr(error, "sqlite_errorcode", 0) & _FIRST_BYTE
        unknown = _DAMAGED if _NO_JSON in str(error) else f"its ledger cannot be used: {error}."
        raise BatchError(str(folder), _MEANING.get(kind, unknown)) from error
