"""The gate: what a file is, told by its path, its first bytes and the names of its parts, before any of it is parsed.

What is no workbook is called what it is. A pipe or a device is never opened, so nothing here waits.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NoReturn
from zipfile import ZipInfo

from vbpqip.workbook.ooxml.rejections import Rejection, reject

MOST_SOURCE_BYTES = 25_000_000

LOCK_FILES = ("~$", ".~lock.")
"""How the names of the notes begin that Excel and LibreOffice leave beside a workbook that is open."""

LONGEST_LOCK_FILE = 1_000
"""Bytes of such a note; Excel's have 165. A larger file of such a name is read as what it is."""

_AT_ONCE = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))
"""Follow no link and wait for nothing, should another thing have just taken the file's place."""

_PIECE = 250_000

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OPENDOCUMENT = b"application/vnd.oasis.opendocument."
_OLD_OPENOFFICE = b"application/vnd.sun.xml.calc"
_MIME_TYPE = slice(30, 200)
"""Where an OpenDocument file says what it is, as its standard wants it: its first part, and not packed."""

_SAYS_WHAT_IT_IS = ("mimetype", "meta-inf/manifest.xml")
_ANOTHER_PROGRAM = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "visio/document.xml": "a drawing of Visio",
}
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers")
_LEFT_BY_MAC = "__macosx/"
_MOST_NAMED = 3
_SHOWN = 80

_NOT_PERMITTED = "the file may not be read, or another program holds it"
_STORAGE = "the disk or network drive that it lies on does not answer"
_EXHAUSTED = "the system has no room left to open another file"
_NOT_FOUND = "there is no such file"
_BY_ERROR = {
    errno.EACCES: (Rejection.FILE_NOT_PERMITTED, _NOT_PERMITTED),
    errno.EPERM: (Rejection.FILE_NOT_PERMITTED, _NOT_PERMITTED),
    errno.EBUSY: (Rejection.FILE_NOT_PERMITTED, _NOT_PERMITTED),
    errno.ENOENT: (Rejection.FILE_NOT_FOUND, _NOT_FOUND),
    errno.ENOTDIR: (Rejection.FILE_NOT_FOUND, _NOT_FOUND),
    errno.ENAMETOOLONG: (Rejection.PATH_TOO_LONG, "its name, or its whole path, is longer than this system takes"),
    errno.ELOOP: (Rejection.SYMBOLIC_LINK, "it is reached through a symbolic link, not a file"),
    errno.EMFILE: (Rejection.SYSTEM_EXHAUSTED, _EXHAUSTED),
    errno.ENFILE: (Rejection.SYSTEM_EXHAUSTED, _EXHAUSTED),
    errno.ENOMEM: (Rejection.SYSTEM_EXHAUSTED, _EXHAUSTED),
}
"""What the errors of the system mean; any other is one of the disk or the network."""


def read_source(path: Path) -> bytes:
    """Read an ordinary file, at most one byte more than a workbook may have.

    Raises:
        UnreadableWorkbookError: there is no such file, it is no ordinary one, or it may not be read.
    """
    _reject_by_path(path)
    return _read(path, MOST_SOURCE_BYTES + 1)


def read_head(path: Path, most: int) -> bytes:
    """Read the first bytes of a file, at most so many.

    Raises:
        UnreadableWorkbookError: there is no such file, or it may not be read.
    """
    return _read(path, most)


def _read(path: Path, most: int) -> bytes:
    try:
        with os.fdopen(os.open(path, _AT_ONCE), "rb") as file:
            return b"".join(_pieces(file, most))
    except OSError as error:
        reject_for_error(error)


def _pieces(file: BinaryIO, most: int) -> Iterator[bytes]:
    """Yield a file's bytes piece by piece: to ask for all that it may have takes room for as much."""
    left = most
    while left and (piece := file.read(min(left, _PIECE))):
        left -= len(piece)
        yield piece


def reject_for_error(error: OSError) -> NoReturn:
    """Reject a file that the system gave an error for.

    Raises:
        UnreadableWorkbookError: always; the reason is the true one.
    """
    if error.errno is None and isinstance(error, PermissionError):
        reject(Rejection.FILE_NOT_PERMITTED, _NOT_PERMITTED)
    if error.errno in _BY_ERROR:
        reject(*_BY_ERROR[error.errno])
    reject(Rejection.STORAGE_FAILED, f"{_STORAGE} ({error.strerror})" if error.strerror else _STORAGE)


def reject_other_bytes(source: bytes) -> None:
    """Reject bytes that are no zip file, or too many to be looked into.

    Raises:
        UnreadableWorkbookError: it is so; the reason says what the file is.
    """
    if not source:
        reject(Rejection.FILE_EMPTY, "the file is empty")
    if len(source) > MOST_SOURCE_BYTES:
        reject(Rejection.FILE_TOO_LARGE, f"it is larger than {MOST_SOURCE_BYTES:,} bytes")
    if not source.startswith(_ZIP):
        from vbpqip.workbook.other_files import reject_other_file  # noqa: PLC0415 -- only what is no zip file needs it

        reject_other_file(source)
    _reject_opendocument(source[_MIME_TYPE])


def reject_other_packages(members: Mapping[str, ZipInfo], part: Callable[[str], bytes]) -> None:
    """Reject a zip file that holds something else than a workbook.

    Args:
        members: Its parts, by casefolded name.
        part: Returns the content of one of them.

    Raises:
        UnreadableWorkbookError: it is so; the reason says what the file is.
    """
    for name, document in _ANOTHER_PROGRAM.items():
        if name in members:
            inside = _workbooks_in(members)
            packed = Rejection.PACKED_FILE if inside else Rejection.ANOTHER_OFFICE_DOCUMENT
            reject(packed, f"it is {document}{inside}")
    if "xl/workbook.bin" in members:
        reject(Rejection.BINARY_WORKBOOK, "it is a binary workbook (.xlsb)")
    if "_rels/.rels" not in members:
        for name in _SAYS_WHAT_IT_IS:
            if name in members:
                _reject_opendocument(part(name))
        _reject_zip(members)


def _reject_zip(members: Mapping[str, ZipInfo]) -> None:
    if "index.zip" in members or any(name.endswith(".iwa") for name in members):
        reject(Rejection.NUMBERS_SPREADSHEET, "it is a spreadsheet of Apple Numbers (.numbers)")
    reject(Rejection.PACKED_FILE, f"it is a zip file{_workbooks_in(members) or ', but not an .xlsx file'}")


def _workbooks_in(members: Mapping[str, ZipInfo]) -> str:
    """Say which workbooks are packed in a file; nothing where none is."""
    found = [name for name in members if name.endswith(_WORKBOOKS) and not name.startswith(_LEFT_BY_MAC)]
    if not found:
        return ""
    named = ", ".join(members[name].filename[:_SHOWN] for name in found[:_MOST_NAMED])
    more = f" and {len(found) - _MOST_NAMED:,} more" if len(found) > _MOST_NAMED else ""
    return f" with {named}{more} in it"


def is_lock_file(path: Path) -> bool:
    """Whether a file is only the note of a spreadsheet program that somebody has a workbook open."""
    return path.name.startswith(LOCK_FILES) and path.is_file() and path.stat().st_size <= LONGEST_LOCK_FILE


def _reject_by_path(path: Path) -> None:
    try:
        status = os.lstat(path)
    except OSError as error:
        reject_for_error(error)
    except ValueError:
        reject(Rejection.FILE_NOT_FOUND, _NOT_FOUND)
    if stat.S_ISLNK(status.st_mode):
        reject(Rejection.SYMBOLIC_LINK, "it is a symbolic link, not a file")
    if not stat.S_ISREG(status.st_mode):
        reject(Rejection.NOT_AN_ORDINARY_FILE, f"it is {_kind(status.st_mode)}, not a file")
    if path.name.startswith(LOCK_FILES) and status.st_size <= LONGEST_LOCK_FILE:
        reject(Rejection.LOCK_FILE, "it is only the note of Excel or LibreOffice that somebody has the workbook open")
    if status.st_size > MOST_SOURCE_BYTES:
        reject(Rejection.FILE_TOO_LARGE, f"it is larger than {MOST_SOURCE_BYTES:,} bytes")


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device or a socket"


def _reject_opendocument(mime_type: bytes) -> None:
    """Reject an OpenDocument file, by its type or by the list of its parts, which begins with its type."""
    _, found, kind = mime_type.partition(_OPENDOCUMENT)
    if kind.startswith(b"spreadsheet"):
        reject(Rejection.OPENDOCUMENT_SPREADSHEET, "it is an OpenDocument spreadsheet (.ods)")
    if _OLD_OPENOFFICE in mime_type:
        reject(Rejection.OPENDOCUMENT_SPREADSHEET, "it is a spreadsheet of an old OpenOffice (.sxc)")
    if found:
        reject(Rejection.ANOTHER_OFFICE_DOCUMENT, "it is an OpenDocument text, drawing or presentation")
