"""How many columns of a terminal a text takes, and texts made as wide as a column."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vbpqip
from vbpqip.core.text_columns import beginning, columns_taken, end, in_column
from vbpqip.core.wrapping import abridged, cut, lines_of, shortened, wrapped

PACKAGE = Path(vbpqip.__file__).parent
LETTERS = st.text(st.sampled_from("aé東ﾎ🏥 -\u0302\u20dd각\u1161"), max_size=30)
"""Narrow and wide letters, and marks that are set on another one."""


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        pytest.param("Nyack Hospital", 14, id="ASCII"),
        pytest.param("東京都立病院", 12, id="Chinese characters"),
        pytest.param("ホスピタル", 10, id="Japanese syllables"),
        pytest.param("ﾎｽﾋﾟﾀﾙ", 6, id="narrow ones"),
        pytest.param("\uff21\uff22\uff23", 6, id="full-width Latin letters"),
        pytest.param("병원", 4, id="Korean syllables"),
        pytest.param(normalize("NFD", "병원"), 4, id="Korean letters that are drawn as syllables"),
        pytest.param("Hôpital", 7, id="an accent within the letter"),
        pytest.param(normalize("NFD", "Hôpital"), 7, id="an accent of its own"),
        pytest.param("שָׁלוֹם", 4, id="Hebrew points"),
        pytest.param("①\u00d7°", 3, id="ambiguous, which are narrow"),
        pytest.param("🏥", 2, id="a picture"),
    ],
)
def test_how_wide_a_text_is(text: str, columns: int) -> None:
    assert columns_taken(text) == columns


@given(LETTERS, LETTERS)
def test_two_texts_are_as_wide_as_both(one: str, other: str) -> None:
    assert columns_taken(one + other) == columns_taken(one) + columns_taken(other)


@given(LETTERS, st.integers(0, 40), st.booleans())
def test_a_text_in_a_column_is_as_wide_as_it(text: str, width: int, right: bool) -> None:  # noqa: FBT001 -- drawn
    padded = in_column(text, width, to_the_right=right)

    assert columns_taken(padded) == max(width, columns_taken(text))
    assert padded in {text + padded[len(text) :], padded[: len(padded) - len(text)] + text}
    assert padded.replace(text, "", 1).strip() == ""


@given(LETTERS, st.integers(0, 40))
def test_a_part_of_a_text_is_as_long_as_there_is_room(text: str, width: int) -> None:
    first, last = beginning(text, width), end(text, width)

    assert text.startswith(first)
    assert text.endswith(last)
    for part, longer in ((first, text[: len(first) + 1]), (last, text[len(text) - len(last) - 1 :])):
        assert columns_taken(part) <= width
        assert part == text or columns_taken(longer) >= columns_taken(part)
    assert not last or last == text or columns_taken(last[0]) > 0


@given(LETTERS, st.integers(6, 40))
def test_what_is_shortened_fits(text: str, width: int) -> None:
    for short in (abridged(text, width), shortened(text, width, ".."), cut(text, width)):
        assert columns_taken(short) <= width


@given(LETTERS, st.integers(1, 40))
def test_lines_fit_where_words_allow_it(text: str, width: int) -> None:
    words = max(map(columns_taken, text.split(" ")), default=0)

    assert all(columns_taken(line) <= max(width, words) for line in wrapped(text, width).splitlines())


def test_wide_letters_take_more_lines_of_a_cell() -> None:
    assert (lines_of("病院" * 10, 20), lines_of("ab" * 10, 20), lines_of("a\u0302" * 20, 20)) == (2, 1, 1)


def test_no_other_module_pads_a_text_by_its_letters() -> None:
    """But the bar of a long run, whose letters are its own, and an empty cell."""
    padded = re.compile(r"\{(?!'')[^{}]*:[<>^][0-9{]|\.[lr]just\(")
    others = {
        path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if padded.search(path.read_text("utf-8"))
    }

    assert others <= {"cli/progress.py", "workbook/ooxml/plain_spelling.py"}
