"""Completed reports for tests of what is printed: one small report that is met, and variations of it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TypeAlias

from support.quarters import Quarter
from vbpqip.program.loading import load_program
from vbpqip.writing.filling import EntryKey, Filling, Raw, empty_filling
from vbpqip.writing.template import workbook_for

Changes: TypeAlias = dict[EntryKey, Raw | None]
"""Entries to change; ``None`` blanks one."""

_MEASURES = ("clabsi", "ami-mortality", "median-time-to-ecg")
_CLABSI, _AMI, _ECG = 4, 0, 9


def filling_of_report(changes: Changes | None = None) -> Filling:
    """Return a report of DY3 Q1: CLABSI improved, AMI mortality worsened, median time to ECG maintained, no credit."""
    program = load_program()
    empty = empty_filling(
        program, period=Quarter(3, 1), facility="Interfaith Medical Center", mco="Fidelis", selected=_MEASURES
    )
    entries: dict[EntryKey, Raw | None] = {
        **empty.entries,
        ("prepared_by", 0): "A. Clerk",
        ("prepared_on", 0): date(2017, 10, 20),
    }
    for row, counts, prior in (
        (_CLABSI, ((2, 4000), (1, 5000), (0, 4500), (3, 6500)), (7, 20000)),
        (_AMI, ((1, 40), (2, 50), (0, 45), (3, 65)), (5, 200)),
    ):
        for quarter, (numerator, denominator) in enumerate(counts, start=1):
            entries[f"numerator_{quarter}", row], entries[f"denominator_{quarter}", row] = numerator, denominator
        entries["prior_numerator", row], entries["prior_denominator", row] = prior
    entries["numerator_4", _ECG], entries["prior_numerator", _ECG] = 8, 8
    entries.update(changes or {})
    kept = {key: value for key, value in entries.items() if value is not None}
    return Filling(program=program, measures=empty.measures, entries=kept)


def report(changes: Changes | None = None) -> bytes:
    """Return the report as an xlsx file, some of its entries changed."""
    return _written(tuple((key, type(value), value) for key, value in (changes or {}).items()))


@cache
def _written(changes: tuple[tuple[EntryKey, type, Raw | None], ...]) -> bytes:
    """Write a report once; 1, 1.0 and ``True`` are equal, and make three reports."""
    return workbook_for(filling_of_report({key: value for key, _, value in changes}))
