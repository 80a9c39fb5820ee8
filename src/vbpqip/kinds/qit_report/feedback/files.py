"""The files that feedback on one report is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from vbpqip.core.names import within
from vbpqip.kinds.qit_report.feedback.contents import Contents
from vbpqip.kinds.qit_report.feedback.described import described
from vbpqip.kinds.qit_report.feedback.mail import feedback_mail
from vbpqip.kinds.qit_report.feedback.workbook import feedback_workbook
from vbpqip.output.html import document_as_html

LONGEST_NAME = 200
"""Bytes of a report's name that its feedback takes over: systems take 255, with all endings."""


def feedback_files(contents: Contents, name: str, *, attach_page: bool = False) -> Mapping[str, bytes]:
    """Return the workbook, the page and the draft of an e-mail, by file name; the workbook is attached to the draft."""
    workbook, page = feedback_workbook(contents), document_as_html(described(contents)).encode()
    return {
        f"{name}.xlsx": workbook,
        f"{name}.html": page,
        f"{name}.eml": feedback_mail(contents, name=name, workbook=workbook, page=page if attach_page else None),
    }


def feedback_names(workbooks: Sequence[str]) -> list[str]:
    """Return what the feedback on each workbook is called, before its ending; no two are called alike.

    >>> feedback_names(["inbox/a.xlsx", "a.xlsm", "b.xlsx"])
    ['a.feedback', 'a.feedback-2', 'b.feedback']
    """
    names: list[str] = []
    taken: dict[str, int] = {}
    for workbook in workbooks:
        name = f"{within(PurePath(workbook).stem, LONGEST_NAME)}.feedback"
        taken[name.casefold()] = nth = taken.get(name.casefold(), 0) + 1
        names.append(name if nth == 1 else f"{name}-{nth}")
    return names
