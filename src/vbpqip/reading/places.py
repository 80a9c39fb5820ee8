"""Finding where the form's cells stand in a received workbook: by defined names, else by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from vbpqip.domain.cells import Cell, Location
from vbpqip.form.layout import (
    BOX,
    CONTRACT_ENTRIES,
    HEADING,
    LIVE,
    STAMP,
    UNNAMED,
    Place,
    contract_columns,
    measure_columns,
    place_of,
)

_REFERENCE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?"
)
_MOST_ROWS = 500
_MOST_BLANK_ROWS = 20
_TITLES = "measure_title"
"""Read where it is found by its name; without it, titles are not compared with keys."""

_MEASURE_ENTRIES = tuple(place for name, place in measure_columns(1).items() if name not in UNNAMED | LIVE | {_TITLES})
_CONTRACT_ENTRIES = tuple(place for name, place in contract_columns().items() if name in CONTRACT_ENTRIES)


class Cells(Protocol):
    """What the finder needs of a workbook."""

    @property
    def names(self) -> Mapping[str, str]:
        """Defined names, in lower case, and what they refer to."""

    @property
    def titles(self) -> tuple[str, ...]:
        """Titles of the sheets."""

    def cells(self, title: str) -> Mapping[tuple[int, int], Cell]:
        """The cells of one sheet, by row and column."""

    def properties(self) -> Mapping[str, str]:
        """The custom document properties."""


@dataclass(eq=False, repr=False)
class Places:
    """Where each name's cells stand; a name that was not found has none."""

    cells: dict[str, tuple[Location, ...]] = field(default_factory=dict)
    found_by_label: list[str] = field(default_factory=list)
    not_found: list[str] = field(default_factory=list)


def find_places(workbook: Cells) -> Places:
    """Find every place that entries are read from, and the form's own verdict."""
    places = Places()
    for place in (*HEADING, *STAMP, BOX[0]):
        _find_single(workbook, place, places)
    _find_table(workbook, _MEASURE_ENTRIES, "measure_key", places)
    _find_table(workbook, _CONTRACT_ENTRIES, "contract_submitted", places)
    titles, keys = named_cells(workbook, _TITLES), places.cells.get("measure_key")
    if titles is not None and keys is not None and _rows_of(titles) == _rows_of(keys):
        places.cells[_TITLES] = titles
    return places


def _find_single(workbook: Cells, place: Place, places: Places) -> None:
    named = named_cells(workbook, place.name)
    if named is not None:
        places.cells[place.name] = named[:1]
        return
    labelled = _under_label(workbook, place) if place in HEADING else None
    if labelled is None:
        places.not_found.append(place.name)
    else:
        places.found_by_label.append(place.name)
        places.cells[place.name] = (labelled,)


def _find_table(workbook: Cells, columns: Iterable[Place], key: str, places: Places) -> None:
    """Find the columns of a table; the key column's rows are the rows of all."""
    keys = named_cells(workbook, key)
    tops = {place.name: _top(workbook, place, places, keys) for place in columns}
    top = tops[key]
    if top is None:
        places.not_found.extend(tops)
        places.found_by_label = [name for name in places.found_by_label if name not in tops]
        return
    rows = keys or _rows_below(workbook, top, place_of(key).rows)
    for name, first in tops.items():
        if first is None:
            places.not_found.append(name)
        else:
            places.cells[name] = _beside(rows, first)


@lru_cache(maxsize=1024)
def _beside(rows: tuple[Location, ...], first: Location) -> tuple[Location, ...]:
    """Return the cells of a column in the rows of another."""
    return tuple(Location(first.sheet, location.row, first.column) for location in rows)


def _top(workbook: Cells, place: Place, places: Places, keys: tuple[Location, ...] | None) -> Location | None:
    """Return the first cell of a column: by a name whose rows are those of the key column, else by its label."""
    named = named_cells(workbook, place.name)
    if named is not None and (keys is None or _rows_of(named) == _rows_of(keys)):
        return named[0]
    labelled = _under_label(workbook, place)
    if labelled is None or (keys is not None and labelled[:2] != keys[0][:2]):
        return None
    places.found_by_label.append(place.name)
    return labelled


def _rows_of(locations: tuple[Location, ...]) -> tuple[str, int, int]:
    """Return the sheet, the first row and the number of rows of a column of cells."""
    return (locations[0].sheet, locations[0].row, len(locations))


def _rows_below(workbook: Cells, top: Location, least: int) -> tuple[Location, ...]:
    """Return the cells from the top down to the last that is followed by too many blank ones; at least some."""
    cells, rows, last = workbook.cells(top.sheet), range(top.row, top.row + _MOST_ROWS), top.row + least - 1
    for row in rows:
        if (row, top.column) in cells:
            last = max(last, row)
        elif row - last > _MOST_BLANK_ROWS:
            break
    return tuple(Location(top.sheet, row, top.column) for row in range(top.row, last + 1))


def named_cells(workbook: Cells, name: str) -> tuple[Location, ...] | None:
    """Return the cells that a name refers to, top down; ``None`` where it is lost or refers to something else."""
    reference = workbook.names.get(name)
    found = None if reference is None else _parsed(reference)
    if found is None or found[0].sheet not in workbook.titles:
        return None
    return found


@lru_cache(maxsize=1024)
def _parsed(reference: str) -> tuple[Location, ...] | None:
    """Return the cells of a reference to one column of one sheet, top down."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    quoted, bare, first_column, first_row, last_column, last_row = match.groups()
    column, row = column_number(first_column), int(first_row) - 1
    bottom = row if last_row is None else int(last_row) - 1
    if (last_column or first_column) != first_column or not 0 <= bottom - row < _MOST_ROWS:
        return None
    sheet = bare if quoted is None else quoted.replace("''", "'")
    return tuple(Location(sheet, each, column) for each in range(row, bottom + 1))


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0.

    >>> column_number("A"), column_number("XFD")
    (0, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _under_label(workbook: Cells, place: Place) -> Location | None:
    """Return the cell under a place's label; a label counts where it stands as often as places have it."""
    wanted = folded_label(place.label)
    alike = [each.name for each in HEADING if each.label == place.label] or [place.name]
    title = _sheet_of(workbook, place)
    found = sorted(at for at, cell in workbook.cells(title).items() if folded_label(cell.text) == wanted)
    if len(found) != len(alike):
        return None
    row, column = found[alike.index(place.name)]
    return Location(title, row + 1, column)


def _sheet_of(workbook: Cells, place: Place) -> str:
    """Return the title of a place's sheet; of one that was renamed, the sheet that has most of its labels."""
    if place.sheet in workbook.titles:
        return place.sheet
    labels = {
        folded_label(each.label)
        for each in (*HEADING, *_MEASURE_ENTRIES, *_CONTRACT_ENTRIES)
        if each.sheet == place.sheet
    }
    return max(
        workbook.titles,
        key=lambda title: len(labels & {folded_label(cell.text) for cell in workbook.cells(title).values()}),
    )


def folded_label(text: str) -> str:
    """Return a label as it is compared: capitals and white space make no difference."""
    return " ".join(text.split()).casefold()
