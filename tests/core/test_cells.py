"""Cells: a location prints as a person finds it, and sorts as a person reads."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.core.cells import Location, NotApplicable, Unread, Unreadable, column_letters

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize(
    ("column", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (LAST_COLUMN, "XFD")],
)
def test_the_letters_of_a_column(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_a_location_prints_sheet_and_address() -> None:
    assert str(Location("P4P Report", 11, 4)) == "P4P Report!E12"


@pytest.mark.parametrize(
    ("row", "column", "address"), [(0, 0, "A1"), (LAST_ROW, LAST_COLUMN, "XFD1048576")], ids=["first", "last"]
)
def test_the_corners_of_a_sheet(row: int, column: int, address: str) -> None:
    assert Location("Report", row, column).address == address


def test_locations_sort_by_sheet_row_and_column() -> None:
    """As texts, E10 would come before E7 and AA1 before B1."""
    places = [Location("Report", 9, 4), Location("Report", 6, 4), Location("Report", 6, 26), Location("Other", 90, 0)]

    assert [str(place) for place in sorted(places)] == ["Other!A91", "Report!E7", "Report!AA7", "Report!E10"]


def test_an_entry_is_unreadable_as_text_unless_it_says_otherwise() -> None:
    assert Unreadable("about 12").why is Unread.TEXT


def test_not_applicable_is_spelled_as_the_instructions_spell_it() -> None:
    assert NotApplicable().spelled == "NA"


@given(st.integers(0, LAST_ROW), st.integers(0, LAST_COLUMN))
def test_an_address_leads_back_to_row_and_column(row: int, column: int) -> None:
    address = Location("Report", row, column).address

    found = re.fullmatch(r"([A-Z]{1,3})([0-9]+)", address)
    assert found is not None
    assert int(found[2]) - 1 == row
    letters = [LETTERS.index(letter) + 1 for letter in found[1]]
    assert sum(letter * 26**power for power, letter in enumerate(reversed(letters))) - 1 == column
