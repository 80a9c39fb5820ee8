"""What the reports of a folder say of one another: which of them count, where they contradict, who is missing.

All of it is made from the ledger, in sorted order and report by report, so that no folder is too large; it depends on
what the folder holds, never on the order of the files.
"""

from __future__ import annotations

from vbpqip.batch.baselines import Baselines, digest_of
from vbpqip.batch.cross_report.copies import find_copies
from vbpqip.batch.cross_report.fingerprint import BESIDE, fingerprint, is_current, keep_fingerprint
from vbpqip.batch.cross_report.late import find_late
from vbpqip.batch.cross_report.mcos import find_mcos_reported_differently
from vbpqip.batch.cross_report.other_kinds import find_entries_of_other_kinds
from vbpqip.batch.cross_report.previous import find_differences_between_periods
from vbpqip.batch.cross_report.reports import gather, scatter
from vbpqip.batch.expected import expect
from vbpqip.batch.store import Store
from vbpqip.batch.version_status import decide_version_statuses, reject_blocked
from vbpqip.program.program import Program

_KEY = "across"
_NONE_GIVEN: Baselines = {}


def run_cross_report_checks(store: Store, program: Program, baselines: Baselines = _NONE_GIVEN) -> None:
    """Fill the tables ``standing``, ``finding_across``, ``open_rule`` and ``expected``, all or none.

    Nothing is done where they are current.
    ``baselines`` are reports of the baseline that are not in the folder.

    Raises:
        sqlite3.Error: The ledger cannot be read or written; its tables are then as they were.
    """
    beside = digest_of(baselines)
    now = fingerprint(store, program, beside)
    if is_current(store, _KEY, now):
        return
    with store.together_within():
        store.run("clear_cross_report")
        gather(store)
        decide_version_statuses(store, program)
        find_copies(store, program)
        find_late(store, program)
        find_differences_between_periods(store, program, baselines)
        find_mcos_reported_differently(store, program)
        find_entries_of_other_kinds(store, program)
        reject_blocked(store)
        expect(store, program)
        scatter(store)
        for table in ("every_version_status", "every_cross_report_finding", "every_open_rule", "every_expected"):
            store.note_seal(table)
        keep_fingerprint(store, BESIDE, beside)
        keep_fingerprint(store, _KEY, now)
