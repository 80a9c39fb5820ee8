"""Reading a QIT report out of a workbook."""

from __future__ import annotations

from vbpqip.kinds.qit_report.form.layout import FORM
from vbpqip.kinds.qit_report.form.version_1 import FORM as VERSION_1
from vbpqip.kinds.qit_report.model import Submission, as_submission
from vbpqip.workbook.held import best_form
from vbpqip.workbook.ooxml.package import Workbook
from vbpqip.workbook.read import read_workbook

FORMS = (FORM, VERSION_1)
"""The versions that are accepted, the newest first."""


def read_report(workbook: Workbook) -> Submission:
    """Read a report, and what its file holds beside it.

    Raises:
        UnreadableWorkbookError: a part that is read is damaged, or beyond the bounds.
    """
    return as_submission(read_workbook(best_form(FORMS, workbook), workbook), workbook)
