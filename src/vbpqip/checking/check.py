"""The checks and how they are run."""

from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from vbpqip.core.cells import Location
from vbpqip.core.characters import visible
from vbpqip.core.findings import Diagnostic, Finding
from vbpqip.core.parties import Subject

Faults = Iterator["Fault"]
C_contra = TypeVar("C_contra", contravariant=True)
"""What a check looks at: the case of a kind, or a part of it that several kinds have."""


class Fault(NamedTuple):
    """What one check found: where, the message, what was found and what was expected, and about whom."""

    at: Location | None
    message: str
    found: str = ""
    expected: str = ""
    subject: Subject | None = None


class Check(NamedTuple, Generic[C_contra]):
    """A check: a generator of faults, and the diagnostic that they are."""

    diagnostic: Diagnostic
    faults: Callable[[C_contra], Faults]

    def findings(self, case: C_contra) -> Iterator[Finding]:
        """Yield a finding for each fault."""
        for fault in self.faults(case):
            yield finding_of(self.diagnostic, fault)


def finding_of(diagnostic: Diagnostic, fault: Fault) -> Finding:
    """Return the finding that a fault is; what it quotes shows the characters that nobody sees by their names."""
    message, found, expected = map(visible, (fault.message, fault.found, fault.expected))
    return Finding(diagnostic, fault.at, message, found, expected, subject=fault.subject)


def check(diagnostic: Diagnostic) -> Callable[[Callable[[C_contra], Faults]], Check[C_contra]]:
    """Make a generator of faults the check of a diagnostic."""
    return lambda faults: Check(diagnostic, faults)
