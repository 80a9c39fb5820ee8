"""The lines of the Check sheet are complete: every error of the checker stands in exactly one of them.

So a form says READY exactly where the checker accepts its entries. Every warning that a sheet can test has a line too.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from support.drawing import drawn
from support.drawn_reports import drawn_entries
from support.formulon_engine import FormulonEngine
from support.quarters import Quarter
from vbpqip.checking.catalogue import CATALOGUE
from vbpqip.core.findings import Severity
from vbpqip.core.reviews import Status
from vbpqip.kinds.qit_report.form.layout import check_status_at
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import status_of
from vbpqip.kinds.qit_report.writing.check_lines import check_lines
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data, form_measures, state_of
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program, program_under
from vbpqip.workbook.entry_types import EntryKey, Raw

PROGRAM = load_program()
MEASURES = form_measures(PROGRAM)


OF_OTHERS = frozenset(
    (
        "QIP440",
        "QIP441",
        "QIP442",
        "QIP444",
        "QIP446",
        "QIP447",
        "QIP448",
        "QIP450",
        "QIP452",
        "QIP454",
        "QIP456",
        "QIP560",
    )
)
"""Warnings that rest on other reports, or on the day on which a report was received; a sheet knows neither."""

CHECKERS_ALONE = OF_OTHERS | {"QIP252", "QIP254", "QIP256", "QIP303", "QIP428", "QIP432", "QIP576"}
"""Warnings that no line of the sheet stands for."""

WHERE_AGREED = frozenset({"QIP512"})
"""Warnings that have a line in the forms of pairings that agreed on it."""


def test_every_warning_of_entries_has_a_line() -> None:
    """What is found in the file itself, 1xx, and in its stored results, 6xx, is for the checker."""
    lines = check_lines(Book(state_of(empty_form_data(PROGRAM))))
    named = {diagnostic for line in lines for diagnostic in line.diagnostics}

    warnings = [each for each in CATALOGUE if each.severity is Severity.WARNING and "QIP2" <= each.code < "QIP6"]

    assert {each.code for each in warnings if each not in named} == CHECKERS_ALONE | WHERE_AGREED


@drawn()
@given(drawn_entries(PROGRAM))
def test_every_finding_stands_in_one_line_and_ready_means_accepted(entries: dict[EntryKey, Raw]) -> None:
    """Each error in one line that names it, each warning in one that shows it; READY where there is no error."""
    state = state_of(FormData(program=PROGRAM, measures=MEASURES, entries=entries))
    lines = list(check_lines(Book(state)))

    for error in state.review.errors:
        about = [line.diagnostics for line in lines if line.is_about_errors and error.at in line.cells]
        assert [error.diagnostic in diagnostics for diagnostics in about] == [True]
    for warning in state.review.warnings:
        if warning.diagnostic.code not in CHECKERS_ALONE:
            naming = [line for line in lines if warning.at in line.cells and warning.diagnostic in line.diagnostics]
            assert [line.shown(state) for line in naming] == ["LOOK"]
    assert (status_of(lines, state) == "READY") is (state.review.status is Status.ACCEPTED)


def test_an_empty_form_says_how_many_lines_are_invalid() -> None:
    """Facility, MCO, period, the four quarters, and no measure selected."""
    state = state_of(empty_form_data(PROGRAM))

    assert status_of(check_lines(Book(state)), state) == "NOT READY: 5 items"


@pytest.mark.parametrize(("fewest", "shown"), [(1, None), (2, "OK"), (3, "LOOK")])
def test_a_pairing_that_agreed_on_so_many_measures(tmp_path: Path, fewest: int, shown: str | None) -> None:
    """The line stands in the forms of such a pairing alone, and shows what it will show when it is calculated."""
    terms = tmp_path / "terms.toml"
    terms.write_text(
        'title = "Agreement"\n[[checks.fewest_measures.values]]\n'
        f'since = "DY2 Q4"\nvalue = {fewest}\nsource = "Section 2"\n'
    )
    form_data = empty_form_data(program_under(terms), period=Quarter(3, 1), selected=("clabsi", "cdi"))
    book = Book(state_of(form_data))
    lines = {line.title: (nth, line.shown(book.state)) for nth, line in enumerate(check_lines(book))}
    template = tmp_path / "form.xlsx"
    template.write_bytes(workbook_for(form_data))

    nth, said = lines.get(f"At least {fewest} measures are selected", (None, None))

    assert said == shown
    assert nth is None or FormulonEngine(template).recalculated({}, [check_status_at(nth)]) == [shown]


@pytest.mark.parametrize(("period", "shown"), [(Quarter(3, 1), "OK"), (Quarter(3, 2), "LOOK")])
def test_a_pairing_that_agreed_on_so_many_measures_from_a_period_on(
    tmp_path: Path, period: Quarter, shown: str
) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text(
        'title = "Agreement"\n[[checks.fewest_measures.values]]\nsince = "DY3 Q2"\nvalue = 3\nsource = "Section 2"\n'
    )
    form_data = empty_form_data(program_under(terms), period=period, selected=("clabsi", "cdi"))
    lines = [line.title for line in check_lines(Book(state_of(form_data)))]
    template = tmp_path / "form.xlsx"
    template.write_bytes(workbook_for(form_data))

    at = check_status_at(lines.index("As many measures as were agreed"))

    assert FormulonEngine(template).recalculated({}, [at]) == [shown]
