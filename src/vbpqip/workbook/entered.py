"""What was entered into a form, as plain texts by the form's names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vbpqip.core.cells import Blank, Day, NotApplicable, Number, Unreadable
from vbpqip.core.reviews import Entered
from vbpqip.workbook.answers import NOT_APPLICABLE
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.entry_types import AnyField
from vbpqip.workbook.form_entries import Entries


def entered_in(entries: Entries) -> Entered:
    """Return what was entered into a form; of a row first what it is."""
    tables = {
        table.name: tuple(_texts((each.name for each in table.in_order), row) for row in entries.tables[table.name])
        for table in entries.form.tables
    }
    return Entered(fields=_texts(entries.fields, entries.fields), tables=tables)


def _texts(names: Iterable[str], fields: Mapping[str, AnyField]) -> dict[str, str | None]:
    return {name: _held(fields[name]) for name in names}


def _held(field: AnyField) -> str | None:
    """Return what an entry holds: an exact decimal, an ISO date, or the text of its cell; ``None`` if it is blank."""
    if isinstance(field, TextField):
        return field.text or None
    return _HELD[type(field.entry)](field.entry)


_HELD: Mapping[type, Callable[[Any], str | None]] = {
    Number: lambda number: f"{number.value:f}",
    Day: lambda day: day.value.isoformat(),
    NotApplicable: lambda _: NOT_APPLICABLE,
    Unreadable: lambda unreadable: unreadable.text,
    Blank: lambda _: None,
}
