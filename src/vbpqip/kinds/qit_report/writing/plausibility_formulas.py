"""``checks.plausibility`` as Excel formulas: what is possible in a row, and unlikely.

Every function returns a formula that is true where the check finds something, over parsed cells that can be
calculated with.
"""

from __future__ import annotations

from collections.abc import Sequence

from vbpqip.core.measures import MINUTES, Measure, Scoring
from vbpqip.workbook.answers import LARGEST_COUNT, LARGEST_TOTAL

_JUST_BELOW_ONE = "(1-1E-13)"
"""Keeps 2.1 from being more than three times 0.7: decimals are not exact in a spreadsheet, their 13 digits are."""


def tenfold(denominators: Sequence[str], factor: str, fewest: str) -> str:
    """Return the formula for whether one of four denominators is far from the median of the others, zeros aside.

    The second and the third by size are the middle ones of five, with none and with more than any beside the four.
    """
    four = ",".join(denominators)
    first, second = f"MIN({four})", f"MEDIAN(0,{four})"
    third, fourth = f"MEDIAN({four},{LARGEST_COUNT + 1})", f"MAX({four})"

    def far(larger: str, smaller: str) -> str:
        return f"{larger}>=MAX({factor}*{smaller},{fewest})"

    of_four = f"OR({far(third, first)},{far(fourth, second)})"
    of_fewer = f"OR(AND({second}>0,{far(third, second)}),AND({third}>0,{far(fourth, third)}))"
    return f"IF({first}>0,{of_four},{of_fewer})"


def entered_twice(pairs: Sequence[tuple[str, str]], smallest: str) -> str:
    """Return the formula for whether two of the pairs of counts are equal, with a denominator that is large enough.

    Each pair becomes one number, those with smaller denominators each another; there is no mode where none is repeated.
    """
    numbers = (
        f"IF({denominator}>={smallest},{numerator}*{LARGEST_COUNT + 1}+{denominator},-{nth})"
        for nth, (numerator, denominator) in enumerate(pairs, start=1)
    )
    return f"ISNUMBER(MODE({','.join(numbers)}))"


def jumped(window: tuple[str, str], prior: tuple[str, str], factor: str, fewest: str) -> str:
    """Formula for whether one of two pooled rates is more than a number of times the other, by cross-multiplication."""
    rates = f"{window[0]}*{prior[1]},{prior[0]}*{window[1]}"
    return f"AND(MAX({window[0]},{prior[0]})>={fewest},{window[1]}*{prior[1]}>0,MAX({rates})>{factor}*MIN({rates}))"


def result_jumped(measure: Measure, result: str, prior: str, factor: str) -> str:
    """Formula for whether one of two annual results, where both can be meant, is so many times the other."""
    both, highest = f"{result},{prior}", measure.highest_result
    lowest = _lowest_result(measure)
    bounds = f"{result}<={highest or LARGEST_COUNT},{prior}<={highest or LARGEST_TOTAL}"
    larger = f"MAX({both})*{_JUST_BELOW_ONE}>{factor}*MIN({both})"
    return f"IF(COUNT({both})<2,FALSE,AND(MIN({both}){lowest},{bounds},{larger}))"


def _lowest_result(measure: Measure) -> str:
    """Formula for from where on a result is one that can be meant, and not 0, of which nothing is a multiple."""
    if measure.scoring is Scoring.PERCENT:
        return ">1"
    return ">=1" if measure.unit == MINUTES else ">0"
