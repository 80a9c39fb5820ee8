"""What JSON documents have in common: parties, rules, findings and dates as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vbpqip.core.findings import Finding
from vbpqip.core.reviews import Review, Rules
from vbpqip.core.version import __version__

FORMAT = 2
"""Rises when a key goes or changes its meaning."""


def origin_document(rules: Rules) -> dict[str, Any]:
    """Return by what a document was made, and what it rests on, as plain values."""
    return {
        "tool": {"name": "vbpqip", "version": __version__},
        "program": program_document(rules),
        "assumptions": [
            {"key": each.key, "value": each.value, "note": each.note} for each in rules.assumptions
        ],
    }  # fmt: skip


def program_document(rules: Rules) -> dict[str, Any]:
    """Return which program a document was made by, as plain values."""
    return {"name": rules.program, "version": rules.version, "terms": rules.terms}


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


def day_text(day: date | None) -> str | None:
    """Return a day as documents have it, ``None`` where it is not known."""
    return None if day is None else day.isoformat()


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
