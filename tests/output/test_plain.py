"""Received text is data: no terminal obeys it, no spreadsheet calculates it, and UTF-8 can hold all of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.core.characters import is_invisible, visible
from vbpqip.output.plain import for_csv, for_json, for_terminal

ANY_TEXT = st.text(st.characters(exclude_categories=()))
STARTS = "=+-@\uff1d\uff0b\uff0d\uff20"


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", ["", " ", "\t", "\r", "\n", "\r\n ", "\u00a0", "\u3000"])
def test_text_that_begins_like_a_formula(before: str, start: str) -> None:
    assert for_csv(f"{before}{start}1+1") == f"'{visible(before)}{start}1+1"


@pytest.mark.parametrize("before", ["\u200b", "\ufeff", "\x00", "\u202e", "\u00ad"])
def test_an_invisible_character_before_a_formula_is_seen(before: str) -> None:
    assert for_csv(f"{before}=1+1") == f"U+{ord(before):04X}=1+1"


@pytest.mark.parametrize("text", ["St. Luke's Cornwall", "12", "-5", "+1.5", "-0.25", "", "a=b"])
def test_other_text_and_numbers_stay(text: str) -> None:
    assert for_csv(text) == text


@given(ANY_TEXT, st.sampled_from(STARTS), ANY_TEXT)
def test_no_cell_of_a_csv_file_begins_like_a_formula(before: str, start: str, after: str) -> None:
    cell = for_csv(f"{before}{start}{after}")

    assert not any(map(is_invisible, cell))
    assert cell.lstrip()[:1] not in STARTS or float(cell) is not None


@given(ANY_TEXT)
def test_a_terminal_gets_no_control_character(text: str) -> None:
    assert not any(map(is_invisible, for_terminal(text)))


@given(ANY_TEXT)
def test_json_can_be_written_in_utf_8_and_keeps_all_that_it_can_hold(text: str) -> None:
    written = for_json({"found": text}).encode()

    read = json.loads(written)["found"]

    assert read == "".join(visible(each) if "\ud800" <= each <= "\udfff" else each for each in text)
