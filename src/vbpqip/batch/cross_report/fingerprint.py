"""Whether anything changed since something was made of the ledger."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

from vbpqip.core.version import __version__
from vbpqip.program.program import Program

_CONTENT = """
SELECT file.path, file.sha256, file.state, file.reason, file.received, file.sender,
       judgement.rules, judgement.status, judgement.verdict, judgement.entries_digest,
       CASE judgement.failed WHEN 1 THEN judgement.document END
FROM file LEFT JOIN judgement ON judgement.id = file.judgement
ORDER BY file.path
"""
"""What reviewing gave follows from content and rules, but for files that failed."""


BESIDE = "beside"
"""The key under which is noted what the reports of the baseline are known by that are given beside the folder."""


def fingerprint(connection: sqlite3.Connection, program: Program, beside: str | None = None) -> str:
    """Return what the folder, what is given beside it, the rules and this program's version are known by.

    ``beside`` is by default what was noted last.
    """
    given = _stored_value(connection, BESIDE) if beside is None else beside
    known = (__version__, program.name, program.version, program.terms, given)
    digest = sha256(repr(known).encode())
    for row in connection.execute(_CONTENT):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def is_current(connection: sqlite3.Connection, key: str, now: str) -> bool:
    """Whether what was made under a key was made of the same."""
    return _stored_value(connection, key) == now


def _stored_value(connection: sqlite3.Connection, key: str) -> str | None:
    stored = connection.execute("SELECT value FROM ledger WHERE key = ?", (key,)).fetchone()
    return None if stored is None else stored[0]


def keep_fingerprint(connection: sqlite3.Connection, key: str, now: str) -> None:
    """Note under a key what something was made of."""
    connection.execute("INSERT OR REPLACE INTO ledger (key, value) VALUES (?, ?)", (key, now))
