"""A workbook that was saved before it was complete: what is entered in it, as it would be typed on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.entered import entered_in
from vbpqip.workbook.form import Table
from vbpqip.workbook.form_content import FormContent
from vbpqip.workbook.form_entries import Entries

_Row = Mapping[str, str | None]


class SavedEntries(NamedTuple):
    """What is entered, by name and row as in ``facility/0``, and in words what the form has no place for."""

    typed: Mapping[str, str]
    left_open: tuple[str, ...] = ()


def saved_entries(entries: Entries, form: FormContent) -> SavedEntries:
    """Return the entries of a workbook as they are typed into a form; blank cells of a table leave what is printed."""
    entered = entered_in(entries)
    typed = {f"{name}/0": text or "" for name, text in entered.fields.items()}
    left_open: list[str] = []
    for table in entries.form.tables:
        for nth, row in _numbered(entries, table, entered.tables[table.name], form):
            if nth is None:
                left_open.append(f"{row[table.key]}: this form has no row for it.")
            else:
                typed |= {f"{name}/{nth}": text for name, text in row.items() if text is not None}
    return SavedEntries(typed, tuple(left_open))


def _numbered(
    entries: Entries, table: Table, rows: tuple[_Row, ...], form: FormContent
) -> Iterator[tuple[int | None, _Row]]:
    """Yield rows with their numbers on the form: where they stand, or where it has what they are about."""
    printed = {form.values.get((table.key, nth)): nth for nth in range(form.rows_of(table))}
    for fields, row in zip(entries.tables[table.name], rows, strict=True):
        if table.is_free:
            place = entries.locations[table.key].index(fields[table.key].at)
            yield place if place < table.rows else None, row
        else:
            yield printed.get(row[table.key]), row
