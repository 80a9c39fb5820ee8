"""The checks and how they are run."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from vbpqip.checks.case import Case
from vbpqip.domain.cells import Location
from vbpqip.domain.characters import visible
from vbpqip.domain.findings import Diagnostic, Finding

Faults = Iterator["Fault"]


class Fault(NamedTuple):
    """What one check found: where, the message, what was found and what was expected."""

    at: Location | None
    message: str
    found: str = ""
    expected: str = ""


class Check(NamedTuple):
    """A check: a generator of faults, and the diagnostic that they are."""

    diagnostic: Diagnostic
    faults: Callable[[Case], Faults]

    def findings(self, case: Case) -> Iterator[Finding]:
        """Yield a finding for each fault."""
        for fault in self.faults(case):
            yield finding_of(self.diagnostic, fault)


def finding_of(diagnostic: Diagnostic, fault: Fault) -> Finding:
    """Return the finding that a fault is; what it quotes shows the characters that nobody sees by their names."""
    message, found, expected = map(visible, (fault.message, fault.found, fault.expected))
    return Finding(diagnostic=diagnostic, at=fault.at, message=message, found=found, expected=expected)


def check(diagnostic: Diagnostic) -> Callable[[Callable[[Case], Faults]], Check]:
    """Make a generator of faults the check of a diagnostic."""
    return lambda faults: Check(diagnostic, faults)
