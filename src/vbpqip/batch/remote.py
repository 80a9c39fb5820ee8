"""Submissions that lie elsewhere, named by a URL such as ``s3://bucket/inbox``; fsspec reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from vbpqip.batch.folder import ListedFile, Sieve
from vbpqip.batch.paths import stored_path
from vbpqip.batch.recognizing import recognized
from vbpqip.batch.records import FileState
from vbpqip.core.errors import BatchError, Rejection
from vbpqip.workbook.ooxml.rejections import reject
from vbpqip.workbook.preflight import MOST_SOURCE_BYTES

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem  # imported only where a folder is a URL

_INSTALL = "Buckets need more: pip install 'vbpqip[s3]'."


def is_url(folder: str) -> bool:
    """Whether a folder is named by a URL.

    >>> is_url("s3://bucket/inbox"), is_url("inbox")
    (True, False)
    """
    return "://" in folder


def list_url(url: str, prefix: str, sieve: Sieve) -> Iterator[ListedFile]:
    """Yield every file below a URL, folder by folder, in order; ``prefix`` stands before their paths.

    Raises:
        BatchError: It cannot be reached, or what reaches it is not installed.
    """
    try:
        system, top = _reached(url)
        yield from _files_below(system, (top, prefix), sieve)
    except BatchError:
        raise
    except ImportError as error:
        raise BatchError(url, f"it cannot be reached: {in_one_line(error)}. {_INSTALL}") from error
    except Exception as error:  # each kind of store raises errors of its own
        raise BatchError(url, f"it cannot be reached: {in_one_line(error)}.") from error


def fetched_from(url: str, most: int = MOST_SOURCE_BYTES + 1) -> bytes:
    """Return the first bytes of a file, at most so many: one more than a workbook may have.

    Raises:
        UnreadableWorkbookError: There is no such file, or it may not be read.
    """
    import fsspec  # noqa: PLC0415 -- only URLs need it

    try:
        with fsspec.open(url, "rb") as file:
            content: bytes = file.read(most)
            return content
    except FileNotFoundError:
        reject(Rejection.FILE_NOT_FOUND, "there is no such file")
    except OSError:
        reject(Rejection.FILE_NOT_PERMITTED, "the file may not be read")


def in_one_line(error: Exception) -> str:
    r"""Return what an error says, without the full stop at its end.

    >>> in_one_line(ValueError("No node answers.\n  Is it on?\n")), in_one_line(ValueError())
    ('No node answers. Is it on?', 'ValueError')
    """
    return " ".join(str(error).split()).removesuffix(".") or type(error).__name__


def _reached(url: str) -> tuple[AbstractFileSystem, str]:
    from fsspec.core import url_to_fs  # noqa: PLC0415 -- as above

    system, top = url_to_fs(url)
    if not system.isdir(top):
        raise BatchError(url, "there is no such folder.")
    return system, top


def _files_below(system: AbstractFileSystem, top: tuple[str, str], sieve: Sieve) -> Iterator[ListedFile]:
    """Yield the files of a folder and of those below it; of hidden ones what may be a submission."""
    waiting = [(*top, False)]
    while waiting:
        folder, before, is_hidden = waiting.pop()
        below = []
        for found in sorted(system.ls(folder, detail=True), key=_name):
            name = _name(found)
            path = f"{before}{name}"
            if sieve.ignores(path):
                yield ListedFile(stored_path(path), found["name"], FileState.IGNORED, "by --ignore")
            elif found["type"] == "directory":
                below.append((found["name"], f"{path}/", is_hidden or name.startswith(".")))
            else:
                source: str = system.unstrip_protocol(found["name"])
                called = f".{name}" if is_hidden else name
                known = recognized(called, partial(fetched_from, source))
                if not (is_hidden and known.state is FileState.SKIPPED):
                    yield ListedFile(stored_path(path), source, *known)
        waiting += reversed(below)


def _name(found: dict[str, Any]) -> str:
    name: str = found["name"]
    return name.rstrip("/").rpartition("/")[2]
