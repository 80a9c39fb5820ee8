"""A stored cell is parsed once, into a number, a day, nothing, NA, or what could not be read.

1. What looks like NA is NA, what looks like a number in digits is a number, blank is not zero.
2. A number is the one that was typed: fifteen digits of it.
3. Nothing else is guessed: it is kept as it was found.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.core.cells import (
    Blank,
    Cell,
    Day,
    DayEntry,
    Entry,
    Location,
    NotApplicable,
    Number,
    Stored,
    Typed,
    Unread,
    Unreadable,
)
from vbpqip.workbook.entries import as_typed, read_day, read_field, read_number, read_words

HERE = Location("P4P Report", 15, 2)


def number(text: str) -> Entry:
    """Parse a stored number."""
    return read_number(Cell(Stored.NUMBER, text))


def text(typed: str) -> Entry:
    """Parse stored text."""
    return read_number(Cell(Stored.TEXT, typed))


def day(cell: Cell | None, *, starts_1904: bool = False) -> DayEntry:
    """Parse a cell in which a date belongs."""
    return read_day(HERE, cell, starts_1904=starts_1904).entry


@pytest.mark.parametrize("typed", ["NA", "N/A", "na", "n/a", " Na ", "N/a", "\u00a0NA"])
def test_1_looks_like_na(typed: str) -> None:
    """How it was typed is kept, without the spaces around it."""
    assert text(typed) == NotApplicable(typed.strip())


@pytest.mark.parametrize("typed", ["N.A.", "n a", "not applicable", "NAN", "N\\A", "-", "none", "#N/A"])
def test_1_is_not_taken_for_na(typed: str) -> None:
    assert text(typed) == Unreadable(typed)


@pytest.mark.parametrize("typed", ["", "   ", "\u00a0", "leave blank", " Leave Blank "])
def test_1_nothing_was_entered(typed: str) -> None:
    assert text(typed) == Blank()


def test_1_no_cell_is_blank() -> None:
    assert read_number(None) == Blank()


def test_1_a_cell_that_stores_nothing_is_blank() -> None:
    assert read_number(Cell(Stored.NOTHING)) == Blank()


def test_1_zero_is_a_number() -> None:
    assert number("0") == text("0") == Number(Decimal(0))


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", "12"), (" 7 ", "7"), ("7.50", "7.50"), ("5.", "5"), (".5", "0.5"), ("007", "7"), ("1" * 15, "1" * 15)],
)
def test_1_digits_are_a_number(typed: str, value: str) -> None:
    assert text(typed) == Number(Decimal(value))


@pytest.mark.parametrize(
    "typed",
    [
        "1e3",
        "12%",
        "1,234",
        "1 234",
        "-3",
        "+3",
        "1/2",
        "about 12",
        ".",
        "1.2.3",
        "=10",
        "\u0661\u0662",
        "1" * 16,
        "0x1F",
        "inf",
    ],
)
def test_3_is_not_read_as_a_number(typed: str) -> None:
    """A percentage, an exponent, a separator or a sign could each be meant in two ways."""
    assert text(typed) == Unreadable(typed)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("1.1000000000000001", "1.1"),
        ("0.29999999999999999", "0.3"),
        ("3.0", "3"),
        ("1E3", "1000"),
        ("1.5E-3", "0.0015"),
        ("-2", "-2"),
        ("12345678901234567", "12345678901234600"),
        ("1E+300", "1" + "0" * 300),
    ],
)
def test_2_a_number_is_the_one_that_was_typed(stored: str, typed: str) -> None:
    assert number(stored) == Number(Decimal(typed))


@given(st.decimals(-(10**9), 10**9, places=4))
def test_2_every_number_of_up_to_fifteen_digits_comes_back(typed: Decimal) -> None:
    """Whether a spreadsheet stores 15 or 17 digits of it."""
    assert as_typed(f"{float(typed):.17g}") == as_typed(f"{float(typed):.15g}") == typed


def test_3_an_error_value_is_kept() -> None:
    assert read_number(Cell(Stored.ERROR, "#N/A")) == Unreadable("#N/A", Unread.ERROR_VALUE)


def test_3_a_boolean_is_no_number() -> None:
    assert read_number(Cell(Stored.BOOLEAN, "TRUE")) == Unreadable("TRUE", Unread.BOOLEAN)


def test_3_a_date_is_no_number() -> None:
    assert read_number(Cell(Stored.DATE, "2017-07-31")) == Unreadable("2017-07-31")


def test_3_a_formula_that_was_never_calculated_is_shown() -> None:
    cell = Cell(Stored.NOTHING, formula="SUM(A1:A3)")

    assert read_number(cell) == Unreadable("=SUM(A1:A3)", Unread.NEVER_CALCULATED)


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        (None, Typed.PLAINLY),
        (Cell(Stored.NUMBER, "5"), Typed.PLAINLY),
        (Cell(Stored.TEXT, "5"), Typed.AS_TEXT),
        (Cell(Stored.NUMBER, "5", formula="2*3-1"), Typed.AS_FORMULA),
        (Cell(Stored.NUMBER, "5", formula="2+3"), Typed.AS_SUM),
        (Cell(Stored.TEXT, "5", formula='"5"'), Typed.AS_FORMULA),
    ],
)
def test_a_field_knows_how_its_entry_came_there(cell: Cell | None, typed: Typed) -> None:
    assert read_field(HERE, cell).typed is typed


def test_words_are_what_is_between_spaces() -> None:
    assert read_words(HERE, Cell(Stored.TEXT, "  St. Luke's \n Cornwall ")).text == "St. Luke's Cornwall"


def test_words_of_no_cell_are_empty() -> None:
    assert read_words(HERE, None).text == ""


def test_words_are_compared_without_capitals() -> None:
    assert read_words(HERE, Cell(Stored.TEXT, " YES")).reads("Yes")


@pytest.mark.parametrize(
    ("serial", "read"),
    [("42962", date(2017, 8, 15)), ("42962.75", date(2017, 8, 15)), ("0", date(1899, 12, 30))],
)
def test_a_date_is_a_number_of_days(serial: str, read: date) -> None:
    """The time of the day is dropped."""
    assert day(Cell(Stored.NUMBER, serial)) == Day(read)


def test_a_date_of_a_workbook_that_starts_in_1904() -> None:
    assert day(Cell(Stored.NUMBER, "41500"), starts_1904=True) == Day(date(2017, 8, 15))


@pytest.mark.parametrize("serial", ["-1", "2000001", "20170815", "1E+300"])
def test_3_is_no_number_of_days(serial: str) -> None:
    assert day(Cell(Stored.NUMBER, serial)) == Unreadable(serial)


@pytest.mark.parametrize("stored", ["2017-08-15", "2017-08-15T10:30:00", "2017-08-15T00:00:00Z"])
def test_a_date_cell_is_read_as_iso_8601(stored: str) -> None:
    assert day(Cell(Stored.DATE, stored)) == Day(date(2017, 8, 15))


def test_3_a_date_cell_that_holds_no_date() -> None:
    assert day(Cell(Stored.DATE, "2017-02-30")) == Unreadable("2017-02-30")


@pytest.mark.parametrize("typed", ["2017-08-15", "8/9/2017", "August", "NA", "42962"])
def test_3_a_date_that_is_text_is_not_guessed(typed: str) -> None:
    assert day(Cell(Stored.TEXT, typed)) == Unreadable(typed)


def test_3_a_date_that_is_a_formula_never_calculated() -> None:
    assert day(Cell(Stored.NOTHING, formula="TODAY()")) == Unreadable("=TODAY()", Unread.NEVER_CALCULATED)


@pytest.mark.parametrize(
    ("cell", "why"),
    [(Cell(Stored.ERROR, "#VALUE!"), Unread.ERROR_VALUE), (Cell(Stored.BOOLEAN, "FALSE"), Unread.BOOLEAN)],
)
def test_3_a_date_that_is_something_else(cell: Cell, why: Unread) -> None:
    assert day(cell) == Unreadable(cell.text, why)


@pytest.mark.parametrize(
    "cell", [None, Cell(Stored.NOTHING), Cell(Stored.TEXT, "  "), Cell(Stored.TEXT, "leave blank")]
)
def test_1_no_date_was_entered(cell: Cell | None) -> None:
    assert day(cell) == Blank()
