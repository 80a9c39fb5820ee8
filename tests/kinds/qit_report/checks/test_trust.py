"""What would be scored as another number, another measure or another quarter is an error, not a guess.

Spreadsheets make a fraction of ``61.2%`` and of ``0:08``; sorting parts titles from keys; a formula's stored result may be
of yesterday; what stands below a table is not in it.
"""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot

from support.tables import SOUND_CONTRACT, at, codes_of, findings_as_text, form_data_of, review_of, sheets_of
from vbpqip.core.cells import Cell, Location, Stored
from vbpqip.core.results import Verdict


def test_qip135_entries_below_table() -> None:
    last = at("contract_mco", 7)
    below = Location(last.sheet, last.row + 1, last.column)

    review = sheets_of(form_data_of()).with_cell(below, Cell(Stored.TEXT, "Fidelis")).review()

    assert findings_as_text(review) == snapshot("""\
Measure Credits!A13: Something is entered below the table, from A13 on; it is not read. [QIP135]
  Enter it in a row of the table; where contracts fill all rows, leave out those that no longer count.\
""")
    assert review.qit.verdict is Verdict.NOT_DETERMINED


def test_qip135_a_note_far_below_is_a_note() -> None:
    last = at("selected", 10)
    below = Location(last.sheet, last.row + 40, last.column)

    assert codes_of(sheets_of(form_data_of()).with_cell(below, Cell(Stored.TEXT, "Thanks!")).review()) == []


def test_qip302_selected_missing() -> None:
    """Clearing one cell must not take a measure out of the target."""
    review = review_of("""
        | measure | selected | q1     | q2     | q3     | q4     | prior   |
        | CAUTI   | Yes      | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
        | CLABSI  | -        | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 5/20000 |
        | CDI     | -        | -      | -      | -      | -      | -       |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!B11: CLABSI: has entries, selected is blank. [QIP302]
  Choose Yes if the measure counts; otherwise No.\
""")


@pytest.mark.parametrize("name", ["facility", "mco", "current_period", "quarter_4", "selected"])
def test_qip316_entry_shows_an_error(name: str) -> None:
    """An error's name is no facility, no quarter and no answer; nothing else is said of its cell."""
    where = at(name, "clabsi" if name == "selected" else 0)

    review = sheets_of(form_data_of()).with_cell(where, Cell(Stored.ERROR, "#N/A")).review()

    assert [finding.diagnostic.code for finding in review.findings if finding.at == where] == ["QIP316"]
    assert review.qit.verdict is Verdict.NOT_DETERMINED


@pytest.mark.parametrize(
    "stored", [Cell(Stored.TEXT, "Yes", "B1"), Cell(Stored.TEXT, "No", "B1"), Cell(Stored.NOTHING, "", "B1")]
)
def test_qip319_an_answer_that_is_a_formula(stored: Cell) -> None:
    where = at("selected", "clabsi")

    review = sheets_of(form_data_of()).with_cell(where, stored).review()

    assert [finding.diagnostic.code for finding in review.findings if finding.at == where] == ["QIP319"]
    assert review.qit.verdict is Verdict.NOT_DETERMINED


def test_qip319_a_date_that_is_a_formula() -> None:
    """``TODAY()`` would earn a credit every day."""
    sheets = sheets_of(form_data_of(contracts=SOUND_CONTRACT))

    review = sheets.with_cell(at("contract_submitted"), Cell(Stored.NUMBER, "42870", "TODAY()")).review()

    assert (codes_of(review), review.credits.in_force) == (["QIP319"], 0)


@pytest.mark.parametrize(
    ("row", "result", "codes"),
    [
        ("sepsis-3h-bundle", "0.612", ["QIP337"]),
        ("sepsis-3h-bundle", "1", ["QIP337"]),
        ("sepsis-3h-bundle", "1.5", []),
        ("sepsis-3h-bundle", "0", []),
        ("median-time-to-ecg", "0.005", ["QIP337"]),
        ("median-time-to-ecg", "1", []),
    ],
)
def test_qip337_annual_result_mistyped(row: str, result: str, codes: list[str]) -> None:
    """61.2% is stored as 0.612, eight minutes past midnight as 0.0056."""
    review = review_of(f"""
        | measure | q1 | q2 | q3 | q4          | prior |
        | {row}   | -  | -  | -  | {result}/NA | 2/NA  |
    """)

    assert codes_of(review) == codes


@pytest.mark.parametrize(
    ("measure", "first", "codes"),
    [
        ("clabsi", "5/0", ["QIP412"]),
        ("clabsi", "0/0", []),
        ("clabsi", "5/4", ["QIP415", "QIP424"]),
        ("ami-mortality", "5/0", ["QIP410"]),
    ],
)
def test_qip412_events_of_nothing(measure: str, first: str, codes: list[str]) -> None:
    review = review_of(f"""
        | measure   | q1      | q2     | q3     | q4     | prior   |
        | {measure} | {first} | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
    """)

    assert codes_of(review) == codes


def test_qip527_title_not_of_key() -> None:
    """Somebody sorted the rows, and the column of keys stayed as it was."""
    moved = Cell(Stored.TEXT, "CAUTI Rate per 10,000 Patient Days (Population Rate)")

    review = sheets_of(form_data_of()).with_cell(at("measure_title", "clabsi"), moved).review()

    assert findings_as_text(review) == snapshot("""\
P4P Report!A11: The row of 'CLABSI per 10,000 Patient Days (Population Rate)' is titled 'CAUTI Rate per 10,000 Patient Days (Population Rate)'. [QIP527]
  Undo the sorting or moving of cells, or enter the figures in a fresh template.\
""")


def test_a_name_whose_rows_are_not_those_of_the_table_is_not_followed() -> None:
    """Cells were deleted, and those below moved up: the label above the column tells where it stands."""
    shifted = sheets_of(form_data_of()).with_names(numerator_1="'P4P Report'!$C$16:$C$25")

    review = shifted.review()

    assert (codes_of(review), review.qit.verdict) == (["QIP130"], Verdict.MET)


def test_of_two_equal_labels_neither_is_followed() -> None:
    sheets = sheets_of(form_data_of()).without_names("facility")

    review = sheets.with_cell(Location("P4P Report", 40, 0), Cell(Stored.TEXT, "Facility")).review()

    assert codes_of(review) == ["QIP110"]


def test_na_of_the_prior_report_is_spelled_na() -> None:
    review = review_of(
        """
        | measure            | q1 | q2 | q3 | q4   | prior |
        | median-time-to-ecg | -  | -  | -  | 8/NA | 9/NA  |
        """,
        entries={("prior_numerator", 9): "n/a"},
    )

    assert codes_of(review) == ["QIP318"]
