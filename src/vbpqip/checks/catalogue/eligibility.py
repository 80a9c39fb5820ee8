"""5xx: the program's rules on selection, comparators and contracts."""

from __future__ import annotations

from vbpqip.checks.catalogue.sources import FORM, LEVELS, MENU, WEBINAR
from vbpqip.domain.findings import Diagnostic, Severity

NO_MEASURE_SELECTED = Diagnostic(
    code="QIP510",
    name="no-measure-selected",
    severity=Severity.ERROR,
    fault="No measure is selected.",
    remedy="Choose Yes under 'Selected?' for each measure of the pairing.",
    source=FORM,
)

MEASURE_NOT_ON_MENU = Diagnostic(
    code="QIP520",
    name="measure-not-on-menu",
    severity=Severity.ERROR,
    fault="A selected measure is not on the menu of the period.",
    remedy="Choose No for it; add it to the pairing's terms if MCO and facility agreed on it.",
    source=MENU,
)

MEASURE_REPEATED = Diagnostic(
    code="QIP525",
    name="measure-repeated",
    severity=Severity.ERROR,
    fault="The same measure stands in two rows.",
    remedy="Keep one row of the measure; make the report from a fresh template if rows were copied.",
    source=FORM,
)

TITLE_NOT_OF_KEY = Diagnostic(
    code="QIP527",
    name="title-not-of-key",
    severity=Severity.ERROR,
    fault="The title of a row is not that of the measure that the row belongs to.",
    remedy="Undo the sorting or moving of cells, or enter the figures in a fresh template.",
    source=FORM,
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
    source=FORM,
)

COMPARATOR_IN_BASELINE = Diagnostic(
    code="QIP545",
    name="comparator-in-baseline",
    severity=Severity.WARNING,
    fault="The baseline is measured against nothing, yet a comparator is entered; it was not used.",
    remedy="Clear the prior numerator and denominator.",
    source=WEBINAR,
)

CONTRACT_INCOMPLETE = Diagnostic(
    code="QIP550",
    name="contract-incomplete",
    severity=Severity.ERROR,
    fault="A contract lacks what decides on its credit.",
    remedy="Enter VBP level, submission date and status, or clear the whole line.",
    source=WEBINAR,
)

CONTRACT_DATE_UNREADABLE = Diagnostic(
    code="QIP552",
    name="contract-date-unreadable",
    severity=Severity.ERROR,
    fault="A date of a contract cannot be read as a date.",
    remedy="Type the date again, such as 2017-08-15, into a cell that is not formatted as text.",
    source=WEBINAR,
)

CONTRACT_DATE_OUTSIDE_PROGRAM = Diagnostic(
    code="QIP553",
    name="contract-date-outside-program",
    severity=Severity.ERROR,
    fault="A date of a contract lies outside of the program's years.",
    remedy="Check the year of the date.",
    source=WEBINAR,
)

CONTRACT_LEVEL_UNKNOWN = Diagnostic(
    code="QIP554",
    name="contract-level-unknown",
    severity=Severity.ERROR,
    fault="A contract's VBP level is not 0, 1, 2 or 3.",
    remedy="Choose the level from the list.",
    source=LEVELS,
)

CONTRACT_STATUS_UNKNOWN = Diagnostic(
    code="QIP556",
    name="contract-status-unknown",
    severity=Severity.ERROR,
    fault="A contract's status is not one of the list.",
    remedy="Choose Submitted, Approved or Refused.",
    source=FORM,
)

CONTRACT_ARRANGEMENT_UNKNOWN = Diagnostic(
    code="QIP557",
    name="contract-arrangement-unknown",
    severity=Severity.WARNING,
    fault="A contract's arrangement is not one of the list.",
    remedy="Choose the arrangement from the list.",
    source=LEVELS,
)

RECERTIFIED_BEFORE_SUBMITTED = Diagnostic(
    code="QIP558",
    name="recertified-before-submitted",
    severity=Severity.ERROR,
    fault="A contract was re-certified before it was submitted.",
    remedy="Check both dates; leave the re-certification blank where there was none.",
    source=WEBINAR,
)
