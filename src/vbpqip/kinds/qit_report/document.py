"""What the JSON document of a review says of a QIT report alone: its measures, credits, target, and the gap to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vbpqip.core.measures import Rate
from vbpqip.core.numbers import exact
from vbpqip.core.results import (
    Credits,
    Gap,
    MeasureResult,
    Performance,
    QitAssessment,
    QitResult,
    Verdict,
    WithoutWarned,
)
from vbpqip.kinds.shared.gap_in_words import unit_of
from vbpqip.workbook.answers import NOT_APPLICABLE

_SHARE_PLACES = 2


def assessment_document(assessment: QitAssessment) -> dict[str, Any]:
    """Return an assessment as plain values; numbers are exact texts."""
    return {
        "measures": [measure_document(result) for result in assessment.measures],
        "credits": _credits(assessment.credits),
        "qit": qit_document(assessment.qit),
        "gap": None if assessment.gap is None else _gap(assessment.gap),
        "without_warned": None if assessment.without_warned is None else _without_warned(assessment.without_warned),
        "open_rules": [
            {"rule": each.rule, "value": each.value, "verdict": str(each.verdict)} for each in assessment.open_rules
        ],
    }


def blocked_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what changes where errors across files take the verdict; nothing where there is no target."""
    if "qit" not in document:
        return {}
    target = {**document["qit"], "verdict": str(Verdict.NOT_DETERMINED), "share": None}
    return {"qit": target, "gap": None, "without_warned": None, "open_rules": []}


def measure_document(result: MeasureResult) -> dict[str, Any]:
    """Return a measure's result as plain values; numbers are exact texts."""
    numerator, denominator = totals_behind(result.current)
    prior_numerator, prior_denominator = totals_behind(result.prior)
    return {
        "key": result.measure.key,
        "title": result.measure.title,
        "numerator": numerator,
        "denominator": denominator,
        "result": exact_rate(result.current),
        "unit": result.measure.result_unit,
        "prior_numerator": prior_numerator,
        "prior_denominator": prior_denominator,
        "prior_result": exact_rate(result.prior),
        "outcome": str(result.outcome),
        "reason": str(result.reason),
        "achieved": result.achieved,
    }


def totals_behind(performance: Performance | None) -> tuple[str | None, str | None]:
    """Return the totals behind a rate; of an annual measure its result, or ``NA``, and ``NA``."""
    if performance is None:
        return None, None
    if performance.pooled is None:
        return exact_rate(performance) or NOT_APPLICABLE, NOT_APPLICABLE
    return str(performance.pooled.numerator), str(performance.pooled.denominator)


def exact_rate(performance: Performance | None) -> str | None:
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


def _without_warned(without: WithoutWarned) -> dict[str, Any]:
    return {"measures": [each.measure.key for each in without.measures], "verdict": str(without.verdict)}


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
