"""Reading the entries of a form out of a workbook: each is found, and parsed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import TypeAlias

from vbpqip.core.cells import Cell, Location
from vbpqip.core.characters import as_read, ignored_in
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.appearance import Seen, TableRows, read_appearance
from vbpqip.workbook.entries import TextField, read_words
from vbpqip.workbook.entry_types import AnyField, EntryType, KeyType
from vbpqip.workbook.form import Column, Form, Table
from vbpqip.workbook.form_entries import Entries, Row, is_entered
from vbpqip.workbook.labels import Labels
from vbpqip.workbook.locate import CellLocations, locate
from vbpqip.workbook.misnamed import read_labels
from vbpqip.workbook.ooxml.package import Workbook
from vbpqip.workbook.opened import Cells, Searchable
from vbpqip.workbook.rearranged import first_moved
from vbpqip.workbook.second_forms import second_forms
from vbpqip.workbook.stored import read_stored

_ROWS_BELOW = 30
"""How far below a table something can stand that was meant for it."""

_Found: TypeAlias = tuple[Location, Cell | None]


def read_workbook(form: Form, workbook: Workbook) -> Entries:
    """Read a form, and what its file holds beside it.

    Raises:
        UnreadableWorkbookError: a part that is read is damaged, or beyond the bounds.
    """
    entries = read_entries(form, workbook, starts_1904=workbook.starts_1904)
    return entries._replace(
        macros=workbook.macros(),
        external_links=workbook.external_links(),
        far_cells=workbook.far_cells(),
        appearance=read_appearance(workbook, _seen(entries)),
    )


def read_entries(form: Form, workbook: Searchable, *, starts_1904: bool) -> Entries:
    """Find and parse every entry of a form."""
    labels = Labels(form, workbook)
    places = locate(workbook, labels)
    entries = entries_at(places, workbook, starts_1904=starts_1904)
    return entries._replace(
        repeated=tuple(places.repeated),
        labels=read_labels(places, labels),
        second_forms=tuple(second_forms(places, labels)),
        moved=first_moved(workbook, places),
        stored=read_stored(workbook, places),
    )


def entries_at(places: CellLocations, workbook: Cells, *, starts_1904: bool) -> Entries:
    """Parse the entries of a form that stand at known places."""
    form, cells = places.form, _Parser(places, workbook, starts_1904)
    return Entries(
        form=form,
        fields={each.place.name: cells.single(each.place.name, each.entry) for each in form.fields},
        tables={table.name: tuple(cells.rows(table)) for table in form.tables},
        stamp=_stamp(form, cells),
        shown={place.name: cells.text(place.name) for place in form.results[:1]},
        locations=places.cells,
        below_tables=tuple(_below_tables(places, workbook)),
        invisible=tuple(_invisible(places, workbook)),
        found_by_label=tuple(places.found_by_label),
        not_found=tuple(places.not_found),
    )


class _Parser(NamedTuple):
    """The cells of a workbook, by the names of a form."""

    places: CellLocations
    workbook: Cells
    starts_1904: bool

    def column(self, name: str, rows: int) -> list[_Found]:
        """Return the cells of a name; one that is lost reads as blank where the form has it."""
        locations = self.places.cells.get(name)
        if locations is None:
            return [(self.places.form.places[name].at(nth), None) for nth in range(rows)]
        cells = self.workbook.cells(locations[0].sheet)
        return [(at, cells.get((at.row, at.column))) for at in locations]

    def single(self, name: str, entry: EntryType) -> AnyField:
        return entry.parse(*self.column(name, 1)[0], starts_1904=self.starts_1904)

    def text(self, name: str) -> TextField:
        return read_words(*self.column(name, 1)[0])

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table in which something is entered; there are as many as its key column has."""
        types = {each.name: each.entry for each in table.columns if each.entry is not None}
        number = len(self.places.cells.get(table.key, ()))
        columns = [self.column(name, number) for name in types]
        if table.is_free:
            filled = [_is_filled(row) for row in zip(*columns, strict=True)]
            columns = [list(compress(cells, filled)) for cells in columns]
        parsed = [self.parsed(entry, cells) for entry, cells in zip(types.values(), columns, strict=True)]
        rows = (dict(zip(types, row, strict=True)) for row in zip(*parsed, strict=True))
        yield from (row for row in rows if table.is_free or not _is_empty(table.entries, row))

    def parsed(self, entry: EntryType, cells: Iterable[_Found]) -> list[AnyField]:
        """Return the entries of cells in which entries of one type belong."""
        return [entry.parse(at, cell, starts_1904=self.starts_1904) for at, cell in cells]


def _is_filled(cells: Sequence[_Found]) -> bool:
    return any(cell is not None and (as_read(cell.text).strip() or cell.formula is not None) for _, cell in cells)


def _is_empty(entries: tuple[Column, ...], row: Row) -> bool:
    return not any(is_entered(row[each.name]) for each in entries)


def _stamp(form: Form, cells: _Parser) -> Mapping[str, str]:
    """Return the stamp from its cells, or from the document's properties where the cells are gone."""
    said = {place.name: cells.text(place.name).text for place in form.stamp}
    if all(said.values()):
        return said
    properties = cells.workbook.properties()
    return {name: text or properties.get(name, "") for name, text in said.items()}


def _below_tables(places: CellLocations, workbook: Cells) -> Iterator[Location]:
    """Yield the cells that are filled in below the tables, in their entry columns."""
    lasts: dict[str, int] = {}
    entries = (each for table in places.form.tables for each in table.entries)
    for name in (each.name for each in entries if not isinstance(each.entry, KeyType)):
        locations = places.cells.get(name)
        if locations:
            last = locations[-1]
            cells = workbook.cells(last.sheet)
            if last.sheet not in lasts:
                lasts[last.sheet] = max(cells, default=(0, 0))[0]
            below = range(last.row + 1, min(lasts[last.sheet], last.row + _ROWS_BELOW) + 1)
            yield from (Location(last.sheet, row, last.column) for row in below if (row, last.column) in cells)


def _invisible(places: CellLocations, workbook: Cells) -> Iterator[tuple[Location, str]]:
    """Yield the entries with characters that nobody sees, as they were received."""
    located = [found for name, found in places.cells.items() if name in places.form.entry_names]
    suspect = {
        Location(sheet, *at): cell.text
        for sheet in dict.fromkeys(found[0].sheet for found in located)
        for at, cell in workbook.cells(sheet).items()
        if not cell.text.isascii() and ignored_in(cell.text)
    }
    if suspect:
        yield from ((at, suspect[at]) for found in located for at in found if at in suspect)


def _seen(entries: Entries) -> Seen:
    """Return of a form's entries what is looked at: not those on which nothing rests."""
    form = entries.form
    firsts = {name: field.at for name, field in entries.fields.items()}
    looked_at = [firsts[each.place.name] for each in form.fields if each.is_needed]
    rows: dict[str, frozenset[int]] = {}
    tables: dict[str, TableRows] = {}
    for table in form.tables:
        found = entries.tables[table.name]
        entered = [each.name for each in table.entries if not isinstance(each.entry, KeyType)]
        firsts.update((each.name, found[0][each.name].at) for each in table.entries if found)
        looked_at += (row[name].at for row in found for name in entered)
        rows[table.sheet] = frozenset(row[table.key].at.row for row in found if is_entered(row[table.key]))
        keys = entries.locations.get(table.key)
        if keys:
            tables[table.sheet] = TableRows(keys[0].sheet, frozenset((keys[0].row - 1, *(at.row for at in keys))))
    return Seen(form, tuple(looked_at), firsts, rows, tables, entries.below_tables)
