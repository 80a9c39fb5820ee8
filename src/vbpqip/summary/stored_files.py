"""What the ledger keeps of each file, as a summary speaks of it.

An error among the findings across files takes the verdict, as an error within the report does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias

from vbpqip.batch.records import FileState
from vbpqip.batch.store import Store
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.reviews import Status
from vbpqip.kinds.registry import catalogue, named

StoredDocument: TypeAlias = Mapping[str, Any]
"""A review as ``vbpqip check --format json`` has it."""

_CHUNK = 500


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
    document: StoredDocument | None
    findings: tuple[StoredDocument, ...]

    @property
    def status(self) -> str:
        """The status of its review, empty where it is no report; what has no bytes that can be read has no review."""
        if self.document is None:
            return str(Status.UNREADABLE) if FileState(self.state).has_status else ""
        return str(self.document["status"])


def lay_out(store: Store) -> None:
    """Make what the queries of a summary are asked of; it lasts as long as the store."""
    store.run("lay_out_files")


def files_in_ledger(store: Store) -> Iterator[Sequence[StoredFile]]:
    """Yield all files by path, some hundreds at a time."""
    files = store.rows("files")
    while rows := list(islice(files, _CHUNK)):
        yield [_stored_file(store, row) for row in rows]


def _stored_file(store: Store, row: Sequence[Any]) -> StoredFile:
    *values, blocked, speaks, document = row
    cross_report = [_finding(each) for each in store.rows("cross_report_findings", (row[0],))]
    if document is None:
        return StoredFile._make((*values, bool(speaks), None, tuple(cross_report)))
    review = json.loads(document)
    findings = sorted([*review["findings"], *cross_report], key=_is_about_a_cell)
    whole = {**review, "workbook": row[0], "findings": findings}
    return StoredFile._make((*values, bool(speaks), _blocked(whole) if blocked else whole, tuple(findings)))


def _is_about_a_cell(finding: StoredDocument) -> bool:
    return finding["cell"] is not None


def _blocked(review: dict[str, Any]) -> StoredDocument:
    status = str(Status.REJECTED) if review["status"] == Status.ACCEPTED else review["status"]
    return {**review, "status": status, **named(review["kind"] or "").blocked_document(review)}


def _finding(row: Sequence[str]) -> StoredDocument:
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
