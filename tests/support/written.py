"""The forms that tests begin with, each written once in a process."""

from __future__ import annotations

from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.qit_report.writing.template import workbook_for

_WRITTEN: dict[tuple[object, ...], tuple[FormData, bytes]] = {}
"""Workbooks by what they were written with; the form data stays, so that no other program gets the id of its own."""


def written_form(form_data: FormData) -> bytes:
    """Return a form as an xlsx file; 1, 1.0 and ``True`` are equal, and make three forms."""
    entries = frozenset((key, type(raw), raw) for key, raw in form_data.entries.items())
    own = id(form_data.program), id(form_data.form), form_data.measures, form_data.carried, form_data.carried_from
    asked = (*own, entries)
    if asked not in _WRITTEN:
        _WRITTEN[asked] = form_data, workbook_for(form_data)
    return _WRITTEN[asked][1]
