"""Recalculation: what the engines that referee live formulas have in common.

A formula is proven by engines that are not ours. Each opens a workbook, takes entries into its cells,
recalculates everything and says what cells then show; what the file itself stores as a formula's result
is never believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias

from vbpqip.core.cells import Location

ERROR_NAMES = (
    *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"),
    *("#GETTING_DATA", "#SPILL!", "#CALC!"),
)
"""The errors that a cell can show, in the order in which engines number them."""

_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error that stands in a cell as its value, such as ``#N/A``; not the text of that name."""

    name: str


Value: TypeAlias = float | str | bool | None
"""What a cell shows after recalculation; ``None`` is empty, an error is its name, such as ``#VALUE!``."""

Typed: TypeAlias = int | float | str | date | ErrorValue | None
"""What is put into a cell. Text stays text, a ``date`` becomes its serial number, ``None`` clears the cell."""

Parsed: TypeAlias = float | bool | str | ErrorValue | None
"""The same, with no date, no ``int`` and no empty text left."""


class Recalculator(Protocol):
    """A workbook opened in a spreadsheet engine."""

    def recalculated(self, entries: Mapping[Location, Typed], wanted: Sequence[Location]) -> list[Value]:
        """Put the entries into the workbook as opened, recalculate all, and return what the wanted cells show.

        Nothing of the call before remains.
        """
        ...

    def close(self) -> None:
        """Close the workbook; its file is unchanged."""
        ...


def parsed_value(typed: Typed) -> Parsed:
    """Return an entry as engines take it.

    >>> parsed_value(12), parsed_value(date(2024, 1, 2)), parsed_value("12"), parsed_value("")
    (12.0, 45293.0, '12', None)
    """
    match typed:
        case bool() | ErrorValue() | None:
            return typed
        case int() | float():
            return float(typed)
        case date():
            return float((typed - _DAY_ZERO).days)
        case str():
            return typed or None


def is_error(value: Value) -> bool:
    """Whether a cell shows an error; which one is not always the same in two engines.

    >>> is_error("#DIV/0!"), is_error("Err:522"), is_error("text"), is_error(None)
    (True, True, False, False)
    """
    return value in ERROR_NAMES or (isinstance(value, str) and value.startswith("Err:"))
