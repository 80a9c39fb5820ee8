"""Submissions that lie elsewhere, named by a URL such as ``s3://bucket/inbox``; fsspec reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vbpqip.batch.folder import Listed, why_skipped
from vbpqip.batch.paths import kept
from vbpqip.domain.errors import BatchError, Refusal
from vbpqip.reading.gate import MOST_SOURCE_BYTES
from vbpqip.reading.ooxml.refusals import refuse

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem  # imported only where a folder is a URL

_INSTALL = "Buckets need more: pip install 'vbpqip[s3]'."


def is_url(folder: str) -> bool:
    """Whether a folder is named by a URL.

    >>> is_url("s3://bucket/inbox"), is_url("inbox")
    (True, False)
    """
    return "://" in folder


def list_url(url: str, prefix: str) -> Iterator[Listed]:
    """Yield every file below a URL, folder by folder, in order; ``prefix`` stands before their paths.

    Raises:
        BatchError: It cannot be reached, or what reaches it is not installed.
    """
    try:
        system, top = _reached(url)
        yield from _files_below(system, top, prefix)
    except BatchError:
        raise
    except ImportError as error:
        raise BatchError(url, f"it cannot be reached: {error}. {_INSTALL}") from error
    except Exception as error:  # each kind of store raises errors of its own
        raise BatchError(url, f"it cannot be reached: {error}.") from error


def fetched_from(url: str) -> bytes:
    """Return the bytes of a file, at most one more than a workbook may have.

    Raises:
        UnreadableWorkbookError: There is no such file, or it may not be read.
    """
    import fsspec  # noqa: PLC0415 -- only URLs need it

    try:
        with fsspec.open(url, "rb") as file:
            content: bytes = file.read(MOST_SOURCE_BYTES + 1)
            return content
    except FileNotFoundError:
        refuse(Refusal.FILE_NOT_FOUND, "there is no such file")
    except OSError:
        refuse(Refusal.FILE_NOT_PERMITTED, "the file may not be read")


def _reached(url: str) -> tuple[AbstractFileSystem, str]:
    from fsspec.core import url_to_fs  # noqa: PLC0415 -- as above

    system, top = url_to_fs(url)
    if not system.isdir(top):
        raise BatchError(url, "there is no such folder.")
    return system, top


def _files_below(system: AbstractFileSystem, top: str, prefix: str) -> Iterator[Listed]:
    waiting = [(top, prefix)]
    while waiting:
        folder, before = waiting.pop()
        below = []
        for found in sorted(system.ls(folder, detail=True), key=_name):
            path = f"{before}{_name(found)}"
            if found["type"] != "directory":
                yield Listed(kept(path), system.unstrip_protocol(found["name"]), why_skipped(_name(found)))
            elif _name(found).startswith("."):
                yield Listed(kept(path), found["name"], "a hidden folder")
            else:
                below.append((found["name"], f"{path}/"))
        waiting += reversed(below)


def _name(found: dict[str, Any]) -> str:
    name: str = found["name"]
    return name.rstrip("/").rpartition("/")[2]
