"""Filling in a form from facts: a row for each facility that they speak of, in the columns that hold such facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.reviews import Fact
from vbpqip.workbook.entry_types import EntryKey, NumberType, Raw
from vbpqip.workbook.form import Column, Form, Table


class FilledIn(NamedTuple):
    """Entries that are filled in, and are to be locked; in words what stays open."""

    values: Mapping[EntryKey, Raw]
    left_open: tuple[str, ...] = ()


def filled_from(form: Form, facts: Iterable[Fact]) -> FilledIn:
    """Return what facts without a measure fill in of the free tables that have columns for them.

    Rows are in the order of the facilities' names. Where facts of one name about one facility and MCO differ, none of
    them is taken.
    """
    every = [fact for fact in facts if fact.measure is None]
    values: dict[EntryKey, Raw] = {}
    left_open: list[str] = []
    for table in form.tables:
        for nth, (facility, row) in enumerate(_rows(table, every)):
            if nth >= table.rows:
                left_open.append(f"{facility}: no row is left.")
                continue
            values[table.key, nth] = facility
            for column in _columns(table):
                known = row.get(column.fact, [])
                value = _value(column, known)
                if value is None:
                    differ = f" ({' and '.join(known)} are told)" if len(known) > 1 else ""
                    left_open.append(f"{facility}: {column.in_a_sentence}{differ}.")
                else:
                    values[column.name, nth] = value
    return FilledIn(values, tuple(left_open))


def _columns(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.entries if column.fact)


def _rows(table: Table, facts: Iterable[Fact]) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    """Yield each facility that a table has columns for, with all that is told of it, by name."""
    wanted = {column.fact for column in _columns(table)}
    rows: dict[tuple[str, str], tuple[str, dict[str, list[str]]]] = {}
    for fact in facts:
        if fact.name in wanted:
            subject = normalized_name(fact.subject.facility), normalized_name(fact.subject.mco or "")
            known = rows.setdefault(subject, (fact.subject.facility, {}))[1].setdefault(fact.name, [])
            if fact.value not in known:
                known.append(fact.value)
    for subject in sorted(rows):
        yield rows[subject]


def _value(column: Column, known: Sequence[str]) -> Raw | None:
    """Return what stands in a cell; ``None`` unless one thing is told that a cell holds exactly."""
    if len(known) != 1:
        return None
    if not isinstance(column.takes, NumberType):
        return known[0]
    return None if "/" in known[0] else Decimal(known[0])
