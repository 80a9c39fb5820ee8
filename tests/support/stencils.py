"""Stencils: one completed report, written by the package, whose cells are filled anew a thousand times a second.

Only the parts that differ are packed again; all others are copied as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple, TypeAlias
from xml.sax.saxutils import escape
from zipfile import ZipFile

from support.packed import Packed, joined
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.sheets import ATTESTATION, REPORT

Stored: TypeAlias = int | float | str | None
"""What a cell stores, of a formula its result; ``None`` is a blank cell."""

_SHEET_PARTS = {REPORT: "xl/worksheets/sheet2.xml", ATTESTATION: "xl/worksheets/sheet4.xml"}
_STRINGS_PART = "xl/sharedStrings.xml"
_CELL = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")?[^>]*?(?:/>|>(<f>.*?</f>)?.*?</c>)')
_LEVEL = 1


class _Hole(NamedTuple):
    """A cell that can be filled: what stands before it, and its style and formula, empty where it has none."""

    before: str
    address: str
    style: str
    formula: str


class _Sheet:
    """A sheet whose cells can be filled."""

    def __init__(self, sheet: str) -> None:
        self._holes, end = [], 0
        for cell in _CELL.finditer(sheet):
            self._holes.append(_Hole(sheet[end : cell.start()], cell[1], cell[2] or "", cell[3] or ""))
            end = cell.end()
        self._kept = [cell[0] for cell in _CELL.finditer(sheet)]
        self._rest = sheet[end:]
        self.addresses = {hole.address for hole in self._holes}

    def filled(self, stored: Mapping[str, Stored], numbers: Mapping[str, int]) -> str:
        """Return the sheet with cells filled; ``numbers`` are those of the texts."""
        drawn = [
            f"{hole.before}{_cell(hole, stored[hole.address], numbers) if hole.address in stored else kept}"
            for hole, kept in zip(self._holes, self._kept, strict=True)
        ]
        return f"{''.join(drawn)}{self._rest}"


class Stencil:
    """A report whose cells of the report and of the attestation can be filled."""

    def __init__(self, workbook: bytes) -> None:
        with ZipFile(BytesIO(workbook)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        self._fixed = {name: Packed.of(name, content) for name, content in parts.items()}
        self._sheets = {title: _Sheet(parts[part].decode()) for title, part in _SHEET_PARTS.items()}
        self._strings = parts[_STRINGS_PART].decode().removesuffix("</sst>")
        self._known = self._strings.count("<si>")

    def filled(self, cells: Mapping[Location, Stored], more: Mapping[str, str] = {}) -> bytes:
        """Return the report with cells filled.

        Args:
            cells: What they store.
            more: Texts of the report sheet's part that are replaced, as somebody who means harm would.
        """
        assert all(at.address in self._sheets[at.sheet].addresses for at in cells)
        texts = list(dict.fromkeys(raw for raw in cells.values() if isinstance(raw, str)))
        numbers = {text: self._known + nth for nth, text in enumerate(texts)}
        changed = {}
        for title, sheet in self._sheets.items():
            stored = {at.address: raw for at, raw in cells.items() if at.sheet == title}
            changed[_SHEET_PARTS[title]] = sheet.filled(stored, numbers)
        for before, after in more.items():
            changed[_SHEET_PARTS[REPORT]] = changed[_SHEET_PARTS[REPORT]].replace(before, after, 1)
        strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
        changed[_STRINGS_PART] = f"{self._strings}{strings}</sst>"
        packed = {name: Packed.of(name, content.encode(), _LEVEL) for name, content in changed.items()}
        return joined({**self._fixed, **packed}.values())


def _cell(hole: _Hole, raw: Stored, numbers: Mapping[str, int]) -> str:
    start = f'<c r="{hole.address}"{hole.style}'
    if raw is None:
        return f"{start}/>"
    if not isinstance(raw, str):
        return f"{start}>{hole.formula}<v>{raw!r}</v></c>"
    if hole.formula:
        return f'{start} t="str">{hole.formula}<v>{escape(raw)}</v></c>'
    return f'{start} t="s"><v>{numbers[raw]}</v></c>'
