"""Which of several reports of one kind, sender, receivers and period counts.

A QIT report's sender is the facility, its receiver the MCO. The rule: the latest accepted report by day of receipt
counts. Where the latest day is that of several, or a day is not known, and their values differ, none of them counts:
all are marked as ambiguous. Reports with the same values are one report, sent more than once, and the first received
counts. Values are the selected measures' entries, the credits that the contracts earn, and the facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from hashlib import sha256
from itertools import groupby

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import ReceivedReport, received_in
from vbpqip.batch.store import Store
from vbpqip.checking.catalogue.cross_report import RESUBMISSION_AMBIGUOUS, SAME_VALUES_AGAIN
from vbpqip.checking.check import Issue
from vbpqip.core.named_tuples import NamedTuple
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
    "Of several accepted reports of one sender, receiver and period the latest by day of receipt counts, and of those "
    "with the same values the first received. Where days are not known, or the same, and the values differ, all are "
    "ambiguous, and none counts."
)
"""The rule, as reports state it."""


class Candidate(NamedTuple):
    """An accepted report, and what its values are known by."""

    report: ReceivedReport
    values: str


class VersionDecision(NamedTuple):
    """What a file stands for, and why."""

    report: ReceivedReport
    version_status: VersionStatus
    because: str


def decide_version_statuses(store: Store, program: Program) -> None:
    """Fill the table ``standing``, and note what is ambiguous or was sent again."""
    notebook = Notebook(store, program)
    for _, several in groupby(received_in(store, "reports_by_version"), key=lambda report: report.version_key):
        for decision in _decisions(store, list(several)):
            row = (decision.report.path, str(decision.version_status), decision.because)
            store.run("add_version_status", row)
            _note(notebook, decision)


def _decisions(store: Store, several: Sequence[ReceivedReport]) -> Iterator[VersionDecision]:
    accepted = [report for report in several if report.status == Status.ACCEPTED and all(report.version_key)]
    alone = len(accepted) == 1
    yield from decisions_of([Candidate(report, "" if alone else _values(store, report)) for report in accepted])
    taken = {report.path for report in accepted}
    yield from (
        VersionDecision(report, VersionStatus.NOT_ACCEPTED, _why_not(report))
        for report in several
        if report.path not in taken
    )


def _why_not(report: ReceivedReport) -> str:
    if report.status == Status.ACCEPTED:
        return "it names no sender, receiver or period"
    return _WHY_NOT[Status(report.status)]


_WHY_NOT = {
    Status.REJECTED: "it has errors",
    Status.BLANK: "nothing is entered in it",
    Status.UNREADABLE: "it could not be read",
}


def _values(store: Store, report: ReceivedReport) -> str:
    ((entries, earned, facts, subjects),) = store.rows("values_of_review", (report.judgement,))
    named = [[name and normalized_name(name) for name in subject] for subject in json.loads(subjects)]
    reported = [json.loads(entries), earned, [[named[nth], *said[:4]] for nth, *said in json.loads(facts)]]
    return sha256(json.dumps(reported, sort_keys=True).encode()).hexdigest()


def decisions_of(accepted: Sequence[Candidate]) -> Iterator[VersionDecision]:
    """Yield what each of the accepted reports of one sender, receiver and period stands for."""
    if not accepted:
        return
    latest = max(each.report.received for each in accepted)
    last = [each for each in accepted if each.report.received in {latest, ""}]
    if len({each.values for each in last}) == 1:
        yield from _duplicates_and_superseded(last[0].values, accepted)
        return
    for each in accepted:
        if each in last:
            because = f"{len(last)} reports differ, and days of receipt do not tell which is the latest"
            yield VersionDecision(each.report, VersionStatus.AMBIGUOUS, because)
        else:
            yield VersionDecision(each.report, VersionStatus.SUPERSEDED, f"others were received later, on {latest}")


def _duplicates_and_superseded(values: str, accepted: Sequence[Candidate]) -> Iterator[VersionDecision]:
    """Yield the decisions where some values are the latest: of the reports that have them the first received counts."""
    equal = sorted((each for each in accepted if each.values == values), key=_by_receipt)
    counting, last = equal[0].report, max((each.report for each in equal), key=lambda each: (each.received, each.path))
    for each in accepted:
        if each is equal[0]:
            yield VersionDecision(counting, VersionStatus.COUNTS, _why(len(equal), len(accepted)))
        elif each.report.sha256 == counting.sha256:
            yield VersionDecision(each.report, VersionStatus.DUPLICATE, f"the same file as {counting.path}")
        elif each.values == values:
            yield VersionDecision(each.report, VersionStatus.DUPLICATE, f"{_SAME_VALUES} {counting.path}")
        else:
            because = f"{last.path} was received later, on {last.received}"
            yield VersionDecision(each.report, VersionStatus.SUPERSEDED, because)


def _by_receipt(candidate: Candidate) -> tuple[bool, str, str]:
    """Sort by day of receipt, those without one last."""
    return not candidate.report.received, candidate.report.received, candidate.report.path


def _why(equal: int, accepted: int) -> str:
    of = "of its sender, receiver and period"
    if accepted == 1:
        return f"the only accepted one {of}"
    if equal == 1:
        return f"the latest of {accepted} accepted ones {of}"
    return f"the first received of {equal} with the same values, the latest {of}"


_SAME_VALUES = "the same values as"


def _note(notebook: Notebook, decision: VersionDecision) -> None:
    message = f"{decision.because[:1].upper()}{decision.because[1:]}."
    if decision.version_status is VersionStatus.AMBIGUOUS:
        issue = Issue(None, message, decision.report.received or "no day of receipt", "one report that is the latest")
        notebook.note(decision.report, RESUBMISSION_AMBIGUOUS, issue)
    elif decision.because.startswith(_SAME_VALUES):
        issue = Issue(None, message, decision.report.path, "one report of one sender, receiver and period")
        notebook.note(decision.report, SAME_VALUES_AGAIN, issue)
