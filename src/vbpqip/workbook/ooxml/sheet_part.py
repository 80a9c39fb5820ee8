"""Sheet parts: the cells in which something is stored, by row and column.

A cell that is only formatted is not there. A formula whose result is not stored, or stored as an empty
``<v>`` of any type but ``str``, holds :attr:`Stored.NOTHING`: it was never calculated. An empty ``<v>``
of type ``str`` is a formula that gave an empty text. A formula that fills several cells, such as an array's or a data
table's, is stored in one of them, and is given for each. Programs differ in what they make of a row, a cell or a value
that is given twice or stands elsewhere than it says, so a part with one is damaged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import product
from types import MappingProxyType
from typing import NoReturn

from vbpqip.core.cells import Cell, Location, Stored
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.ooxml.plain_spelling import PlainCell, characters, ends_with_its_cells, without_plain_rows
from vbpqip.workbook.ooxml.references import (
    MisspeltReferenceError,
    Position,
    column_index,
    corners,
    position,
    row_index,
)
from vbpqip.workbook.ooxml.rejections import Rejection, reject
from vbpqip.workbook.ooxml.sheet_layout import KEPT_COLUMNS, KEPT_ROWS, LayoutReading, SheetLayout
from vbpqip.workbook.ooxml.stored_values import plain_cell, stored_cell
from vbpqip.workbook.ooxml.strings_part import Strings
from vbpqip.workbook.ooxml.styles_part import Styles
from vbpqip.workbook.ooxml.text_runs import TEXTS, Text, TextRuns, parents_in
from vbpqip.workbook.ooxml.xml_events import Attributes, Grammar, Listener, parse

MOST_CELLS = 100_000
MOST_LETTERS = 2_000_000
"""Of all cells that are read, a text that many cells share counted for each of them."""

MOST_IN_A_CELL = 32_767
"""Letters of one cell; a spreadsheet program keeps no more of them (Microsoft, Excel specifications and limits)."""

LAST_COLUMN = 18_277
"""The last that three letters spell."""

_ROOTS = frozenset({"worksheet", "chartsheet", "dialogsheet"})
_TEXT, _NUMBER, _NOTHING = Stored.TEXT, Stored.NUMBER, Stored.NOTHING
_IN_A_CELL = frozenset({"c"})
_GRAMMAR = Grammar(
    {
        **parents_in("is"),
        "sheetData": _ROOTS,
        "row": frozenset({"sheetData"}),
        "c": frozenset({"row"}),
        "mergeCells": _ROOTS,
        "mergeCell": frozenset({"mergeCells"}),
        **dict.fromkeys(("v", "f", "is"), _IN_A_CELL),
    },
    TEXTS | {"v", "f"},
)
_INLINE = "inlineStr"
_FILLING = frozenset({"array", "dataTable"})
"""Kinds of formulas that give the values of all cells of a range; the others stand in each cell that they are for."""


class Texts(NamedTuple):
    """What the cells of all sheets refer to: shared strings and styles."""

    strings: Strings
    styles: Styles


class SheetCells(NamedTuple):
    """The cells of a sheet by row and column, and how many more stand far outside any form; none of those is kept."""

    cells: Mapping[Position, Cell]
    far: int
    first_far: Position | None
    layout: SheetLayout


class Room:
    """How much more the sheets of a workbook may hold, together."""

    def __init__(self) -> None:
        self.cells = MOST_CELLS
        self.letters = MOST_LETTERS
        self.filled = MOST_CELLS

    def fill(self, cells: int) -> None:
        """Take the room of cells that one formula fills, however many others do too."""
        self.filled -= cells
        if self.filled < 0:
            reject(Rejection.TOO_MANY_CELLS, f"its formulas fill more than {MOST_CELLS:,} cells")

    def take(self, cells: int, letters: Collection[int]) -> None:
        """Take the room of a sheet's cells, of which those that are kept have so many letters each."""
        if max(letters, default=0) > MOST_IN_A_CELL:
            reject(Rejection.TOO_MANY_CELLS, f"one of its cells has more than {MOST_IN_A_CELL:,} letters")
        self.cells -= cells
        self.letters -= sum(letters)
        if self.letters < 0:
            reject(Rejection.TOO_MANY_CELLS, f"its cells have more than {MOST_LETTERS:,} letters together")


def read_sheet(title: str, part: str, content: bytes, texts: Texts, room: Room) -> SheetCells:
    """Return the cells of a sheet, which take of the room that is left in the workbook.

    A formula that is shared with other cells is given as its first cell spells it.

    Raises:
        UnreadableWorkbookError: the part is damaged, or has more cells than the bound.
    """
    kept = _Kept(texts, room)
    ends = ends_with_its_cells(content)
    rest = without_plain_rows(content, kept.keep_plain) if ends else content
    reading = _Reading(title, kept)
    try:
        parse(part, rest, _listener(reading, last=_last(rest) if ends else None))
    except MisspeltReferenceError as error:
        reading.damaged(error.how)
    kept.fill()
    room.take(len(kept.cells) + kept.far, [len(cell.text) for cell in kept.cells.values()])
    return SheetCells(MappingProxyType(kept.cells), kept.far, kept.first_far, reading.layout.layout())


def _last(content: bytes) -> str:
    """Return the last element that is read: merged ranges stand behind the cells, where a sheet has any.

    Only an encoding with zero bytes spells an element's name in another way than letter by letter.
    """
    return "mergeCells" if b"mergeCells" in content or b"\0" in content else "sheetData"


def _listener(reading: _Reading, last: str | None) -> Listener:
    opened = {
        **reading.inline.opened,
        "col": reading.layout.column,
        "mergeCells": reading.merges_opened,
        "mergeCell": reading.layout.merge,
        "sheetData": reading.table_opened,
        "row": reading.row_opened,
        "c": reading.cell_opened,
        "f": reading.formula_opened,
    }
    closed = {
        **reading.inline.closed,
        "c": reading.cell_closed,
        "f": reading.formula_closed,
        "v": reading.value_closed,
        "is": reading.inline_closed,
    }
    return Listener(_ROOTS, opened, closed, _GRAMMAR, reading.misplaced, last)


class _Kept:
    def __init__(self, texts: Texts, room: Room) -> None:
        self.texts = texts
        self.room = room
        self.far = 0
        self.first_far: Position | None = None
        self.cells: dict[Position, Cell] = {}
        self.filled: dict[Position, str] = {}

    def keep_plain(self, row: int, cells: Iterable[PlainCell]) -> None:
        """Keep the cells of a row in plain spelling."""
        (strings, styles), kept = self.texts, self.cells
        for column, style, kind, formula, text in cells:
            if text is None and formula is None:
                continue
            if kind != "s":
                cell = plain_cell(kind or "n", text, formula)
            elif formula is None and text is not None and text.isdecimal():
                cell = strings[text]
            else:
                cell = self.shared(text and characters(text), formula and characters(formula))
            at = (row, column_index(column))
            as_stored = cell.stored is _TEXT or (cell.stored is _NUMBER and cell.text.isdecimal())
            if as_stored and styles[style].is_quiet and row < KEPT_ROWS and at[1] < KEPT_COLUMNS:
                kept[at] = cell
            else:
                self.keep(at, cell, style)
        self.check_room()

    def shared(self, text: str | None, formula: str | None) -> Cell:
        """Return what a reference to a shared text stores; one that leads nowhere is an error value."""
        if text is None:
            return stored_cell("e", None, formula)
        cell = self.texts.strings[text]
        return cell if formula is None else cell._replace(formula=formula)

    def keep(self, at: Position, cell: Cell, style: str | None) -> None:
        if cell.stored is _NOTHING and cell.formula is None:
            return
        if at[0] >= KEPT_ROWS or at[1] >= KEPT_COLUMNS:
            self.far += 1
            self.first_far = min(at, self.first_far or at)
        else:
            self.cells[at] = self.texts.styles[style].applied(cell)

    def check_room(self) -> None:
        if len(self.cells) + self.far > self.room.cells:
            reject(Rejection.TOO_MANY_CELLS, f"it has more than {MOST_CELLS:,} cells")

    def fill_from(self, formula: str, reference: str) -> None:
        """Take a formula that gives the values of a range; the values themselves are stored in its cells."""
        first, last = corners(reference)
        rows, columns = range(first[0], last[0] + 1), range(first[1], last[1] + 1)
        self.room.fill(len(rows) * len(columns))
        self.filled.update(dict.fromkeys(product(rows, columns), formula))

    def fill(self) -> None:
        """Give each cell that stores no formula of its own the one that fills it."""
        for at in self.filled.keys() & self.cells.keys():
            if self.cells[at].formula is None:
                self.cells[at] = self.cells[at]._replace(formula=self.filled[at])


class _Reading:
    """The cells of a sheet as the parser tells them."""

    def __init__(self, title: str, kept: _Kept) -> None:
        self.title = title
        self.kept = kept
        self.at: Position = (-1, -1)
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.kind = "n"
        self.style: str | None = None
        self.formula: str | None = None
        self.text: Text | None = None
        self.tables = 0
        self.group: str | None = None
        self.range = ""
        self.shared: dict[str, str] = {}
        self.inline = TextRuns()
        self.layout = LayoutReading()

    def table_opened(self, _: Attributes) -> None:
        self.tables += 1
        if self.tables > 1:
            self.damaged("it has two tables of cells")

    def merges_opened(self, _: Attributes) -> None:
        if not self.tables:
            self.misplaced("<mergeCells>")

    def row_opened(self, attributes: Attributes) -> None:
        row = row_index(attributes["r"]) if "r" in attributes else self.at[0] + 1
        self.at = (row, -1)
        self.layout.row(row, attributes)
        self.columns.clear()
        if row in self.rows:
            self.damaged(f"it has two rows {row + 1}")
        self.rows.add(row)

    def cell_opened(self, attributes: Attributes) -> None:
        row, column = self.at
        self.at = position(attributes["r"]) if "r" in attributes else (row, column + 1)
        if self.at[0] != row or self.at[1] > LAST_COLUMN:
            self.damaged(f"row {row + 1} has the cell {self.cell}")
        if self.at[1] in self.columns:
            self.damaged(f"it has two cells {self.cell}")
        self.columns.add(self.at[1])
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s")
        self.formula = self.text = None

    def formula_opened(self, attributes: Attributes) -> None:
        self.group = attributes.get("si")
        self.range = attributes.get("ref", "") if attributes.get("t") in _FILLING else ""

    def formula_closed(self, text: str) -> None:
        if self.formula is not None:
            self.damaged(f"its cell {self.cell} stores two formulas")
        self.formula = text if self.group is None else self.shared.setdefault(self.group, text)
        if self.range:
            self.kept.fill_from(self.formula, self.range)

    def value_closed(self, text: str) -> None:
        self.take(Text(text))

    def inline_closed(self, _: str) -> None:
        if self.inline.is_ambiguous or self.kind != _INLINE:
            self.damaged(f"its cell {self.cell} stores a text in two ways")
        self.take(self.inline.taken())

    def take(self, text: Text) -> None:
        if self.text is not None:
            self.damaged(f"its cell {self.cell} stores two values")
        self.text = text

    def cell_closed(self, _: str) -> None:
        if self.text is None and self.formula is None:
            return
        text = None if self.text is None else self.text.characters
        is_shared = self.kind == "s"
        stored = self.kept.shared(text, self.formula) if is_shared else stored_cell(self.kind, text, self.formula)
        self.kept.keep(self.at, stored if self.text is None else self.text.mark(stored), self.style)
        self.kept.check_room()

    @property
    def cell(self) -> str:
        return Location("", *self.at).address

    def misplaced(self, what: str) -> NoReturn:
        where = f"in or after row {self.at[0] + 1}" if self.at[0] >= 0 else "before its first row"
        self.damaged(f"it has {what} where it does not belong, {where}")

    def damaged(self, how: str) -> NoReturn:
        reject(Rejection.PART_DAMAGED, f"the sheet '{self.title}' is damaged: {how}")
