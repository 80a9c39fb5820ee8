"""Received text is shown so that everybody sees every character of it, and nothing obeys any.

Laws: the visible text has no character that is invisible; it is its own visible text; what can be seen stays.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.domain.words import is_invisible, visible

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Lone surrogates too, as in a file name that is not UTF-8."""


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
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in shown)
    shown.encode("utf-8")
    assert visible(shown) == shown


@given(ANY_TEXT.filter(lambda text: not any(map(is_invisible, text))))
def test_what_can_be_seen_stays(text: str) -> None:
    assert visible(text) == text
