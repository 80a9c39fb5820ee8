"""Formulas as values: put together by operators and functions, and printed as a workbook stores them.

A formula refers to cells by the names and rows of a form, never by addresses, so that one value is printed for any
sheet, or calculated (``workbook/calculate.py``). Python's own ``and``, ``not``, ``in`` and chains such as ``a < b < c``
would ask a formula whether it is true, and raise.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias, Union

from vbpqip.core.cells import column_letters
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.form import Place

Constant: TypeAlias = bool | int | float | str | date
Operand: TypeAlias = Union["Expr", Constant]
"""What a formula is made of: other formulas, and values of Python."""

_EPOCH = date(1899, 12, 30)
"""From where on a spreadsheet counts days."""

_PRECEDENCE = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4}
_OF_LATER_VERSIONS = {"ISFORMULA": "_xlfn.ISFORMULA"}
"""Functions that a workbook stores under another name than people know them by."""

_OF_ONE_CELL = frozenset({"ISFORMULA", "ROW", "COLUMN"})
"""Functions that are about a cell and not about what it shows; not every program follows a name there."""


class Expr:
    """A formula, or a part of one."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        message = "A formula is not true or false while it is written: use all_, any_, not_ and single comparisons."
        raise TypeError(message)

    def __eq__(self, other: Operand) -> Expr:  # type: ignore[override]  # a comparison is a formula too
        return Operation("=", self, expr(other))

    def __ne__(self, other: Operand) -> Expr:  # type: ignore[override]  # as above
        return Operation("<>", self, expr(other))

    def __lt__(self, other: Operand) -> Expr:
        return Operation("<", self, expr(other))

    def __le__(self, other: Operand) -> Expr:
        return Operation("<=", self, expr(other))

    def __gt__(self, other: Operand) -> Expr:
        return Operation(">", self, expr(other))

    def __ge__(self, other: Operand) -> Expr:
        return Operation(">=", self, expr(other))

    def __add__(self, other: Operand) -> Expr:
        return Operation("+", self, expr(other))

    def __radd__(self, other: Operand) -> Expr:
        return Operation("+", expr(other), self)

    def __sub__(self, other: Operand) -> Expr:
        return Operation("-", self, expr(other))

    def __rsub__(self, other: Operand) -> Expr:
        return Operation("-", expr(other), self)

    def __mul__(self, other: Operand) -> Expr:
        return Operation("*", self, expr(other))

    def __rmul__(self, other: Operand) -> Expr:
        return Operation("*", expr(other), self)

    def __truediv__(self, other: Operand) -> Expr:
        return Operation("/", self, expr(other))

    def __and__(self, other: Operand) -> Expr:
        return Operation("&", self, expr(other))

    def __rand__(self, other: Operand) -> Expr:
        return Operation("&", expr(other), self)


class Value(Expr):
    """A constant."""

    __slots__ = ("value",)

    def __init__(self, value: Constant) -> None:
        self.value = value


class Ref(Expr):
    """One cell: a name of the form, and which of its cells, counted from 0."""

    __slots__ = ("name", "nth")

    def __init__(self, name: str, nth: int = 0) -> None:
        self.name, self.nth = name, nth


class Range(Expr):
    """The cells from one to another, of a column or of neighbouring columns."""

    __slots__ = ("first", "last")

    def __init__(self, first: Ref, last: Ref) -> None:
        self.first, self.last = first, last


class Whole(Expr):
    """All cells of a name, such as a list."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Operation(Expr):
    """Two formulas with a sign between them."""

    __slots__ = ("left", "right", "sign")

    def __init__(self, sign: str, left: Expr, right: Expr) -> None:
        self.sign, self.left, self.right = sign, left, right


class Call(Expr):
    """A function of spreadsheets, by the name that people know it by."""

    __slots__ = ("arguments", "function")

    def __init__(self, function: str, *arguments: Operand) -> None:
        self.function, self.arguments = function, tuple(map(expr, arguments))


class Shared(Expr):
    """The whole formula of a cell that forms which are alike share, so that it is printed once for a sheet of theirs.

    Args:
        formula: The formula.
    """

    __slots__ = ("formula", "printed")

    def __init__(self, formula: Expr) -> None:
        self.formula = formula
        self.printed: dict[str, str] = {}


def expr(operand: Operand) -> Expr:
    """Return a formula as it is, and a constant as a formula."""
    return operand if isinstance(operand, Expr) else Value(operand)


def if_(condition: Operand, then: Operand, otherwise: Operand) -> Expr:
    """Return one of two values; the other is not calculated."""
    return Call("IF", condition, then, otherwise)


def all_(*conditions: Operand) -> Expr:
    """Whether all hold; all are calculated, so that none may fail where another does not hold: see :func:`guarded`."""
    return _joined("AND", conditions)


def any_(*conditions: Operand) -> Expr:
    """Whether one holds; all are calculated."""
    return _joined("OR", conditions)


def _joined(function: str, conditions: Sequence[Operand]) -> Expr:
    """Return several conditions as one; those that are joined in the same way already become its parts."""
    parts: list[Operand] = []
    for each in conditions:
        parts += each.arguments if isinstance(each, Call) and each.function == function else (each,)
    return expr(parts[0]) if len(parts) == 1 else Call(function, *parts)


def not_(condition: Operand) -> Expr:
    """Whether it does not hold."""
    return Call("NOT", condition)


def guarded(guard: Operand, condition: Operand) -> Expr:
    """Whether both hold, the second calculated only where the first does."""
    return Call("IF", guard, condition, False)  # noqa: FBT003 -- a value of the sheet


def is_number(cell: Operand) -> Expr:
    """Whether it is a number."""
    return Call("ISNUMBER", cell)


def summed(*parts: Operand) -> Expr:
    """Return a sum; of cells, only numbers count."""
    return Call("SUM", *parts)


class Addresses(NamedTuple):
    """Where names stand, as seen from a sheet; names that are ``defined`` in the workbook are printed as they are."""

    places: Mapping[str, Place]
    sheet: str = ""
    defined: Container[str] = frozenset()

    def of_cell(self, ref: Ref) -> str:
        """Return a cell's address, or its name where that means this cell alone."""
        place = self.places[ref.name]
        if place.rows == 1 and ref.name in self.defined:
            return ref.name
        return f"{self._sheet(place)}{self._position(place, ref.nth)}"

    def of_range(self, given: Range) -> str:
        """Return the address of a range."""
        first, last = (self.places[ref.name] for ref in (given.first, given.last))
        return f"{self._sheet(first)}{self._position(first, given.first.nth)}:{self._position(last, given.last.nth)}"

    def of_whole(self, given: Whole) -> str:
        """Return the name of a whole column of cells, or its address."""
        if given.name in self.defined:
            return given.name
        return self.of_range(Range(Ref(given.name), Ref(given.name, self.places[given.name].rows - 1)))

    def _sheet(self, place: Place) -> str:
        if place.sheet == self.sheet:
            return ""
        return f"{place.sheet}!" if place.sheet.isalnum() else f"'{place.sheet}'!"

    def _position(self, place: Place, nth: int) -> str:
        return f"{column_letters(place.column)}{place.row + nth + 1}"


def formula(written: Operand, addresses: Addresses) -> str:
    """Return a formula as a workbook stores it, without the sign that begins it.

    >>> places = {"events": Place("events", "", "Beds", 4, 1), "cases": Place("cases", "", "Beds", 4, 2)}
    >>> formula(if_(Ref("cases") > 0, Ref("events") / Ref("cases"), ""), Addresses(places, "Beds"))
    'IF(C5>0,B5/C5,"")'
    """
    return _printed(expr(written), addresses)


def _printed(written: Expr, addresses: Addresses) -> str:
    return _PRINTED[type(written)](written, addresses)


def _of_call(written: Call, addresses: Addresses) -> str:
    seen = addresses._replace(defined=frozenset()) if written.function in _OF_ONE_CELL else addresses
    inner = ",".join([_printed(each, seen) for each in written.arguments])
    return f"{_OF_LATER_VERSIONS.get(written.function, written.function)}({inner})"


def constant(value: Constant) -> str:
    """Return a constant as a formula has it.

    >>> constant(True), constant('a "b" c'), constant(0.5)
    ('TRUE', '"a ""b"" c"', '0.5')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        doubled = value.replace('"', '""')
        return f'"{doubled}"'
    return repr((value - _EPOCH).days if isinstance(value, date) else value)


def _of_operation(written: Operation, addresses: Addresses) -> str:
    own = _PRECEDENCE[written.sign]
    left, right = _printed(written.left, addresses), _printed(written.right, addresses)
    if isinstance(written.left, Operation) and _PRECEDENCE[written.left.sign] < own:
        left = f"({left})"
    if isinstance(written.right, Operation) and _PRECEDENCE[written.right.sign] <= own:
        right = f"({right})"
    return f"{left}{written.sign}{right}"


def _of_shared(written: Shared, addresses: Addresses) -> str:
    if addresses.sheet not in written.printed:
        written.printed[addresses.sheet] = _printed(written.formula, addresses)
    return written.printed[addresses.sheet]


_PRINTED: Mapping[type[Expr], Callable[[Any, Addresses], str]] = {
    Ref: lambda written, addresses: addresses.of_cell(written),
    Value: lambda written, _: constant(written.value),
    Operation: _of_operation,
    Call: _of_call,
    Range: lambda written, addresses: addresses.of_range(written),
    Whole: lambda written, addresses: addresses.of_whole(written),
    Shared: _of_shared,
}
"""How each kind of formula is printed; a form has 56,000 parts of formulas, each of one of these kinds."""
