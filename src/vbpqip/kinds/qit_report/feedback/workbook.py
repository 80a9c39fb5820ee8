"""The feedback workbook: the document of the feedback, and a marked copy of what was received."""

from __future__ import annotations

from collections.abc import Mapping

from vbpqip.core.cells import Location
from vbpqip.kinds.in_words import KindInWords
from vbpqip.kinds.qit_report.feedback.contents import Contents
from vbpqip.kinds.qit_report.feedback.described import feedback_document
from vbpqip.kinds.qit_report.feedback.marked_copy import write_marked_copy
from vbpqip.kinds.qit_report.form.sheets import FEEDBACK_KIND
from vbpqip.output.sheets import document_as_workbook
from vbpqip.workbook.builder import WorkbookBuilder


def feedback_workbook(contents: Contents, kind: KindInWords) -> bytes:
    """Return the workbook; the same review gives the same bytes."""

    def copy(workbook: WorkbookBuilder) -> Mapping[Location, Location]:
        submission = contents.submission
        return {} if submission is None else write_marked_copy(workbook, submission, contents.findings)

    return document_as_workbook(feedback_document(contents, kind, with_entries=False), stamp=FEEDBACK_KIND, copy=copy)
