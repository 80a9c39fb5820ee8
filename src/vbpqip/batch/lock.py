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

    _lock_to_read = _lock
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _lock_to_read(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)


_NAME = "lock"
_AT_WORK = "another run is at work on it. Wait until it has ended"


@contextmanager
def locked(folder: Path) -> Iterator[tuple[str, ...]]:
    """Hold a folder's lock; the file stays, only the hold on it counts.

    Raises:
        BatchError: Another run holds it, or the folder cannot be written to.
    """
    try:
        file = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise BatchError(str(folder), f"it cannot be written to: {error.strerror}.") from error
    try:
        try:
            _lock(file)
        except OSError as error:
            raise BatchError(str(folder), f"{_AT_WORK}, or name another folder with --out.") from error
        yield ()
    finally:
        os.close(file)


@contextmanager
def locked_to_read(folder: Path, *, asked: bool = True) -> Iterator[tuple[str, ...]]:
    """Keep runs out of a folder while it is read; nothing is held unless that is ``asked``, nor where no run has been.

    Raises:
        BatchError: A run is at work on it.
    """
    if not asked or not (folder / _NAME).exists():
        yield ()
        return
    file = os.open(folder / _NAME, os.O_RDONLY)
    try:
        try:
            _lock_to_read(file)
        except OSError as error:
            raise BatchError(str(folder), f"{_AT_WORK}.") from error
        yield ()
    finally:
        os.close(file)
