"""The sheet ``By measure``: what became of each measure in each period, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from vbpqip.core.measures import Measure
from vbpqip.core.numbers import rounded
from vbpqip.core.results import Outcome
from vbpqip.summary.builder import Heading, SheetValue, SummaryBuilder
from vbpqip.summary.charts import add_stacks
from vbpqip.summary.facts import Facts
from vbpqip.summary.measured import MeasureTotals
from vbpqip.summary.words import OUTCOMES

_HEADINGS = (
    Heading("Measure", 26),
    Heading("Period", 9),
    Heading("Facilities", 10),
    *(Heading(OUTCOMES[outcome].word.capitalize(), 12) for outcome in Outcome),
    Heading("Achieved", 10),
    Heading("All numerators", 14),
    Heading("All denominators", 15),
    Heading("All together", 12),
    Heading("Unit", 28),
)
_ABOUT = "Facilities by outcome. 'Achieved' is the share of those that were compared and improved or were maintained."


def write_measures(builder: SummaryBuilder, facts: Facts) -> None:
    """Write the sheet."""
    sheet = builder.add_table("By measure", "By measure", _HEADINGS, _ABOUT)
    first, newest = sheet.row - 1, 0
    for period in reversed(facts.periods):
        for row in _rows(facts, period):
            sheet.values(row)
            newest += period == facts.periods[-1]
    builder.end_table(sheet, len(_HEADINGS), first)
    if newest:
        sheet.gap()
        add_stacks(builder, sheet, f"Outcomes in {facts.periods[-1]}", (first, first + newest))


def _rows(facts: Facts, period: str) -> Iterator[list[SheetValue]]:
    for key, measure in facts.measures.items():
        totals = facts.measured.get((period, key))
        if totals is not None:
            outcomes = [totals.outcomes.get(outcome, 0) for outcome in Outcome]
            head: list[SheetValue] = [measure.short_title, period, sum(outcomes), *outcomes]
            yield [*head, _share_achieved(totals), *_together(measure, totals)]


def _share_achieved(totals: MeasureTotals) -> float | None:
    """Return the share of facilities whose result held or improved, ``None`` where none was compared."""
    compared = (Outcome.IMPROVED, Outcome.MAINTAINED, Outcome.WORSENED)
    improved, maintained, worsened = (totals.outcomes.get(outcome, 0) for outcome in compared)
    achieved = improved + maintained
    return achieved / (achieved + worsened) if achieved + worsened else None


def _together(measure: Measure, totals: MeasureTotals) -> list[SheetValue]:
    if measure.annual or not totals.denominator:
        return [None, None, None, measure.result_unit]
    rate = Decimal(rounded(Fraction(totals.numerator * measure.per, totals.denominator)).replace(",", ""))
    return [totals.numerator, totals.denominator, rate, measure.result_unit]
