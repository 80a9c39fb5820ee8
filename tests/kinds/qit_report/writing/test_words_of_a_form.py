"""Words that a form says of its own numbers, and that a facility says to its MCO."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

import vbpqip
from support.reports import report
from support.samples import SAMPLES, rolled_forward
from support.tables import PROGRAM
from vbpqip.checking.catalogue.heading import ROSTER_OF_EARLIER_YEAR
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import place_of
from vbpqip.kinds.qit_report.form.sheets import REPORT, START
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.kinds.qit_report.writing.template import builder_for, workbook_for
from vbpqip.program.loading import program_under
from vbpqip.program.parameters import Basis, DatedValue, Grounds
from vbpqip.program.severity_overrides import OverrideLevel, SeverityOverride, SeverityOverrides
from vbpqip.rendering.as_text import reviews_as_text
from vbpqip.workbook.builder import serial

_LATE_RESULTS_DUE = Location(START, 5, 0)
_ABOVE_PRIOR = Location(REPORT, 4, 10)


@pytest.mark.parametrize(
    ("period", "comparator", "words"),
    [
        (None, "previous report", "Prior report"),
        ("DY2 Q4", "previous report", "No prior report"),
        ("DY3 Q2", "previous report", "Prior report (DY3 Q1)"),
        ("DY3 Q2", "baseline", "Prior report (DY2 Q4)"),
    ],
)
def test_the_prior_columns_are_headed_with_their_report(period: str | None, comparator: str, words: str) -> None:
    grounds = Grounds(PROGRAM.first_period, Basis.AGREED, "terms", "")
    agreed = PROGRAM.parameters["qit.comparator"].overlaid((DatedValue(comparator, comparator, grounds),))
    program = PROGRAM._replace(parameters=PROGRAM.parameters.changed(agreed))
    form_data = empty_form_data(program, period=program.years.parse(period or ""))

    assert builder_for(form_data).shown()[_ABOVE_PRIOR] == words


def test_start_here_says_when_late_results_have_more_time(tmp_path: Path) -> None:
    """As terms agree on it; where they do not, they are due with the report."""
    terms = tmp_path / "terms.toml"
    terms.write_text(
        'title = "t"\n[[calendar.sepsis_extension_days.values]]\nsince = "DY3 Q1"\nvalue = 15\nsource = "Agreement"\n'
    )
    due = {}
    for program in (PROGRAM, program_under(terms)):
        shown = builder_for(empty_form_data(program, period=program.years.parse("DY3 Q2"))).shown()
        due[program.terms] = shown[_LATE_RESULTS_DUE]

    assert list(due.values()) == ["with the report", serial(date(2018, 2, 15))]


def test_start_here_of_a_form_that_goes_on_says_what_is_locked_and_what_to_type() -> None:
    said = _start_of(rolled_forward(SAMPLES["not-met.xlsx"]))

    assert any(words.startswith("Pale green is filled in from the report of DY3 Q1") for words in said)
    assert any(words.startswith("Type the events of DY3 Q2") for words in said)
    assert not any(words.startswith(("Choose", "Answer Yes", "Enter the prior report")) for words in said)
    assert {*PROGRAM.texts.last_steps} <= said
    assert not any("{" in words for words in said)


def test_start_here_lists_what_terms_make_an_error_and_a_sheet_cannot_know() -> None:
    severe = SeverityOverride("QIP219", PROGRAM.first_period, OverrideLevel.ERROR, "terms", "terms")
    program = PROGRAM._replace(severity_overrides=SeverityOverrides("", (severe,)))

    issue = PROGRAM.in_words(ROSTER_OF_EARLIER_YEAR.issue)
    assert issue in _start_of(empty_form_data(program)) - _start_of(empty_form_data(PROGRAM))


def _start_of(form_data: FormData) -> set[str]:
    """Return the words beside the first column of Start Here."""
    sheet = openpyxl.load_workbook(BytesIO(workbook_for(form_data)), data_only=True)[START]
    return {str(cell.value) for (cell,) in sheet.iter_rows(min_col=2, max_col=2) if cell.value}


def test_measure_credits_says_that_no_contract_is_listed() -> None:
    shown = builder_for(empty_form_data(PROGRAM)).shown()

    assert shown[place_of("contract_quarters").at(0)] == "no contract is listed"


def test_a_message_of_the_facility_is_shown_to_the_mco() -> None:
    review = vbpqip.review(report({("message_to_mco", 0): "The count of DY2 Q3 was restated."}))

    assert "Message from the facility: The count of DY2 Q3 was restated." in reviews_as_text(review)
    assert "Message" not in reviews_as_text(vbpqip.review(report()))
