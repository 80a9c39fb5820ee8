"""3xx: each entry by itself."""

from __future__ import annotations

from vbpqip.checking.catalogue.sources import OWN_RULE, PROGRAM_RULE, RULE_OF_THE_FORM, RULE_OF_THUMB
from vbpqip.core.findings import Diagnostic, Severity

SELECTED_NOT_YES_OR_NO = Diagnostic(
    code="QIP300",
    name="selected-not-yes-or-no",
    severity=Severity.ERROR,
    issue="Whether the measure is selected is answered neither Yes nor No.",
    remedy="Choose Yes or No.",
    source=RULE_OF_THE_FORM,
)

SELECTED_MISSING = Diagnostic(
    code="QIP302",
    name="selected-missing",
    severity=Severity.ERROR,
    issue="A measure has entries, but whether it is selected is not answered.",
    remedy="Choose Yes if the measure counts; otherwise No.",
    source=RULE_OF_THE_FORM,
)

INVISIBLE_CHARACTERS = Diagnostic(
    code="QIP303",
    name="invisible-characters",
    severity=Severity.WARNING,
    issue="An entry has characters that nobody sees; it was read without them.",
    remedy="Clear the cell and type the entry again, rather than pasting it.",
    source=RULE_OF_THE_FORM,
)

ENTRIES_OF_UNSELECTED_MEASURE = Diagnostic(
    code="QIP305",
    name="entries-of-unselected-measure",
    severity=Severity.WARNING,
    issue="A measure that is not selected has entries.",
    remedy="Choose Yes if the measure counts; otherwise clear its entries.",
    source=RULE_OF_THE_FORM,
)

SUM_TYPED_AS_FORMULA = Diagnostic(
    code="QIP309",
    name="sum-typed-as-formula",
    severity=Severity.NOTE,
    issue="A number was typed as a sum of numbers; it was calculated from the sum itself.",
    remedy="Nothing needs to be done. Next time type the number itself.",
    source=RULE_OF_THE_FORM,
)

ENTRY_MISSING = Diagnostic(
    code="QIP310",
    name="entry-missing",
    severity=Severity.ERROR,
    issue="A count of a selected measure is blank.",
    remedy=(
        "Enter the number of events and of potential occurrences of each quarter; where nothing could occur, "
        "enter 0 and 0."
    ),
    source=PROGRAM_RULE,
)

COUNT_SUPPRESSED = Diagnostic(
    code="QIP311",
    name="count-suppressed",
    severity=Severity.ERROR,
    issue="A count is suppressed, as in published statistics where small numbers are hidden.",
    remedy="Enter the true count: counts here are of the whole hospital, and none is suppressed, however small it is.",
    source=OWN_RULE,
)

NA_INSTEAD_OF_COUNT = Diagnostic(
    code="QIP312",
    name="na-instead-of-count",
    severity=Severity.ERROR,
    issue="NA stands where a count belongs.",
    remedy="Enter the count; where nothing could occur, enter 0 and 0. NA belongs only to annual measures.",
    source=PROGRAM_RULE,
)

NA_LOOK_ALIKE = Diagnostic(
    code="QIP313",
    name="na-look-alike",
    severity=Severity.ERROR,
    issue="Something that means NA is spelled in a way that is not read as NA.",
    remedy=(
        "Type NA, without dots, beside an annual result; type the count itself, 0 if there was none, everywhere else."
    ),
    source=PROGRAM_RULE,
)

ENTRY_HAS_MARKED_TEXT = Diagnostic(
    code="QIP314",
    name="entry-has-marked-text",
    severity=Severity.ERROR,
    issue=(
        "An entry, or a part of it, is raised, lowered, struck out, white or tiny, so that it does not read as what is "
        "stored."
    ),
    remedy=(
        "Type the entry again as plain text: no raised or lowered characters, such as the mark of a footnote, and "
        "nothing struck out, white or tiny."
    ),
    source=RULE_OF_THE_FORM,
)

ENTRY_NOT_A_NUMBER = Diagnostic(
    code="QIP315",
    name="entry-not-a-number",
    severity=Severity.ERROR,
    issue="A cell holds something that is not a number.",
    remedy="Type the number alone, in digits, without words, units or thousands separators.",
    source=PROGRAM_RULE,
)

ENTRY_SHOWS_AN_ERROR = Diagnostic(
    code="QIP316",
    name="entry-shows-an-error",
    severity=Severity.ERROR,
    issue="An entry shows an error value.",
    remedy="Type or choose the entry again.",
    source=RULE_OF_THE_FORM,
)

NUMBER_TYPED_AS_TEXT = Diagnostic(
    code="QIP317",
    name="number-typed-as-text",
    severity=Severity.WARNING,
    issue="A number is stored as text; it was read as the number it spells.",
    remedy="Type the number again into a cell that is not formatted as text.",
    source=RULE_OF_THE_FORM,
)

NA_SPELLED_OTHERWISE = Diagnostic(
    code="QIP318",
    name="na-spelled-otherwise",
    severity=Severity.WARNING,
    issue="NA is spelled in another way; it was read as NA.",
    remedy="Enter NA.",
    source=PROGRAM_RULE,
)

ENTRY_IS_A_FORMULA = Diagnostic(
    code="QIP319",
    name="entry-is-a-formula",
    severity=Severity.ERROR,
    issue="An entry is a formula, whose stored result nobody can vouch for.",
    remedy="Type the value itself.",
    source=RULE_OF_THE_FORM,
)

ANNUAL_MEASURE_IN_EARLIER_QUARTER = Diagnostic(
    code="QIP320",
    name="annual-measure-in-earlier-quarter",
    severity=Severity.ERROR,
    issue="An annual measure has a number in one of the first three quarters.",
    remedy="Leave the first three quarters blank; enter the annual result in the last quarter's numerator.",
    source=PROGRAM_RULE,
)

NA_IN_EARLIER_QUARTER = Diagnostic(
    code="QIP322",
    name="na-in-earlier-quarter",
    severity=Severity.WARNING,
    issue="An annual measure has NA in one of the first three quarters; it was read as blank.",
    remedy="Leave the first three quarters blank.",
    source=PROGRAM_RULE,
)

NUMBER_FORMAT_NOT_UNDERSTOOD = Diagnostic(
    code="QIP324",
    name="number-format-not-understood",
    severity=Severity.ERROR,
    issue="A number's format cannot be understood, so that it may be shown as a date, a percentage or another number.",
    remedy="Clear the cell's format (Home > Number > General), and look whether it shows the number that is meant.",
    source=RULE_OF_THE_FORM,
)

ANNUAL_RESULT_MISSING = Diagnostic(
    code="QIP325",
    name="annual-result-missing",
    severity=Severity.ERROR,
    issue="The annual result is blank.",
    remedy="Enter the annual result in the last quarter's numerator.",
    source=PROGRAM_RULE,
)

ANNUAL_RESULT_NOT_AVAILABLE = Diagnostic(
    code="QIP326",
    name="annual-result-not-available",
    severity=Severity.WARNING,
    issue="NA stands where the annual result belongs; it was read as no result, which does not count as achieved.",
    remedy="Enter the annual result, if there is one.",
    source=PROGRAM_RULE,
)

ANNUAL_RESULT_PENDING = Diagnostic(
    code="QIP327",
    name="annual-result-pending",
    severity=Severity.WARNING,
    issue="A result with a due date of its own is blank, and that date is still to come.",
    remedy="Enter the annual result, and send the report again by that date.",
    source=PROGRAM_RULE,
)

ANNUAL_DENOMINATOR_NOT_NA = Diagnostic(
    code="QIP330",
    name="annual-denominator-not-na",
    severity=Severity.ERROR,
    issue="The denominator of an annual measure is not NA.",
    remedy="Enter NA in the denominator, and the annual result itself, not a count, in the numerator.",
    source=PROGRAM_RULE,
)

ENTRY_SHOWN_AS_PERCENTAGE = Diagnostic(
    code="QIP332",
    name="entry-shown-as-percentage",
    severity=Severity.ERROR,
    issue="A number is shown as a percentage, so that what is stored is a hundredth of what was meant.",
    remedy=("Clear the cell's format (Home > Number > General), and type the number again, without a percent sign."),
    source=RULE_OF_THE_FORM,
)

ENTRY_SHOWN_AS_DAY = Diagnostic(
    code="QIP333",
    name="entry-shown-as-day",
    severity=Severity.ERROR,
    issue="A number is shown as a date or a time, so that what is stored is a count of days.",
    remedy="Clear the cell's format (Home > Number > General), and type the number again.",
    source=RULE_OF_THE_FORM,
)

ANNUAL_RESULT_OUT_OF_RANGE = Diagnostic(
    code="QIP335",
    name="annual-result-out-of-range",
    severity=Severity.ERROR,
    issue="An annual result is outside of what is possible.",
    remedy="Enter minutes as a number that is not negative, and a percentage between 0 and 100.",
    source=RULE_OF_THE_FORM,
)

ANNUAL_RESULT_MISTYPED = Diagnostic(
    code="QIP337",
    name="annual-result-mistyped",
    severity=Severity.ERROR,
    issue="An annual result is so small that it was probably typed as a percentage or a time of day.",
    remedy="Type the result as a plain number: 61.2, not 61.2%; 8 for eight minutes, not 0:08.",
    source=RULE_OF_THUMB,
    may_be_eased=True,
)

MEDIAN_UNLIKELY = Diagnostic(
    code="QIP338",
    name="median-unlikely",
    severity=Severity.WARNING,
    issue="A median time is longer than any that is likely.",
    remedy="Check that the time is in minutes, not in seconds or as a time of day.",
    source=RULE_OF_THUMB,
)

MEDIAN_IS_ZERO = Diagnostic(
    code="QIP339",
    name="median-is-zero",
    severity=Severity.WARNING,
    issue="A median time is 0 minutes, which no group of patients waits.",
    remedy="Enter the median in minutes; NA if there was no patient to measure.",
    source=RULE_OF_THUMB,
)

COUNT_NOT_WHOLE = Diagnostic(
    code="QIP340",
    name="count-not-whole",
    severity=Severity.ERROR,
    issue="A count is not a whole number.",
    remedy="Enter the number of events or potential occurrences itself, not a rate, a percentage or an average.",
    source=PROGRAM_RULE,
)

COUNT_NEGATIVE = Diagnostic(
    code="QIP350",
    name="count-negative",
    severity=Severity.ERROR,
    issue="A count is negative.",
    remedy="Enter the count without the minus sign.",
    source=PROGRAM_RULE,
)

COUNT_TOO_LARGE = Diagnostic(
    code="QIP360",
    name="count-too-large",
    severity=Severity.ERROR,
    issue="A count is larger than any hospital's.",
    remedy="Check the number of digits.",
    source=RULE_OF_THUMB,
)

COUNT_HARDLY_EXACT = Diagnostic(
    code="QIP361",
    name="count-hardly-exact",
    severity=Severity.WARNING,
    issue="A count is so large that a spreadsheet does not compare results of it exactly.",
    remedy="Check the number of digits.",
    source=RULE_OF_THE_FORM,
)

RESULT_OF_TOO_MANY_DIGITS = Diagnostic(
    code="QIP336",
    name="result-of-too-many-digits",
    severity=Severity.ERROR,
    issue="An annual result has more than 12 digits, which a spreadsheet does not compare exactly.",
    remedy="Round the result, such as to two places.",
    source=RULE_OF_THE_FORM,
)

RESULT_HARDLY_EXACT = Diagnostic(
    code="QIP334",
    name="result-hardly-exact",
    severity=Severity.WARNING,
    issue="An annual result has more than 12 digits, so that the form may compare it in another way.",
    remedy="Round the result, such as to two places.",
    source=RULE_OF_THE_FORM,
)
