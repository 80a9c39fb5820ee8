"""The tables of a batch's results as pandas data frames, as its CSV files have them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from vbpqip.core.errors import BatchError
from vbpqip.summary.columns import ColumnType, TableOf, tables

_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.WHOLE: "Int64",
    ColumnType.NUMBER: "Float64",
    ColumnType.FLAG: "boolean",
    ColumnType.DAY: "string",
}
"""Types of pandas that know a missing value; days are made of their texts."""


def frames_in(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the tables in a folder of results by their names, with the columns that :func:`tables` describes.

    Raises:
        BatchError: The folder has not all of them.
    """
    absent = [table.file for table in tables() if not (folder / table.file).is_file()]
    if absent:
        reason = f"it has no {', '.join(absent)}. Give the folder that 'vbpqip batch' wrote its results to, by --out."
        raise BatchError(str(folder), reason)
    return {table.name: _frame(folder, table) for table in tables()}


def _frame(folder: Path, table: TableOf) -> pd.DataFrame:
    """Return a table; what is empty is missing, and ``NA`` is what a report says of an annual measure."""
    types = {column.name: _TYPES[column.kind] for column in table.columns}
    days = [column.name for column in table.columns if column.kind is ColumnType.DAY]
    frame = pd.read_csv(folder / table.file, encoding="utf-8-sig", dtype=types, keep_default_na=False, na_values=[""])
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in days})
