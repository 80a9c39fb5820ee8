"""Measure credits.

1. A contract of level 2 or higher earns a credit in the quarter of its submission and the three after it.
2. A contract that runs on must be re-certified; a re-certification opens a window like a submission.
3. A contract that DOH refuses, or below level 2, earns none.
4. One credit at most is in force at once.
5. Level, window, number at once and re-certification are the terms' to change.
6. No credit holds after the program's last period.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.quarters import Quarter
from vbpqip.core.contracts import Contract, ContractStatus
from vbpqip.rules.credits import CreditTerms, credit_quarters, credits_in

MID_AUGUST = date(2017, 8, 15)
DAYS = st.dates(date(2015, 4, 1), date(2020, 3, 31))


def contract(
    submitted: date = MID_AUGUST,
    *,
    level: int = 2,
    status: ContractStatus = ContractStatus.SUBMITTED,
    recertified: date | None = None,
) -> Contract:
    return Contract(submitted=submitted, level=level, status=status, recertified=recertified)


LAST = Quarter(5, 4)
FAR_AWAY = Quarter(9, 4)


def terms(
    *, lowest_level: int = 2, quarters: int = 4, most_at_once: int = 1, reopens: bool = True, last: Quarter = LAST
) -> CreditTerms:
    return CreditTerms(
        lowest_level=lowest_level,
        quarters=quarters,
        most_at_once=most_at_once,
        recertification_opens_window=reopens,
        last_period=last,
    )


TERMS = terms()
IN_AUGUST = contract()


def any_contract() -> st.SearchStrategy[Contract]:
    return st.builds(
        contract,
        submitted=DAYS,
        level=st.integers(0, 3),
        status=st.sampled_from(ContractStatus),
        recertified=st.none() | DAYS,
    )


def any_terms() -> st.SearchStrategy[CreditTerms]:
    return st.builds(
        terms,
        lowest_level=st.integers(0, 3),
        quarters=st.integers(1, 12),
        most_at_once=st.integers(0, 5),
        reopens=st.booleans(),
        last=st.builds(Quarter.at, st.integers(0, 23)),
    )


def counted(signed: Contract, under: CreditTerms = TERMS) -> list[str]:
    return [str(quarter) for quarter in credit_quarters(signed, under)]


def test_1_submitted_on_15_august_2017() -> None:
    """DOH's own example: the credit holds from DY3 Q2 to DY4 Q1."""
    assert counted(IN_AUGUST) == ["DY3 Q2", "DY3 Q3", "DY3 Q4", "DY4 Q1"]


@pytest.mark.parametrize(
    ("submitted", "first"),
    [
        pytest.param(date(2017, 6, 30), "DY3 Q1", id="last-day-of-a-quarter"),
        pytest.param(date(2017, 7, 1), "DY3 Q2", id="first-day-of-the-next"),
        pytest.param(date(2018, 3, 31), "DY3 Q4", id="last-day-of-the-program-year"),
    ],
)
def test_1_the_day_of_submission_decides_the_first_quarter(submitted: date, first: str) -> None:
    assert counted(contract(submitted))[0] == first


@pytest.mark.parametrize(
    ("period", "in_force"),
    [
        pytest.param(Quarter(3, 1), 0, id="before"),
        pytest.param(Quarter(3, 2), 1, id="quarter-of-submission"),
        pytest.param(Quarter(4, 1), 1, id="third-after"),
        pytest.param(Quarter(4, 2), 0, id="fourth-after"),
        pytest.param(None, 0, id="unknown-period"),
    ],
)
def test_1_credits_in_force(period: Quarter | None, in_force: int) -> None:
    assert credits_in(period, [IN_AUGUST], TERMS).in_force == in_force


@pytest.mark.parametrize("status", [ContractStatus.SUBMITTED, ContractStatus.APPROVED])
def test_1_the_date_that_counts_is_submission_not_approval(status: ContractStatus) -> None:
    assert counted(contract(status=status)) == ["DY3 Q2", "DY3 Q3", "DY3 Q4", "DY4 Q1"]


def test_2_recertified_a_year_later() -> None:
    """The credit goes on without a gap."""
    assert counted(contract(recertified=date(2018, 8, 1))) == [
        "DY3 Q2", "DY3 Q3", "DY3 Q4", "DY4 Q1",
        "DY4 Q2", "DY4 Q3", "DY4 Q4", "DY5 Q1",
    ]  # fmt: skip


def test_2_recertified_late() -> None:
    """There is no credit in the quarters between."""
    assert counted(contract(recertified=date(2018, 10, 1))) == [
        "DY3 Q2", "DY3 Q3", "DY3 Q4", "DY4 Q1",
        "DY4 Q3", "DY4 Q4", "DY5 Q1", "DY5 Q2",
    ]  # fmt: skip


def test_2_recertified_early() -> None:
    """Where two windows overlap, a quarter counts once."""
    assert counted(contract(recertified=date(2018, 4, 1))) == [
        "DY3 Q2", "DY3 Q3", "DY3 Q4", "DY4 Q1", "DY4 Q2", "DY4 Q3", "DY4 Q4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("signed", "quarters"),
    [
        pytest.param(contract(status=ContractStatus.REFUSED), 0, id="3-refused"),
        pytest.param(
            contract(status=ContractStatus.REFUSED, recertified=date(2018, 8, 1)),
            0,
            id="3-refused-though-recertified",
        ),
        pytest.param(contract(level=0), 0, id="3-level-0"),
        pytest.param(contract(level=1), 0, id="3-level-1"),
        pytest.param(contract(level=2), 4, id="3-level-2"),
        pytest.param(contract(level=3), 4, id="3-level-3"),
    ],
)
def test_3_what_earns_a_credit(signed: Contract, quarters: int) -> None:
    assert len(counted(signed)) == quarters


def test_4_two_contracts_are_one_credit() -> None:
    """Each contract's quarters are told all the same."""
    earned = credits_in(Quarter(3, 2), [IN_AUGUST, contract(level=3)], TERMS)

    assert earned.in_force == 1
    assert [(each.submitted, each.level, len(each.quarters)) for each in earned.contracts] == [
        (date(2017, 8, 15), 2, 4),
        (date(2017, 8, 15), 3, 4),
    ]


def test_4_a_contract_that_earns_nothing_is_told_without_quarters() -> None:
    earned = credits_in(Quarter(3, 2), [contract(level=1)], TERMS)

    assert earned.in_force == 0
    assert [each.quarters for each in earned.contracts] == [()]


def test_4_without_contracts_there_is_no_credit() -> None:
    assert credits_in(Quarter(3, 2), [], TERMS).in_force == 0


def test_5_a_window_of_two_quarters() -> None:
    assert counted(IN_AUGUST, terms(quarters=2)) == ["DY3 Q2", "DY3 Q3"]


def test_5_level_3_alone() -> None:
    assert counted(IN_AUGUST, terms(lowest_level=3)) == []


def test_5_two_credits_at_once() -> None:
    """Three contracts count, two credits are the most."""
    assert credits_in(Quarter(3, 2), [IN_AUGUST] * 3, terms(most_at_once=2)).in_force == 2


def test_5_a_recertification_that_opens_no_window() -> None:
    recertified = contract(recertified=date(2018, 8, 1))

    assert counted(recertified, terms(reopens=False)) == [
        "DY3 Q2", "DY3 Q3", "DY3 Q4", "DY4 Q1",
    ]  # fmt: skip


@given(DAYS, st.integers(1, 12))
def test_1_a_window_has_exactly_its_quarters_one_after_the_other(submitted: date, quarters: int) -> None:
    counting = credit_quarters(contract(submitted), terms(quarters=quarters, last=FAR_AWAY))

    assert counting[0] == Quarter.of(submitted)
    assert [each.ordinal - counting[0].ordinal for each in counting] == list(range(quarters))


@given(any_contract(), any_terms())
def test_2_a_recertification_never_takes_a_quarter(signed: Contract, under: CreditTerms) -> None:
    once = contract(signed.submitted, level=signed.level, status=signed.status)

    counting = credit_quarters(signed, under)

    assert set(credit_quarters(once, under)) <= set(counting)
    assert len(counting) <= 2 * under.quarters
    assert list(counting) == sorted(set(counting))


@given(st.lists(any_contract(), max_size=5), any_contract(), any_terms(), DAYS)
def test_4_one_more_contract_never_lowers_the_credits(
    some: list[Contract], one: Contract, under: CreditTerms, day: date
) -> None:
    fewer = credits_in(Quarter.of(day), some, under).in_force
    more = credits_in(Quarter.of(day), [*some, one], under).in_force

    assert fewer <= more <= min(under.most_at_once, len(some) + 1)


@pytest.mark.parametrize(
    ("submitted", "quarters"),
    [
        pytest.param(date(2019, 6, 30), ["DY5 Q1", "DY5 Q2", "DY5 Q3", "DY5 Q4"], id="ends-with-the-program"),
        pytest.param(date(2019, 7, 1), ["DY5 Q2", "DY5 Q3", "DY5 Q4"], id="cut-off"),
        pytest.param(date(2020, 3, 31), ["DY5 Q4"], id="last-day"),
        pytest.param(date(2020, 4, 1), [], id="after-the-program"),
    ],
)
def test_6_credits_end_with_the_last_period(submitted: date, quarters: list[str]) -> None:
    assert counted(contract(submitted)) == quarters


@given(any_contract(), any_terms())
def test_6_no_quarter_is_lost_or_won_but_those_after_the_last_period(signed: Contract, under: CreditTerms) -> None:
    unending = credit_quarters(signed, under._replace(last_period=FAR_AWAY))

    assert credit_quarters(signed, under) == tuple(each for each in unending if each <= under.last_period)
    assert all(credits_in(each, [signed], under).in_force == 0 for each in unending if each > under.last_period)
