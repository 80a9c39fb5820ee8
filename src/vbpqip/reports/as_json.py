"""Reviews as one JSON document; its schema is ``review.schema.json`` beside this module."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pkgutil import get_data
from typing import Any

from vbpqip import __version__
from vbpqip.domain.findings import Finding
from vbpqip.domain.reviews import Review, Rules
from vbpqip.kinds import known, named
from vbpqip.reports.plain import for_json

FORMAT = 2
"""Rises when a key goes or changes its meaning."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the document, with what each known kind adds to a review."""
    found: dict[str, Any] = json.loads(get_data("vbpqip.reports", "review.schema.json") or b"")
    for kind in known():
        found["properties"]["reviews"]["items"]["properties"].update(kind.schema)
    return found


def as_json(reviews: Sequence[Review], rules: Rules) -> str:
    """Return reviews as a JSON document; the same reviews give the same text."""
    return for_json(document(reviews, rules), indent=2)


def document(reviews: Sequence[Review], rules: Rules) -> dict[str, Any]:
    """Return reviews as plain values; ``rules`` are those of all of them."""
    assumptions = {each.key: each for review in reviews for each in review.rules.assumptions}
    return {
        "format": FORMAT,
        **grounds_document(rules._replace(assumptions=tuple(assumptions.values()))),
        "reviews": [review_as_values(review) for review in reviews],
    }


def grounds_document(rules: Rules) -> dict[str, Any]:
    """Return by what a document was made, and what it rests on, as plain values."""
    return {
        "tool": {"name": "vbpqip", "version": __version__},
        "program": _program(rules),
        "assumptions": [
            {"key": each.key, "value": each.value, "note": each.note} for each in rules.assumptions
        ],
    }  # fmt: skip


def _program(rules: Rules) -> dict[str, Any]:
    return {"name": rules.program, "version": rules.version, "terms": rules.terms}


def review_as_values(review: Review) -> dict[str, Any]:
    """Return one review as plain values, as it stands in the document.

    What is calculated is left out for a workbook that says that it is of a kind that is not known.
    """
    own = {"", review.assessment.kind}
    return {
        "workbook": review.workbook,
        "sha256": review.sha256,
        "program": _program(review.rules),
        "kind": review.kind or None,
        "template_version": review.template_version or None,
        "status": str(review.status),
        **parties_document(review),
        "period": None if review.period is None else str(review.period),
        "window": [str(quarter) for quarter in review.window],
        "received": _day(review.received),
        "due": _day(review.due),
        "own_dates": own_dates_document({each.measure: each.due for each in review.own_dates}),
        "entries": {"fields": dict(review.entered().fields), "tables": _tables(review)},
        "findings": [finding_document(finding) for finding in review.findings],
        "checks_run": review.checks_run,
        **(named(review.assessment.kind).document(review.assessment) if review.kind in own else {}),
        "open_rules": [],
    }


def parties_document(review: Review) -> dict[str, Any]:
    """Return who reports to whom, and about whom, as plain values."""
    return {
        "sender": review.sender or None,
        "receivers": list(review.receivers),
        "subjects": [each._asdict() for each in review.subjects if each.facility],
        "facility": review.facility or None,
        "mco": review.mco or None,
    }


def own_dates_document(own_dates: Mapping[str, date]) -> list[dict[str, str]]:
    """Return the measures that may be reported later, and their due dates, as plain values."""
    return [{"measure": measure, "due": due.isoformat()} for measure, due in own_dates.items()]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _tables(review: Review) -> dict[str, Any]:
    return {name: [dict(row) for row in rows] for name, rows in review.entered().tables.items()}


def finding_document(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values."""
    diagnostic, waiver = finding.diagnostic, finding.waiver
    about = {} if finding.subject is None else {"subject": finding.subject._asdict()}
    written = {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": str(finding.severity),
        "sheet": None if finding.at is None else finding.at.sheet,
        "cell": None if finding.at is None else finding.at.address,
        "message": finding.message,
        "found": finding.found,
        "expected": finding.expected,
        "remedy": diagnostic.for_reviewer,
        "source": diagnostic.source,
        **about,
    }
    if waiver is None:
        return written
    waived = {"approver": waiver.approver, "reason": waiver.reason, "until": waiver.until.isoformat()}
    return {**written, "waived": waived}
