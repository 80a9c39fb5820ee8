"""A form as a value: what it is called, where everything stands, and what belongs in each cell.

Rows and columns count from 0. Labels find cells again whose defined name is lost: that of a single cell stands above
it (that of a result left of it, where nobody looks for it), that of a column above its first cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cached_property, lru_cache
from typing import TypeAlias

from vbpqip.core.cells import Location
from vbpqip.core.characters import normalized_label
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.entry_types import EntryType, KeyType
from vbpqip.workbook.ooxml.references import Position

CHECK, LISTS, WORKING = "Check", "Lists", "Working"
"""Sheets that any form can have: of what is open, of what its drop-downs offer, and of what is to fix at each cell."""


TO_FIX = "fix_"
"""What the names of hidden cells begin with that say what is to fix at an entry."""

DOUBT = "doubt_"
"""The same for what is looked for at an entry once it is known whether it is to be fixed."""


class Place(NamedTuple):
    """One defined name of a form; ``rows`` is 1 for a single cell."""

    name: str
    label: str
    sheet: str
    row: int
    column: int
    rows: int = 1

    def at(self, nth: int = 0) -> Location:
        """Return where the n-th cell stands, counted from 0."""
        return Location(self.sheet, self.row + nth, self.column)

    @property
    def label_at(self) -> Location:
        """Where the label stands: above the first cell."""
        return Location(self.sheet, self.row - 1, self.column)


class Carry(Enum):
    """What the next report's form takes over of a column: nothing, or its entries, to be changed or locked."""

    NO = "no"
    OPEN = "open"
    LOCKED = "locked"


class Slot(NamedTuple):
    """What an entry is where its column is named after another entry: a part of what that entry names.

    The column of numerators under ``quarter_1`` has the numerators of the quarter that is entered there.
    """

    part: str
    of: str


class LiveNumber(Enum):
    """How a live number of a column is shown, rounded as everywhere else: as a result, a share or a count."""

    RESULT = "result"
    SHARE = "share"
    COUNT = "count"


class SingleEntry(NamedTuple):
    """A single entry of a form.

    ``called`` is its name in a sentence; ``prompt`` says what to enter, under ``title``, its label if it has none.
    ``is_needed`` is whether what is calculated rests on it.
    """

    place: Place
    entry: EntryType
    called: str
    prompt: str = ""
    title: str = ""
    is_needed: bool = True


class Column(NamedTuple):
    """A column of a table.

    ``entry`` is what belongs in it, ``None`` for texts and results of the form's own, which are ``live`` where they
    are formulas with a defined name, whose numbers look as ``number`` says. A column without a name (``named``) is
    found by nothing; one that is ``printed`` is read where it is found by its name, and never looked for by its
    label. ``prompt`` says what to enter, ``called`` is its name in a sentence, its label if it has none. ``carry`` is
    what the next report's form takes over. ``fact`` is the name of what other reports say of the facility that the
    row is about; a form that is filled in from them has it here, locked, and a batch compares what is entered with
    what they say.
    """

    name: str
    label: str
    entry: EntryType | None = None
    prompt: str = ""
    called: str = ""
    carry: Carry = Carry.NO
    slot: Slot | None = None
    named: bool = True
    live: bool = False
    printed: bool = False
    fact: str = ""
    number: LiveNumber = LiveNumber.RESULT

    @property
    def takes(self) -> EntryType:
        """What belongs in it, asked only of a column of entries."""
        assert self.entry is not None  # noqa: S101 -- see above
        return self.entry

    @property
    def in_a_sentence(self) -> str:
        """What it is called in a sentence."""
        return self.called or self.label


class _TableParts(NamedTuple):
    name: str
    sheet: str
    at: Position
    columns: tuple[Column, ...]
    key: str
    rows: int = 0
    alike_by: tuple[tuple[str, ...], ...] = ()


class Table(_TableParts):
    """A table of a form, of which each sheet has one at most; its first row is ``at``.

    ``key`` is the column whose rows are those of the table. A free table has ``rows`` for whoever fills it in; the rows
    of any other are given, and their number is not the form's (``rows`` is then 0). ``alike_by`` are the columns by
    which rows of two free tables are the same, the surest first: that a row has all of it in common comes before.
    """

    @property
    def is_free(self) -> bool:
        """Whether its rows are those that somebody fills in."""
        return bool(self.rows)

    @cached_property
    def entries(self) -> tuple[Column, ...]:
        """The columns of entries."""
        return tuple(column for column in self.columns if column.entry is not None and not column.printed)

    @cached_property
    def in_order(self) -> tuple[Column, ...]:
        """The columns of entries, what tells the row first."""
        return tuple(sorted(self.entries, key=lambda column: not isinstance(column.entry, KeyType)))

    def column(self, name: str) -> Column:
        """Return a column by its name."""
        return next(column for column in self.columns if column.name == name)

    def slots_of(self, name: str) -> tuple[Column, ...]:
        """Return the columns that are named after an entry."""
        return tuple(column for column in self.columns if column.slot is not None and column.slot.of == name)

    @property
    def live(self) -> tuple[str, ...]:
        """The names of its columns of live results."""
        return tuple(sorted(column.name for column in self.columns if column.live))

    def places(self, rows: int) -> dict[str, Place]:
        """Return where its columns stand, by name, for a number of rows."""
        row, first = self.at
        return {
            each.name: Place(each.name, each.label, self.sheet, row, first + nth, rows)
            for nth, each in enumerate(self.columns)
        }


Places: TypeAlias = tuple[Place, ...]


class _Parts(NamedTuple):
    kind: str
    version: str
    fields: tuple[SingleEntry, ...]
    results: Places
    stamp: Places
    tables: tuple[Table, ...]
    other_sheets: frozenset[str] = frozenset()
    printed: Mapping[str, frozenset[Position]] = {}


class Form(_Parts):
    """A form; each accepted version of one is a form of its own.

    ``fields`` are single entries, ``results`` single live results, ``stamp`` what the workbook says of itself, each a
    cell. ``other_sheets`` are those of its own that hold no entries. ``printed`` are, of a sheet, the cells outside of
    its table in which the form has an entry or a text of its own; of other sheets nobody looks at what else stands
    there.
    """

    def __hash__(self) -> int:
        return hash((self.kind, self.version))

    @cached_property
    def entries_of(self) -> Mapping[str, Places]:
        """What is entered on each sheet, by the sheet's title, with the printed key of each row."""
        found: dict[str, list[Place]] = {table.sheet: [] for table in self.tables}
        for field in self.fields:
            found.setdefault(field.place.sheet, []).append(field.place)
        for table in self.tables:
            places = table.places(table.rows or 1)
            found[table.sheet] += (places[column.name] for column in table.entries)
        return {sheet: tuple(places) for sheet, places in found.items()}

    @cached_property
    def without_entries(self) -> frozenset[str]:
        """The sheets that it has for something else than entries."""
        return self.other_sheets.union((CHECK, LISTS, WORKING), (place.sheet for place in self.stamp))

    @cached_property
    def entry_names(self) -> frozenset[str]:
        """The names of all that is entered."""
        return frozenset(place.name for places in self.entries_of.values() for place in places)

    @cached_property
    def labels_of(self) -> Mapping[str, frozenset[str]]:
        """The labels of each sheet, as they are compared."""
        return {
            sheet: frozenset(normalized_label(each.label) for each in places)
            for sheet, places in self.entries_of.items()
        }

    @cached_property
    def printed_labels_of(self) -> Mapping[str, frozenset[str]]:
        """The labels of each sheet, as the form prints them."""
        return {sheet: frozenset(each.label for each in places) for sheet, places in self.entries_of.items()}

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels of all sheets, as they are compared."""
        return frozenset().union(*self.labels_of.values())

    @cached_property
    def singles(self) -> Mapping[str, Place]:
        """Every name of one cell."""
        return {each.name: each for each in (*(field.place for field in self.fields), *self.results, *self.stamp)}

    @cached_property
    def not_needed(self) -> frozenset[str]:
        """The names of one cell on which nothing that is calculated rests."""
        entered = (field.place.name for field in self.fields if not field.is_needed)
        return frozenset((*entered, *(each.name for each in (*self.results, *self.stamp))))

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every name; of a table that is not free its first row."""
        columns = (table.places(table.rows or 1) for table in self.tables)
        return {**{name: place for each in columns for name, place in each.items()}, **self.singles}

    @cached_property
    def alike(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the single entries that share a label with others, from left to right, by each label."""
        found: dict[str, tuple[str, ...]] = {}
        for field in self.fields:
            found[field.place.label] = (*found.get(field.place.label, ()), field.place.name)
        return {label: names for label, names in found.items() if len(names) > 1}

    def alike_to(self, place: Place) -> tuple[str, ...]:
        """Return the names of the places that have a place's label, from left to right."""
        return self.alike.get(place.label, (place.name,))

    @cached_property
    def figures(self) -> frozenset[str]:
        """The names of the columns by which a row says something."""
        return frozenset(column.name for table in self.tables for column in table.entries if column.takes.is_figure)

    def figures_on(self, sheet: str) -> frozenset[str]:
        """Return the names by which a sheet says something: its figures, and where it has no table all its entries."""
        if self.key_on(sheet) is not None:
            return self.figures
        return frozenset(place.name for place in self.entries_of[sheet])

    def holds(self, name: str, at: Location) -> bool:
        """Whether a cell is that of a name, or stands in its column below the label."""
        place = self.places[name]
        if name in self.singles:
            return at == place.at()
        return at.sheet == place.sheet and at.column == place.column and at.row >= place.row

    def has_its_own(self, sheet: str, at: Position, *, in_table: bool) -> bool:
        """Whether the form has an entry or a text of its own in a cell; ``in_table`` is whether a table has its row."""
        return at[1] < self.width_of_table(sheet) if in_table else at in self.printed[sheet]

    def cells_on(self, sheet: str, table: frozenset[int]) -> frozenset[Position]:
        """Return where the form has an entry or a text of its own on a sheet; ``table`` are the rows of its table."""
        return _cells_on(self.printed[sheet], self.width_of_table(sheet), table)

    def width_of_table(self, sheet: str) -> int:
        """Return before which column the table of a sheet ends."""
        table = self.table_on(sheet)
        return table.at[1] + len(table.columns)

    def table_on(self, sheet: str) -> Table:
        """Return the table of a sheet that has one."""
        return next(table for table in self.tables if table.sheet == sheet)

    def key_on(self, sheet: str) -> str | None:
        """Return the key column of a sheet's table, ``None`` where it has none."""
        return next((table.key for table in self.tables if table.sheet == sheet), None)


@lru_cache(maxsize=16)
def _cells_on(printed: frozenset[Position], columns: int, table: frozenset[int]) -> frozenset[Position]:
    in_table = ((row, column) for row in table for column in range(columns))
    return frozenset((*in_table, *(at for at in printed if at[0] not in table)))
