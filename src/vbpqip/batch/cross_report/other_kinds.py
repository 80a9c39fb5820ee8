"""Entries that reports of another kind give: a column that holds such a fact is compared with what those say.

What was entered is noted where it differs; what was calculated is nobody's entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from vbpqip.batch.cross_report.findings import Notebook
from vbpqip.batch.cross_report.reports import ReceivedReport
from vbpqip.batch.store import Store
from vbpqip.checking.catalogue.cross_report import ENTRY_NOT_OF_ITS_REPORT
from vbpqip.checking.check import Issue
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import Subject, normalized_name
from vbpqip.kinds.registry import known
from vbpqip.program.program import Program


class _Stated(NamedTuple):
    """What a report says of a facility and MCO; ``is_entered`` is whether it stands in an entry."""

    report: ReceivedReport
    subject: Subject
    period: str
    name: str
    value: str
    is_entered: bool

    @property
    def about(self) -> tuple[str, str, str, str]:
        """What it is about, as it is compared."""
        return normalized_name(self.subject.facility), normalized_name(self.subject.mco or ""), self.period, self.name


def meaning_of(value: str) -> Fraction | str:
    """Return a value as it is compared.

    >>> meaning_of("6.0") == meaning_of("6"), meaning_of("Not met") == meaning_of("not_met")
    (True, True)
    """
    try:
        return Fraction(value)
    except ValueError:
        return normalized_name(value.replace("_", " "))


def find_entries_of_other_kinds(store: Store, program: Program) -> None:
    """Note the entries that are not what a report of another kind says."""
    notebook = Notebook(store, program)
    for _, several in groupby(_stated_in(store), key=lambda each: each.about):
        every = list(several)
        for each in every:
            others = (other for other in every if other.report.kind != each.report.kind)
            other = next((other for other in others if meaning_of(other.value) != meaning_of(each.value)), None)
            if each.is_entered and other is not None:
                name = each.name.replace("_", " ")
                message = f"{each.subject.facility}, {name}: {each.value}, but {other.value} in {other.report.path}."
                issue = Issue(None, message, each.value, other.value, each.subject)
                notebook.note(each.report, ENTRY_NOT_OF_ITS_REPORT, issue)


def _stated_in(store: Store) -> Iterator[_Stated]:
    """Yield what reports that count say of what columns of the known kinds hold, in the order of what it is about."""
    columns = (column for kind in known() for form in kind.forms for table in form.tables for column in table.entries)
    names = sorted({column.fact for column in columns if column.fact})
    if not names:
        return
    for *report, facility, mco, period, name, value, sheet in store.rows("facts_of_names", (json.dumps(names),)):
        is_entered = sheet is not None
        yield _Stated(ReceivedReport._make(report), Subject(facility, mco), period, name, value, is_entered)
