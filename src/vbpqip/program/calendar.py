"""The calendar: each period's window, due dates and payment months.

Stated for DY2 Q4 to DY3 Q2 (webinar of 19 July 2017), whose printed dates beat the rule; inferred from them for
the later periods. Dates are DOH's recommendations; a pairing's terms may move them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from vbpqip.domain.quarters import Quarter, month_after
from vbpqip.program.parameters import Basis, Parameter
from vbpqip.program.tables import Table


class PeriodDates(NamedTuple):
    """The dates of one period; ``payment_months`` are the first days of the months."""

    period: Quarter
    window_start: date
    window_end: date
    report_due: date
    sepsis_report_due: date
    review_done: date
    payment_months: tuple[date, ...]
    doh_report_due: date
    basis: Basis


class Printed(NamedTuple):
    """Dates of one period as a document prints them, ``None`` where it is silent."""

    period: Quarter
    report_due: date | None
    review_done: date | None
    payment_months: tuple[date, ...] | None
    doh_report_due: date | None
    basis: Basis


def read_printed(table: Table, *, agreed: bool) -> Printed:
    """Read the printed dates of one period; of a terms file where ``agreed``."""
    printed = Printed(
        period=table.quarter("period"),
        report_due=table.optional_day("report_due"),
        review_done=table.optional_day("review_done"),
        payment_months=_months(table) if table.has("payment_months") else None,
        doh_report_due=table.optional_day("doh_report_due"),
        basis=Basis.AGREED if agreed else table.choice("basis", Basis),
    )
    table.text("source")
    table.done()
    return printed


def _months(table: Table) -> tuple[date, ...]:
    try:
        return tuple(date.fromisoformat(f"{month}-01") for month in table.texts("payment_months"))
    except ValueError:
        raise table.wrong("payment_months", 'is not a list of months such as "2017-10".') from None


def period_dates(
    period: Quarter, parameters: Mapping[str, Parameter], printed: Mapping[Quarter, Printed]
) -> PeriodDates:
    """Return the dates of a period: printed ones where there are, else by the rule."""

    def month_end(key: str) -> date:
        months = parameters[f"calendar.{key}"].at(period).value
        assert isinstance(months, int)  # noqa: S101 -- the kind of these parameters, held by their file
        return month_after(period.last_day, months + 1) - timedelta(days=1)

    said = printed.get(period)
    report_due = (said and said.report_due) or month_end("report_months")
    extension = parameters["calendar.sepsis_extension_days"].at(period).value
    months = parameters["calendar.payment_months"].at(period).value
    assert isinstance(extension, int)  # noqa: S101 -- as above
    assert isinstance(months, tuple)  # noqa: S101 -- as above
    return PeriodDates(
        period=period,
        window_start=period.window()[0].first_day,
        window_end=period.last_day,
        report_due=report_due,
        sepsis_report_due=report_due + timedelta(days=extension),
        review_done=(said and said.review_done) or month_end("review_months"),
        payment_months=(said and said.payment_months) or tuple(month_after(period.last_day, month) for month in months),
        doh_report_due=(said and said.doh_report_due) or month_end("doh_report_months"),
        basis=said.basis if said else Basis.INFERRED,
    )
