"""Folders of reports that go on where the last one ended, and what is found in them, as a test speaks of it."""

from __future__ import annotations

from datetime import date
from typing import Unpack

from support.ledgers import File, ledger_of
from support.tables import PROGRAM, Told, form_data_of
from vbpqip.batch.cross_report.run import run_cross_report_checks
from vbpqip.batch.store import Store
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.program.program import Program

BASELINE = """
| measure            | DY2 Q1   | DY2 Q2   | DY2 Q3   | DY2 Q4   |
| ami-mortality      | 3/52     | 2/47     | 3/55     | 4/58     |
| clabsi             | 1/18904  | 2/18567  | 1/19210  | 2/19688  |
| median-time-to-ecg | -        | -        | -        | 7.5/NA   |
"""

NEXT = """
| measure            | DY2 Q2   | DY2 Q3   | DY2 Q4   | DY3 Q1   | prior    |
| ami-mortality      | 2/47     | 3/55     | 4/58     | 2/51     | 12/212   |
| clabsi             | 2/18567  | 1/19210  | 2/19688  | 0/18800  | 6/76369  |
| median-time-to-ecg | -        | -        | -        | 7/NA     | 7.5/NA   |
"""


def baseline(table: str = BASELINE, **told: Unpack[Told]) -> FormData:
    """Return Nyack's report to Fidelis for the baseline, of other numbers or names where they are told."""
    usual: Told = {
        "facility": "Nyack Hospital", "mco": "Fidelis", "period": "DY2 Q4", "attested_on": date(2017, 7, 27),
    }  # fmt: skip
    usual.update(told)
    return form_data_of(table, **usual)


def following(table: str = NEXT, **told: Unpack[Told]) -> FormData:
    """Return the report of the quarter after the baseline."""
    usual: Told = {
        "facility": "Nyack Hospital", "mco": "Fidelis", "period": "DY3 Q1", "attested_on": date(2017, 10, 27),
    }  # fmt: skip
    usual.update(told)
    return form_data_of(table, **usual)


def across(*files: File, program: Program = PROGRAM) -> Store:
    """Return the ledger of a folder, after its reports were compared with one another."""
    connection = ledger_of(*files, program=program)
    run_cross_report_checks(connection, program)
    return connection


def standings(connection: Store) -> dict[str, str]:
    """Return what each file stands for."""
    return dict(connection.execute("SELECT path, standing FROM standing ORDER BY path").fetchall())


def found_in(connection: Store) -> list[tuple[str, str, str]]:
    """Return the findings across files: path, code, message."""
    query = "SELECT path, code, message FROM finding_across ORDER BY path, code, message"
    return [(str(path), str(code), str(message)) for path, code, message in connection.execute(query)]
