"""What is kept of a QIT report to compare others with: the entries of its selected measures, read and spelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from vbpqip.core.cells import NotApplicable, Number
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow
from vbpqip.workbook.answers import NOT_APPLICABLE
from vbpqip.workbook.entries import Field

Pair: TypeAlias = Sequence[str | None]
"""A numerator and a denominator: exact decimals, ``NA``, or ``None`` where one is blank or cannot be read."""

EnteredValues: TypeAlias = Mapping[str, Sequence[Pair]]
"""By the measure's key: the pairs of the window, earliest first, and the prior report's."""

StoredNumbers: TypeAlias = tuple[Decimal, ...]
"""A numerator and its denominator; of an annual measure its result alone."""

_NOTHING: Pair = (None, None)


def reported_values(context: ReviewContext) -> EnteredValues:
    """Return the entries of the selected measures."""
    return {str(row.measure.key): _row(row) for row in context.rows}


def _row(row: ScoredRow) -> list[Pair]:
    prior = _NOTHING if row.prior is None else _pair(row.row.prior)
    return [*map(_pair, row.row.quarters), prior]


def _pair(pair: tuple[Field, Field]) -> Pair:
    return tuple(map(_entry, pair))


def _entry(field: Field) -> str | None:
    match field.entry:
        case Number(value):
            return f"{value:f}"
        case NotApplicable():
            return NOT_APPLICABLE
        case _:
            return None


def numbers(pair: Pair, *, annual: bool = False) -> StoredNumbers | None:
    """Return the numbers of a pair, of an annual measure its result; ``None`` where one is not a number.

    >>> numbers(["2", "4000"]), numbers(["58.4", "NA"], annual=True)
    ((Decimal('2'), Decimal('4000')), (Decimal('58.4'),))
    >>> numbers([None, None]), numbers(["2", "NA"]), numbers(["NA", "NA"], annual=True)
    (None, None, None)
    """
    try:
        return tuple(map(Decimal, pair[:1] if annual else pair))  # type: ignore[arg-type]  # which says so of ``None``
    except (InvalidOperation, TypeError):
        return None


def total(pairs: Sequence[Pair], *, annual: bool) -> StoredNumbers | None:
    """Return the totals of a window, of an annual measure its result; ``None`` where they are not known.

    >>> total([["2", "4000"], ["1", "5000"], ["0", "4500"], ["3", "6500"]], annual=False)
    (Decimal('6'), Decimal('20000'))
    """
    if annual:
        return numbers(pairs[-1], annual=True)
    counts = [found for pair in pairs if (found := numbers(pair)) is not None]
    columns = zip(*counts, strict=True)
    return tuple(sum(column, Decimal()) for column in columns) if len(counts) == len(pairs) else None


def as_text(values: StoredNumbers) -> str:
    """Return numbers as a person reads them.

    >>> as_text((Decimal(2), Decimal(4000)))
    '2 of 4,000'
    """
    return " of ".join(f"{value:,}" for value in values)
