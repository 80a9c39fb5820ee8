"""The manifest: a CSV file that says of each submission when it was received, and who sent it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from sys import intern
from typing import NamedTuple

from vbpqip.domain.errors import BatchError

HEADER = ("file", "received", "sender")


class Sent(NamedTuple):
    """What a manifest says of a file: an ISO date and a name, each empty where it says nothing; and in which line."""

    received: str
    sender: str
    line: int


def read_manifest(path: Path) -> Mapping[str, Sent]:
    """Return what a manifest says, by path below the folder of submissions, with ``/``.

    Raises:
        BatchError: It cannot be read, or a line of it is wrong; the reason names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BatchError(path.name, f"it cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BatchError(path.name, "it is not text in UTF-8. Save it as 'CSV UTF-8'.") from error
    told: dict[str, Sent] = {}
    for file, sent in _lines(path.name, text):
        if file in told:
            raise _wrong(path.name, sent.line, f"{file!r} stands in line {told[file].line} already.")
        told[file] = sent
    return told


def _lines(name: str, text: str) -> Iterator[tuple[str, Sent]]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = tuple(cell.strip().casefold() for cell in next(reader, []))
        if header != HEADER:
            raise _wrong(name, 1, f"the first line reads {','.join(header)!r}; it has to read {','.join(HEADER)!r}.")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _line(name, reader.line_num, cells)
    except csv.Error as error:
        raise _wrong(name, reader.line_num, f"it is no CSV: {error}.") from error


def _line(name: str, line: int, cells: list[str]) -> tuple[str, Sent]:
    if len(cells) != len(HEADER):
        raise _wrong(name, line, f"it has {len(cells)} columns; it has to have {len(HEADER)}: {', '.join(HEADER)}.")
    file, received, sender = (cell.strip() for cell in cells)
    if not file:
        raise _wrong(name, line, "it names no file.")
    if received and not _is_day(received):
        raise _wrong(name, line, f"{received!r} is not a day such as 2017-10-31.")
    return file.replace("\\", "/").removeprefix("./"), Sent(intern(received), intern(sender), line)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _wrong(name: str, line: int, reason: str) -> BatchError:
    return BatchError(f"{name}, line {line}", reason)
