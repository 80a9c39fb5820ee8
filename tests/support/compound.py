"""Compound files (OLE) made by hand: a directory of streams and storages, as old Office and Outlook write them."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")

Storage: TypeAlias = Mapping[str, "Storage"]
"""Names of what is in a storage, each with what is in it in turn; of a stream nothing is."""

_FREE, _END, _TABLE, _LIST = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_IN_HEADER = 109

PASSWORD: Storage = {
    "EncryptedPackage": {},
    "EncryptionInfo": {},
    "\x06DataSpaces": {
        "Version": {},
        "DataSpaceMap": {},
        "DataSpaceInfo": {"StrongEncryptionDataSpace": {}},
        "TransformInfo": {"StrongEncryptionTransform": {"\x06Primary": {}}},
    },
}
"""What a workbook has in it that is encrypted with a password (MS-OFFCRYPTO 2.2)."""

LABEL: Storage = {
    "EncryptedPackage": {},
    "\x06DataSpaces": {
        "Version": {},
        "DataSpaceMap": {},
        "DataSpaceInfo": {"DRMEncryptedDataSpace": {}},
        "TransformInfo": {"DRMEncryptedTransform": {"\x06Primary": {}, "LabelInfo": {}}},
    },
}
"""What one has in it that is encrypted by a sensitivity label (MS-OFFCRYPTO 2.2, 2.6)."""

MESSAGE: Storage = {
    "__nameid_version1.0": {"__substg1.0_00020102": {}},
    "__substg1.0_001A001F": {},
    "__substg1.0_0037001F": {},
    "__recip_version1.0_#00000000": {"__properties_version1.0": {}},
    "__attach_version1.0_#00000000": {"__substg1.0_37010102": {}, "__properties_version1.0": {}},
    "__properties_version1.0": {},
}
"""What an e-mail of Outlook has in it (MS-OXMSG)."""

OLD_WORKBOOK: Storage = {
    "MBD0001A2B3": {"WordDocument": {}, "1Table": {}, "\x01Ole": {}},
    "MBD0001A2B4": {"EncryptedPackage": {}, "\x06DataSpaces": {"DRMEncryptedDataSpace": {}}},
    "\x05SummaryInformation": {},
    "Workbook": {},
}
"""What an .xls file has in it in which a letter and an encrypted workbook are embedded."""


class _Row(NamedTuple):
    name: str
    kind: int
    right: int
    child: int


def compound(root: Storage, *, shift: int = 9, before: int = 0) -> bytes:
    """Return a compound file; ``before`` is how many sectors of something else stand before the directory."""
    size = 1 << shift
    entries = b"".join(map(_entry, _rows(root)))
    directory = [entries[at : at + size].ljust(size, b"\0") for at in range(0, len(entries), size)]
    used = before + len(directory)
    tables = -(-used // (size // 4 - 2))  # with room for the sectors of the tables and of their list
    lists = max(-(-(tables - _IN_HEADER) // (size // 4 - 1)), 0)
    chain = [_FREE] * before + [*range(before + 1, used), _END] + [_TABLE] * tables + [_LIST] * lists
    chain += [_FREE] * (tables * size // 4 - len(chain))
    listed = [*range(used, used + tables)]
    first_list = used + tables if lists else _END
    content = bytes(before * size) + b"".join(directory) + _packed(chain)
    content += b"".join(_list_sectors(listed[_IN_HEADER:], first_list, size))
    return (_header(shift, before, (first_list, lists), listed) + content).ljust(4096, b"\0")


def _rows(root: Storage) -> list[_Row]:
    rows = [_Row("Root Entry", _ROOT, _FREE, _FREE)]
    _add(rows, 0, root)
    return rows


def _add(rows: list[_Row], parent: int, storage: Storage) -> None:
    """Add what is in a storage, each entry the right neighbour of the one before."""
    first = len(rows)
    last = first + len(storage) - 1
    if storage:
        rows[parent] = rows[parent]._replace(child=first)
    for nth, (name, inside) in enumerate(storage.items(), start=first):
        rows.append(_Row(name, _STORAGE if inside else _STREAM, _FREE if nth == last else nth + 1, _FREE))
    for nth, inside in enumerate(storage.values(), start=first):
        _add(rows, nth, inside)


def _entry(row: _Row) -> bytes:
    name = row.name.encode("utf-16-le")
    return (
        name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name) + 2, row.kind, 1, _FREE, row.right, row.child)
    ).ljust(128, b"\0")


def _list_sectors(listed: list[int], first: int, size: int) -> Iterator[bytes]:
    each = size // 4 - 1
    pieces = [listed[at : at + each] for at in range(0, len(listed), each)]
    for nth, piece in enumerate(pieces, start=1):
        yield _packed([*piece, *[_FREE] * (each - len(piece)), _END if nth == len(pieces) else first + nth])


def _header(shift: int, directory: int, lists: tuple[int, int], listed: list[int]) -> bytes:
    in_header = listed[:_IN_HEADER] + [_FREE] * (_IN_HEADER - len(listed))
    head = SIGNATURE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3 if shift == 9 else 4, 0xFFFE, shift, 6) + bytes(6)
    head += struct.pack("<IIIIIIII", 0, len(listed), directory, 0, 4096, _END, 0, lists[0])
    return (head + struct.pack("<I", lists[1]) + _packed(in_header)).ljust(1 << shift, b"\0")


def _packed(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)
