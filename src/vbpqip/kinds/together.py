"""What reports that are checked together say of one another, as those of a folder do.

All are taken to have come on one day, so that of two versions of a report that differ nobody knows which counts; and
nothing is said of lateness by what had come before, because nobody knows what had.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import PurePath
from typing import Any, TypeAlias, TypeVar

from vbpqip.checking.between.copies import same_file_again
from vbpqip.checking.between.mcos import SubjectReport, conflicts, statements_of
from vbpqip.checking.between.other_kinds import StatedFact, entries_otherwise
from vbpqip.checking.between.succession import in_succession
from vbpqip.checking.between.versions import (
    Candidate,
    VersionDecision,
    VersionStatus,
    decisions_of,
    findings_of,
    values_known_by,
)
from vbpqip.checking.catalogue.cross_report import ENTRY_NOT_OF_ITS_REPORT, MCOS_TOLD_DIFFERENTLY
from vbpqip.checking.check import finding_of
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.findings import Finding
from vbpqip.core.later import Later
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.reviews import Review
from vbpqip.kinds.kind import AnyKind
from vbpqip.kinds.reported import ReportedValues
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.program.desk import Desk
from vbpqip.program.program import Program

_REPLACED = {VersionStatus.SUPERSEDED, VersionStatus.DUPLICATE}

_Each = TypeVar("_Each")
_Found: TypeAlias = Iterator[tuple[int, Finding]]
"""Findings, each with its report's place in the list."""


class _Report(NamedTuple):
    """A report, its place in the list, what its file is called, and its kind."""

    nth: int
    reviewed: Reviewed[Any, Any]
    name: str
    kind: AnyKind

    @property
    def version_key(self) -> tuple[str, str, tuple[str, ...], str]:
        review = self.reviewed.review
        receivers = tuple(sorted(map(normalized_name, review.receivers)))
        return self.kind.key, normalized_name(review.sender), receivers, str(review.period or "")

    @property
    def period(self) -> Quarter:
        period = self.reviewed.review.period
        assert period is not None  # noqa: S101 -- only a report that names one counts
        return period

    @property
    def reported(self) -> ReportedValues:
        kept = self.kind.reported_values(self.reviewed.context)
        return ReportedValues(self.name, self.period, json.loads(json.dumps(kept)))


def facts_in_columns(kinds: Iterable[AnyKind]) -> frozenset[str]:
    """Return the facts that columns of the kinds' tables hold."""
    columns = (column for kind in kinds for form in kind.forms for table in form.tables for column in table.entries)
    return frozenset(column.fact for column in columns if column.fact)


class Together(NamedTuple):
    """What was found between reports, and what they stand for, each with its report's place in the list."""

    findings: tuple[tuple[int, Finding], ...]
    version_statuses: Mapping[int, VersionStatus]


def compared_together(
    each: Sequence[Reviewed[Any, Any]], kinds: Sequence[AnyKind], program: Program, options: ReviewOptions
) -> Together:
    """Compare reports of some kinds with one another.

    The reviews have the SHA-256 of their files; ``options`` name the earlier reports that each was compared with.
    """
    names = _names_of([one.review.workbook for one in each])
    reports = [
        _Report(nth, one, names[nth], kind)
        for nth, one in enumerate(each)
        for kind in kinds
        if one.context is not None and one.review.assessment.kind == kind.key
    ]
    decisions = tuple(_decisions(reports, program.desk))
    compared = [each.report for each in decisions if each.version_status.is_compared]
    replaced = {each.report.nth for each in decisions if each.version_status in _REPLACED}
    found = chain(
        _versions(decisions),
        _copies(each, names, {report.nth for report in compared}),
        _numbers_in_common([report for report in reports if report.nth not in replaced], kinds),
        _between_periods(compared, program, options),
        _conflicting(compared, program),
        _of_other_kinds(compared, facts_in_columns(kinds)),
    )
    return Together(tuple(found), {each.report.nth: each.version_status for each in decisions})


def _names_of(places: Sequence[str]) -> Sequence[str]:
    """Return what files are called: by their names alone where each has one of its own."""
    names = [PurePath(place).name for place in places]
    return names if len(set(names)) == len(names) else places


def _grouped(several: Iterable[_Each], by: Callable[[_Each], object]) -> Iterable[list[_Each]]:
    groups: dict[object, list[_Each]] = defaultdict(list)
    for each in several:
        groups[by(each)].append(each)
    return groups.values()


def _decisions(reports: Sequence[_Report], desk: Desk) -> Iterator[VersionDecision[_Report]]:
    """Yield what each of the reports stands for."""
    for several in _grouped(reports, lambda each: each.version_key):
        yield from decisions_of([_candidate(each) for each in several], several[0].reviewed.review.period, desk)


def _versions(decisions: Iterable[VersionDecision[_Report]]) -> _Found:
    for decision in decisions:
        report = decision.report
        for finding in findings_of(decision, report.name, _day(report.reviewed.review)):
            yield report.nth, finding


def _numbers_in_common(reports: Sequence[_Report], kinds: Iterable[AnyKind]) -> _Found:
    for kind in kinds:
        alike = [report for report in reports if report.kind is kind]
        contexts = [(report.name, report.reviewed.context) for report in alike]
        yield from ((alike[place].nth, finding) for place, finding in kind.between(contexts))


def _candidate(report: _Report) -> Candidate[_Report]:
    review = report.reviewed.review
    return Candidate(
        report=report,
        name=report.name,
        sha256=review.sha256,
        status=review.status,
        is_named=all(report.version_key),
        received=_day(review),
        values=Later(partial(_values, report)),
    )


def _values(report: _Report) -> str:
    review = report.reviewed.review
    earned = report.kind.document(review.assessment).get("credits")
    facts = [[fact.subject, fact.period, fact.measure, fact.name, fact.value] for fact in review.facts()]
    entries = report.kind.reported_values(report.reviewed.context)
    return values_known_by(entries, earned, facts, review.sha256)


def _day(review: Review) -> str:
    return "" if review.received is None else review.received.isoformat()


def _copies(each: Sequence[Reviewed[Any, Any]], names: Sequence[str], compared: set[int]) -> _Found:
    with_bytes = [nth for nth, one in enumerate(each) if one.review.sha256]
    for same in _grouped(with_bytes, lambda nth: each[nth].review.sha256):
        original = next((nth for nth in same if nth in compared), same[0])
        for nth in same:
            if nth != original:
                yield nth, same_file_again(names[nth], names[original])


def _between_periods(compared: Sequence[_Report], program: Program, options: ReviewOptions) -> _Found:
    for several in _grouped(compared, lambda each: each.version_key[:3]):
        review = several[0].reviewed.review
        agreed = program.for_pairing(review.facility, review.mco)
        in_order = sorted(((each, each.period) for each in several), key=lambda pair: pair[1])
        for now, before, baseline in in_succession(in_order, agreed.baseline):
            earlier = None if before is None or options.previous_name else before.reported
            first = None if baseline is None or options.baseline_name else baseline.reported
            for finding in now.kind.between_periods(now.reported, earlier, first, agreed):
                yield now.nth, finding


def _conflicting(compared: Sequence[_Report], program: Program) -> _Found:
    subjects = chain.from_iterable(map(_subject_reports, compared))
    for about in _grouped(subjects, lambda each: (each.report.kind.key, normalized_name(each.subject.facility))):
        for report, issue in conflicts(about, program):
            yield report.nth, finding_of(MCOS_TOLD_DIFFERENTLY, issue)


def _subject_reports(report: _Report) -> Iterator[SubjectReport[_Report]]:
    review = report.reviewed.review
    for subject in review.subjects:
        statements = statements_of(fact for fact in review.facts() if fact.subject == subject)
        yield SubjectReport(report, report.name, review.sender, subject, report.period, statements)


def _of_other_kinds(compared: Sequence[_Report], names: frozenset[str]) -> _Found:
    stated = [
        StatedFact(
            each,
            each.name,
            each.kind.key,
            fact.subject,
            fact.period,
            fact.measure,
            fact.name,
            fact.value,
            fact.at is not None,
        )
        for each in compared
        for fact in each.reviewed.review.facts()
        if fact.name in names
    ]
    for about in _grouped(stated, lambda each: each.about):
        for report, issue in entries_otherwise(about):
            yield report.nth, finding_of(ENTRY_NOT_OF_ITS_REPORT, issue)
