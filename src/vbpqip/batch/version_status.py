"""Which of several reports of a folder that are of one kind, sender, receivers and period counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import ReceivedReport, received_in
from vbpqip.batch.store import Store
from vbpqip.checking.between.versions import (
    Candidate,
    VersionDecision,
    VersionStatus,
    decisions_of,
    findings_of,
    values_known_by,
    why_not_accepted,
)
from vbpqip.core.reviews import Status
from vbpqip.program.program import Program


def decide_version_statuses(store: Store, program: Program) -> None:
    """Fill the table ``standing``, and note what is ambiguous or was sent again."""
    notebook = Notebook(store, program)
    for _, several in groupby(received_in(store, "reports_by_version"), key=lambda report: report.version_key):
        for decision in _decisions(store, list(several)):
            report = decision.report
            store.run("add_version_status", (report.path, str(decision.version_status), decision.because))
            for finding in findings_of(decision, report.path, report.received):
                notebook.keep(report, finding)


def _decisions(store: Store, several: Sequence[ReceivedReport]) -> Iterator[VersionDecision[ReceivedReport]]:
    accepted = [report for report in several if report.status == Status.ACCEPTED and all(report.version_key)]
    alone = len(accepted) == 1
    yield from decisions_of([_candidate(report, "" if alone else _values(store, report)) for report in accepted])
    taken = {report.path for report in accepted}
    yield from (
        VersionDecision(report, VersionStatus.NOT_ACCEPTED, why_not_accepted(Status(report.status)))
        for report in several
        if report.path not in taken
    )


def _candidate(report: ReceivedReport, values: str) -> Candidate[ReceivedReport]:
    return Candidate(report, report.path, report.sha256, report.received, values)


def _values(store: Store, report: ReceivedReport) -> str:
    ((entries, earned, facts, subjects),) = store.rows("values_of_review", (report.judgement,))
    named = json.loads(subjects)
    said = [[named[nth], *fact[:4]] for nth, *fact in json.loads(facts)]
    return values_known_by(json.loads(entries), earned, said, report.sha256)
