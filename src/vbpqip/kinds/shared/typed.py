"""How entries came into their cells, and whether they are of the type that belongs there, in any report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from vbpqip.checking.catalogue.entries import (
    ENTRY_HAS_MARKED_TEXT,
    ENTRY_IS_A_FORMULA,
    ENTRY_NOT_A_NUMBER,
    ENTRY_SHOWN_AS_DAY,
    ENTRY_SHOWN_AS_PERCENTAGE,
    ENTRY_SHOWS_AN_ERROR,
    NA_LOOK_ALIKE,
    NUMBER_FORMAT_NOT_UNDERSTOOD,
    NUMBER_TYPED_AS_TEXT,
    SUM_TYPED_AS_FORMULA,
)
from vbpqip.checking.check import Check, Issue, Issues, Items, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import Number, ShownAs, Typed, Unread, Unreadable, found_in
from vbpqip.core.findings import Diagnostic
from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.shared.counts import AnyCount, NamedField, TitledCount, count_of, is_suppressed
from vbpqip.workbook.answers import LARGEST_COUNT
from vbpqip.workbook.conditions import is_one_of, says_na, says_nothing
from vbpqip.workbook.entries import DayField, Field, TextField
from vbpqip.workbook.entry_types import AnyField, DayType, EntryType, NumberType
from vbpqip.workbook.expr import Call, Expr, Ref, Whole, any_, is_number, not_


class TitledField(NamedTuple):
    """An entry, and what it is called at the beginning of a message."""

    title: str
    field: AnyField


class EntryOnForm(Protocol):
    """An entry on a form, whatever belongs in it."""

    @property
    def cell(self) -> Ref:
        """Its cell."""


class AnyEntry(NamedTuple):
    """An entry on a form of which nothing but its cell is asked."""

    cell: Ref


class NumberOnForm(Protocol):
    """An entry of a measure on a form, in which a number belongs."""

    @property
    def cell(self) -> Ref:
        """Its cell."""

    @property
    def measure(self) -> Measure:
        """Its measure."""


class HasTypedEntries(Protocol):
    """A report whose entries are typed."""

    @property
    def numbers_expected(self) -> Iterable[AnyCount | TitledField]:
        """The entries in which a number, or a day, belongs, as far as they may hold none."""

    @property
    def na_expected(self) -> Iterable[tuple[AnyCount, str]]:
        """The entries that may hold what means NA, each with what belongs there."""

    @property
    def unusual_numbers(self) -> Sequence[TitledField]:
        """The entries that are calculated with and are not typed, or not shown, plainly."""

    @property
    def unusual_words(self) -> Sequence[TitledField]:
        """The entries of words that a result rests on and that are not typed plainly."""

    @property
    def typed_entries(self) -> Sequence[TitledField]:
        """All entries that are typed, and not calculated: as far as they are unusual."""

    @property
    def plain_entries(self) -> Sequence[TitledField]:
        """All entries that are plain text, with nothing raised, lowered or struck out: as far as they are unusual."""


NUMBERS_EXPECTED = Items[HasTypedEntries, AnyCount | TitledField, NumberOnForm](
    lambda context: context.numbers_expected
)
NA_EXPECTED = Items[HasTypedEntries, tuple[AnyCount, str], NumberOnForm](lambda context: context.na_expected)
UNUSUAL_NUMBERS = Items[HasTypedEntries, TitledField, EntryOnForm](lambda context: context.unusual_numbers)
UNUSUAL_WORDS = Items[HasTypedEntries, TitledField, EntryOnForm](lambda context: context.unusual_words)
TYPED_ENTRIES = Items[HasTypedEntries, TitledField, EntryOnForm](lambda context: context.typed_entries)
PLAIN_ENTRIES = Items[HasTypedEntries, TitledField, EntryOnForm](lambda context: context.plain_entries)


def no_counts(typed_entries: Iterable[tuple[EntryType, TitledField]]) -> Iterator[TitledCount]:
    """Yield the entries in which counts belong, as far as they hold none that can be calculated with."""
    for entry, (title, field) in typed_entries:
        if entry.is_count and isinstance(field, Field) and count_of(field, LARGEST_COUNT) is None:
            yield TitledCount(title, field)


def is_number_or_day(entry: EntryType) -> bool:
    """Whether a number that is no count belongs in an entry, or a day."""
    return isinstance(entry, NumberType | DayType) and not entry.is_count


def entry_in(field: AnyField) -> object:
    """Return what an entry was read as, of words the field itself."""
    return field if isinstance(field, TextField) else field.entry


@check(ENTRY_NOT_A_NUMBER, over=NUMBERS_EXPECTED)
def entry_not_a_number(each: AnyCount | TitledField, _: HasTypedEntries) -> Issues:
    """A count, an annual result, or what else is a number, is one."""
    expected = "a date" if isinstance(each.field, DayField) else "a number"
    match entry_in(each.field):
        case Unreadable(text, Unread.NEVER_CALCULATED):
            message = f"{each.title}: a formula ({text}) whose result was never calculated."
            yield Issue(each.field.at, message, text, expected)
        case Unreadable(text, Unread.TEXT) if not isinstance(each, TitledField) and _is_told_apart(each, text):
            pass
        case Unreadable(text, Unread.ERROR_VALUE | Unread.BOOLEAN | Unread.TEXT):
            yield Issue(each.field.at, f"{each.title}: '{text}' is not {expected}.", text, expected)
        case _:
            pass


@on_sheet(entry_not_a_number)
def entry_not_a_number_on_sheet(entry: NumberOnForm) -> Expr:
    """It is neither a number nor, in place of a result, NA or nothing: a text, or a truth."""
    if entry.measure.annual:
        return not_(any_(says_nothing(entry.cell), says_na(entry.cell)))
    return not_(is_number(entry.cell))


def _is_told_apart(each: AnyCount, text: str) -> bool:
    """Whether a text that is no number is a finding of its own: what means NA, or a count that is suppressed."""
    is_result = isinstance(each, NamedField) and each.measure.annual
    return means_na(text) or (not is_result and is_suppressed(text))


@check(NA_LOOK_ALIKE, over=NA_EXPECTED)
def na_look_alike(entry: tuple[AnyCount, str], _: HasTypedEntries) -> Issues:
    """What is not applicable, or not known, is spelled NA or not at all."""
    each, expected = entry
    match each.field.entry:
        case Unreadable(text, Unread.TEXT) if means_na(text):
            yield Issue(each.field.at, f"{each.title}: '{text}' is not read as NA.", text, expected)
        case _:
            pass


NA_LOOK_ALIKES = (
    *("-", "--", "---", "\u2010", "\u2011", "\u2013", "\u2014", "- -", "N.A.", "N.A", "N A", "N-A", "(NA)", "(N/A)"),
    *("Not applicable", "Not available", "None", "Null", "Nil", "Unknown", "TBD", "T.B.D."),
)
"""What people type for NA, as far as a form can tell it; see means_na."""


@on_sheet(na_look_alike)
def na_look_alike_on_sheet(entry: NumberOnForm) -> Expr:
    """It is one of the usual ways."""
    return is_one_of(entry.cell, Whole("list_na_look_alikes"))


_NA_IN_LETTERS = frozenset({"na", "notapplicable", "notavailable", "none", "null", "nil", "unknown", "tbd"})
_DASHES = frozenset("-\u2010\u2011\u2013\u2014 ")


def means_na(text: str) -> bool:
    """Whether a text that is no number seems to stand for NA: dashes, or words of its meaning."""
    letters = "".join(character for character in text if character.isalnum()).casefold()
    return letters in _NA_IN_LETTERS if letters else set(text) <= _DASHES


@check(NUMBER_TYPED_AS_TEXT, over=UNUSUAL_NUMBERS)
def number_typed_as_text(each: TitledField, _: HasTypedEntries) -> Issues:
    """A number is stored as a number."""
    match each.field:
        case Field(at, Number(value), Typed.AS_TEXT):
            yield Issue(at, f"{each.title}: text, read as {value}.", f"text '{value}'", f"number {value}")
        case _:
            pass


@check(SUM_TYPED_AS_FORMULA, over=UNUSUAL_NUMBERS)
def sum_typed_as_formula(each: TitledField, _: HasTypedEntries) -> Issues:
    """A number is typed, not as a sum of numbers."""
    match each.field:
        case Field(at, Number(value), Typed.AS_SUM):
            message = f"{each.title}: a sum of typed numbers, calculated as {value}."
            yield Issue(at, message, str(value), "the number itself")
        case _:
            pass


def _shown_as(diagnostic: Diagnostic, shown_as: ShownAs, so: str) -> Check[HasTypedEntries, EntryOnForm]:
    """Return the check that a number is not shown in a way."""

    @check(diagnostic, over=UNUSUAL_NUMBERS)
    def found(each: TitledField, _: HasTypedEntries) -> Issues:
        field = each.field
        if isinstance(field, Field) and field.shown_as is shown_as and isinstance(field.entry, Number):
            value = field.entry.value
            yield Issue(field.at, f"{each.title}: {value} is stored{so}.", str(value), "a number, shown as it is")

    return found


entry_shown_as_percentage = _shown_as(ENTRY_SHOWN_AS_PERCENTAGE, ShownAs.PERCENTAGE, ", and shown as a percentage")
entry_shown_as_day = _shown_as(ENTRY_SHOWN_AS_DAY, ShownAs.DAY, ", and shown as a date or a time")
number_format_not_understood = _shown_as(
    NUMBER_FORMAT_NOT_UNDERSTOOD, ShownAs.NOT_UNDERSTOOD, "; its number format cannot be understood"
)


@check(ENTRY_SHOWS_AN_ERROR, over=UNUSUAL_WORDS)
def entry_shows_an_error(each: TitledField, _: HasTypedEntries) -> Issues:
    """An entry of words is words."""
    match each.field:
        case TextField(at, text, shows_error=True):
            yield Issue(at, f"{each.title}: shows {text}.", text, "an entry")
        case _:
            pass


@on_sheet(entry_shows_an_error)
def entry_shows_an_error_on_sheet(entry: EntryOnForm) -> Expr:
    """It is an error value."""
    return Call("ISERROR", entry.cell)


@check(ENTRY_IS_A_FORMULA, over=TYPED_ENTRIES)
def entry_is_a_formula(each: TitledField, _: HasTypedEntries) -> Issues:
    """An entry is typed, not calculated, and so is the key of a measure."""
    field = each.field
    if field.typed is not Typed.AS_FORMULA:
        return
    if isinstance(field, TextField):
        stored = field.text
    elif isinstance(field.entry, Unreadable):
        return
    else:
        stored = found_in(field.entry)
    message = f"{each.title}: a formula, whose stored result is {stored or 'blank'}."
    yield Issue(field.at, message, stored, "the value itself")


@on_sheet(entry_is_a_formula)
def entry_is_a_formula_on_sheet(entry: EntryOnForm) -> Expr:
    """It is calculated, also as a sum, whose numbers a sheet cannot tell from others."""
    return Call("ISFORMULA", entry.cell)


@check(ENTRY_HAS_MARKED_TEXT, over=PLAIN_ENTRIES)
def entry_has_marked_text(each: TitledField, _: HasTypedEntries) -> Issues:
    """What a result rests on is plain text: nothing is raised, lowered or struck out."""
    if each.field.marks:
        yield Issue(each.field.at, f"{each.title}: {each.field.marks}.", each.field.marks, "plain text")


CHECKS: tuple[Check[HasTypedEntries, EntryOnForm] | Check[HasTypedEntries, NumberOnForm], ...] = (
    entry_not_a_number,
    na_look_alike,
    number_typed_as_text,
    entry_shown_as_percentage,
    entry_shown_as_day,
    number_format_not_understood,
    entry_shows_an_error,
    entry_is_a_formula,
    sum_typed_as_formula,
    entry_has_marked_text,
)
