"""Every diagnostic, in the order of codes; what a code means never changes.

1xx the file · 2xx facility and period · 3xx an entry · 4xx entries together · 5xx program rules · 6xx stored results.
"""

from __future__ import annotations

from collections.abc import Mapping

from vbpqip.domain.findings import Diagnostic, Severity

_WEBINAR = "DOH, VBP QIP Update Webinar, 19 July 2017"
_MENU = "DOH, VBP QIP webinar, 15 February 2017 (measure menu)"
_LEVELS = "DOH, Value Based Payment for Health Homes, November 2017"
_STEWARDS = "The measure stewards' own specifications"
_FORM = "The form's own rule"

NOT_A_WORKBOOK = Diagnostic(
    code="QIP100",
    name="not-a-workbook",
    severity=Severity.ERROR,
    fault="The file cannot be opened as an Excel workbook.",
    remedy="Save the report as an Excel workbook (.xlsx), without a password, and send that file.",
    source=_FORM,
)

ENTRIES_NOT_FOUND = Diagnostic(
    code="QIP110",
    name="entries-not-found",
    severity=Severity.ERROR,
    fault="A part of the form cannot be found, neither by its name nor by its label.",
    remedy="Enter the figures in a fresh template; a part of this one was deleted or renamed.",
    source=_FORM,
)

NOT_A_QIT_REPORT = Diagnostic(
    code="QIP112",
    name="not-a-qit-report",
    severity=Severity.ERROR,
    fault="The workbook is not a QIT report made by this tool.",
    remedy="Enter the figures in the template of the QIT report, made with 'vbpqip template', and send that file.",
    source=_FORM,
)

TEMPLATE_VERSION_NOT_ACCEPTED = Diagnostic(
    code="QIP120",
    name="template-version-not-accepted",
    severity=Severity.ERROR,
    fault="The workbook was made from a template version that is not accepted.",
    remedy="Enter the figures in a current template, or check the file with a newer version of vbpqip.",
    source=_FORM,
)

STAMP_MISSING = Diagnostic(
    code="QIP125",
    name="stamp-missing",
    severity=Severity.WARNING,
    fault="The workbook does not say which template version it was made from.",
    remedy="Look whether the form is complete; make the next report from a fresh template.",
    source=_FORM,
)

LAYOUT_CHANGED = Diagnostic(
    code="QIP130",
    name="layout-changed",
    severity=Severity.WARNING,
    fault="Defined names of the form were lost, so entries were found by their labels.",
    remedy="Compare the figures below with the sheet; make the next report from a fresh template.",
    source=_FORM,
)

ENTRIES_BELOW_TABLE = Diagnostic(
    code="QIP135",
    name="entries-below-table",
    severity=Severity.ERROR,
    fault="Something is entered below the last row of a table, where it is not read.",
    remedy="Enter it in a row of the table; where contracts fill all rows, leave out those that no longer count.",
    source=_FORM,
)

FACILITY_MISSING = Diagnostic(
    code="QIP210",
    name="facility-missing",
    severity=Severity.ERROR,
    fault="The facility is not named.",
    remedy="Choose the facility from the list.",
    source=_FORM,
)

FACILITY_NOT_ON_ROSTER = Diagnostic(
    code="QIP212",
    name="facility-not-on-roster",
    severity=Severity.WARNING,
    fault="The facility is not on the roster of the period.",
    remedy="Choose the facility from the list, or add the pairing to the terms file.",
    source=_WEBINAR,
)

MCO_MISSING = Diagnostic(
    code="QIP214",
    name="mco-missing",
    severity=Severity.ERROR,
    fault="The MCO is not named.",
    remedy="Choose the MCO from the list.",
    source=_FORM,
)

MCO_NOT_ON_ROSTER = Diagnostic(
    code="QIP216",
    name="mco-not-on-roster",
    severity=Severity.WARNING,
    fault="The MCO is not on the roster of the period.",
    remedy="Choose the MCO from the list, or add the pairing to the terms file.",
    source=_WEBINAR,
)

PAIRING_NOT_ON_ROSTER = Diagnostic(
    code="QIP218",
    name="pairing-not-on-roster",
    severity=Severity.WARNING,
    fault="Facility and MCO are on the roster, but not as a pair.",
    remedy="Check that the facility reports to this MCO; add the pairing to the terms file if it does.",
    source=_WEBINAR,
)

PERIOD_MISSING = Diagnostic(
    code="QIP220",
    name="period-missing",
    severity=Severity.ERROR,
    fault="The period that the report is for is not chosen.",
    remedy="Choose the period under 'Select Current Period'.",
    source=f"{_WEBINAR}, step 1",
)

PERIOD_UNKNOWN = Diagnostic(
    code="QIP222",
    name="period-unknown",
    severity=Severity.ERROR,
    fault="The period is not one that a report is made for.",
    remedy="Choose the period from the list under 'Select Current Period'.",
    source=f"{_WEBINAR}, step 1",
)

QUARTER_MISSING = Diagnostic(
    code="QIP224",
    name="quarter-missing",
    severity=Severity.ERROR,
    fault="A quarter of the rolling average is not chosen.",
    remedy="Choose the quarter from the list under 'Select Current Quarter Result'.",
    source=f"{_WEBINAR}, step 2",
)

QUARTER_UNKNOWN = Diagnostic(
    code="QIP226",
    name="quarter-unknown",
    severity=Severity.ERROR,
    fault="A quarter is not one of the program's.",
    remedy="Choose the quarter from the list under 'Select Current Quarter Result'.",
    source=f"{_WEBINAR}, step 2",
)

QUARTERS_REPEATED = Diagnostic(
    code="QIP228",
    name="quarters-repeated",
    severity=Severity.ERROR,
    fault="The same quarter is chosen twice.",
    remedy="Choose four different quarters, and check that the counts below are those of the quarter above them.",
    source=f"{_WEBINAR}, step 2",
)

QUARTERS_NOT_CONSECUTIVE = Diagnostic(
    code="QIP230",
    name="quarters-not-consecutive",
    severity=Severity.ERROR,
    fault="The four quarters do not follow one another, earliest first.",
    remedy="Choose the four quarters in order, and check that the counts below are those of the quarter above them.",
    source=f"{_WEBINAR}, step 2",
)

WINDOW_NOT_ENDING_WITH_PERIOD = Diagnostic(
    code="QIP240",
    name="window-not-ending-with-period",
    severity=Severity.ERROR,
    fault="The four quarters do not end with the period of the report.",
    remedy="Choose the four quarters that end with the period, or correct the period.",
    source=f"{_WEBINAR}, step 2",
)

NOT_ATTESTED = Diagnostic(
    code="QIP250",
    name="not-attested",
    severity=Severity.WARNING,
    fault="The report does not say who prepared it, and when.",
    remedy="Enter the name under 'Prepared by' and the date under 'Prepared on'.",
    source=_FORM,
)

SELECTED_NOT_YES_OR_NO = Diagnostic(
    code="QIP300",
    name="selected-not-yes-or-no",
    severity=Severity.ERROR,
    fault="Whether the measure is selected is answered neither Yes nor No.",
    remedy="Choose Yes or No.",
    source=_FORM,
)

SELECTED_MISSING = Diagnostic(
    code="QIP302",
    name="selected-missing",
    severity=Severity.ERROR,
    fault="A measure has entries, but whether it is selected is not answered.",
    remedy="Choose Yes under 'Selected?' if the measure counts; otherwise No.",
    source=_FORM,
)

ENTRIES_OF_UNSELECTED_MEASURE = Diagnostic(
    code="QIP305",
    name="entries-of-unselected-measure",
    severity=Severity.WARNING,
    fault="A measure that is not selected has entries.",
    remedy="Choose Yes under 'Selected?' if the measure counts; otherwise clear its entries.",
    source=_FORM,
)

ENTRY_MISSING = Diagnostic(
    code="QIP310",
    name="entry-missing",
    severity=Severity.ERROR,
    fault="A count of a selected measure is blank.",
    remedy=(
        "Enter the number of events and of potential occurrences of each quarter; where nothing could occur, "
        "enter 0 and 0."
    ),
    source=f"{_WEBINAR}, steps 3 and 4",
)

NA_INSTEAD_OF_COUNT = Diagnostic(
    code="QIP312",
    name="na-instead-of-count",
    severity=Severity.ERROR,
    fault="NA stands where a count belongs.",
    remedy=(
        "Enter the count; where nothing could occur in the quarter, enter 0 and 0. NA belongs only to the "
        "three annual measures."
    ),
    source=f"{_WEBINAR}, steps 3 to 7",
)

ENTRY_NOT_A_NUMBER = Diagnostic(
    code="QIP315",
    name="entry-not-a-number",
    severity=Severity.ERROR,
    fault="A cell holds something that is not a number.",
    remedy="Type the number alone, in digits, without words, units or thousands separators.",
    source=f"{_WEBINAR}, steps 3 to 6",
)

ENTRY_SHOWS_AN_ERROR = Diagnostic(
    code="QIP316",
    name="entry-shows-an-error",
    severity=Severity.ERROR,
    fault="An entry shows an error value.",
    remedy="Type or choose the entry again.",
    source=_FORM,
)

NUMBER_TYPED_AS_TEXT = Diagnostic(
    code="QIP317",
    name="number-typed-as-text",
    severity=Severity.WARNING,
    fault="A number is stored as text; it was read as the number it spells.",
    remedy="Type the number again into a cell that is not formatted as text.",
    source=_FORM,
)

NA_SPELLED_OTHERWISE = Diagnostic(
    code="QIP318",
    name="na-spelled-otherwise",
    severity=Severity.WARNING,
    fault="NA is spelled in another way; it was read as NA.",
    remedy="Enter NA.",
    source=f"{_WEBINAR}, step 7",
)

ENTRY_IS_A_FORMULA = Diagnostic(
    code="QIP319",
    name="entry-is-a-formula",
    severity=Severity.ERROR,
    fault="An entry is a formula, whose stored result nobody can vouch for.",
    remedy="Type the value itself.",
    source=_FORM,
)

ANNUAL_MEASURE_IN_EARLIER_QUARTER = Diagnostic(
    code="QIP320",
    name="annual-measure-in-earlier-quarter",
    severity=Severity.ERROR,
    fault="An annual measure has a number in one of the first three quarters.",
    remedy="Leave the first three quarters blank; enter the annual result in the last quarter's numerator.",
    source=f"{_WEBINAR}, steps 5 and 6",
)

NA_IN_EARLIER_QUARTER = Diagnostic(
    code="QIP322",
    name="na-in-earlier-quarter",
    severity=Severity.WARNING,
    fault="An annual measure has NA in one of the first three quarters; it was read as blank.",
    remedy="Leave the first three quarters blank.",
    source=f"{_WEBINAR}, step 5",
)

ANNUAL_RESULT_MISSING = Diagnostic(
    code="QIP325",
    name="annual-result-missing",
    severity=Severity.ERROR,
    fault="The annual result is blank.",
    remedy="Enter the annual result in the last quarter's numerator.",
    source=f"{_WEBINAR}, step 6",
)

ANNUAL_RESULT_NOT_AVAILABLE = Diagnostic(
    code="QIP326",
    name="annual-result-not-available",
    severity=Severity.WARNING,
    fault="NA stands where the annual result belongs; it was read as no result, which does not count as achieved.",
    remedy="Enter the annual result, if there is one.",
    source=f"{_WEBINAR}, step 6",
)

ANNUAL_DENOMINATOR_NOT_NA = Diagnostic(
    code="QIP330",
    name="annual-denominator-not-na",
    severity=Severity.ERROR,
    fault="The denominator of an annual measure is not NA.",
    remedy="Enter NA in the denominator, and the annual result itself, not a count, in the numerator.",
    source=f"{_WEBINAR}, step 7",
)

ANNUAL_RESULT_OUT_OF_RANGE = Diagnostic(
    code="QIP335",
    name="annual-result-out-of-range",
    severity=Severity.ERROR,
    fault="An annual result is outside of what is possible.",
    remedy="Enter minutes as a number that is not negative, and a percentage between 0 and 100.",
    source=_FORM,
)

ANNUAL_RESULT_MISTYPED = Diagnostic(
    code="QIP337",
    name="annual-result-mistyped",
    severity=Severity.ERROR,
    fault="An annual result is so small that it was probably typed as a percentage or a time of day.",
    remedy="Type the result as a plain number: 61.2, not 61.2%; 8 for eight minutes, not 0:08.",
    source=_FORM,
)

COUNT_NOT_WHOLE = Diagnostic(
    code="QIP340",
    name="count-not-whole",
    severity=Severity.ERROR,
    fault="A count is not a whole number.",
    remedy="Enter the number of events or potential occurrences itself, not a rate, a percentage or an average.",
    source=f"{_WEBINAR}, steps 3 and 4",
)

COUNT_NEGATIVE = Diagnostic(
    code="QIP350",
    name="count-negative",
    severity=Severity.ERROR,
    fault="A count is negative.",
    remedy="Enter the count without the minus sign.",
    source=f"{_WEBINAR}, steps 3 and 4",
)

COUNT_TOO_LARGE = Diagnostic(
    code="QIP360",
    name="count-too-large",
    severity=Severity.ERROR,
    fault="A count is larger than any hospital's.",
    remedy="Check the number of digits.",
    source=_FORM,
)

NUMERATOR_ABOVE_DENOMINATOR = Diagnostic(
    code="QIP410",
    name="numerator-above-denominator",
    severity=Severity.ERROR,
    fault="More events were counted than could have occurred.",
    remedy="Check that the two cells are not swapped, and that both are for the quarter named above them.",
    source=_STEWARDS,
)

EVENTS_OF_NOTHING = Diagnostic(
    code="QIP412",
    name="events-of-nothing",
    severity=Severity.ERROR,
    fault="Events were counted where nothing could occur.",
    remedy="Enter the denominator of the quarter, or 0 events.",
    source=_STEWARDS,
)

EVENTS_ABOVE_DENOMINATOR = Diagnostic(
    code="QIP415",
    name="events-above-denominator",
    severity=Severity.WARNING,
    fault="More events were counted than patient days, which is possible and unlikely.",
    remedy="Check that the two cells are not swapped, and that both are for the quarter named above them.",
    source=_STEWARDS,
)

NO_MEASURE_SELECTED = Diagnostic(
    code="QIP510",
    name="no-measure-selected",
    severity=Severity.ERROR,
    fault="No measure is selected.",
    remedy="Choose Yes under 'Selected?' for each measure of the pairing.",
    source=_FORM,
)

MEASURE_NOT_ON_MENU = Diagnostic(
    code="QIP520",
    name="measure-not-on-menu",
    severity=Severity.ERROR,
    fault="A selected measure is not on the menu of the period.",
    remedy="Choose No for it; add it to the pairing's terms if MCO and facility agreed on it.",
    source=_MENU,
)

MEASURE_REPEATED = Diagnostic(
    code="QIP525",
    name="measure-repeated",
    severity=Severity.ERROR,
    fault="The same measure stands in two rows.",
    remedy="Keep one row of the measure; make the report from a fresh template if rows were copied.",
    source=_FORM,
)

TITLE_NOT_OF_KEY = Diagnostic(
    code="QIP527",
    name="title-not-of-key",
    severity=Severity.ERROR,
    fault="The title of a row is not that of the measure that the row belongs to.",
    remedy="Undo the sorting or moving of cells, or enter the figures in a fresh template.",
    source=_FORM,
)

COMPARATOR_MISSING = Diagnostic(
    code="QIP540",
    name="comparator-missing",
    severity=Severity.ERROR,
    fault="The comparator of a selected measure is blank.",
    remedy=(
        "Enter the totals of the prior report: its numerators and its denominators added up; for an annual "
        "measure its result and NA."
    ),
    source=_FORM,
)

COMPARATOR_IN_BASELINE = Diagnostic(
    code="QIP545",
    name="comparator-in-baseline",
    severity=Severity.WARNING,
    fault="The baseline is measured against nothing, yet a comparator is entered; it was not used.",
    remedy="Clear the prior numerator and denominator.",
    source=_WEBINAR,
)

CONTRACT_INCOMPLETE = Diagnostic(
    code="QIP550",
    name="contract-incomplete",
    severity=Severity.ERROR,
    fault="A contract lacks what decides on its credit.",
    remedy="Enter VBP level, submission date and status, or clear the whole line.",
    source=_WEBINAR,
)

CONTRACT_DATE_UNREADABLE = Diagnostic(
    code="QIP552",
    name="contract-date-unreadable",
    severity=Severity.ERROR,
    fault="A date of a contract cannot be read as a date.",
    remedy="Type the date again, such as 2017-08-15, into a cell that is not formatted as text.",
    source=_WEBINAR,
)

CONTRACT_DATE_OUTSIDE_PROGRAM = Diagnostic(
    code="QIP553",
    name="contract-date-outside-program",
    severity=Severity.ERROR,
    fault="A date of a contract lies outside of the program's years.",
    remedy="Check the year of the date.",
    source=_WEBINAR,
)

CONTRACT_LEVEL_UNKNOWN = Diagnostic(
    code="QIP554",
    name="contract-level-unknown",
    severity=Severity.ERROR,
    fault="A contract's VBP level is not 0, 1, 2 or 3.",
    remedy="Choose the level from the list.",
    source=_LEVELS,
)

CONTRACT_STATUS_UNKNOWN = Diagnostic(
    code="QIP556",
    name="contract-status-unknown",
    severity=Severity.ERROR,
    fault="A contract's status is not one of the list.",
    remedy="Choose Submitted, Approved or Refused.",
    source=_FORM,
)

CONTRACT_ARRANGEMENT_UNKNOWN = Diagnostic(
    code="QIP557",
    name="contract-arrangement-unknown",
    severity=Severity.WARNING,
    fault="A contract's arrangement is not one of the list.",
    remedy="Choose the arrangement from the list.",
    source=_LEVELS,
)

RECERTIFIED_BEFORE_SUBMITTED = Diagnostic(
    code="QIP558",
    name="recertified-before-submitted",
    severity=Severity.ERROR,
    fault="A contract was re-certified before it was submitted.",
    remedy="Check both dates; leave the re-certification blank where there was none.",
    source=_WEBINAR,
)

SHOWN_VERDICT_DIFFERS = Diagnostic(
    code="QIP610",
    name="shown-verdict-differs",
    severity=Severity.WARNING,
    fault="The verdict stored in the workbook is not the one calculated from its entries.",
    remedy=(
        "Open the workbook in Excel or LibreOffice, let it recalculate, and save it; if they still differ, a "
        "formula was changed: use a fresh template."
    ),
    source=_FORM,
)

CATALOGUE: tuple[Diagnostic, ...] = (
    NOT_A_WORKBOOK,
    ENTRIES_NOT_FOUND,
    NOT_A_QIT_REPORT,
    TEMPLATE_VERSION_NOT_ACCEPTED,
    STAMP_MISSING,
    LAYOUT_CHANGED,
    ENTRIES_BELOW_TABLE,
    FACILITY_MISSING,
    FACILITY_NOT_ON_ROSTER,
    MCO_MISSING,
    MCO_NOT_ON_ROSTER,
    PAIRING_NOT_ON_ROSTER,
    PERIOD_MISSING,
    PERIOD_UNKNOWN,
    QUARTER_MISSING,
    QUARTER_UNKNOWN,
    QUARTERS_REPEATED,
    QUARTERS_NOT_CONSECUTIVE,
    WINDOW_NOT_ENDING_WITH_PERIOD,
    NOT_ATTESTED,
    SELECTED_NOT_YES_OR_NO,
    SELECTED_MISSING,
    ENTRIES_OF_UNSELECTED_MEASURE,
    ENTRY_MISSING,
    NA_INSTEAD_OF_COUNT,
    ENTRY_NOT_A_NUMBER,
    ENTRY_SHOWS_AN_ERROR,
    NUMBER_TYPED_AS_TEXT,
    NA_SPELLED_OTHERWISE,
    ENTRY_IS_A_FORMULA,
    ANNUAL_MEASURE_IN_EARLIER_QUARTER,
    NA_IN_EARLIER_QUARTER,
    ANNUAL_RESULT_MISSING,
    ANNUAL_RESULT_NOT_AVAILABLE,
    ANNUAL_DENOMINATOR_NOT_NA,
    ANNUAL_RESULT_OUT_OF_RANGE,
    ANNUAL_RESULT_MISTYPED,
    COUNT_NOT_WHOLE,
    COUNT_NEGATIVE,
    COUNT_TOO_LARGE,
    NUMERATOR_ABOVE_DENOMINATOR,
    EVENTS_OF_NOTHING,
    EVENTS_ABOVE_DENOMINATOR,
    NO_MEASURE_SELECTED,
    MEASURE_NOT_ON_MENU,
    MEASURE_REPEATED,
    TITLE_NOT_OF_KEY,
    COMPARATOR_MISSING,
    COMPARATOR_IN_BASELINE,
    CONTRACT_INCOMPLETE,
    CONTRACT_DATE_UNREADABLE,
    CONTRACT_DATE_OUTSIDE_PROGRAM,
    CONTRACT_LEVEL_UNKNOWN,
    CONTRACT_STATUS_UNKNOWN,
    CONTRACT_ARRANGEMENT_UNKNOWN,
    RECERTIFIED_BEFORE_SUBMITTED,
    SHOWN_VERDICT_DIFFERS,
)
"""All diagnostics, in the order of their codes."""

RETIRED: Mapping[str, str] = {}
"""Codes that are no longer used, and the code that took over, if any."""
