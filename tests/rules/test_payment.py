"""Payment.

1. DOH's own months: DY3 Q1 is paid from January to March 2018, a twelfth of the DY3 award each; DY2 Q4 from October 2017 on.
2. An award that nobody says, or that a roster leaves open, is never guessed.
3. Months add up to the award and deliverables to the payment, to the cent: 1,000 pairings, against an oracle of decimals.
4. Until the rates are approved the smaller of two awards is paid; what that does is reconciled or paid later.
5. Met pays, not met does not, the baseline pays where it was in time; each is a reading that terms can change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from support.quarters import Quarter
from vbpqip.core.parties import normalized_name
from vbpqip.core.results import Verdict
from vbpqip.program.loading import load_program, program_under
from vbpqip.program.program import Program
from vbpqip.rules.payment import (
    MonthAmount,
    PaidMonth,
    deliverable_months,
    earned_by_deliverables,
    earned_by_report,
    earned_by_target,
    month_amount,
    target_months,
)

PROGRAM = load_program()
WYCKOFF = normalized_name("Wyckoff Heights Medical Center"), normalized_name("United Health Plan")
ALL = Fraction(1)


def under_text(folder: Path, text: str) -> Program:
    terms = folder / "terms.toml"
    terms.write_text(f'title = "Awards"\n{text}', "utf-8")
    return program_under(terms)


def award_of(facility: str, mco: str, year: str, award: int) -> str:
    return f'[[awards]]\nfacility = "{facility}"\nmco = "{mco}"\nyear = "{year}"\naward = {award}\nsource = "Letter"\n'


def of_wyckoff(year: str, award: int) -> str:
    return award_of("Wyckoff Heights Medical Center", "United Health Plan", year, award)


def rates_approved(day: str) -> str:
    return f'[[payment.rates_approved_on.values]]\nsince = "DY3 Q1"\nvalue = {day}\nsource = "Letter"\n'


def due(months: tuple[PaidMonth, ...]) -> list[tuple[str, int | None]]:
    amounts = [(month, month_amount(month, ALL)) for month in months]
    return [(f"{month.first_day:%Y-%m}", amount and amount.due) for month, amount in amounts]


def test_1_doh_s_own_months() -> None:
    assert due(target_months(PROGRAM, WYCKOFF, Quarter(3, 1))) == [
        ("2018-01", 583333333), ("2018-02", 583333334), ("2018-03", 583333333),
    ]  # fmt: skip
    assert due(target_months(PROGRAM, WYCKOFF, Quarter(2, 4))) == [
        ("2017-10", 583333333), ("2017-11", 583333334), ("2017-12", 583333333),
    ]  # fmt: skip
    assert 3 * 583333333 + 1 == 70_000_000_00 // 4


def test_1_measurement_quarter_and_payment_quarter_differ() -> None:
    paid_in = {
        str(period): {str(month.quarter) for month in target_months(PROGRAM, WYCKOFF, period)}
        for period in (Quarter(2, 4), Quarter(3, 1), Quarter(3, 2))
    }

    assert paid_in == {"DY2 Q4": {"DY3 Q3"}, "DY3 Q1": {"DY3 Q4"}, "DY3 Q2": {"DY4 Q1"}}


def test_1_no_target_is_paid_before_payment_begins(tmp_path: Path) -> None:
    printed = '[[printed]]\nperiod = "DY2 Q4"\npayment_months = ["2017-09", "2017-10"]\nsource = "Letter"\n'
    program = under_text(tmp_path, printed)

    assert [f"{month.first_day:%Y-%m}" for month in target_months(program, WYCKOFF, Quarter(2, 4))] == ["2017-10"]


def test_2_after_march_2018_the_award_is_not_known() -> None:
    months = target_months(PROGRAM, WYCKOFF, Quarter(3, 2))

    assert due(months) == [("2018-04", None), ("2018-05", None), ("2018-06", None)]
    assert {(month.award.year, month.award.in_words) for month in months} == {("DY4", "not known")}


def test_2_an_open_award_stays_open() -> None:
    names = normalized_name("Nassau University Medical Center"), normalized_name("Amerigroup")
    months = target_months(PROGRAM, names, Quarter(3, 1))

    assert {month.award.in_words for month in months} == {"TBD"}
    assert [amount for _, amount in due(months)] == [None, None, None]


def test_2_terms_say_an_award(tmp_path: Path) -> None:
    program = under_text(tmp_path, of_wyckoff("DY4", 12) + of_wyckoff("DY4", 24_000_000))

    assert due(target_months(program, WYCKOFF, Quarter(3, 2))) == [
        ("2018-04", 200000000), ("2018-05", 200000000), ("2018-06", 200000000),
    ]  # fmt: skip


def test_2_of_which_year_an_award_is_can_be_read_otherwise(tmp_path: Path) -> None:
    reading = '[[payment.award_year.values]]\nsince = "DY4 Q1"\nvalue = "year of the measurement quarter"\nsource = "Letter"\n'
    months = target_months(under_text(tmp_path, reading), WYCKOFF, Quarter(3, 2))

    assert [(month.award.in_words, month.nth, month.before) for month in months] == [
        ("70000000", 1, None), ("70000000", 2, None), ("70000000", 3, None),
    ]  # fmt: skip


class Drawn(NamedTuple):
    """A pairing of chance: its awards, that of DY2 where there is one, and what is earned."""

    award: int
    before: int | None
    met: int

    def names(self, nth: int) -> tuple[str, str]:
        return f"Facility {nth}", f"Plan {nth % 7}"


def drawn_pairings(rng: Random) -> Iterator[Drawn]:
    for _ in range(1000):
        award = rng.choice((rng.randint(1, 10**8), rng.randint(0, 100), 10 ** rng.randint(0, 8)))
        before = rng.choice((None, award, rng.randint(0, 2 * award), max(0, award - 1), award + 1))
        yield Drawn(award, before, rng.randint(0, 3))


def cents(dollars: Decimal) -> int:
    return int((dollars * 100).quantize(Decimal(1), ROUND_HALF_UP))


def oracle_month(award: int, month: int) -> int:
    """Return what a month of a year has: of the award up to its end, what was not paid up to its beginning."""
    up_to = [cents(Decimal(award) * each / Decimal(12)) for each in (month - 1, month)]
    return up_to[1] - up_to[0]


def test_3_sums_to_the_cent_over_1000_pairings(tmp_path: Path) -> None:
    drawn = list(drawn_pairings(Random(17)))  # noqa: S311 -- chance that can be had again
    text = ""
    for nth, each in enumerate(drawn):
        facility, mco = each.names(nth)
        text += f'[[pairings]]\nsince = "DY3 Q1"\nfacility = "{facility}"\nmco = "{mco}"\naward = {each.award}\nsource = "L"\n'
        text += "" if each.before is None else award_of(facility, mco, "DY2", each.before)
    program = under_text(tmp_path, text)
    for nth, each in enumerate(drawn):
        compare_year(program, each, nth)


def compare_year(program: Program, pairing: Drawn, nth: int) -> None:
    """Compare a pairing's year of months with what the oracle says, month by month and in sum."""
    facility, mco = pairing.names(nth)
    names = normalized_name(facility), normalized_name(mco)
    of_deliverables = deliverable_months(program, names, Quarter(3, 2))
    of_targets = [month for period in (Quarter(2, 4), Quarter(3, 1)) for month in target_months(program, names, period)]
    months = [*of_deliverables, *of_targets]
    amounts = [found for month in months if (found := month_amount(month, ALL)) is not None]
    own = [oracle_month(pairing.award, month) for month in range(4, 13)]
    before = own if pairing.before is None else [oracle_month(pairing.before, month) for month in range(4, 13)]
    is_smaller = pairing.before is not None and pairing.before < pairing.award

    assert [month.nth for month in months] == list(range(4, 13))
    assert [each.due for each in amounts] == (before if is_smaller else own)
    assert sum(each.due + each.later for each in amounts) == sum(own)
    assert pairing.award * 100 == sum(own) + sum(oracle_month(pairing.award, month) for month in (1, 2, 3))
    assert [each.reconciled for each in amounts] == (
        [0] * 9 if is_smaller else [less - more for less, more in zip(before, own, strict=True)]
    )
    thirds = [month_amount(month, Fraction(pairing.met, 3)) for month in of_deliverables]
    paid_on = before if is_smaller else own
    assert [each and each.due for each in thirds] == [
        int((Decimal(paid_on[month]) * pairing.met / Decimal(3)).quantize(Decimal(1), ROUND_HALF_UP))
        for month in range(3)
    ]


@pytest.mark.parametrize(
    ("before", "amounts"),
    [
        pytest.param(60_000_000, [MonthAmount(500000000, later=83333333)] * 1, id="dy3-is-greater"),
        pytest.param(82_000_000, [MonthAmount(583333333, reconciled=100000000)], id="dy3-is-smaller"),
        pytest.param(70_000_000, [MonthAmount(583333333)], id="equal"),
    ],
)
def test_4_the_smaller_award_is_paid(tmp_path: Path, before: int, amounts: list[MonthAmount]) -> None:
    first, *_ = target_months(under_text(tmp_path, of_wyckoff("DY2", before)), WYCKOFF, Quarter(3, 1))

    assert [month_amount(first, ALL)] == amounts


def test_4_what_is_reconciled_does_not_depend_on_what_is_earned(tmp_path: Path) -> None:
    first, *_ = target_months(under_text(tmp_path, of_wyckoff("DY2", 82_000_000)), WYCKOFF, Quarter(3, 1))

    assert month_amount(first, Fraction(0)) == MonthAmount(0, reconciled=100000000)


def test_4_since_the_rates_are_approved_the_award_of_the_year_is_paid(tmp_path: Path) -> None:
    program = under_text(tmp_path, rates_approved("2018-02-01") + of_wyckoff("DY2", 60_000_000))
    months = target_months(program, WYCKOFF, Quarter(3, 1))

    assert [month_amount(month, ALL) for month in months] == [
        MonthAmount(500000000, later=83333333), MonthAmount(583333334), MonthAmount(583333333),
    ]  # fmt: skip
    assert [month.approved_on for month in months] == [date(2018, 2, 1), None, None]


def test_4_other_years_are_not_compared(tmp_path: Path) -> None:
    program = under_text(tmp_path, of_wyckoff("DY4", 80_000_000))

    assert {month.before for month in target_months(program, WYCKOFF, Quarter(3, 2))} == {None}


@pytest.mark.parametrize(
    ("verdict", "all_or_nothing", "earned"),
    [
        (Verdict.MET, True, ALL),
        (Verdict.NOT_MET, True, Fraction(0)),
        (Verdict.NOT_MET, False, Fraction(3, 8)),
        (Verdict.BASELINE, True, None),
        (Verdict.NOT_DETERMINED, True, None),
    ],
)
def test_5_what_a_verdict_earns(verdict: Verdict, all_or_nothing: bool, earned: Fraction | None) -> None:  # noqa: FBT001 -- a case
    assert earned_by_target(verdict, Fraction(3, 8), all_or_nothing=all_or_nothing) == earned


def test_5_the_baseline_earns_by_its_report() -> None:
    assert [earned_by_report(in_time=each, must_be_in_time=True) for each in (True, False, None)] == [1, 0, None]
    assert [earned_by_report(in_time=each, must_be_in_time=False) for each in (True, False, None)] == [1, 1, 1]


def test_5_deliverables_earn_thirds(tmp_path: Path) -> None:
    terms = '[[payment.deliverables_met.values]]\nsince = "DY3 Q2"\nvalue = 2\nsource = "Letter"\n'

    assert earned_by_deliverables(PROGRAM, Quarter(3, 2)) is None
    assert earned_by_deliverables(under_text(tmp_path, terms), Quarter(3, 2)) == Fraction(2, 3)
    assert deliverable_months(PROGRAM, WYCKOFF, Quarter(3, 3)) == ()
