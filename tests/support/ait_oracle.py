"""What becomes of an annual improvement target, worked out from the program's own words by other means than the rules.

Everything is plain: a rate is (events, of, per), or one number where a measure has one result a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

HALF = Fraction(1, 2)
_CREDITED = {
    "DY4": (date(2017, 4, 1), date(2018, 3, 31)),
    "DY5": (date(2018, 4, 1), date(2020, 3, 31)),
}
"""The days of a contract that count for a year: of DY3 for DY4, of DY4 and DY5 for DY5."""


class OracleMeasure(NamedTuple):
    """A selected measure: whether more is better, its two results and the State's mean, ``None`` where there is none."""

    higher: bool
    baseline: Fraction | None
    result: Fraction | None
    mean: Fraction | None

    def beats(self, other: Fraction | None) -> bool:
        """Whether its result is strictly better than another number."""
        if self.result is None or other is None or self.result == other:
            return False
        return (self.result > other) == self.higher


class OracleContract(NamedTuple):
    """A contract: its level, its days, and whether it was refused."""

    level: int
    days: tuple[date, ...]
    refused: bool


class OracleAnswer(NamedTuple):
    """The verdict, and of each metric how many measures count, of how many."""

    verdict: str
    credits: int
    improved: tuple[int, int]
    better: tuple[int, int]


def rate(events: int, of: int, per: int) -> Fraction | None:
    """Return a rate, ``None`` where nothing could occur."""
    return None if of == 0 else Fraction(events, of) * per


def asked(year: str, measures: Sequence[OracleMeasure], contracts: Sequence[OracleContract]) -> OracleAnswer:
    """Return what becomes of the target of a year."""
    first, last = _CREDITED[year]
    credited = 0
    for contract in contracts:
        if contract.level >= 2 and not contract.refused and any(first <= day <= last for day in contract.days):
            credited = 1
    improved = [each for each in measures if each.beats(each.baseline)]
    with_mean = [each for each in measures if each.mean is not None]
    better = [each for each in with_mean if each.beats(each.mean)]
    if not with_mean:
        verdict = "not_determined"
    else:
        enough = 2 * (len(improved) + credited) >= len(measures) and 2 * (len(better) + credited) >= len(with_mean)
        verdict = "met" if enough else "not_met"
    return OracleAnswer(verdict, credited, (len(improved), len(measures)), (len(better), len(with_mean)))
