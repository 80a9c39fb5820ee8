"""Received text is data: no terminal obeys it, and no spreadsheet calculates it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.reports.plain import for_csv, for_terminal


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_begins_like_a_formula(start: str) -> None:
    assert for_csv(f"{start}1+1") == f"'{start}1+1"


def test_other_text_stays() -> None:
    assert for_csv("St. Luke's Cornwall") == "St. Luke's Cornwall"


@given(st.text())
def test_a_terminal_gets_no_control_character(text: str) -> None:
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in for_terminal(text))
