"""The entries of a report as the ledger keeps them, read and spelled."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from vbpqip.batch.cross_report.reports import Pair

StoredNumbers: TypeAlias = tuple[Decimal, ...]
"""A numerator and its denominator; of an annual measure its result alone."""


def numbers(pair: Pair | None) -> StoredNumbers | None:
    """Return the numbers of a pair, ``None`` where one is blank, or the result is ``NA``.

    >>> numbers(["2", "4000"]), numbers(["58.4", "NA"])
    ((Decimal('2'), Decimal('4000')), (Decimal('58.4'),))
    >>> numbers([None, None]), numbers(["NA", "NA"])
    (None, None)
    """
    numerator, denominator = pair or (None, None)
    if numerator is None or denominator is None:
        return None
    try:
        return (Decimal(numerator),) if denominator == "NA" else (Decimal(numerator), Decimal(denominator))
    except InvalidOperation:
        return None


def total(pairs: Sequence[Pair | None], *, annual: bool) -> StoredNumbers | None:
    """Return the totals of a window, of an annual measure its result; ``None`` where they are not known.

    >>> total([["2", "4000"], ["1", "5000"], ["0", "4500"], ["3", "6500"]], annual=False)
    (Decimal('6'), Decimal('20000'))
    """
    if annual:
        return numbers(pairs[-1])
    counts = [found for pair in pairs if (found := numbers(pair)) is not None]
    columns = zip(*counts, strict=True)
    return tuple(sum(column, Decimal()) for column in columns) if len(counts) == len(pairs) else None


def as_text(values: StoredNumbers) -> str:
    """Return numbers as a person reads them.

    >>> as_text((Decimal(2), Decimal(4000)))
    '2 of 4,000'
    """
    return " of ".join(f"{value:,}" for value in values)
