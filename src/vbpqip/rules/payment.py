"""Payment: what a month pays of a year's award, exact to the cent.

Stated (webinar of 19 July 2017): each quarter's target is paid in three months, DY3 Q1 from January to March 2018; of
payment quarter DY3 Q2 each of three deliverables is a third; until the April 2017 rates are approved, the smaller of
the awards of DY2 and DY3 is paid, the difference later where DY3 is the greater, and where it is the smaller DOH
reconciles with the MCO. Inferred: a month pays a twelfth of the award of its own year. Assumed: met pays, not met does
not, and the baseline pays where it was reported in time. All are parameters of the area ``payment``.

Amounts are whole cents. Months add up to the award, and deliverables to the month: what is due up to the end of each is
rounded half up, and what is due up to the end of the one before it is taken off.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter, month_after
from vbpqip.core.results import Verdict
from vbpqip.program.program import Program
from vbpqip.program.roster import Award

CENTS = 100
"""In a dollar."""

_MONTHS_IN_YEAR, _MONTHS_IN_QUARTER = 12, 3
_OF_ANY = ("payment.share_of_award_a_month", "payment.award_year", "payment.rates_approved_on")

PAID_BY = {
    "target": (*_OF_ANY, "payment.all_or_nothing"),
    "baseline": (*_OF_ANY, "payment.baseline_pays"),
    "deliverables": (*_OF_ANY, "payment.deliverables_met"),
}
"""The parameters that a payment rests on, by what is paid for."""


class PaidMonth(NamedTuple):
    """A month in which something is paid, and the award that it pays a part of.

    ``nth`` is its number in its year, from 1. ``before`` is the award of the year before, where its rates are still
    paid on the month's first day, and ``approved_on`` the day on which they end, each ``None`` where it is not known.
    """

    first_day: date
    quarter: Quarter
    nth: int
    share: Fraction
    award: Award
    before: Award | None = None
    approved_on: date | None = None


class MonthAmount(NamedTuple):
    """What a month pays, in cents.

    ``later`` is what the MCO pays beside it once the rates are approved; ``reconciled`` is what DOH takes back from the
    MCO, whatever the facility achieved.
    """

    due: int
    later: int = 0
    reconciled: int = 0


def target_months(program: Program, names: tuple[str, str], period: Quarter) -> tuple[PaidMonth, ...]:
    """Return the months in which the target of a measurement quarter is paid, earliest first.

    Args:
        program: The program under the pairing's terms.
        names: The pairing's facility and MCO as they are compared.
        period: The measurement quarter.
    """
    begins = program.at("payment.p4p_begins", period).value
    assert isinstance(begins, Quarter)  # noqa: S101 -- the parameter's kind, held by its file
    months = (_paid_month(program, names, month, period) for month in sorted(program.dates(period).payment_months))
    return tuple(month for month in months if month.quarter >= begins)


def deliverable_months(program: Program, names: tuple[str, str], quarter: Quarter) -> tuple[PaidMonth, ...]:
    """Return the months of a payment quarter in which deliverables are paid for; none of another quarter."""
    if not program.parameters["payment.share_of_payment_a_deliverable"].speaks_of(quarter):
        return ()
    months = (month_after(quarter.first_day, later) for later in range(_MONTHS_IN_QUARTER))
    return tuple(_paid_month(program, names, month, quarter) for month in months)


def _paid_month(program: Program, names: tuple[str, str], month: date, period: Quarter) -> PaidMonth:
    quarter = program.years.of(month)
    by_month = program.words("payment.award_year", quarter) == "year of the payment month"
    paid = PaidMonth(
        first_day=month,
        quarter=quarter,
        nth=(quarter.number - 1) * _MONTHS_IN_QUARTER + (month.month - quarter.first_day.month) % _MONTHS_IN_YEAR + 1,
        share=program.share("payment.share_of_award_a_month", quarter),
        award=program.award(names, (quarter if by_month else period).year_name),
    )
    rates = program.parameters["payment.rates_approved_on"]
    approved = rates.at(quarter).value
    known = approved if isinstance(approved, date) else None
    if quarter.year != rates.values[0].grounds.since.year or not by_month or (known is not None and known <= month):
        return paid
    before = program.award(names, quarter.after(-quarter.number).year_name)
    return paid._replace(before=before, approved_on=known)


def month_amount(month: PaidMonth, earned: Fraction) -> MonthAmount | None:
    """Return what a month pays, ``None`` where its award is not known.

    Where the award of the year before is not known, nothing is compared with it.

    Args:
        month: The month.
        earned: The part of it that is earned, from 0 to 1.
    """
    if month.award.dollars is None:
        return None
    own = _of_month(month, month.award.dollars)
    before = None if month.before is None else month.before.dollars
    if before is None:
        return MonthAmount(_rounded(own * earned))
    rated = _of_month(month, before)
    if before < month.award.dollars:
        now = _rounded(rated * earned)
        return MonthAmount(now, later=_rounded(own * earned) - now)
    return MonthAmount(_rounded(own * earned), reconciled=rated - own)


def _of_month(month: PaidMonth, dollars: int) -> int:
    """Return the part of a year's award that is of a month, in cents."""
    a_month = dollars * CENTS * month.share
    return _rounded(a_month * month.nth) - _rounded(a_month * (month.nth - 1))


def _rounded(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def earned_by_target(verdict: Verdict, achieved: Fraction | None, *, all_or_nothing: bool) -> Fraction | None:
    """Return the part of a month that a verdict earns, ``None`` where it says nothing.

    Args:
        verdict: What became of the target.
        achieved: The share of the measures that was achieved, credits included, ``None`` where it is not known.
        all_or_nothing: Whether a target that is not met earns nothing.

    >>> f"{earned_by_target(Verdict.NOT_MET, Fraction(1, 3), all_or_nothing=False)}"
    '1/3'
    """
    if verdict is Verdict.MET:
        return Fraction(1)
    if verdict is not Verdict.NOT_MET:
        return None
    return Fraction(0) if all_or_nothing else achieved


def earned_by_report(*, in_time: bool | None, must_be_in_time: bool) -> Fraction | None:
    """Return the part of a month that the report of the baseline earns, ``None`` where its receipt is not known.

    >>> f"{earned_by_report(in_time=False, must_be_in_time=False)}"
    '1'
    """
    if not must_be_in_time:
        return Fraction(1)
    return None if in_time is None else Fraction(in_time)


def earned_by_deliverables(program: Program, quarter: Quarter) -> Fraction | None:
    """Return the part of a payment quarter that the deliverables met earn, ``None`` where nobody says how many are."""
    met = program.at("payment.deliverables_met", quarter).value
    return program.share("payment.share_of_payment_a_deliverable", quarter) * met if isinstance(met, int) else None
