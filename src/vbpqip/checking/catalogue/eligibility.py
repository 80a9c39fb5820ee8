"""5xx: the program's rules on selection, comparators and contracts."""

from __future__ import annotations

from vbpqip.checking.catalogue.sources import OWN_RULE, PROGRAM_RULE, RULE_OF_THE_FORM
from vbpqip.core.findings import Diagnostic, Severity

NO_MEASURE_SELECTED = Diagnostic(
    code="QIP510",
    name="no-measure-selected",
    severity=Severity.ERROR,
    issue="No measure is selected.",
    remedy="Choose Yes for each measure of the pairing.",
    source=RULE_OF_THE_FORM,
)

TOO_FEW_MEASURES = Diagnostic(
    code="QIP512",
    name="too-few-measures",
    severity=Severity.WARNING,
    issue="Fewer measures are selected than the pairing agreed on.",
    remedy="Select every measure that is agreed with the {mco}.",
    source=RULE_OF_THE_FORM,
)

MEASURE_NOT_ON_MENU = Diagnostic(
    code="QIP520",
    name="measure-not-on-menu",
    severity=Severity.ERROR,
    issue="A selected measure is not on the menu of the period.",
    remedy="Choose No for it; tell the {mco} if both agreed on it.",
    reviewer_remedy="Choose No for it; add it to the pairing's terms if {mco} and facility agreed on it.",
    source=PROGRAM_RULE,
)

MEASURE_REMOVED = Diagnostic(
    code="QIP522",
    name="measure-removed",
    severity=Severity.ERROR,
    issue="A selected measure was removed from the menu.",
    remedy="Answer No for the measure, and agree on another one with the {mco} if there are too few.",
    source=PROGRAM_RULE,
)

MEASURE_REPEATED = Diagnostic(
    code="QIP525",
    name="measure-repeated",
    severity=Severity.ERROR,
    issue="The same measure stands in two rows.",
    remedy="Keep one row of the measure; make the report from a fresh template if rows were copied.",
    source=RULE_OF_THE_FORM,
)

TITLE_NOT_OF_KEY = Diagnostic(
    code="QIP527",
    name="title-not-of-key",
    severity=Severity.ERROR,
    issue="The title of a row is not that of the measure that the row belongs to.",
    remedy="Undo the sorting or moving of cells, or enter the figures in a fresh template.",
    source=RULE_OF_THE_FORM,
)

COMPARATOR_MISSING = Diagnostic(
    code="QIP540",
    name="comparator-missing",
    severity=Severity.ERROR,
    issue="The comparator of a selected measure is blank.",
    remedy=(
        "Enter the totals of the prior report: its numerators and its denominators added up; for an annual "
        "measure its result and NA."
    ),
    source=RULE_OF_THE_FORM,
)

COMPARATOR_IN_BASELINE = Diagnostic(
    code="QIP545",
    name="comparator-in-baseline",
    severity=Severity.WARNING,
    issue="The baseline is measured against nothing, yet a comparator is entered; it was not used.",
    remedy="Clear the prior numerator and denominator.",
    source=PROGRAM_RULE,
)

CONTRACT_INCOMPLETE = Diagnostic(
    code="QIP550",
    name="contract-incomplete",
    severity=Severity.ERROR,
    issue="A contract lacks what decides on its credit.",
    remedy="Enter {vbp} level, submission date and status, or clear the whole line.",
    source=PROGRAM_RULE,
)

CONTRACT_DATE_UNREADABLE = Diagnostic(
    code="QIP552",
    name="contract-date-unreadable",
    severity=Severity.ERROR,
    issue="A date of a contract cannot be read as a date.",
    remedy="Type the date again, such as 2017-08-15, into a cell that is not formatted as text.",
    source=PROGRAM_RULE,
)

CONTRACT_DATE_OUTSIDE_PROGRAM = Diagnostic(
    code="QIP553",
    name="contract-date-outside-program",
    severity=Severity.ERROR,
    issue="A date of a contract lies outside of the program's years.",
    remedy="Check the year of the date.",
    source=OWN_RULE,
    may_be_eased=True,
)

CONTRACT_LEVEL_UNKNOWN = Diagnostic(
    code="QIP554",
    name="contract-level-unknown",
    severity=Severity.ERROR,
    issue="A contract's {vbp} level is not 0, 1, 2 or 3.",
    remedy="Choose the level from the list.",
    source=PROGRAM_RULE,
)

CONTRACT_STATUS_UNKNOWN = Diagnostic(
    code="QIP556",
    name="contract-status-unknown",
    severity=Severity.ERROR,
    issue="A contract's status is not one of the list.",
    remedy="Choose Submitted, Approved or Refused.",
    source=RULE_OF_THE_FORM,
)

CONTRACT_ARRANGEMENT_UNKNOWN = Diagnostic(
    code="QIP557",
    name="contract-arrangement-unknown",
    severity=Severity.WARNING,
    issue="A contract's arrangement is not one of the list.",
    remedy="Choose the arrangement from the list.",
    source=PROGRAM_RULE,
)

RECERTIFIED_BEFORE_SUBMITTED = Diagnostic(
    code="QIP558",
    name="recertified-before-submitted",
    severity=Severity.ERROR,
    issue="A contract was re-certified before it was submitted.",
    remedy="Check both dates; leave the re-certification blank where there was none.",
    source=OWN_RULE,
    may_be_eased=True,
)

CONTRACT_REPEATED = Diagnostic(
    code="QIP559",
    name="contract-repeated",
    severity=Severity.WARNING,
    issue="The same contract is listed twice.",
    remedy="Clear one of the two rows; a re-certification belongs in the row of its contract.",
    source=RULE_OF_THE_FORM,
)

REPORT_LATE = Diagnostic(
    code="QIP560",
    name="report-late",
    severity=Severity.WARNING,
    issue="The report was received after its due date.",
    remedy=(
        "Tell the {mco} why it is late; the due dates are {state}'s recommendations, and an agreement may move them."
    ),
    source=PROGRAM_RULE,
)

CONTRACT_BELOW_LEVEL = Diagnostic(
    code="QIP570",
    name="contract-below-level",
    severity=Severity.WARNING,
    issue="A contract is below the {vbp} level that earns a measure credit.",
    remedy="Check the level; a contract of Level 0 or 1 may stay in the list, and earns nothing.",
    source=PROGRAM_RULE,
)

CONTRACT_REFUSED = Diagnostic(
    code="QIP572",
    name="contract-refused",
    severity=Severity.WARNING,
    issue="A contract was refused, so that it earns no measure credit.",
    remedy="Check whether earlier periods counted it: their results may need to be adjusted.",
    source=PROGRAM_RULE,
)

CONTRACT_CREDIT_EXPIRED = Diagnostic(
    code="QIP574",
    name="contract-credit-expired",
    severity=Severity.WARNING,
    issue="The credit of a contract has run out, and no re-certification is entered that renews it.",
    remedy=(
        "Enter the date of the re-certification if there was one; otherwise the contract earns nothing in this period."
    ),
    source=PROGRAM_RULE,
)

CONTRACT_AFTER_ATTESTATION = Diagnostic(
    code="QIP576",
    name="contract-after-attestation",
    severity=Severity.WARNING,
    issue="A date of a contract is later than the report that lists it.",
    remedy="Check the year of the date: nobody can vouch for what is yet to come.",
    source=OWN_RULE,
)
