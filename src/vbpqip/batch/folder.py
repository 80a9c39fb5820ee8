"""A folder of submissions: every file in it, in an order that is the same on every machine, and what becomes of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from vbpqip.batch.paths import stored_path
from vbpqip.batch.recognizing import Recognized, recognized
from vbpqip.batch.records import FileState
from vbpqip.core.errors import BatchError, UnreadableWorkbookError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.preflight import read_head, reject_for_error


class ListedFile(NamedTuple):
    """A file as it was found: its path below the folder, where it is, what becomes of it, and why it has no review."""

    path: str
    source: str
    state: FileState = FileState.REVIEWED
    reason: str = ""


class Sieve(NamedTuple):
    """What is left out of a folder: files of these patterns, by name or path, and the manifest of the run."""

    patterns: Sequence[str] = ()
    manifest: Path | None = None

    def ignores(self, path: str) -> bool:
        """Whether a file or folder is of one of the patterns; letter case does not matter.

        >>> Sieve(["*.PDF", "old/*"]).ignores("a/letter.pdf"), Sieve(["*.PDF", "old/*"]).ignores("a.xlsx")
        (True, False)
        """
        normalized = path.casefold()
        names = {normalized, normalized.rpartition("/")[2]}
        return any(fnmatchcase(each, pattern.casefold()) for pattern in self.patterns for each in names)


NOTHING_LEFT_OUT = Sieve()
_NO_FILES = (
    (stat.S_ISLNK, Recognized(FileState.UNREAD, "it is a symbolic link, which can lead anywhere, and is not followed")),
)
_ANOTHER_THING = Recognized(FileState.SKIPPED, "a pipe or a device")


class _Walk(NamedTuple):
    """One folder that is gone through: what stands before its paths, what is left out, and whether systems hide it."""

    prefix: str
    sieve: Sieve
    is_hidden: bool = False


class _Below(NamedTuple):
    """A folder in another, what stands before its paths, and whether systems hide it."""

    folder: str
    prefix: str
    is_hidden: bool = False


def list_folders(folders: Sequence[Path], sieve: Sieve = NOTHING_LEFT_OUT) -> Iterator[ListedFile]:
    """Yield every file of some folders; of several, paths begin with the folder's name.

    Raises:
        BatchError: One is no folder, or is in another, so that its files would count twice.
    """
    reject_folders(folders)
    for folder, prefix in zip(folders, prefixes([name_of_folder(folder) for folder in folders]), strict=True):
        yield from _files_in(str(folder), _Walk(prefix, sieve))


def name_of_folder(folder: Path) -> str:
    """Return what a folder is called, however it is named."""
    return folder.resolve().name


def prefixes(names: Sequence[str]) -> list[str]:
    """Return what stands before the paths of each of some folders.

    >>> prefixes(["inbox"]), prefixes(["inbox", "late", "inbox"])
    ([''], ['inbox/', 'late/', 'inbox (2)/'])
    """
    if len(names) == 1:
        return [""]
    earlier = [names[:nth].count(name) for nth, name in enumerate(names)]
    return [f"{name} ({times + 1})/" if times else f"{name}/" for name, times in zip(names, earlier, strict=True)]


def reject_folders(folders: Sequence[Path]) -> None:
    """Reject what is no folder, and folders that have files in common.

    Raises:
        BatchError: It is so.
    """
    for nth, folder in enumerate(folders):
        if not os.path.isdir(folder):  # noqa: PTH112 -- a name too long is none
            is_file = os.path.lexists(folder)
            reason = "it is a file; name the folder that it lies in." if is_file else "there is no such folder."
            raise BatchError(str(folder), reason)
        for other in folders[:nth]:
            if lies_in(folder, other) or lies_in(other, folder):
                raise BatchError(str(folder), f"it and {other} have files in common; name only one of them.")


def lies_in(inner: Path, outer: Path) -> bool:
    """Whether a folder, which need not be there yet, is another one or lies below it, by whatever names."""
    place = inner.resolve()
    return any(_is_same(each, outer) for each in (place, *place.parents))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _files_in(top: str, walk: _Walk) -> Iterator[ListedFile]:
    """Yield what is in a folder and below it; nothing is nested too deeply for it."""
    opened = [_entries(top, walk)]
    while opened:
        found = next(opened[-1], None)
        if found is None:
            opened.pop()
        elif isinstance(found, _Below):
            opened.append(_entries(found.folder, walk._replace(prefix=found.prefix, is_hidden=found.is_hidden)))
        else:
            yield found


def _entries(folder: str, walk: _Walk) -> Iterator[ListedFile | _Below]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 -- names that are no text have no Path
    except OSError as error:
        reason = f"a folder that cannot be looked into: {_reason(error)}"
        yield ListedFile(stored_path(walk.prefix.rstrip("/") or "."), folder, FileState.FAILED, reason)
        return
    for name in names:
        found = _entry(name, os.path.join(folder, name), walk)  # noqa: PTH118 -- as above
        if not (walk.is_hidden and isinstance(found, ListedFile) and found.state is FileState.SKIPPED):
            yield found


def _entry(name: str, source: str, walk: _Walk) -> ListedFile | _Below:
    path = f"{walk.prefix}{name}"
    if walk.sieve.ignores(path):
        return ListedFile(stored_path(path), source, FileState.IGNORED, "by --ignore")
    try:
        status = os.lstat(source)
    except OSError as error:
        went = isinstance(error, FileNotFoundError)
        said = "it was listed, and then could not be found" if went else "it cannot be looked at"
        return ListedFile(stored_path(path), source, FileState.FAILED, f"{said}: {_reason(error)}")
    is_hidden = walk.is_hidden or name.startswith(".")
    if stat.S_ISDIR(status.st_mode):
        return _Below(source, f"{path}/", is_hidden)
    called = f".{name}" if walk.is_hidden else name
    return ListedFile(stored_path(path), source, *_recognized(called, source, status, walk.sieve))


def _recognized(name: str, source: str, status: os.stat_result, sieve: Sieve) -> Recognized:
    """Return what becomes of a file; that of a hidden folder is called as a hidden file is."""
    if not stat.S_ISREG(status.st_mode):
        return next((said for is_such, said in _NO_FILES if is_such(status.st_mode)), _ANOTHER_THING)
    if sieve.manifest is not None and _is_same(Path(source), sieve.manifest):
        return Recognized(FileState.SKIPPED, "the manifest of this run")
    return recognized(name, partial(read_head, Path(source)))


def _reason(error: OSError) -> str:
    try:
        reject_for_error(error)
    except UnreadableWorkbookError as rejected:
        return rejected.reason
