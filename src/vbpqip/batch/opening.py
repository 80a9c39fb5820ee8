"""Opening a ledger: a SQLite file that is ours, of a format that we know, and what its errors mean to a person."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from pkgutil import get_data

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


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the ledger of a folder to write to it; one is made where there is none.

    Raises:
        BatchError: It is no ledger, one of another vbpqip, or it cannot be written, now or while it is open.
    """
    with _with_message(folder), closing(sqlite3.connect(folder / NAME, isolation_level=None)) as connection:
        _reject_others(folder, connection)
        connection.executescript(f"PRAGMA application_id = {_OURS}; PRAGMA user_version = {FORMAT};")
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = FILE;")
        connection.executescript((get_data("vbpqip.batch", "ledger.sql") or b"").decode())
        yield connection


@contextmanager
def opened_to_read(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the ledger of a folder without changing anything in it.

    Raises:
        BatchError: There is none, or it is none that can be read.
    """
    if not (folder / NAME).is_file():
        raise BatchError(str(folder), f"there is no ledger in it. 'vbpqip batch FOLDER --out {folder}' makes one.")
    address = f"{(folder / NAME).resolve().as_uri()}?mode=ro"
    with _with_message(folder), closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        _reject_others(folder, connection)
        yield connection


def _reject_others(folder: Path, connection: sqlite3.Connection) -> None:
    (owner,), (made,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
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
