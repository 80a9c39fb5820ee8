"""5xx: measures are on the menu and selected once, comparators are there, contracts are complete and dated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from support.tables import SOUND_CONTRACT, at, codes_of, findings_as_text, form_data_of, review_of, sheets_of
from vbpqip.core.cells import Cell, Stored
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review
from vbpqip.program.loading import program_under
from vbpqip.workbook.entry_types import Raw


def review_with_contract(**entries: Raw | None) -> Review:
    """Review a sound report with a sound contract, of which some entries are told."""
    changed = {(f"contract_{name}", 0): raw for name, raw in entries.items()}
    return review_of(contracts=SOUND_CONTRACT, entries=changed)


def test_qip510_no_measure_selected() -> None:
    """A report of no measure has no share; No and blank are both no selection."""
    review = review_of("""
        | measure | selected |
        | CLABSI  | No       |
        | CDI     | -        |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!B6: No measure is selected. [QIP510]
  Choose Yes for each measure of the pairing.\
""")
    assert review.qit.verdict is Verdict.NOT_DETERMINED


def test_qip510_also_where_the_table_is_empty() -> None:
    """A table whose very keys were cleared selects nothing."""
    sheets = sheets_of(form_data_of())
    for nth in range(11):
        for name in ("measure_key", "selected"):
            sheets = sheets.with_cell(at(name, nth), None)
    for name in ("numerator", "denominator"):
        for quarter in ("1", "2", "3", "4"):
            for nth in range(11):
                sheets = sheets.with_cell(at(f"{name}_{quarter}", nth), None)
    for nth in range(11):
        sheets = sheets.with_cell(at("prior_numerator", nth), None).with_cell(at("prior_denominator", nth), None)

    assert codes_of(sheets.review()) == ["QIP510"]


def test_qip510_keeps_to_the_heading_on_the_first_row() -> None:
    """Where the answers begin in the first row, the finding stands in it."""
    sheets = sheets_of(form_data_of("| measure | selected |\n| CLABSI | No |")).with_names(
        selected="'P4P Report'!$B$1:$B$11"
    )

    assert str(next(each.at for each in sheets.review().findings if each.diagnostic.code == "QIP510")) == (
        "P4P Report!B6"
    )


def test_qip520_measure_not_on_menu() -> None:
    """What was never on the menu is not in a report without the pairing's terms."""
    sheets = sheets_of(form_data_of("| measure | selected |\n| CLABSI | Yes |"))
    review = sheets.with_cell(at("measure_key", "clabsi"), Cell(Stored.TEXT, "readmissions")).review()

    assert findings_as_text(review) == snapshot("""\
P4P Report!R11: 'readmissions' is not on the menu of DY3 Q1. [QIP520]
  Choose No for it; add it to the pairing's terms if MCO and facility agreed on it.\
""")


def test_qip520_a_selected_row_without_a_key() -> None:
    sheets = sheets_of(form_data_of(entries={("selected", 0): "Yes", ("selected", 1): "Yes"}))
    changed = sheets.with_cell(at("measure_key", 0), None).with_cell(at("measure_key", 1), None)

    assert findings_as_text(changed.review()) == snapshot("""\
P4P Report!R7: The row is selected, but the key of its measure is blank. [QIP520]
  Choose No for it; add it to the pairing's terms if MCO and facility agreed on it.
P4P Report!R8: The row is selected, but the key of its measure is blank. [QIP520]
  Choose No for it; add it to the pairing's terms if MCO and facility agreed on it.\
""")


def test_qip520_a_measure_of_the_terms_is_on_the_menu(tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text(
        """
        title = "Interfaith and Fidelis"
        [[measures]]
        key = "readmissions"
        title = "Readmissions within 30 Days"
        short_title = "Readmissions"
        steward = "CMS"
        improvement = "lower"
        scoring = "proportion"
        reporting = "quarterly"
        per = 100
        unit = "discharges"
        since = "DY3 Q1"
        source = "Amendment 2"
        """
    )
    table = """
        | measure      | q1   | q2   | q3   | q4   | prior |
        | Readmissions | 1/10 | 1/10 | 1/10 | 1/10 | 5/40  |
    """

    agreed, before = (review_of(table, program=program_under(terms), period=each) for each in ("DY3 Q1", "DY2 Q4"))

    assert codes_of(agreed) == []
    assert codes_of(before) == ["QIP520"]


def test_qip525_measure_repeated() -> None:
    """The second of two selected rows is the one too many; a row that is not selected is none."""
    sheets = sheets_of(form_data_of(entries={("selected", 0): "No", ("selected", 5): "Yes"}))
    changed = sheets.with_cell(at("measure_key", 0), Cell(Stored.TEXT, "clabsi")).with_cell(
        at("measure_key", 5), Cell(Stored.TEXT, "clabsi")
    )

    assert findings_as_text(changed.review()) == snapshot("""\
P4P Report!R12: CLABSI is selected in more than one row. [QIP525]
  Keep one row of the measure; make the report from a fresh template if rows were copied.\
""")


def test_qip540_comparator_missing() -> None:
    """A comparator is needed from DY3 Q1 on; 0/0 and an annual NA say that there is none."""
    review = review_of("""
        | measure                 | q1  | q2  | q3  | q4   | prior |
        | CAUTI                   | 0/9 | 0/9 | 0/9 | 0/9  | 0/0   |
        | CLABSI                  | 0/9 | 0/9 | 0/9 | 0/9  | -     |
        | CDI                     | 0/9 | 0/9 | 0/9 | 0/9  | 5/-   |
        | Median time to ECG      | -   | -   | -   | 8/NA | -/NA  |
        | Median time to transfer | -   | -   | -   | 8/NA | NA/NA |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!K11: CLABSI: numerator of the prior report and denominator of the prior report are blank. [QIP540]
  Enter the totals of the prior report: its numerators and its denominators added up; for an annual measure its result and NA.
P4P Report!L12: CDI: denominator of the prior report is blank. [QIP540]
  Enter the totals of the prior report: its numerators and its denominators added up; for an annual measure its result and NA.
P4P Report!K16: Median time to ECG: numerator of the prior report is blank. [QIP540]
  Enter the totals of the prior report: its numerators and its denominators added up; for an annual measure its result and NA.\
""")


def test_qip540_an_annual_comparator_that_is_all_blank_is_reported_once() -> None:
    review = review_of("""
        | measure            | q1 | q2 | q3 | q4   | prior |
        | Median time to ECG | -  | -  | -  | 8/NA | -/-   |
    """)

    assert codes_of(review) == ["QIP540"]


def test_qip545_comparator_in_baseline() -> None:
    """The baseline is measured against nothing; the NA that the form prints itself is no comparator."""
    review = review_of(
        """
        | measure            | q1  | q2  | q3  | q4   | prior |
        | CAUTI              | 0/9 | 0/9 | 0/9 | 0/9  | 7/99  |
        | CLABSI             | 0/9 | 0/9 | 0/9 | 0/9  | -     |
        | Median time to ECG | -   | -   | -   | 8/NA | -     |
        """,
        period="DY2 Q4",
    )

    assert findings_as_text(review) == snapshot("""\
P4P Report!K10: CAUTI: DY2 Q4 is the baseline; the comparator was not used. [QIP545]
  Clear the prior numerator and denominator.\
""")
    assert review.qit.verdict is Verdict.BASELINE


def test_qip550_contract_incomplete() -> None:
    """Level, submission date and status decide on a credit; a line without an MCO is called by its row."""
    review = review_of(
        contracts="""
        | mco     | level | submitted  | status   |
        | Fidelis | -     | -          | -        |
        | -       | 2     | 2017-05-15 | -        |
        | -       | 2     | 2017-05-15 | Approved |
        """
    )

    assert findings_as_text(review) == snapshot("""\
Measure Credits!C5: Contract with Fidelis: VBP level, submission date, status are blank. [QIP550]
  Enter VBP level, submission date and status, or clear the whole line.
Measure Credits!F6: Contract in row 6: status is blank. [QIP550]
  Enter VBP level, submission date and status, or clear the whole line.\
""")
    assert review.credits.in_force == 1


def test_qip552_contract_date_unreadable() -> None:
    """A date that is text is no date to a spreadsheet either; months and days in text are not guessed."""
    review = review_with_contract(submitted="8/9/2017", recertified="2018-08-15")

    assert findings_as_text(review) == snapshot("""\
Measure Credits!D5: Contract with Fidelis: '8/9/2017' is not stored as a date. [QIP552]
  Type the date again, such as 2017-08-15, into a cell that is not formatted as text.
Measure Credits!E5: Contract with Fidelis: '2018-08-15' is not stored as a date. [QIP552]
  Type the date again, such as 2017-08-15, into a cell that is not formatted as text.\
""")


def test_qip552_na_is_no_date_and_spaces_are_blank() -> None:
    review = review_with_contract(recertified="NA")
    blank = review_with_contract(recertified="  ")

    assert findings_as_text(review).splitlines()[0] == snapshot(
        "Measure Credits!E5: Contract with Fidelis: 'NA' is not stored as a date. [QIP552]"
    )
    assert findings_as_text(blank) == ""


def test_qip553_contract_date_outside_program() -> None:
    """The program's years are April 2015 to March 2020."""
    review = review_with_contract(submitted=date(2015, 3, 31), recertified=date(2020, 4, 1))

    assert findings_as_text(review) == snapshot("""\
Measure Credits!D5: Contract with Fidelis: 2015-03-31 is outside of the program. [QIP553]
  Check the year of the date.
Measure Credits!E5: Contract with Fidelis: 2020-04-01 is outside of the program. [QIP553]
  Check the year of the date.\
""")


def test_qip553_first_and_last_day_of_the_program() -> None:
    review = review_with_contract(submitted=date(2015, 4, 1), recertified=date(2020, 3, 31))

    assert codes_of(review) == ["QIP576"]


@pytest.mark.parametrize("level", [4, -1, "1.5", "two", "NA"])
def test_qip554_rejects_levels_that_do_not_exist(level: int | str) -> None:
    assert "QIP554" in codes_of(review_with_contract(level=level))


def test_qip554_contract_level_unknown() -> None:
    """The levels are 0, 1, 2 and 3."""
    review = review_with_contract(level=4)

    assert findings_as_text(review) == snapshot("""\
Measure Credits!C5: Contract with Fidelis: level '4' does not exist. [QIP554]
  Choose the level from the list.\
""")
    assert [codes_of(review_with_contract(level=level)) for level in (2, 3)] == [[], []]


def test_qip556_contract_status_unknown() -> None:
    """The statuses are Submitted, Approved and Refused, in capitals or not."""
    review = review_with_contract(status="Pending")

    assert findings_as_text(review) == snapshot("""\
Measure Credits!F5: Contract with Fidelis: status 'Pending' is not known. [QIP556]
  Choose Submitted, Approved or Refused.\
""")
    assert codes_of(review_with_contract(status="approved")) == []


def test_qip557_contract_arrangement_unknown() -> None:
    """The arrangement decides nothing, so one that is not known is a warning; it may be blank."""
    review = review_with_contract(arrangement="Bundle")

    assert findings_as_text(review) == snapshot("""\
Measure Credits!B5: Contract with Fidelis: arrangement 'Bundle' is not known. [QIP557]
  Choose the arrangement from the list.\
""")
    assert review.credits.in_force == 1
    assert codes_of(review_with_contract(arrangement=None)) == []


def test_qip558_recertified_before_submitted() -> None:
    """A contract is re-certified on the day of its submission or later."""
    before, same = (review_with_contract(recertified=date(2017, 5, day)) for day in (14, 15))

    assert findings_as_text(before) == snapshot("""\
Measure Credits!E5: Contract with Fidelis: re-certified 2017-05-14, before its submission 2017-05-15. [QIP558]
  Check both dates; leave the re-certification blank where there was none.\
""")
    assert codes_of(same) == []


def test_a_contract_invalid_earns_nothing_yet() -> None:
    """A credit is not guessed: with the issue, the verdict is not determined."""
    review = review_with_contract(status="Pending")

    assert (review.credits.in_force, review.qit.verdict) == (0, Verdict.NOT_DETERMINED)
