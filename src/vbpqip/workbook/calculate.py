"""What formulas show: a calculation of the functions that forms use, as spreadsheets make it.

A form is stored with the results of its formulas. The checks of a report never use it: what a sheet says and what a
check says are calculated apart, so that each can be compared with the other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from statistics import median, multimode
from typing import Any, TypeAlias

from vbpqip.core.cells import Location, column_letters
from vbpqip.workbook.entry_types import Raw
from vbpqip.workbook.expr import Call, Expr, Operation, Range, Ref, Shared, Value, Whole
from vbpqip.workbook.form import Place

_EPOCH = date(1899, 12, 30)
_DIGITS = 15


class ErrorShown(StrEnum):
    """An error that a cell shows."""

    VALUE = "#VALUE!"
    DIVIDED_BY_NOTHING = "#DIV/0!"
    NOT_AVAILABLE = "#N/A"
    NUMBER = "#NUM!"
    REFERENCE = "#REF!"


class _FormulaError(Exception):
    def __init__(self, shown: ErrorShown) -> None:
        super().__init__(shown)
        self.shown = shown


class UnknownFunctionError(LookupError):
    """A formula calls a function that is not calculated; ``at`` is its cell, ``None`` where it stands in none."""

    def __init__(self, function: str, at: Location | None = None) -> None:
        where = "a formula" if at is None else f"the formula of {at}"
        super().__init__(f"{where} calls {function}, which is not among the functions that are calculated")
        self.function, self.at = function, at


Shown: TypeAlias = bool | int | float | str | ErrorShown | None
"""What a cell shows; ``None`` is a blank one. An error is no text of its name."""

_Array: TypeAlias = list[Shown]
_Result: TypeAlias = Shown | _Array


class Calculation:
    """Cells and their formulas, calculated when they are asked for.

    Args:
        places: Where the names stand that formulas refer to.
        cells: What stands in each cell: a value, or a formula.
        typed_formulas: The cells of entries in which somebody typed a formula.
    """

    def __init__(
        self,
        places: Mapping[str, Place],
        cells: Mapping[Location, Raw | Expr | None],
        typed_formulas: Container[Location] = frozenset(),
    ) -> None:
        self._places, self._cells, self._typed_formulas = places, cells, typed_formulas
        self._shown: dict[Location, Shown] = {}
        self._referred: dict[tuple[str, int], Shown] = {}
        self._columns: dict[str, _Array] = {}
        self._numbers: dict[str, list[int | float]] = {}
        self._by_kind: Mapping[type[Expr], Callable[[Any], _Result]] = {
            Ref: self._of_cell,
            Call: self._called,
            Operation: self._operated,
            Value: lambda formula: _as_stored(formula.value),
            Range: self._of_range,
            Whole: self._of_whole,
            Shared: lambda formula: self.evaluated(formula.formula),
        }

    def at(self, location: Location) -> Shown:
        """Return what a cell shows.

        Raises:
            UnknownFunctionError: A formula that it rests on calls a function that is not calculated.
        """
        if location not in self._shown:
            held = self._cells.get(location)
            self._shown[location] = self._calculated(held, location) if isinstance(held, Expr) else _as_stored(held)
        return self._shown[location]

    def _calculated(self, formula: Expr, at: Location) -> Shown:
        try:
            return self.result(formula)
        except UnknownFunctionError as unknown:
            raise unknown if unknown.at else UnknownFunctionError(unknown.function, at) from None

    def shown(self, location: Location) -> bool | int | float | str:
        """Return what a cell with a formula shows."""
        found = self.at(location)
        return 0 if found is None else found

    def result(self, formula: Expr) -> bool | int | float | str:
        """Return what a cell shows whose formula it is; a reference to a blank cell shows 0."""
        try:
            found = _single(self.evaluated(formula))
        except _FormulaError as failure:
            return failure.shown
        return 0 if found is None else found

    def evaluated(self, formula: Expr) -> _Result:
        """Return what a part of a formula comes to; of a range, what its cells show.

        Raises:
            _FormulaError: It is an error.
        """
        return self._by_kind[type(formula)](formula)

    def holds(self, condition: Expr) -> bool:
        """Whether a part of a formula is true.

        Raises:
            _FormulaError: It is an error, or several cells, or a text.
        """
        found = self._by_kind[type(condition)](condition)
        return found if found is True or found is False else _truth(_single(found))

    def _of_cell(self, ref: Ref) -> Shown:
        asked = ref.name, ref.nth
        if asked not in self._referred:
            self._referred[asked] = self.at(self.location(ref))
        return self._referred[asked]

    def _of_range(self, formula: Range) -> _Result:
        return [self.at(at) for at in self.locations(formula)]

    def _of_whole(self, formula: Whole) -> _Array:
        if formula.name not in self._columns:
            cells = self.locations(_range_of(formula, self._places))
            self._columns[formula.name] = [self.at(at) for at in cells]
        return self._columns[formula.name]

    def _operated(self, formula: Operation) -> _Result:
        one, other, by_kind = formula.left, formula.right, self._by_kind
        left, right = by_kind[type(one)](one), by_kind[type(other)](other)
        calculate = _OPERATIONS[formula.sign]
        if type(left) is list or type(right) is list:
            return _broadcast(calculate, left, right)
        return calculate(_raised(left), _raised(right))

    def _called(self, formula: Call) -> _Result:
        lazy = _LAZY.get(formula.function)
        if lazy:
            return lazy(self, formula)
        if formula.function in _OVER_CELLS:
            return _OVER_CELLS[formula.function]([self._numbers_in(each) for each in formula.arguments])
        calculate = _SCALAR.get(formula.function)
        if calculate is None:
            raise UnknownFunctionError(formula.function)
        return _broadcast(calculate, *(self.evaluated(each) for each in formula.arguments))

    def _numbers_in(self, argument: Expr) -> list[int | float]:
        """Return the numbers of an argument: of cells those that are numbers, of anything else what it comes to."""
        if type(argument) is Whole:
            return self._numbers_of(argument)
        found = self.evaluated(argument)
        cells: _Array = found if isinstance(found, list) else [found]
        return _only_numbers(cells) if isinstance(argument, Ref | Range) else list(map(_number, cells))

    def _numbers_of(self, column: Whole) -> list[int | float]:
        """Return the numbers of a column, which many cells ask for."""
        if column.name not in self._numbers:
            found = self._of_whole(column)
            self._numbers[column.name] = _only_numbers(found)
        return self._numbers[column.name]

    def is_formula(self, at: Location) -> bool:
        """Whether a cell has a formula."""
        return at in self._typed_formulas or isinstance(self._cells.get(at), Expr)

    def location(self, ref: Ref) -> Location:
        """Return where a cell stands."""
        return self._places[ref.name].at(ref.nth)

    def locations(self, given: Range) -> list[Location]:
        """Return where the cells of a range stand, row by row."""
        first, last = self.location(given.first), self.location(given.last)
        rows, columns = range(first.row, last.row + 1), range(first.column, last.column + 1)
        return [Location(first.sheet, row, column) for row in rows for column in columns]


def _only_numbers(cells: _Array) -> list[int | float]:
    return [each for each in map(_raised, cells) if type(each) is int or type(each) is float]


def _is_number(found: Shown) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


def _range_of(given: Whole, places: Mapping[str, Place]) -> Range:
    return Range(Ref(given.name), Ref(given.name, places[given.name].rows - 1))


def _as_stored(raw: Raw | None) -> Shown:
    if type(raw) is int or type(raw) is str:
        return raw
    match raw:
        case date():
            return (raw - _EPOCH).days
        case Decimal():
            return int(raw) if raw == raw.to_integral_value() else float(raw)
        case _:
            return raw


def _single(found: _Result) -> Shown:
    if type(found) is list:
        raise _FormulaError(ErrorShown.VALUE)
    return found  # type: ignore[return-value]  # no list


def _broadcast(calculate: Callable[..., Shown], *arguments: _Result) -> _Result:
    """Calculate once, or for each cell of the arguments that are several; an error of a cell stands for it."""
    several = [len(each) for each in arguments if type(each) is list]
    if not several:
        return calculate(*map(_raised, arguments))
    rows = max(several)
    lists = [each if type(each) is list else [each] * rows for each in arguments]
    return [_calculated(calculate, row) for row in zip(*lists, strict=True)]


def _calculated(calculate: Callable[..., Shown], row: Sequence[Shown]) -> Shown:
    try:
        return calculate(*map(_raised, row))
    except _FormulaError as failure:
        return failure.shown


def _raised(found: Any) -> Any:  # noqa: ANN401 -- as it is given
    if type(found) is ErrorShown:  # three times as fast as to ask whether it is an instance of an enum
        raise _FormulaError(found)
    return found


def _number(found: Shown) -> int | float:
    return found if type(found) is int or type(found) is float else _as_number(found)


def _as_number(found: Shown) -> int | float:
    other = _raised(found)
    return _number_in(other) if isinstance(other, str) else int(other or 0)


def _number_in(text: str) -> int | float:
    try:
        found = float(text)
    except ValueError:
        raise _FormulaError(ErrorShown.VALUE) from None
    return int(found) if found == math.floor(found) else found


def _text(found: Shown) -> str:
    match _raised(found):
        case None:
            return ""
        case bool() as truth:
            return str(truth).upper()
        case float() as number:
            return str(int(number)) if number.is_integer() else f"{number:.{_DIGITS}g}"
        case other:
            return str(other)


def _truth(found: Shown) -> bool:
    match _raised(found):
        case str() as text if text.upper() in _TRUTHS:
            return _TRUTHS[text.upper()]
        case str():
            raise _FormulaError(ErrorShown.VALUE)
        case other:
            return bool(other)


_TRUTHS = {"TRUE": True, "FALSE": False}


def _rank(found: Shown) -> int:
    """Return the order of kinds of values: numbers, texts, truths."""
    return 2 if isinstance(found, bool) else int(isinstance(found, str))


def _same_as(wanted: Shown) -> Callable[[Shown], bool]:
    """Return whether a cell shows what is wanted; a blank one shows nothing that could be."""
    if type(wanted) is int or type(wanted) is float:
        return lambda cell: cell == wanted and type(cell) is not bool
    kind, text = _rank(wanted), _normalized(wanted)
    return lambda cell: cell is not None and _normalized(cell) == text and _rank(cell) == kind


def _normalized(found: Shown) -> Shown:
    return found.upper() if isinstance(found, str) else found


def _divided(left: float, right: float) -> int | float:
    if right == 0:
        raise _FormulaError(ErrorShown.DIVIDED_BY_NOTHING)
    return left // right if isinstance(left, int) and isinstance(right, int) and left % right == 0 else left / right


def _alike(left: Shown, right: Shown) -> tuple[Shown, Shown]:
    """Return two values, a blank one as what the other would be if it were empty."""
    if left is None:
        left = _EMPTY[_rank(right)]
    return left, _EMPTY[_rank(left)] if right is None else right


_EMPTY: Mapping[int, Shown] = {0: 0, 1: "", 2: False}


def _compared(smaller: Callable[[Any, Any], bool]) -> Callable[[Shown, Shown], bool]:
    def compared(left: Shown, right: Shown) -> bool:
        if type(left) is int and type(right) is int:
            return smaller(left, right)
        left, right = _alike(left, right)
        kind, other_kind = _rank(left), _rank(right)
        return smaller(kind, other_kind) if kind != other_kind else smaller(_normalized(left), _normalized(right))

    return compared


def _calculated_with(calculate: Callable[[Any, Any], int | float]) -> Callable[[Shown, Shown], int | float]:
    return lambda left, right: calculate(_number(left), _number(right))


_OPERATIONS: Mapping[str, Callable[[Shown, Shown], Shown]] = {
    **{
        sign: _compared(smaller)
        for sign, smaller in (("=", eq), ("<>", ne), ("<", lt), ("<=", le), (">", gt), (">=", ge))
    },
    **{sign: _calculated_with(by) for sign, by in (("+", add), ("-", sub), ("*", mul), ("/", _divided))},
    "&": lambda left, right: _text(left) + _text(right),
}


def _day(found: Shown) -> date:
    serial = math.floor(_number(found))
    if serial < 0:
        raise _FormulaError(ErrorShown.NUMBER)
    return _EPOCH + timedelta(days=serial)


def _substituted(text: Shown, old: Shown, new: Shown) -> str:
    return _text(text).replace(_text(old), _text(new))


def _found(wanted: Shown, text: Shown) -> int:
    at = _text(text).find(_text(wanted))
    if at < 0:
        raise _FormulaError(ErrorShown.VALUE)
    return at + 1


def _address(row: Shown, column: Shown, relative: Shown = 1) -> str:
    sign = "$" if _number(relative) == 1 else ""
    return f"{sign}{column_letters(math.floor(_number(column)) - 1)}{sign}{math.floor(_number(row))}"


def _not_available() -> Shown:
    raise _FormulaError(ErrorShown.NOT_AVAILABLE)


def _rounded(value: Shown, digits: Shown) -> Shown:
    shift = Decimal(1).scaleb(-math.floor(_number(digits)))
    exact = Decimal(repr(_number(value)))
    return float((abs(exact) / shift + Decimal("0.5")) // 1 * shift * (1 if exact >= 0 else -1))


def _mode(parts: Sequence[Sequence[int | float]]) -> int | float:
    numbers = _flat(parts)
    often = multimode(numbers)
    if not numbers or numbers.count(often[0]) == 1:
        raise _FormulaError(ErrorShown.NOT_AVAILABLE)
    return often[0]


def _median(parts: Sequence[Sequence[int | float]]) -> int | float:
    numbers = _flat(parts)
    if not numbers:
        raise _FormulaError(ErrorShown.NUMBER)
    return median(numbers)


def _flat(parts: Iterable[Iterable[int | float]]) -> list[int | float]:
    return [each for part in parts for each in part]


def _product_part(found: Shown) -> int | float:
    """Return what a cell counts for in a product: texts and truths count for nothing."""
    found = _raised(found)
    return found if isinstance(found, int | float) and not isinstance(found, bool) else 0


def _if(calculation: Calculation, formula: Call) -> _Result:
    condition, then, otherwise = formula.arguments
    return calculation.evaluated(then if calculation.holds(condition) else otherwise)


def _iferror(calculation: Calculation, formula: Call) -> _Result:
    try:
        found = calculation.evaluated(formula.arguments[0])
    except _FormulaError:
        return calculation.evaluated(formula.arguments[1])
    return calculation.evaluated(formula.arguments[1]) if isinstance(found, ErrorShown) else found


def _iserror(calculation: Calculation, formula: Call) -> _Result:
    try:
        found = calculation.evaluated(formula.arguments[0])
    except _FormulaError:
        return True
    return isinstance(found, ErrorShown)


def _choose(calculation: Calculation, formula: Call) -> _Result:
    which = math.floor(_number(_single(calculation.evaluated(formula.arguments[0]))))
    if not 1 <= which < len(formula.arguments):
        raise _FormulaError(ErrorShown.VALUE)
    return calculation.evaluated(formula.arguments[which])


def _isformula(calculation: Calculation, formula: Call) -> _Result:
    (argument,) = formula.arguments
    assert isinstance(argument, Ref)  # noqa: S101 -- cell by cell, never over a range
    at = calculation.location(argument)
    return calculation.is_formula(at)


def _kind_of(calculation: Calculation, formula: Call) -> _Result:
    """Return what ISNUMBER and its like say; of an error they say that it is none."""
    try:
        found = calculation.evaluated(formula.arguments[0])
    except _FormulaError:
        return False
    kind = _KINDS[formula.function]
    cells = found if isinstance(found, list) else [found]
    said = [not isinstance(each, ErrorShown) and kind(each) for each in cells]
    return said if isinstance(found, list) else said[0]


def _truths(calculation: Calculation, formula: Call) -> _Result:
    found = list(map(calculation.holds, formula.arguments))
    return all(found) if formula.function == "AND" else any(found)


def _index(calculation: Calculation, formula: Call) -> _Result:
    cells = calculation.evaluated(formula.arguments[0])
    which = math.floor(_number(_single(calculation.evaluated(formula.arguments[1]))))
    listed = cells if isinstance(cells, list) else [cells]
    if not 1 <= which <= len(listed):
        raise _FormulaError(ErrorShown.REFERENCE)
    return listed[which - 1]


def _match(calculation: Calculation, formula: Call) -> _Result:
    wanted, cells = _single(calculation.evaluated(formula.arguments[0])), calculation.evaluated(formula.arguments[1])
    is_found = _same_as(_raised(wanted))
    for nth, each in enumerate(cells if isinstance(cells, list) else [cells], start=1):
        if is_found(each):
            return nth
    raise _FormulaError(ErrorShown.NOT_AVAILABLE)


def _countif(calculation: Calculation, formula: Call) -> _Result:
    cells, wanted = calculation.evaluated(formula.arguments[0]), _single(calculation.evaluated(formula.arguments[1]))
    listed = cells if isinstance(cells, list) else [cells]
    return sum(map(_same_as(wanted), listed))


def _position(calculation: Calculation, formula: Call) -> _Result:
    (argument,) = formula.arguments
    assert isinstance(argument, Ref)  # noqa: S101 -- as above
    at = calculation.location(argument)
    return (at.row if formula.function == "ROW" else at.column) + 1


def _sumproduct(calculation: Calculation, formula: Call) -> _Result:
    found = [calculation.evaluated(each) for each in formula.arguments]
    columns = [each if isinstance(each, list) else [each] for each in found]
    return sum(math.prod(map(_product_part, row)) for row in zip(*columns, strict=True))


_KINDS: Mapping[str, Callable[[Shown], Shown]] = {
    "ISNUMBER": _is_number,
    "ISTEXT": lambda found: isinstance(found, str),
    "ISLOGICAL": lambda found: isinstance(found, bool),
    "ISBLANK": lambda found: found is None,
}
_SCALAR: Mapping[str, Callable[..., Shown]] = {
    "TRIM": lambda text: " ".join(each for each in _text(text).split(" ") if each),
    "UPPER": lambda text: _text(text).upper(),
    "LOWER": lambda text: _text(text).lower(),
    "LEN": lambda text: len(_text(text)),
    "SUBSTITUTE": _substituted,
    "FIND": _found,
    "MID": lambda text, first, length: _text(text)[int(_number(first)) - 1 :][: int(_number(length))],
    "EXACT": lambda one, other: _text(one) == _text(other),
    "NOT": lambda truth: not _truth(truth),
    "INT": lambda value: math.floor(_number(value)),
    "MOD": lambda value, by: _number(value) % _number(by),
    "ABS": lambda value: abs(_number(value)),
    "ROUND": _rounded,
    "YEAR": lambda day: _day(day).year,
    "MONTH": lambda day: _day(day).month,
    "ADDRESS": _address,
    "NA": _not_available,
    "HYPERLINK": lambda _, shown: shown,
}
_OVER_CELLS: Mapping[str, Callable[[Sequence[Sequence[int | float]]], Shown]] = {
    "SUM": lambda parts: sum(_flat(parts)),
    "COUNT": lambda parts: len(_flat(parts)),
    "MIN": lambda parts: min(_flat(parts), default=0),
    "MAX": lambda parts: max(_flat(parts), default=0),
    "MEDIAN": _median,
    "MODE": _mode,
}
_LAZY: Mapping[str, Callable[[Calculation, Call], _Result]] = {
    "IF": _if,
    "IFERROR": _iferror,
    "ISERROR": _iserror,
    "CHOOSE": _choose,
    "ISFORMULA": _isformula,
    "AND": _truths,
    "OR": _truths,
    "INDEX": _index,
    "MATCH": _match,
    "COUNTIF": _countif,
    "ROW": _position,
    "COLUMN": _position,
    "SUMPRODUCT": _sumproduct,
    **dict.fromkeys(_KINDS, _kind_of),
}
FUNCTIONS = frozenset((*_KINDS, *_SCALAR, *_OVER_CELLS, *_LAZY))
"""The functions that are calculated."""
