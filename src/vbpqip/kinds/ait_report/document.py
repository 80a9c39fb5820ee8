"""What the JSON document of a review says of an AIT report alone, and the schema of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from vbpqip.core.numbers import exact
from vbpqip.core.results import Performance, Verdict
from vbpqip.kinds.ait_report.assess import AitAssessment, AssessedMeasure
from vbpqip.rules.ait import Metric

_PLACES = 2
_TEXT, _NO_TEXT = {"type": "string"}, {"type": ["string", "null"]}
_FLAG = {"type": ["boolean", "null"]}
_COUNT = {"type": "integer", "minimum": 0}
_METRIC = {
    "type": ["object", "null"],
    "properties": {
        "achieved": _COUNT,
        "credits": _COUNT,
        "of": _COUNT,
        "share": _NO_TEXT,
        "required_share": _TEXT,
        "to_change": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"measure": _TEXT, "amount": _TEXT, "direction": {"enum": ["more", "less"]}},
                "required": ["measure", "amount", "direction"],
            },
        },
    },
    "required": ["achieved", "credits", "of", "share", "required_share", "to_change"],
}
_TEXTS_OF_A_MEASURE = (
    "title", "unit", "baseline", "result", "mean", "mean_unit", "mean_kind", "mean_year", "mean_source", "published",
)  # fmt: skip
SCHEMA: Mapping[str, Any] = {
    "ait": {
        "type": "object",
        "properties": {
            "year": _TEXT,
            "verdict": {"enum": [*map(str, Verdict)]},
            "selected": _COUNT,
            "credits": _COUNT,
            "improved": _METRIC,
            "better_than_mean": _METRIC,
            "measures": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "key": _TEXT,
                        **dict.fromkeys(_TEXTS_OF_A_MEASURE, _NO_TEXT),
                        "improved": _FLAG,
                        "better_than_mean": _FLAG,
                    },
                    "required": ["key", *_TEXTS_OF_A_MEASURE, "improved", "better_than_mean"],
                },
            },
            "open_rules": {"type": "array"},
        },
        "required": ["year", "verdict", "selected", "credits", "improved", "better_than_mean", "measures"],
    }
}


def ait_document(assessment: AitAssessment) -> dict[str, Any]:
    """Return an assessment as plain values; numbers are exact texts."""
    target, (first, second) = assessment.target, assessment.gaps
    gaps = (() if gap is None else gap.steps for gap in (first, second))
    metrics = (target.improved, target.better_than_mean)
    improved, better = (
        None if metric is None else {**_metric(metric), "to_change": [_step(step) for step in steps]}
        for metric, steps in zip(metrics, gaps, strict=True)
    )
    return {
        "ait": {
            "year": assessment.year,
            "verdict": str(target.verdict),
            "selected": target.selected,
            "credits": target.credits,
            "improved": improved,
            "better_than_mean": better,
            "measures": [metrics_document(each) for each in assessment.measures],
            "open_rules": [
                {"rule": each.rule, "value": each.value, "verdict": str(each.verdict)} for each in assessment.open_rules
            ],
        }
    }


def blocked_ait(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what changes where errors across files take the verdict; nothing where there is no target."""
    if "ait" not in document:
        return {}
    taken: dict[str, Any] = {
        "verdict": str(Verdict.NOT_DETERMINED),
        "improved": None,
        "better_than_mean": None,
        "open_rules": [],
    }
    return {"ait": {**document["ait"], **taken}}


def _metric(metric: Metric) -> dict[str, Any]:
    share = None if metric.share is None else exact(metric.share, places=_PLACES)
    required = exact(metric.required_share, places=_PLACES)
    return {
        "achieved": metric.achieved,
        "credits": metric.credits,
        "of": metric.of,
        "share": share,
        "required_share": required,
    }


def _step(step: Any) -> dict[str, str]:  # noqa: ANN401 -- a step of a gap
    direction = "more" if step.more else "less"
    return {"measure": str(step.measure.key), "amount": exact(step.amount), "direction": direction}


def rate_of(performance: Performance | None) -> str | None:
    """Return a rate exactly, ``None`` where there is none."""
    found: Fraction | None = None if performance is None else performance.rate
    return None if found is None else exact(found)


def metrics_document(each: AssessedMeasure) -> dict[str, Any]:
    """Return a measure in both metrics as plain values."""
    mean = each.mean
    return {
        "key": str(each.measure.key),
        "title": each.measure.title,
        "unit": each.measure.result_unit,
        "baseline": rate_of(each.baseline),
        "result": rate_of(each.result),
        "mean": None if mean is None else exact(Fraction(mean.value)),
        "mean_unit": None if mean is None else mean.unit,
        "mean_kind": None if mean is None else mean.kind,
        "mean_year": None if mean is None else mean.year,
        "mean_source": None if mean is None else mean.source,
        "published": None if each.published is None else str(each.published.value),
        "improved": each.improved,
        "better_than_mean": each.better_than_mean,
    }
