"""Completed reports for tests of what is printed: one small report that is met, and variations of it."""

from __future__ import annotations

from typing import TypeAlias

from support.tables import form_data_of
from support.written import written_form
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.workbook.entry_types import EntryKey, Raw

Changes: TypeAlias = dict[EntryKey, Raw | None]
"""Entries to change; ``None`` blanks one."""

_TABLE = """
| measure            | q1     | q2     | q3     | q4     | prior   |
| clabsi             | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
| ami-mortality      | 1/40   | 2/50   | 0/45   | 3/65   | 5/200   |
| median-time-to-ecg | -      | -      | -      | 8/NA   | 8/NA    |
"""


def form_data_of_report(changes: Changes | None = None) -> FormData:
    """Return a report of DY3 Q1: CLABSI improved, AMI mortality worsened, median time to ECG maintained, no credit."""
    return form_data_of(_TABLE, attested_by="A. Clerk", entries=changes or {})


def report(changes: Changes | None = None) -> bytes:
    """Return the report as an xlsx file, some of its entries changed."""
    return written_form(form_data_of_report(changes))
