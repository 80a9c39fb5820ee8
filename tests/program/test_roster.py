"""The roster, and the words of value based payment.

1. The 20 amounts of DOH's table of 19 July 2017 add up to the total that it prints.
2. Brookdale, and Health and Hospitals Corp., have two MCOs; three awards were to be determined.
3. Jamaica Hospital is on the roster from DY3 Q2: rosters are dated. After DY3 the names stay, and awards are not known.
4. Contracts have levels 0 to 3 and one of seven arrangements.
"""

from __future__ import annotations

import pytest

from program.conftest import Under
from support.quarters import Quarter
from vbpqip.program.loading import load_program
from vbpqip.program.parameters import NOT_KNOWN

PROGRAM = load_program()
AT_FIRST = PROGRAM.roster_in(Quarter(2, 4)).pairings


def mcos_of(facility: str, period: Quarter) -> dict[str, int | None]:
    """Return a facility's MCOs and awards."""
    return {each.mco: each.award for each in PROGRAM.roster_in(period).pairings if each.facility == facility}


def test_1_the_amounts_add_up_to_the_printed_total() -> None:
    amounts = [each.award for each in AT_FIRST if each.award is not None]

    assert len(amounts) == 20
    assert sum(amounts) == 430_645_920


def test_1_the_table_has_23_rows_of_10_mcos() -> None:
    assert len(AT_FIRST) == 23
    assert list(dict.fromkeys(each.mco for each in AT_FIRST)) == [
        "Affinity", "Amerigroup", "Emblem Health (HIP)", "Excellus", "Fidelis",
        "HealthFirst", "MetroPlus", "MVP", "United Health Plan", "WellCare",
    ]  # fmt: skip


def test_1_every_row_of_the_table_has_a_pps() -> None:
    assert all(each.pps for each in AT_FIRST)


def test_2_a_facility_can_have_two_mcos() -> None:
    facilities = [each.facility for each in AT_FIRST]

    assert sorted({facility for facility in facilities if facilities.count(facility) > 1}) == [
        "Brookdale Hospital",
        "Health and Hospitals Corp.",
    ]


def test_2_brookdale_hospital() -> None:
    assert mcos_of("Brookdale Hospital", Quarter(2, 4)) == {"Affinity": 31_000_000, "HealthFirst": 109_000_000}


def test_2_awards_to_be_determined() -> None:
    assert [(each.facility, each.mco) for each in AT_FIRST if each.award is None] == [
        ("Nassau University Medical Center", "Amerigroup"),
        ("Health and Hospitals Corp.", "Emblem Health (HIP)"),
        ("Health and Hospitals Corp.", "MetroPlus"),
    ]


@pytest.mark.parametrize(
    ("period", "mcos"),
    [
        pytest.param(Quarter(3, 1), {}, id="not-yet"),
        pytest.param(Quarter(3, 2), {"Amerigroup": 16_000_000, "Fidelis": 9_000_000}, id="from-dy3-q2"),
        pytest.param(Quarter(3, 4), {"Amerigroup": 16_000_000, "Fidelis": 9_000_000}, id="to-the-end-of-dy3"),
        pytest.param(Quarter(4, 1), {"Amerigroup": None, "Fidelis": None}, id="awards-are-of-dy3"),
        pytest.param(Quarter(5, 4), {"Amerigroup": None, "Fidelis": None}, id="names-to-the-end"),
    ],
)
def test_3_jamaica_hospital(period: Quarter, mcos: dict[str, int | None]) -> None:
    assert mcos_of("Jamaica Hospital", period) == mcos


@pytest.mark.parametrize("period", PROGRAM.periods, ids=str)
def test_3_no_award_is_told_after_dy3(period: Quarter) -> None:
    awards = [number for number in PROGRAM.numbers(period) if number.key.startswith("roster.")]

    assert all((number.value == NOT_KNOWN) is (period.year > 3) for number in awards)
    assert all(number.grounds.since <= period for number in awards)


def test_3_an_award_of_the_terms_is_known_after_dy3(under: Under) -> None:
    program = under(
        'title = "t"\n[[pairings]]\nfacility = "Nyack Hospital"\nmco = "Fidelis"\naward = 5\nsince = "DY4 Q1"\nsource = "s"\n'
    )
    (award,) = (each.award for each in program.roster_in(Quarter(4, 2)).pairings if each.facility == "Nyack Hospital")

    assert award == 5
    assert program.roster_end(Quarter(4, 2), ("nyack hospital", "fidelis")) is None
    assert program.roster_end(Quarter(4, 2), ("nyack hospital", "wellcare")) == Quarter(3, 4)
    assert program.roster_end(Quarter(3, 4), ("nyack hospital", "fidelis")) is None


def test_3_names_are_compared_as_people_type_them() -> None:
    roster = PROGRAM.roster_in(Quarter(3, 2))

    assert ("jamaica hospital", "fidelis") in roster.pairs
    assert ("jamaica hospital", "metroplus") not in roster.pairs


def test_3_a_roster_is_made_once() -> None:
    assert PROGRAM.roster_in(Quarter(4, 1)) is PROGRAM.roster_in(Quarter(4, 1))


def test_4_levels() -> None:
    assert {level.name: level.title for level in PROGRAM.levels} == {
        "0": "Fee for service with bonus or withhold on quality scores; no risk sharing, not counted as value based",
        "1": "Fee for service with upside-only shared savings; upside risk only",
        "2": "Fee for service with risk sharing; shared savings and losses",
        "3": "Prospective capitation or bundle, with an outcome-based component",
    }


def test_4_arrangements() -> None:
    assert [arrangement.name for arrangement in PROGRAM.arrangements] == [
        "TCGP", "HIV/AIDS", "HARP", "MLTC", "I/DD", "IPC", "Maternity",
    ]  # fmt: skip
