"""A comparison as plain values; their schema is ``comparison_document`` in ``output/schema.json``."""

from __future__ import annotations

from typing import Any

from vbpqip.core.cells import Location
from vbpqip.core.reviews import Review
from vbpqip.kinds.compared import report_values
from vbpqip.kinds.qit_report.comparing.comparison import Change, Comparison, FormPart, MeasureChange
from vbpqip.kinds.qit_report.document import measure_document, qit_document
from vbpqip.output.json_values import FORMAT, finding_document, origin_document
from vbpqip.workbook.compare import ComparedEntry


def comparison_values(comparison: Comparison) -> dict[str, Any]:
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
    window = [str(quarter) for quarter in review.window]
    return {**report_values(review), "window": window, "qit": qit_document(review.qit)}


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
