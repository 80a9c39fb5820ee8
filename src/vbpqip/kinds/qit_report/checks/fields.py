"""The entries of selected measures, by what belongs in them."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.cells import Number
from vbpqip.core.measures import MINUTES, Measure
from vbpqip.kinds.qit_report.form.layout import CONTRACT_TABLE, MEASURES
from vbpqip.kinds.qit_report.review_context import NamedField, NamedPair, ReviewContext
from vbpqip.kinds.qit_report.submission import OF_RULES, ContractRow, MeasureRow
from vbpqip.program.program import Program
from vbpqip.workbook.entry_types import AnyField


def count_fields(context: ReviewContext) -> Iterator[NamedField]:
    """Return the entries in which counts belong."""
    return (field for pair in context.counted for field in pair)


def result_pairs(context: ReviewContext) -> Iterator[NamedPair]:
    """Yield the pairs in which an annual result and ``NA`` belong, the comparator last."""
    for row in context.rows:
        if row.measure.annual:
            yield row.quarters[-1]
            if row.prior is not None:
                yield row.prior


def early_fields(context: ReviewContext) -> Iterator[list[NamedField]]:
    """Yield, for each annual measure, the entries that stay blank."""
    for row in context.rows:
        if row.measure.annual:
            yield [field for pair in row.quarters[:-1] for field in pair]


def read_fields(context: ReviewContext) -> Iterator[NamedField]:
    """Return the entries that a result is calculated from."""
    return (field for pair in (*context.counted, *result_pairs(context)) for field in pair)


def further_entries(context: ReviewContext) -> Iterator[tuple[str, AnyField]]:
    """Yield the entries of columns that no rule reads, each with its title: such as one that is only to be told."""
    entries, submission = context.submission.entries, context.submission
    measures = zip(submission.rows, entries.tables.get(MEASURES.name, ()), strict=False)
    contracts = zip(submission.contracts, entries.tables.get(CONTRACT_TABLE.name, ()), strict=False)
    named = (
        (MEASURES.sheet, ((measure_name(context, each), row) for each, row in measures if each.is_selected)),
        (CONTRACT_TABLE.sheet, ((contract_name(each), row) for each, row in contracts)),
    )
    for sheet, rows in named:
        further = [each for each in entries.form.table_on(sheet).entries if each.name not in OF_RULES]
        if further:
            yield from ((f"{name}, {each.in_a_sentence}", row[each.name]) for name, row in rows for each in further)


def measure_name(context: ReviewContext, row: MeasureRow) -> str:
    """Return what a row is called: its measure's title, else its key, else its place."""
    key = row.key.text
    return context.menu[key].short_title if key in context.menu else key or f"Row {row.key.at.row + 1}"


def contract_name(row: ContractRow) -> str:
    """Return what a contract is called."""
    return f"Contract with {row.mco.text}" if row.mco.text else f"Contract in row {row.status.at.row + 1}"


def highest_likely_key(program: Program, measure: Measure) -> str | None:
    """Return the parameter from which on a measure's result is unlikely, ``None`` where no number is known."""
    own = f"checks.highest_likely_{measure.key.replace('-', '_')}"
    if own in program.parameters:
        return own
    return "checks.longest_median" if measure.unit == MINUTES else None


def highest_likely(context: ReviewContext, measure: Measure) -> int | None:
    """Return the highest likely result of a measure, ``None`` where none is known."""
    key = highest_likely_key(context.program, measure)
    return None if key is None else context.program.whole(key, context.rules_of)


def is_result(field: NamedField) -> bool:
    """Whether the entry is an annual result that can be meant."""
    match field.field.entry:
        case Number(value):
            measure = field.measure
            return 0 <= value <= (measure.highest_result or field.largest) and not measure.looks_mistyped(value)
        case _:
            return False
