"""Open rules: where another reading of a number of the program, which is as good, gives another verdict.

Each reading is taken alone. What a result is compared with can be read otherwise where the report is known that says
it by the other reading, and everything in that report is sound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vbpqip.checking.run import Checked
from vbpqip.core.results import OpenRule, Verdict
from vbpqip.kinds.qit_report.checks.previous import given_for
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.qit_report.scored import SCORED_AREAS, RowPerformance, current_of, scored
from vbpqip.rules.comparator import COMPARED_WITH, compared_period


def open_rules_of(
    context: ReviewContext, checked: Checked, performances: Sequence[RowPerformance], verdict: Verdict
) -> Iterator[OpenRule]:
    """Yield the other readings under which the target would be met rather than missed, or the other way round."""
    for reading in context.program.other_readings(context.rules_of, SCORED_AREAS):
        under = context._replace(program=reading.program)
        compared = _compared(context, under, performances) if reading.key == COMPARED_WITH else performances
        other = verdict if compared is None else scored(under, checked, compared).verdict
        if other is not verdict:
            yield OpenRule(reading.key, reading.title, reading.value, other)


def _compared(
    context: ReviewContext, under: ReviewContext, performances: Sequence[RowPerformance]
) -> Sequence[RowPerformance] | None:
    """Return performances beside what they are compared with by another reading.

    ``None`` where that is the same report, or is not known.
    """
    assert context.period is not None  # noqa: S101 -- the target of a known period is measured
    now, other = (compared_period(context.period, each.program) for each in (context, under))
    earlier = None if now == other else given_for(context, other)
    if earlier is None or not _is_sound(earlier):
        return None
    rows = {row.measure.key: row for row in earlier.rows if not earlier.is_pending(row)}
    if not rows.keys() >= {each.row.measure.key for each in performances}:
        return None
    return [each._replace(prior=current_of(rows[each.row.measure.key])) for each in performances]


def _is_sound(earlier: ReviewContext) -> bool:
    from vbpqip.kinds.qit_report.checks.in_order import check_report  # noqa: PLC0415 -- few reports have another beside them

    return not check_report(earlier).error_cells
