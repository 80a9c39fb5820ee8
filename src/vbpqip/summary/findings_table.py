"""Findings by code: how many there are, in how many files, and what each means."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.registry import diagnostic_of
from vbpqip.summary.facts import Facts
from vbpqip.summary.tallies import FoundAs


class OfCode(NamedTuple):
    """A diagnostic and how often it was found; ``files`` counts a file once for each severity."""

    diagnostic: Diagnostic
    errors: int
    warnings: int
    notes: int
    waived: int
    files: int

    @property
    def findings(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.notes + self.waived


def most_frequent(facts: Facts) -> list[OfCode]:
    """Return what was found, the most frequent first; what are notes alone comes last."""
    return sorted(_by_code(facts), key=lambda each: (each.findings == each.notes, -each.findings))


def _by_code(facts: Facts) -> Iterator[OfCode]:
    """Yield what was found, in the order of the codes."""
    findings, files = facts.tallies.findings, facts.tallies.files_with
    for code in sorted({found.code for found in findings}):
        counting, waived = (
            [FoundAs(code, severity, is_waived) for severity in Severity] for is_waived in (False, True)
        )
        errors, warnings, notes = (findings[each] for each in counting)
        yield OfCode(
            diagnostic=diagnostic_of(code, facts.program),
            errors=errors,
            warnings=warnings,
            notes=notes,
            waived=sum(findings[each] for each in waived),
            files=sum(files[each] for each in (*counting, *waived)),
        )
