"""The files that feedback on one report is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from vbpqip.core.names import within
from vbpqip.kinds.registry import named
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.output.html import document_as_html
from vbpqip.output.mail import letter_as_mail

ENDINGS = (".xlsx", ".html", ".eml")
"""What the names of the files end with."""

LONGEST_NAME = 200
"""Bytes of a report's name that its feedback takes over: systems take 255, with all endings."""


def feedback_files(reviewed: Reviewed[Any, Any], name: str, *, attach_page: bool = False) -> Mapping[str, bytes]:
    """Return the workbook, the page and the draft of an e-mail, by file name; the workbook is attached to the draft."""
    kind = named(reviewed.review.assessment.kind)
    workbook, page, mail = (f"{name}{ending}" for ending in ENDINGS)
    files = {
        workbook: kind.feedback_workbook(reviewed),
        page: document_as_html(kind.describe(reviewed)).encode(),
    }
    attached = files if attach_page else {workbook: files[workbook]}
    return {**files, mail: letter_as_mail(kind.letter(reviewed), attached)}


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
