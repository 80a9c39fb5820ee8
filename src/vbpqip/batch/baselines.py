"""Reports of the baseline that are given beside a folder, where results are compared with it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from vbpqip.batch.cross_report.reports import ReceivedReport, ReportedValues
from vbpqip.batch.ledger import reason_in
from vbpqip.batch.records import Judgement
from vbpqip.batch.reviewer import Judge, Task
from vbpqip.core.errors import BatchError
from vbpqip.core.reviews import Status
from vbpqip.kinds.qit_report import QIT_REPORT

Baselines: TypeAlias = Mapping[tuple[str, str], ReportedValues]
"""By facility and MCO, as names are compared."""


def read_baselines(paths: Iterable[Path], judge: Judge) -> Baselines:
    """Return the reports of the baseline that are given.

    Raises:
        BatchError: One of them cannot be read, is of another period, says nothing, or is given twice.
    """
    found: dict[tuple[str, str], ReportedValues] = {}
    for path in paths:
        told = _told(path, judge)
        pairing = told.sent.pairing_and_period[:2]
        if pairing in found:
            raise BatchError(
                path.name, f"{found[pairing].sent.path} is of the same facility and MCO. Give one of them."
            )
        found[pairing] = told
    return found


def _told(path: Path, judge: Judge) -> ReportedValues:
    judgement = judge._replace(kinds=(QIT_REPORT,)).judged(Task(0, path.name, str(path)))
    assert judgement is not None  # noqa: S101 -- only of bytes that are known there is none
    if judgement.status == Status.UNREADABLE:
        raise BatchError(path.name, reason_in(judgement.document))
    baseline = judge.program.for_pairing(judgement.facility, judgement.mco).baseline
    reason = _why_not(judgement, str(baseline))
    if reason:
        raise BatchError(path.name, f"it is no report of the baseline: {reason}.")
    return ReportedValues(_sent(path.name, judgement), baseline, json.loads(judgement.entries))


def _why_not(judgement: Judgement, baseline: str) -> str:
    """Return why nothing can be compared with a report, empty where something can."""
    if judgement.period != baseline:
        return f"its period is {judgement.period or 'not known'}, and {baseline} is the baseline"
    if not (judgement.facility and judgement.mco):
        return "it names no facility or no MCO"
    return "" if json.loads(judgement.entries) else "it has no measures"


def _sent(name: str, judgement: Judgement) -> ReceivedReport:
    return ReceivedReport(
        path=name,
        sha256=judgement.sha256,
        received=judgement.received,
        judgement=0,
        status=judgement.status,
        kind=judgement.kind,
        sender_normalized=judgement.sender_normalized,
        receivers_normalized=judgement.receivers_normalized,
        facility=judgement.facility,
        mco=judgement.mco,
        facility_folded=judgement.facility_folded,
        mco_folded=judgement.mco_folded,
        period=judgement.period,
    )


def digest_of(baselines: Baselines) -> str:
    """Return what baselines are known by; empty for none."""
    known = sorted((told.sent.path, told.sent.sha256) for told in baselines.values())
    return sha256(repr(known).encode()).hexdigest() if known else ""


def astray(connection: sqlite3.Connection, baselines: Baselines) -> Iterator[ReportedValues]:
    """Yield the reports of the baseline to whose facility and MCO no report of the folder belongs."""
    query = """
    SELECT 1 FROM file JOIN judgement ON judgement.id = file.judgement
    WHERE file.state <> 'skipped' AND facility_folded = ? AND mco_folded = ?
    """
    for pairing, told in baselines.items():
        if connection.execute(query, pairing).fetchone() is None:
            yield told
