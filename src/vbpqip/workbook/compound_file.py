"""Compound files (OLE): the names of the streams and storages in one, as its directory lists them.

Old Excel, old Word, Outlook and encrypted workbooks are all compound files; only the directory tells them apart. What
is embedded in a document has streams of its own below the top level. Every step is bounded by the size of the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from vbpqip.core.named_tuples import NamedTuple

SIGNATURE = bytes.fromhex("d0cf11e0")

_HEADER = 512
_ENTRY = 128
_SECTOR_SHIFTS = (9, 12)
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on are no sectors: the end of a chain, and what is free."""

_NO_ENTRY = 0xFFFFFFFF
_SECTOR_SHIFT_AT, _FIRST_DIRECTORY_AT, _FIRST_LIST_AT, _LISTED_AT = 0x1E, 0x30, 0x44, 0x4C
_NAME_BYTES = 64
_NAME_LENGTH_AT, _LINKS_AT = 64, 68


class Directory(NamedTuple):
    """The names in a compound file: those at the top level, and all of them; and whether the directory is damaged."""

    top: tuple[str, ...]
    every: tuple[str, ...]
    damaged: bool = False


class _Entry(NamedTuple):
    name: str
    left: int
    right: int
    child: int


def read_directory(source: bytes) -> Directory:
    """Return the directory of a compound file.

    Of a damaged file the names are those that are found where a directory could have them, all as of the top level.
    """
    try:
        entries = _entries(source)
    except (struct.error, IndexError, ValueError):
        entries = []
    if not entries:
        found = tuple(_names_anywhere(source))
        return Directory(found, found, damaged=True)
    top = tuple(entries[nth].name for nth in _siblings(entries, entries[0].child))
    return Directory(top, tuple(entry.name for entry in entries))


def _entries(source: bytes) -> list[_Entry]:
    """Return the entries in their order, the root first; none where the file is not laid out as one has to be."""
    (shift,) = struct.unpack_from("<H", source, _SECTOR_SHIFT_AT)
    if shift not in _SECTOR_SHIFTS:
        return []
    size = 1 << shift
    table = [*_table_sectors(source, size)]
    (sector,) = struct.unpack_from("<I", source, _FIRST_DIRECTORY_AT)
    found: list[_Entry] = []
    for _ in range(len(source) // size):
        if sector >= _LAST_SECTOR:
            break
        found += _entries_in(source, size * (sector + 1), size)
        nth, place = divmod(sector, size // 4)
        (sector,) = struct.unpack_from("<I", source, size * (table[nth] + 1) + 4 * place)
    return found


def _table_sectors(source: bytes, size: int) -> Iterator[int]:
    """Yield the sectors of the table that chains sectors: the first are listed in the header, others in a chain."""
    yield from _numbers(source, _LISTED_AT, (_HEADER - _LISTED_AT) // 4)
    (sector,) = struct.unpack_from("<I", source, _FIRST_LIST_AT)
    for _ in range(len(source) // size):
        if sector >= _LAST_SECTOR:
            return
        *listed, sector = _numbers(source, size * (sector + 1), size // 4)
        yield from listed


def _numbers(source: bytes, at: int, count: int) -> tuple[int, ...]:
    return struct.unpack_from(f"<{count}I", source, at)


def _entries_in(source: bytes, start: int, size: int) -> Iterator[_Entry]:
    for at in range(start, start + size, _ENTRY):
        (length,) = struct.unpack_from("<H", source, at + _NAME_LENGTH_AT)
        name = source[at : at + max(min(length, _NAME_BYTES) - 2, 0)].decode("utf-16-le", "replace")
        yield _Entry(name, *_numbers(source, at + _LINKS_AT, 3))


def _siblings(entries: list[_Entry], first: int) -> Iterator[int]:
    """Yield the numbers of the entries of one level, each once; links that lead nowhere are left out."""
    waiting, seen = [first], {_NO_ENTRY}
    while waiting:
        nth = waiting.pop()
        if nth in seen or nth >= len(entries):
            continue
        seen.add(nth)
        yield nth
        waiting += (entries[nth].right, entries[nth].left)


def _names_anywhere(source: bytes) -> Iterator[str]:
    """Yield what stands as a name at each place where an entry can begin."""
    for at in range(_HEADER, len(source), _ENTRY):
        if source[at] and not source[at + 1 : at + 2].strip(b"\0"):
            yield source[at : at + _NAME_BYTES].decode("utf-16-le", "replace").partition("\0")[0]
