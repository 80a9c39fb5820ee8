"""What the ledger keeps of each file, as a summary speaks of it.

An error among the findings across files takes the verdict, as an error within the report does.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias

from vbpqip.batch.records import FileState
from vbpqip.batch.store import Store
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.reviews import Status
from vbpqip.kinds.registry import diagnostic_of, named
from vbpqip.program.program import Program

StoredDocument: TypeAlias = Mapping[str, Any]
"""A review as ``vbpqip check --format json`` has it."""

_CHUNK = 500


class StoredFile(NamedTuple):
    """A file, its review, ``None`` where it has no bytes that were read, and its findings, those across files too.

    ``speaks`` are keys of the measures for which it speaks: a facility with two MCOs tells both the same counts,
    those of all its patients, so that of each period and measure one report is taken.
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
    speaks: frozenset[str]
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
    lay_out_files(store)
    store.run("lay_out_speakers")


def lay_out_files(store: Store) -> None:
    """Make what the queries of files, reports and pairings are asked of."""
    store.run("lay_out_files")


def statuses(store: Store) -> Counter[str]:
    """Return how many files have each status, an error among the findings across files counted."""
    return Counter({str(status): int(count) for status, count in store.rows("statuses")})


def files_in_ledger(store: Store, program: Program) -> Iterator[Sequence[StoredFile]]:
    """Yield all files by path, some hundreds at a time; what was found is in the words of a program."""
    files = stored_files(store, "files", program)
    while chunk := list(islice(files, _CHUNK)):
        yield chunk


def stored_files(store: Store, query: str, program: Program) -> Iterator[StoredFile]:
    """Yield the files that a query finds; what was found is in the words of a program."""
    return (_stored_file(store, row, program) for row in store.rows(query))


def _stored_file(store: Store, row: Sequence[Any], program: Program) -> StoredFile:
    *values, blocked, measures, document = row
    speaks = frozenset(json.loads(measures))
    cross_report = [_finding(each, program) for each in store.rows("cross_report_findings", (row[0],))]
    if document is None:
        return StoredFile._make((*values, speaks, None, tuple(cross_report)))
    review = json.loads(document)
    findings = sorted([*review["findings"], *cross_report], key=_is_about_a_cell)
    rules = [*review["open_rules"], *map(_open_rule, store.rows("open_rules", (row[0],)))]
    whole = {**review, "workbook": row[0], "findings": findings, "open_rules": rules}
    return StoredFile._make((*values, speaks, _blocked(whole) if blocked else whole, tuple(findings)))


def _is_about_a_cell(finding: StoredDocument) -> bool:
    return finding["cell"] is not None


def _blocked(review: dict[str, Any]) -> StoredDocument:
    status = str(Status.REJECTED) if review["status"] == Status.ACCEPTED else review["status"]
    return {**review, "status": status, **named(review["kind"] or "").blocked_document(review)}


def _open_rule(row: Sequence[str]) -> StoredDocument:
    rule, _, value, verdict = row
    return {"rule": rule, "value": value, "verdict": verdict}


def _finding(row: Sequence[str], program: Program) -> StoredDocument:
    code, severity, message, found, expected, waived = row
    diagnostic = diagnostic_of(code, program)
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
