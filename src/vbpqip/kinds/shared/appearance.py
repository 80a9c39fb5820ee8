"""18x: entries that count and are not seen as they are scored, and what else a reader of the sheet would see.

All of it is noted, once for a sheet: the entries were read as they are stored. Characters that nobody sees are told of
every entry, and of the labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Never, TypeAlias

from vbpqip.checking.catalogue.entries import INVISIBLE_CHARACTERS
from vbpqip.checking.catalogue.file import (
    COMMENT_ON_AN_ENTRY,
    ENTRIES_HIDDEN,
    ENTRIES_MERGED,
    ENTRIES_NOT_SHOWN_AS_SCORED,
    TEXT_BESIDE_THE_FORM,
    VALUES_BESIDE_A_TABLE,
)
from vbpqip.checking.check import Check, Issue, Issues, Items, check
from vbpqip.core.cells import Location, ShownAs
from vbpqip.core.characters import as_read, ignored_in
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.shared.received import HasEntries
from vbpqip.workbook.form_entries import Appearance

_MOST_NAMED = 3
_LONGEST_QUOTE = 60

_HOW_SHOWN: Mapping[ShownAs, str] = {
    ShownAs.NOTHING: "as nothing",
    ShownAs.SCALED: "in thousands or millions",
    ShownAs.ROUNDED: "rounded",
    ShownAs.OTHER_TEXT: "as something else",
}


def _how_shown(look: ShownAs | str) -> str:
    return _HOW_SHOWN[look] if isinstance(look, ShownAs) else look


_Text: TypeAlias = tuple[Location, str]


class SeenInCells(NamedTuple):
    """What is seen in cells, in their order."""

    cells: Sequence[_Text]

    @property
    def at(self) -> Location:
        """Where the first stands."""
        return self.cells[0][0]

    @property
    def words(self) -> str:
        """What is seen."""
        return _some([what for _, what in self.cells])

    @property
    def addresses(self) -> str:
        """Where it is seen."""
        return _some([at.address for at, _ in self.cells])

    @property
    def by_address(self) -> str:
        """What is seen where."""
        return _some([f"{at.address} {what}" for at, what in self.cells])


def _some(words: Sequence[str]) -> str:
    """Return the first of several words, and how many more there are.

    >>> _some(["C20", "D20", "D20", "E20", "F20", "G20"])
    'C20, D20, E20 and 2 more'
    """
    named = list(dict.fromkeys(words))
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return f"{', '.join(named[:_MOST_NAMED])}{more}"


def _quoted(text: str) -> str:
    """Return the beginning of a received text on one line."""
    line = " ".join(text.split())
    shown = line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1].rstrip()}…"
    return f"'{shown}'"


def _counting(seen: Callable[[Appearance], Mapping[Location, str]]) -> Items[HasEntries, SeenInCells, Never]:
    """Return what is seen at entries that count, by sheet."""

    def of_report(context: HasEntries) -> Iterator[SeenInCells]:
        found = seen(context.entries.appearance)
        if found:
            counting = sorted({at for at in context.entries_that_count if at in found})
            for _, locations in groupby(counting, key=lambda at: at.sheet):
                yield SeenInCells([(at, found[at]) for at in locations])

    return Items(of_report)


def _beside(context: HasEntries) -> Iterator[SeenInCells]:
    """Yield what stands beside the form, as one."""
    beside = context.entries.appearance.beside
    if beside:
        yield SeenInCells([(at, _quoted(text)) for at, text in sorted(beside)])


def _further(context: HasEntries) -> Iterator[SeenInCells]:
    """Yield what stands beside the tables, sheet by sheet."""
    for _, cells in groupby(sorted(context.entries.appearance.further), key=lambda each: each[0].sheet):
        yield SeenInCells([(at, _quoted(text)) for at, text in cells])


def _invisible(context: HasEntries) -> Iterator[_Text]:
    """Yield the entries and labels with characters that nobody sees, as they were received."""
    entries = context.entries
    yield from entries.invisible
    yield from ((label.at, label.found) for label in entries.labels.invisible)


HIDDEN = _counting(lambda seen: seen.hidden)
MERGED = _counting(lambda seen: seen.merged)
SHOWN_OTHERWISE = _counting(
    lambda seen: {
        **{at: f"{_how_shown(look)} where a condition holds" for at, look in seen.by_condition.items()},
        **{at: _how_shown(shown) for at, shown in seen.shown_as.items()},
    }
)
COMMENTS = _counting(lambda seen: {at: _quoted(text) for at, text in seen.comments.items()})
_BESIDE = Items[HasEntries, SeenInCells, Never](_beside)
_FURTHER = Items[HasEntries, SeenInCells, Never](_further)
INVISIBLE = Items[HasEntries, _Text, Never](_invisible)


@check(ENTRIES_HIDDEN, over=HIDDEN)
def entries_hidden(seen: SeenInCells, _: HasEntries) -> Issues:
    """Every entry that counts can be seen."""
    message = f"Hidden: {seen.words}. Entries that count there: {seen.addresses}."
    yield Issue(seen.at, message, seen.words, "visible")


@check(ENTRIES_MERGED, over=MERGED)
def entries_merged(seen: SeenInCells, _: HasEntries) -> Issues:
    """Every entry that counts has a cell of its own."""
    message = f"Merged: {seen.words}. Entries that count there: {seen.addresses}."
    yield Issue(seen.at, message, seen.words, "single cells")


@check(ENTRIES_NOT_SHOWN_AS_SCORED, over=SHOWN_OTHERWISE)
def entries_not_shown_as_scored(seen: SeenInCells, _: HasEntries) -> Issues:
    """Every entry that counts is shown as it is stored."""
    shown = seen.by_address
    yield Issue(seen.at, f"Entries that count are shown otherwise than they are stored: {shown}.", shown, "as stored")


@check(COMMENT_ON_AN_ENTRY, over=COMMENTS)
def comment_on_an_entry(seen: SeenInCells, _: HasEntries) -> Issues:
    """No entry that counts has a comment."""
    said = seen.by_address
    yield Issue(seen.at, f"Comments on entries that count: {said}.", said, "no comments")


@check(TEXT_BESIDE_THE_FORM, over=_BESIDE)
def text_beside_the_form(seen: SeenInCells, _: HasEntries) -> Issues:
    """The form's sheets have nothing but the form."""
    said = seen.by_address
    yield Issue(seen.at, f"Written beside the form: {said}.", said, "blank")


@check(VALUES_BESIDE_A_TABLE, over=_FURTHER)
def values_beside_a_table(seen: SeenInCells, _: HasEntries) -> Issues:
    """The tables have no columns but those of the form."""
    said = seen.by_address
    yield Issue(seen.at, f"Entered beside the table, and not read: {said}.", said, "blank")


@check(INVISIBLE_CHARACTERS, over=INVISIBLE)
def invisible_characters(text: _Text, _: HasEntries) -> Issues:
    """Entries and labels hold no characters that nobody sees."""
    at, received = text
    message = f"{ignored_in(received)} in the cell, which nobody sees; it was left out."
    yield Issue(at, message, received, as_read(received))


CHECKS: tuple[Check[HasEntries, Never], ...] = (
    entries_hidden,
    entries_merged,
    entries_not_shown_as_scored,
    comment_on_an_entry,
    text_beside_the_form,
    values_beside_a_table,
    invisible_characters,
)
