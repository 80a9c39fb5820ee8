"""The checks and how they are run."""

from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from vbpqip.core.cells import Location
from vbpqip.core.characters import visible
from vbpqip.core.findings import Diagnostic, Finding
from vbpqip.core.parties import Subject

Issues = Iterator["Issue"]
C_contra = TypeVar("C_contra", contravariant=True)
"""What a check looks at: the context of a kind, or a part of it that several kinds have."""


class Issue(NamedTuple):
    """What one check found: where, the message, what was found and what was expected, and about whom."""

    at: Location | None
    message: str
    found: str = ""
    expected: str = ""
    subject: Subject | None = None


class Check(NamedTuple, Generic[C_contra]):
    """A check: a generator of issues, and the diagnostic that they are."""

    diagnostic: Diagnostic
    issues: Callable[[C_contra], Issues]


def finding_of(diagnostic: Diagnostic, issue: Issue) -> Finding:
    """Return the finding that an issue is; what it quotes shows the characters that nobody sees by their names."""
    message, found, expected = map(visible, (issue.message, issue.found, issue.expected))
    return Finding(diagnostic, issue.at, message, found, expected, subject=issue.subject)


def check(diagnostic: Diagnostic) -> Callable[[Callable[[C_contra], Issues]], Check[C_contra]]:
    """Make a generator of issues the check of a diagnostic."""
    return lambda issues: Check(diagnostic, issues)
