"""The inbox of a run: what there is to review, listed in the ledger before the first review, and read from there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from vbpqip.batch.folder import ListedFile, Sieve, lies_in, list_folders, name_of_folder, prefixes, reject_folders
from vbpqip.batch.records import FileState
from vbpqip.batch.remote import is_url, list_url
from vbpqip.batch.store import Store
from vbpqip.core.errors import BatchError
from vbpqip.core.names import printable

_ROWS_AT_ONCE = 500


def reject_inbox(folders: Sequence[str], out: Path) -> str:
    """Reject folders that cannot be used; return why the results cannot be kept in a folder, empty where they can.

    Raises:
        BatchError: One is no folder, or has files in common with another.
    """
    here = [Path(folder) for folder in folders if not is_url(folder)]
    reject_folders(here)
    for folder in here:
        if lies_in(out, folder):
            return f"the results would lie in {folder}, among the submissions. Name a folder outside it with --out."
        if lies_in(folder, out):
            return f"the submissions of {folder} lie among the results. Name another folder with --out."
    return ""


def list_all(folders: Sequence[str], sieve: Sieve) -> Iterator[ListedFile]:
    """Yield every file of some folders or URLs.

    Raises:
        BatchError: One is no folder or cannot be reached, or folders and URLs are mixed.
    """
    if not any(is_url(folder) for folder in folders):
        return list_folders([Path(folder) for folder in folders], sieve)
    if not all(is_url(folder) for folder in folders):
        raise BatchError("", "folders and URLs cannot be mixed in one run; give each its own --out.")
    before = prefixes([_called(folder) for folder in folders])
    return chain.from_iterable(list_url(url, prefix, sieve) for url, prefix in zip(folders, before, strict=True))


def folders_called(folders: Sequence[str]) -> str:
    """Return the names of some folders or URLs, without what leads to them.

    >>> folders_called(["/data/inbox", "s3://bucket/late/"])
    'inbox, late'
    """
    return printable(", ".join(map(_called, folders)))


def _called(folder: str) -> str:
    return folder.rstrip("/").rpartition("/")[2] if is_url(folder) else name_of_folder(Path(folder))


class Inbox:
    """What a run found, in the order in which it was found; it takes disk, not memory."""

    def __init__(self, store: Store, found: Iterable[ListedFile]) -> None:
        self._store = store
        store.run("begin_inbox")
        rows = ((each.path, os.fsencode(each.source), each.state, each.reason) for each in found)
        with store.together():
            store.run_many("add_to_inbox", rows)

    def __len__(self) -> int:
        found: int = self._store.value("inbox_size")
        return found

    def __iter__(self) -> Iterator[tuple[int, ListedFile]]:
        """Yield the files with their numbers; others may be written to the ledger meanwhile."""
        last = 0
        while rows := list(self._store.rows("inbox_after", (last, _ROWS_AT_ONCE))):
            for number, path, source, state, reason in rows:
                yield number, ListedFile(path, os.fsdecode(source), FileState(state), reason)
            last = rows[-1][0]
