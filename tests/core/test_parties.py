"""Names of facilities and MCOs are compared as people type them, not as a document prints them; so is a roster."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.core.parties import Pairing, nearest_name, normalized_name, roster_of


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("st. joseph's hospital", "St. Joseph\u00b4s Hospital", id="acute-accent-as-the-source-prints"),
        pytest.param("St. Joseph\u2019s Hospital", "St. Joseph's Hospital", id="curly-quote"),
        pytest.param("St. Joseph\u2018s Hospital", "St. Joseph's Hospital", id="opening-quote"),
        pytest.param("Montefiore - New Rochelle", "Montefiore \u2013 New Rochelle", id="short-dash"),
        pytest.param("Montefiore\u2014Mount Vernon", "Montefiore-Mount Vernon", id="long-dash"),
        pytest.param("Montefiore\u2010Mount Vernon", "Montefiore\u2011Mount Vernon", id="hyphens"),
        pytest.param("  NYACK\u00a0 hospital ", "Nyack Hospital", id="capitals-and-spaces"),
    ],
)
def test_one_name_typed_in_two_ways(typed: str, printed: str) -> None:
    assert normalized_name(typed) == normalized_name(printed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("St. Luke's Cornwall", "St Luke's Cornwall", id="a-stop-counts"),
        pytest.param("Montefiore-Mount Vernon", "Montefiore - Mount Vernon", id="spaces-within-count"),
        pytest.param("Brookdale", "Brookdale Hospital", id="half-a-name"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert normalized_name(one) != normalized_name(other)


def test_a_name_of_spaces_is_empty() -> None:
    assert normalized_name(" \t ") == ""


def pairing(facility: str, mco: str) -> Pairing:
    return Pairing(facility=facility, mco=mco, pps=None, award=None)


def test_a_roster_knows_names_and_pairs_as_they_are_compared() -> None:
    """One facility can report to two MCOs, and one MCO receive from many facilities."""
    pairings = (
        pairing("Brookdale Hospital", "Affinity"),
        pairing("Brookdale Hospital", "HealthFirst"),
        pairing("St. Joseph\u2019s Hospital", "Affinity"),
    )

    roster = roster_of(pairings)

    assert roster.pairings == pairings
    assert roster.facilities == {"brookdale hospital", "st. joseph's hospital"}
    assert roster.mcos == {"affinity", "healthfirst"}
    assert roster.pairs == {
        ("brookdale hospital", "affinity"),
        ("brookdale hospital", "healthfirst"),
        ("st. joseph's hospital", "affinity"),
    }


def test_a_roster_of_nobody() -> None:
    roster = roster_of(())

    assert roster.pairings == ()
    assert not roster.facilities | roster.mcos
    assert not roster.pairs


@given(st.text())
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert normalized_name(normalized_name(name)) == normalized_name(name)


@given(st.text(string.printable), st.sampled_from([" ", "\t", "\n", "\u00a0"]))
def test_capitals_and_space_around_make_no_difference(name: str, space: str) -> None:
    assert normalized_name(f"{space}{name.upper()}{space}") == normalized_name(name.lower())


@pytest.mark.parametrize(
    "apostrophe",
    "'`\x91\x92\u02be\u0374\u201a\u275c\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201b\u2032\u2035\uff07",
)
def test_all_apostrophes_are_one(apostrophe: str) -> None:
    assert normalized_name(f"St. Joseph{apostrophe}s Hospital") == "st. joseph's hospital"


@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d")
def test_all_dashes_are_one(dash: str) -> None:
    assert normalized_name(f"Montefiore{dash}Mount Vernon") == "montefiore-mount vernon"


@pytest.mark.parametrize("invisible", "\u200b\u200e\u202a\u00ad\ufeff\u2060")
def test_what_nobody_sees_makes_no_difference(invisible: str) -> None:
    assert normalized_name(f"{invisible}Nyack{invisible} Hospital{invisible}") == "nyack hospital"


NAMES = ("Nyack Hospital", "Interfaith Medical Center", "St. John's Episcopal", "St. Joseph's Hospital", "Nyack Hospital",
         "Health and Hospitals Corp.", "A O Fox Memorial Hospital", "Northern Rome Memorial Hospital", "Emblem Health (HIP)",
         "Affinity", "United Health Plan")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Nyack Hopsital", "Nyack Hospital"),
        ("NYACK\u200b HOSPITAL", "Nyack Hospital"),
        ("Interfaith Hospital", "Interfaith Medical Center"),
        ("Saint Joseph's Hospital", "St. Joseph's Hospital"),
        ("Mount Sinai", None),
        ("Affinity Health Plan", "Affinity"),
        ("NYC Health and Hospitals", "Health and Hospitals Corp."),
        ("Montefiore Nyack", "Nyack Hospital"),
        ("Interfaith University Hospital and Medical Center of Brooklyn", "Interfaith Medical Center"),
        ("HIP", "Emblem Health (HIP)"),
        ("Memorial", None),
        ("St.", None),
        ("A", None),
        ("Hospital", None),
        ("", None),
        ("Nyack Hospital" * 100, None),
    ],
)
def test_the_nearest_name_is_one_that_can_be_meant(name: str, nearest: str | None) -> None:
    assert nearest_name(name, NAMES) == nearest
