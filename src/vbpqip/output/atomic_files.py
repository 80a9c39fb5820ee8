"""Atomic files: several are written beside their places and moved there together; all of them are replaced, or none."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from vbpqip.core.names import printable, within

_LONGEST_NAME = 255
"""Bytes of a file's name."""

_TEMPORARY, _BEFORE = ".part", ".before"


class AtomicFiles:
    """Files that come to their places at the end of a block; where one cannot, each place has what it had before.

    The ``OSError`` that then leaves the block names the place. Ctrl-C and SIGTERM are heard before or after, not while
    files are moved.
    """

    def __init__(self, folder: Path = Path()) -> None:
        self._folder = folder
        self._temporary: dict[Path, Path] = {}
        self._contents: dict[Path, bytes] = {}

    def __enter__(self) -> Self:
        return self

    def temporary(self, name: str | Path) -> Path:
        """Return where to write what comes to a place of the folder."""
        place = self._folder / name
        return self._temporary.setdefault(place, _beside(place, _TEMPORARY))

    def write(self, name: str | Path, content: bytes) -> None:
        """Say what comes to a place of the folder; until the end of the block nothing of it is written."""
        self._contents[self._folder / name] = content

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with _undisturbed():
            try:
                if kind is None:
                    self._come()
            finally:
                for temporary in self._temporary.values():
                    _remove(temporary)

    def _come(self) -> None:
        for place in (*self._temporary, *self._contents):
            _try(place)
        for place, content in self._contents.items():
            self._temporary[place] = _beside(place, _TEMPORARY)
            with _named(place):
                self._temporary[place].write_bytes(content)
        _move(self._temporary)


def _try(place: Path) -> None:
    """See that a file may be replaced: another program may hold it, or it may be write-protected, or a folder."""
    with suppress(FileNotFoundError), place.open("r+b"):
        pass


def _move(temporary_files: Mapping[Path, Path]) -> None:
    """Move drafts to their places; the last one needs no way back."""
    if not temporary_files:
        return
    *first, last = temporary_files.items()
    moved: dict[Path, Path | None] = {}
    try:
        for place, temporary in first:
            moved[place] = _put_aside(place, temporary)
            with _named(place):
                temporary.replace(place)
        with _named(last[0]):
            _take_mode(*last)
            last[1].replace(last[0])
    except OSError:
        _put_back(moved)
        raise
    for before in moved.values():
        if before is not None:
            _remove(before)


def _put_aside(place: Path, temporary: Path) -> Path | None:
    """Rename what is at a place, if there is anything, and return its new name."""
    if not os.path.lexists(place):
        return None
    before = _beside(place, _BEFORE)
    with _named(place):
        _take_mode(place, temporary)
        place.replace(before)
    return before


def _put_back(moved: Mapping[Path, Path | None]) -> None:
    for place, before in moved.items():
        if before is None:
            _remove(place)
        else:
            before.replace(place)


def _take_mode(place: Path, temporary: Path) -> None:
    """Let a draft be read and written by whoever may do so with what it replaces."""
    with suppress(FileNotFoundError):
        shutil.copymode(place, temporary)


def _beside(place: Path, ending: str) -> Path:
    return place.with_name(within(f".{printable(place.name)}", _LONGEST_NAME - len(ending)) + ending)


def _remove(file: Path) -> None:
    with suppress(OSError):  # what could not be written can often not be removed either, and was told already
        file.unlink(missing_ok=True)


@contextmanager
def _named(place: Path) -> Iterator[None]:
    """Let an error name the place, not the draft beside it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(place)) from error


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C and SIGTERM back, so that nothing is left half."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def write_together(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write files, all of them or none.

    Raises:
        OSError: One cannot be written; it is named.
    """
    with AtomicFiles() as atomic:
        for place, content in files:
            atomic.write(place, content)
