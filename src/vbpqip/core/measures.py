"""Measures of the menu, in the quality field's own terms (HL7 improvement notation and measure scoring)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NewType

from vbpqip.core.named_tuples import NamedTuple

MeasureKey = NewType("MeasureKey", str)
"""Stable key of a measure; the menu's own numbers change when a row is removed."""


class Improvement(StrEnum):
    """Which way is better."""

    INCREASE = "higher"
    DECREASE = "lower"


class Scoring(StrEnum):
    """What kind of number a measure is."""

    PROPORTION = "proportion"
    RATIO = "ratio"
    PERCENT = "percent"
    CONTINUOUS_VARIABLE = "continuous-variable"


MINUTES = "minutes"


class Reporting(StrEnum):
    """Whether a measure is reported as counts of each quarter or as one result a year."""

    QUARTERLY = "quarterly"
    ANNUAL = "annual"


_ANNUAL = Reporting.ANNUAL


class Measure(NamedTuple):
    """One row of the measure menu.

    ``per`` is the multiplier of the rate, 1 for an annual measure. ``unit`` is what a denominator counts, for an
    annual measure the unit of its result. ``removed`` is the day from which the row is off the menu.
    ``highest_result`` bounds an annual result (100 percent), ``None`` where nothing does. ``device_days`` is
    whether its denominators are easily taken for device days, ``infection_group`` whether it is counted over nearly the
    same patient days as others of the group, ``late_result`` whether it may be reported by a later day of its own.
    """

    key: MeasureKey
    title: str
    short_title: str
    steward: str
    improvement: Improvement
    scoring: Scoring
    reporting: Reporting
    per: int
    unit: str
    highest_result: int | None = None
    removed: date | None = None
    off_menu: bool = False
    device_days: bool = False
    infection_group: bool = False
    late_result: bool = False

    def looks_mistyped(self, result: Decimal) -> bool:
        """Whether an annual result is what a spreadsheet makes of ``61.2%`` or ``0:08``."""
        if self.scoring is Scoring.PERCENT:
            return 0 < result <= 1
        return self.unit == MINUTES and 0 < result < 1

    @property
    def names(self) -> tuple[str, str, str]:
        """What people call it, its key first."""
        return str(self.key), self.short_title, self.title

    @property
    def result_unit(self) -> str:
        """The unit of a result, such as ``per 10,000 patient days`` or ``minutes``."""
        return self.unit if self.annual else f"per {self.per:,} {self.unit}"

    @property
    def annual(self) -> bool:
        """Whether one result is entered a year."""
        return self.reporting is _ANNUAL


class Count(NamedTuple):
    """Events out of potential occurrences; both whole and not negative."""

    numerator: int
    denominator: int


Rate = Fraction
"""A count scaled by its measure's multiplier, or an annual result; exact."""
