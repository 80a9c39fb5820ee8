"""Finding where a form's cells stand in a received workbook: by defined names, else by their labels."""

from __future__ import annotations

from functools import lru_cache

from vbpqip.core.cells import Location
from vbpqip.core.characters import normalized_label
from vbpqip.workbook.form import Form, Place, Table
from vbpqip.workbook.labels import Labels, label_above
from vbpqip.workbook.named_cells import MOST_ROWS, named_cells
from vbpqip.workbook.opened import Cells, Searchable

_MOST_BLANK_ROWS = 20


class CellLocations:
    """Where each name's cells stand; a name that was not found has none.

    ``repeated`` are those of ``not_found`` whose label stands more often than it should. ``tied`` are sheets that hold
    the same part of the form equally well, the first of which was taken, by the title that the form gives it.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.cells: dict[str, tuple[Location, ...]] = {}
        self.found_by_label: list[str] = []
        self.not_found: list[str] = []
        self.repeated: list[str] = []
        self.tied: dict[str, tuple[str, ...]] = {}

    def sheet_of(self, home: str) -> str | None:
        """Return the title of the sheet that a sheet's table was found on, or where it has none its first entry."""
        key = self.form.key_on(home)
        names = (place.name for place in self.form.entries_of[home]) if key is None else (key,)
        found = next((self.cells[name] for name in names if name in self.cells), ())
        return found[0].sheet if found else None


def locate(workbook: Searchable, labels: Labels) -> CellLocations:
    """Find every cell that entries are read from, and the first of the form's own results."""
    return _Finder(workbook, labels).locations()


class _Finder:
    def __init__(self, workbook: Searchable, labels: Labels) -> None:
        self.workbook = workbook
        self.labels = labels
        self.form = labels.form
        self.found = CellLocations(self.form)
        self._sheets: dict[str, str | None] = {}

    def locations(self) -> CellLocations:
        for field in self.form.fields:
            self.find_single(field.place, is_entry=True)
        for place in (*self.form.stamp, *self.form.results[:1]):
            self.find_single(place, is_entry=False)
        for table in self.form.tables:
            self.find_table(table)
            self.find_printed(table)
        return self.found

    def find_printed(self, table: Table) -> None:
        """Find the texts of a table's rows by their names; nothing rests on them."""
        keys = self.found.cells.get(table.key)
        for column in (each for each in table.columns if each.printed):
            named = named_cells(self.workbook, column.name)
            if named is not None and keys is not None and _rows_of(named) == _rows_of(keys):
                self.found.cells[column.name] = named

    def find_single(self, place: Place, *, is_entry: bool) -> None:
        named = named_cells(self.workbook, place.name)
        if named is not None:
            self.found.cells[place.name] = named[:1]
            return
        labelled = self.under_label(place) if is_entry else None
        if labelled is None:
            self.found.not_found.append(place.name)
        else:
            self.found.found_by_label.append(place.name)
            self.found.cells[place.name] = (labelled,)

    def find_table(self, table: Table) -> None:
        """Find the columns of a table; the key column's rows are the rows of all."""
        found, keys = self.found, named_cells(self.workbook, table.key)
        places = self.form.places
        tops = {each.name: self.top(places[each.name], keys) for each in table.entries}
        top = tops[table.key]
        if top is None:
            found.not_found.extend(tops)
            found.found_by_label = [name for name in found.found_by_label if name not in tops]
            return
        rows = keys or _rows_below(self.workbook, top, table.rows or 1)
        for name, first in tops.items():
            if first is None:
                found.not_found.append(name)
            else:
                found.cells[name] = _beside(rows, first)

    def top(self, place: Place, keys: tuple[Location, ...] | None) -> Location | None:
        """Return the first cell of a column: by a name whose rows are those of the key column, else by its label."""
        named = named_cells(self.workbook, place.name)
        if named is not None and (keys is None or _rows_of(named) == _rows_of(keys)):
            return named[0]
        labelled = self.under_label(place)
        if labelled is not None and keys is not None:
            labelled = self.in_rows_of(keys[0], place, labelled)
        if labelled is not None:
            self.found.found_by_label.append(place.name)
        return labelled

    def in_rows_of(self, key: Location, place: Place, labelled: Location) -> Location | None:
        """Return the cell of a labelled column in the key column's first row; ``None`` where others stand between."""
        first = key._replace(column=labelled.column)
        _, text = label_above(self.workbook.cells(key.sheet), first)
        return first if normalized_label(text) == normalized_label(place.label) else None

    def under_label(self, place: Place) -> Location | None:
        """Return the cell under a place's label; a label counts where it stands as often as places have it."""
        title = self.sheet_of(place.sheet)
        if title is None:
            return None
        label = self.labels.own(place, title)
        if label is None:
            if len(self.labels.of(place, title)) > len(self.form.alike_to(place)):
                self.found.repeated.append(place.name)
            return None
        return Location(title, label[0] + 1, label[1])

    def sheet_of(self, home: str) -> str | None:
        """Return the sheet on which labels of a sheet of the form are looked for; ``None`` where no sheet holds it."""
        if home not in self._sheets:
            key = self.form.key_on(home)
            keys = None if key is None else named_cells(self.workbook, key)
            self._sheets[home] = self.fullest(home) if keys is None else keys[0].sheet
        return self._sheets[home]

    def fullest(self, home: str) -> str | None:
        """Return the sheet of the form's title, else the one that holds most labels, the first of several."""
        titles = self.workbook.titles
        if home in titles and self.labels.hold(home, home):
            return home
        holding = [title for title in titles if self.labels.hold(title, home)]
        most = max((self.labels.known_on(title, home) for title in holding), default=0)
        best = tuple(title for title in holding if self.labels.known_on(title, home) == most)
        if len(best) > 1:
            self.found.tied[home] = best
        if best:
            return best[0]
        self.labels.look_for_damage()
        return None


@lru_cache(maxsize=1024)
def _beside(rows: tuple[Location, ...], first: Location) -> tuple[Location, ...]:
    """Return the cells of a column in the rows of another."""
    return tuple(Location(first.sheet, location.row, first.column) for location in rows)


def _rows_of(locations: tuple[Location, ...]) -> tuple[str, int, int]:
    """Return the sheet, the first row and the number of rows of a column of cells."""
    return (locations[0].sheet, locations[0].row, len(locations))


def _rows_below(workbook: Cells, top: Location, least: int) -> tuple[Location, ...]:
    """Return the cells from the top down to the last that is followed by too many blank ones; at least some."""
    cells, rows, last = workbook.cells(top.sheet), range(top.row, top.row + MOST_ROWS), top.row + least - 1
    for row in rows:
        if (row, top.column) in cells:
            last = max(last, row)
        elif row - last > _MOST_BLANK_ROWS:
            break
    return tuple(Location(top.sheet, row, top.column) for row in range(top.row, last + 1))
