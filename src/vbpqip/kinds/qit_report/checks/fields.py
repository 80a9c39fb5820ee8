"""The entries of selected measures, by what belongs in them."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.cells import Number
from vbpqip.core.measures import MINUTES, Measure
from vbpqip.kinds.qit_report.review_context import NamedField, ReviewContext
from vbpqip.program.program import Program


def early_fields(context: ReviewContext) -> Iterator[list[NamedField]]:
    """Yield, for each annual measure, the entries that stay blank."""
    for row in context.rows:
        if row.measure.annual:
            yield [field for pair in row.quarters[:-1] for field in pair]


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
