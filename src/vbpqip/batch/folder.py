"""A folder of submissions: every file in it, in an order that does not depend on the machine, each to judge or skipped.

What looks like a spreadsheet is judged, so that a report sent as .xls or .csv has a finding that says so; anything else
is skipped, with the reason.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vbpqip.batch.paths import kept
from vbpqip.domain.errors import BatchError

SPREADSHEETS = frozenset(
    (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".xlw", ".ods", ".ots", ".fods", ".numbers", ".csv",
     ".tsv", ".zip")
)  # fmt: skip
"""How the names of files end that are judged."""

_LOCKS = ("~$", ".~lock.")


class Listed(NamedTuple):
    """A file as it was found: its path below the folder, where it is, and why it is skipped, empty where it is not."""

    path: str
    source: str
    skipped: str = ""


class _Walk(NamedTuple):
    """One folder that is gone through: what stands before its paths, and the file system's number of what to leave."""

    prefix: str
    left_out: tuple[int, int] | None


class _Below(NamedTuple):
    """A folder in another, and what stands before its paths."""

    folder: str
    prefix: str


def list_folders(folders: Sequence[Path], out: Path) -> Iterator[Listed]:
    """Yield every file of some folders; of several, paths begin with the folder's name.

    Args:
        folders: Where to look.
        out: The folder of results, which is left out where it lies in one of them.

    Raises:
        BatchError: One is no folder, or is in another, so that its files would count twice.
    """
    _refuse(folders)
    left_out = _number_of(out) if out.exists() else None
    for folder, prefix in zip(folders, prefixes([folder.resolve().name for folder in folders]), strict=True):
        yield from _files_in(str(folder), _Walk(prefix, left_out))


def prefixes(names: Sequence[str]) -> list[str]:
    """Return what stands before the paths of each of some folders.

    >>> prefixes(["inbox"]), prefixes(["inbox", "late", "inbox"])
    ([''], ['inbox/', 'late/', 'inbox (2)/'])
    """
    if len(names) == 1:
        return [""]
    earlier = [names[:nth].count(name) for nth, name in enumerate(names)]
    return [f"{name} ({times + 1})/" if times else f"{name}/" for name, times in zip(names, earlier, strict=True)]


def why_skipped(name: str) -> str:
    """Return why a file is skipped, going by its name; empty where it is judged.

    >>> why_skipped("report.xlsx"), why_skipped("Letter.docx")
    ('', 'not a spreadsheet, going by its name')
    """
    if name.startswith(_LOCKS):
        return "only the note of a spreadsheet program that somebody has the workbook open"
    if name.startswith("."):
        return "a hidden file"
    if os.path.splitext(name)[1].casefold() not in SPREADSHEETS:  # noqa: PTH122 -- a name of any spelling
        return "not a spreadsheet, going by its name"
    return ""


def _refuse(folders: Sequence[Path]) -> None:
    for nth, folder in enumerate(folders):
        if not folder.is_dir():
            reason = "it is a file; name the folder that it lies in." if folder.exists() else "there is no such folder."
            raise BatchError(str(folder), reason)
        for other in folders[:nth]:
            own, its = folder.resolve(), other.resolve()
            if own == its or own in its.parents or its in own.parents:
                raise BatchError(str(folder), f"it and {other} have files in common; name only one of them.")


def _number_of(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _files_in(top: str, walk: _Walk) -> Iterator[Listed]:
    """Yield what is in a folder and below it; nothing is nested too deeply for it."""
    opened = [_entries(top, walk)]
    while opened:
        found = next(opened[-1], None)
        if found is None:
            opened.pop()
        elif isinstance(found, _Below):
            opened.append(_entries(found.folder, walk._replace(prefix=found.prefix)))
        else:
            yield found


def _entries(folder: str, walk: _Walk) -> Iterator[Listed | _Below]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 -- names that are no text have no Path
    except OSError:
        yield Listed(kept(walk.prefix.rstrip("/") or "."), folder, "a folder that may not be looked into")
        return
    for name in names:
        yield _entry(name, os.path.join(folder, name), walk)  # noqa: PTH118 -- as above


def _entry(name: str, source: str, walk: _Walk) -> Listed | _Below:
    path = f"{walk.prefix}{name}"
    try:
        status = os.lstat(source)
    except OSError:
        return Listed(kept(path), source, "gone while the folder was read")
    reason = _why_left(name, status, walk)
    if stat.S_ISDIR(status.st_mode) and not reason:
        return _Below(source, f"{path}/")
    return Listed(kept(path), source, reason)


def _why_left(name: str, status: os.stat_result, walk: _Walk) -> str:
    if stat.S_ISDIR(status.st_mode):
        if (status.st_dev, status.st_ino) == walk.left_out:
            return "the folder of results"
        return "a hidden folder" if name.startswith(".") else ""
    if stat.S_ISLNK(status.st_mode):
        return "a symbolic link, which can lead anywhere"
    return why_skipped(name) if stat.S_ISREG(status.st_mode) else "a pipe or a device"
