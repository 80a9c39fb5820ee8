"""The entries of any form by their types alone: what its checks look at, and what the form looks at in itself.

For a kind whose entries all count; one whose rows count only where they are selected says itself which do.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Iterator, Mapping

from vbpqip.checking.catalogue.entries import ENTRY_NOT_A_NUMBER
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.vocabulary import Vocabulary
from vbpqip.kinds.shared import counts, typed
from vbpqip.kinds.shared.causes import causes_of
from vbpqip.kinds.shared.counts import AnyCount
from vbpqip.kinds.shared.typed import AnyEntry, TitledField, is_number_or_day, no_counts
from vbpqip.program.program import Program
from vbpqip.workbook.answers import LARGEST_COUNT
from vbpqip.workbook.conditions import is_day, says_na, says_nothing, trimmed
from vbpqip.workbook.entries import DayField, Field, TextField
from vbpqip.workbook.entry_types import DayType, EntryType, KeyType, NumberType, TextType
from vbpqip.workbook.expr import Call, Operand, Ref, any_, guarded, if_, not_
from vbpqip.workbook.form import TO_FIX, Form, Table
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.tested import HEAD, Cause, TestedCell, moved


class TypedByForm:
    """A report whose entries all count: a :class:`~vbpqip.kinds.shared.typed.HasTypedEntries`."""

    @property
    @abstractmethod
    def entries(self) -> Entries:
        """What was read."""

    @property
    @abstractmethod
    def program(self) -> Program:
        """The program, whose words the entries are called by."""

    @property
    def _typed(self) -> Iterator[tuple[EntryType, TitledField]]:
        """All entries that somebody can type, each with its type."""
        entries, in_words = self.entries, self.program.in_words
        for field in entries.form.fields:
            title = in_words(field.title or field.place.label)
            yield field.entry, TitledField(title, entries.fields[field.place.name])
        for table in entries.form.tables:
            columns = [each for each in table.entries if not isinstance(each.takes, KeyType)]
            for nth, row in enumerate(entries.tables[table.name], start=1):
                key = row[table.key] if _is_named(table) else None
                name = key.quoted if isinstance(key, TextField) and key.text else f"Row {nth}"
                for each in columns:
                    yield each.takes, TitledField(f"{name}, {in_words(each.in_a_sentence)}", row[each.name])

    @property
    def titled(self) -> Iterator[TitledField]:
        """All entries that somebody can type."""
        return (titled for _, titled in self._typed)

    @property
    def no_counts(self) -> tuple[AnyCount, ...]:
        """The entries in which counts belong, as far as they hold none."""
        return tuple(no_counts(self._typed))

    @property
    def numbers_expected(self) -> tuple[AnyCount | TitledField, ...]:
        """The entries in which a number or a day belongs."""
        return (*self.no_counts, *(each for entry, each in self._typed if is_number_or_day(entry)))

    @property
    def na_expected(self) -> Iterator[tuple[AnyCount, str]]:
        """The entries in which counts belong: what means NA there is told as that."""
        return ((each, "a whole number") for each in self.no_counts)

    @property
    def unusual_numbers(self) -> tuple[TitledField, ...]:
        """The numbers that are not typed, or not shown, plainly."""
        return tuple(each for each in self.titled if isinstance(each.field, Field) and not each.field.is_plain)

    @property
    def unusual_words(self) -> tuple[TitledField, ...]:
        """The words that are not typed plainly."""
        return tuple(each for each in self.titled if isinstance(each.field, TextField) and not each.field.is_plain)

    @property
    def typed_entries(self) -> tuple[TitledField, ...]:
        """All that is not plain, and all days."""
        days = (each for each in self.titled if isinstance(each.field, DayField))
        return (*self.unusual_words, *self.unusual_numbers, *days)

    @property
    def plain_entries(self) -> tuple[TitledField, ...]:
        """The same."""
        return self.typed_entries


def tested_by_type(form: Form, rows: Mapping[str, int], vocabulary: Vocabulary) -> tuple[TestedCell, ...]:
    """Return every entry of a form, with what can be wrong with it by its type; ``rows`` are those of given tables."""
    singles = (
        _tested(Ref(each.place.name), each.entry, vocabulary.said(each.place.label), each.place.name, 1)
        for each in form.fields
    )
    columns = (
        _tested(
            Ref(each.name, nth),
            each.takes,
            _title(table, nth, vocabulary.said(each.in_a_sentence)),
            (table.name, nth),
            nth + 1,
        )
        for table in form.tables
        for nth in range(table.rows or rows[table.name])
        for each in table.entries
        if not isinstance(each.takes, KeyType)
    )
    return (*singles, *columns)


def _is_named(table: Table) -> bool:
    """Whether the rows of a table have names."""
    return any(each.name == table.key and isinstance(each.takes, TextType | KeyType) for each in table.entries)


def _title(table: Table, nth: int, column: str) -> Operand:
    """Return what an entry is called: by the name of its row, else by its number."""
    label = f", {column}"
    if not _is_named(table):
        return f"Row {nth + 1}{label}"
    name = trimmed(Ref(table.key, nth))
    return if_(Call("IFERROR", name == "", True), f"Row {nth + 1}", name) & label  # noqa: FBT003 -- a value of the sheet


def _tested(cell: Ref, entry: EntryType, title: Operand, row: Hashable, below_head: int) -> TestedCell:
    state = Ref(f"{TO_FIX}{cell.name}", cell.nth)
    return of_type(TestedCell(cell, state, title, (moved(cell, Ref(f"{HEAD}{cell.name}"), below_head),), row), entry)


class _CountOnForm(NamedTuple):
    """A count of no measure on a form."""

    cell: Ref
    largest: int = LARGEST_COUNT


_OF_ALL = (typed.entry_shows_an_error_on_sheet, typed.entry_is_a_formula_on_sheet)
_OF_COUNTS = (counts.count_negative_on_sheet, counts.count_too_large_on_sheet, counts.count_not_whole_on_sheet)


def of_type(tested: TestedCell, entry: EntryType) -> TestedCell:
    """Return a cell that is looked at, with what can be wrong with it by its type besides."""
    cell = tested.at
    causes = (*tested.causes, *causes_of(_OF_ALL, AnyEntry(cell)))
    no_number = Cause(ENTRY_NOT_A_NUMBER, not_(any_(says_nothing(cell), says_na(cell))))
    if entry.is_count:
        numbers, na = (
            causes_of(each, _CountOnForm(cell)) for each in (_OF_COUNTS, (counts.na_instead_of_count_on_sheet,))
        )
        return tested._replace(causes=causes, of_numbers=numbers, of_others=(*na, no_number))
    if isinstance(entry, NumberType):
        return tested._replace(causes=causes, of_others=(no_number,))
    if isinstance(entry, DayType):
        no_day = guarded(not_(says_nothing(cell)), not_(is_day(cell)))
        return tested._replace(causes=(*causes, Cause(ENTRY_NOT_A_NUMBER, no_day)))
    return tested._replace(causes=causes)
