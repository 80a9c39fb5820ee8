"""What the errors of a store mean to a person: one text for each cause; none of them holds what the store keeps."""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vbpqip.core.errors import BatchError

LEDGER_NAME = "ledger.sqlite"
"""The ledger's file in the folder of results."""

NEWER = "it was made by a newer vbpqip. Use that one, or name another folder with --out."
OLDER = "it was made by an older vbpqip, and is kept as it is. Run it again into a new folder with --out."
EMPTY = (
    f"{LEDGER_NAME} is empty: what it kept is lost. The files themselves are not: delete it, or name another folder "
    "with --out, and all of them are reviewed again."
)
NO_LEDGER = f"{LEDGER_NAME} is no ledger of vbpqip, or it is damaged. Name another folder with --out."
FOREIGN = f"{LEDGER_NAME} is a database of another program, and is left as it is. Name another folder with --out."
DAMAGED = (
    "its ledger is damaged: what it keeps cannot all be read, or is not as it was written. Nothing is calculated with "
    "it. What it alone kept is lost, such as the history of earlier runs. The files themselves are not: name another "
    "folder with --out, and all of them are reviewed again."
)
READ_ONLY = f"{LEDGER_NAME} may only be read. Allow to write to it, or name another folder with --out."
READ_ONLY_FOLDER = (
    "nothing can be written beside its ledger, because the folder may only be read. Allow to write to it, or name "
    "another folder with --out."
)
NO_LOCKS = "its drive cannot lock files; keep results on a disk of this computer."
_NO_ROOM = (
    "there is no room for its ledger, or in the folder for temporary files for a copy of it. Make room; TMPDIR names "
    "another folder for temporary files."
)
_IS_STORED = "What was reviewed before is kept; run it again to go on."
_IN_USE = "another program has its ledger open. Close it there, and run it again."
_MEANING = {
    sqlite3.SQLITE_NOTADB: NO_LEDGER,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: f"the disk is full. Make room. {_IS_STORED}",
    sqlite3.SQLITE_IOERR: f"the disk or network drive failed; keep results on a disk of this computer. {_IS_STORED}",
    sqlite3.SQLITE_IOERR_LOCK: NO_LOCKS,
    sqlite3.SQLITE_IOERR_RDLOCK: NO_LOCKS,
    sqlite3.SQLITE_IOERR_UNLOCK: NO_LOCKS,
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK: NO_LOCKS,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: "its ledger cannot be opened or made; look whether the folder may be written to.",
    sqlite3.SQLITE_PERM: f"{LEDGER_NAME} may not be opened. Allow it, or name another folder with --out.",
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_PROTOCOL: NO_LOCKS,
    sqlite3.SQLITE_CONSTRAINT: "its history is only ever added to, and what is kept is kept once.",
}
"""What SQLite's errors mean to a person: some by their exact cause, all others by their kind."""

_NO_JSON = "malformed JSON"
"""What SQLite says of a text that is none."""

_FIRST_BYTE = 0xFF
"""SQLite's errors have their kind in the first byte, and the exact cause beyond it."""


def error_kind(error: sqlite3.Error) -> int:
    """Return the kind of an error, 0 where it is none of SQLite's but of what reads its answers."""
    return _code(error) & _FIRST_BYTE


def _code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code


@contextmanager
def with_message(folder: Path) -> Iterator[None]:
    """Say what an error of a folder's store means.

    Raises:
        BatchError: There is one.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise BatchError(str(folder), _meaning(error)) from error


@contextmanager
def looked_through(folder: Path) -> Iterator[None]:
    """Say that a ledger is damaged where a text in it is none; a run that is at work reads other texts too.

    Raises:
        BatchError: It is so, or there is an error of the store.
    """
    try:
        with with_message(folder):
            yield
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BatchError(str(folder), DAMAGED) from error


def _meaning(error: sqlite3.DatabaseError) -> str:
    known = _MEANING.get(_code(error)) or _MEANING.get(error_kind(error))
    if known is not None:
        return known
    if _NO_JSON in str(error) or (not _code(error) and isinstance(error, sqlite3.OperationalError)):
        return DAMAGED  # a text that is none of UTF-8 has no code
    return f"its ledger cannot be used, for a cause that SQLite gives the number {_code(error)}."


@contextmanager
def reachable(folder: Path) -> Iterator[None]:
    """Say why a ledger's file cannot be reached.

    Raises:
        BatchError: It cannot.
    """
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        reason = _NO_ROOM if full else f"its ledger cannot be read or made: {error.strerror}."
        raise BatchError(str(folder), reason) from error
