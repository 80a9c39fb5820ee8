"""Reviews as one JSON document; its schema is ``review.schema.json`` beside this module."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pkgutil import get_data
from typing import Any

from vbpqip import __version__
from vbpqip.domain.findings import Finding
from vbpqip.domain.measures import Rate
from vbpqip.domain.results import Credits, Gap, MeasureResult, Performance, QitResult
from vbpqip.domain.reviews import Review, Rules
from vbpqip.form.answers import NOT_APPLICABLE
from vbpqip.form.sheets import KIND
from vbpqip.reports.gap_in_words import unit_of
from vbpqip.reports.numbers import exact
from vbpqip.reports.plain import for_json

FORMAT = 2
"""Rises when a key goes or changes its meaning."""

_SHARE_PLACES = 2


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the document."""
    found: dict[str, Any] = json.loads(get_data("vbpqip.reports", "review.schema.json") or b"")
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

    What is calculated of a QIT report is left out for a workbook that says that it is of another kind.
    """
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
        "entries": {"fields": dict(review.entered.fields), "tables": _tables(review)},
        "findings": [finding_document(finding) for finding in review.findings],
        "checks_run": review.checks_run,
        **({} if review.kind not in {"", KIND} else _calculated(review)),
        "open_rules": [],
    }


def parties_document(review: Review) -> dict[str, Any]:
    """Return who reports to whom, and about whom, as plain values."""
    facility, mco = review.facility or None, review.mco or None
    return {
        "sender": facility,
        "receivers": [mco] if mco else [],
        "subjects": [{"facility": facility, "mco": mco}] if facility else [],
        "facility": facility,
        "mco": mco,
    }


def own_dates_document(own_dates: Mapping[str, date]) -> list[dict[str, str]]:
    """Return the measures that may be reported later, and their due dates, as plain values."""
    return [{"measure": measure, "due": due.isoformat()} for measure, due in own_dates.items()]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _tables(review: Review) -> dict[str, Any]:
    return {name: [dict(row) for row in rows] for name, rows in review.entered.tables.items()}


def _calculated(review: Review) -> dict[str, Any]:
    return {
        "measures": [measure_document(result) for result in review.measures],
        "credits": _credits(review.credits),
        "qit": qit_document(review.qit),
        "gap": None if review.gap is None else _gap(review.gap),
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values."""
    diagnostic, waiver = finding.diagnostic, finding.waiver
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
    }
    if waiver is None:
        return written
    waived = {"approver": waiver.approver, "reason": waiver.reason, "until": waiver.until.isoformat()}
    return {**written, "waived": waived}


def measure_document(result: MeasureResult) -> dict[str, Any]:
    """Return a measure's result as plain values; numbers are exact texts."""
    numerator, denominator = counted(result.current)
    prior_numerator, prior_denominator = counted(result.prior)
    return {
        "key": result.measure.key,
        "title": result.measure.title,
        "numerator": numerator,
        "denominator": denominator,
        "result": rate(result.current),
        "unit": result.measure.result_unit,
        "prior_numerator": prior_numerator,
        "prior_denominator": prior_denominator,
        "prior_result": rate(result.prior),
        "outcome": str(result.outcome),
        "reason": str(result.reason),
        "achieved": result.achieved,
    }


def counted(performance: Performance | None) -> tuple[str | None, str | None]:
    """Return the totals behind a rate; of an annual measure its result, or ``NA``, and ``NA``."""
    if performance is None:
        return None, None
    if performance.pooled is None:
        return rate(performance) or NOT_APPLICABLE, NOT_APPLICABLE
    return str(performance.pooled.numerator), str(performance.pooled.denominator)


def rate(performance: Performance | None) -> str | None:
    """Return a rate exactly, ``None`` where there is none."""
    found: Rate | None = None if performance is None else performance.rate
    return None if found is None else exact(found)


def _credits(earned: Credits) -> dict[str, Any]:
    return {
        "in_force": earned.in_force,
        "contracts": [
            {
                "submitted": contract.submitted.isoformat(),
                "level": contract.level,
                "quarters": [str(quarter) for quarter in contract.quarters],
            }
            for contract in earned.contracts
        ],
    }


def qit_document(qit: QitResult) -> dict[str, Any]:
    """Return the target as plain values; shares are exact texts."""
    return {
        "verdict": str(qit.verdict),
        "achieved": qit.achieved,
        "credits": qit.credits,
        "selected": qit.selected,
        "share": None if qit.share is None else exact(qit.share, places=_SHARE_PLACES),
        "required_share": None if qit.required_share is None else exact(qit.required_share, places=_SHARE_PLACES),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "measures": gap.needed,
        "credits_open": 0 if gap.met else gap.credits,
        "steps": [
            {
                "measure": step.measure.key,
                "amount": exact(step.amount),
                "unit": unit_of(step),
                "direction": "more" if step.more else "less",
                "beyond": step.beyond,
            }
            for step in gap.steps
        ],
    }
