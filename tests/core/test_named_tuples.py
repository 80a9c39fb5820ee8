"""Values with named fields are what the standard ones are, whatever their fields."""

from __future__ import annotations

import copy
import pickle
import typing
from collections import namedtuple
from typing import Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbpqip.core.named_tuples import NamedTuple

T = TypeVar("T")


class Place(NamedTuple):
    """Where something stands."""

    sheet: str
    row: int = 1
    column: int = 1

    def text(self) -> str:
        return f"{self.sheet}!R{self.row}C{self.column}"


class Pair(NamedTuple, Generic[T]):
    first: T
    second: T


class Nothing(NamedTuple):
    """A value without fields."""


class Marked(Place):
    """A value of the same fields with a method more."""

    __slots__ = ()


def test_fields_are_known_by_name_and_place() -> None:
    place = Place("Report", column=3)

    assert (place.sheet, place.row, place.column) == ("Report", 1, 3) == place
    assert (place[2], len(place), place.text()) == (3, 3, "Report!R1C3")
    assert Place._fields == Place.__match_args__ == ("sheet", "row", "column")
    assert Place._field_defaults == {"row": 1, "column": 1}
    assert Place.__doc__ == "Where something stands."


def test_values_are_changed_by_making_others() -> None:
    place = Place("Report")

    assert place._replace(row=7) == Place("Report", 7)
    assert Place._make(["Report", 2, 3]) == Place("Report", 2, 3)
    assert place._asdict() == {"sheet": "Report", "row": 1, "column": 1}
    with pytest.raises(AttributeError):
        place.row = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        place.other = 2  # type: ignore[attr-defined]


def test_what_does_not_fit_is_an_error() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'sheet'"):
        Place()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'line'"):
        Place("Report", line=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Expected 3 arguments, got 1"):
        Place._make(["Report"])
    with pytest.raises(ValueError, match=r"Got unexpected field names: \['line'\]"):
        Place("Report")._replace(line=1)  # type: ignore[call-arg]


@pytest.mark.parametrize("value", [Place("Report", 2), Marked("Report", 2), Pair(1, 2), Nothing()])
def test_a_value_is_itself_after_pickling_and_copying(value: tuple[object, ...]) -> None:
    for again in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):  # noqa: S301 -- of this test
        assert again == value
        assert type(again) is type(value)


def test_a_value_shows_its_fields() -> None:
    assert repr(Place("Report")) == "Place(sheet='Report', row=1, column=1)"
    assert (repr(Nothing()), Nothing._fields, Nothing() == ()) == ("Nothing()", (), True)
    assert repr(Marked("Report")) == "Marked(sheet='Report', row=1, column=1)"


@given(st.lists(st.integers(), max_size=30), st.integers(0, 30))
def test_any_number_of_fields_and_defaults_is_made_as_by_the_standard_library(values: list[int], defaults: int) -> None:
    names = [f"field_{nth}" for nth in range(len(values))]
    given_too = values[max(len(values) - defaults, 0) :]
    body = {"__annotations__": dict.fromkeys(names, int), **dict(zip(names[::-1], given_too[::-1], strict=False))}
    ours = typing.cast("typing.Any", type(NamedTuple))("Value", (NamedTuple,), body)
    standard = namedtuple("Value", names, defaults=given_too)  # type: ignore[misc]  # noqa: PYI024 -- compared with

    assert ours._field_defaults == standard._field_defaults
    for made in (
        ours(*values),
        ours(**dict(zip(names, values, strict=True))),
        ours(*values[: len(values) - len(given_too)]),
    ):
        assert made == standard(*values)
        assert repr(made) == repr(standard(*values))
        assert made._asdict() == standard(*values)._asdict()
