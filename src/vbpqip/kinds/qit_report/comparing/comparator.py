"""What a later report is compared with, as an earlier report of the pairing says it."""

from __future__ import annotations

from vbpqip.core.quarters import Quarter
from vbpqip.core.results import MeasureResult, Performance
from vbpqip.program.program import Program
from vbpqip.rules.comparator import Columns, where_reported


def comparator_in(result: MeasureResult, earlier: Quarter, later: Quarter, program: Program) -> Performance | None:
    """Return the comparator of the later period out of a measure's result in the earlier one.

    ``None`` where the earlier report does not say it, or not yet, or where its entries are invalid.
    """
    columns = where_reported(earlier, later, program)
    if columns is None:
        return None
    if columns is Columns.OWN:
        return None if result.pending else result.current
    return result.prior
