"""Standard output and standard error: the product is printed whole or the command fails; talk that is lost is lost."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from vbpqip.core.names import printable

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer  # there for type checkers alone

ESCAPED = "vbpqip.escaped"
"""How streams are told to print what their encoding lacks: bytes of a file's name such as ``\\xff``, else ``?``."""


class NotPrinted(click.ClickException):
    """Standard output cannot be written to."""

    exit_code = 3

    def __init__(self, reason: str) -> None:
        super().__init__(f"Standard output cannot be written: {reason}.")


class _Product(io.FileIO):
    """A stream's file whose failure ends the command, once; what is still in its buffer then goes nowhere."""

    _lost = False

    def write(self, content: ReadableBuffer, /) -> int:
        if self._lost:
            return memoryview(content).nbytes
        try:
            return super().write(content) or 0
        except OSError as error:
            self._lost = True
            raise NotPrinted(error.strerror or str(error)) from error


class _Talk(io.FileIO):
    """A stream's file whose failure changes nothing: there is nobody left to tell."""

    def write(self, content: ReadableBuffer, /) -> int:
        try:
            return super().write(content) or 0
        except OSError:
            return memoryview(content).nbytes


class _Closed(io.RawIOBase):
    """What stands for a standard output that was closed before the command began."""

    _said = False

    def writable(self) -> bool:
        return True

    def write(self, content: ReadableBuffer, /) -> int:
        if not self._said:
            self._said = True
            raise NotPrinted("it is closed")
        return memoryview(content).nbytes


class _Nowhere(io.RawIOBase):
    """What stands for a standard error that was closed before the command began."""

    def writable(self) -> bool:
        return True

    def write(self, content: ReadableBuffer, /) -> int:
        return memoryview(content).nbytes


def guard_streams() -> None:
    """Put both streams of this process under guard; only the process that is the command does so."""
    if sys.platform == "win32":
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout = _guarded(sys.stdout, _Product)
    else:  # Python has none where it is closed
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Closed()), encoding="utf-8", errors=ESCAPED)
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr = _guarded(sys.stderr, _Talk)
    else:
        sys.stderr = io.TextIOWrapper(io.BufferedWriter(_Nowhere()), encoding="utf-8", errors=ESCAPED)


def _guarded(stream: io.TextIOWrapper, kind: Callable[..., io.FileIO]) -> io.TextIOWrapper:
    """Return a stream over a guarded file."""
    stream.flush()
    file = kind(stream.fileno(), "wb", closefd=False)
    buffered = io.BufferedWriter(file)
    return io.TextIOWrapper(buffered, stream.encoding, ESCAPED, line_buffering=stream.line_buffering)


def _escaped(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    escaped = "".join(printable(letter) if "\ud800" <= letter <= "\udfff" else "?" for letter in lacking)
    return escaped, error.end


codecs.register_error(ESCAPED, _escaped)
