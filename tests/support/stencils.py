"""Stencils: one form, written by the package, whose cells are filled anew a thousand times a second.

Only the parts that differ are packed again; all others are copied as they are, and charts with what they showed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from typing import NamedTuple, TypeAlias
from xml.sax.saxutils import escape, unescape
from zipfile import ZipFile

from support.packed import Packed, joined
from vbpqip.core.cells import Location

Stored: TypeAlias = int | float | Decimal | str | None
"""What a cell stores, of a formula its result; ``None`` is a blank cell."""

_ERRORS_SHOWN = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_TITLE = re.compile(r'<sheet name="([^"]*)"')
_STRINGS_PART = "xl/sharedStrings.xml"
_CELL = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")?[^>]*?(?:/>|>(<f>.*?</f>)?.*?</c>)')
_LEVEL = 1
_ESCAPE = re.compile("_x[0-9a-fA-F]{4}_")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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
        assert stored.keys() <= self.addresses
        drawn = [
            f"{hole.before}{_cell(hole, stored[hole.address], numbers) if hole.address in stored else kept}"
            for hole, kept in zip(self._holes, self._kept, strict=True)
        ]
        return f"{''.join(drawn)}{self._rest}"


class Stencil:
    """A form whose cells can be filled."""

    def __init__(self, workbook: bytes) -> None:
        with ZipFile(BytesIO(workbook)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        titles = map(unescape, _TITLE.findall(self._parts["xl/workbook.xml"].decode()))
        self._part_of = {title: f"xl/worksheets/sheet{nth}.xml" for nth, title in enumerate(titles, start=1)}
        self._sheets: dict[str, _Sheet] = {}
        self._strings = self._parts[_STRINGS_PART].decode().removesuffix("</sst>")
        self._known = self._strings.count("<si>")

    @cached_property
    def _fixed(self) -> Mapping[str, Packed]:
        return {name: Packed.of(name, content) for name, content in self._parts.items()}

    def _sheet(self, title: str) -> _Sheet:
        if title not in self._sheets:
            self._sheets[title] = _Sheet(self._parts[self._part_of[title]].decode())
        return self._sheets[title]

    def filled(self, cells: Mapping[Location, Stored], more: Mapping[str, str] = {}) -> bytes:
        """Return the form with cells filled.

        Args:
            cells: What they store.
            more: Texts of a sheet that is filled which are replaced, as somebody who means harm would.
        """
        texts = list(dict.fromkeys(raw for raw in cells.values() if isinstance(raw, str)))
        numbers = {text: self._known + nth for nth, text in enumerate(texts)}
        by_sheet: dict[str, dict[str, Stored]] = {}
        for at, raw in cells.items():
            by_sheet.setdefault(at.sheet, {})[at.address] = raw
        changed = {
            self._part_of[title]: self._sheet(title).filled(stored, numbers) for title, stored in by_sheet.items()
        }
        for before, after in more.items():
            part = next(name for name, content in changed.items() if before in content)
            changed[part] = changed[part].replace(before, after, 1)
        changed[_STRINGS_PART] = f"{self._strings}{''.join(map(_shared, texts))}</sst>"
        packed = {name: Packed.of(name, content.encode(), _LEVEL) for name, content in changed.items()}
        return joined({**self._fixed, **packed}.values())


def _shared(text: str) -> str:
    """Return a text among those that cells share, as XML and spreadsheets demand it."""
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    escaped = _ESCAPE.sub(lambda found: f"_x005F{found[0]}", text)
    escaped = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)
    return f"<si><t{kept}>{escape(escaped)}</t></si>"


def _cell(hole: _Hole, raw: Stored, numbers: Mapping[str, int]) -> str:
    start = f'<c r="{hole.address}"{hole.style}'
    if raw is None:
        return f"{start}/>"
    kind, value = _result(raw) if hole.formula else _entry(raw, numbers)
    return f"{start}{kind}>{hole.formula}<v>{value}</v></c>"


def _result(raw: Stored) -> tuple[str, object]:
    """Return the type that a cell says its formula's result to have, and how that is written."""
    if not isinstance(raw, str):
        return _number(raw, raw)
    shown = _NEVER_IN_XML.sub("", raw)
    return "" if not shown else ' t="e"' if shown in _ERRORS_SHOWN else ' t="str"', escape(shown)


def _entry(raw: Stored, numbers: Mapping[str, int]) -> tuple[str, object]:
    return (' t="s"', numbers[raw]) if isinstance(raw, str) else _number(raw, f"{raw:.16G}")


def _number(raw: Stored, written: object) -> tuple[str, object]:
    return (' t="b"', int(raw)) if isinstance(raw, bool) else ("", written)
