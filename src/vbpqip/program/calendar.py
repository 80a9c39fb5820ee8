"""The calendar: each period's window, due dates and payment months.

Stated for DY2 Q4 to DY3 Q2 (webinar of 19 July 2017), whose printed dates beat the rule; inferred from them for
the later periods. Dates are DOH's recommendations; a pairing's terms may move them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter, month_after
from vbpqip.program.parameters import Basis, Parameter, ParameterValue
from vbpqip.program.tables import TomlTable

_LEAST_SURE_FIRST = (Basis.AGREED, Basis.ASSUMED, Basis.MEASURED, Basis.INFERRED, Basis.STATED)
"""Of dates together the least sure one tells the basis; what a pairing agreed on goes before all."""

CALENDAR_RULES = {
    "report_due": "calendar.report_months",
    "review_done": "calendar.review_months",
    "payment_months": "calendar.payment_months",
    "doh_report_due": "calendar.doh_report_months",
}
"""By the name of a date, the number of the program that gives it where none is printed."""


class PeriodDates(NamedTuple):
    """The dates of one period; ``payment_months`` are the first days of the months.

    ``bases`` are how sure each date is, by its name here; ``late_results`` are the measures that may be reported later,
    their short titles by their keys.
    """

    period: Quarter
    window_start: date
    window_end: date
    report_due: date
    late_results_due: date
    review_done: date
    payment_months: tuple[date, ...]
    doh_report_due: date
    bases: Mapping[str, Basis]
    late_results: Mapping[str, str]

    @property
    def basis(self) -> Basis:
        """How sure the dates are together."""
        return _least_sure(self.bases.values())

    @property
    def is_extended(self) -> bool:
        """Whether some measures may be reported later than the others."""
        return self.late_results_due > self.report_due

    @property
    def own_dates(self) -> Mapping[str, date]:
        """The measures that may be reported by a later day of their own, and that day."""
        return dict.fromkeys(self.late_results, self.late_results_due) if self.is_extended else {}


class Printed(NamedTuple):
    """Dates of one period as a document prints them, ``None`` where it is silent."""

    period: Quarter
    report_due: date | None
    review_done: date | None
    payment_months: tuple[date, ...] | None
    doh_report_due: date | None
    basis: Basis

    def over(self, earlier: Printed | None) -> Printed:
        """Return these dates, with those of an earlier entry where this one is silent."""
        dates = (
            {name: getattr(self, name) or getattr(earlier, name) for name in CALENDAR_RULES}
            if earlier is not None
            else {}
        )
        return self._replace(**dates)

    def days(self) -> Iterator[tuple[str, date]]:
        """Yield each date under its key, of several months the first one."""
        months = sorted(self.payment_months or ())[:1]
        named = {"report_due": self.report_due, "review_done": self.review_done, "doh_report_due": self.doh_report_due}
        yield from ((key, day) for key, day in named.items() if day is not None)
        yield from (("payment_months", month) for month in months)


def read_printed(table: TomlTable, *, agreed: bool) -> Printed:
    """Read the dates of one period, of a terms file where ``agreed``; there is at least one."""
    printed = Printed(
        period=table.quarter("period"),
        report_due=table.optional_day("report_due"),
        review_done=table.optional_day("review_done"),
        payment_months=_months(table) if table.has("payment_months") else None,
        doh_report_due=table.optional_day("doh_report_due"),
        basis=Basis.AGREED if agreed else table.choice("basis", Basis),
    )
    table.text("source")
    if not agreed:
        table.optional_text("quote")
    table.done()
    if not any(printed[1:-1]) and table.is_sound:
        table.reject("report_due", "is missing; an entry has at least one date.")
    return printed


def _months(table: TomlTable) -> tuple[date, ...]:
    try:
        return tuple(date.fromisoformat(f"{month}-01") for month in table.texts("payment_months"))
    except ValueError:
        table.reject("payment_months", 'is not a list of months such as "2017-10".')
        return ()


class Timetables(NamedTuple):
    """Where the dates of periods come from; what a pairing agreed beats what DOH printed, which beats the rule."""

    parameters: Mapping[str, Parameter]
    printed: Mapping[Quarter, Printed]
    agreed: Mapping[Quarter, Printed]
    late_results: Mapping[str, str]


def period_dates(period: Quarter, timetables: Timetables) -> PeriodDates:
    """Return the dates of a period."""
    dates = {name: _date(period, timetables, name) for name in CALENDAR_RULES}
    extension = timetables.parameters["calendar.sepsis_extension_days"].at(period)
    assert isinstance(extension.value, int)  # noqa: S101 -- the kind of this parameter, held by its file
    due, basis = dates["report_due"]
    late = {"late_results_due": _least_sure((basis, extension.grounds.basis))} if extension.value else {}
    return PeriodDates(
        period=period,
        window_start=period.window()[0].first_day,
        window_end=period.last_day,
        late_results_due=due + timedelta(days=extension.value),
        bases={**{name: how_sure for name, (_, how_sure) in dates.items()}, **late},
        late_results=timetables.late_results,
        **{name: date for name, (date, _) in dates.items()},
    )


def _least_sure(bases: Collection[Basis]) -> Basis:
    return next(basis for basis in _LEAST_SURE_FIRST if basis in bases)


def _date(period: Quarter, timetables: Timetables, field: str) -> tuple[Any, Basis]:
    """Return one of the dates, or the payment months, and the basis that it stands on."""
    rule = timetables.parameters[CALENDAR_RULES[field]].at(period)
    for entry in (timetables.agreed.get(period), timetables.printed.get(period)):
        outdone = entry is None or (rule.grounds.basis is Basis.AGREED and entry.basis is not Basis.AGREED)
        if entry is not None and not outdone and getattr(entry, field) is not None:
            return getattr(entry, field), entry.basis
    return _by_rule(period, rule.value), rule.grounds.basis


def _by_rule(period: Quarter, months: ParameterValue) -> date | tuple[date, ...]:
    """Return the end of the month that many months after the window, or the beginnings of several months."""
    if isinstance(months, tuple) and not isinstance(months, Quarter):
        return tuple(month_after(period.last_day, month) for month in months)
    assert isinstance(months, int)  # noqa: S101 -- the kind of these parameters, held by their file
    return month_after(period.last_day, months + 1) - timedelta(days=1)
