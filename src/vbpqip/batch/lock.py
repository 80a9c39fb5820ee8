"""The lock of a folder of results: one run at a time, let go of by whatever ends it.

A drive may not know the usual lock (``flock``); then another one (POSIX) keeps other runs out, and this is said. Where
it knows neither, no run writes to it, since another one could not be noticed.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from vbpqip.batch.store_errors import NO_LOCKS
from vbpqip.core.errors import BatchError

_Lock: TypeAlias = Callable[[int], None]

if sys.platform == "win32":
    import msvcrt

    def _usual(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    _usual_to_read = _other = _other_to_read = _usual
else:
    import fcntl

    def _usual(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _usual_to_read(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)

    def _other(file: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _other_to_read(file: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)


_NAME = "lock"
_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_NOT_KNOWN = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL}
_AT_WORK = "another run is at work on it. Wait until it has ended"
_ANOTHER_LOCK = "its drive does not know the usual lock (flock); a POSIX lock keeps other runs out."
_NOT_NOTICED = (
    "whether a run is at work on it could not be seen. If one is, wait until it has ended, and do this again."
)


class _Unknown(Exception):
    """A drive knows no lock."""


@contextmanager
def locked(folder: Path) -> Iterator[tuple[str, ...]]:
    """Hold a folder's lock, and yield what is to be said of it; the file stays, only the hold on it counts.

    Raises:
        BatchError: Another run holds it, its drive knows no lock, or the folder cannot be written to.
    """
    try:
        file = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise BatchError(str(folder), f"it cannot be written to: {error.strerror}.") from error
    try:
        try:
            usual = _locked(file, folder, (_usual, _other), f"{_AT_WORK}, or name another folder with --out.")
        except _Unknown as error:
            reason = f"{NO_LOCKS} Another run at work on it could not be noticed."
            raise BatchError(str(folder), reason) from error
        yield () if usual else (f"{folder}: {_ANOTHER_LOCK}",)
    finally:
        os.close(file)


@contextmanager
def locked_to_read(folder: Path, *, asked: bool = True) -> Iterator[tuple[str, ...]]:
    """Keep runs out of a folder while it is read, and yield what is to be said of it.

    It goes on without a lock where there can be none: it writes nothing, and what it then reads is looked through.
    Nothing is held unless that is ``asked``, nor where no run has been.

    Raises:
        BatchError: A run is at work on it.
    """
    if not asked or not (folder / _NAME).exists():
        yield ()
        return
    try:
        file = os.open(folder / _NAME, os.O_RDONLY)
    except OSError:
        yield (f"{folder}: {_NOT_NOTICED}",)
        return
    try:
        try:
            _locked(file, folder, (_usual_to_read, _other_to_read), f"{_AT_WORK}.")
        except _Unknown:
            yield (f"{folder}: {_NOT_NOTICED}",)
            return
        yield ()
    finally:
        os.close(file)


def _locked(file: int, folder: Path, locks: tuple[_Lock, _Lock], held: str) -> bool:
    """Lock a file by the first lock that its drive knows, and return whether it is the usual one."""
    for lock in locks:
        try:
            lock(file)
        except OSError as error:
            if error.errno in _HELD:
                raise BatchError(str(folder), held) from error
            if error.errno not in _NOT_KNOWN:
                reason = f"its lock cannot be taken: {error.strerror}. Look whether its drive is in order."
                raise BatchError(str(folder), reason) from error
        else:
            return lock is locks[0]
    raise _Unknown
