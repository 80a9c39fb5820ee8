"""Filling in a form from facts: a row for each facility that they speak of, in the columns that hold such facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

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

    Rows are in the order of the facilities' names. Of two facts of one name about one facility and MCO the first is
    taken.
    """
    every = [fact for fact in facts if fact.measure is None]
    values: dict[EntryKey, Raw] = {}
    left_open: list[str] = []
    for table in form.tables:
        for nth, row in enumerate(_rows(table, every)):
            facility = next(iter(row.values())).subject.facility
            if nth >= table.rows:
                left_open.append(f"{facility}: no row is left.")
                continue
            values[table.key, nth] = facility
            for column in _columns(table):
                value = _value(column, row.get(column.fact))
                if value is None:
                    left_open.append(f"{facility}: {column.in_a_sentence}.")
                else:
                    values[column.name, nth] = value
    return FilledIn(values, tuple(left_open))


def _columns(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.entries if column.fact)


def _rows(table: Table, facts: Iterable[Fact]) -> Iterator[Mapping[str, Fact]]:
    """Yield the facts of each facility that a table has columns for, by name."""
    wanted = {column.fact for column in _columns(table)}
    rows: dict[tuple[str, str], dict[str, Fact]] = {}
    for fact in facts:
        if fact.name in wanted:
            subject = normalized_name(fact.subject.facility), normalized_name(fact.subject.mco or "")
            rows.setdefault(subject, {}).setdefault(fact.name, fact)
    for subject in sorted(rows):
        yield rows[subject]


def _value(column: Column, fact: Fact | None) -> Raw | None:
    """Return what stands in a cell; ``None`` where nothing is told, and where a cell holds no such fraction exactly."""
    if fact is None or not isinstance(column.takes, NumberType):
        return None if fact is None else fact.value
    return None if "/" in fact.value else Decimal(fact.value)
