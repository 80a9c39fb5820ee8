"""Findings: what is wrong with a workbook, where, and what to do."""

from enum import StrEnum
from typing import NamedTuple

from vbpqip.domain.cells import Location


class Severity(StrEnum):
    """An error cannot be scored as it is; a warning can, and a person should look."""

    ERROR = "error"
    WARNING = "warning"


class Diagnostic(NamedTuple):
    """A kind of finding.

    ``code`` never changes meaning; ``name`` is the fault in kebab-case; ``fault`` states it in general, in one
    sentence; ``remedy`` is what to do; ``source`` is who asks for it.
    """

    code: str
    name: str
    severity: Severity
    fault: str
    remedy: str
    source: str


class Finding(NamedTuple):
    """One occurrence of a diagnostic; ``at`` is ``None`` where it is about the whole file."""

    diagnostic: Diagnostic
    at: Location | None
    message: str
    found: str
    expected: str

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by sheet, row, column, code."""
        if self.at is None:
            return ("", -1, -1, self.diagnostic.code, self.message)
        return (self.at.sheet, self.at.row, self.at.column, self.diagnostic.code, self.message)

    @property
    def is_error(self) -> bool:
        """Whether the workbook cannot be scored because of it."""
        return self.diagnostic.severity is Severity.ERROR
