"""Containers: the zip file around a workbook's parts, opened and inflated within bounds.

Sizes that a zip file announces can lie, so bytes are counted while they are inflated.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Collection
from io import BytesIO

from vbpqip.workbook.ooxml.rejections import Rejection, reject
from vbpqip.workbook.preflight import reject_other_bytes, reject_other_packages

MOST_PARTS = 5_000
MOST_BYTES = 10_000_000
"""Of all parts that are read, together; pictures are not."""

LARGE_PART_BYTES = 5_000_000
MOST_RATIO = 100
"""Inflated to deflated bytes of a large part; honest small parts exceed it."""

_CENTRAL_HEADER = b"PK\x01\x02"
_RELATIONSHIPS = ".rels"
"""What is read again and again: to find a part, and for what leads out of the file."""
_LOCAL_HEADER, _LOCAL_SIGNATURE = struct.Struct("<4s2xH18xHH"), b"PK\x03\x04"
"""Stands before each part: signature, flags, and how long the name and the fields are that follow it."""
_ENCRYPTED, _UTF_8 = 0x1, 0x800
_UNUSUAL = 0x20 | 0x40
"""Flags of patched data and of strong encryption."""
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
        UnreadableWorkbookError: the bytes are no zip file, one of something else, or one beyond the bounds.
    """

    __slots__ = ("_kept", "_left", "_members", "_source")

    def __init__(self, source: bytes) -> None:
        reject_other_bytes(source)
        if source.count(_CENTRAL_HEADER) > MOST_PARTS:
            reject(Rejection.TOO_MANY_PARTS, f"it has more than {MOST_PARTS:,} parts")
        try:
            archive = zipfile.ZipFile(BytesIO(source))
        except _ZIP_ERRORS:
            reject(Rejection.DAMAGED_ZIP, "it is damaged, or only a piece of a file")
        self._source = source
        self._members = _members_by_name(archive)
        self._kept: dict[str, bytes] = {}
        self._left = MOST_BYTES
        reject_other_packages(self._members, self.part)
        if min(member.header_offset for member in self._members.values()):
            reject(Rejection.DAMAGED_ZIP, "it is damaged: other programs may read what stands before its first part")

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._members

    @property
    def names(self) -> Collection[str]:
        """The names of all parts, casefolded."""
        return self._members.keys()

    def part(self, name: str) -> bytes:
        """Inflate the part; each call counts towards the bound on all parts, for relationships the first alone.

        Raises:
            UnreadableWorkbookError: there is no such part, or it is damaged, encrypted or too large.
        """
        key = _normal(name)
        if key in self._kept:
            return self._kept[key]
        member = self._members.get(key)
        if member is None:
            reject(Rejection.PART_MISSING, f"its part {name[:_SHOWN]} is missing")
        content = self._inflated(member)
        self._left -= len(content)
        if key.endswith(_RELATIONSHIPS):
            self._kept[key] = content
        return content

    def _inflated(self, member: zipfile.ZipInfo) -> bytes:
        name = member.filename[:_SHOWN]
        if member.flag_bits & _ENCRYPTED:
            reject(Rejection.ENCRYPTED_WORKBOOK, f"its part {name} is encrypted with a password")
        if member.compress_type not in _METHODS:
            reject(Rejection.DAMAGED_ZIP, f"its part {name} is packed in an unusual way")
        most = self._left
        most_of_its_size = max(LARGE_PART_BYTES, MOST_RATIO * member.compress_size)
        try:
            content = self._unpacked(member, min(most, most_of_its_size) + 1)
        except _ZIP_ERRORS:
            reject(Rejection.DAMAGED_ZIP, f"its part {name} is damaged")
        if len(content) > most:
            reject(Rejection.UNPACKS_TOO_LARGE, f"its part {name} is too large")
        if len(content) > most_of_its_size:
            reject(Rejection.PACKED_TOO_TIGHTLY, f"its part {name} is packed far more tightly than any honest one")
        return content

    def _unpacked(self, member: zipfile.ZipInfo, most: int) -> bytes:
        """Return the content of a part, cut off after so many bytes; what is whole has the checksum that it should."""
        signature, flags, name, extra = _LOCAL_HEADER.unpack_from(self._source, member.header_offset)
        named = member.header_offset + _LOCAL_HEADER.size
        begin = named + name + extra
        words = self._source[named : named + name].decode("utf-8" if flags & _UTF_8 else "cp437")
        if signature != _LOCAL_SIGNATURE or words != member.orig_filename or member.flag_bits & _UNUSUAL:
            raise zipfile.BadZipFile
        packed, length = self._source[begin : begin + member.compress_size], min(most, member.file_size)
        is_stored = member.compress_type == zipfile.ZIP_STORED
        content = packed if is_stored else zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, max(length, 1))
        content = content[:length]
        if len(content) < most and zlib.crc32(content) != member.CRC:
            raise zipfile.BadZipFile
        return content


def _members_by_name(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        name = _normal(member.orig_filename)
        if _leads_outside(name):
            reject(Rejection.UNSAFE_PART_NAME, f"its part {name[:_SHOWN]!r} has a name that leads out of the file")
        if name in members:
            reject(Rejection.PART_REPEATED, f"it has two parts named {name[:_SHOWN]}")
        members[name] = member
    return members


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or name[1:2] == ":" or "\0" in name or (".." in name and ".." in name.split("/"))


def _normal(name: str) -> str:
    return name.replace("\\", "/").casefold()
