"""A comparison of two QIT reports, as a kind gives it."""

from __future__ import annotations

from vbpqip.kinds.compared import ComparedReports
from vbpqip.kinds.qit_report.comparing.comparison import Comparison
from vbpqip.kinds.qit_report.comparing.reports import Read, compare_reports
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.reviewed import Reviewed


class QitComparison(ComparedReports):
    """What differs between two reports of a pairing, and what it did."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    @property
    def differs(self) -> bool:
        """Whether an entry differs, if only in spelling."""
        return bool(self._comparison.changes)

    def as_text(self, width: int) -> str:
        """Return it as text."""
        from vbpqip.kinds.qit_report.comparing.as_text import compared_as_text  # noqa: PLC0415 -- one of three forms

        return compared_as_text(self._comparison, width=width)

    def as_json(self) -> str:
        """Return it as a JSON document."""
        from vbpqip.kinds.qit_report.comparing.as_json import compared_as_json  # noqa: PLC0415 -- as above

        return compared_as_json(self._comparison)

    def as_workbook(self) -> bytes:
        """Return it as an xlsx file."""
        from vbpqip.kinds.qit_report.comparing.as_workbook import compared_as_workbook  # noqa: PLC0415 -- as above

        return compared_as_workbook(self._comparison)


def compared_reports(
    old: Reviewed[Submission, ReviewContext], new: Reviewed[Submission, ReviewContext]
) -> QitComparison:
    """Compare two reports that can be read.

    Raises:
        NotComparableError: One is no QIT report, or they have nothing in common that could be compared.
    """
    assert old.entries is not None  # noqa: S101 -- it can be read
    assert new.entries is not None  # noqa: S101 -- as above
    assert new.context is not None  # noqa: S101 -- as above
    before, after = Read(old.entries, old.review), Read(new.entries, new.review)
    return QitComparison(compare_reports(before, after, new.context.program))
