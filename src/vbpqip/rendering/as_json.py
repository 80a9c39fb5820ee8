"""Reviews as one JSON document; its schema is ``reviews_document`` in ``output/schema.json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vbpqip.core.reviews import Review, Rules
from vbpqip.kinds.registry import known, named
from vbpqip.output.json_schema import schema_of
from vbpqip.output.json_values import (
    FORMAT,
    day_text,
    finding_document,
    origin_document,
    own_dates_document,
    parties_document,
    program_document,
)
from vbpqip.output.plain import for_json


def schema(definition: str = "reviews_document") -> dict[str, Any]:
    """Return the JSON Schema of the document, or of a part of it, with what each known kind adds to a review."""
    found = schema_of(definition)
    for kind in known():
        found["$defs"]["review"]["properties"].update(kind.schema)
    return found


def as_json(reviews: Sequence[Review], rules: Rules) -> str:
    """Return reviews as a JSON document; the same reviews give the same text."""
    return for_json(reviews_document(reviews, rules), indent=2)


def several_as_json(reviews: Sequence[Review], terms: str | None) -> str:
    """Return reviews as a JSON document, which names the terms of all of them, else those that were given."""
    rules = reviews[0].rules
    if any(review.rules.terms != rules.terms for review in reviews):
        rules = rules._replace(terms=terms)
    return f"{as_json(reviews, rules)}\n"


def reviews_document(reviews: Sequence[Review], rules: Rules) -> dict[str, Any]:
    """Return reviews as plain values; ``rules`` are those of all of them."""
    assumptions = {each.key: each for review in reviews for each in review.rules.assumptions}
    return {
        "format": FORMAT,
        **origin_document(rules._replace(assumptions=tuple(assumptions.values()))),
        "reviews": [review_as_values(review) for review in reviews],
    }


def review_as_values(review: Review) -> dict[str, Any]:
    """Return one review as plain values, as it stands in the document.

    What is calculated is left out for a workbook that says that it is of a kind that is not known.
    """
    is_of_its_kind = review.kind in {"", review.assessment.kind}
    document = named(review.assessment.kind).document(review.assessment) if is_of_its_kind else {}
    return {
        "workbook": review.workbook,
        "sha256": review.sha256,
        "program": program_document(review.rules),
        "kind": review.kind or None,
        "template_version": review.template_version or None,
        "status": str(review.status),
        **parties_document(review),
        "period": None if review.period is None else str(review.period),
        "window": [str(quarter) for quarter in review.window],
        "received": day_text(review.received),
        "due": day_text(review.due),
        "own_dates": own_dates_document({each.measure: each.due for each in review.own_dates}),
        "entries": {"fields": dict(review.entered().fields), "tables": _tables(review)},
        "findings": [finding_document(finding) for finding in review.findings],
        "checks_run": review.checks_run,
        **document,
        "open_rules": document.get("open_rules", []),
    }


def _tables(review: Review) -> dict[str, Any]:
    return {name: [dict(row) for row in rows] for name, rows in review.entered().tables.items()}
