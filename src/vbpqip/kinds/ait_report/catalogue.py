"""70x: what can be wrong with an AIT report alone."""

from __future__ import annotations

from vbpqip.checking.catalogue.sources import OWN_RULE, PROGRAM_RULE, RULE_OF_THE_FORM, RULE_OF_THUMB
from vbpqip.core.findings import Diagnostic, Severity

NOT_AN_AIT_REPORT = Diagnostic(
    code="QIP700",
    name="not-an-ait-report",
    severity=Severity.ERROR,
    issue="The workbook is not an AIT report made by this tool.",
    remedy="Enter the figures in the template of the AIT report, and send that file.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy=(
        "Ask for the figures in the template of the AIT report; 'vbpqip template --kind ait-report' makes one."
    ),
)

BASELINE_MISSING = Diagnostic(
    code="QIP702",
    name="baseline-missing",
    severity=Severity.ERROR,
    issue="The baseline of a selected measure is blank.",
    remedy=(
        "Enter the events and the potential occurrences of the baseline year; of a measure with one result a year that "
        "result, and NA where there was none."
    ),
    source=PROGRAM_RULE,
)

RESULT_MISSING = Diagnostic(
    code="QIP704",
    name="result-missing",
    severity=Severity.ERROR,
    issue="Results are reported, and that of a selected measure is blank.",
    remedy="Enter the result of the measured year, or clear the results of all measures to report the baselines alone.",
    source=RULE_OF_THE_FORM,
)

YEARLY_RESULT_NOT_AVAILABLE = Diagnostic(
    code="QIP706",
    name="yearly-result-not-available",
    severity=Severity.WARNING,
    issue="NA stands where a year's result belongs; it was read as no result, and the measure has not improved.",
    remedy="Enter the result, if there is one.",
    source=RULE_OF_THE_FORM,
)

BASELINE_DIFFERS = Diagnostic(
    code="QIP710",
    name="baseline-differs",
    severity=Severity.WARNING,
    issue="A baseline is not the one that was sent.",
    remedy="Enter the baseline as it was sent, or tell the {mco} why it was restated.",
    source=OWN_RULE,
)

RESULT_NOT_OF_QUARTERLY_REPORT = Diagnostic(
    code="QIP712",
    name="result-not-of-quarterly-report",
    severity=Severity.WARNING,
    issue="A result is not that of the quarterly report whose window is the measured year.",
    remedy="Enter what the quarterly report says: its four numerators, and its four denominators, added up.",
    source=PROGRAM_RULE,
)

MEASURE_NOT_OF_QUARTERLY_REPORT = Diagnostic(
    code="QIP714",
    name="measure-not-of-quarterly-report",
    severity=Severity.WARNING,
    issue="The measures selected are not those of the quarterly report whose window is the measured year.",
    remedy="Select the measures that are agreed with the {mco}, in both reports alike.",
    source=PROGRAM_RULE,
)

EARLIER_REPORT_NOT_COMPARABLE = Diagnostic(
    code="QIP716",
    name="earlier-report-not-comparable",
    severity=Severity.WARNING,
    issue="A report given to compare with has neither the baselines of this target nor its measured year.",
    remedy="Check that facility, {mco} and year of the report are those that are meant; otherwise leave it as it is.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy="Give the report with the baselines, or the quarterly report whose window is the measured year.",
)

MEAN_INCOMPLETE = Diagnostic(
    code="QIP720",
    name="mean-incomplete",
    severity=Severity.ERROR,
    issue="A State mean lacks its unit, its kind or its year.",
    remedy=(
        "Choose the unit, whether the mean is pooled over the State or that of the hospitals' own rates, and its year; "
        "or clear the mean."
    ),
    source=OWN_RULE,
)

MEAN_WITHOUT_SOURCE = Diagnostic(
    code="QIP722",
    name="mean-without-source",
    severity=Severity.WARNING,
    issue="A State mean does not say where it is from.",
    remedy="Enter the source, such as the day on which {state} gave the means.",
    source=OWN_RULE,
)

MEAN_OUT_OF_RANGE = Diagnostic(
    code="QIP724",
    name="mean-out-of-range",
    severity=Severity.ERROR,
    issue="A State mean is outside of what is possible.",
    remedy="Enter the mean in the unit of the measure, as a number that is not negative.",
    source=RULE_OF_THE_FORM,
)

MEAN_TOO_FINE = Diagnostic(
    code="QIP726",
    name="mean-too-fine",
    severity=Severity.ERROR,
    issue="A State mean has more decimal places than a spreadsheet compares exactly.",
    remedy="Round the mean, such as to two places.",
    source=RULE_OF_THE_FORM,
)

MEAN_UNIT_DIFFERS = Diagnostic(
    code="QIP728",
    name="mean-unit-differs",
    severity=Severity.ERROR,
    issue="A State mean is in another unit than the results of its measure.",
    remedy="Choose the unit of the measure, and enter the mean in it.",
    source=RULE_OF_THE_FORM,
)

MEAN_KIND_UNKNOWN = Diagnostic(
    code="QIP730",
    name="mean-kind-unknown",
    severity=Severity.ERROR,
    issue="Whether a State mean is pooled or the mean of the hospitals is answered by neither.",
    remedy="Choose the kind from the list.",
    source=RULE_OF_THE_FORM,
)

MEAN_YEAR_UNKNOWN = Diagnostic(
    code="QIP732",
    name="mean-year-unknown",
    severity=Severity.ERROR,
    issue="The year of a State mean is none that a mean can be of.",
    remedy="Choose the year from the list.",
    source=RULE_OF_THE_FORM,
)

MEAN_UNLIKELY = Diagnostic(
    code="QIP734",
    name="mean-unlikely",
    severity=Severity.WARNING,
    issue="A State mean is many times larger or smaller than the rate that the State published.",
    remedy="Check that the mean is in the unit of the measure, such as per 10,000 and not per 1,000.",
    source=RULE_OF_THUMB,
)

FEW_MEANS = Diagnostic(
    code="QIP736",
    name="few-means",
    severity=Severity.WARNING,
    issue="Fewer than half of the selected measures have a State mean, so that few decide on the second metric.",
    remedy="Enter the means that {state} gave for the measures on the menu.",
    source=RULE_OF_THUMB,
)

NO_MEANS = Diagnostic(
    code="QIP738",
    name="no-means",
    severity=Severity.WARNING,
    issue="No selected measure has a State mean, so that the second metric is not determined, and no verdict is.",
    remedy="Enter the means that {state} gave for the measures on the menu.",
    source=PROGRAM_RULE,
)

MEASURE_WITHOUT_MEANS = Diagnostic(
    code="QIP740",
    name="measure-without-means",
    severity=Severity.NOTE,
    issue="A selected measure is not on the menu, so that there is no State mean of it.",
    remedy="Nothing needs to be done: the second metric is of the measures that have a mean.",
    source=PROGRAM_RULE,
)

CONTRACT_OF_OTHER_YEAR = Diagnostic(
    code="QIP742",
    name="contract-of-other-year",
    severity=Severity.WARNING,
    issue="Neither the submission nor the re-certification of a contract earns a credit for this year.",
    remedy="Enter the date of the re-certification if there was one; otherwise the contract earns nothing this year.",
    source=PROGRAM_RULE,
)
