"""Cells: what a file stores in one, where it stands, and the few things an entry can be.

A stored :class:`Cell` is parsed once, by :mod:`vbpqip.workbook.entries`, into an :data:`Entry`;
nothing after that looks at text or type again.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import lru_cache
from typing import TypeAlias

from vbpqip.core.characters import as_read
from vbpqip.core.named_tuples import NamedTuple

_LETTERS = 26


class Stored(StrEnum):
    """The type of value that a file stores in a cell."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"
    DATE = "date"
    NOTHING = "nothing"


class ShownAs(StrEnum):
    """What the style of a cell makes of a stored number or text; a text that shows as itself is ``NUMBER`` too."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    DAY = "day"
    NOTHING = "nothing"
    SCALED = "scaled"
    ROUNDED = "rounded"
    OTHER_TEXT = "other text"
    NOT_UNDERSTOOD = "not understood"


class Marked(StrEnum):
    """What the looks of a text do to its characters: a raised 1 is a footnote, a white one hides."""

    PLAIN = "plain"
    RAISED = "raised"
    LOWERED = "lowered"
    STRUCK = "struck out"
    UNSEEN = "white or tiny"

    def shows(self, text: str) -> str:
        """Return in words what a person sees of characters that are marked so.

        >>> Marked.RAISED.shows("1"), Marked.STRUCK.shows("65")
        ('a raised 1', 'struck out: 65')
        """
        return f"{self.value}: {text}" if self is Marked.STRUCK else f"a {self.value} {text}"


_PLAIN = Marked.PLAIN


class Cell(NamedTuple):
    """One stored cell.

    ``text`` is the stored value as text: the literal of a number, the characters of a string, ``TRUE`` or
    ``FALSE``, an error's name such as ``#REF!``, an ISO 8601 date. It is empty where nothing is stored,
    as in a formula that was never calculated. ``formula`` is the formula without ``=``, or ``None``. ``shown_as`` is
    what people see of a stored number or text. ``marked`` is how the cell, or a part of its text, differs from plain
    text; ``seen`` then says what a person sees where only a part does, such as ``6500 with a raised 1``.
    """

    stored: Stored
    text: str = ""
    formula: str | None = None
    shown_as: ShownAs = ShownAs.NUMBER
    marked: Marked = Marked.PLAIN
    seen: str = ""

    @property
    def as_marked(self) -> str:
        """What a person sees, in words, where not all is plain, such as a raised 1; else empty.

        >>> Cell(Stored.TEXT, "NA", marked=Marked.STRUCK).as_marked
        'struck out: NA'
        """
        if self.marked is _PLAIN or not as_read(self.text).strip():
            return ""
        return self.seen or self.marked.shows(" ".join(self.text.split()))


class Location(NamedTuple):
    """Where a cell stands: sheet title, row and column, both counted from 0.

    >>> Location("P4P Report", 11, 4).address
    'E12'
    """

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The A1 address."""
        return f"{column_letters(self.column)}{self.row + 1}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


@lru_cache(maxsize=512)
def column_letters(column: int) -> str:
    """Return a column's letters; columns count from 0.

    >>> column_letters(0), column_letters(26), column_letters(16383)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


class Unread(Enum):
    """Why a cell could not be read as what belongs there."""

    TEXT = "text"
    ERROR_VALUE = "an error value"
    BOOLEAN = "a yes-or-no value"
    NEVER_CALCULATED = "a formula that was never calculated"
    MARKED = "text that is raised, lowered or struck out"


class Number(NamedTuple):
    """A number, exact as typed (a spreadsheet keeps 15 significant digits)."""

    value: Decimal


class Day(NamedTuple):
    """A calendar day."""

    value: date


class Blank(NamedTuple):
    """Nothing was entered."""

    def __bool__(self) -> bool:
        """Be true like every other entry, though a tuple of nothing is not."""
        return True


class NotApplicable(NamedTuple):
    """``NA``; ``spelled`` is how it was typed."""

    spelled: str = "NA"


class Unreadable(NamedTuple):
    """Something else; ``text`` is what was found."""

    text: str
    why: Unread = Unread.TEXT


Entry: TypeAlias = Number | Blank | NotApplicable | Unreadable
DayEntry: TypeAlias = Day | Blank | Unreadable


def found_in(entry: Entry | DayEntry) -> str:
    """Return what a cell holds, as a finding prints it."""
    match entry:
        case Number(value) | Day(value):
            return str(value)
        case Blank():
            return ""
        case NotApplicable(spelled):
            return spelled
        case Unreadable(text, _):
            return text


class Typed(Enum):
    """How an entry came into its cell."""

    PLAINLY = "typed"
    AS_TEXT = "typed as text"
    AS_FORMULA = "calculated by a formula"
    AS_SUM = "typed as a sum"
