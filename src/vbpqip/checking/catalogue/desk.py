"""1xx: reports that belong on another desk, or on this one at another time."""

from __future__ import annotations

from vbpqip.checking.catalogue.sources import RULE_OF_THE_FORM
from vbpqip.core.findings import Diagnostic, Severity

NOT_FOR_THIS_RECEIVER = Diagnostic(
    code="QIP116",
    name="not-for-this-receiver",
    severity=Severity.ERROR,
    issue="The report is for another {mco} than the one that received it.",
    remedy="Send the report to the {mco} that it names; correct the name if it is meant for the one that received it.",
    source=RULE_OF_THE_FORM,
    may_be_eased=True,
    reviewer_remedy="Tell the sender, and leave it to the {mco} that it names: nothing is scored or paid for it here.",
)

NOT_THE_PERIOD_COLLECTED = Diagnostic(
    code="QIP117",
    name="not-the-period-collected",
    severity=Severity.WARNING,
    issue="The report is for another period than the one that is collected.",
    remedy="Send the report of the period that is collected; correct the period if it was only chosen wrongly.",
    source=RULE_OF_THE_FORM,
    reviewer_remedy="Leave it as it is if it was sent for an earlier period; otherwise ask for the period collected.",
)
