"""The review of a report's entries: checked and assessed by its kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vbpqip.checking.options import ReviewOptions
from vbpqip.checking.severity_overrides import with_overrides
from vbpqip.core.findings import Finding
from vbpqip.core.later import Later
from vbpqip.core.quarters import Quarter
from vbpqip.core.reviews import Review, Rules, Status
from vbpqip.kinds.kind import Kind
from vbpqip.kinds.reviewed import C, E
from vbpqip.program.program import Program

NOTHING_KNOWN = ReviewOptions()


def review_of(context: C, entries: E, kind: Kind[E, C, Any]) -> Review:
    """Return the review of entries and their context; it does not name the workbook yet."""
    checked = kind.check(context)
    assessment = kind.assess(context, checked)
    about, occasion = kind.about(context), context.occasion
    review = Review(
        workbook="",
        sha256="",
        kind=about.kind,
        status=Status.REJECTED if checked.error_cells else Status.ACCEPTED,
        template_version=about.template_version,
        sender=about.sender,
        receivers=about.receivers,
        subjects=about.subjects,
        period=about.period,
        window=() if about.period is None else about.period.window(),
        findings=checked.findings,
        checks_run=checked.checks_run + kind.late_checks(),
        assessment=assessment,
        rules=effective_rules(context.program, occasion.rules_of, kind.areas),
        received=occasion.received,
        due=about.due,
        own_dates=about.own_dates,
        entered=Later(lambda: kind.entered(entries)),
    )
    late = with_findings(review, with_overrides(kind.late_findings(context, assessment), context))
    if late.status is not Status.ACCEPTED:
        return late
    return late._replace(facts=Later(lambda: tuple(kind.facts(context, assessment))))


def with_findings(review: Review, late: Iterable[Finding]) -> Review:
    """Return a review with findings that were made after its calculation; an error among them takes the verdict."""
    found = tuple(late)
    findings = tuple(sorted((*review.findings, *found), key=lambda finding: finding.order))
    if not any(finding.is_error for finding in found):
        return review._replace(findings=findings)
    status = Status.BLANK if review.status is Status.BLANK else Status.REJECTED
    return review._replace(
        findings=findings, status=status, assessment=review.assessment.withheld(), facts=Later(tuple)
    )


def effective_rules(program: Program, quarter: Quarter, areas: frozenset[str]) -> Rules:
    """Return what a verdict of a quarter rests on; ``areas`` are those of the program's numbers that it needs."""
    return Rules(
        program=program.name,
        version=program.version,
        target=program.target,
        terms=program.terms,
        assumptions=program.assumptions(quarter, areas),
    )
