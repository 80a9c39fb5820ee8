"""What the ledger keeps of each file, as a summary speaks of it.

An error among the findings across files takes the verdict, as an error within the report does.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from vbpqip.batch.records import FileState
from vbpqip.core.findings import Severity
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Status
from vbpqip.kinds import catalogue, named
from vbpqip.kinds.qit_report.form.sheets import KIND

Document: TypeAlias = Mapping[str, Any]
"""A review as ``vbpqip check --format json`` has it."""

_CHUNK = 500
_STORED = f"""
CREATE TEMP VIEW kept AS
SELECT file.path, file.state, file.reason, file.sha256, file.received, file.sender,
       IFNULL(standing.standing, '') AS standing, IFNULL(standing.because, '') AS because,
       CASE WHEN blocked.path IS NULL THEN judgement.verdict ELSE '{Verdict.NOT_DETERMINED}' END AS verdict,
       IFNULL(judgement.period, '') AS period, IFNULL(judgement.facility_folded, '') AS facility_folded,
       IFNULL(judgement.mco_folded, '') AS mco_folded, IFNULL(judgement.kind, '') AS kind,
       blocked.path IS NOT NULL AS blocked, judgement.document
FROM file LEFT JOIN judgement ON judgement.id = file.judgement
LEFT JOIN standing ON standing.path = file.path
LEFT JOIN (
  SELECT DISTINCT path FROM finding_across WHERE severity = '{Severity.ERROR}' AND waived = ''
) AS blocked ON blocked.path = file.path
"""  # noqa: S608 -- our own words
_SPEAKS = f"""
CREATE TEMP TABLE speaks AS
SELECT path FROM (
  SELECT path, ROW_NUMBER() OVER (PARTITION BY facility_folded, period ORDER BY mco_folded, path) AS nth
  FROM kept WHERE standing = 'counts' AND kind = '{KIND}'
) WHERE nth = 1
"""  # noqa: S608 -- our own word
_LAID_OUT = (
    "DROP VIEW IF EXISTS temp.kept",
    "DROP TABLE IF EXISTS temp.speaks",
    _STORED,
    _SPEAKS,
    "CREATE INDEX temp.speakers ON speaks (path)",
)
_FILES = """
SELECT path, state, reason, sha256, received, sender, standing, because, IFNULL(verdict, ''), blocked,
       EXISTS (SELECT 1 FROM speaks WHERE speaks.path = kept.path), document
FROM kept ORDER BY path
"""
_CROSS_REPORT = """
SELECT code, severity, message, found, expected, waived FROM finding_across WHERE path = ? ORDER BY code, message
"""


class StoredFile(NamedTuple):
    """A file, its review, ``None`` where it has no bytes that were read, and its findings, those across files too.

    ``speaks`` is the one report of a facility and period that measures are counted by: a facility with two MCOs tells
    both the same counts, those of all its patients.
    """

    path: str
    state: str
    reason: str
    sha256: str
    received: str
    sender: str
    version_status: str
    because: str
    verdict: str
    speaks: bool
    document: Document | None
    findings: tuple[Document, ...]

    @property
    def status(self) -> str:
        """The status of its review, empty where it is no report; what has no bytes that can be read has no review."""
        if self.document is None:
            return str(Status.UNREADABLE) if FileState(self.state).has_status else ""
        return str(self.document["status"])


def lay_out(connection: sqlite3.Connection) -> None:
    """Make what the queries of a summary are asked of; it lasts as long as the connection."""
    for statement in _LAID_OUT:
        connection.execute(statement)


def files_in_ledger(connection: sqlite3.Connection) -> Iterator[Sequence[StoredFile]]:
    """Yield all files by path, some hundreds at a time."""
    files = connection.execute(_FILES)
    while rows := files.fetchmany(_CHUNK):
        yield [_stored_file(connection, row) for row in rows]


def _stored_file(connection: sqlite3.Connection, row: Sequence[Any]) -> StoredFile:
    *values, blocked, speaks, document = row
    cross_report = [_finding(each) for each in connection.execute(_CROSS_REPORT, (row[0],))]
    if document is None:
        return StoredFile._make((*values, bool(speaks), None, tuple(cross_report)))
    review = json.loads(document)
    findings = sorted([*review["findings"], *cross_report], key=_is_about_a_cell)
    whole = {**review, "workbook": row[0], "findings": findings}
    return StoredFile._make((*values, bool(speaks), _blocked(whole) if blocked else whole, tuple(findings)))


def _is_about_a_cell(finding: Document) -> bool:
    return finding["cell"] is not None


def _blocked(review: dict[str, Any]) -> Document:
    status = str(Status.REJECTED) if review["status"] == Status.ACCEPTED else review["status"]
    return {**review, "status": status, **named(review["kind"] or "").blocked_document(review)}


def _finding(row: Sequence[str]) -> Document:
    code, severity, message, found, expected, waived = row
    diagnostic = catalogue()[code]
    values = {
        "code": code,
        "name": diagnostic.name,
        "severity": severity,
        "sheet": None,
        "cell": None,
        "message": message,
        "found": found,
        "expected": expected,
        "remedy": diagnostic.for_reviewer,
        "source": diagnostic.source,
    }
    return {**values, "waived": json.loads(waived)} if waived else values
