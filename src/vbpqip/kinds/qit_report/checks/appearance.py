"""18x: entries that count and are not seen as they are scored, and what else a reader of the sheet would see.

All of it is noted, once for a sheet: the entries were read as they are stored.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from vbpqip.checking.catalogue.file import (
    COMMENT_ON_AN_ENTRY,
    ENTRIES_HIDDEN,
    ENTRIES_MERGED,
    ENTRIES_NOT_SHOWN_AS_SCORED,
    TEXT_BESIDE_THE_FORM,
)
from vbpqip.checking.check import Issue, Issues, check
from vbpqip.core.cells import Location, ShownAs
from vbpqip.kinds.qit_report.review_context import ReviewContext

_MOST_NAMED = 3
_LONGEST_QUOTE = 60

_Seen: TypeAlias = list[tuple[Location, str]]
_HOW_SHOWN: Mapping[ShownAs, str] = {
    ShownAs.NOTHING: "as nothing",
    ShownAs.SCALED: "in thousands or millions",
    ShownAs.ROUNDED: "rounded",
    ShownAs.OTHER_TEXT: "as something else",
}


@check(ENTRIES_HIDDEN)
def entries_hidden(context: ReviewContext) -> Issues:
    """Every entry that counts can be seen."""
    for seen in _by_sheet(context, context.submission.entries.appearance.hidden):
        hidden = _some([what for _, what in seen])
        yield Issue(seen[0][0], f"Hidden: {hidden}. Entries that count there: {_addresses(seen)}.", hidden, "visible")


@check(ENTRIES_MERGED)
def entries_merged(context: ReviewContext) -> Issues:
    """Every entry that counts has a cell of its own."""
    for seen in _by_sheet(context, context.submission.entries.appearance.merged):
        merged = _some([what for _, what in seen])
        yield Issue(
            seen[0][0], f"Merged: {merged}. Entries that count there: {_addresses(seen)}.", merged, "single cells"
        )


@check(ENTRIES_NOT_SHOWN_AS_SCORED)
def entries_not_shown_as_scored(context: ReviewContext) -> Issues:
    """Every entry that counts is shown as it is stored."""
    shown_as = {at: _HOW_SHOWN[shown] for at, shown in context.submission.entries.appearance.shown_as.items()}
    for seen in _by_sheet(context, shown_as):
        shown = _some([f"{at.address} {how}" for at, how in seen])
        yield Issue(seen[0][0], f"The number format shows entries that count otherwise: {shown}.", shown, "as stored")


@check(COMMENT_ON_AN_ENTRY)
def comment_on_an_entry(context: ReviewContext) -> Issues:
    """No entry that counts has a comment."""
    for seen in _by_sheet(context, context.submission.entries.appearance.comments):
        said = _some([f"{at.address} '{_quoted(text)}'" for at, text in seen])
        yield Issue(seen[0][0], f"Comments on entries that count: {said}.", said, "no comments")


@check(TEXT_BESIDE_THE_FORM)
def text_beside_the_form(context: ReviewContext) -> Issues:
    """The report sheet has nothing but the form."""
    beside = sorted(context.submission.entries.appearance.beside)
    if beside:
        said = _some([f"{at.address} '{_quoted(text)}'" for at, text in beside])
        yield Issue(beside[0][0], f"Written beside the form: {said}.", said, "blank")


CHECKS = (
    entries_hidden,
    entries_merged,
    entries_not_shown_as_scored,
    comment_on_an_entry,
    text_beside_the_form,
)


def _by_sheet(context: ReviewContext, seen: Mapping[Location, str]) -> Iterator[_Seen]:
    """Yield what is seen at entries that count, for each sheet, in the order of its cells."""
    if seen:
        counting = sorted(at for at in set(_counting(context)) if at in seen)
        for _, locations in groupby(counting, key=lambda at: at.sheet):
            yield [(at, seen[at]) for at in locations]


def _counting(context: ReviewContext) -> Iterator[Location]:
    """Yield where the entries stand that a verdict rests on; those of a measure that is not selected do not count."""
    submission = context.submission
    yield from (words.at for words in (submission.facility, submission.mco, submission.period, *submission.quarters))
    for row in context.rows:
        yield row.row.selected.at
        pairs = row.quarters if row.prior is None else (*row.quarters, row.prior)
        yield from (field.field.at for pair in pairs for field in pair)
    for contract in submission.contracts:
        yield from (field.at for field in contract)


def _addresses(seen: _Seen) -> str:
    return _some([at.address for at, _ in seen])


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
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1].rstrip()}…"
