"""2xx: facility, MCO, period and quarters."""

from __future__ import annotations

from vbpqip.checking.catalogue.sources import OWN_RULE, PROGRAM_RULE, RULE_OF_THE_FORM
from vbpqip.core.findings import Diagnostic, Severity

FACILITY_MISSING = Diagnostic(
    code="QIP210",
    name="facility-missing",
    severity=Severity.ERROR,
    issue="The facility is not named.",
    remedy="Choose the facility from the list.",
    source=RULE_OF_THE_FORM,
)

FACILITY_NOT_ON_ROSTER = Diagnostic(
    code="QIP212",
    name="facility-not-on-roster",
    severity=Severity.WARNING,
    issue="The facility is not on the roster of the period.",
    remedy="Choose the facility from the list, or tell the {mco} that the pairing was agreed later.",
    source=PROGRAM_RULE,
    reviewer_remedy="Choose the facility from the list, or add the pairing to the terms file.",
)

MCO_MISSING = Diagnostic(
    code="QIP214",
    name="mco-missing",
    severity=Severity.ERROR,
    issue="The {mco} is not named.",
    remedy="Choose the {mco} from the list.",
    source=RULE_OF_THE_FORM,
)

MCO_NOT_ON_ROSTER = Diagnostic(
    code="QIP216",
    name="mco-not-on-roster",
    severity=Severity.WARNING,
    issue="The {mco} is not on the roster of the period.",
    remedy="Choose the {mco} from the list, or tell the {mco} that the pairing was agreed later.",
    source=PROGRAM_RULE,
    reviewer_remedy="Choose the {mco} from the list, or add the pairing to the terms file.",
)

PAIRING_NOT_ON_ROSTER = Diagnostic(
    code="QIP218",
    name="pairing-not-on-roster",
    severity=Severity.WARNING,
    issue="Facility and {mco} are on the roster, but not as a pair.",
    remedy="Check that the facility reports to this {mco}; tell the {mco} if the pairing was agreed later.",
    source=PROGRAM_RULE,
    reviewer_remedy="Check that the facility reports to this {mco}; add the pairing to the terms file if it does.",
)

ROSTER_OF_EARLIER_YEAR = Diagnostic(
    code="QIP219",
    name="roster-of-earlier-year",
    severity=Severity.NOTE,
    issue="The roster that facility and {mco} are compared with is of an earlier year than the report.",
    remedy="Nothing needs to be done: the names stay in use.",
    source=PROGRAM_RULE,
    reviewer_remedy=(
        "Nothing needs to be done: the names stay in use. A pairing of the year can be added to the terms file."
    ),
)

PERIOD_MISSING = Diagnostic(
    code="QIP220",
    name="period-missing",
    severity=Severity.ERROR,
    issue="The period that the report is for is not chosen.",
    remedy="Choose the period from the list.",
    source=PROGRAM_RULE,
)

PERIOD_UNKNOWN = Diagnostic(
    code="QIP222",
    name="period-unknown",
    severity=Severity.ERROR,
    issue="The period is not one that a report is made for.",
    remedy="Choose the period from the list.",
    source=PROGRAM_RULE,
)

QUARTER_MISSING = Diagnostic(
    code="QIP224",
    name="quarter-missing",
    severity=Severity.ERROR,
    issue="A quarter of the rolling average is not chosen.",
    remedy="Choose the quarter from the list under 'Select Current Quarter Result'.",
    source=PROGRAM_RULE,
)

QUARTER_UNKNOWN = Diagnostic(
    code="QIP226",
    name="quarter-unknown",
    severity=Severity.ERROR,
    issue="A quarter is not one of the program's.",
    remedy="Choose the quarter from the list under 'Select Current Quarter Result'.",
    source=PROGRAM_RULE,
)

QUARTERS_REPEATED = Diagnostic(
    code="QIP228",
    name="quarters-repeated",
    severity=Severity.ERROR,
    issue="The same quarter is chosen twice.",
    remedy="Choose four different quarters, and check that the counts below are those of the quarter above them.",
    source=PROGRAM_RULE,
)

QUARTERS_NOT_CONSECUTIVE = Diagnostic(
    code="QIP230",
    name="quarters-not-consecutive",
    severity=Severity.ERROR,
    issue="The four quarters do not follow one another, earliest first.",
    remedy="Choose the four quarters in order, and check that the counts below are those of the quarter above them.",
    source=PROGRAM_RULE,
)

WINDOW_NOT_ENDING_WITH_PERIOD = Diagnostic(
    code="QIP240",
    name="window-not-ending-with-period",
    severity=Severity.ERROR,
    issue="The four quarters do not end with the period of the report.",
    remedy="Choose the four quarters that end with the period, or correct the period.",
    source=PROGRAM_RULE,
)

NOT_ATTESTED = Diagnostic(
    code="QIP250",
    name="not-attested",
    severity=Severity.WARNING,
    issue="The report does not say who attests to it, and when.",
    remedy="Enter the name and, where the form asks for it, the title of who attests to the report, and the date.",
    source=RULE_OF_THE_FORM,
)

ATTESTED_TOO_EARLY = Diagnostic(
    code="QIP252",
    name="attested-too-early",
    severity=Severity.WARNING,
    issue="The attestation is dated before the last day that the report is about.",
    remedy="Check year, month and day of the attestation: nobody can vouch for what is not over yet.",
    source=OWN_RULE,
)

ATTESTED_TOO_LATE = Diagnostic(
    code="QIP254",
    name="attested-too-late",
    severity=Severity.WARNING,
    issue="The attestation is dated after the report was received, or after the program.",
    remedy="Check year, month and day of the attestation.",
    source=OWN_RULE,
)

ATTESTED_BY_FORMULA = Diagnostic(
    code="QIP256",
    name="attested-by-formula",
    severity=Severity.WARNING,
    issue="The date of the attestation is a formula, which may show another day whenever the file is opened.",
    remedy="Type the day of the attestation itself, such as 2017-10-20.",
    source=OWN_RULE,
)

ATTESTATION_DATE_UNREADABLE = Diagnostic(
    code="QIP258",
    name="attestation-date-unreadable",
    severity=Severity.WARNING,
    issue="The date of the attestation is text, or something else that is no date.",
    remedy=(
        "Type the day as year-month-day, such as 2017-10-20, which Excel knows in every country: no words, no "
        "apostrophe, in a cell not formatted as text."
    ),
    source=RULE_OF_THE_FORM,
)
