"""Which of several reports of one kind, sender, receivers and period counts.

A QIT report's sender is the facility, its receiver the MCO. The rule: the latest accepted report by day of receipt
counts. Where the latest day is that of several, or a day is not known, and their values differ, none of them counts:
all are marked as ambiguous. Reports with the same values are one report, sent more than once. Values are the selected
measures' entries, the credits that the contracts earn, and the facts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from enum import StrEnum
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import ReceivedReport, sent_in
from vbpqip.checking.catalogue.cross_report import RESUBMISSION_AMBIGUOUS, SAME_VALUES_AGAIN
from vbpqip.checking.check import Issue
from vbpqip.core.parties import normalized_name
from vbpqip.core.reviews import Status
from vbpqip.program.program import Program


class VersionStatus(StrEnum):
    """What a reviewed file stands for."""

    COUNTS = "counts"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    AMBIGUOUS = "ambiguous"
    NOT_ACCEPTED = "not accepted"


RULE = (
    "Of several accepted reports of a facility, MCO and period the latest by day of receipt counts. Where days are not "
    "known, or the same, and the values differ, none counts."
)
"""The rule, as reports state it."""


class Candidate(NamedTuple):
    """An accepted report, and what its values are known by."""

    sent: ReceivedReport
    values: str


class VersionDecision(NamedTuple):
    """What a file stands for, and why."""

    sent: ReceivedReport
    standing: VersionStatus
    because: str


def decide_version_statuses(connection: sqlite3.Connection, program: Program) -> None:
    """Fill the table ``standing``, and note what is ambiguous or was sent again."""
    notebook = Notebook(connection, program)
    for _, several in groupby(sent_in(connection, "by_version"), key=lambda sent: sent.version_key):
        for decision in _decisions(connection, list(several)):
            row = (decision.sent.path, str(decision.standing), decision.because)
            connection.execute("INSERT INTO standing (path, standing, because) VALUES (?, ?, ?)", row)
            _note(notebook, decision)


def _decisions(connection: sqlite3.Connection, several: Sequence[ReceivedReport]) -> Iterator[VersionDecision]:
    accepted = [sent for sent in several if sent.status == Status.ACCEPTED and all(sent.version_key)]
    alone = len(accepted) == 1
    yield from decisions_of([Candidate(sent, "" if alone else _values(connection, sent)) for sent in accepted])
    taken = {sent.path for sent in accepted}
    yield from (
        VersionDecision(sent, VersionStatus.NOT_ACCEPTED, _why_not(sent)) for sent in several if sent.path not in taken
    )


def _why_not(sent: ReceivedReport) -> str:
    if sent.status == Status.ACCEPTED:
        return "it names no facility, MCO or period"
    return _WHY_NOT[Status(sent.status)]


_WHY_NOT = {
    Status.REJECTED: "it has errors",
    Status.BLANK: "nothing is entered in it",
    Status.UNREADABLE: "it could not be read",
}


def _values(connection: sqlite3.Connection, sent: ReceivedReport) -> str:
    query = "SELECT entries, json_extract(document, '$.credits'), facts, subjects FROM judgement WHERE id = ?"
    entries, earned, facts, subjects = connection.execute(query, (sent.judgement,)).fetchone()
    named = [[name and normalized_name(name) for name in subject] for subject in json.loads(subjects)]
    told = [json.loads(entries), earned, [[named[nth], *said[:4]] for nth, *said in json.loads(facts)]]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def decisions_of(accepted: Sequence[Candidate]) -> Iterator[VersionDecision]:
    """Yield what each of the accepted reports of one facility, MCO and period stands for."""
    if not accepted:
        return
    latest = max(each.sent.received for each in accepted)
    last = [each for each in accepted if each.sent.received in {latest, ""}]
    if len({each.values for each in last}) == 1:
        yield from _told_apart(min(last, key=lambda each: (not each.sent.received, each.sent.path)), accepted)
        return
    for each in accepted:
        if each in last:
            because = f"{len(last)} reports differ, and days of receipt do not tell which is the latest"
            yield VersionDecision(each.sent, VersionStatus.AMBIGUOUS, because)
        else:
            yield VersionDecision(each.sent, VersionStatus.SUPERSEDED, f"others were received later, on {latest}")


def _told_apart(chosen: Candidate, accepted: Sequence[Candidate]) -> Iterator[VersionDecision]:
    sent = chosen.sent
    for each in accepted:
        if each is chosen:
            latest = f"the latest of {len(accepted)} accepted ones" if len(accepted) > 1 else "the only accepted one"
            yield VersionDecision(sent, VersionStatus.COUNTS, f"{latest} of its facility, MCO and period")
        elif each.sent.sha256 == sent.sha256:
            yield VersionDecision(each.sent, VersionStatus.DUPLICATE, f"the same file as {sent.path}")
        elif each.values == chosen.values:
            yield VersionDecision(each.sent, VersionStatus.DUPLICATE, f"{_SAME_VALUES} {sent.path}")
        else:
            yield VersionDecision(
                each.sent, VersionStatus.SUPERSEDED, f"{sent.path} was received later, on {sent.received}"
            )


_SAME_VALUES = "the same values as"


def _note(notebook: Notebook, decision: VersionDecision) -> None:
    message = f"{decision.because[:1].upper()}{decision.because[1:]}."
    if decision.standing is VersionStatus.AMBIGUOUS:
        issue = Issue(None, message, decision.sent.received or "no day of receipt", "one report that is the latest")
        notebook.note(decision.sent, RESUBMISSION_AMBIGUOUS, issue)
    elif decision.because.startswith(_SAME_VALUES):
        issue = Issue(None, message, decision.sent.path, "one report of a facility, MCO and period")
        notebook.note(decision.sent, SAME_VALUES_AGAIN, issue)
