"""The lock of a folder of results: one run at a time, let go of by whatever ends it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vbpqip.core.errors import BatchError

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


_NAME = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder's lock; the file stays, only the hold on it counts.

    Raises:
        BatchError: Another run holds it, or the folder cannot be written to.
    """
    try:
        file = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise BatchError(str(folder), f"it cannot be written to: {error.strerror}.") from error
    try:
        _lock(file)
    except OSError as error:
        os.close(file)
        reason = "another run is at work on it. Wait until it has ended, or name another folder with --out."
        raise BatchError(str(folder), reason) from error
    try:
        yield
    finally:
        os.close(file)
