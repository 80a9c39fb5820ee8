"""What formulas ask of a cell that was typed; spreadsheets compare texts without regard to capitals."""

from __future__ import annotations

from vbpqip.core.parties import AS_TYPED_ON_A_KEYBOARD
from vbpqip.workbook.answers import LEAVE_BLANK, NOT_APPLICABLE
from vbpqip.workbook.entries import LAST_SERIAL
from vbpqip.workbook.expr import Call, Expr, Operand, all_, any_, expr, if_


def trimmed(cell: Operand) -> Expr:
    """Return what is typed, without spaces around it."""
    return Call("TRIM", cell)


def normalized_words(cell: Operand) -> Expr:
    """Return a name as it is compared: see ``core.parties.normalized_name``."""
    words = trimmed(cell)
    for typed, meant in AS_TYPED_ON_A_KEYBOARD.items():
        words = Call("SUBSTITUTE", words, chr(typed), meant)
    return Call("LOWER", words)


def as_truth(condition: Operand) -> Expr:
    """Return 1 where it holds, 0 where it does not."""
    return if_(condition, 1, 0)


def is_blank(cell: Operand) -> Expr:
    """Whether nothing stands there but spaces; only where it is no error."""
    return trimmed(cell) == ""


def says_nothing(cell: Operand) -> Expr:
    """Whether it is blank, or the form's own words for what stays blank; only where it is no error."""
    return any_(is_blank(cell), trimmed(cell) == LEAVE_BLANK)


def says_na(cell: Operand) -> Expr:
    """Whether it is NA in one of its spellings; only where it is no error."""
    words = trimmed(cell)
    return any_(words == NOT_APPLICABLE, words == "N/A")


def reads(cell: Operand, words: str) -> Expr:
    """Whether it is that word, in capitals or not; only where it is no error."""
    return trimmed(cell) == words


def is_one_of(cell: Operand, listed: Expr) -> Expr:
    """Whether it is one of a list's words; only where it is no error. No wildcard is honoured."""
    return Call("SUMPRODUCT", (listed == trimmed(cell)) * 1) > 0


def row_in(cell: Operand, listed: Expr) -> Expr:
    """Return which of a list's words it is, counted from 1; 0 where it is none. No wildcard is honoured."""
    found = Call("MATCH", trimmed(cell), listed, 0)
    return Call("IFERROR", if_(Call("INDEX", listed, found) == trimmed(cell), found, 0), 0)


def is_day(cell: Operand) -> Expr:
    """Whether it is stored as a day, any that a spreadsheet has."""
    return if_(Call("ISNUMBER", cell), all_(expr(cell) >= 0, expr(cell) <= LAST_SERIAL), False)  # noqa: FBT003 -- a value of the sheet
