"""Parsing a stored cell, once, into the few things that an entry can be.

A form's own formulas parse the same cells by the same rules.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from vbpqip.core.cells import (
    Blank,
    Cell,
    Day,
    DayEntry,
    Entry,
    Location,
    Marked,
    NotApplicable,
    Number,
    ShownAs,
    Stored,
    Typed,
    Unread,
    Unreadable,
)
from vbpqip.core.characters import as_read
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.answers import LEAVE_BLANK, LONGEST_TEXT_NUMBER

_TEXT_NUMBER = re.compile(r"\d+\.?|\d*\.(?:\d{1,2}|\d{4,})", re.ASCII)
"""Digits with a point or without; three digits after it could be thousands, so that is nobody's guess."""
_NOT_APPLICABLE = frozenset({"NA", "N/A"})
_SPREADSHEET_DIGITS = 15
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
LAST_SERIAL = 2_000_000
"""The last day that is read, as spreadsheets count days; it lies in the year 7375."""


_BLANK = Blank()
_NOTHING, _NUMBER, _TEXT, _ERROR = Stored.NOTHING, Stored.NUMBER, Stored.TEXT, Stored.ERROR
_PLAINLY, _AS_TEXT = Typed.PLAINLY, Typed.AS_TEXT
_UNMARKED, _AS_STORED = Marked.PLAIN, ShownAs.NUMBER


class Field(NamedTuple):
    """An entry of a number, where it stands and how it came there; ``marks`` says what is seen that is not plain."""

    at: Location
    entry: Entry
    typed: Typed = Typed.PLAINLY
    shown_as: ShownAs = ShownAs.NUMBER
    marks: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is typed and shown as plain numbers are."""
        return self.typed is _PLAINLY and self.shown_as is _AS_STORED and not self.marks


class DayField(NamedTuple):
    """An entry of a day, where it stands and how it came there; ``marks`` as for a number."""

    at: Location
    entry: DayEntry
    typed: Typed = Typed.PLAINLY
    marks: str = ""


class TextField(NamedTuple):
    """An entry of words, where it stands and how it came there; ``text`` is empty where nothing was entered.

    ``shows_error`` is where the cell shows an error value, whose name the text then is; ``marks`` as for a number.
    ``received`` is the text with characters that nobody sees, empty where it has none.
    """

    at: Location
    text: str
    typed: Typed = Typed.PLAINLY
    shows_error: bool = False
    marks: str = ""
    received: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is typed as plain words are."""
        return self.typed is _PLAINLY and not self.shows_error and not self.marks

    @property
    def quoted(self) -> str:
        """The text as it was received."""
        return self.received or self.text

    def reads(self, word: str) -> bool:
        """Whether the entry is that word, in capitals or not."""
        return self.text.casefold() == word.casefold()

    def begins_with(self, words: str) -> bool:
        """Whether the entry begins with words, in capitals or not."""
        return self.text.casefold().startswith(words.casefold())


def read_number(cell: Cell | None) -> Entry:
    """Parse a cell in which a number, ``NA`` or nothing belongs.

    >>> read_number(Cell(Stored.TEXT, " n/a "))
    NotApplicable(spelled='n/a')
    >>> read_number(Cell(Stored.TEXT, "about 12"))
    Unreadable(text='about 12', why=<Unread.TEXT: 'text'>)
    """
    if cell is None or (cell.stored is _NOTHING and not cell.formula):
        return _BLANK
    entry = _read_stored(cell)
    if cell.marked is _UNMARKED or isinstance(entry, Blank) or not cell.as_marked:
        return entry
    return Unreadable(cell.as_marked, Unread.MARKED)


def _read_stored(cell: Cell) -> Entry:
    if cell.stored is _NUMBER:
        return Number(as_typed(cell.text))
    if cell.stored is _TEXT:
        return _read_text(cell.text)
    return Unreadable(cell.text or f"={cell.formula}", _WHY[cell.stored])


_WHY = {
    Stored.BOOLEAN: Unread.BOOLEAN,
    Stored.ERROR: Unread.ERROR_VALUE,
    Stored.DATE: Unread.TEXT,
    Stored.NOTHING: Unread.NEVER_CALCULATED,
}


def as_typed(literal: str) -> Decimal:
    """Return a stored number as it was typed: a spreadsheet keeps 15 digits and stores 17.

    >>> as_typed("1.1000000000000001"), as_typed("3.0"), as_typed("1E3")
    (Decimal('1.1'), Decimal('3'), Decimal('1000'))
    """
    if literal.isdecimal() and len(literal) <= _SPREADSHEET_DIGITS:
        return Decimal(literal)
    return Decimal(f"{Decimal(f'{float(literal):.{_SPREADSHEET_DIGITS}g}'):f}")


def _read_text(received: str) -> Entry:
    """Parse a text; one that is not understood is kept with the characters that nobody sees."""
    text = as_read(received).strip()
    if not text or " ".join(text.split()).casefold() == LEAVE_BLANK:
        return _BLANK
    if text.upper() in _NOT_APPLICABLE:
        return NotApplicable(text)
    if len(text) <= LONGEST_TEXT_NUMBER and _TEXT_NUMBER.fullmatch(text):
        return Number(Decimal(text))
    return Unreadable(received.strip())


def read_field(at: Location, cell: Cell | None) -> Field:
    """Parse a cell in which a number belongs, with the way it came there.

    A sum of plain numbers is calculated from its own text, whatever result is stored.
    """
    if cell is None:
        return Field(at, _BLANK)
    if cell.formula is not None:
        from vbpqip.workbook.sums import sum_of  # noqa: PLC0415 -- nearly no entry is a formula

        total = sum_of(cell.formula)
        if total is not None and not cell.as_marked:
            return Field(at, Number(total), Typed.AS_SUM, cell.shown_as)
        return Field(at, read_number(cell), Typed.AS_FORMULA, marks=cell.as_marked)
    typed = _AS_TEXT if cell.stored is _TEXT else _PLAINLY
    entry = read_number(cell)
    marks = "" if cell.marked is _UNMARKED or isinstance(entry, Blank) else cell.as_marked
    return Field(at, entry, typed, cell.shown_as, marks)


def read_words(at: Location, cell: Cell | None) -> TextField:
    """Parse a cell in which words belong; white space is normalized, and what nobody sees is left out."""
    if cell is None:
        return TextField(at, "")
    received = " ".join(cell.text.split())
    text = received if received.isascii() else " ".join(as_read(received).split())
    typed = _PLAINLY if cell.formula is None else Typed.AS_FORMULA
    shows_error = cell.stored is _ERROR
    return TextField(at, text, typed, shows_error, cell.as_marked, "" if received == text else received)


def read_day(at: Location, cell: Cell | None, *, starts_1904: bool) -> DayField:
    """Parse a cell in which a date belongs: a date as spreadsheets store it, or an ISO 8601 date cell."""
    if cell is None or (cell.stored is not _NOTHING and not as_read(cell.text).strip()):
        return DayField(at, _BLANK)
    match cell.stored:
        case _ if cell.as_marked:
            day = None
        case Stored.NUMBER:
            day = _day_of_serial(float(cell.text), _EPOCH_1904 if starts_1904 else _EPOCH_1900)
        case Stored.DATE:
            day = _day_of_iso(cell.text)
        case _:
            day = None
    typed = _PLAINLY if cell.formula is None else Typed.AS_FORMULA
    if day is not None:
        return DayField(at, Day(day), typed)
    entry = read_number(cell)
    return DayField(
        at, entry if isinstance(entry, Blank | Unreadable) else Unreadable(cell.text), typed, cell.as_marked
    )


def _day_of_serial(serial: float, epoch: date) -> date | None:
    return epoch + timedelta(days=math.floor(serial)) if 0 <= serial <= LAST_SERIAL else None


def _day_of_iso(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
