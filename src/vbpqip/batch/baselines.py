"""Reports of the baseline that are given beside a folder, where results are compared with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from vbpqip.batch.cross_report.reports import ComparedReport, ReceivedReport
from vbpqip.batch.ledger import reason_in
from vbpqip.batch.records import StoredReview
from vbpqip.batch.reviewer import Reviewer, Task
from vbpqip.batch.store import Store
from vbpqip.core.errors import BatchError
from vbpqip.core.reviews import Status
from vbpqip.kinds.reported import ReportedValues

Baselines: TypeAlias = Mapping[tuple[str, str], ComparedReport]
"""By facility and MCO, as names are compared."""


def read_baselines(paths: Iterable[Path], reviewer: Reviewer) -> Baselines:
    """Return the reports of the baseline that are given.

    Raises:
        BatchError: One of them cannot be read, is of another period, says nothing, or is given twice.
    """
    found: dict[tuple[str, str], ComparedReport] = {}
    for path in paths:
        reported = _reported(path, reviewer)
        pairing = reported.report.pairing_and_period[:2]
        if pairing in found:
            mco = reviewer.program.vocabulary.mco
            raise BatchError(
                path.name,
                f"{found[pairing].report.path} is of the same facility and {mco}. Give one of them.",
            )
        found[pairing] = reported
    return found


def _reported(path: Path, reviewer: Reviewer) -> ComparedReport:
    stored = reviewer.reviewed(Task(0, path.name, str(path)))
    assert stored is not None  # noqa: S101 -- only of bytes that are known there is none
    if stored.status == Status.UNREADABLE:
        raise BatchError(path.name, reason_in(stored.document))
    baseline = reviewer.program.for_pairing(stored.facility, stored.mco).baseline
    reason = _why_not(stored, str(baseline), reviewer.program.vocabulary.mco)
    if reason:
        raise BatchError(path.name, f"it is no report of the baseline: {reason}.")
    reported = ReportedValues(path.name, baseline, json.loads(stored.entries))
    return ComparedReport(_received_report(path.name, stored), reported)


def _why_not(stored: StoredReview, baseline: str, mco: str) -> str:
    """Return why nothing can be compared with a report, empty where something can."""
    if stored.period != baseline:
        return f"its period is {stored.period or 'not known'}, and {baseline} is the baseline"
    if not (stored.facility and stored.mco):
        return f"it names no facility or no {mco}"
    return "" if json.loads(stored.entries) else "it has no measures"


def _received_report(name: str, stored: StoredReview) -> ReceivedReport:
    return ReceivedReport(
        path=name,
        sha256=stored.sha256,
        received=stored.received,
        judgement=0,
        status=stored.status,
        kind=stored.kind,
        sender_normalized=stored.sender_normalized,
        receivers_normalized=stored.receivers_normalized,
        facility=stored.facility,
        mco=stored.mco,
        facility_folded=stored.facility_folded,
        mco_folded=stored.mco_folded,
        period=stored.period,
        entries_digest=stored.entries_digest,
    )


def digest_of(baselines: Baselines) -> str:
    """Return what baselines are known by; empty for none."""
    known = sorted((reported.report.path, reported.report.sha256) for reported in baselines.values())
    return sha256(repr(known).encode()).hexdigest() if known else ""


def astray(store: Store, baselines: Baselines) -> Iterator[ComparedReport]:
    """Yield the reports of the baseline to whose facility and MCO no report of the folder belongs."""
    for pairing, reported in baselines.items():
        if store.row("report_of_pairing", pairing) is None:
            yield reported
