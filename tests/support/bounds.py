"""Days at which something begins or ends by the program's own numbers, each with the day before it and the day after."""

from __future__ import annotations

from datetime import date, timedelta

from vbpqip.core.quarters import Quarter
from vbpqip.program.program import Program


def days_of_contracts(program: Program, period: Quarter) -> tuple[date, ...]:
    """Return days at which the program begins and ends, and at which a contract's credit holds in a period or not."""
    earliest = period.after(1 - program.whole("credits.quarters", period))
    return _beside(
        program.years.at(0).first_day,
        program.periods[-1].last_day,
        earliest.first_day,
        period.first_day,
        period.last_day,
    )


def days_of_attestation(program: Program, period: Quarter) -> tuple[date, ...]:
    """Return days at which a report of a period can first be attested, is due, and at which the program is over."""
    dates = program.dates(period)
    last = program.dates(program.periods[-1]).doh_report_due
    return _beside(dates.window_end, dates.report_due, dates.late_results_due, last)


def _beside(*days: date) -> tuple[date, ...]:
    return tuple(sorted({day + timedelta(days=step) for day in days for step in (-1, 0, 1)}))
