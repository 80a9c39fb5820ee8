"""The calendar.

1. Dates of DY2 Q4, DY3 Q1 and DY3 Q2 are as DOH's webinar of 19 July 2017 prints them.
2. Later ones go by the rule: ends of months 4, 6 and 10 after the window, payment in months 7, 8 and 9.
3. The 15 additional days for the 3-hour sepsis bundle are given for DY2 Q4 only.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from support.quarters import Quarter
from vbpqip.program.calendar import PeriodDates
from vbpqip.program.loading import load_program
from vbpqip.program.parameters import Basis

PROGRAM = load_program()
PRINTED = {
    "DY2 Q4": "2016-04-01 to 2017-03-31 | 2017-07-31 | 2017-09-29 | 2017-10, 2017-11, 2017-12 | 2018-01-31",
    "DY3 Q1": "2016-07-01 to 2017-06-30 | 2017-10-31 | 2017-12-31 | 2018-01, 2018-02, 2018-03 | 2018-04-30",
    "DY3 Q2": "2016-10-01 to 2017-09-30 | 2018-01-31 | 2018-03-31 | 2018-04, 2018-05, 2018-06 | 2018-07-31",
}
BY_RULE = {
    "DY3 Q3": "2017-01-01 to 2017-12-31 | 2018-04-30 | 2018-06-30 | 2018-07, 2018-08, 2018-09 | 2018-10-31",
    "DY3 Q4": "2017-04-01 to 2018-03-31 | 2018-07-31 | 2018-09-30 | 2018-10, 2018-11, 2018-12 | 2019-01-31",
    "DY4 Q1": "2017-07-01 to 2018-06-30 | 2018-10-31 | 2018-12-31 | 2019-01, 2019-02, 2019-03 | 2019-04-30",
    "DY4 Q2": "2017-10-01 to 2018-09-30 | 2019-01-31 | 2019-03-31 | 2019-04, 2019-05, 2019-06 | 2019-07-31",
    "DY4 Q3": "2018-01-01 to 2018-12-31 | 2019-04-30 | 2019-06-30 | 2019-07, 2019-08, 2019-09 | 2019-10-31",
    "DY4 Q4": "2018-04-01 to 2019-03-31 | 2019-07-31 | 2019-09-30 | 2019-10, 2019-11, 2019-12 | 2020-01-31",
    "DY5 Q1": "2018-07-01 to 2019-06-30 | 2019-10-31 | 2019-12-31 | 2020-01, 2020-02, 2020-03 | 2020-04-30",
    "DY5 Q2": "2018-10-01 to 2019-09-30 | 2020-01-31 | 2020-03-31 | 2020-04, 2020-05, 2020-06 | 2020-07-31",
    "DY5 Q3": "2019-01-01 to 2019-12-31 | 2020-04-30 | 2020-06-30 | 2020-07, 2020-08, 2020-09 | 2020-10-31",
    "DY5 Q4": "2019-04-01 to 2020-03-31 | 2020-07-31 | 2020-09-30 | 2020-10, 2020-11, 2020-12 | 2021-01-31",
}


def dates_of(name: str) -> PeriodDates:
    period = Quarter.parse(name)
    assert period is not None
    return PROGRAM.dates(period)


def as_line(dates: PeriodDates) -> str:
    """Return the columns: window, report due, review done, payment, report to DOH."""
    window = f"{dates.window_start} to {dates.window_end}"
    months = ", ".join(f"{month:%Y-%m}" for month in dates.payment_months)
    return " | ".join([window, f"{dates.report_due}", f"{dates.review_done}", months, f"{dates.doh_report_due}"])


def test_the_periods_run_from_dy2_q4_to_dy5_q4() -> None:
    assert [str(period) for period in PROGRAM.periods] == [*PRINTED, *BY_RULE]


def test_the_baseline_is_the_first_period() -> None:
    assert PROGRAM.first_period == PROGRAM.baseline == Quarter(2, 4)


def test_a_report_can_name_every_quarter_of_every_window() -> None:
    quarters = PROGRAM.quarters

    assert (str(quarters[0]), str(quarters[-1]), len(quarters)) == ("DY2 Q1", "DY5 Q4", 16)


@pytest.mark.parametrize(("period", "line"), PRINTED.items(), ids=PRINTED)
def test_1_printed_dates(period: str, line: str) -> None:
    dates = dates_of(period)

    assert as_line(dates) == line
    assert dates.basis is Basis.STATED


@pytest.mark.parametrize(("period", "line"), BY_RULE.items(), ids=BY_RULE)
def test_2_dates_by_the_rule(period: str, line: str) -> None:
    dates = dates_of(period)

    assert as_line(dates) == line
    assert dates.basis is Basis.INFERRED


def test_2_a_printed_date_beats_the_rule() -> None:
    """29 September 2017 is no month's end; the rule would say 30 September."""
    assert f"{dates_of('DY2 Q4').review_done}" == "2017-09-29"


@pytest.mark.parametrize("period", PROGRAM.periods, ids=str)
def test_2_each_step_follows_the_one_before(period: Quarter) -> None:
    dates = PROGRAM.dates(period)

    steps = [dates.window_end, dates.report_due, dates.review_done, *dates.payment_months, dates.doh_report_due]
    assert steps == sorted(set(steps))


def test_3_the_sepsis_bundle_of_the_baseline_may_come_15_days_later() -> None:
    dates = dates_of("DY2 Q4")

    assert f"{dates.late_results_due}" == "2017-08-15"
    assert dates.late_results_due - dates.report_due == timedelta(days=15)


@pytest.mark.parametrize("period", PROGRAM.periods[1:], ids=str)
def test_3_the_sepsis_bundle_is_due_with_the_rest_ever_after(period: Quarter) -> None:
    dates = PROGRAM.dates(period)

    assert dates.late_results_due == dates.report_due
