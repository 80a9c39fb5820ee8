"""Names of facilities and MCOs are compared as people type them, not as a document prints them; so is a roster."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.domain.parties import Pairing, folded_name, nearest_name, roster_of


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
    assert folded_name(typed) == folded_name(printed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("St. Luke's Cornwall", "St Luke's Cornwall", id="a-stop-counts"),
        pytest.param("Montefiore-Mount Vernon", "Montefiore - Mount Vernon", id="spaces-within-count"),
        pytest.param("Brookdale", "Brookdale Hospital", id="half-a-name"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert folded_name(one) != folded_name(other)


def test_a_name_of_spaces_is_empty() -> None:
    assert folded_name(" \t ") == ""


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
    assert folded_name(folded_name(name)) == folded_name(name)


@given(st.text(string.printable), st.sampled_from([" ", "\t", "\n", "\u00a0"]))
def test_capitals_and_space_around_make_no_difference(name: str, space: str) -> None:
    assert folded_name(f"{space}{name.upper()}{space}") == folded_name(name.lower())


NAMES = ("Nyack Hospital", "Interfaith Medical Center", "St. John's Episcopal", "St. Joseph's Hospital")


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Nyack Hopsital", "Nyack Hospital"),
        ("NYACK  HOSPITAL", "Nyack Hospital"),
        ("Interfaith Hospital", "Interfaith Medical Center"),
        ("Saint Joseph's Hospital", "St. Joseph's Hospital"),
        ("Mount Sinai", None),
        ("Hospital", None),
        ("", None),
        ("Nyack Hospital" * 100, None),
    ],
)
def test_the_nearest_name_is_one_that_can_be_meant(name: str, nearest: str | None) -> None:
    assert nearest_name(name, NAMES) == nearest
