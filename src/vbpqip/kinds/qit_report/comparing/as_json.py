"""A comparison as one JSON document; its schema is ``comparison_document`` in ``output/schema.json``."""

from __future__ import annotations

from typing import Any

from vbpqip.core.cells import Location
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.comparing.comparison import Change, Comparison, FormPart, MeasureChange
from vbpqip.kinds.qit_report.document import measure_document, qit_document
from vbpqip.output.json_values import FORMAT, finding_document, origin_document, parties_document
from vbpqip.output.plain import for_json
from vbpqip.workbook.compare import ComparedEntry


def compared_as_json(comparison: Comparison) -> str:
    """Return a comparison as a JSON document; the same comparison gives the same text."""
    return for_json(comparison_document(comparison), indent=2)


def comparison_document(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain values."""
    old, new = comparison.old, comparison.new
    return {
        "format": FORMAT,
        **origin_document(new.rules),
        "relation": str(comparison.relation),
        "old": _report(old),
        "new": _report(new),
        "changes": [_change(change) for change in comparison.changes],
        "not_compared": list(comparison.not_compared),
        "measures": [_measure(measure) for measure in comparison.measures],
        "findings": {
            "gone": [finding_document(finding) for finding in comparison.gone],
            "new": [finding_document(finding) for finding in comparison.arisen],
        },
    }


def _report(review: Review) -> dict[str, Any]:
    return {
        "workbook": review.workbook,
        "sha256": review.sha256,
        "status": str(review.status),
        **parties_document(review),
        "period": None if review.period is None else str(review.period),
        "window": [str(quarter) for quarter in review.window],
        "qit": qit_document(review.qit),
    }


def _change(change: Change) -> dict[str, Any]:
    name = change.name
    return {
        "kind": str(change.kind),
        "part": str(name.part),
        "measure": name.group if name.part is FormPart.MEASURE else None,
        "subject": change.subject,
        "entry": change.called,
        "old": _entered(change.old),
        "new": _entered(change.new),
    }


def _entered(entry: ComparedEntry) -> dict[str, Any]:
    return {**_place(entry.at), "value": entry.shown or None, "how": entry.how or None}


def _place(at: Location | None) -> dict[str, Any]:
    return {"sheet": None if at is None else at.sheet, "cell": None if at is None else at.address}


def _measure(measure: MeasureChange) -> dict[str, Any]:
    return {
        "key": measure.measure.key,
        "title": measure.measure.title,
        "moved": measure.moved,
        "moved_by": [_place(change.at) for change in measure.movers],
        "old": None if measure.old is None else measure_document(measure.old),
        "new": None if measure.new is None else measure_document(measure.new),
    }
