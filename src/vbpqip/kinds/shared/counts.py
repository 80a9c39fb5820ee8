"""Counts: pairs of a numerator and its denominator, in any report that has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeAlias
from unicodedata import normalize

from vbpqip.checking.catalogue.consistency import (
    EVENTS_ABOVE_DENOMINATOR,
    EVENTS_OF_NOTHING,
    NUMERATOR_ABOVE_DENOMINATOR,
)
from vbpqip.checking.catalogue.entries import (
    COUNT_HARDLY_EXACT,
    COUNT_NEGATIVE,
    COUNT_NOT_WHOLE,
    COUNT_SUPPRESSED,
    COUNT_TOO_LARGE,
    NA_INSTEAD_OF_COUNT,
)
from vbpqip.checking.check import Check, Issue, Issues, Items, check
from vbpqip.checking.on_sheet import SheetCondition, on_sheet
from vbpqip.core.cells import Number, Unread, Unreadable, found_in
from vbpqip.core.characters import as_read
from vbpqip.core.findings import Diagnostic
from vbpqip.core.measures import Measure, Scoring
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.answers import LARGEST_COUNT
from vbpqip.workbook.conditions import as_truth, is_one_of
from vbpqip.workbook.entries import Field
from vbpqip.workbook.entry_issues import IS_NA, NEGATIVE, NOT_WHOLE, EntryIssue
from vbpqip.workbook.expr import Call, Expr, Ref, Whole, all_, guarded

_PROPORTION = Scoring.PROPORTION


class NamedField(NamedTuple):
    """An entry, its measure, and its name such as ``numerator of DY2 Q3``; ``largest`` bounds a count.

    ``as_count`` is the count that can be calculated with, ``None`` where the entry is none.
    """

    measure: Measure
    name: str
    field: Field
    largest: int
    as_count: int | None

    @property
    def title(self) -> str:
        """The measure and the entry's name."""
        return f"{self.measure.short_title}, {self.name}"


class NamedPair(NamedTuple):
    """A numerator and its denominator."""

    numerator: NamedField
    denominator: NamedField

    @property
    def counts(self) -> tuple[int, int] | None:
        """The two counts, ``None`` where one is none, or where there are more events than could have occurred."""
        numerator, denominator = self.numerator.as_count, self.denominator.as_count
        if numerator is None or denominator is None:
            return None
        limited = self.numerator.measure.scoring is _PROPORTION or not denominator
        return None if limited and numerator > denominator else (numerator, denominator)


def count_of(field: Field, largest: int) -> int | None:
    """Return the count that an entry is, ``None`` where it is none that can be calculated with."""
    if not isinstance(field.entry, Number):
        return None
    value = field.entry.value
    count = int(value)
    return count if count == value and 0 <= count <= largest else None


class TitledCount(NamedTuple):
    """A count of no measure: what it is called at the beginning of a message, and the largest that it can be."""

    title: str
    field: Field
    largest: int = LARGEST_COUNT


AnyCount: TypeAlias = NamedField | TitledCount
"""An entry in which a count belongs."""


class CountCell(Protocol):
    """An entry on a form in which a count belongs; ``largest`` bounds it."""

    @property
    def cell(self) -> Ref:
        """Its cell."""

    @property
    def largest(self) -> int:
        """The largest count."""


class CountOnForm(CountCell, Protocol):
    """An entry of a pair of counts on a form; ``largest`` bounds each of the two."""

    @property
    def denominator(self) -> Ref:
        """The denominator of its pair."""

    @property
    def above(self) -> Expr:
        """Whether both of its pair are counts, and the numerator is the larger one: see :func:`is_above`."""

    @property
    def measure(self) -> Measure:
        """What is counted."""


def is_above(numerator: Ref, denominator: Ref, largest: int) -> Expr:
    """Return 1 where both are counts that can be calculated with, and the numerator is the larger one."""
    both = numerator, denominator
    whole = (each == Call("INT", each) for each in both)
    possible = all_(*whole, Call("MIN", *both) >= 0, Call("MAX", *both) <= largest)
    return as_truth(guarded(Call("COUNT", *both) == len(both), all_(possible, numerator > denominator)))


class HasSingleCounts(Protocol):
    """A report with counts, each by itself."""

    @property
    def no_counts(self) -> Sequence[AnyCount]:
        """The entries in which counts belong, as far as they hold none that can be calculated with."""


class HasCounts(HasSingleCounts, Protocol):
    """A report with pairs of counts."""

    @property
    def counted(self) -> Sequence[NamedPair]:
        """The pairs in which counts belong."""

    @property
    def hardly_exact(self) -> Sequence[tuple[NamedField, int]]:
        """The counts beyond what its form compares exactly, each with the largest that it does."""


_PAIRS = Items[HasCounts, NamedPair, CountOnForm](lambda context: context.counted)
NO_COUNTS = Items[HasSingleCounts, AnyCount, CountCell](lambda context: context.no_counts)
HARDLY_EXACT = Items[HasCounts, tuple[NamedField, int], CountOnForm](lambda context: context.hardly_exact)


def _of_type(
    diagnostic: Diagnostic, issue: EntryIssue
) -> tuple[Check[HasSingleCounts, CountCell], SheetCondition[CountCell]]:
    """Return the check for an issue of an entry's type, and its condition on a form."""

    @check(diagnostic, over=NO_COUNTS)
    def found(each: AnyCount, _: HasSingleCounts) -> Issues:
        if issue.holds(each.field.entry):
            text = found_in(each.field.entry)
            yield Issue(each.field.at, f"{each.title}: {text} {issue.words}.", text, issue.expected)

    @on_sheet(found)
    def found_on_sheet(entry: CountCell) -> Expr:
        return issue.condition(entry.cell)

    return found, found_on_sheet


na_instead_of_count, na_instead_of_count_on_sheet = _of_type(NA_INSTEAD_OF_COUNT, IS_NA)
count_not_whole, count_not_whole_on_sheet = _of_type(COUNT_NOT_WHOLE, NOT_WHOLE)
count_negative, count_negative_on_sheet = _of_type(COUNT_NEGATIVE, NEGATIVE)


@check(COUNT_TOO_LARGE, over=NO_COUNTS)
def count_too_large(each: AnyCount, _: HasSingleCounts) -> Issues:
    """A count is within what a hospital can have."""
    match each.field.entry:
        case Number(value) if value > each.largest and value == value.to_integral_value():
            message = f"{each.title}: {value} is larger than any hospital's count."
            yield Issue(each.field.at, message, str(value), f"at most {each.largest}")
        case _:
            pass


@on_sheet(count_too_large)
def count_too_large_on_sheet(entry: CountCell) -> Expr:
    """It is above the largest."""
    return entry.cell > entry.largest


@check(COUNT_HARDLY_EXACT, over=HARDLY_EXACT)
def count_hardly_exact(beyond: tuple[NamedField, int], _: HasCounts) -> Issues:
    """A count is one that its form compares exactly."""
    each, exact = beyond
    message = f"{each.title}: {each.as_count} is beyond what a spreadsheet compares exactly."
    yield Issue(each.field.at, message, str(each.as_count), f"at most {exact}")


@check(COUNT_SUPPRESSED, over=NO_COUNTS)
def count_suppressed(each: AnyCount, _: HasSingleCounts) -> Issues:
    """A count is the true one, however small."""
    match each.field.entry:
        case Unreadable(text, Unread.TEXT) if is_suppressed(text):
            yield Issue(each.field.at, f"{each.title}: '{text}' hides the count.", text, "a whole number")
        case _:
            pass


SUPPRESSED = (
    *(f"{sign}{most}" for sign in ("<", "< ", "<=", "\u2264") for most in (*range(2, 13), 15, 16, 20, 30)),
    *(f"{first}{to}{last}" for first in (0, 1) for to in ("-", "\u2013", " to ") for last in (4, 5, 9, 10, 11, 15)),
    *(f"{words} {most}" for words in ("fewer than", "less than", "under", "below") for most in (5, 6, 10, 11)),
    *("*", "**", "***", "(*)", "\u2020", "s", "(s)", "ds", "supp", "suppressed", "(suppressed)", "data suppressed"),
    *("masked", "redacted", "withheld", "censored", "hidden", "confidential", "not shown", "not disclosed"),
    *("small", "too few", "low volume", "small number"),
)
"""Ways in which statistics hide a small number, as people type them: those that a form can tell; see is_suppressed."""


@on_sheet(count_suppressed)
def count_suppressed_on_sheet(entry: CountCell) -> Expr:
    """It is one of the usual ways."""
    return is_one_of(entry.cell, Whole("list_suppressed"))


_SMALL = r"(?:[0-9]{1,3}|five|six|ten|eleven|twelve)"
_HIDDEN = (
    r"(?:supp|suppr|suppressed|masked|redacted|withheld|censored|hidden|confidential"
    r"|(?:un|not\s+)disclosed|not\s+shown)"
)
_COUNTED = r"(?:n|cases?|cells?|counts?|deaths?|discharges?|events?|infections?|numbers?|patients?|volumes?)"
_BELOW = (
    rf"(?:n\s*)?(?:<\s*=?|=\s*<|&lt;|lt|[\u2039\u2264\u2a7d])\s*{_SMALL}"
    r"|[0-9]{1,2}\s*(?:[-\u2010-\u2014]|\.{2}|to)\s*[0-9]{1,2}|between\s+[0-9]{1,2}\s+and\s+[0-9]{1,2}"
    rf"|(?:(?:fewer|less|lower|smaller)\s+than|under|below|up\s+to|at\s+most)\s+{_SMALL}"
    rf"|{_SMALL}\s+or\s+(?:fewer|less|lower|below)"
)
_SUPPRESSED = (
    rf"[*\u2020\u2021]+|(?:{_BELOW})(?:\s+{_COUNTED})?(?:[\s(]+{_HIDDEN})?|s|ds|(?:(?:data|count|value|number)s?\s+)?{_HIDDEN}"
    rf"|(?:small|low|(?:too\s+)?few)(?:\s+(?:to\s+report|{_COUNTED}))?"
)
"""How published statistics write a small number that they hide."""
_LONGEST_SUPPRESSED = 40
_AROUND = " \t.()[]\"'"


def is_suppressed(text: str) -> bool:
    """Whether a text that is no number is how statistics hide a small one.

    >>> [is_suppressed(text) for text in ("<11", "*", "1-10", "fewer than 11", "(suppressed)", "11", "5*", "Q1")]
    [True, True, True, True, True, False, False, False]
    """
    bare = text.strip(_AROUND)
    if len(bare) > _LONGEST_SUPPRESSED:
        return False
    read = normalize("NFKC", as_read(bare)).strip(_AROUND)
    return re.fullmatch(_SUPPRESSED, read.rstrip("* ") or read, re.IGNORECASE) is not None


def _above(pair: NamedPair) -> tuple[int, int] | None:
    """Return the counts of a pair whose numerator is the larger one."""
    numerator, denominator = pair.numerator.as_count, pair.denominator.as_count
    if numerator is None or denominator is None or numerator <= denominator:
        return None
    return numerator, denominator


def _more_than_possible(pair: NamedPair) -> Issue:
    events, most = (found_in(each.field.entry) for each in pair)
    return Issue(pair.numerator.field.at, f"{pair.numerator.title}: {events} of {most}.", events, f"at most {most}")


@check(NUMERATOR_ABOVE_DENOMINATOR, over=_PAIRS)
def numerator_above_denominator(pair: NamedPair, _: HasCounts) -> Issues:
    """No more events are counted than could have occurred."""
    if pair.numerator.measure.scoring is _PROPORTION and _above(pair):
        yield _more_than_possible(pair)


@on_sheet(numerator_above_denominator)
def numerator_above_denominator_on_sheet(entry: CountOnForm) -> Expr | None:
    """Both are counts, and the first is larger."""
    if entry.measure.scoring is not Scoring.PROPORTION:
        return None
    return entry.above


@check(EVENTS_OF_NOTHING, over=_PAIRS)
def events_of_nothing(pair: NamedPair, _: HasCounts) -> Issues:
    """Where nothing could occur there are no events."""
    if pair.numerator.measure.scoring is Scoring.RATIO and (counts := _above(pair)) and not counts[1]:
        yield _more_than_possible(pair)


@on_sheet(events_of_nothing)
def events_of_nothing_on_sheet(entry: CountOnForm) -> Expr | None:
    """There are events, and the denominator is 0."""
    if entry.measure.scoring is not Scoring.RATIO:
        return None
    return all_(entry.above, entry.denominator == 0)


@check(EVENTS_ABOVE_DENOMINATOR, over=_PAIRS)
def events_above_denominator(pair: NamedPair, _: HasCounts) -> Issues:
    """There are fewer events than patient days."""
    if pair.numerator.measure.scoring is Scoring.RATIO and (counts := _above(pair)) and counts[1]:
        yield _more_than_possible(pair)


@on_sheet(events_above_denominator)
def events_above_denominator_on_sheet(entry: CountOnForm) -> Expr | None:
    """Both are counts, and the first is larger than the second; where that is 0 was looked at before."""
    if entry.measure.scoring is not Scoring.RATIO:
        return None
    return entry.above


OF_ONE: tuple[Check[HasSingleCounts, CountCell], ...] = (
    na_instead_of_count,
    count_suppressed,
    count_not_whole,
    count_negative,
    count_too_large,
)
"""Those of a count by itself, whatever it counts."""

CHECKS: tuple[Check[HasSingleCounts, CountCell] | Check[HasCounts, CountOnForm], ...] = (
    *OF_ONE,
    count_hardly_exact,
    numerator_above_denominator,
    events_of_nothing,
    events_above_denominator,
)
