"""4xx: which of several reports of one kind, sender, receivers and period counts.

A QIT report's sender is the facility, its receiver the MCO. The rule: the latest accepted report by day of receipt
counts. Where the latest day is that of several, or a day is not known, and their values differ, none of them counts:
all are marked as ambiguous. Reports with the same values are one report, sent more than once, and the first received
counts. Values are the selected measures' entries, the credits that the contracts earn, and the facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Generic

from vbpqip.checking.between import R
from vbpqip.checking.catalogue.cross_report import RESUBMISSION_AMBIGUOUS, SAME_VALUES_AGAIN
from vbpqip.checking.check import Issue, finding_of
from vbpqip.core.findings import Finding
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.reviews import Status


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


class Candidate(NamedTuple, Generic[R]):
    """An accepted report: what its file is called, its bytes, its day of receipt, and what its values are known by.

    ``received`` is an ISO date, empty where the day is not known.
    """

    report: R
    name: str
    sha256: str
    received: str
    values: str


class VersionDecision(NamedTuple, Generic[R]):
    """What a file stands for, and why."""

    report: R
    version_status: VersionStatus
    because: str


def values_known_by(
    entries: Mapping[str, Any],
    earned: Any,  # noqa: ANN401 -- as the kind has it
    facts: Sequence[Sequence[Any]],
    digest: str,
) -> str:
    """Return what the values of a report are known by; of one that says nothing to others, the digest of its file.

    ``facts`` are facility and MCO, period, measure, name and value of each; ``earned`` is what its contracts earn.
    """
    if not entries and not facts:
        return digest
    reported = [
        entries,
        earned,
        [[[name and normalized_name(name) for name in named], *said] for named, *said in facts],
    ]
    return json.dumps(reported, sort_keys=True)


def decisions_of(accepted: Sequence[Candidate[R]]) -> Iterator[VersionDecision[R]]:
    """Yield what each of the accepted reports of one sender, receiver and period stands for."""
    if not accepted:
        return
    latest = max(each.received for each in accepted)
    last = [each for each in accepted if each.received in {latest, ""}]
    if len({each.values for each in last}) == 1:
        yield from _duplicates_and_superseded(last[0].values, accepted)
        return
    for each in accepted:
        if each in last:
            because = f"{len(last)} reports differ, and days of receipt do not tell which is the latest"
            yield VersionDecision(each.report, VersionStatus.AMBIGUOUS, because)
        else:
            yield VersionDecision(each.report, VersionStatus.SUPERSEDED, f"others were received later, on {latest}")


def _duplicates_and_superseded(values: str, accepted: Sequence[Candidate[R]]) -> Iterator[VersionDecision[R]]:
    """Yield the decisions where some values are the latest: of the reports that have them the first received counts."""
    equal = sorted((each for each in accepted if each.values == values), key=_by_receipt)
    counting, last = equal[0], max(equal, key=lambda each: (each.received, each.name))
    for each in accepted:
        if each is counting:
            yield VersionDecision(each.report, VersionStatus.COUNTS, _why(len(equal), len(accepted)))
        elif each.sha256 == counting.sha256:
            yield VersionDecision(each.report, VersionStatus.DUPLICATE, f"the same file as {counting.name}")
        elif each.values == values:
            yield VersionDecision(each.report, VersionStatus.DUPLICATE, f"{_SAME_VALUES} {counting.name}")
        else:
            because = f"{last.name} was received later, on {last.received}"
            yield VersionDecision(each.report, VersionStatus.SUPERSEDED, because)


def _by_receipt(candidate: Candidate[R]) -> tuple[bool, str, str]:
    """Sort by day of receipt, those without one last."""
    return not candidate.received, candidate.received, candidate.name


def _why(equal: int, accepted: int) -> str:
    of = "of its sender, receiver and period"
    if accepted == 1:
        return f"the only accepted one {of}"
    if equal == 1:
        return f"the latest of {accepted} accepted ones {of}"
    return f"the first received of {equal} with the same values, the latest {of}"


def why_not_accepted(status: Status) -> str:
    """Return why a file is no version of a report."""
    return _WHY_NOT[status]


_WHY_NOT = {
    Status.ACCEPTED: "it names no sender, receiver or period",
    Status.REJECTED: "it has errors",
    Status.BLANK: "nothing is entered in it",
    Status.UNREADABLE: "it could not be read",
}
_SAME_VALUES = "the same values as"


def findings_of(decision: VersionDecision[R], name: str, received: str) -> Iterator[Finding]:
    """Yield what is to be said of a report that is ambiguous, or has the values of another file."""
    message = f"{decision.because[:1].upper()}{decision.because[1:]}."
    if decision.version_status is VersionStatus.AMBIGUOUS:
        issue = Issue(None, message, received or "no day of receipt", "one report that is the latest")
        yield finding_of(RESUBMISSION_AMBIGUOUS, issue)
    elif decision.because.startswith(_SAME_VALUES):
        issue = Issue(None, message, name, "one report of one sender, receiver and period")
        yield finding_of(SAME_VALUES_AGAIN, issue)
