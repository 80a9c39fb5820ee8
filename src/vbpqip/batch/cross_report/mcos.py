"""The reports of a folder that count, and facilities that tell their MCOs different counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import ReceivedReport
from vbpqip.batch.store import Store
from vbpqip.checking.between.mcos import SubjectReport, conflicts, statements_of
from vbpqip.checking.catalogue.cross_report import MCOS_TOLD_DIFFERENTLY
from vbpqip.core.cells import Location
from vbpqip.core.parties import Subject, normalized_name
from vbpqip.core.quarters import Years
from vbpqip.core.reviews import Fact
from vbpqip.program.program import Program
from vbpqip.workbook.ooxml.references import position


def find_mcos_reported_differently(store: Store, program: Program) -> None:
    """Note the reports on a facility and several MCOs that differ."""
    notebook = Notebook(store, program)
    for _, several in groupby(_with_several_mcos(store, program.years), key=_about):
        for report, issue in conflicts(several, program):
            notebook.note(report, MCOS_TOLD_DIFFERENTLY, issue)


def _about(reported: SubjectReport[ReceivedReport]) -> tuple[str, str]:
    return reported.report.kind, normalized_name(reported.subject.facility)


def _with_several_mcos(store: Store, years: Years) -> Iterator[SubjectReport[ReceivedReport]]:
    """Yield what reports of a kind say of facilities of which they name several MCOs, facility by facility."""
    store.run("gather_subjects")
    for *columns, subject, facility, mco, facts in store.rows("subjects_told_to_several"):
        report = ReceivedReport._make(columns)
        about, period = Subject(facility, mco), years.named(report.period)
        assert period is not None  # noqa: S101 -- only a report that names one counts
        own = (_fact(report.kind, about, fact) for of, *fact in json.loads(facts) if of == subject)
        yield SubjectReport(report, report.path, report.sender_normalized, about, period, statements_of(own))
    store.run("scatter_subjects")


def _fact(kind: str, subject: Subject, values: Sequence[Any]) -> Fact:
    period, measure, name, value, sheet, cell = values
    at = None if sheet is None else Location(sheet, *position(cell))
    return Fact(kind, subject, period, measure, name, value, at)
