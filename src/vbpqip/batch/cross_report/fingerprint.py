"""Whether anything changed since something was made of the ledger."""

from __future__ import annotations

from hashlib import sha256

from vbpqip.batch.store import Store
from vbpqip.core.version import __version__
from vbpqip.program.program import Program

BESIDE = "beside"
"""The key under which is noted what the reports of the baseline are known by that are given beside the folder."""


def fingerprint(store: Store, program: Program, beside: str | None = None) -> str:
    """Return what the folder, what is given beside it, the rules and this program's version are known by.

    ``beside`` is by default what was noted last.
    """
    given = store.note(BESIDE) if beside is None else beside
    known = (__version__, program.name, program.version, program.terms, program.desk, given)
    digest = sha256(repr(known).encode())
    for row in store.rows("content"):  # what reviewing gave follows from content and rules, but for files that failed
        digest.update(repr(row).encode())
    return digest.hexdigest()


def is_current(store: Store, key: str, now: str) -> bool:
    """Whether what was made under a key was made of the same."""
    return store.note(key) == now


def keep_fingerprint(store: Store, key: str, now: str) -> None:
    """Note under a key what something was made of."""
    store.note_down(key, now)
