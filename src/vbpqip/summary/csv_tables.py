"""The tables as CSV files, written as they grow; text never begins like a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, TypeAlias

from vbpqip.batch.store import Store
from vbpqip.output.atomic_files import AtomicFiles
from vbpqip.output.plain import for_csv
from vbpqip.summary.attendance import BY_PAIRING, attendance
from vbpqip.summary.columns import (
    FINDINGS_TABLE,
    MEASURES_TABLE,
    RESULTS_TABLE,
    ROSTER_TABLE,
    ColumnType,
    TableColumn,
    TableOf,
    tables,
)
from vbpqip.summary.rows import TableLine, finding_lines, measure_lines, result_line, roster_line
from vbpqip.summary.stored_files import StoredFile

LinesOfTables: TypeAlias = Mapping[str, Sequence[TableLine]]
"""The lines of some files, by the name of their table."""

_Added: TypeAlias = Mapping[str, Iterable[TableLine]]


def lines_of_tables(chunk: Sequence[StoredFile]) -> LinesOfTables:
    """Return the lines of some files."""
    return {
        RESULTS_TABLE.name: [result_line(stored) for stored in chunk],
        FINDINGS_TABLE.name: [line for stored in chunk for line in finding_lines(stored)],
        MEASURES_TABLE.name: [line for stored in chunk for line in measure_lines(stored)],
    }


def roster_lines(store: Store) -> _Added:
    """Return who was expected and what was received."""
    return {ROSTER_TABLE.name: map(roster_line, attendance(store, BY_PAIRING))}


@contextmanager
def csv_tables(atomic: AtomicFiles) -> Iterator[Callable[[_Added], None]]:
    """Open the CSV files with their headings, and hand out what adds lines to them."""
    with ExitStack() as opened:
        adding = {table.name: _opened(opened, atomic, table) for table in tables()}

        def add(lines: _Added) -> None:
            for name, several in lines.items():
                adding[name](several)

        yield add


def _opened(opened: ExitStack, atomic: AtomicFiles, table: TableOf) -> Callable[[Iterable[TableLine]], None]:
    """Open the file of a table, write its headings, and return what adds lines to it."""
    file = opened.enter_context(atomic.temporary(table.file).open("w", encoding="utf-8-sig", newline=""))
    writer = csv.writer(file)
    writer.writerow([column.name for column in table.columns])
    spelled = [(nth, spell) for nth, spell in enumerate(map(_spelling, table.columns)) if spell is not None]
    return lambda lines: writer.writerows(_written(line, spelled) for line in lines)


def _spelling(column: TableColumn) -> Callable[[Any], str] | None:
    """Return how a value of a column is written, ``None`` where it is written as it is."""
    if column.received:
        return for_csv
    return _flag if column.kind is ColumnType.FLAG else None


def _flag(value: bool) -> str:  # noqa: FBT001 -- a value of a column
    return str(value).lower()


def _written(line: TableLine, spelled: Iterable[tuple[int, Callable[[Any], str]]]) -> list[Any]:
    values = list(line)
    for nth, spell in spelled:
        if values[nth] is not None:
            values[nth] = spell(values[nth])
    return values
