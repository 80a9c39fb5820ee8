"""The exceptions of the package: raised only where no answer can be given.

::

    VbpQipError
    ├── ProgramDataError           a parameter or terms file is wrong
    ├── UnreadableWorkbookError    the file is no workbook that we can open
    ├── TemplateError              no form to fill in can be made as asked
    ├── UnknownNameError           a name that was typed means nothing, or may mean several things
    ├── NotComparableError         two reports have nothing that could be compared with one another
    └── BatchError                 a folder, its manifest or a ledger cannot be used as asked
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from vbpqip.core.characters import visible
from vbpqip.core.named_tuples import NamedTuple


class Rejection(StrEnum):
    """Why a file cannot be opened as a workbook: the name of the diagnostic that says so."""

    NOT_A_WORKBOOK = "not-a-workbook"
    FILE_NOT_FOUND = "file-not-found"
    FILE_NOT_PERMITTED = "file-not-permitted"
    NOT_AN_ORDINARY_FILE = "not-an-ordinary-file"
    SYMBOLIC_LINK = "symbolic-link"
    LOCK_FILE = "lock-file"
    FILE_EMPTY = "file-empty"
    FILE_TOO_LARGE = "file-too-large"
    ENCRYPTED_WORKBOOK = "encrypted-workbook"
    OLD_EXCEL_WORKBOOK = "old-excel-workbook"
    BINARY_WORKBOOK = "binary-workbook"
    OPENDOCUMENT_SPREADSHEET = "opendocument-spreadsheet"
    NUMBERS_SPREADSHEET = "numbers-spreadsheet"
    PDF_DOCUMENT = "pdf-document"
    WEB_PAGE_AS_WORKBOOK = "web-page-as-workbook"
    TEXT_FILE = "text-file"
    ANOTHER_OFFICE_DOCUMENT = "another-office-document"
    DAMAGED_ZIP = "damaged-zip"
    PART_MISSING = "part-missing"
    PART_REPEATED = "part-repeated"
    UNSAFE_PART_NAME = "unsafe-part-name"
    TOO_MANY_PARTS = "too-many-parts"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    PACKED_TOO_TIGHTLY = "packed-too-tightly"
    DOCUMENT_TYPE_DEFINITION = "document-type-definition"
    NESTED_TOO_DEEPLY = "nested-too-deeply"
    TOO_MANY_SHEETS = "too-many-sheets"
    TOO_MANY_CELLS = "too-many-cells"
    PART_DAMAGED = "part-damaged"
    MAIL_MESSAGE = "mail-message"
    LABEL_ENCRYPTED_WORKBOOK = "label-encrypted-workbook"
    ENCRYPTED_FILE = "encrypted-file"
    LINK_TO_FILE = "link-to-file"
    PACKED_FILE = "packed-file"
    CHECK_CRASHED = "check-crashed"
    CHECK_TOO_SLOW = "check-too-slow"
    CHECK_TOO_LARGE = "check-too-large"
    PATH_TOO_LONG = "path-too-long"
    STORAGE_FAILED = "storage-failed"
    SYSTEM_EXHAUSTED = "system-exhausted"
    PICTURE = "picture"


class VbpQipError(Exception):
    """Base of all errors of this package; never raised itself."""


class Mistake(NamedTuple):
    """What is wrong in a file of program numbers; ``key`` is where, empty where it is the whole file."""

    key: str
    reason: str

    def __str__(self) -> str:
        return visible(f"{self.key}: {self.reason}" if self.key else self.reason)


class ProgramDataError(VbpQipError):
    """A file of program numbers or of a pairing's terms is wrong; ``key`` and ``reason`` are of its first mistake."""

    def __init__(self, file: str, key: str, reason: str, *further: Mistake) -> None:
        self.file = file
        self.key = key
        self.reason = reason
        self.mistakes = (Mistake(key, reason), *further)
        lines = "".join(f"\n  {mistake}" for mistake in self.mistakes)
        super().__init__(
            f"{file} has {len(self.mistakes)} mistakes:{lines}" if further else f"{file}: {self.mistakes[0]}"
        )


def raise_together(file: str, mistakes: Sequence[Mistake]) -> None:
    """Raise one error that names all mistakes of a file, if there are any.

    Raises:
        ProgramDataError: There are.
    """
    if mistakes:
        first, *further = mistakes
        raise ProgramDataError(file, first.key, first.reason, *further)


class UnreadableWorkbookError(VbpQipError):
    """The file is no workbook that can be opened; ``reason`` completes "cannot be opened: …"."""

    def __init__(self, reason: str, rejection: Rejection = Rejection.NOT_A_WORKBOOK) -> None:
        super().__init__(f"cannot be opened as a workbook: {reason}")
        self.reason = reason
        self.rejection = rejection


class TemplateError(VbpQipError):
    """No form can be made as asked; ``option`` is what is in the way, such as ``period``, empty where several are."""

    def __init__(self, option: str, reason: str) -> None:
        super().__init__(f"{option}: {reason}" if option else reason)
        self.option = option
        self.reason = reason


class UnknownNameError(VbpQipError):
    """A name that was typed means nothing, or several things; ``candidates`` are the names that may be meant."""

    def __init__(self, reason: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.candidates = tuple(candidates)


class NotComparableError(VbpQipError):
    """Two reports cannot be compared; ``reason`` says why, and what to give instead."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The two reports cannot be compared: {reason}")
        self.reason = reason


class BatchError(VbpQipError):
    """A folder, a manifest or a ledger cannot be used as asked; ``place`` is the one, ``reason`` a sentence on it."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.place = place
        self.reason = reason
