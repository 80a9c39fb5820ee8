"""4xx: the reports of a folder, compared with one another."""

from __future__ import annotations

from vbpqip.checking.catalogue.sources import OWN_RULE, RULE_OF_THE_FORM, RULE_OF_THUMB
from vbpqip.core.findings import Diagnostic, Severity

SAME_NUMBERS_AS_ANOTHER_FACILITY = Diagnostic(
    code="QIP440",
    name="same-numbers-as-another-facility",
    severity=Severity.WARNING,
    issue="The counts are the same as those in a report of another facility.",
    remedy="Check which facility the numbers are of; one report was probably copied from the other.",
    source=RULE_OF_THUMB,
)

SAME_FILE_AGAIN = Diagnostic(
    code="QIP441",
    name="same-file-again",
    severity=Severity.WARNING,
    issue="The same file, byte for byte, is there under another name.",
    remedy="If the file was sent in place of another report, send that report.",
    reviewer_remedy="Keep one of the two; if the file was sent as another report, ask for that report.",
    source=RULE_OF_THE_FORM,
)

SAME_VALUES_AGAIN = Diagnostic(
    code="QIP442",
    name="same-values-again",
    severity=Severity.WARNING,
    issue="Another file of the same sender, receiver and period has the same values.",
    remedy="If something was to be corrected, send the report that has the correction.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy=(
        "Keep one of the two; if something was to be corrected, ask for the report that has the correction."
    ),
)

RESUBMISSION_AMBIGUOUS = Diagnostic(
    code="QIP444",
    name="resubmission-ambiguous",
    severity=Severity.WARNING,
    issue="Reports of one sender, receiver and period differ, and nothing says which of them is the latest.",
    remedy="Tell the {mco} which of the reports counts.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy="Keep only the one that counts, or give batch the day on which each was received with --manifest.",
)

MCOS_TOLD_DIFFERENTLY = Diagnostic(
    code="QIP446",
    name="mcos-told-differently",
    severity=Severity.WARNING,
    issue="A facility reports other counts to another of its {mco}s for the same quarter of the same measure.",
    remedy=(
        "Look which counts are right, and send them to both {mco}s: they are of all patients, whoever pays for them."
    ),
    source=OWN_RULE,
    reviewer_remedy="Ask the facility which counts are right: they are of all its patients, whoever pays for them.",
)

ENTRY_NOT_OF_ITS_REPORT = Diagnostic(
    code="QIP447",
    name="entry-not-of-its-report",
    severity=Severity.WARNING,
    issue="An entry repeats what another report says of a facility, and says otherwise.",
    remedy="Enter what the other report says; if that is wrong, have it corrected and sent again.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy="Look which of the two reports is right, and have the other one corrected.",
)
