"""Sheet parts: the cells in which something is stored, by row and column.

A cell that is only formatted is not there. A formula whose result is not stored, or stored as an empty
``<v>`` of any type but ``str``, holds :attr:`Stored.NOTHING`: it was never calculated. An empty ``<v>``
of type ``str`` is a formula that gave an empty text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from vbpqip.domain.cells import Cell, Location, Stored
from vbpqip.reading.ooxml.plain_spelling import characters, plain_cells
from vbpqip.reading.ooxml.references import Position, position, row_index
from vbpqip.reading.ooxml.refusals import Refusal, refuse
from vbpqip.reading.ooxml.sheet_layout import KEPT_COLUMNS, LayoutReading, SheetLayout
from vbpqip.reading.ooxml.stored_values import stored_cell
from vbpqip.reading.ooxml.strings_part import TextRuns
from vbpqip.reading.ooxml.styles_part import PLAIN, Styles
from vbpqip.reading.ooxml.xml_events import Attributes, Listener, parse

MOST_CELLS = 100_000
MOST_LETTERS = 2_000_000
"""Of all cells that are read, a text that many cells share counted for each of them."""

KEPT_ROWS = 20_000

_MOST_DIGITS = 6
_ROOTS = frozenset({"worksheet", "chartsheet", "dialogsheet"})


class Texts(NamedTuple):
    """What the cells of all sheets refer to: shared strings and styles."""

    strings: tuple[str, ...]
    styles: Styles


class SheetCells(NamedTuple):
    """The cells of a sheet by row and column, and how many more stand far outside any form; none of those is kept."""

    cells: Mapping[Position, Cell]
    far: int
    first_far: Position | None
    layout: SheetLayout


@dataclass(eq=False, repr=False)
class Room:
    """How much more the sheets of a workbook may hold, together."""

    cells: int = MOST_CELLS
    letters: int = MOST_LETTERS

    def take(self, cells: int, letters: int) -> None:
        """Take the room of a sheet's cells."""
        self.cells -= cells
        self.letters -= letters
        if self.letters < 0:
            refuse(Refusal.TOO_MANY_CELLS, f"its cells have more than {MOST_LETTERS:,} letters together")


def read_sheet(part: str, content: bytes, texts: Texts, room: Room) -> SheetCells:
    """Return the cells of a sheet, which take of the room that is left in the workbook.

    A formula that is shared with other cells is given as its first cell spells it.

    Raises:
        UnreadableWorkbookError: the part is damaged, or has more cells than the bound.
    """
    kept = _Kept(texts, room)
    reading = _Reading(kept)
    opened = {
        "col": reading.layout.column,
        "mergeCell": reading.layout.merge,
        "row": reading.row_opened,
        "c": reading.cell_opened,
        "f": reading.formula_opened,
        "rPh": reading.text.guide_opened,
    }
    closed = {
        "c": reading.cell_closed,
        "f": reading.formula_closed,
        "v": reading.text.run_closed,
        "t": reading.text.run_closed,
        "rPh": reading.text.guide_closed,
    }
    plain, rest = plain_cells(content)
    for address, style, kind, formula, text in plain:
        if text is not None or formula is not None:
            at = position(address)
            kept.keep(at, kind or "n", text and characters(text), formula and characters(formula))
            kept.style(at, style)
    parse(part, rest, Listener(roots=_ROOTS, opened=opened, closed=closed, last=_last(rest)))
    room.take(len(kept.cells) + kept.far, sum(len(cell.text) for cell in kept.cells.values()))
    return SheetCells(MappingProxyType(kept.cells), kept.far, kept.first_far, reading.layout.layout())


def _last(content: bytes) -> str:
    """Return the last element that is read: merged ranges stand behind the cells, where a sheet has any.

    Only an encoding with zero bytes spells an element's name in another way than letter by letter.
    """
    return "mergeCells" if b"mergeCells" in content or b"\0" in content else "sheetData"


@dataclass(eq=False, repr=False)
class _Kept:
    texts: Texts
    room: Room
    far: int = 0
    first_far: Position | None = None
    cells: dict[Position, Cell] = field(default_factory=dict)

    def keep(self, at: Position, kind: str, text: str | None, formula: str | None) -> None:
        if at[0] >= KEPT_ROWS or at[1] >= KEPT_COLUMNS:
            if text or formula is not None:
                self.leave_out(at)
            return
        if kind == "s":
            kind, text = self.shared(text or "")
        cell = stored_cell(kind, text, formula)
        if formula is None and cell.stored is Stored.NOTHING:
            return
        if at in self.cells:
            refuse(Refusal.PART_DAMAGED, f"it is damaged: it has two cells {Location('', *at).address} on one sheet")
        self.cells[at] = cell
        if len(self.cells) + self.far > self.room.cells:
            refuse(Refusal.TOO_MANY_CELLS, f"it has more than {MOST_CELLS:,} cells")

    def style(self, at: Position, index: str | None) -> None:
        """Show the cell that was kept there, if one was, as its style does."""
        style = self.texts.styles[index]
        if style is not PLAIN and at in self.cells:
            self.cells[at] = style.applied(self.cells[at])

    def leave_out(self, at: Position) -> None:
        self.far += 1
        self.first_far = self.first_far or at

    def shared(self, text: str) -> tuple[str, str]:
        """Follow a reference to a shared text; one that leads nowhere is an error value."""
        index = text.strip()
        if index.isdecimal() and len(index) <= _MOST_DIGITS:
            place = int(index)
            if place < len(self.texts.strings):
                return "str", self.texts.strings[place]
        return "e", index


@dataclass(eq=False, repr=False)
class _Reading:
    kept: _Kept
    at: Position = (-1, -1)
    kind: str = "n"
    style: str | None = None
    formula: str | None = None
    group: str | None = None
    shared: dict[str, str] = field(default_factory=dict)
    text: TextRuns = field(default_factory=TextRuns)
    layout: LayoutReading = field(default_factory=LayoutReading)

    def row_opened(self, attributes: Attributes) -> None:
        row = row_index(attributes["r"]) if "r" in attributes else self.at[0] + 1
        self.at = (row, -1)
        self.layout.row(row, attributes)

    def cell_opened(self, attributes: Attributes) -> None:
        row, column = self.at
        self.at = position(attributes["r"]) if "r" in attributes else (max(row, 0), column + 1)
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s")
        self.formula = None
        self.text.runs.clear()

    def formula_opened(self, attributes: Attributes) -> None:
        self.group = attributes.get("si")

    def formula_closed(self, text: str) -> None:
        if self.group is not None:
            if len(self.shared) == MOST_CELLS:
                refuse(Refusal.TOO_MANY_CELLS, f"it has more than {MOST_CELLS:,} shared formulas on a sheet")
            text = self.shared.setdefault(self.group, text)
        self.formula = text

    def cell_closed(self, _: str) -> None:
        runs = self.text.runs
        if runs or self.formula is not None:
            self.kept.keep(self.at, self.kind, "".join(runs) if runs else None, self.formula)
            self.kept.style(self.at, self.style)
