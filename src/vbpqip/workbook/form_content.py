"""What a form is written with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vbpqip.core.findings import Severity
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.entry_types import EntryKey, ListedValue, Raw
from vbpqip.workbook.expr import Expr
from vbpqip.workbook.form import Form, Table
from vbpqip.workbook.tested import TestedCell


class FormContent(NamedTuple):
    """What stands in a form: entries, those that are locked, lists of drop-downs, its stamp, and its live results.

    ``rows`` says how many rows each table has that is not free. ``left_open`` says what an earlier workbook had, and
    this one has not. ``tested`` are the cells that the form looks at in itself: it then lists what is open on a sheet
    of its own, and tells in its result ``ready``, if it has one, whether anything is to fix. ``severities`` are, by
    code, those that are taken otherwise than they are; ``None`` is not told.
    """

    form: Form
    values: Mapping[EntryKey, Raw]
    locked: frozenset[EntryKey] = frozenset()
    rows: Mapping[str, int] = {}
    lists: Mapping[str, Sequence[ListedValue]] = {}
    stamp: Mapping[str, str] = {}
    left_open: tuple[str, ...] = ()
    live: Mapping[EntryKey, Expr] = {}
    tested: tuple[TestedCell, ...] = ()
    severities: Mapping[str, Severity | None] = {}

    def rows_of(self, table: Table) -> int:
        """Return how many rows a table has."""
        return table.rows or self.rows[table.name]
