"""Reports that are late or not by what had come before: the versions of one report, by their days of receipt."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import groupby

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import ReceivedReport, received_in, values_of
from vbpqip.batch.store import Store
from vbpqip.core.later import Later
from vbpqip.core.reviews import Status
from vbpqip.kinds.registry import known
from vbpqip.kinds.reported import Version
from vbpqip.program.program import Program


def find_late(store: Store, program: Program) -> None:
    """Note the versions of which their kind finds that they are late."""
    notebook, kinds = Notebook(store, program), {kind.key: kind for kind in known()}
    received = received_in(store, "reports_received_by_version")
    for (key, *_, named), several in groupby(received, key=lambda report: report.version_key):
        period = program.years.named(named)
        if key not in kinds or period is None:
            continue
        reports = list(several)
        agreed = program.for_pairing(*reports[0].pairing_and_period[:2])
        versions = [_version(store, report) for report in reports]
        for nth, finding in kinds[key].late_versions(versions, period, agreed):
            notebook.keep(reports[nth], finding)


def _version(store: Store, report: ReceivedReport) -> Version:
    is_accepted = report.status == Status.ACCEPTED
    return Version(date.fromisoformat(report.received), is_accepted, Later(partial(values_of, store, report)))
