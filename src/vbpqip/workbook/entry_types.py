"""Entry types: what may stand in a cell of a form, and how a cell that was received is parsed.

Parsing knows neither the row nor the program, so that forms are constants.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from vbpqip.core.cells import Blank, Cell, Day, DayEntry, Entry, Location, NotApplicable, Number, Unreadable
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Years
from vbpqip.workbook.answers import NOT_APPLICABLE
from vbpqip.workbook.entries import DayField, Field, TextField, read_day, read_field, read_words

AnyField: TypeAlias = Field | DayField | TextField
"""A parsed entry."""


Raw: TypeAlias = int | float | Decimal | str | date
"""What can be typed into a cell."""

EntryKey: TypeAlias = tuple[str, int]
"""A name of the form and which of its cells, counted from 0."""

ListedValue: TypeAlias = int | str | date
"""What a list offers."""


class EntryType:
    """What may stand in a cell; two of one type with the same list are equal.

    ``offers`` names the list of its drop-down, empty where it has none; ``is_strict`` is whether nothing else is taken.
    """

    is_figure = True
    """Whether a row says something by it; not by which row it is, nor by whether it is asked for."""

    def __init__(self, offers: str = "", *, is_strict: bool = True) -> None:
        self.offers, self.is_strict = offers, is_strict

    @property
    def is_count(self) -> bool:
        """Whether a whole number of 0 or more belongs there, where its row has nothing else."""
        return False

    def parse(self, at: Location, cell: Cell | None, *, starts_1904: bool) -> AnyField:  # noqa: ARG002 -- days need it
        """Return the entry of a cell; ``starts_1904`` is how its workbook counts days."""
        return read_words(at, cell)

    def meaning(self, field: AnyField, years: Years) -> Hashable:  # noqa: ARG002 -- quarters need them
        """Return what an entry means, so that two can be compared whatever their spelling; ``None`` if it is blank."""
        if isinstance(field, TextField):
            return normalized_name(field.text) or None
        return _meaning(field.entry)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), self.offers, self.is_strict))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.offers!r}, is_strict={self.is_strict})"


class TextType(EntryType):
    """A text, such as a name; with a list, a choice from it."""


class YesNoType(EntryType):
    """Whether a row is asked for."""

    is_figure = False


class KeyType(EntryType):
    """Which row it is; the form prints it, and nobody enters it."""

    is_figure = False


class QuarterType(EntryType):
    """A quarter of the program."""

    def meaning(self, field: AnyField, years: Years) -> Hashable:
        """Return the quarter that is meant; ``dy3 q1`` means DY3 Q1."""
        quarter = years.parse(field.text) if isinstance(field, TextField) else None
        return quarter or super().meaning(field, years)


class NumberType(EntryType):
    """A count, unless its row has another number or ``NA`` there; with a list, a choice from it."""

    @property
    def is_count(self) -> bool:
        """Whether it is no choice."""
        return not self.offers

    def parse(self, at: Location, cell: Cell | None, *, starts_1904: bool) -> AnyField:  # noqa: ARG002 -- as above
        """Return the entry of a cell."""
        return read_field(at, cell)


class RateType(NumberType):
    """A number that is no count, such as a rate or a year."""

    @property
    def is_count(self) -> bool:
        """It is none, whether it is a choice or not."""
        return False


class DayType(EntryType):
    """A day."""

    def parse(self, at: Location, cell: Cell | None, *, starts_1904: bool) -> AnyField:
        """Return the entry of a cell."""
        return read_day(at, cell, starts_1904=starts_1904)


def _meaning(entry: Entry | DayEntry) -> Hashable:
    match entry:
        case Number(value) | Day(value):
            return value
        case Blank():
            return None
        case NotApplicable():
            return NOT_APPLICABLE
        case Unreadable():
            return entry
