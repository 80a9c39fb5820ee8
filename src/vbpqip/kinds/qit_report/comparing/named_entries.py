"""The entries of a report by what they are called, so that those of two reports meet wherever they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Years
from vbpqip.kinds.qit_report.comparing.comparison import EntryName, FormPart
from vbpqip.kinds.qit_report.form.layout import CONTRACT_TABLE, MEASURES, QUARTERS
from vbpqip.kinds.qit_report.model import MeasureRow, Submission
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.workbook.answers import YES
from vbpqip.workbook.compare import ComparedEntry, compared
from vbpqip.workbook.entry_types import EntryType, KeyType
from vbpqip.workbook.form import Column, Table
from vbpqip.workbook.form_entries import Row

NamedEntries: TypeAlias = Mapping[EntryName, ComparedEntry]

PRIOR_ENTRIES = ("prior numerator", "prior denominator")
"""What the entries of the prior report's result are called."""


class Called(NamedTuple):
    """What the columns of counts and the contracts of a report are called."""

    quarters: Sequence[str]
    contracts: Sequence[str]


def named_entries(submission: Submission, called: Called, years: Years) -> NamedEntries:
    """Return every entry of a report by its name, in the order of the form."""
    form, fields = submission.entries.form, submission.entries.fields
    named = {
        EntryName(FormPart.HEADING, "", 0, each.called): compared(fields[each.place.name], each.entry, years)
        for each in sorted(form.fields, key=lambda each: not each.is_needed)
    }
    quarters = dict(zip((f"quarter_{nth}" for nth in QUARTERS), called.quarters, strict=True))
    columns = _columns(form.table_on(MEASURES.sheet), quarters)
    measures = zip(_numbered(submission.rows), submission.entries.tables[MEASURES.name], strict=True)
    for (measure, nth), row in measures:
        named.update(_row(row, columns, EntryName(FormPart.MEASURE, _key(measure), nth, ""), years))
    columns = _columns(form.table_on(CONTRACT_TABLE.sheet), quarters)
    for row, name in zip(submission.entries.tables[CONTRACT_TABLE.name], called.contracts, strict=True):
        named.update(_row(row, columns, EntryName(FormPart.CONTRACT, name, 0, ""), years))
    return named


def _columns(table: Table, quarters: Mapping[str, str]) -> list[tuple[str, str, EntryType]]:
    """Return the columns of a table: each name, what it is called, and what belongs there."""
    return [(each.name, _called(each, quarters), each.takes) for each in table.in_order]


def _called(column: Column, quarters: Mapping[str, str]) -> str:
    return column.in_a_sentence if column.slot is None else slot_name(column.slot.part, quarters[column.slot.of])


def slot_name(part: str, quarter: str) -> str:
    """Return what an entry of a column under a quarter is called.

    >>> slot_name("numerator", "DY2 Q3")
    'numerator of DY2 Q3'
    """
    return f"{part} of {quarter}"


def _row(
    row: Row, columns: Sequence[tuple[str, str, EntryType]], of: EntryName, years: Years
) -> Iterator[tuple[EntryName, ComparedEntry]]:
    """Yield the entries of a row; what tells the row is the same in both reports."""
    for name, called, entry in columns:
        field = row[name]
        found = ComparedEntry(field.at) if isinstance(entry, KeyType) else compared(field, entry, years)
        yield of._replace(entry=called), found


def row_names(context: ReviewContext, called: Called) -> Mapping[tuple[FormPart, str, int], str]:
    """Return what a person calls each row."""
    found: dict[tuple[FormPart, str, int], str] = {(FormPart.HEADING, "", 0): "Heading"}
    for row, nth in _numbered(context.submission.rows):
        found[FormPart.MEASURE, _key(row), nth] = context.measure_name(row) + (f", row {nth + 1} of it" if nth else "")
    for contract, name in zip(context.submission.contracts, called.contracts, strict=True):
        found[FormPart.CONTRACT, name, 0] = contract.called
    return found


def _numbered(rows: Sequence[MeasureRow]) -> Iterator[tuple[MeasureRow, int]]:
    """Yield rows, each with how many of its key stand above it."""
    times: Counter[str] = Counter()
    for row in rows:
        yield row, times[_key(row)]
        times[_key(row)] += 1


def _key(row: MeasureRow) -> str:
    return row.key.text or row.title.text


def is_used(entries: NamedEntries) -> bool:
    """Whether the facility entered anything in a measure's row: figures, or that it is selected."""
    return any(
        isinstance(entry.meaning, Decimal) or (name.entry == "selected" and entry.meaning == YES.casefold())
        for name, entry in entries.items()
    )
