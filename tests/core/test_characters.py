"""Characters that nobody sees are left out where text is read, and visible where it is shown.

Laws: the visible text has no character that is invisible; it is its own visible text; what can be seen stays.
"""

from __future__ import annotations

import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.core.characters import as_read, ignored_in, is_ignored, is_invisible, normalized_label, visible

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Lone surrogates too, as in a file name that is not UTF-8."""


def test_every_format_character_is_one() -> None:
    formats = [chr(code) for code in range(sys.maxunicode + 1) if category(chr(code)) == "Cf"]

    assert len(formats) > 150
    assert {"\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202e", "\u2060", "\u00ad", "\ufeff"} <= set(formats)
    assert all(map(is_ignored, formats))
    assert as_read("".join(formats)) == ""


@pytest.mark.parametrize("character", ["\u034f", "\u3164", "\ufe0f", "\u2800"])
def test_some_that_are_no_format_characters_are_seen_by_nobody_either(character: str) -> None:
    assert as_read(f"Y{character}es") == "Yes"


@pytest.mark.parametrize("character", ["a", "\u00e9", " ", "\u00a0", "\n", "\x07", "\u0301", "\uff10"])
def test_what_is_seen_or_is_a_space_stays(character: str) -> None:
    assert (as_read(character), ignored_in(character)) == (character, "")


def test_each_is_named_once() -> None:
    assert ignored_in("\u200eDY2\u200b Q2\u200b") == "U+200E, U+200B"


@given(st.text(), st.characters(categories=["Cf"]), st.text())
def test_one_more_makes_no_difference(before: str, character: str, after: str) -> None:
    assert as_read(f"{before}{character}{after}") == as_read(before + after)
    assert normalized_label(f"{before}{character}{after}") == normalized_label(before + after)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Yes\u200b", "YesU+200B"),
        ("\ufeffDY3 Q1", "U+FEFFDY3 Q1"),
        ("re\u00adport", "reU+00ADport"),
        ("a\u202etxt.exe", "aU+202Etxt.exe"),
        ("a\x00b\x85c\u2028d", "aU+0000bU+0085cU+2028d"),
        ("a\udcff.xlsx", "aU+DCFF.xlsx"),
        ("a\U000e0041", "aU+E0041"),
        ("two\nlines\r\nand\ttabs", "two lines and tabs"),
        ("n\u00e3o, \u05d1\u05d9\u05ea, \U0001f3e5", "n\u00e3o, \u05d1\u05d9\u05ea, \U0001f3e5"),
    ],
)
def test_what_nobody_sees_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY_TEXT)
def test_nothing_invisible_is_left(text: str) -> None:
    shown = visible(text)

    assert not any(map(is_invisible, shown))
    assert not any(category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in shown)
    shown.encode("utf-8")
    assert visible(shown) == shown


@given(ANY_TEXT.filter(lambda text: not any(map(is_invisible, text))))
def test_what_can_be_seen_stays(text: str) -> None:
    assert visible(text) == text
