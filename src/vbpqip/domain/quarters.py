"""Program quarters: DY1 Q1 is April to June 2015, a window is the four quarters that end with one.

Stated: the twelve months that the reports of DY2 Q4, DY3 Q1 and DY3 Q2 cover, and that 15 August 2017 lies in DY3 Q2
(webinar of 19 July 2017). Inferred: the quarters follow the State fiscal year, and every report covers the twelve
months that end with its quarter.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

QUARTERS_IN_WINDOW = 4
_QUARTERS_IN_YEAR = 4
_MONTHS_IN_QUARTER = 3
_MONTHS_IN_YEAR = 12
_FIRST_CALENDAR_YEAR = 2015
_QUARTERS_BEFORE_APRIL = 1
_SPELLED = re.compile(r" *DY(\d) +Q([1-4]) *", re.ASCII | re.IGNORECASE)


def month_after(month: date, months: int) -> date:
    """Return the first day of the month that many months later.

    >>> month_after(date(2017, 3, 31), 10)
    datetime.date(2018, 1, 1)
    """
    ordinal = month.year * _MONTHS_IN_YEAR + month.month - 1 + months
    return date(ordinal // _MONTHS_IN_YEAR, ordinal % _MONTHS_IN_YEAR + 1, 1)


class Quarter(NamedTuple):
    """One quarter of a program year.

    >>> str(Quarter(3, 1))
    'DY3 Q1'
    """

    year: int
    number: int

    def __str__(self) -> str:
        return f"DY{self.year} Q{self.number}"

    @classmethod
    def parse(cls, text: str) -> "Quarter | None":
        """Return the quarter that a text names, or ``None``.

        >>> Quarter.parse("dy3 q1"), Quarter.parse("Q1 2017")
        (Quarter(year=3, number=1), None)
        """
        found = _SPELLED.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found else None

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Return the quarter that a day lies in.

        >>> str(Quarter.of(date(2017, 8, 15)))
        'DY3 Q2'
        """
        calendar_quarters = (day.year - _FIRST_CALENDAR_YEAR) * _QUARTERS_IN_YEAR + (
            day.month - 1
        ) // _MONTHS_IN_QUARTER
        return cls.at(calendar_quarters - _QUARTERS_BEFORE_APRIL)

    @classmethod
    def at(cls, ordinal: int) -> "Quarter":
        """Return the quarter of an ordinal; DY1 Q1 is 0."""
        year, number = divmod(ordinal, _QUARTERS_IN_YEAR)
        return cls(year + 1, number + 1)

    @property
    def ordinal(self) -> int:
        """The number of quarters since DY1 Q1."""
        return (self.year - 1) * _QUARTERS_IN_YEAR + self.number - 1

    @property
    def first_day(self) -> date:
        """The first day of the quarter.

        >>> Quarter(2, 4).first_day
        datetime.date(2017, 1, 1)
        """
        return month_after(date(_FIRST_CALENDAR_YEAR, 4, 1), self.ordinal * _MONTHS_IN_QUARTER)

    @property
    def last_day(self) -> date:
        """The last day of the quarter.

        >>> Quarter(2, 4).last_day
        datetime.date(2017, 3, 31)
        """
        return self.after(1).first_day - timedelta(days=1)

    def after(self, quarters: int) -> "Quarter":
        """Return the quarter that many quarters later; earlier where negative."""
        return Quarter.at(self.ordinal + quarters)

    def window(self) -> "tuple[Quarter, ...]":
        """Return the four quarters that end with this one, earliest first.

        >>> [str(quarter) for quarter in Quarter(3, 1).window()]
        ['DY2 Q2', 'DY2 Q3', 'DY2 Q4', 'DY3 Q1']
        """
        return tuple(self.after(back) for back in range(1 - QUARTERS_IN_WINDOW, 1))


def quarters_between(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    """Return all quarters from the first to the last, both included."""
    return tuple(Quarter.at(ordinal) for ordinal in range(first.ordinal, last.ordinal + 1))
