"""3xx: each entry by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from unicodedata import normalize

from vbpqip.checking.catalogue.entries import (
    ANNUAL_DENOMINATOR_NOT_NA,
    ANNUAL_MEASURE_IN_EARLIER_QUARTER,
    ANNUAL_RESULT_MISSING,
    ANNUAL_RESULT_MISTYPED,
    ANNUAL_RESULT_NOT_AVAILABLE,
    ANNUAL_RESULT_OUT_OF_RANGE,
    ANNUAL_RESULT_PENDING,
    COUNT_HARDLY_EXACT,
    COUNT_NEGATIVE,
    COUNT_NOT_WHOLE,
    COUNT_SUPPRESSED,
    COUNT_TOO_LARGE,
    ENTRIES_OF_UNSELECTED_MEASURE,
    ENTRY_HAS_MARKED_TEXT,
    ENTRY_IS_A_FORMULA,
    ENTRY_MISSING,
    ENTRY_NOT_A_NUMBER,
    ENTRY_SHOWN_AS_DAY,
    ENTRY_SHOWN_AS_PERCENTAGE,
    ENTRY_SHOWS_AN_ERROR,
    INVISIBLE_CHARACTERS,
    MEDIAN_IS_ZERO,
    MEDIAN_UNLIKELY,
    NA_IN_EARLIER_QUARTER,
    NA_INSTEAD_OF_COUNT,
    NA_LOOK_ALIKE,
    NA_SPELLED_OTHERWISE,
    NUMBER_FORMAT_NOT_UNDERSTOOD,
    NUMBER_TYPED_AS_TEXT,
    RESULT_HARDLY_EXACT,
    RESULT_OF_TOO_MANY_DIGITS,
    SELECTED_MISSING,
    SELECTED_NOT_YES_OR_NO,
    SUM_TYPED_AS_FORMULA,
)
from vbpqip.checking.check import Issue, Issues, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import (
    Blank,
    Location,
    NotApplicable,
    Number,
    ShownAs,
    Typed,
    Unread,
    Unreadable,
    found_in,
)
from vbpqip.core.characters import as_read, ignored_in
from vbpqip.core.measures import MINUTES, Measure, Scoring
from vbpqip.kinds.qit_report.checks.fields import early_fields, highest_likely, highest_likely_key
from vbpqip.kinds.qit_report.form.items import (
    AnyItem,
    EntryItem,
    RowItem,
    reads,
    says_na,
    says_nothing,
    trimmed,
)
from vbpqip.kinds.qit_report.review_context import NamedField, ReviewContext
from vbpqip.kinds.qit_report.submission import ContractRow
from vbpqip.workbook.answers import LARGEST_COUNT, MOST_DIGITS, NO, NOT_APPLICABLE, YES
from vbpqip.workbook.entries import DayField, Field, TextField
from vbpqip.workbook.expr import Call, Expr, Ref, all_, any_, is_number, not_


@check(SELECTED_NOT_YES_OR_NO)
def selected_not_yes_or_no(context: ReviewContext) -> Issues:
    """Each measure is selected, not selected, or left blank, which is not selected."""
    for row in context.submission.rows:
        answer = row.selected
        if answer.text and not (answer.reads(YES) or answer.reads(NO)):
            yield Issue(
                answer.at,
                f"{context.measure_name(row)}: '{answer.quoted}' is neither Yes nor No.",
                answer.quoted,
                f"{YES} or {NO}",
            )


@on_sheet(selected_not_yes_or_no)
def selected_not_yes_or_no_on_sheet(row: RowItem) -> Expr:
    """The answer is another one."""
    return not_(any_(trimmed(row.cell) == "", reads(row.cell, YES), reads(row.cell, NO)))


@check(SELECTED_MISSING)
def selected_missing(context: ReviewContext) -> Issues:
    """Where there are figures, it is answered whether they count."""
    for row in context.submission.rows:
        if not row.selected.text and row.has_figures:
            yield Issue(
                row.selected.at, f"{context.measure_name(row)}: has entries, selected is blank.", "", f"{YES} or {NO}"
            )


@on_sheet(selected_missing)
def selected_missing_on_sheet(row: RowItem) -> Expr:
    """Nothing is answered beside figures."""
    return all_(trimmed(row.cell) == "", row.ref("figures") > 0)


@check(ENTRIES_OF_UNSELECTED_MEASURE)
def entries_of_unselected_measure(context: ReviewContext) -> Issues:
    """Only selected measures have counts or results."""
    for row in context.submission.rows:
        answer = row.selected
        if answer.reads(NO) and row.has_figures:
            message = f"{context.measure_name(row)}: has entries but is not selected."
            yield Issue(answer.at, message, answer.text, YES)


@on_sheet(entries_of_unselected_measure)
def entries_of_unselected_measure_on_sheet(row: RowItem) -> Expr:
    """The answer is No, beside figures."""
    return all_(reads(row.cell, NO), row.ref("figures") > 0)


@check(ENTRY_MISSING)
def entry_missing(context: ReviewContext) -> Issues:
    """Every quarter of a quarterly measure has a numerator and a denominator."""
    for row in context.rows:
        if row.measure.annual:
            continue
        fields = [field for pair in row.quarters for field in pair]
        blank = [field for field in fields if isinstance(field.field.entry, Blank)]
        if blank:
            names = "all eight counts" if len(blank) == len(fields) else ", ".join(field.name for field in blank)
            message = f"{row.measure.short_title}: {names} {'is' if len(blank) == 1 else 'are'} blank."
            yield Issue(blank[0].field.at, message, "", "a whole number")


@on_sheet(entry_missing)
def entry_missing_on_sheet(entry: EntryItem) -> Expr:
    """Nothing is entered; told once of a row."""
    return says_nothing(entry.cell)


@check(NA_INSTEAD_OF_COUNT)
def na_instead_of_count(context: ReviewContext) -> Issues:
    """Counts are numbers, also where nothing could occur."""
    for each in context.no_counts:
        match each.field.entry:
            case NotApplicable(spelled):
                yield Issue(
                    each.field.at,
                    f"{each.title}: {spelled} where a count belongs.",
                    spelled,
                    "a whole number",
                )
            case _:
                pass


@on_sheet(na_instead_of_count)
def na_instead_of_count_on_sheet(entry: EntryItem) -> Expr:
    """It is NA."""
    return says_na(entry.cell)


@check(ENTRY_NOT_A_NUMBER)
def entry_not_a_number(context: ReviewContext) -> Issues:
    """Every count and every annual result is a number."""
    for each in (*context.no_counts, *(pair.numerator for pair in context.results)):
        match each.field.entry:
            case Unreadable(text, Unread.NEVER_CALCULATED):
                message = f"{each.title}: a formula ({text}) whose result was never calculated."
                yield Issue(each.field.at, message, text, "a number")
            case Unreadable(text, Unread.TEXT) if _is_told_apart(each, text):
                pass
            case Unreadable(text, Unread.ERROR_VALUE | Unread.BOOLEAN | Unread.TEXT):
                yield Issue(each.field.at, f"{each.title}: '{text}' is not a number.", text, "a number")
            case _:
                pass
    for title, further in context.further:
        if not isinstance(further, TextField) and isinstance(further.entry, Unreadable):
            text, expected = further.entry.text, "a date" if isinstance(further, DayField) else "a number"
            yield Issue(further.at, f"{title}: '{text}' is not {expected}.", text, expected)


@on_sheet(entry_not_a_number)
def entry_not_a_number_on_sheet(entry: EntryItem) -> Expr:
    """It is neither a number nor, in place of a result, NA: a text, or a truth."""
    return not_(says_na(entry.cell)) if entry.pair.row.measure.annual else not_(is_number(entry.cell))


def _is_told_apart(each: NamedField, text: str) -> bool:
    """Whether a text that is no number is a finding of its own: what means NA, or a count that is suppressed."""
    return _means_na(text) or (not each.measure.annual and is_suppressed(text))


@check(COUNT_SUPPRESSED)
def count_suppressed(context: ReviewContext) -> Issues:
    """Counts are the true ones, however small."""
    for each in context.no_counts:
        match each.field.entry:
            case Unreadable(text, Unread.TEXT) if is_suppressed(text):
                yield Issue(each.field.at, f"{each.title}: '{text}' hides the count.", text, "a whole number")
            case _:
                pass


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


@check(NA_LOOK_ALIKE)
def na_look_alike(context: ReviewContext) -> Issues:
    """What is not applicable, or not known, is spelled NA or not at all."""
    counts = [(each, "a whole number") for each in context.no_counts]
    results = [(each, "a number or NA") for pair in context.results for each in pair]
    for each, expected in (*counts, *results):
        match each.field.entry:
            case Unreadable(text, Unread.TEXT) if _means_na(text):
                yield Issue(each.field.at, f"{each.title}: '{text}' is not read as NA.", text, expected)
            case _:
                pass


_NA_IN_LETTERS = frozenset({"na", "notapplicable", "notavailable", "none", "null", "nil", "unknown", "tbd"})


_DASHES = frozenset("-\u2010\u2011\u2013\u2014 ")


def _means_na(text: str) -> bool:
    """Whether a text that is no number seems to stand for NA: dashes, or words of its meaning."""
    letters = "".join(character for character in text if character.isalnum()).casefold()
    return letters in _NA_IN_LETTERS if letters else set(text) <= _DASHES


def _typed(context: ReviewContext, typed: Typed) -> Iterator[tuple[str, Field, Decimal]]:
    """Yield the numbers that came into their cells in a way, each with its title and its value."""
    for title, field in context.unusual_numbers:
        if field.typed is typed and isinstance(field.entry, Number):
            yield title, field, field.entry.value


@check(NUMBER_TYPED_AS_TEXT)
def number_typed_as_text(context: ReviewContext) -> Issues:
    """Numbers are stored as numbers."""
    for title, field, value in _typed(context, Typed.AS_TEXT):
        yield Issue(field.at, f"{title}: text, read as {value}.", f"text '{value}'", f"number {value}")


@check(NA_SPELLED_OTHERWISE)
def na_spelled_otherwise(context: ReviewContext) -> Issues:
    """``NA`` beside a result is spelled NA."""
    comparators = (row.prior.numerator for row in context.rows if row.measure.annual and row.prior is not None)
    for each in (*(pair.denominator for pair in context.results), *comparators):
        match each.field.entry:
            case NotApplicable(spelled) if spelled != NOT_APPLICABLE:
                yield Issue(each.field.at, f"{each.title}: '{spelled}', read as NA.", spelled, NOT_APPLICABLE)
            case _:
                pass


@on_sheet(na_spelled_otherwise)
def na_spelled_otherwise_on_sheet(entry: EntryItem) -> Expr:
    """It is NA in another spelling."""
    return all_(says_na(entry.cell), not_(Call("EXACT", trimmed(entry.cell), NOT_APPLICABLE)))


def _shown_as(context: ReviewContext, shown_as: ShownAs, so: str) -> Issues:
    """Yield an issue for each number that is shown in a way."""
    for title, field in context.unusual_numbers:
        if field.shown_as is shown_as and isinstance(field.entry, Number):
            value = field.entry.value
            yield Issue(field.at, f"{title}: {value} is stored{so}.", str(value), "a number, shown as it is")


@check(ENTRY_SHOWN_AS_PERCENTAGE)
def entry_shown_as_percentage(context: ReviewContext) -> Issues:
    """Numbers are typed without a percent sign."""
    yield from _shown_as(context, ShownAs.PERCENTAGE, ", and shown as a percentage")


@check(ENTRY_SHOWN_AS_DAY)
def entry_shown_as_day(context: ReviewContext) -> Issues:
    """Numbers are typed as numbers, not as dates or times of day."""
    yield from _shown_as(context, ShownAs.DAY, ", and shown as a date or a time")


@check(NUMBER_FORMAT_NOT_UNDERSTOOD)
def number_format_not_understood(context: ReviewContext) -> Issues:
    """Numbers are shown by formats that are known."""
    yield from _shown_as(context, ShownAs.NOT_UNDERSTOOD, "; its number format cannot be understood")


def _words(context: ReviewContext) -> Iterator[tuple[str, TextField]]:
    """Yield the entries of words that a result rests on and that are not typed plainly, each with its title."""
    submission = context.submission
    heading = (("Facility", submission.facility), ("MCO", submission.mco), ("Period", submission.period))
    quarters = ((f"Quarter {nth} of 4", words) for nth, words in enumerate(submission.quarters, start=1))
    further = ((title, each) for title, each in context.further if isinstance(each, TextField))
    yield from ((title, each) for title, each in (*heading, *quarters, *further) if not each.is_plain)
    selected = (row for row in submission.rows if not row.selected.is_plain)
    yield from ((f"{context.measure_name(row)}, selected", row.selected) for row in selected)
    statuses = (row for row in submission.contracts if not row.status.is_plain)
    yield from ((f"{row.called}, status", row.status) for row in statuses)


@check(ENTRY_SHOWS_AN_ERROR)
def entry_shows_an_error(context: ReviewContext) -> Issues:
    """Entries of words are words."""
    for title, words in _words(context):
        if words.shows_error:
            yield Issue(words.at, f"{title}: shows {words.text}.", words.text, "an entry")


@on_sheet(entry_shows_an_error)
def entry_shows_an_error_on_sheet(entry: AnyItem) -> Expr:
    """It is an error value."""
    return Call("ISERROR", entry.cell)


@check(ENTRY_IS_A_FORMULA)
def entry_is_a_formula(context: ReviewContext) -> Issues:
    """Entries are typed, not calculated, and so are the keys of measures."""
    for title, words in (*_words(context), *_keys(context)):
        if words.typed is Typed.AS_FORMULA:
            yield _formula(title, words.at, words.text)
    calculated: list[tuple[str, Field | DayField]] = [*context.unusual_numbers, *_days(context)]
    for title, field in calculated:
        if field.typed is Typed.AS_FORMULA and not isinstance(field.entry, Unreadable):
            yield _formula(title, field.at, found_in(field.entry))


@on_sheet(entry_is_a_formula)
def entry_is_a_formula_on_sheet(entry: AnyItem) -> Expr:
    """It is calculated, also as a sum, whose numbers a sheet cannot tell from others."""
    return Call("ISFORMULA", entry.cell)


def _days(context: ReviewContext) -> Iterator[tuple[str, DayField]]:
    """Yield the dates of contracts, each with its title."""
    for row in context.submission.contracts:
        yield from ((f"{row.called}, date", day) for day in (row.submitted, row.recertified))
    yield from ((title, each) for title, each in context.further if isinstance(each, DayField))


@check(SUM_TYPED_AS_FORMULA)
def sum_typed_as_formula(context: ReviewContext) -> Issues:
    """Numbers are typed, not as a sum of numbers."""
    for title, field, value in _typed(context, Typed.AS_SUM):
        message = f"{title}: a sum of typed numbers, calculated as {value}."
        yield Issue(field.at, message, str(value), "the number itself")


@check(INVISIBLE_CHARACTERS)
def invisible_characters(context: ReviewContext) -> Issues:
    """Entries hold no characters that nobody sees."""
    submission = context.submission
    for at, received in (
        *submission.entries.invisible,
        *((label.at, label.found) for label in submission.entries.labels.invisible),
    ):
        names = ignored_in(received)
        yield Issue(at, f"{names} in the cell, which nobody sees; it was left out.", received, as_read(received))


def _formula(title: str, at: Location, stored: str) -> Issue:
    return Issue(at, f"{title}: a formula, whose stored result is {stored or 'blank'}.", stored, "the value itself")


@check(ENTRY_HAS_MARKED_TEXT)
def entry_has_marked_text(context: ReviewContext) -> Issues:
    """Everything that a result rests on is plain text: nothing is raised, lowered or struck out."""
    entries: list[tuple[str, TextField | Field | DayField]] = [
        *_words(context),
        *_more_words(context),
        *context.unusual_numbers,
    ]
    early = ((each.title, each.field) for fields in early_fields(context) for each in fields)
    for title, entry in (*entries, *early, *_days(context), ("Attestation", context.submission.attested_on)):
        if entry.marks:
            yield Issue(entry.at, f"{title}: {entry.marks}.", entry.marks, "plain text")


def _more_words(context: ReviewContext) -> Iterator[tuple[str, TextField]]:
    """Yield the entries of words that tell measures, contracts and who attests to the report, each with its title."""
    yield from _keys(context)
    for row in context.submission.contracts:
        yield from ((f"{row.called}, {name}", words) for name, words in _partners(row))
    submission = context.submission
    signed = (submission.attested_by, submission.attested_title)
    yield from (("Attestation", words) for words in signed if words is not None)


def _keys(context: ReviewContext) -> Iterator[tuple[str, TextField]]:
    """Yield what tells the measures and is not typed plainly, each with its title."""
    unusual = (row for row in context.submission.rows if not row.key.is_plain)
    yield from ((f"{context.measure_name(row)}, key", row.key) for row in unusual)


def _partners(row: ContractRow) -> tuple[tuple[str, TextField], ...]:
    return (("MCO", row.mco), ("arrangement", row.arrangement))


@check(ANNUAL_MEASURE_IN_EARLIER_QUARTER)
def annual_measure_in_earlier_quarter(context: ReviewContext) -> Issues:
    """The first three quarters of an annual measure stay blank."""
    for fields in early_fields(context):
        for each in fields:
            if isinstance(each.field.entry, Number | Unreadable):
                found = found_in(each.field.entry)
                yield Issue(each.field.at, f"{each.title}: {found} where nothing belongs.", found, "blank")


@on_sheet(annual_measure_in_earlier_quarter)
def annual_measure_in_earlier_quarter_on_sheet(entry: AnyItem) -> Expr:
    """It is neither blank nor NA."""
    return not_(any_(says_nothing(entry.cell), says_na(entry.cell)))


@check(NA_IN_EARLIER_QUARTER)
def na_in_earlier_quarter(context: ReviewContext) -> Issues:
    """The first three quarters of an annual measure stay blank, without NA."""
    for fields in early_fields(context):
        found = [each for each in fields if isinstance(each.field.entry, NotApplicable)]
        if found:
            names = ", ".join(each.name for each in found)
            message = f"{found[0].measure.short_title}: {NOT_APPLICABLE} in {names}, read as blank."
            yield Issue(found[0].field.at, message, NOT_APPLICABLE, "blank")


@on_sheet(na_in_earlier_quarter)
def na_in_earlier_quarter_on_sheet(entry: AnyItem) -> Expr:
    """It is NA; told once of a row."""
    return says_na(entry.cell)


@check(ANNUAL_RESULT_MISSING)
def annual_result_missing(context: ReviewContext) -> Issues:
    """An annual measure has its result in the last quarter's numerator."""
    for row in context.rows:
        if row.measure.annual:
            last = row.quarters[-1].numerator
            if row.is_blank and not context.is_pending(row):
                yield Issue(last.field.at, f"{last.title}: the annual result is blank.", "", _possible(row.measure))


@on_sheet(annual_result_missing)
def annual_result_missing_on_sheet(entry: EntryItem) -> Expr:
    """Nothing is entered, and no later day is to come."""
    blank = says_nothing(entry.cell)
    return all_(blank, Ref("late_results_pending") == 0) if entry.pair.row.measure.late_result else blank


@check(ANNUAL_RESULT_PENDING)
def annual_result_pending(context: ReviewContext) -> Issues:
    """The result of a measure with a later due date is there already."""
    for row in context.rows:
        if row.measure.annual and context.period is not None and context.is_pending(row):
            last, due = row.quarters[-1].numerator, context.program.dates(context.period).late_results_due
            message = f"{last.title}: the annual result is blank; it is due on {due}."
            yield Issue(last.field.at, message, "", _possible(row.measure))


@on_sheet(annual_result_pending)
def annual_result_pending_on_sheet(entry: EntryItem) -> Expr | None:
    """Nothing is entered, and as was looked at before, a later day is to come."""
    return says_nothing(entry.cell) if entry.pair.row.measure.late_result else None


@check(ANNUAL_RESULT_NOT_AVAILABLE)
def annual_result_not_available(context: ReviewContext) -> Issues:
    """An annual measure has a result."""
    for row in context.rows:
        if row.measure.annual:
            last = row.quarters[-1].numerator
            if isinstance(last.field.entry, NotApplicable):
                message = f"{last.title}: {NOT_APPLICABLE}, so the measure has no result and is not achieved."
                yield Issue(last.field.at, message, found_in(last.field.entry), _possible(row.measure))


@on_sheet(annual_result_not_available)
def annual_result_not_available_on_sheet(entry: EntryItem) -> Expr:
    """It is NA."""
    return says_na(entry.cell)


@check(ANNUAL_DENOMINATOR_NOT_NA)
def annual_denominator_not_na(context: ReviewContext) -> Issues:
    """The denominator beside an annual result is NA."""
    for pair in context.results:
        each = pair.denominator
        if isinstance(each.field.entry, NotApplicable) or _comparator_is_missing(pair.numerator, each):
            continue
        if isinstance(each.field.entry, Unreadable) and _means_na(each.field.entry.text):
            continue
        found = found_in(each.field.entry)
        yield Issue(each.field.at, f"{each.title}: {found or 'blank'} where NA belongs.", found, NOT_APPLICABLE)


@on_sheet(annual_denominator_not_na)
def annual_denominator_not_na_on_sheet(entry: EntryItem) -> Expr:
    """It is not NA; where both are blank, it is the result that is missing."""
    result_is_blank = Call("IFERROR", says_nothing(entry.pair.numerator), False)  # noqa: FBT003 -- a value of the sheet
    return not_(any_(says_na(entry.cell), all_(says_nothing(entry.cell), result_is_blank)))


def _comparator_is_missing(numerator: NamedField, denominator: NamedField) -> bool:
    """Whether both are blank: then what is missing is the comparator or the result, and that is reported."""
    return isinstance(numerator.field.entry, Blank) and isinstance(denominator.field.entry, Blank)


def _possible(measure: Measure) -> str:
    highest = measure.highest_result
    return f"{measure.unit}, 0 or more" if highest is None else f"{measure.unit}, 0 to {highest}"


@check(ANNUAL_RESULT_OUT_OF_RANGE)
def annual_result_out_of_range(context: ReviewContext) -> Issues:
    """Minutes are not negative, a percentage lies between 0 and 100."""
    for pair in context.results:
        each = pair.numerator
        match each.field.entry:
            case Number(value) if not 0 <= value <= (each.measure.highest_result or context.submission.largest_count):
                message = f"{each.title}: {value} {each.measure.unit} is not possible."
                yield Issue(each.field.at, message, str(value), _possible(each.measure))
            case _:
                pass


@on_sheet(annual_result_out_of_range)
def annual_result_out_of_range_on_sheet(entry: EntryItem) -> Expr:
    """It is a number that cannot be."""
    highest = entry.pair.row.measure.highest_result or LARGEST_COUNT
    return any_(entry.cell < 0, entry.cell > highest)


@check(ANNUAL_RESULT_MISTYPED)
def annual_result_mistyped(context: ReviewContext) -> Issues:
    """A percentage is above 1, a time at least a minute: what Excel makes of ``61.2%`` and ``0:08`` is neither."""
    for pair in context.results:
        each = pair.numerator
        match each.field.entry:
            case Number(value) if each.measure.looks_mistyped(value):
                message = f"{each.title}: {value} {each.measure.unit} is hardly meant."
                yield Issue(each.field.at, message, str(value), _possible(each.measure))
            case _:
                pass


@on_sheet(annual_result_mistyped)
def annual_result_mistyped_on_sheet(entry: EntryItem) -> Expr | None:
    """It is a number that is hardly meant."""
    measure = entry.pair.row.measure
    if measure.scoring is Scoring.PERCENT:
        return all_(entry.cell > 0, entry.cell <= 1)
    return all_(entry.cell > 0, entry.cell < 1) if measure.unit == MINUTES else None


@check(MEDIAN_UNLIKELY)
def median_unlikely(context: ReviewContext) -> Issues:
    """A median time is one that patients would wait."""
    for each in _medians(context):
        longest = highest_likely(context, each.measure)
        match each.field.entry:
            case Number(value) if longest is not None and longest < value <= context.submission.largest_count:
                yield Issue(each.field.at, f"{each.title}: {value} minutes.", str(value), f"at most {longest}")
            case _:
                pass


@on_sheet(median_unlikely)
def median_unlikely_on_sheet(entry: EntryItem) -> Expr | None:
    """It is longer than any that is likely."""
    row = entry.pair.row
    key = highest_likely_key(row.numbers.program, row.measure)
    if row.measure.unit != MINUTES or key is None:
        return None
    return entry.cell > row.numbers.whole(key)


def _medians(context: ReviewContext) -> Iterator[NamedField]:
    """Yield the entries of median times, the comparator last."""
    yield from (pair.numerator for pair in context.results if pair.numerator.measure.unit == MINUTES)


@check(MEDIAN_IS_ZERO)
def median_is_zero(context: ReviewContext) -> Issues:
    """A median time is more than nothing."""
    for each in _medians(context):
        match each.field.entry:
            case Number(value) if value == 0:
                yield Issue(each.field.at, f"{each.title}: {value} minutes.", str(value), "more than 0, or NA")
            case _:
                pass


@on_sheet(median_is_zero)
def median_is_zero_on_sheet(entry: EntryItem) -> Expr | None:
    """It is 0."""
    return entry.cell == 0 if entry.pair.row.measure.unit == MINUTES else None


@check(COUNT_NOT_WHOLE)
def count_not_whole(context: ReviewContext) -> Issues:
    """Counts are whole numbers."""
    for each in context.no_counts:
        match each.field.entry:
            case Number(value) if value >= 0 and value != value.to_integral_value():
                yield Issue(
                    each.field.at,
                    f"{each.title}: {value} is not a whole number.",
                    str(value),
                    "a whole number",
                )
            case _:
                pass


@on_sheet(count_not_whole)
def count_not_whole_on_sheet(entry: EntryItem) -> Expr:
    """It has decimals."""
    return Call("INT", entry.cell) != entry.cell


@check(COUNT_NEGATIVE)
def count_negative(context: ReviewContext) -> Issues:
    """Counts are not negative."""
    for each in context.no_counts:
        match each.field.entry:
            case Number(value) if value < 0:
                yield Issue(each.field.at, f"{each.title}: {value} is negative.", str(value), "0 or more")
            case _:
                pass


@on_sheet(count_negative)
def count_negative_on_sheet(entry: EntryItem) -> Expr:
    """It is below 0."""
    return entry.cell < 0


@check(COUNT_TOO_LARGE)
def count_too_large(context: ReviewContext) -> Issues:
    """Counts are within what a hospital can have."""
    for each in context.no_counts:
        match each.field.entry:
            case Number(value) if value > each.largest and value == value.to_integral_value():
                message = f"{each.title}: {value} is larger than any hospital's count."
                yield Issue(each.field.at, message, str(value), f"at most {each.largest}")
            case _:
                pass


@on_sheet(count_too_large)
def count_too_large_on_sheet(entry: EntryItem) -> Expr:
    """It is above the largest."""
    return entry.cell > entry.pair.largest


@check(COUNT_HARDLY_EXACT)
def count_hardly_exact(context: ReviewContext) -> Issues:
    """In a form of version 1, counts are such as the form compares exactly; version 2 takes no others."""
    for each in context.counts if context.submission.is_version_1 else ():
        exact = LARGEST_COUNT * (each.largest // context.submission.largest_count)
        if each.as_count is not None and each.as_count > exact:
            message = f"{each.title}: {each.as_count} is beyond what a spreadsheet compares exactly."
            yield Issue(each.field.at, message, str(each.as_count), f"at most {exact}")


@check(RESULT_OF_TOO_MANY_DIGITS)
def result_of_too_many_digits(context: ReviewContext) -> Issues:
    """An annual result has as many digits as a spreadsheet compares exactly."""
    if not context.submission.is_version_1:
        yield from _results_of_many_digits(context)


@on_sheet(result_of_too_many_digits)
def result_of_too_many_digits_on_sheet(entry: EntryItem) -> Expr:
    """It is another number with as many digits."""
    whole = Call("LEN", Call("INT", entry.cell))
    return Call("ROUND", entry.cell, MOST_DIGITS - whole) != entry.cell


@check(RESULT_HARDLY_EXACT)
def result_hardly_exact(context: ReviewContext) -> Issues:
    """The same in a form of version 1, which takes it."""
    if context.submission.is_version_1:
        yield from _results_of_many_digits(context)


def _results_of_many_digits(context: ReviewContext) -> Issues:
    for pair in context.results:
        each = pair.numerator
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


CHECKS = (
    selected_not_yes_or_no,
    selected_missing,
    entries_of_unselected_measure,
    entry_missing,
    na_instead_of_count,
    count_suppressed,
    entry_not_a_number,
    na_look_alike,
    number_typed_as_text,
    na_spelled_otherwise,
    entry_shown_as_percentage,
    entry_shown_as_day,
    number_format_not_understood,
    entry_shows_an_error,
    entry_is_a_formula,
    sum_typed_as_formula,
    invisible_characters,
    entry_has_marked_text,
    annual_measure_in_earlier_quarter,
    na_in_earlier_quarter,
    annual_result_missing,
    annual_result_pending,
    annual_result_not_available,
    annual_denominator_not_na,
    annual_result_out_of_range,
    annual_result_mistyped,
    median_unlikely,
    median_is_zero,
    count_not_whole,
    count_negative,
    count_too_large,
    count_hardly_exact,
    result_of_too_many_digits,
    result_hardly_exact,
)
