"""Characters that nobody sees are left out where text is read, and named where it is quoted."""

from __future__ import annotations

import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.domain.characters import folded_label, invisible_in, is_invisible, named, visible

FORMATS = [chr(code) for code in range(sys.maxunicode + 1) if category(chr(code)) == "Cf"]


def test_every_format_character_is_one() -> None:
    assert len(FORMATS) > 150
    assert {"\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202e", "\u2060", "\u00ad", "\ufeff"} <= set(FORMATS)
    assert all(map(is_invisible, FORMATS))
    assert visible("".join(FORMATS)) == ""


@pytest.mark.parametrize("character", ["\u034f", "\u3164", "\ufe0f", "\u2800"])
def test_some_that_are_no_format_characters_are_seen_by_nobody_either(character: str) -> None:
    assert visible(f"Y{character}es") == "Yes"


@pytest.mark.parametrize("character", ["a", "\u00e9", " ", "\u00a0", "\n", "\x07", "\u0301", "\uff10"])
def test_what_is_seen_or_is_a_space_stays(character: str) -> None:
    assert (visible(character), invisible_in(character)) == (character, "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Yes", "Yes"),
        ("Yes\u200b", "YesU+200B"),
        ("\U000e0041", "U+E0041"),
        ("\x1b[31m", "U+001B[31m"),
        ("a\nb\tc", "a\nb\tc"),
        ("Hôpital\u00a0A", "Hôpital\u00a0A"),
        ("\u2028", "U+2028"),
    ],
)
def test_a_quote_names_what_nobody_sees(text: str, shown: str) -> None:
    assert named(text) == shown


def test_each_is_named_once() -> None:
    assert invisible_in("\u200eDY2\u200b Q2\u200b") == "U+200E, U+200B"


@given(st.text(), st.sampled_from(FORMATS), st.text())
def test_one_more_makes_no_difference(before: str, character: str, after: str) -> None:
    assert visible(f"{before}{character}{after}") == visible(before + after)
    assert folded_label(f"{before}{character}{after}") == folded_label(before + after)


@given(st.text())
def test_nothing_that_is_quoted_is_hidden(text: str) -> None:
    assert named(named(text)) == named(text)
    assert not any(map(is_invisible, named(text)))
