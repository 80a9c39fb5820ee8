"""Comparator: which earlier report says what a result is compared with, and in which of its columns.

Assumed (parameter ``qit.comparator``): a result is compared with that of the report of the quarter before. Where a
pairing agreed on the baseline instead, the baseline's report says it with its own totals, and every later report that
was compared with the baseline too repeats it in its prior columns.
"""

from __future__ import annotations

from enum import Enum

from vbpqip.core.quarters import Quarter
from vbpqip.program.program import Program

COMPARED_WITH = "qit.comparator"
"""The number of the program that says it."""

_BASELINE = "baseline"


class Columns(Enum):
    """Where a report tells the comparator of a later one: by its own totals, or in its prior columns."""

    OWN = "own"
    PRIOR = "prior"


def is_baseline_compared(period: Quarter, program: Program) -> bool:
    """Whether the results of a period are compared with the baseline, rather than with the report before."""
    return program.words(COMPARED_WITH, period) == _BASELINE


def compared_period(period: Quarter, program: Program) -> Quarter:
    """Return the period whose results those of a period are compared with."""
    return program.baseline if is_baseline_compared(period, program) else period.after(-1)


def where_reported(earlier: Quarter, later: Quarter, program: Program) -> Columns | None:
    """Return where the earlier period's report tells the comparator of the later one, ``None`` where it does not.

    >>> from vbpqip.program.loading import load_program
    >>> baseline = load_program().baseline
    >>> where_reported(baseline, baseline.after(1), load_program())
    <Columns.OWN: 'own'>
    """
    if earlier >= later:
        return None
    if not is_baseline_compared(later, program):
        return Columns.OWN if earlier.after(1) == later else None
    if earlier == program.baseline:
        return Columns.OWN
    follows = earlier.after(-1) == program.baseline
    return Columns.PRIOR if follows or is_baseline_compared(earlier, program) else None
