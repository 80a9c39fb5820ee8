"""A blank report: nothing is entered in it beyond what the template filled in.

A template fills in names, period, quarters and selection, and the ``NA`` of annual measures. One that was rolled
forward also has what the report before it says: three quarters, the prior results and the contracts.
"""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.checking.catalogue.file import NOTHING_ENTERED
from vbpqip.checking.check import Issue, finding_of
from vbpqip.core.cells import Blank, NotApplicable
from vbpqip.core.findings import Finding
from vbpqip.kinds.qit_report.model import MeasureRow, Submission
from vbpqip.workbook.entries import DayField, Field, TextField


def is_blank_report(submission: Submission) -> bool:
    """Whether all of the form is there, and nobody entered anything in it."""
    whole = not (submission.is_of_another_kind or submission.entries.not_found)
    contracts = submission.contracts and not submission.carried_over
    return whole and not (
        submission.entries.below_tables or contracts or any(map(_is_entered, _own_entries(submission)))
    )


def _own_entries(submission: Submission) -> Iterator[Field | DayField | TextField]:
    """Yield the entries that no template fills in."""
    entries = submission.entries
    yield from (entries.fields[each.place.name] for each in entries.form.fields if not each.is_needed)
    for row in submission.rows:
        yield from _of_measure(row, carried_over=submission.carried_over)


def _of_measure(row: MeasureRow, *, carried_over: bool) -> Iterator[Field]:
    pairs = row.quarters[-1:] if carried_over else (*row.quarters, row.prior)
    for numerator, denominator in pairs:
        yield numerator
        if not isinstance(denominator.entry, NotApplicable):
            yield denominator


def _is_entered(field: Field | DayField | TextField) -> bool:
    return bool(field.text) if isinstance(field, TextField) else not isinstance(field.entry, Blank)


def nothing_entered() -> Finding:
    """Return what is found in a blank report, and nothing else."""
    issue = Issue(None, "Nothing is entered in this report.", "blank", "the figures of the quarter")
    return finding_of(NOTHING_ENTERED, issue)
