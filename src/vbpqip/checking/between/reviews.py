"""What reviews of reports that are checked together say of one another, as far as it is the same for any kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from vbpqip.checking.between.mcos import SubjectReport, conflicts, statements_of
from vbpqip.checking.catalogue.cross_report import MCOS_TOLD_DIFFERENTLY
from vbpqip.checking.check import finding_of
from vbpqip.core.findings import Finding
from vbpqip.core.parties import Subject, normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.reviews import Review
from vbpqip.program.program import Program

_Group = dict[tuple[str, Quarter], list[tuple[int, Subject]]]
"""By MCO and period: the reports on a facility by their places, and the subject that each names it by."""


def findings_between(reviews: Sequence[Review], program: Program) -> Iterator[tuple[int, Finding]]:
    """Yield what is found between accepted reports, each with its report's place in the list.

    Of several reports to one MCO on one period nobody knows here which counts, so that none of them is compared.
    """
    for group in _groups(reviews):
        if len({mco for mco, _ in group}) > 1:
            alone = [several[0] for several in group.values() if len(several) == 1]
            reported = [_reported(nth, subject, reviews[nth]) for nth, subject in alone]
            for nth, issue in conflicts(reported, program):
                yield nth, finding_of(MCOS_TOLD_DIFFERENTLY, issue)


def _groups(reviews: Sequence[Review]) -> Iterable[_Group]:
    """Return the reports of a kind on a facility, for each kind and facility."""
    groups: dict[tuple[str, str], _Group] = defaultdict(lambda: defaultdict(list))
    for nth, review in enumerate(reviews):
        if review.period is not None:
            for subject in review.subjects:
                group = groups[review.assessment.kind, normalized_name(subject.facility)]
                group[normalized_name(subject.mco or ""), review.period].append((nth, subject))
    return groups.values()


def _reported(nth: int, subject: Subject, review: Review) -> SubjectReport[int]:
    assert review.period is not None  # noqa: S101 -- only such reports are compared
    statements = statements_of(fact for fact in review.facts() if fact.subject == subject)
    return SubjectReport(nth, review.workbook, review.sender, subject, review.period, statements)
