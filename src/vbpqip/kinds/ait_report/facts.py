"""What an accepted AIT report says to others: baselines, results, means, and the target."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from vbpqip.core.cells import Location, Number
from vbpqip.core.numbers import exact
from vbpqip.core.reviews import Fact
from vbpqip.kinds.ait_report.assess import AitAssessment, AssessedMeasure
from vbpqip.kinds.ait_report.context import AitContext, SelectedRow
from vbpqip.kinds.ait_report.document import rate_of
from vbpqip.kinds.ait_report.form import AIT_KIND, BASELINE

ON_MENU, OFF_MENU = "baseline_on_menu", "baseline_off_menu"
"""The names of a baseline's rate, by whether its measure is on the menu."""


def ait_facts(context: AitContext, assessment: AitAssessment) -> Iterator[Fact]:
    """Yield the facts of a report whose year is known.

    A result is stated of the quarter whose window is measured, as the quarterly report states it.
    """
    if context.period is None:
        return
    year, subject = str(context.period), context.subject
    for row, found in zip(context.rows, assessment.measures, strict=True):
        for name, value, measured, at in _of_measure(row, found):
            period = str(context.period.window()[-1]) if measured else year
            yield Fact(AIT_KIND, subject, period, str(row.measure.key), name, value, at)
    target = assessment.target
    yield Fact(AIT_KIND, subject, year, None, "ait_verdict", str(target.verdict))
    yield Fact(AIT_KIND, subject, year, None, "ait_selected", str(target.selected))
    yield Fact(AIT_KIND, subject, year, None, "ait_credits", str(target.credits))


def _of_measure(row: SelectedRow, found: AssessedMeasure) -> Iterator[tuple[str, str, bool, Location | None]]:
    """Yield what is said of a measure, each with whether it is of the measured quarter, and where it stands."""
    for name, value in _entered(row):
        yield name, value, False, row.baseline.numerator.field.at
    baseline, result = rate_of(found.baseline), rate_of(found.result)
    yield OFF_MENU if row.measure.off_menu else ON_MENU, "NA" if baseline is None else baseline, False, None
    if result is not None and row.result is not None:
        yield "result", result, True, row.result.numerator.field.at
    if found.mean is not None:
        yield "state_mean", exact(Fraction(found.mean.value)), False, None
    for name, known in (("improved", found.improved), ("better_than_mean", found.better_than_mean)):
        if known is not None:
            yield name, "yes" if known else "no", False, None


def _entered(row: SelectedRow) -> Iterator[tuple[str, str]]:
    """Yield what is entered of a baseline; of a measure with one result a year the numerator is its result."""
    for name, each in zip(BASELINE, row.baseline, strict=True):
        match each.field.entry:
            case Number(value):
                yield name, exact(Fraction(value))
            case _:
                pass
