"""Program quarters.

1. DY1 Q1 is April to June 2015; the year runs from April to March.
2. A day lies in one quarter, and quarters follow one another without a gap.
3. A window is the four quarters, twelve months, that end with its quarter; neighbouring windows share three.
4. A quarter is spelled ``DY3 Q1``; capitals and spaces around do not matter.
   On a command line it is known however it is typed.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.quarters import YEARS, Quarter
from vbpqip.core.quarters import CALENDAR_YEARS, month_after, quarters_between

DAYS = st.dates(date(1, 7, 1), date(9998, 12, 31))
ORDINALS = st.integers(-2000, 2000)
SPELLABLE = st.integers(-4, 35).map(YEARS.at)


@pytest.mark.parametrize(
    ("quarter", "first_day", "last_day"),
    [
        pytest.param(Quarter(1, 1), date(2015, 4, 1), date(2015, 6, 30), id="first-of-the-program"),
        pytest.param(Quarter(2, 3), date(2016, 10, 1), date(2016, 12, 31), id="ends-with-the-calendar-year"),
        pytest.param(Quarter(2, 4), date(2017, 1, 1), date(2017, 3, 31), id="baseline"),
        pytest.param(Quarter(3, 2), date(2017, 7, 1), date(2017, 9, 30), id="dy3-q2"),
        pytest.param(Quarter(5, 4), date(2020, 1, 1), date(2020, 3, 31), id="last-of-the-program"),
    ],
)
def test_1_first_and_last_day(quarter: Quarter, first_day: date, last_day: date) -> None:
    assert (quarter.first_day, quarter.last_day) == (first_day, last_day)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        pytest.param(date(2017, 8, 15), Quarter(3, 2), id="15-august-2017"),
        pytest.param(date(2017, 3, 31), Quarter(2, 4), id="last-day-of-dy2"),
        pytest.param(date(2017, 4, 1), Quarter(3, 1), id="first-day-of-dy3"),
        pytest.param(date(2016, 2, 29), Quarter(1, 4), id="leap-day"),
        pytest.param(date(2015, 3, 31), Quarter(0, 4), id="day-before-the-program"),
    ],
)
def test_2_the_quarter_of_a_day(day: date, quarter: Quarter) -> None:
    assert Quarter.of(day) == quarter


@pytest.mark.parametrize(
    ("quarter", "start", "end"),
    [
        pytest.param(Quarter(2, 4), date(2016, 4, 1), date(2017, 3, 31), id="dy2-q4"),
        pytest.param(Quarter(3, 1), date(2016, 7, 1), date(2017, 6, 30), id="dy3-q1"),
        pytest.param(Quarter(3, 2), date(2016, 10, 1), date(2017, 9, 30), id="dy3-q2"),
        pytest.param(Quarter(4, 1), date(2017, 7, 1), date(2018, 6, 30), id="measurement-year-of-the-dy4-ait"),
    ],
)
def test_3_a_window_covers_the_printed_twelve_months(quarter: Quarter, start: date, end: date) -> None:
    window = quarter.window()

    assert (window[0].first_day, window[-1].last_day) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("DY3 Q1", id="as-printed"),
        pytest.param("dy3 q1", id="small"),
        pytest.param("  DY3   Q1 ", id="spaces"),
    ],
)
def test_4_spellings_of_a_quarter(text: str) -> None:
    assert Quarter.parse(text) == Quarter(3, 1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("DY3", id="year-alone"),
        pytest.param("DY3 Q0", id="quarter-0"),
        pytest.param("DY3 Q5", id="quarter-5"),
        pytest.param("DY3 Q10", id="quarter-10"),
        pytest.param("DY33 Q1", id="year-33"),
        pytest.param("DY3Q1", id="no-space"),
        pytest.param("DY3\nQ1", id="two-lines"),
        pytest.param("DY\u0663 Q1", id="digit-of-another-script"),
        pytest.param("Q1 2017", id="calendar-quarter"),
    ],
)
def test_4_no_spellings_of_a_quarter(text: str) -> None:
    assert Quarter.parse(text) is None


def test_all_quarters_between_two_include_both() -> None:
    quarters = quarters_between(Quarter(2, 4), Quarter(3, 2))

    assert quarters == (Quarter(2, 4), Quarter(3, 1), Quarter(3, 2))


def test_between_a_quarter_and_an_earlier_one_is_none() -> None:
    assert quarters_between(Quarter(3, 2), Quarter(2, 4)) == ()


def test_quarters_are_ordered_by_year_first() -> None:
    assert sorted([Quarter(3, 1), Quarter(2, 4), Quarter(2, 1)]) == [Quarter(2, 1), Quarter(2, 4), Quarter(3, 1)]


@pytest.mark.parametrize(
    ("months", "month"),
    [(0, date(2017, 3, 1)), (9, date(2017, 12, 1)), (10, date(2018, 1, 1)), (-3, date(2016, 12, 1))],
)
def test_months_are_counted_over_the_turn_of_the_year(months: int, month: date) -> None:
    assert month_after(date(2017, 3, 31), months) == month


@given(DAYS)
def test_2_a_day_lies_within_its_quarter(day: date) -> None:
    quarter = Quarter.of(day)

    assert quarter.first_day <= day <= quarter.last_day


@given(DAYS)
def test_2_first_and_last_day_lie_in_their_own_quarter(day: date) -> None:
    quarter = Quarter.of(day)

    assert Quarter.of(quarter.first_day) == quarter == Quarter.of(quarter.last_day)


@given(ORDINALS)
def test_2_the_quarter_of_an_ordinal_has_it(ordinal: int) -> None:
    quarter = Quarter.at(ordinal)

    assert quarter.ordinal == ordinal
    assert 1 <= quarter.number <= 4


@given(ORDINALS)
def test_2_the_next_quarter_begins_the_day_after(ordinal: int) -> None:
    quarter = Quarter.at(ordinal)

    assert quarter.after(1).first_day == quarter.last_day + timedelta(days=1)


@given(ORDINALS, st.integers(-100, 100))
def test_2_as_many_quarters_back_as_forth(ordinal: int, quarters: int) -> None:
    quarter = Quarter.at(ordinal)

    assert quarter.after(quarters).after(-quarters) == quarter
    assert (quarter.after(quarters) > quarter) is (quarters > 0)


@given(ORDINALS)
def test_3_a_window_has_four_consecutive_quarters_and_ends_with_its_own(ordinal: int) -> None:
    window = Quarter.at(ordinal).window()

    assert [each.ordinal for each in window] == [ordinal - 3, ordinal - 2, ordinal - 1, ordinal]


@given(ORDINALS)
def test_3_two_reports_in_a_row_share_three_quarters(ordinal: int) -> None:
    earlier, later = Quarter.at(ordinal).window(), Quarter.at(ordinal + 1).window()

    assert earlier[1:] == later[:3]


@given(SPELLABLE)
def test_4_what_is_printed_can_be_read(quarter: Quarter) -> None:
    assert Quarter.parse(str(quarter)) == quarter


@pytest.mark.parametrize(
    ("typed", "quarter"),
    [
        ("2017 Q1", "2017 Q1"),
        ("2017q1", "2017 Q1"),
        ("Q1/2017", "2017 Q1"),
        ("2017\u00a0\u2013 Q1", "2017 Q1"),
        ("2017 Q5", "None"),
        ("Q1 2017 Q1", "None"),
        ("2017", "None"),
        ("1900 Q1", "None"),
        ("", "None"),
    ],
)
def test_a_quarter_is_known_however_it_is_typed(typed: str, quarter: str) -> None:
    assert str(CALENDAR_YEARS.typed(typed)) == quarter
