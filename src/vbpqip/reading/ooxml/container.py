"""Containers: the zip file around a workbook's parts, opened and inflated within bounds.

Sizes that a zip file announces can lie, so bytes are counted while they are inflated.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from vbpqip.reading.ooxml.refusals import refuse

MOST_SOURCE_BYTES = 50_000_000
MOST_PARTS = 5_000
MOST_PART_BYTES = 25_000_000
MOST_BYTES = 100_000_000
"""All parts that are read, together."""

LARGE_PART_BYTES = 5_000_000
MOST_RATIO = 100
"""Inflated to deflated bytes of a large part; honest small parts exceed it."""

_OLE = bytes.fromhex("d0cf11e0")
_CENTRAL_HEADER = b"PK\x01\x02"
_ENCRYPTED = 0x1
_SHOWN = 80
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Container:
    """The parts of a package by name; letter case and the direction of slashes do not matter.

    Raises:
        UnreadableWorkbookError: the bytes are no zip file, or one beyond the bounds.
    """

    __slots__ = ("_archive", "_left", "_members")

    def __init__(self, source: bytes) -> None:
        _refuse_other_files(source)
        try:
            self._archive = zipfile.ZipFile(BytesIO(source))
        except _ZIP_ERRORS:
            refuse("it is not an .xlsx file, or only a piece of one")
        self._members = _members_by_name(self._archive)
        self._left = MOST_BYTES

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._members

    def part(self, name: str) -> bytes:
        """Inflate the part; each call counts towards the bound on all parts.

        Raises:
            UnreadableWorkbookError: there is no such part, or it is damaged, encrypted or too large.
        """
        member = self._members.get(_normal(name))
        if member is None:
            refuse(f"its part {name[:_SHOWN]} is missing")
        content = self._inflated(member)
        self._left -= len(content)
        return content

    def _inflated(self, member: zipfile.ZipInfo) -> bytes:
        name = member.filename[:_SHOWN]
        if member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
            refuse(f"its part {name} is encrypted, or packed in an unusual way")
        most = min(self._left, MOST_PART_BYTES, max(LARGE_PART_BYTES, MOST_RATIO * member.compress_size))
        try:
            with self._archive.open(member) as stream:
                content = stream.read(most + 1)
        except _ZIP_ERRORS:
            refuse(f"its part {name} is damaged")
        if len(content) > most:
            refuse(f"its part {name} is too large")
        return content


def read_source(path: Path) -> bytes:
    """Read a file, at most one byte more than a container takes.

    Raises:
        UnreadableWorkbookError: there is no such file, it is a folder, or it may not be read.
    """
    try:
        if not path.exists():
            refuse("there is no such file")
        if not path.is_file():
            refuse("it is a folder, or no ordinary file")
        with path.open("rb") as file:
            return file.read(MOST_SOURCE_BYTES + 1)
    except (OSError, ValueError):
        refuse("the file may not be read, or another program holds it")


def _refuse_other_files(source: bytes) -> None:
    if not source:
        refuse("the file is empty")
    if source.startswith(_OLE):
        refuse("it is encrypted with a password or is an old .xls file; save it as .xlsx without a password")
    if len(source) > MOST_SOURCE_BYTES:
        refuse(f"it is larger than {MOST_SOURCE_BYTES:,} bytes")
    if source.count(_CENTRAL_HEADER) > MOST_PARTS:
        refuse(f"it has more than {MOST_PARTS:,} parts")


def _members_by_name(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        name = _normal(member.filename)
        if name in members:
            refuse(f"it has two parts named {name[:_SHOWN]}")
        members[name] = member
    return members


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
