"""Entries of the reports of a folder that reports of another kind give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import ReceivedReport
from vbpqip.batch.store import Store
from vbpqip.checking.between.other_kinds import StatedFact, entries_otherwise
from vbpqip.checking.catalogue.cross_report import ENTRY_NOT_OF_ITS_REPORT
from vbpqip.core.parties import Subject
from vbpqip.kinds.registry import known
from vbpqip.kinds.together import facts_in_columns
from vbpqip.program.program import Program


def find_entries_of_other_kinds(store: Store, program: Program) -> None:
    """Note the entries that are not what a report of another kind says."""
    notebook = Notebook(store, program)
    for _, several in groupby(_stated_in(store), key=lambda each: each.about):
        for report, issue in entries_otherwise(list(several)):
            notebook.note(report, ENTRY_NOT_OF_ITS_REPORT, issue)


def _stated_in(store: Store) -> Iterator[StatedFact[ReceivedReport]]:
    """Yield what reports that count say of what columns of the known kinds hold, in the order of what it is about."""
    names = sorted(facts_in_columns(known()))
    if not names:
        return
    for *columns, facility, mco, period, measure, name, value, sheet in store.rows(
        "facts_of_names", (json.dumps(names),)
    ):
        report = ReceivedReport._make(columns)
        is_entered = sheet is not None
        subject = Subject(facility, mco)
        yield StatedFact(report, report.path, report.kind, subject, period, measure, name, value, is_entered)
