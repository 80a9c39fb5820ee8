"""The tables as CSV files, written as they grow; text never begins like a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TextIO, TypeAlias

import pandas as pd

from vbpqip.output.atomic_files import AtomicFiles
from vbpqip.output.plain import for_csv
from vbpqip.summary.columns import FINDINGS_TABLE, MEASURES_TABLE, RESULTS_TABLE, ColumnType, TableOf, tables
from vbpqip.summary.rows import TableLine, finding_lines, measure_lines, result_line
from vbpqip.summary.stored_files import StoredFile

Frames: TypeAlias = dict[str, pd.DataFrame]
"""The lines of some files, by the name of their table."""


def frames_of(chunk: Sequence[StoredFile]) -> Frames:
    """Return the lines of some files as data frames."""
    results = tables()[0]
    return {
        RESULTS_TABLE.name: _frame(results, map(result_line, chunk)),
        FINDINGS_TABLE.name: _frame(FINDINGS_TABLE, (line for stored in chunk for line in finding_lines(stored))),
        MEASURES_TABLE.name: _frame(MEASURES_TABLE, (line for stored in chunk for line in measure_lines(stored))),
    }


def _frame(table: TableOf, lines: Iterable[TableLine]) -> pd.DataFrame:
    names = [column.name for column in table.columns]
    return pd.DataFrame(list(lines), columns=names, dtype="object")


@contextmanager
def csv_tables(atomic: AtomicFiles) -> Iterator[Callable[[Frames], None]]:
    """Open the CSV files with their headings, and hand out what adds lines to them."""
    with ExitStack() as opened:
        files = {table: _opened(opened, atomic, table) for table in tables()}

        def add(frames: Frames) -> None:
            for table, file in files.items():
                _append(file, table, frames[table.name])

        yield add


def _opened(opened: ExitStack, atomic: AtomicFiles, table: TableOf) -> TextIO:
    file = opened.enter_context(atomic.temporary(table.file).open("w", encoding="utf-8-sig", newline=""))
    _append(file, table, _frame(table, ()), heading=True)
    return file


def _append(file: TextIO, table: TableOf, frame: pd.DataFrame, *, heading: bool = False) -> None:
    frame = frame.copy()
    for column in table.columns:
        if column.received:
            frame[column.name] = [value and for_csv(value) for value in frame[column.name]]
        elif column.kind is ColumnType.FLAG:
            frame[column.name] = [None if value is None else str(value).lower() for value in frame[column.name]]
    frame.to_csv(file, header=heading, index=False, lineterminator="\r\n")
