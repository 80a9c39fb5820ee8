"""A sum that was typed as a formula is calculated from its own text, exactly; every other formula is left alone."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.effort import the_time_of
from vbpqip.core.cells import Cell, Location, Number, ShownAs, Stored, Typed
from vbpqip.workbook.entries import Field, read_field
from vbpqip.workbook.sums import DEEPEST, LONGEST_SUM, sum_of

HERE = Location("P4P Report", 15, 2)


@pytest.mark.parametrize(
    ("formula", "total"),
    [
        ("4000+4100", "8100"),
        ("+4000+4100", "8100"),
        ("-(5)+10", "5"),
        ("SUM(6000,6000)", "12000"),
        ("sum(1)", "1"),
        ("SUM (1,2)-SUM(3)", "0"),
        ("SUM(SUM(1,2),(3-1),-4)", "1"),
        (" 4000 +\n4100 ", "8100"),
        ("--5", "5"),
        ("1+-2", "-1"),
        ("61.2", "61.2"),
        ("0.1+0.2", "0.3"),
        (".5+1.50", "2"),
        ("5.", "5"),
        ("100+200", "300"),
        ("-0", "0"),
        ("123456789012345+0.000000000000001", "123456789012345.000000000000001"),
    ],
)
def test_a_sum_of_plain_numbers(formula: str, total: str) -> None:
    assert str(sum_of(formula)) == total


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "A1",
        "A1+1",
        "numerator_1+1",
        "Lists!A1",
        "2*3",
        "6/2",
        "2^2",
        "5%",
        "1E3",
        '"4"+1',
        "TRUE+1",
        "{1,2}",
        "SUM({1,2})",
        "SUM()",
        "SUM(1,)",
        "SUM(,1)",
        "SUM((1,2))",
        "(1,2)",
        "1 2",
        "1;2",
        "SUM(1;2)",
        "SUM",
        "SUM(1",
        "AVERAGE(1,2)",
        "ROUND(1.5,0)",
        "1+",
        "+",
        "()",
        "1)",
        "(1",
        "1&2",
        "1=1",
        "#REF!+1",
        "of:=1+1",
        "\uff11+\uff11",
        "1234567890123456",
        "0.1234567890123456",
        "1.2.3",
    ],
)
def test_any_other_formula_is_none(formula: str) -> None:
    assert sum_of(formula) is None


def test_as_deep_and_as_long_as_a_spreadsheet_allows() -> None:
    deep = "(" * DEEPEST + "1" + ")" * DEEPEST
    long = "+".join(["1"] * (LONGEST_SUM // 2))

    assert (sum_of(deep), sum_of(f"({deep})")) == (Decimal(1), None)
    assert (sum_of(long), sum_of(f"{long}+11")) == (Decimal(LONGEST_SUM // 2), None)


@pytest.mark.parametrize("piece", ["(", "-", "+", "SUM(", "1+", " ", "1", "SUM(1,", "\n", "1-"])
def test_no_formula_takes_long(piece: str) -> None:
    with the_time_of(reviews=50):
        sum_of(piece * (LONGEST_SUM // len(piece)))
        sum_of(piece * 1_000_000)


NUMBERS = st.decimals(min_value=0, max_value=10**9, places=3).map(lambda each: f"{each:f}")


def signed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return sums of what is inside, in parentheses, and in ``SUM``."""
    terms = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        inner.map("-{}".format),
        inner.map("({})".format),
        terms.map("+".join),
        terms.map(" - ".join),
        terms.map(lambda each: f"SUM({','.join(each)})"),
    )


@given(st.recursive(NUMBERS, signed, max_leaves=12))
def test_a_sum_is_what_arithmetic_says(formula: str) -> None:
    """Python reads the same text; a sum of several is a sum in parentheses."""
    spelled = formula.replace("SUM(", "total(")
    numbers = "".join(f'Fraction("{word}")' if word[0].isdigit() else word for word in _words(spelled))

    total = eval(numbers, {"Fraction": Fraction, "total": lambda *each: sum(each)})  # noqa: S307 -- numbers that we drew

    assert sum_of(formula) == Decimal(total.numerator) / total.denominator


def _words(text: str) -> list[str]:
    words = [""]
    for character in text:
        is_number = character.isdigit() or character == "."
        if is_number and words[-1][:1].isdigit():
            words[-1] += character
        else:
            words.append(character)
    return [word for word in words if word]


@pytest.mark.parametrize(
    "cell",
    [
        Cell(Stored.NUMBER, "8100", formula="4000+4100"),
        Cell(Stored.NUMBER, "7", formula="4000+4100"),
        Cell(Stored.TEXT, "eight", formula="4000+4100"),
        Cell(Stored.ERROR, "#NAME?", formula="4000+4100"),
        Cell(Stored.NOTHING, formula="4000+4100"),
    ],
)
def test_a_stored_result_does_not_matter(cell: Cell) -> None:
    assert read_field(HERE, cell) == Field(HERE, Number(Decimal(8100)), Typed.AS_SUM)


def test_how_a_sum_is_shown_is_kept() -> None:
    cell = Cell(Stored.NUMBER, "0.3", formula="0.1+0.2", shown_as=ShownAs.PERCENTAGE)

    assert read_field(HERE, cell).shown_as is ShownAs.PERCENTAGE
