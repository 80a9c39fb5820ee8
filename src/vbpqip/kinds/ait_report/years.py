"""The years that have an annual improvement target, and the program's numbers of each."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from vbpqip.core.quarters import Quarter, YearPeriod
from vbpqip.program.program import Program
from vbpqip.rules.ait import AitCreditTerms, AitTerms, Metrics, WithoutMean


@lru_cache(maxsize=8)
def ait_years(program: Program) -> tuple[YearPeriod, ...]:
    """Return the years in which a measurement ends, earliest first, each known by the quarter with which it does."""
    found = []
    for year in sorted({period.year for period in program.periods}):
        ends = program.at("ait.measurement_ends", Quarter(year, 1, program.years)).value
        if isinstance(ends, Quarter) and ends.year == year and ends in program.periods:
            found.append(YearPeriod(ends.year, ends.number, program.years))
    return tuple(found)


def year_of(program: Program, text: str) -> YearPeriod | None:
    """Return the year that a text names, ``None`` where it names none that has a target."""
    named = program.years.named(text)
    return next(
        (each for each in ait_years(program) if isinstance(named, YearPeriod) and each.year == named.year), None
    )


def baseline_days(program: Program, year: Quarter) -> tuple[date, date]:
    """Return the first and the last day of a year's baseline."""
    calendar = program.whole("ait.baseline_year", year)
    return date(calendar, 1, 1), date(calendar, 12, 31)


def measured_days(year: Quarter) -> tuple[date, date]:
    """Return the first and the last day of the results that are measured."""
    return year.window()[0].first_day, year.last_day


def baselines_due(program: Program, year: Quarter) -> date | None:
    """Return the day by which a year's baselines are due, ``None`` where nobody knows."""
    due = program.at("ait.baselines_due", year).value
    return due if isinstance(due, date) else None


def ait_terms(program: Program, year: Quarter) -> AitTerms:
    """Return the program's numbers on the target of a year."""
    return AitTerms(
        required_improved=program.share("ait.required_share_improved", year),
        required_better=program.share("ait.required_share_better_than_mean", year),
        maintained_counts=program.flag("ait.maintained_counts", year),
        strictly_better=program.flag("ait.strictly_better_than_mean", year),
        credits_in_both=program.flag("ait.credits_count_in_both", year),
        without_mean=WithoutMean(program.words("ait.without_mean", year)),
        metrics=Metrics(program.words("ait.metrics", year)),
    )


def ait_credit_terms(program: Program, year: Quarter) -> AitCreditTerms:
    """Return the program's numbers on the credits of a year."""
    since, until = (program.at(f"ait.credits_{end}", year).value for end in ("since", "until"))
    assert isinstance(since, Quarter)  # noqa: S101 -- the parameter's kind, held by its file
    assert isinstance(until, Quarter)  # noqa: S101 -- as above
    return AitCreditTerms(
        lowest_level=program.whole("credits.lowest_level", year),
        since=since,
        until=until,
        most=program.whole("ait.most_credits", year),
    )
