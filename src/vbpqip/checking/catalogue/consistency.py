"""4xx: one entry against another."""

from __future__ import annotations

from vbpqip.checking.catalogue.sources import (
    COMPARATOR,
    MEASURED,
    OWN_RULE,
    PROGRAM_RULE,
    RULE_OF_THE_FORM,
    RULE_OF_THUMB,
    STEWARDS,
)
from vbpqip.core.findings import Diagnostic, Severity

NUMERATOR_ABOVE_DENOMINATOR = Diagnostic(
    code="QIP410",
    name="numerator-above-denominator",
    severity=Severity.ERROR,
    issue="More events were counted than could have occurred.",
    remedy="Check that the two cells are not swapped, and that both are for the same months.",
    source=STEWARDS,
    may_be_eased=True,
)

EVENTS_OF_NOTHING = Diagnostic(
    code="QIP412",
    name="events-of-nothing",
    severity=Severity.ERROR,
    issue="Events were counted where nothing could occur.",
    remedy="Enter the denominator, or 0 events.",
    source=PROGRAM_RULE,
)

EVENTS_ABOVE_DENOMINATOR = Diagnostic(
    code="QIP415",
    name="events-above-denominator",
    severity=Severity.WARNING,
    issue="More events were counted than patient days, which is possible and unlikely.",
    remedy="Check that the two cells are not swapped, and that both are for the same months.",
    source=RULE_OF_THUMB,
)

DENOMINATOR_OF_DEVICE_DAYS = Diagnostic(
    code="QIP420",
    name="denominator-of-device-days",
    severity=Severity.WARNING,
    issue="A denominator of patient days is so small that it is rather device days.",
    remedy=("Enter the patient days of the quarter: the menu counts both per 10,000 patient days, not per device day."),
    source=RULE_OF_THUMB,
)

PATIENT_DAYS_DIFFER = Diagnostic(
    code="QIP422",
    name="patient-days-differ",
    severity=Severity.WARNING,
    issue="Measures of one quarter are counted over very different patient days.",
    remedy="Check the patient days of the quarter in all rows that have them: they are days of the same hospital.",
    source=RULE_OF_THUMB,
)

DENOMINATOR_TENFOLD = Diagnostic(
    code="QIP424",
    name="denominator-tenfold",
    severity=Severity.WARNING,
    issue="A denominator is many times larger or smaller than those of the other quarters.",
    remedy="Check the cell for a digit too many or too few.",
    source=RULE_OF_THUMB,
)

QUARTER_ENTERED_TWICE = Diagnostic(
    code="QIP426",
    name="quarter-entered-twice",
    severity=Severity.WARNING,
    issue="Two quarters of a measure have the same events and the same denominator.",
    remedy="Check that one quarter was not copied into the other.",
    source=RULE_OF_THUMB,
)

PRIOR_DENOMINATOR_DIFFERS = Diagnostic(
    code="QIP428",
    name="prior-denominator-differs",
    severity=Severity.WARNING,
    issue="The denominator of the four quarters together is of another size than the prior report's.",
    remedy="Check both for a digit too many or too few: two windows that follow one another share three quarters.",
    source=RULE_OF_THUMB,
)

RESULT_JUMPED = Diagnostic(
    code="QIP430",
    name="result-jumped",
    severity=Severity.WARNING,
    issue="A result is several times larger or smaller than its comparator.",
    remedy=("Check the counts of all quarters and the prior report's; send the report as it is if they are right."),
    source=RULE_OF_THUMB,
)

RATE_UNLIKELY = Diagnostic(
    code="QIP432",
    name="rate-unlikely",
    severity=Severity.WARNING,
    issue="A rate is higher than any that a hospital had in public data.",
    remedy="Check events and denominator of every quarter; send the report as it is if they are right.",
    source=MEASURED,
)

FEW_CASES = Diagnostic(
    code="QIP434",
    name="few-cases",
    severity=Severity.NOTE,
    issue="A result is of so few cases that chance decides on it.",
    remedy="Nothing needs to be done: of so few cases no rate is published, and the report is scored all the same.",
    source=MEASURED,
)

PREVIOUS_REPORT_NOT_COMPARABLE = Diagnostic(
    code="QIP448",
    name="previous-report-not-comparable",
    severity=Severity.WARNING,
    issue="A report given to compare with is not this facility's report of the quarter before, or of the baseline.",
    remedy="Check that facility, {mco} and period of the report are those that are meant; otherwise leave it as it is.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy=(
        "Give reports of the same facility and {mco}: that of the quarter before with --previous, that of the baseline "
        "with --baseline."
    ),
)

QUARTER_DIFFERS_FROM_PREVIOUS = Diagnostic(
    code="QIP450",
    name="quarter-differs-from-previous",
    severity=Severity.WARNING,
    issue="A quarter has other counts than in the previous report.",
    remedy="Enter what the previous report says, or tell the {mco} why the quarter was restated.",
    source=OWN_RULE,
)

COMPARATOR_NOT_OF_PREVIOUS = Diagnostic(
    code="QIP452",
    name="comparator-not-of-previous",
    severity=Severity.WARNING,
    issue="The comparator is not what the earlier report says that results are compared with.",
    remedy=(
        "Enter the totals of the previous report, or of the baseline's report where the pairing compares with that; "
        "for an annual measure its result."
    ),
    source=COMPARATOR,
)

MEASURE_DROPPED = Diagnostic(
    code="QIP454",
    name="measure-dropped",
    severity=Severity.WARNING,
    issue="A measure of the previous report is no longer selected.",
    remedy="Answer Yes if the measure is still agreed; otherwise tell the {mco} since when it is not.",
    source=OWN_RULE,
)

MEASURE_ADDED = Diagnostic(
    code="QIP456",
    name="measure-added",
    severity=Severity.WARNING,
    issue="A measure is selected that the previous report did not have.",
    remedy="Check that the measure is agreed, and where its comparator comes from.",
    source=OWN_RULE,
)
