"""Comparisons of reports that tests tell as tables."""

from __future__ import annotations

from hashlib import sha256

from support.reviewed import review_submission, with_entries
from support.tables import PROGRAM
from vbpqip.kinds.qit_report.comparing.comparison import Comparison
from vbpqip.kinds.qit_report.comparing.reports import Read, compare_reports
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.program.program import Program


def comparison_of(old: Submission, new: Submission, program: Program = PROGRAM) -> Comparison:
    """Compare what was read in two reports, which are called ``old.xlsx`` and ``new.xlsx``."""
    return compare_reports(_read(old, "old.xlsx", program), _read(new, "new.xlsx", program), program)


def _read(submission: Submission, name: str, program: Program) -> Read:
    digest = sha256(repr(with_entries(submission, stored=None)).encode()).hexdigest()
    return Read(submission, review_submission(submission, program)._replace(workbook=name, sha256=digest))


def changes_as_text(comparison: Comparison) -> list[str]:
    """Return each change in a line: kind, row, entry, and what is entered before and after."""
    return [
        f"{change.kind} {change.subject}, {change.called}: {change.old.shown or '-'} to {change.new.shown or '-'}"
        for change in comparison.changes
    ]
