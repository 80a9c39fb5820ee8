"""The appearance of a form: what of its entries a person does not see as it is read, and what else stands there.

Nothing of it changes what is read. Only cells in which something is entered are looked at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from vbpqip.core.cells import Location, ShownAs, Stored, column_letters
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.form import Form
from vbpqip.workbook.form_entries import Appearance
from vbpqip.workbook.ooxml.package import CellsByPosition, Visibility, Workbook
from vbpqip.workbook.ooxml.references import Position
from vbpqip.workbook.ooxml.sheet_layout import CellRange

_NOT_AS_SCORED = frozenset((ShownAs.NOTHING, ShownAs.SCALED, ShownAs.ROUNDED, ShownAs.OTHER_TEXT))
_LONGEST_TEXT = 200

_Entered: TypeAlias = dict[Position, Location]
"""Where something is entered on one sheet."""


class TableRows(NamedTuple):
    """The rows of a table, that of its labels too, and the sheet of the workbook that they are on."""

    sheet: str
    rows: frozenset[int]


class Seen(NamedTuple):
    """What is looked at: where a form's entries stand, and what was found below its tables.

    ``firsts`` are the first cells of what was found, by name, and ``rows`` of each sheet those of its table in which
    something is entered. ``tables`` are all rows of each table, that of its labels too, by the sheet of the form.
    """

    form: Form
    entries: tuple[Location, ...]
    firsts: Mapping[str, Location]
    rows: Mapping[str, frozenset[int]]
    tables: Mapping[str, TableRows]
    below_tables: tuple[Location, ...]


def read_appearance(workbook: Workbook, seen: Seen) -> Appearance:
    """Return how the entries of a form appear in its workbook.

    Raises:
        UnreadableWorkbookError: a part that holds comments is damaged, or beyond the bounds.
    """
    hidden: dict[Location, str] = {}
    merged: dict[Location, str] = {}
    shown_as: dict[Location, ShownAs] = {}
    comments: dict[Location, str] = {}
    by_condition: dict[Location, ShownAs | str] = {}
    for title, entered in _filled(workbook, seen.entries).items():
        if not entered:
            continue
        cells, texts = workbook.cells(title), workbook.comments(title)
        hidden.update(_hidden(workbook, title, entered))
        merged.update(_within(workbook.layout(title).merged, entered))
        shown_as.update((entered[at], cells[at].shown_as) for at in entered if cells[at].shown_as in _NOT_AS_SCORED)
        comments.update((entered[at], texts[at]) for at in entered.keys() & texts.keys())
        for look, ranges in workbook.conditional_looks(title).items():
            by_condition.update((at, look) for at, _ in _within(ranges, entered))
    beside, further = tuple(_beside(workbook, seen)), tuple(_further(workbook, seen))
    return Appearance(hidden, merged, shown_as, comments, beside, further, by_condition)


def _filled(workbook: Workbook, entries: Iterable[Location]) -> dict[str, _Entered]:
    """Return the entries that are no blank cells, by sheet."""
    sheets: dict[str, _Entered] = {}
    cells: dict[str, CellsByPosition] = {}
    for at in entries:
        title, position = at.sheet, at[1:]
        if title not in cells:
            cells[title] = workbook.cells(title) if title in workbook.titles else {}
            sheets[title] = {}
        if position in cells[title]:
            sheets[title][position] = at
    return sheets


def _hidden(workbook: Workbook, title: str, entered: _Entered) -> Iterator[tuple[Location, str]]:
    """Yield the entries of a sheet that are hidden, each with what hides it."""
    if any(sheet.title == title and sheet.visibility is not Visibility.VISIBLE for sheet in workbook.sheets):
        yield from ((at, f"sheet '{title}'") for at in entered.values())
        return
    layout = workbook.layout(title)
    if layout.hidden_rows or layout.hidden_columns:
        for at in entered.values():
            if at.row in layout.hidden_rows:
                yield at, f"row {at.row + 1}"
            elif at.column in layout.hidden_columns:
                yield at, f"column {column_letters(at.column)}"


def _within(ranges: tuple[CellRange, ...], entered: _Entered) -> Iterator[tuple[Location, str]]:
    """Yield the entries of a sheet that stand within ranges, each with the first such range."""
    left: dict[int, list[int]] = {}
    for row, column in sorted(entered) if ranges else ():
        left.setdefault(row, []).append(column)
    rows: list[int] = []
    for each in ranges:
        rows = rows if len(rows) == len(left) else sorted(left)
        for row in rows[bisect_left(rows, each.first[0]) : bisect_right(rows, each.last[0])]:
            columns = left.pop(row)
            start, end = bisect_left(columns, each.first[1]), bisect_right(columns, each.last[1])
            yield from ((entered[row, column], _range(each)) for column in columns[start:end])
            left.update({row: columns[:start] + columns[end:]} if end - start < len(columns) else {})


def _range(cells: CellRange) -> str:
    return ":".join(Location("", *corner).address for corner in cells)


def _beside(workbook: Workbook, seen: Seen) -> Iterator[tuple[Location, str]]:
    """Yield the texts, to be seen, that are none of the form's, with where they stand."""
    for home in seen.form.printed:
        title = next((at.sheet for name, at in seen.firsts.items() if seen.form.places[name].sheet == home), "")
        if title in workbook.titles:
            yield from _beside_on(workbook, seen, home, title)


def _beside_on(workbook: Workbook, seen: Seen, home: str, title: str) -> Iterator[tuple[Location, str]]:
    shifts, rows = _Shifts.of(seen, home), seen.rows[home]
    cells = workbook.cells(title)
    others = (
        (at for at in cells if not shifts.is_of_the_form(at, rows))
        if shifts.moved
        else cells.keys() - seen.form.cells_on(home, rows)
    )
    texts = [each for each in _typed(workbook, title, others) if workbook.cells(title)[each[0]].stored is Stored.TEXT]
    known = frozenset((*seen.entries, *seen.below_tables)) if texts else ()
    for position, text in texts:
        at = Location(title, *position)
        if at not in known:
            yield at, text[:_LONGEST_TEXT]


def _further(workbook: Workbook, seen: Seen) -> Iterator[tuple[Location, str]]:
    """Yield what is typed in rows of tables and in columns that those do not have, but for texts told of already."""
    for home, (title, rows) in seen.tables.items():
        shifts, cells = _Shifts.of(seen, home), workbook.cells(title)
        width = seen.form.width_of_table(home)
        in_rows = (at for at in cells if at[0] in rows and (shifts.moved or at[1] >= width))
        others = [at for at in in_rows if not shifts.is_of_the_form(at, rows)] if shifts.moved else in_rows
        for position, text in _typed(workbook, title, others):
            if home not in seen.form.printed or cells[position].stored is not Stored.TEXT:
                yield Location(title, *position), text[:_LONGEST_TEXT]


def _typed(workbook: Workbook, title: str, positions: Iterable[Position]) -> Iterator[tuple[Position, str]]:
    """Yield what is typed in cells of a sheet that are not hidden, in the order of the sheet."""
    rows, columns, _ = workbook.layout(title)
    for at in sorted(positions):
        cell = workbook.cells(title)[at]
        is_typed = cell.stored is not Stored.NOTHING and cell.formula is None
        if is_typed and at[0] not in rows and at[1] not in columns and cell.text.strip():
            yield at, cell.text


class _Shifts(NamedTuple):
    """How far the known rows and columns of a sheet of the form stand from where it has them."""

    form: Form
    home: str
    rows: tuple[tuple[int, int], ...]
    columns: tuple[tuple[int, int], ...]
    moved: bool

    @classmethod
    def of(cls, seen: Seen, home: str) -> _Shifts:
        """Return the shifts of a sheet, by what was found of it."""
        places = ((seen.form.places[name], at) for name, at in seen.firsts.items())
        found = [(place, at) for place, at in places if place.sheet == home]
        rows = {at.row: at.row - place.row for place, at in found}
        columns = {at.column: at.column - place.column for place, at in found}
        moved = any(rows.values()) or any(columns.values())
        return cls(seen.form, home, tuple(sorted(rows.items())), tuple(sorted(columns.items())), moved)

    def is_of_the_form(self, at: Position, table: frozenset[int]) -> bool:
        """Whether the form has something there; ``table`` are the rows of its table."""
        in_table = at[0] in table
        return any(
            self.form.has_its_own(self.home, (at[0] - down, at[1] - right), in_table=in_table)
            for down in _shifts(self.rows, at[0])
            for right in _shifts(self.columns, at[1])
        )


def _shifts(shifts: tuple[tuple[int, int], ...], place: int) -> set[int]:
    """Return how far a row or a column may be shifted: as far as the known one before it, or the one behind it."""
    before = bisect_right(shifts, place, key=lambda shift: shift[0])
    return {shift for _, shift in ((0, 0), *shifts)[before : before + 2]}
