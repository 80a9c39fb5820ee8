"""Files that are copies of one another, and numbers that two facilities have in common."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import groupby

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import ReceivedReport, received_in
from vbpqip.batch.version_status import VersionStatus
from vbpqip.checking.catalogue.consistency import SAME_NUMBERS_AS_ANOTHER_FACILITY
from vbpqip.checking.catalogue.cross_report import SAME_FILE_AGAIN
from vbpqip.checking.check import Issue
from vbpqip.program.program import Program

_SEVERAL = "sha256 IN (SELECT sha256 FROM temp.sent WHERE sha256 <> '' GROUP BY sha256 HAVING COUNT(*) > 1)"
_IN_COMMON = """
entries_digest IN (
  SELECT entries_digest FROM temp.sent WHERE entries_digest <> '' AND facility_folded <> ''
  GROUP BY entries_digest HAVING COUNT(DISTINCT facility_folded) > 1
)
AND facility_folded <> ''
AND path NOT IN (SELECT path FROM standing WHERE standing IN ('superseded', 'duplicate'))
"""
_ENTRIES = "SELECT entries_digest FROM temp.sent WHERE path = ?"


def find_copies(connection: sqlite3.Connection, program: Program) -> None:
    """Note each file that is a copy, and each report whose numbers another facility has too."""
    notebook = Notebook(connection, program)
    for _, same in groupby(received_in(connection, "by_content", _SEVERAL), key=lambda report: report.sha256):
        _note_copies(connection, notebook, list(same))
    in_common = received_in(connection, "by_entries", _IN_COMMON)
    for _, alike in groupby(
        in_common, key=lambda report: str(connection.execute(_ENTRIES, (report.path,)).fetchone()[0])
    ):
        _note_in_common(notebook, list(alike))


def _note_copies(connection: sqlite3.Connection, notebook: Notebook, same: Sequence[ReceivedReport]) -> None:
    original = next((report for report in same if _counts(connection, report)), same[0])
    for report in same:
        if report is not original:
            message = f"The same file as {original.path}."
            notebook.note(report, SAME_FILE_AGAIN, Issue(None, message, report.path, "a file for each report"))


def _counts(connection: sqlite3.Connection, report: ReceivedReport) -> bool:
    (version_status,) = connection.execute("SELECT standing FROM standing WHERE path = ?", (report.path,)).fetchone()
    return bool(version_status == VersionStatus.COUNTS)


def _note_in_common(notebook: Notebook, alike: Sequence[ReceivedReport]) -> None:
    first = alike[0]
    second = next((report for report in alike if report.facility_folded != first.facility_folded), None)
    if second is None:
        return
    for report in alike:
        other = first if report.facility_folded != first.facility_folded else second
        message = f"The counts are those of {other.facility} in {other.path}."
        issue = Issue(None, message, report.facility, "each facility's own counts")
        notebook.note(report, SAME_NUMBERS_AS_ANOTHER_FACILITY, issue)
