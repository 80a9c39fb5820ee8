"""Formulas as values: how they are printed, and that what is calculated of them is what a spreadsheet engine shows."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.formulon_engine import FormulonEngine
from vbpqip.core.cells import Location
from vbpqip.workbook import calculate
from vbpqip.workbook.builder import WorkbookBuilder
from vbpqip.workbook.calculate import FUNCTIONS, Calculation, ErrorShown, Shown, UnknownFunctionError
from vbpqip.workbook.conditions import is_blank
from vbpqip.workbook.entry_types import Raw
from vbpqip.workbook.expr import (
    Addresses,
    Call,
    Constant,
    Expr,
    Operand,
    Range,
    Ref,
    Value,
    Whole,
    all_,
    any_,
    expr,
    formula,
    guarded,
    if_,
    is_number,
    not_,
    summed,
)
from vbpqip.workbook.form import Place

_SHEET = "Cells"
_ROWS = 5
PLACES = {
    "entries": Place("entries", "", _SHEET, 0, 0, _ROWS),
    "others": Place("others", "", _SHEET, 0, 1, _ROWS),
    "single": Place("single", "", _SHEET, 0, 2),
    "shown": Place("shown", "", _SHEET, 0, 5, 200),
}
_ADDRESSES = Addresses(PLACES, _SHEET)
_ENTRIES = st.one_of(
    st.none(),
    st.integers(-20, 20),
    st.sampled_from([0.5, 2.25, 1e12, 1 / 3]),
    st.sampled_from(["", " ", "NA", "na", "Yes", "12", "leave blank", "a  b", "=1"]),
)
ENTRIES, OTHERS, SINGLE = Whole("entries"), Whole("others"), Ref("single")


def _refs() -> st.SearchStrategy[Expr]:
    of_columns = st.builds(Ref, st.sampled_from(["entries", "others"]), st.integers(0, _ROWS - 1))
    return st.one_of(of_columns, st.just(SINGLE))


def _constants() -> st.SearchStrategy[Expr]:
    values: list[Constant] = [0, 1, 2, -3, 10, 0.5, "", "NA", "yes", True, False]
    return st.sampled_from([Value(each) for each in values])


_RANGES: st.SearchStrategy[Expr] = st.sampled_from(
    [ENTRIES, Range(Ref("entries", 1), Ref("others", 3)), Range(Ref("others"), Ref("others", 2))]
)
_COLUMNS: st.SearchStrategy[Expr] = st.sampled_from([ENTRIES, Range(Ref("others"), Ref("others", 2))])


def _larger(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    two = st.tuples(parts, parts)
    signs = ["+", "-", "*", "/", "&", "=", "<>", "<", "<=", ">", ">="]
    operations = st.builds(lambda sign, both: _operation(sign, *both), st.sampled_from(signs), two)
    of_one = ["TRIM", "UPPER", "LOWER", "LEN", "INT", "ABS", "ISNUMBER", "ISTEXT", "ISERROR", "ISLOGICAL", "NOT"]
    calls = st.builds(Call, st.sampled_from(of_one), parts)
    counted = st.builds(Call, st.sampled_from(["SUM", "COUNT", "MIN", "MAX", "MEDIAN"]), _RANGES)
    truths = parts.map(lambda part: Call("ISERROR", part))
    choices = st.builds(if_, truths, parts, parts)
    both = st.builds(lambda one, other, so: all_(one, other) if so else any_(one, other), truths, truths, st.booleans())
    either = st.builds(lambda one, other: Call("IFERROR", one, other), parts, parts)
    found = st.builds(lambda one, cells: Call("MATCH", one, cells, 0), parts, _COLUMNS)
    listed = st.builds(lambda cells, nth: Call("INDEX", cells, nth), st.just(ENTRIES), st.integers(1, 6))
    products = st.builds(lambda cells, one: Call("SUMPRODUCT", (cells == one) * 1), _RANGES, parts)
    return st.one_of(operations, calls, counted, choices, both, either, found, listed, products)


def _operation(sign: str, left: Expr, right: Expr) -> Expr:
    made = {
        "+": left + right, "-": left - right, "*": left * right, "/": left / right, "&": left & right,
        "=": left == right, "<>": left != right, "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right,
    }  # fmt: skip
    return made[sign]


FORMULAS = st.recursive(st.one_of(_refs(), _constants()), _larger, max_leaves=8)


def engine_with(path: Path, cells: Mapping[Location, Raw], formulas: Sequence[Expr]) -> FormulonEngine:
    """Return an engine with a sheet of these cells, and the formulas below one another in another column."""
    book = WorkbookBuilder(BytesIO(), {})
    sheet = book.add_worksheet(_SHEET)
    for at, raw in cells.items():
        sheet.put((at.row, at.column), raw, book.look())
    for nth, each in enumerate(formulas):
        sheet.live((nth, 5), formula(each, _ADDRESSES), 0, book.look())
    path.write_bytes(book.content())
    return FormulonEngine(path)


def shown_by(engine: FormulonEngine, formulas: Sequence[Expr]) -> Sequence[object]:
    return engine.recalculated({}, [Location(_SHEET, nth, 5) for nth in range(len(formulas))])


def _same(ours: Shown, theirs: object) -> bool:
    if isinstance(ours, ErrorShown):
        return isinstance(theirs, str) and theirs.startswith("#")
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours == theirs
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return ours == pytest.approx(theirs, rel=1e-12)
    return (ours or "") == (theirs or "")


@settings(max_examples=40, deadline=None)
@given(st.lists(_ENTRIES, min_size=2 * _ROWS + 1, max_size=2 * _ROWS + 1), st.lists(FORMULAS, min_size=15, max_size=15))
def test_what_is_calculated_is_what_an_engine_shows(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Raw | None], formulas: list[Expr]
) -> None:
    at = [Location(_SHEET, row, column) for column in (0, 1) for row in range(_ROWS)] + [Location(_SHEET, 0, 2)]
    cells = {place: raw for place, raw in zip(at, entries, strict=True) if raw is not None}
    ours = Calculation(PLACES, dict(cells))
    engine = engine_with(tmp_path_factory.mktemp("calculated") / "cells.xlsx", cells, formulas)
    for each, theirs in zip(formulas, shown_by(engine, formulas), strict=True):
        assert _same(ours.result(each), theirs), (formula(each, _ADDRESSES), ours.result(each), theirs, cells)


CELLS: Mapping[tuple[int, int], Raw] = {
    (0, 0): 3, (1, 0): "NA", (3, 0): Decimal("0.5"), (4, 0): "yes", (0, 1): 3, (1, 1): 3, (2, 1): 7, (3, 1): "2",
    (4, 1): True, (0, 2): date(2017, 7, 31),
}  # fmt: skip
"""The third entry is blank."""

BLANK, TEXT, NUMBER, HALF = Ref("entries", 2), Ref("entries", 1), Ref("entries"), Ref("entries", 3)
TRUE, FALSE = (Value(value) for value in (True, False))
NOTHING = expr(1) / expr(0)
"""An error."""

SHOWN: Sequence[tuple[Expr, Shown]] = [
    (BLANK, 0),
    (TEXT, "NA"),
    (SINGLE, 42947),
    (HALF + NUMBER, 3.5),
    (1 + NUMBER, 4),
    (NUMBER - 1, 2),
    (1 - NUMBER, -2),
    (2 * NUMBER, 6),
    (NUMBER * 2, 6),
    (NUMBER / 2, 1.5),
    (expr(6) / 3, 2),
    (NOTHING, ErrorShown.DIVIDED_BY_NOTHING),
    (TEXT + 1, ErrorShown.VALUE),
    (Ref("others", 3) + 1, 3),
    (expr("0.5") + 1, 1.5),
    (Ref("others", 4) + 1, 2),
    ("a" & NUMBER, "a3"),
    (BLANK & HALF & TRUE & 1.0 & "", "0.5TRUE1"),
    (expr(1) / 3 & "", "0.333333333333333"),
    (NUMBER == 3, True),
    (TEXT == "na", True),
    (TEXT != "na", False),
    (BLANK == 0, True),
    (BLANK == "", True),
    (Value(0) == BLANK, True),
    (BLANK == FALSE, True),
    (expr(1) == "1", False),
    (expr(1) < "1", True),
    (expr("1") > 1, True),
    (expr("a") <= "B", True),
    (expr(2) >= TRUE, False),
    (all_(NUMBER == 3, TEXT == "NA"), True),
    (any_(NUMBER == 4, TEXT == "NB"), False),
    (not_(NUMBER == 3), False),
    (not_("true"), False),
    (not_("x"), ErrorShown.VALUE),
    (guarded(FALSE, NOTHING > 0), False),
    (if_(NUMBER > 0, "yes", NOTHING), "yes"),
    (if_(NOTHING, 1, 2), ErrorShown.DIVIDED_BY_NOTHING),
    (is_number(NUMBER), True),
    (is_number(NOTHING), False),
    (is_number(BLANK), False),
    (is_blank(BLANK), True),
    (summed(ENTRIES), 3.5),
    (summed(ENTRIES, 2, "3"), 8.5),
    (summed(NUMBER, TEXT), 3),
    (Call("ISTEXT", TEXT), True),
    (Call("ISLOGICAL", Ref("others", 4)), True),
    (Call("ISBLANK", BLANK), True),
    (Call("ISTEXT", Ref("shown", 11)), False),
    (Call("ISNUMBER", Ref("shown", 11)), False),
    (Call("SUMPRODUCT", Call("ISNUMBER", OTHERS) * 1), 3),
    (Call("ISERROR", NOTHING), True),
    (Call("ISERROR", Ref("shown", 11)), True),
    (Call("ISERROR", NUMBER), False),
    (Call("IFERROR", Ref("shown", 11), "none"), "none"),
    (Call("IFERROR", NUMBER, "none"), 3),
    (Call("IFERROR", NOTHING, "none"), "none"),
    (Call("CHOOSE", 2, "a", "b"), "b"),
    (Call("CHOOSE", 3, "a", "b"), ErrorShown.VALUE),
    (Call("INDEX", ENTRIES, 2), "NA"),
    (Call("INDEX", ENTRIES, 6), ErrorShown.REFERENCE),
    (Call("INDEX", NUMBER, 1), 3),
    (Call("MATCH", "na", ENTRIES, 0), 2),
    (Call("MATCH", 8, OTHERS, 0), ErrorShown.NOT_AVAILABLE),
    (Call("MATCH", 3, NUMBER, 0), 1),
    (Call("COUNTIF", OTHERS, 3), 2),
    (Call("COUNTIF", NUMBER, 3), 1),
    (Call("COUNT", ENTRIES), 2),
    (Call("MIN", OTHERS), 3),
    (Call("MAX", OTHERS), 7),
    (Call("MIN", BLANK), 0),
    (Call("MAX", TEXT), 0),
    (Call("MEDIAN", OTHERS), 3),
    (Call("MEDIAN", 1, 2), 1.5),
    (Call("MEDIAN", TEXT), ErrorShown.NUMBER),
    (Call("MODE", OTHERS), 3),
    (Call("MODE", ENTRIES), ErrorShown.NOT_AVAILABLE),
    (Call("MODE", TEXT), ErrorShown.NOT_AVAILABLE),
    (Call("SUMPRODUCT", (OTHERS == 3) * 1), 2),
    (Call("SUMPRODUCT", OTHERS), 13),
    (Call("SUMPRODUCT", ENTRIES, OTHERS), 9),
    (Call("SUMPRODUCT", OTHERS + 1), 21),
    (Call("SUMPRODUCT", ENTRIES + 1), ErrorShown.VALUE),
    (Call("SUMPRODUCT", NUMBER), 3),
    (Call("TRIM", " a  b "), "a b"),
    (Call("UPPER", TEXT), "NA"),
    (Call("LOWER", TEXT), "na"),
    (Call("LEN", TEXT), 2),
    (Call("LEN", BLANK), 0),
    (Call("SUBSTITUTE", "a-b", "-", "+"), "a+b"),
    (Call("FIND", "b", "ab"), 2),
    (Call("FIND", "c", "ab"), ErrorShown.VALUE),
    (Call("MID", "abcd", 2, 2), "bc"),
    (Call("EXACT", "a", "A"), False),
    (Call("INT", -1.5), -2),
    (Call("MOD", -1, 4), 3),
    (Call("ABS", -2), 2),
    (Call("ROUND", 2.5, 0), 3),
    (Call("ROUND", -2.345, 2), -2.35),
    (Call("YEAR", SINGLE), 2017),
    (Call("MONTH", SINGLE), 7),
    (Call("YEAR", -1), ErrorShown.NUMBER),
    (Call("ROW", Ref("entries", 3)), 4),
    (Call("COLUMN", Ref("others", 3)), 2),
    (Call("ADDRESS", 4, 28, 4), "AB4"),
    (Call("ADDRESS", 4, 2), "$B$4"),
    (Call("NA"), ErrorShown.NOT_AVAILABLE),
    (Call("HYPERLINK", "#'Cells'!A1", "Cells!A1"), "Cells!A1"),
    (Call("ISFORMULA", NUMBER), False),
    (Call("ISFORMULA", Ref("shown")), True),
]
"""Formulas, and what they show over the cells above; some refer to what others of the list show."""


def test_each_formula_shows_what_it_should_and_an_engine_agrees(tmp_path: Path) -> None:
    cells = {Location(_SHEET, *at): raw for at, raw in CELLS.items()}
    formulas = [each for each, _ in SHOWN]
    of_column = {Location(_SHEET, nth, 5): each for nth, each in enumerate(formulas)}
    calculation = Calculation(PLACES, {**cells, **of_column})
    engine = engine_with(tmp_path / "cells.xlsx", cells, formulas)

    wanted = {formula(each, _ADDRESSES): shown for each, shown in SHOWN}
    assert {formula(each, _ADDRESSES): calculation.at(at) for at, each in of_column.items()} == wanted
    of_engine = zip(wanted, shown_by(engine, formulas), strict=True)
    assert {text: theirs for text, theirs in of_engine if not _same(wanted[text], theirs)} == {}


def test_every_function_that_is_calculated_is_among_them() -> None:
    def called(part: Expr) -> set[str]:
        inner = [getattr(part, name) for name in ("left", "right") if hasattr(part, name)]
        inner += getattr(part, "arguments", ())
        own = {part.function} if isinstance(part, Call) else set()
        return own.union(*map(called, inner))

    assert set().union(*(called(each) for each, _ in SHOWN)) == FUNCTIONS


def test_every_function_of_a_formula_in_the_code_is_calculated() -> None:
    code = Path(calculate.__file__).parents[1].rglob("*.py")
    calls = (node for path in code for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    called = {
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Call"
        if isinstance(node.args[0], ast.Constant)
    }

    assert called
    assert called - FUNCTIONS == set()


def test_a_function_that_is_not_calculated_is_named_with_its_cell() -> None:
    """Of several cells that rest on one another, with the one whose formula calls it, also where errors are caught."""
    first, second = Location(_SHEET, 0, 0), Location(_SHEET, 0, 5)
    places = {"one": Place("one", "", *first), "other": Place("other", "", *second)}
    cells = {first: Call("IFERROR", Call("VLOOKUP", 1), 0), second: Call("IFERROR", Ref("one"), 0)}

    with pytest.raises(UnknownFunctionError, match=r"the formula of .*A1 calls VLOOKUP, which is not among"):
        Calculation(places, cells).at(second)
    with pytest.raises(UnknownFunctionError, match="a formula calls VLOOKUP"):
        Calculation(places, {}).result(Call("VLOOKUP", 1))


def test_several_cells_where_one_belongs_are_an_error() -> None:
    """As in the sheet, unless a function takes them all."""
    assert Calculation(PLACES, {}).result(if_(ENTRIES, 1, 2)) is ErrorShown.VALUE


def test_what_is_shown_of_a_cell_with_nothing_is_zero() -> None:
    calculation = Calculation(PLACES, {})

    assert (calculation.at(PLACES["single"].at()), calculation.shown(PLACES["single"].at())) == (None, 0)


def test_an_error_is_no_text() -> None:
    """Whether one is a text, a number or a truth is asked of what cells show."""
    at = PLACES["single"].at()
    calculation = Calculation(PLACES, {at: NOTHING})

    assert calculation.shown(at) is ErrorShown.DIVIDED_BY_NOTHING
    assert [calculation.result(Call(name, SINGLE)) for name in ("ISTEXT", "ISNUMBER", "ISLOGICAL")] == [False] * 3
    assert calculation.result(SINGLE) is ErrorShown.DIVIDED_BY_NOTHING
    assert calculation.result(Call("MATCH", 1, SINGLE, 0)) is ErrorShown.NOT_AVAILABLE
    assert calculation.result(summed(SINGLE)) is ErrorShown.DIVIDED_BY_NOTHING


def test_a_sum_of_what_is_calculated_of_cells() -> None:
    """Programs differ in this outside of SUMPRODUCT, so that no form has it; an error among them is one."""
    calculation = Calculation(PLACES, {Location(_SHEET, *at): raw for at, raw in CELLS.items()})

    assert calculation.result(summed((OTHERS == 3) * 2)) == 4


def test_a_typed_formula_is_one() -> None:
    at = PLACES["single"].at()

    assert Calculation(PLACES, {at: 3}, frozenset({at})).result(Call("ISFORMULA", SINGLE)) is True


def test_a_part_that_is_none_is_a_mistake_of_the_program() -> None:
    class Other(Expr):
        """A part that nobody knows."""

    with pytest.raises(KeyError):
        Calculation(PLACES, {}).result(Other())
    with pytest.raises(KeyError):
        formula(Other(), _ADDRESSES)


ELSEWHERE = Addresses(PLACES, "P4P Report", frozenset({"single", "entries"}))


@pytest.mark.parametrize(
    ("written", "addresses", "printed"),
    [
        (Ref("others", 1), _ADDRESSES, "B2"),
        (Ref("others", 1), ELSEWHERE, "Cells!B2"),
        (Ref("others"), Addresses({"others": Place("others", "", "P4P Report", 0, 1)}, ""), "'P4P Report'!B1"),
        (SINGLE, _ADDRESSES, "C1"),
        (SINGLE, ELSEWHERE, "single"),
        (Ref("entries"), ELSEWHERE, "Cells!A1"),
        (ENTRIES, ELSEWHERE, "entries"),
        (OTHERS, ELSEWHERE, "Cells!B1:B5"),
        (Range(Ref("entries", 1), Ref("others", 2)), _ADDRESSES, "A2:B3"),
        (Call("ISFORMULA", SINGLE), ELSEWHERE, "_xlfn.ISFORMULA(Cells!C1)"),
        (Call("ROW", SINGLE), ELSEWHERE, "ROW(Cells!C1)"),
        (Call("NA"), _ADDRESSES, "NA()"),
        (3, _ADDRESSES, "3"),
        (TRUE, _ADDRESSES, "TRUE"),
        (FALSE, _ADDRESSES, "FALSE"),
        ('a "b"', _ADDRESSES, '"a ""b"""'),
        (date(2017, 7, 31), _ADDRESSES, "42947"),
        (SINGLE + 1 - 2, _ADDRESSES, "C1+1-2"),
        (SINGLE - (expr(1) - 2), _ADDRESSES, "C1-(1-2)"),
        ((SINGLE + 1) * 2, _ADDRESSES, "(C1+1)*2"),
        (SINGLE + expr(1) * 2, _ADDRESSES, "C1+1*2"),
        (SINGLE / (expr(1) * 2), _ADDRESSES, "C1/(1*2)"),
        ((SINGLE & "a") == "b", _ADDRESSES, 'C1&"a"="b"'),
        ((SINGLE > 1) * 1, _ADDRESSES, "(C1>1)*1"),
        (all_(SINGLE > 1, all_(SINGLE > 2, SINGLE > 3)), _ADDRESSES, "AND(C1>1,C1>2,C1>3)"),
        (any_(SINGLE > 1, all_(SINGLE > 2, SINGLE > 3)), _ADDRESSES, "OR(C1>1,AND(C1>2,C1>3))"),
        (all_(SINGLE > 1), _ADDRESSES, "C1>1"),
        (all_(TRUE), _ADDRESSES, "TRUE"),
    ],
)
def test_a_formula_is_printed(written: Operand, addresses: Addresses, printed: str) -> None:
    assert formula(written, addresses) == printed


def test_a_formula_is_neither_true_nor_false_while_it_is_written() -> None:
    with pytest.raises(TypeError, match="use all_, any_, not_"):
        bool(SINGLE > 1)
    with pytest.raises(TypeError, match="single comparisons"):
        _ = 0 < SINGLE < 2


def test_a_formula_can_be_a_key() -> None:
    assert len({SINGLE: 1, Ref("single"): 2}) == 2
