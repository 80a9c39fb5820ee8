"""4xx: one entry against another."""

from __future__ import annotations

from vbpqip.checks.catalogue.sources import STEWARDS
from vbpqip.domain.findings import Diagnostic, Severity

NUMERATOR_ABOVE_DENOMINATOR = Diagnostic(
    code="QIP410",
    name="numerator-above-denominator",
    severity=Severity.ERROR,
    fault="More events were counted than could have occurred.",
    remedy="Check that the two cells are not swapped, and that both are for the quarter named above them.",
    source=STEWARDS,
)

EVENTS_OF_NOTHING = Diagnostic(
    code="QIP412",
    name="events-of-nothing",
    severity=Severity.ERROR,
    fault="Events were counted where nothing could occur.",
    remedy="Enter the denominator of the quarter, or 0 events.",
    source=STEWARDS,
)

EVENTS_ABOVE_DENOMINATOR = Diagnostic(
    code="QIP415",
    name="events-above-denominator",
    severity=Severity.WARNING,
    fault="More events were counted than patient days, which is possible and unlikely.",
    remedy="Check that the two cells are not swapped, and that both are for the quarter named above them.",
    source=STEWARDS,
)
