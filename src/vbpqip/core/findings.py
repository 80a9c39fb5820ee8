"""Findings: what is wrong with a workbook, where, and what to do."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from vbpqip.core.cells import Location
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Subject
from vbpqip.core.quarters import Quarter


class Severity(StrEnum):
    """An error cannot be scored as it is; a warning can, please review; of a note nothing needs to be done."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Diagnostic(NamedTuple):
    """A kind of finding.

    ``code`` never changes meaning; ``name`` is the issue in kebab-case; ``issue`` states it in general, in one
    sentence; ``remedy`` is what the sender is to do, ``reviewer_remedy`` what the reviewer is, empty where that is the
    same; ``source`` is who asks for it. ``may_be_eased`` is an error with which a result can still be calculated, so
    that a pairing may agree to take it less seriously, or waive it.
    """

    code: str
    name: str
    severity: Severity
    issue: str
    remedy: str
    source: str
    may_be_eased: bool = False
    reviewer_remedy: str = ""

    @property
    def for_reviewer(self) -> str:
        """What the reviewer is to do."""
        return self.reviewer_remedy or self.remedy


class Waiver(NamedTuple):
    """What a pairing waives for a facility in a period, until a day, who approved it and why."""

    code: str
    facility: str
    period: Quarter
    approver: str
    reason: str
    until: date


class Finding(NamedTuple):
    """One occurrence of a diagnostic; ``at`` is ``None`` where it is about the whole file.

    ``overridden`` is how serious a pairing's terms take it, ``None`` as the diagnostic does; ``waiver`` is why it does
    not count. ``subject`` is whom it is about, ``None`` where that is whoever the report speaks of.
    """

    diagnostic: Diagnostic
    at: Location | None
    message: str
    found: str
    expected: str
    overridden: Severity | None = None
    waiver: Waiver | None = None
    subject: Subject | None = None

    @property
    def severity(self) -> Severity:
        """How serious it is."""
        return self.overridden or self.diagnostic.severity

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by sheet, row, column, code."""
        if self.at is None:
            return ("", -1, -1, self.diagnostic.code, self.message)
        return (self.at.sheet, self.at.row, self.at.column, self.diagnostic.code, self.message)

    @property
    def is_error(self) -> bool:
        """Whether the workbook cannot be accepted because of it."""
        return self.severity is Severity.ERROR and self.waiver is None

    @property
    def is_warning(self) -> bool:
        """Whether somebody should review it."""
        return self.severity is Severity.WARNING and self.waiver is None

    @property
    def is_note(self) -> bool:
        """Whether nothing needs to be done about it."""
        return self.severity is Severity.NOTE and self.waiver is None
