"""Findings by code: how many there are, in how many files, and what each means."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.registry import catalogue
from vbpqip.summary.facts import Facts


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
    codes = facts.tallies.codes
    for code, found in codes.groupby("code"):
        counting = found[~found["waived"].astype(bool)]
        by_severity = counting.groupby("severity")["findings"].sum()
        yield OfCode(
            diagnostic=catalogue()[str(code)],
            errors=int(by_severity.get(Severity.ERROR, 0)),
            warnings=int(by_severity.get(Severity.WARNING, 0)),
            notes=int(by_severity.get(Severity.NOTE, 0)),
            waived=int(found["findings"].sum() - counting["findings"].sum()),
            files=int(found["files"].sum()),
        )
