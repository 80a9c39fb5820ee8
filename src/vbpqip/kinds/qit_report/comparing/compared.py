"""A comparison of two QIT reports, as a kind gives it."""

from __future__ import annotations

from vbpqip.kinds.compared import ComparedReports
from vbpqip.kinds.qit_report.comparing.described import comparison_document
from vbpqip.kinds.qit_report.comparing.reports import Read, compare_reports
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.reviewed import Reviewed


def compared_reports(
    old: Reviewed[Submission, ReviewContext], new: Reviewed[Submission, ReviewContext]
) -> ComparedReports:
    """Compare two reports that can be read.

    Raises:
        NotComparableError: One is no QIT report, or they have nothing in common that could be compared.
    """
    assert old.entries is not None  # noqa: S101 -- it can be read
    assert new.entries is not None  # noqa: S101 -- as above
    assert new.context is not None  # noqa: S101 -- as above
    before, after = Read(old.entries, old.review), Read(new.entries, new.review)
    comparison = compare_reports(before, after, new.context.program)
    return ComparedReports(bool(comparison.changes), comparison_document(comparison))
