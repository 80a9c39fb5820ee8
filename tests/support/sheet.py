"""What the form says of entries, beside what their review does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from typing import NamedTuple

from support.reviewed import review_submission
from support.tables import PROGRAM
from support.unwritten import read_from
from support.written import empty_form_of
from vbpqip.core.cells import Location
from vbpqip.core.findings import Severity
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.writing.form_data import FormData, form_measures
from vbpqip.program.program import Program
from vbpqip.workbook.builder import ShownResult
from vbpqip.workbook.entry_types import EntryKey, Raw
from vbpqip.workbook.tested import Line

STRICTER = frozenset({"QIP317", "QIP318"})
"""What a check takes with a warning and the form does not: numbers stored as text, and other spellings of NA."""


class Both(NamedTuple):
    """A form as it is written, and the review of the same entries."""

    review: Review
    shown: Mapping[Location, ShownResult]
    said: Mapping[Location, tuple[Line, ...]]
    codes: frozenset[str]
    results: Mapping[str, ShownResult]
    measure_results: Mapping[str, ShownResult]
    outcomes: Mapping[str, ShownResult]
    lines: tuple[Line, ...]

    def errors_said(self) -> dict[Location, set[str]]:
        """Return the codes of what the form wants fixed, by cell."""
        found = {
            at: {line.diagnostic.code for line in lines if line.severity is Severity.ERROR}
            for at, lines in self.said.items()
        }
        return {at: codes for at, codes in found.items() if codes}

    def found(self, severity: Severity) -> dict[Location, set[str]]:
        """Return the codes of what the check finds of a severity, by cell."""
        found: dict[Location, set[str]] = defaultdict(set)
        for each in self.review.findings:
            if each.severity is severity and each.at is not None:
                found[each.at].add(each.diagnostic.code)
        return found

    @property
    def codes_of_errors(self) -> set[str]:
        """The codes of all that the form wants fixed."""
        return set().union(*self.errors_said().values())

    @property
    def stricter(self) -> bool:
        """Whether anything is entered in which the form is stricter."""
        return any(each.diagnostic.code in STRICTER for each in self.review.findings)


def both(values: Mapping[EntryKey, Raw], program: Program = PROGRAM, typed_formulas: Container[EntryKey] = ()) -> Both:
    """Return what the form says of entries, in some of which a formula was typed, and what their review does."""
    form_data, form = FormData(program, form_measures(program), values), empty_form_of(program)
    book, shown = form.book, form.shown(values, typed_formulas)
    said: dict[Location, tuple[Line, ...]] = defaultdict(tuple)
    for each in book.tested:
        number = shown.get(book.places[each.state.name].at(each.state.nth), 0)
        if number:
            said[book.places[each.at.name].at(each.at.nth)] += (book.numbering.lines[int(number) - 1],)
    codes = frozenset(line.diagnostic.code for line in book.numbering.lines)
    results = {name: shown[book.places[name].at()] for name in ("ready", "qit_verdict", "qit_selected", "qit_credits")}
    rows = {str(measure.key): book.places["result"].at(nth) for nth, measure in enumerate(form_data.measures)}
    of_measures = {key: shown[at] for key, at in rows.items()}
    column = book.places["outcome"].column
    outcomes = {key: shown[at._replace(column=column)] for key, at in rows.items()}
    review = review_submission(read_from(form_data), program)
    return Both(review, shown, said, codes, results, of_measures, outcomes, book.numbering.lines)
