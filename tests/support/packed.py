"""Zip files joined from parts that are packed already, which the standard library cannot do."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
_VERSION, _DEFLATED = 20, 8
_DAY, _TIME = 0x21, 0
"""1 January 1980, midnight."""


class Packed(NamedTuple):
    """One part: its name, its packed bytes, the checksum and size of what they unpack to."""

    name: bytes
    content: bytes
    checksum: int
    size: int

    @classmethod
    def of(cls, name: str, content: bytes, level: int = 6) -> Packed:
        """Pack a part."""
        packing = zlib.compressobj(level, zlib.DEFLATED, -15)
        packed = packing.compress(content) + packing.flush()
        return cls(name.encode(), packed, zlib.crc32(content), len(content))


def joined(parts: Iterable[Packed]) -> bytes:
    """Return the zip file of parts, in order."""
    pieces, directory, at, number = [], [], 0, 0
    for part in parts:
        common = (0, _DEFLATED, _TIME, _DAY, part.checksum, len(part.content), part.size, len(part.name), 0)
        local = _LOCAL.pack(b"PK\x03\x04", _VERSION, *common)
        directory.append(_CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *common, 0, 0, 0, 0, at) + part.name)
        pieces += [local, part.name, part.content]
        at += len(local) + len(part.name) + len(part.content)
        number += 1
    listed = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, number, number, len(listed), at, 0)
    return b"".join((*pieces, listed, end))
