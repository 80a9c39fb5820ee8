"""Which of several reports of a folder that are of one kind, sender, receivers and period counts."""

from __future__ import annotations

import json
from functools import partial
from itertools import groupby

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import ReceivedReport, received_in
from vbpqip.batch.store import Store
from vbpqip.checking.between.versions import (
    BLOCKED,
    Candidate,
    VersionStatus,
    decisions_of,
    findings_of,
    values_known_by,
)
from vbpqip.core.later import Later
from vbpqip.core.reviews import Status
from vbpqip.program.program import Program


def decide_version_statuses(store: Store, program: Program) -> None:
    """Fill the table ``standing``, and note what is ambiguous or was sent again."""
    notebook = Notebook(store, program)
    for _, several in groupby(received_in(store, "reports_by_version"), key=lambda report: report.version_key):
        reports = [_candidate(store, report) for report in several]
        period = program.years.parse(reports[0].report.period)
        for decision in decisions_of(reports, period, program.desk):
            report = decision.report
            store.run("add_version_status", (report.path, str(decision.version_status), decision.because))
            for finding in findings_of(decision, report.path, report.received):
                notebook.keep(report, finding)


def reject_blocked(store: Store) -> None:
    """Take from the table those in which something between reports was found that is an error."""
    store.run("reject_blocked", (str(VersionStatus.NOT_ACCEPTED), BLOCKED))


def _candidate(store: Store, report: ReceivedReport) -> Candidate[ReceivedReport]:
    return Candidate(
        report=report,
        name=report.path,
        sha256=report.sha256,
        status=Status(report.status),
        is_named=all(report.version_key),
        received=report.received,
        values=Later(partial(_values, store, report)),
    )


def _values(store: Store, report: ReceivedReport) -> str:
    ((entries, earned, facts, subjects),) = store.rows("values_of_review", (report.judgement,))
    named = json.loads(subjects)
    said = [[named[nth], *fact[:4]] for nth, *fact in json.loads(facts)]
    return values_known_by(json.loads(entries), earned, said, report.sha256)
