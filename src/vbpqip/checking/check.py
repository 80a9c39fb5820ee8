"""The checks and how they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from vbpqip.core.cells import Location
from vbpqip.core.characters import visible
from vbpqip.core.findings import Diagnostic, Finding
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Subject

Issues = Iterator["Issue"]
C_contra = TypeVar("C_contra", contravariant=True)
"""What a check knows of a report: the context of a kind, or a part of it that several kinds have."""
I = TypeVar("I")  # noqa: E741 -- an item
"""What it looks at, such as an entry or a contract."""
F = TypeVar("F")
"""The same on a form, as its formulas refer to cells."""


class Issue(NamedTuple):
    """What one check found: where, the message, what was found and what was expected, and about whom."""

    at: Location | None
    message: str
    found: str = ""
    expected: str = ""
    subject: Subject | None = None


class Items(NamedTuple, Generic[C_contra, I, F]):
    """What checks look at one by one: ``of_report`` yields it of a report; on a form each is an ``F``."""

    of_report: Callable[[C_contra], Iterable[I]]


class Check(NamedTuple, Generic[C_contra, F]):
    """A check: the diagnostic that it finds, what it looks at one by one, and what it finds of one, by its context."""

    diagnostic: Diagnostic
    items: Callable[[C_contra], Iterable[Any]]
    issues: Callable[[Any, C_contra], Issues]


LONGEST = 2_000
"""Letters of what is told of a finding: a cell may hold millions, and whoever reads of it needs but their beginning."""


def finding_of(diagnostic: Diagnostic, issue: Issue) -> Finding:
    """Return the finding that an issue is; what it quotes shows the characters that nobody sees by their names."""
    message, found, expected = map(_quoted_in_brief, (issue.message, issue.found, issue.expected))
    return Finding(diagnostic, issue.at, message, found, expected, subject=issue.subject)


def _quoted_in_brief(text: str) -> str:
    return visible(text) if len(text) <= LONGEST else f"{visible(text[:LONGEST])}…"


def check(
    diagnostic: Diagnostic, over: Items[C_contra, I, F]
) -> Callable[[Callable[[I, C_contra], Issues]], Check[C_contra, F]]:
    """Make a generator of issues over one item the check of a diagnostic."""
    return lambda issues: Check(diagnostic, over.of_report, issues)
