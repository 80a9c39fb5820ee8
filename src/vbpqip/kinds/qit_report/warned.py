"""The measures of a QIT report whose entries are under warning, and which of their entries are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vbpqip.checking.run import Checked
from vbpqip.core.cells import Location
from vbpqip.core.results import WARNED_ENTRIES, WarnedMeasure
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow


def warned_measures(context: ReviewContext, checked: Checked) -> tuple[WarnedMeasure, ...]:
    """Return the selected measures with entries under warning, in the order of the workbook."""
    warned = {finding.at for finding in checked.findings if finding.is_warning}
    return tuple(_warned(context, warned)) if warned else ()


def _warned(context: ReviewContext, warned: set[Location | None]) -> Iterator[WarnedMeasure]:
    for row in context.rows:
        parts = {part for at, part in _parts(row).items() if at in warned}
        if parts:
            yield WarnedMeasure(row.measure, parts.pop() if len(parts) == 1 else WARNED_ENTRIES)


def _parts(row: ScoredRow) -> Mapping[Location, str]:
    """Return what the entries of a row are called, by their places."""
    result = "result" if row.measure.annual else "numerator"
    counts = ((pair.numerator, pair.denominator) for pair in row.quarters)
    named = {field.field.at: part for pair in counts for field, part in zip(pair, (result, "denominator"), strict=True)}
    compared = {} if row.prior is None else {each.field.at: "comparator" for each in row.prior}
    return {row.row.key.at: WARNED_ENTRIES, row.row.selected.at: WARNED_ENTRIES, **named, **compared}
