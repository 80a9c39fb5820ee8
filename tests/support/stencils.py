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
from vbpqip.kinds.qit_report.form.sheets import REPORT

Stored: TypeAlias = int | float | str | None
"""What a cell stores, of a formula its result; ``None`` is a blank cell."""

_REPORT_PART, _STRINGS_PART = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"
_CELL = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")?[^>]*?(?:/>|>(<f>.*?</f>)?.*?</c>)')
_LEVEL = 1


class _Hole(NamedTuple):
    """A cell that can be filled: what stands before it, and its style and formula, empty where it has none."""

    before: str
    address: str
    style: str
    formula: str


class Stencil:
    """A report whose cells of the report sheet can be filled."""

    def __init__(self, workbook: bytes) -> None:
        with ZipFile(BytesIO(workbook)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        self._fixed = {name: Packed.of(name, content) for name, content in parts.items()}
        sheet = parts[_REPORT_PART].decode()
        self._holes, end = [], 0
        for cell in _CELL.finditer(sheet):
            self._holes.append(_Hole(sheet[end : cell.start()], cell[1], cell[2] or "", cell[3] or ""))
            end = cell.end()
        self._kept = [cell[0] for cell in _CELL.finditer(sheet)]
        self._rest = sheet[end:]
        self._strings = parts[_STRINGS_PART].decode().removesuffix("</sst>")
        self._known = self._strings.count("<si>")
        self._addresses = {hole.address for hole in self._holes}

    def filled(self, cells: Mapping[Location, Stored], more: Mapping[str, str] = {}) -> bytes:
        """Return the report with cells of its report sheet filled.

        Args:
            cells: What they store.
            more: Texts of the sheet's part that are replaced, as somebody who means harm would.
        """
        assert all(at.sheet == REPORT and at.address in self._addresses for at in cells)
        stored = {at.address: raw for at, raw in cells.items()}
        texts = list(dict.fromkeys(raw for raw in stored.values() if isinstance(raw, str)))
        numbers = {text: self._known + nth for nth, text in enumerate(texts)}
        drawn = [
            f"{hole.before}{_cell(hole, stored[hole.address], numbers) if hole.address in stored else kept}"
            for hole, kept in zip(self._holes, self._kept, strict=True)
        ]
        sheet = f"{''.join(drawn)}{self._rest}"
        for before, after in more.items():
            sheet = sheet.replace(before, after, 1)
        strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
        changed = {_REPORT_PART: sheet, _STRINGS_PART: f"{self._strings}{strings}</sst>"}
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
