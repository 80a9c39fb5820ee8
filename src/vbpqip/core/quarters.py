"""The quarters of a program's years, which need not begin in January: a window is the four quarters that end with one.

Each quarter carries the years that it is one of, so that it knows its name and its days.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from vbpqip.core.named_tuples import NamedTuple

QUARTERS_IN_WINDOW = 4
_QUARTERS_IN_YEAR = 4
_MONTHS_IN_QUARTER = 3
_MONTHS_IN_YEAR = 12
_MOST_YEARS = 20
_BETWEEN_WORDS = frozenset("_.,/-\u2010\u2011\u2012\u2013\u2014\u2015")


def month_after(month: date, months: int) -> date:
    """Return the first day of the month that many months later.

    >>> month_after(date(2017, 3, 31), 10)
    datetime.date(2018, 1, 1)
    """
    ordinal = month.year * _MONTHS_IN_YEAR + month.month - 1 + months
    return date(ordinal // _MONTHS_IN_YEAR, ordinal % _MONTHS_IN_YEAR + 1, 1)


class Years(NamedTuple):
    """The years of a program: how they are named, and that the year ``first`` begins with the day ``begins``.

    >>> years = Years("DY", first=1, begins=date(2015, 4, 1))
    >>> f"{years.example}", f"{years.of(date(2017, 8, 15))}"
    ('DY3 Q1', 'DY3 Q2')
    """

    prefix: str
    first: int
    begins: date

    @property
    def start(self) -> Quarter:
        """The first quarter of the first year."""
        return Quarter(self.first, 1, self)

    @property
    def example(self) -> Quarter:
        """A quarter to name where one is asked for."""
        return Quarter(self.first + 2, 1, self)

    def at(self, ordinal: int) -> Quarter:
        """Return the quarter of an ordinal; the first quarter of the first year is 0."""
        year, number = divmod(ordinal, _QUARTERS_IN_YEAR)
        return Quarter(year + self.first, number + 1, self)

    def of(self, day: date) -> Quarter:
        """Return the quarter that a day lies in."""
        months = (day.year - self.begins.year) * _MONTHS_IN_YEAR + day.month - self.begins.month
        return self.at(months // _MONTHS_IN_QUARTER)

    def parse(self, text: str) -> Quarter | None:
        """Return the quarter that a text names, or ``None``.

        >>> years = Years("DY", first=1, begins=date(2015, 4, 1))
        >>> f"{years.parse('dy3 q1')}", years.parse("Q1 2017")
        ('DY3 Q1', None)
        """
        found = _pattern(self.prefix).fullmatch(text)
        if found is None or abs(int(found[1]) - self.first) > _MOST_YEARS:
            return None
        return Quarter(int(found[1]), int(found[2]), self)

    def named(self, text: str) -> Quarter | None:
        """Return the period that a report says it is of: a quarter, or a year, which is known by its first quarter.

        >>> years = Years("DY", first=1, begins=date(2015, 4, 1))
        >>> f"{years.named('DY4 Q2')}", f"{years.named('dy4')}", years.named("2017")
        ('DY4 Q2', 'DY4', None)
        """
        quarter = self.parse(text)
        first = None if quarter is not None else self.parse(f"{text.strip()} Q1")
        return quarter if first is None else YearPeriod(first.year, first.number, self)

    def typed(self, text: str) -> Quarter | None:
        """Return the quarter that a person names on a command line, or ``None``; a report is read by :meth:`parse`.

        >>> years = Years("DY", first=1, begins=date(2015, 4, 1))
        >>> [f"{years.typed(text)}" for text in ("DY3Q2", "dy3-q2", "Q2 DY3", "DY3")]
        ['DY3 Q2', 'DY3 Q2', 'DY3 Q2', 'None']
        """
        plain, prefix = map(_without_separators, (text, self.prefix))
        found = re.fullmatch(rf"(Q[1-4])?{re.escape(prefix)}(\d{{1,4}})(Q[1-4])?", plain, re.ASCII | re.IGNORECASE)
        if found is None or (found[1] is None) == (found[3] is None):
            return None
        return self.parse(f"{self.prefix}{found[2]} {found[1] or found[3]}")


def _without_separators(text: str) -> str:
    return "".join(letter for letter in text if letter not in _BETWEEN_WORDS and not letter.isspace())


@cache
def _pattern(prefix: str) -> re.Pattern[str]:
    return re.compile(rf" *{re.escape(prefix)}(\d{{1,4}}) +Q([1-4]) *", re.ASCII | re.IGNORECASE)


CALENDAR_YEARS = Years("", first=2000, begins=date(2000, 1, 1))


class Quarter(NamedTuple):
    """One quarter of a program year.

    >>> f"{Quarter(2017, 1, CALENDAR_YEARS)}"
    '2017 Q1'
    """

    year: int
    number: int
    years: Years

    def __str__(self) -> str:
        return f"{self.year_name} Q{self.number}"

    @property
    def year_name(self) -> str:
        """The name of its year."""
        return f"{self.years.prefix}{self.year}"

    @property
    def ordinal(self) -> int:
        """The number of quarters since the first one of the first year."""
        return (self.year - self.years.first) * _QUARTERS_IN_YEAR + self.number - 1

    @property
    def first_day(self) -> date:
        """The first day of the quarter.

        >>> Quarter(2017, 1, CALENDAR_YEARS).first_day
        datetime.date(2017, 1, 1)
        """
        return month_after(self.years.begins, self.ordinal * _MONTHS_IN_QUARTER)

    @property
    def last_day(self) -> date:
        """The last day of the quarter.

        >>> Quarter(2017, 1, CALENDAR_YEARS).last_day
        datetime.date(2017, 3, 31)
        """
        return self.after(1).first_day - timedelta(days=1)

    def after(self, quarters: int) -> Quarter:
        """Return the quarter that many quarters later; earlier where negative."""
        return self.years.at(self.ordinal + quarters)

    def window(self) -> tuple[Quarter, ...]:
        """Return the four quarters that end with this one, earliest first.

        >>> [str(quarter) for quarter in Quarter(2017, 1, CALENDAR_YEARS).window()]
        ['2016 Q2', '2016 Q3', '2016 Q4', '2017 Q1']
        """
        return tuple(self.after(back) for back in range(1 - QUARTERS_IN_WINDOW, 1))


class YearPeriod(Quarter):
    """A year that a report is for, known by the quarter with which the window ends that is measured.

    It is as that quarter is, and named after the year alone.

    >>> year = YearPeriod(2017, 1, CALENDAR_YEARS)
    >>> f"{year}", year == Quarter(2017, 1, CALENDAR_YEARS)
    ('2017', True)
    """

    __slots__ = ()

    def __str__(self) -> str:
        return self.year_name


def quarters_between(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    """Return all quarters from the first to the last, both included."""
    return tuple(first.years.at(ordinal) for ordinal in range(first.ordinal, last.ordinal + 1))
