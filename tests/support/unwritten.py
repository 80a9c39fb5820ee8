"""The report that a form of the QIT report will be read as, known without writing it."""

from __future__ import annotations

from vbpqip.kinds.qit_report.model import Submission, as_submission
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.workbook.unwritten import entries_in


def read_from(form_data: FormData) -> Submission:
    """Return what the reader will find in a form."""
    return as_submission(entries_in(form_data.content()))
