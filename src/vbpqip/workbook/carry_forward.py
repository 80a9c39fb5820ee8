"""What the next report's form takes over of a row of the last report: each column as it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vbpqip.core.cells import Day, Number
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.entry_types import AnyField, EntryType, ListedValue, Raw
from vbpqip.workbook.form import Carry, Column, Table
from vbpqip.workbook.form_entries import Row


def carried_entries(table: Table, row: Row, lists: Mapping[str, Sequence[ListedValue]]) -> Iterator[tuple[Column, Raw]]:
    """Yield what is typed in the next form's row for the entries of a free table's row to be the same.

    ``lists`` are what the next form offers; a choice that it does not offer is left out.
    """
    columns = (each for each in table.entries if each.carry is not Carry.NO and each.name in row)
    values = ((each, _raw(row[each.name], each.takes, lists)) for each in columns)
    yield from ((column, raw) for column, raw in values if raw is not None)


def shifted_entries(
    table: Table, row: Row, lists: Mapping[str, Sequence[ListedValue]], *, before: str, after: str
) -> Iterator[tuple[Column, Raw]]:
    """Yield the same for the columns named after the entry ``after``: what the row has under the entry ``before``."""
    under = {each.slot.part: each.name for each in table.slots_of(before) if each.slot}
    columns = ((each, each.slot) for each in table.slots_of(after) if each.carry is not Carry.NO)
    values = ((each, _raw(row[under[slot.part]], each.takes, lists)) for each, slot in columns if slot)
    yield from ((column, raw) for column, raw in values if raw is not None)


def _raw(field: AnyField, entry: EntryType, lists: Mapping[str, Sequence[ListedValue]]) -> Raw | None:
    """Return what is typed for an entry to be the same; ``None`` where that is nothing, or none of those it may be."""
    if isinstance(field, TextField):
        return _text(field, lists[entry.offers] if entry.offers and entry.is_strict else (field.text,))
    match field.entry:
        case Number(value):
            return int(value) if value == int(value) else value
        case Day(value):
            return value
        case _:
            return None


def _text(field: TextField, offered: Sequence[ListedValue]) -> str | None:
    return next((each for each in offered if isinstance(each, str) and field.reads(each)), None) or None
