"""What a file of a folder is: a submission to review, one that may hold a submission, or none.

A name that ends as a spreadsheet's does is taken at its word, so that a report sent as .xls has a finding that says so.
Of any other file the content decides: workbooks are sent as ``report.xlsx.txt`` too. What may hold a submission, such
as an e-mail, an archive or a link, is not read, and never passes for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from vbpqip.batch.records import FileState
from vbpqip.checking.catalogue.preflight import REJECTED
from vbpqip.core.errors import Rejection, UnreadableWorkbookError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.ooxml.container import Container
from vbpqip.workbook.other_files import SAVED_BY_EXCEL
from vbpqip.workbook.preflight import LOCK_FILES, LONGEST_LOCK_FILE, MOST_SOURCE_BYTES, reject_other_bytes

SPREADSHEETS = frozenset(
    (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".xlw", ".ods", ".ots", ".fods", ".numbers", ".csv",
     ".tsv", ".slk", ".dif")
)  # fmt: skip
"""How the names of files end that are reviewed whatever is in them."""

CARRIERS = frozenset(
    (".eml", ".emlx", ".msg", ".oft", ".mbox", ".pst", ".ost", ".olm", ".zip", ".7z", ".rar", ".gz", ".tgz", ".tar",
     ".bz2", ".xz", ".zst", ".cab", ".gpg", ".pgp", ".asc", ".p7m", ".gsheet", ".url", ".webloc", ".lnk", ".icloud")
)  # fmt: skip
"""How the names of files end that may hold a submission, where their content says nothing else."""

_OF_SYSTEM = frozenset(("thumbs.db", "desktop.ini"))
_HEAD = 65_536
_WHOLE = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf")
"""How files begin of which more than the beginning has to be read."""

_HOLDS = frozenset((Rejection.MAIL_MESSAGE, Rejection.ENCRYPTED_FILE, Rejection.LINK_TO_FILE, Rejection.PACKED_FILE))
_OTHERS = frozenset(
    (Rejection.PDF_DOCUMENT, Rejection.PICTURE, Rejection.TEXT_FILE, Rejection.WEB_PAGE_AS_WORKBOOK,
     Rejection.ANOTHER_OFFICE_DOCUMENT, Rejection.FILE_EMPTY)
)  # fmt: skip
_UNKNOWN = frozenset((Rejection.NOT_A_WORKBOOK, Rejection.FILE_TOO_LARGE))
_NOT_OPENED = frozenset(
    (Rejection.FILE_NOT_FOUND, Rejection.FILE_NOT_PERMITTED, Rejection.SYMBOLIC_LINK, Rejection.PATH_TOO_LONG,
     Rejection.STORAGE_FAILED, Rejection.SYSTEM_EXHAUSTED)
)  # fmt: skip
_ONCE_A_WORKBOOK = re.compile(r"\.(?:xls[xmb]?|xlt[xm]?|ods|numbers)(?![a-z0-9])", re.IGNORECASE)


class Recognized(NamedTuple):
    """What becomes of a file, and why, where it is not reviewed."""

    state: FileState
    reason: str = ""


TO_REVIEW = Recognized(FileState.REVIEWED)


def recognized(name: str, read: Callable[[int], bytes]) -> Recognized:
    """Return what becomes of a file; ``read`` returns as many of its first bytes as are asked for, at most."""
    return _by_name(name, read) or (_of_hidden(read) if name.startswith(".") else _by_content(name, read))


def _by_name(name: str, read: Callable[[int], bytes]) -> Recognized | None:
    if name.startswith(LOCK_FILES) and _is_short(read):
        return Recognized(
            FileState.SKIPPED, "only the note of a spreadsheet program that somebody has the workbook open"
        )
    if _ending(name) == ".icloud":
        return Recognized(FileState.UNREAD, "it is still in iCloud; download it first")
    if name.casefold() in _OF_SYSTEM:
        return Recognized(FileState.SKIPPED, "a file of the system")
    return TO_REVIEW if _ending(name) in SPREADSHEETS and not name.startswith(".") else None


def _is_short(read: Callable[[int], bytes]) -> bool:
    """Whether a file is as short as a note is; one that cannot be opened is looked at further."""
    try:
        return len(read(LONGEST_LOCK_FILE + 1)) <= LONGEST_LOCK_FILE
    except UnreadableWorkbookError:
        return False


def _by_content(name: str, read: Callable[[int], bytes]) -> Recognized:
    try:
        _reject_other_content(read)
    except UnreadableWorkbookError as error:
        return _rejected(name, error)
    return TO_REVIEW


def _of_hidden(read: Callable[[int], bytes]) -> Recognized:
    """Return what becomes of a file that only some systems hide: its content alone may make it a submission."""
    try:
        _reject_other_content(read)
    except UnreadableWorkbookError as error:
        if error.rejection in _OTHERS | _UNKNOWN | _NOT_OPENED:
            return Recognized(FileState.SKIPPED, "a hidden file")
        return Recognized(FileState.UNREAD, f"a hidden file, and {error.reason}")
    return Recognized(FileState.UNREAD, "a hidden file, and it is a workbook")


def _reject_other_content(read: Callable[[int], bytes]) -> None:
    content = read(_HEAD)
    if content.startswith(_WHOLE):
        Container(read(MOST_SOURCE_BYTES + 1))
    else:
        reject_other_bytes(content)


def _rejected(name: str, error: UnreadableWorkbookError) -> Recognized:
    if error.rejection in _NOT_OPENED:
        return Recognized(FileState.FAILED, f"{error.reason} [{REJECTED[error.rejection].code}]")
    if error.rejection in _HOLDS:
        return Recognized(FileState.UNREAD, error.reason)
    if error.rejection in _OTHERS | _UNKNOWN and error.reason != SAVED_BY_EXCEL:
        return _other(name, error)
    return TO_REVIEW


def _other(name: str, error: UnreadableWorkbookError) -> Recognized:
    """Return what becomes of a file that is no workbook; a name such as ``report.xlsx.part`` says that it was one."""
    if _ONCE_A_WORKBOOK.search(name):
        return TO_REVIEW
    if _ending(name) in CARRIERS:
        return Recognized(FileState.UNREAD, f"going by its name it may hold one, though {error.reason}")
    if error.rejection in _UNKNOWN:
        is_large = error.rejection is Rejection.FILE_TOO_LARGE
        return Recognized(FileState.UNREAD, error.reason if is_large else "it is of a kind that is not known")
    return Recognized(FileState.SKIPPED, f"no submission: {error.reason}")


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.casefold()
