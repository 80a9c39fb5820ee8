"""Annual results: a result with NA beside it, in any report that has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol

from vbpqip.checking.catalogue.entries import (
    ANNUAL_DENOMINATOR_NOT_NA,
    ANNUAL_RESULT_MISTYPED,
    ANNUAL_RESULT_OUT_OF_RANGE,
    MEDIAN_IS_ZERO,
    MEDIAN_UNLIKELY,
    NA_SPELLED_OTHERWISE,
    RESULT_HARDLY_EXACT,
    RESULT_OF_TOO_MANY_DIGITS,
)
from vbpqip.checking.check import Check, Issue, Issues, Items, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import Blank, Entry, NotApplicable, Number, Unread, Unreadable, found_in
from vbpqip.core.measures import MINUTES, Measure, Scoring
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.shared.counts import NamedField, NamedPair
from vbpqip.kinds.shared.numbers import Numbers
from vbpqip.kinds.shared.typed import means_na
from vbpqip.program.program import Program
from vbpqip.workbook.answers import LARGEST_COUNT, MOST_DIGITS, NOT_APPLICABLE
from vbpqip.workbook.conditions import says_na, says_nothing, trimmed
from vbpqip.workbook.expr import Call, Expr, Ref, all_, any_, not_


class ResultOnForm(Protocol):
    """An entry of an annual result, or the one beside it, on a form."""

    @property
    def cell(self) -> Ref:
        """Its own cell."""

    @property
    def numerator(self) -> Ref:
        """Where the result stands."""

    @property
    def measure(self) -> Measure:
        """Whose result it is."""

    @property
    def numbers(self) -> Numbers:
        """The program's numbers."""


class HasResults(Protocol):
    """A report with annual results."""

    @property
    def program(self) -> Program:
        """The program whose numbers apply."""

    @property
    def rules_of(self) -> Quarter:
        """The quarter whose numbers are effective."""

    @property
    def results(self) -> Sequence[NamedPair]:
        """The pairs of a result and the entry beside it, comparators too."""

    @property
    def na_entries(self) -> Iterable[NamedField]:
        """The entries in which NA may stand and count."""

    @property
    def largest_count(self) -> int:
        """The largest number that its form takes."""

    @property
    def takes_many_digits(self) -> bool:
        """Whether its form takes a result of more digits than a spreadsheet compares exactly."""


_PAIRS = Items[HasResults, NamedPair, ResultOnForm](lambda context: context.results)
_RESULTS = Items[HasResults, NamedField, ResultOnForm](lambda context: (pair.numerator for pair in context.results))
NA_ENTRIES = Items[HasResults, NamedField, ResultOnForm](lambda context: context.na_entries)


@check(NA_SPELLED_OTHERWISE, over=NA_ENTRIES)
def na_spelled_otherwise(each: NamedField, _: HasResults) -> Issues:
    """``NA`` beside a result is spelled NA."""
    match each.field.entry:
        case NotApplicable(spelled) if spelled != NOT_APPLICABLE:
            yield Issue(each.field.at, f"{each.title}: '{spelled}', read as NA.", spelled, NOT_APPLICABLE)
        case _:
            pass


@on_sheet(na_spelled_otherwise)
def na_spelled_otherwise_on_sheet(entry: ResultOnForm) -> Expr:
    """It is NA in another spelling."""
    return all_(says_na(entry.cell), not_(Call("EXACT", trimmed(entry.cell), NOT_APPLICABLE)))


@check(ANNUAL_DENOMINATOR_NOT_NA, over=_PAIRS)
def annual_denominator_not_na(pair: NamedPair, _: HasResults) -> Issues:
    """The denominator beside an annual result is NA; where both are blank, it is the result that is missing."""
    each = pair.denominator
    both_are_blank = isinstance(pair.numerator.field.entry, Blank) and isinstance(each.field.entry, Blank)
    if both_are_blank or _stands_for_na(each.field.entry):
        return
    found = found_in(each.field.entry)
    yield Issue(each.field.at, f"{each.title}: {found or 'blank'} where NA belongs.", found, NOT_APPLICABLE)


def _stands_for_na(entry: Entry) -> bool:
    """Whether an entry is NA, or a text that means it, which is a finding of its own."""
    if isinstance(entry, Unreadable):
        return entry.why is Unread.TEXT and means_na(entry.text)
    return isinstance(entry, NotApplicable)


@on_sheet(annual_denominator_not_na)
def annual_denominator_not_na_on_sheet(entry: ResultOnForm) -> Expr:
    """It is not NA; where both are blank, it is the result that is missing."""
    result_is_blank = Call("IFERROR", says_nothing(entry.numerator), False)  # noqa: FBT003 -- a value of the sheet
    return not_(any_(says_na(entry.cell), all_(says_nothing(entry.cell), result_is_blank)))


def possible_results(measure: Measure) -> str:
    """Return which results a measure can have, in words."""
    highest = measure.highest_result
    return f"{measure.unit}, 0 or more" if highest is None else f"{measure.unit}, 0 to {highest}"


@check(ANNUAL_RESULT_OUT_OF_RANGE, over=_RESULTS)
def annual_result_out_of_range(each: NamedField, context: HasResults) -> Issues:
    """Minutes are not negative, a percentage lies between 0 and 100."""
    match each.field.entry:
        case Number(value) if not 0 <= value <= (each.measure.highest_result or context.largest_count):
            message = f"{each.title}: {value} {each.measure.unit} is not possible."
            yield Issue(each.field.at, message, str(value), possible_results(each.measure))
        case _:
            pass


@on_sheet(annual_result_out_of_range)
def annual_result_out_of_range_on_sheet(entry: ResultOnForm) -> Expr:
    """It is a number that cannot be."""
    highest = entry.measure.highest_result or LARGEST_COUNT
    return any_(entry.cell < 0, entry.cell > highest)


@check(ANNUAL_RESULT_MISTYPED, over=_RESULTS)
def annual_result_mistyped(each: NamedField, _: HasResults) -> Issues:
    """A percentage is above 1, a time at least a minute: what Excel makes of ``61.2%`` and ``0:08`` is neither."""
    match each.field.entry:
        case Number(value) if each.measure.looks_mistyped(value):
            message = f"{each.title}: {value} {each.measure.unit} is hardly meant."
            yield Issue(each.field.at, message, str(value), possible_results(each.measure))
        case _:
            pass


@on_sheet(annual_result_mistyped)
def annual_result_mistyped_on_sheet(entry: ResultOnForm) -> Expr | None:
    """It is a number that is hardly meant."""
    measure = entry.measure
    if measure.scoring is Scoring.PERCENT:
        return all_(entry.cell > 0, entry.cell <= 1)
    return all_(entry.cell > 0, entry.cell < 1) if measure.unit == MINUTES else None


def highest_likely_key(program: Program, measure: Measure) -> str | None:
    """Return the parameter from which on a measure's result is unlikely, ``None`` where no number is known."""
    own = f"checks.highest_likely_{measure.key.replace('-', '_')}"
    if own in program.parameters:
        return own
    return "checks.longest_median" if measure.unit == MINUTES else None


@check(MEDIAN_UNLIKELY, over=_RESULTS)
def median_unlikely(each: NamedField, context: HasResults) -> Issues:
    """A median time is one that patients would wait."""
    key = highest_likely_key(context.program, each.measure)
    if each.measure.unit != MINUTES or key is None:
        return
    longest = context.program.whole(key, context.rules_of)
    match each.field.entry:
        case Number(value) if longest < value <= context.largest_count:
            yield Issue(each.field.at, f"{each.title}: {value} minutes.", str(value), f"at most {longest}")
        case _:
            pass


@on_sheet(median_unlikely)
def median_unlikely_on_sheet(entry: ResultOnForm) -> Expr | None:
    """It is longer than any that is likely."""
    key = highest_likely_key(entry.numbers.program, entry.measure)
    return None if entry.measure.unit != MINUTES or key is None else entry.cell > entry.numbers.whole(key)


@check(MEDIAN_IS_ZERO, over=_RESULTS)
def median_is_zero(each: NamedField, _: HasResults) -> Issues:
    """A median time is more than nothing."""
    match each.field.entry:
        case Number(value) if value == 0 and each.measure.unit == MINUTES:
            yield Issue(each.field.at, f"{each.title}: {value} minutes.", str(value), "more than 0, or NA")
        case _:
            pass


@on_sheet(median_is_zero)
def median_is_zero_on_sheet(entry: ResultOnForm) -> Expr | None:
    """It is 0."""
    return entry.cell == 0 if entry.measure.unit == MINUTES else None


@check(RESULT_OF_TOO_MANY_DIGITS, over=_RESULTS)
def result_of_too_many_digits(each: NamedField, context: HasResults) -> Issues:
    """A result has as many digits as a spreadsheet compares exactly."""
    if not context.takes_many_digits:
        yield from _too_many_digits(each)


@on_sheet(result_of_too_many_digits)
def result_of_too_many_digits_on_sheet(entry: ResultOnForm) -> Expr:
    """It is another number with as many digits."""
    whole = Call("LEN", Call("INT", entry.cell))
    return Call("ROUND", entry.cell, MOST_DIGITS - whole) != entry.cell


@check(RESULT_HARDLY_EXACT, over=_RESULTS)
def result_hardly_exact(each: NamedField, context: HasResults) -> Issues:
    """The same on a form that takes it."""
    if context.takes_many_digits:
        yield from _too_many_digits(each)


def _too_many_digits(each: NamedField) -> Issues:
    match each.field.entry:
        case Number(value) if value >= 0 and _digits(value) > MOST_DIGITS:
            yield Issue(each.field.at, f"{each.title}: {value} has too many digits.", str(value), "fewer digits")
        case _:
            pass


def _digits(value: Decimal) -> int:
    """Return how many digits a number has, at least one of them before the decimal point."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 -- an entry is a finite number
    return len(str(int(value))) + max(0, -exponent)


CHECKS: tuple[Check[HasResults, ResultOnForm], ...] = (
    na_spelled_otherwise,
    annual_denominator_not_na,
    annual_result_out_of_range,
    annual_result_mistyped,
    median_unlikely,
    median_is_zero,
    result_of_too_many_digits,
    result_hardly_exact,
)
