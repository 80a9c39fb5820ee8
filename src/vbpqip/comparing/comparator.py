"""What a later report is held against, as an earlier report of the pairing says it."""

from __future__ import annotations

from vbpqip.domain.quarters import Quarter
from vbpqip.domain.results import MeasureResult, Performance
from vbpqip.program.program import Program

_BASELINE = "baseline"


def comparator_in(result: MeasureResult, earlier: Quarter, later: Quarter, program: Program) -> Performance | None:
    """Return the comparator of the later period out of a measure's result in the earlier one.

    ``None`` where the earlier report does not say it, or where its entries are at fault.
    """
    if not is_baseline(later, program):
        return result.current if earlier.after(1) == later else None
    if earlier == program.baseline:
        return result.current
    was_baseline = earlier.after(-1) == program.baseline
    kept = was_baseline or is_baseline(earlier, program)
    return result.prior if kept else None


def is_baseline(period: Quarter, program: Program) -> bool:
    """Whether reports of a period are held against the baseline, rather than against the report before."""
    return program.words("qit.comparator", period) == _BASELINE
