"""The gate: what a file is, told by its path, its first bytes and the names of its parts, before any of it is parsed.

What is no workbook is called what it is. A pipe or a device is never opened, so nothing here waits.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from vbpqip.reading.ooxml.refusals import Refusal, refuse

MOST_SOURCE_BYTES = 25_000_000

_AT_ONCE = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))
"""Follow no link and wait for nothing, should another thing have just taken the file's place."""

_PIECE = 250_000
_HEAD = 4_096
_LOOKED_AT = 65_536
"""Bytes of a file that are looked at to tell text from anything else."""

_OLE = bytes.fromhex("d0cf11e0")
_OLE_NAMES = 128
"""An OLE file's list of streams has an entry at each multiple of so many bytes; it begins with the stream's name."""

_OLD_STREAMS = tuple(bytes.fromhex(each) for each in ("09000400", "09020600", "09040600"))
"""How workbooks of Excel 2 to 4 begin, before there were OLE files."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF = b"%PDF-"
_OPENDOCUMENT = b"application/vnd.oasis.opendocument."
_MIME_TYPE = slice(30, 200)
"""Where an OpenDocument file says what it is: it is the first part, and not packed."""

_WEB_PAGES = ("<!doctype html", "<html", "<table", "mime-version:")
_SPREADSHEET_OF_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_FLAT_OPENDOCUMENT = "urn:oasis:names:tc:opendocument:"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
_PLAIN = bytes(range(0x80))
_PLAIN_SHARE = 0.7

_ANOTHER_PROGRAM = {"word/document.xml": "a Word document", "ppt/presentation.xml": "a PowerPoint presentation"}


def read_source(path: Path) -> bytes:
    """Read an ordinary file, at most one byte more than a workbook may have.

    Raises:
        UnreadableWorkbookError: there is no such file, it is no ordinary one, or it may not be read.
    """
    _refuse_by_path(path)
    try:
        with os.fdopen(os.open(path, _AT_ONCE), "rb") as file:
            return b"".join(_pieces(file))
    except OSError:
        refuse(Refusal.FILE_NOT_PERMITTED, "the file may not be read, or another program holds it")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield a file's bytes piece by piece: to ask for all that it may have takes room for as much."""
    left = MOST_SOURCE_BYTES + 1
    while left and (piece := file.read(min(left, _PIECE))):
        left -= len(piece)
        yield piece


def refuse_other_bytes(source: bytes) -> None:
    """Refuse bytes that are no zip file, or too many to be looked into.

    Raises:
        UnreadableWorkbookError: it is so; the reason says what the file is.
    """
    if not source:
        refuse(Refusal.FILE_EMPTY, "the file is empty")
    if len(source) > MOST_SOURCE_BYTES:
        refuse(Refusal.FILE_TOO_LARGE, f"it is larger than {MOST_SOURCE_BYTES:,} bytes")
    if source.startswith(_ZIP):
        _refuse_opendocument(source[_MIME_TYPE])
    else:
        _refuse_by_first_bytes(source)


def refuse_other_packages(names: Collection[str]) -> None:
    """Refuse a zip file that holds something else than a workbook; ``names`` are those of its parts, casefolded.

    Raises:
        UnreadableWorkbookError: it is so; the reason says what the file is.
    """
    for name, document in _ANOTHER_PROGRAM.items():
        if name in names:
            refuse(Refusal.ANOTHER_OFFICE_DOCUMENT, f"it is {document}")
    if "xl/workbook.bin" in names:
        refuse(Refusal.BINARY_WORKBOOK, "it is a binary workbook (.xlsb)")
    if "_rels/.rels" not in names:
        _refuse_zip(names)


def _refuse_zip(names: Collection[str]) -> None:
    if "index.zip" in names or any(name.endswith(".iwa") for name in names):
        refuse(Refusal.NUMBERS_SPREADSHEET, "it is a spreadsheet of Apple Numbers (.numbers)")
    if any(name.endswith(".xlsx") for name in names):
        refuse(Refusal.NOT_A_WORKBOOK, "it is a zip file with a workbook in it; unpack it and take the .xlsx file")
    refuse(Refusal.NOT_A_WORKBOOK, "it is a zip file, but not an .xlsx file")


def _refuse_by_path(path: Path) -> None:
    try:
        status = os.lstat(path)
    except PermissionError:
        refuse(Refusal.FILE_NOT_PERMITTED, "its folder may not be looked into")
    except (OSError, ValueError):
        refuse(Refusal.FILE_NOT_FOUND, "there is no such file")
    if stat.S_ISLNK(status.st_mode):
        refuse(Refusal.SYMBOLIC_LINK, "it is a symbolic link, not a file")
    if not stat.S_ISREG(status.st_mode):
        refuse(Refusal.NOT_AN_ORDINARY_FILE, f"it is {_kind(status.st_mode)}, not a file")
    if path.name.startswith(("~$", ".~lock.")):
        refuse(Refusal.LOCK_FILE, "it is only the note of Excel or LibreOffice that somebody has the workbook open")
    if status.st_size > MOST_SOURCE_BYTES:
        refuse(Refusal.FILE_TOO_LARGE, f"it is larger than {MOST_SOURCE_BYTES:,} bytes")


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device or a socket"


def _refuse_opendocument(mime_type: bytes) -> None:
    _, found, kind = mime_type.partition(_OPENDOCUMENT)
    if kind.startswith(b"spreadsheet"):
        refuse(Refusal.OPENDOCUMENT_SPREADSHEET, "it is an OpenDocument spreadsheet (.ods)")
    if found:
        refuse(Refusal.ANOTHER_OFFICE_DOCUMENT, "it is an OpenDocument text, drawing or presentation")


def _refuse_by_first_bytes(source: bytes) -> None:
    if source.startswith(_OLE):
        _refuse_ole(source)
    if source.startswith(_OLD_STREAMS):
        refuse(Refusal.OLD_EXCEL_WORKBOOK, "it is a workbook of an old Excel (.xls)")
    if _PDF in source[:1024]:
        refuse(Refusal.PDF_DOCUMENT, "it is a PDF document")
    _refuse_text(source[:_LOOKED_AT])
    refuse(Refusal.NOT_A_WORKBOOK, "it is not an .xlsx file")


def _refuse_ole(source: bytes) -> None:
    if _has_stream(source, "EncryptedPackage"):
        refuse(Refusal.ENCRYPTED_WORKBOOK, "it is encrypted with a password")
    if _has_stream(source, "WordDocument") or _has_stream(source, "PowerPoint Document"):
        refuse(Refusal.ANOTHER_OFFICE_DOCUMENT, "it is an old Word document or PowerPoint presentation")
    refuse(Refusal.OLD_EXCEL_WORKBOOK, "it is a workbook of an old Excel (.xls)")


def _has_stream(source: bytes, name: str) -> bool:
    spelled = name.encode("utf-16-le")
    return any(source.startswith(spelled, at) for at in range(0, len(source), _OLE_NAMES))


def _refuse_text(source: bytes) -> None:
    text = _as_text(source)
    if text is None:
        return
    start = text[:_HEAD].lstrip("\ufeff \t\r\n").casefold()
    if start.startswith(_WEB_PAGES) or "<html" in start or _SPREADSHEET_OF_2003 in start:
        refuse(Refusal.WEB_PAGE_AS_WORKBOOK, "it is a web page or an XML file, whatever its name ends with")
    if _FLAT_OPENDOCUMENT in start:
        refuse(Refusal.OPENDOCUMENT_SPREADSHEET, "it is an OpenDocument file (.fods)")
    refuse(Refusal.TEXT_FILE, "it is a text file, such as .csv")


def _as_text(source: bytes) -> str | None:
    """Return bytes as text, letters beyond ASCII roughly; ``None`` where they are none."""
    if source.startswith(_WIDE):
        return source.decode("utf-16", "replace")
    if len(source.translate(None, _CONTROLS)) < len(source):
        return None
    beyond = len(source.translate(None, _PLAIN))
    text = source.decode("utf-8", "replace")
    is_text = beyond <= (1 - _PLAIN_SHARE) * len(source) or "\ufffd" not in text[:-1]
    return text if is_text else None
