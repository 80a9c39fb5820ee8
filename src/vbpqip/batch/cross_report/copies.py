"""Files that are copies of one another, and numbers that two facilities have in common."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import ReceivedReport, received_in
from vbpqip.batch.store import Store
from vbpqip.checking.between.copies import Alike, numbers_in_common, same_file_again
from vbpqip.checking.between.versions import VersionStatus
from vbpqip.checking.catalogue.cross_report import SAME_NUMBERS_AS_ANOTHER_FACILITY
from vbpqip.program.program import Program


def find_copies(store: Store, program: Program) -> None:
    """Note each file that is a copy, and each report whose numbers another facility has too."""
    notebook = Notebook(store, program)
    for _, same in groupby(received_in(store, "reports_of_the_same_content"), key=lambda report: report.sha256):
        _note_copies(store, notebook, list(same))
    in_common = received_in(store, "reports_of_the_same_entries")
    for _, alike in groupby(in_common, key=lambda report: report.entries_digest):
        _note_in_common(notebook, list(alike))


def _note_copies(store: Store, notebook: Notebook, same: Sequence[ReceivedReport]) -> None:
    original = next((report for report in same if _is_compared(store, report)), same[0])
    for report in same:
        if report is not original:
            notebook.keep(report, same_file_again(report.path, original.path))


def _is_compared(store: Store, report: ReceivedReport) -> bool:
    return VersionStatus(store.value("version_status", (report.path,))).is_compared


def _note_in_common(notebook: Notebook, alike: Sequence[ReceivedReport]) -> None:
    for nth, issue in numbers_in_common([Alike(report.facility, report.path) for report in alike]):
        notebook.note(alike[nth], SAME_NUMBERS_AS_ANOTHER_FACILITY, issue)
