"""The sheet ``By measure``: what became of each measure in each period, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from vbpqip.core.measures import Measure
from vbpqip.core.numbers import rounded
from vbpqip.core.results import Outcome
from vbpqip.summary.builder import Heading, SheetValue, SummaryBuilder
from vbpqip.summary.charts import add_stacks
from vbpqip.summary.facts import Facts
from vbpqip.summary.measured import COMPARED
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
        if (period, key) in facts.measured.index:
            counts: Any = facts.measured.xs((period, key))
            outcomes = [int(counts[outcome]) for outcome in COMPARED]
            head: list[SheetValue] = [measure.short_title, period, sum(outcomes), *outcomes]
            yield [*head, share_achieved(counts), *_together(measure, counts)]


def share_achieved(counts: Any) -> float | None:  # noqa: ANN401 -- a row of a data frame
    """Return the share of facilities whose result held or improved, ``None`` where none was compared."""
    achieved = int(counts[Outcome.IMPROVED] + counts[Outcome.MAINTAINED])
    compared = achieved + int(counts[Outcome.WORSENED])
    return achieved / compared if compared else None


def _together(measure: Measure, counts: Any) -> list[SheetValue]:  # noqa: ANN401 -- as above
    numerator, denominator = int(counts["numerator"]), int(counts["denominator"])
    if measure.annual or not denominator:
        return [None, None, None, measure.result_unit]
    rate = Decimal(rounded(Fraction(numerator * measure.per, denominator)).replace(",", ""))
    return [numerator, denominator, rate, measure.result_unit]
