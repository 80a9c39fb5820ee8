"""4xx: which of several reports of one kind, sender, receivers and period counts.

A QIT report's sender is the facility, its receiver the MCO. The rule: the latest accepted report by day of receipt
counts. Where the latest day is that of several, or a day is not known, and their values differ, none of them counts:
all are marked as ambiguous. Reports with the same values are one report, sent more than once, and the first received
counts. Values are the selected measures' entries, the credits that the contracts earn, and the facts. What would count
and is of another period than the one that the desk collects is told apart: it is compared, and not counted.
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
from vbpqip.core.later import Later
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.reviews import Status
from vbpqip.program.desk import Desk


class VersionStatus(StrEnum):
    """What a reviewed file stands for; of those accepted some name no sender, receiver or period."""

    COUNTS = "counts"
    OTHER_PERIOD = "other period"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    AMBIGUOUS = "ambiguous"
    UNNAMED = "unnamed"
    NOT_ACCEPTED = "not accepted"

    @property
    def words(self) -> str:
        """What it is, behind a number of reports."""
        return "of another period" if self is VersionStatus.OTHER_PERIOD else str(self)

    @property
    def is_compared(self) -> bool:
        """Whether it is what its sender says of its period, with which others are compared."""
        return self in {VersionStatus.COUNTS, VersionStatus.OTHER_PERIOD}


RULE = (
    "Of several accepted reports of one sender, receiver and period the latest by day of receipt counts, and of those "
    "with the same values the first received. Where days are not known, or the same, and the values differ, all are "
    "ambiguous, and none counts."
)
"""The rule, as reports state it."""


class Candidate(NamedTuple, Generic[R]):
    """A report: what its file is called, its bytes, its status, its day of receipt, and what its values are known by.

    ``is_named`` is whether it names a sender, a receiver and a period. ``received`` is an ISO date, empty where the day
    is not known. ``values`` is asked only where several are accepted.
    """

    report: R
    name: str
    sha256: str
    status: Status
    is_named: bool
    received: str
    values: Later[str]


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


def decisions_of(versions: Sequence[Candidate[R]], period: Quarter | None, desk: Desk) -> Iterator[VersionDecision[R]]:
    """Yield what each of the reports of one sender, receiver and period, which may not be named, stands for."""
    of_another = f"it is for {period}; {desk.period} is collected"
    is_collected = period is None or desk.collects(period)
    for decision in _among([each for each in versions if each.is_named and each.status is Status.ACCEPTED]):
        if is_collected or decision.version_status is not VersionStatus.COUNTS:
            yield decision
        else:
            yield VersionDecision(decision.report, VersionStatus.OTHER_PERIOD, of_another)
    for each in versions:
        if each.status is not Status.ACCEPTED:
            yield VersionDecision(each.report, VersionStatus.NOT_ACCEPTED, _WHY_NOT[each.status])
        elif not each.is_named:
            yield VersionDecision(each.report, VersionStatus.UNNAMED, "it names no sender, receiver or period")


def _among(accepted: Sequence[Candidate[R]]) -> Iterator[VersionDecision[R]]:
    """Yield what each of the accepted reports stands for beside the others."""
    if len(accepted) <= 1:
        for each in accepted:
            yield VersionDecision(each.report, VersionStatus.COUNTS, _why(1, 1))
        return
    latest = max(each.received for each in accepted)
    last = [each for each in accepted if each.received in {latest, ""}]
    if len({each.values() for each in last}) == 1:
        yield from _duplicates_and_superseded(last[0].values(), accepted)
        return
    for each in accepted:
        if each in last:
            because = f"{len(last)} reports differ, and days of receipt do not tell which is the latest"
            yield VersionDecision(each.report, VersionStatus.AMBIGUOUS, because)
        else:
            yield VersionDecision(each.report, VersionStatus.SUPERSEDED, f"others were received later, on {latest}")


def _duplicates_and_superseded(values: str, accepted: Sequence[Candidate[R]]) -> Iterator[VersionDecision[R]]:
    """Yield the decisions where some values are the latest: of the reports that have them the first received counts."""
    equal = sorted((each for each in accepted if each.values() == values), key=_by_receipt)
    counting, last = equal[0], max(equal, key=lambda each: (each.received, each.name))
    for each in accepted:
        if each is counting:
            yield VersionDecision(each.report, VersionStatus.COUNTS, _why(len(equal), len(accepted)))
        elif each.sha256 == counting.sha256:
            yield VersionDecision(each.report, VersionStatus.DUPLICATE, f"the same file as {counting.name}")
        elif each.values() == values:
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


BLOCKED = "beside other reports it has errors"
"""Why a report that was accepted by itself is not accepted: what was found between reports takes its verdict."""

_WHY_NOT = {
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
