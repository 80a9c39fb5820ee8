"""A comparison as text, as JSON and as a workbook.

1. Text of 80 columns: verdict, entries, results with what moved them, findings. 2. JSON keeps to its schema. 3. The
workbook has a sheet for each table. 4. Received text does nothing, wherever it is shown.
"""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import jsonschema
import openpyxl
import pytest
from inline_snapshot import snapshot
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from support.comparisons import comparison_of
from support.quarters import Quarter
from support.tables import PROGRAM, SOUND, SOUND_CONTRACT, at, form_data_of, sheets_of, submission_of
from vbpqip.core.cells import Cell, Stored
from vbpqip.core.findings import Waiver
from vbpqip.core.reviews import Status
from vbpqip.kinds.qit_report.comparing.comparison import Comparison
from vbpqip.kinds.qit_report.comparing.described import comparison_document
from vbpqip.kinds.qit_report.comparing.values import comparison_values
from vbpqip.output.json_schema import schema_of
from vbpqip.output.sheets import document_as_workbook
from vbpqip.output.text import document_as_json, document_as_text

OLD = submission_of(SOUND + "| cdi | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |")
RESTATED = SOUND.replace("1/5000", '9/"5000"') + "| cdi | 2/4000 | 1/5000 | 0/4500 | -/6500 | 7/20000 |"
RESUBMITTED = comparison_of(OLD, submission_of(RESTATED, contracts=SOUND_CONTRACT, mco="FIDELIS"))
SAME = comparison_of(OLD, OLD)
SPELLED = comparison_of(
    OLD, submission_of(SOUND + "| cdi | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |", mco="fidelis")
)
NEXT = """
    | measure | DY2 Q3 | DY2 Q4 | DY3 Q1 | DY3 Q2 | prior   |
    | CLABSI  | 1/5000 | 0/4500 | 4/6500 | 9/6000 | 8/20000 |
    | CAUTI   | 1/5000 | 0/4500 | 3/6500 | 2/6000 | 6/20000 |
"""
FOLLOWING = comparison_of(
    submission_of(SOUND + "| cdi | 2/4000 | 1/5000 | 0/4500 | -/6500 | 7/20000 |"),
    submission_of(NEXT + "| cdi | 1/5000 | 0/4500 | 3/6500 | 2/6000 | 6/20000 |", period="DY3 Q2"),
)
UNKNOWN = comparison_of(
    submission_of(period=None, facility=None, mco=None), submission_of(period=None, facility=None, mco=None)
)
EVERY = pytest.mark.parametrize("comparison", [RESUBMITTED, SAME, SPELLED, FOLLOWING, UNKNOWN])


def text_of(comparison: Comparison, width: int = 80) -> str:
    return document_as_text(comparison_document(comparison), width).partition("\n\nWhat this rests on")[0]


def workbook_of(comparison: Comparison) -> bytes:
    return document_as_workbook(comparison_document(comparison))


def test_1_a_resubmission() -> None:
    assert text_of(RESUBMITTED) == snapshot("""\
old.xlsx -> new.xlsx
Interfaith Medical Center to FIDELIS, DY3 Q1: one report, sent twice

QIT MET -> QIT NOT DETERMINED: errors must be fixed first

Old      DY3 Q1, accepted: 2 achieved of 2 selected = 100 %; 50 % required
New      DY3 Q1, rejected: 2 measures selected + 1 credit
Credits  0 -> 1, by Measure Credits!A5, B5, C5, D5, F5

Entries
  9 entries differ: 1 changed, 5 added, 1 removed, 2 in spelling only
  Heading
  - P4P Report!A5  MCO: Fidelis -> FIDELIS, which means the same
  CLABSI
  - P4P Report!E11  numerator of DY2 Q3: 1 -> 9
  - P4P Report!F11  denominator of DY2 Q3: 5000 -> 5000 (typed as text), which
    means the same
  CDI
  - P4P Report!I12  numerator of DY3 Q1: removed 3
  Contract with Fidelis
  - Measure Credits!A5  MCO: added Fidelis
  - Measure Credits!B5  arrangement: added TCGP
  - Measure Credits!C5  level: added 2
  - Measure Credits!D5  submitted: added 2017-05-15
  - Measure Credits!F5  status: added Approved

Measures
  - CLABSI: improved, achieved -> worsened, not achieved; 3.00 -> 7.00 per
    10,000 patient days; prior 3.50; by P4P Report!E11
  - CDI: improved, achieved -> invalid entries; 3.00 -> none per 10,000 patient
    days; prior 3.50; by P4P Report!I12

Findings
  No findings gone, 2 new findings
  New:
  - Warning: P4P Report!F11: CLABSI, denominator of DY2 Q3: text, read as 5000.
      [QIP317]
    Type the number again into a cell that is not formatted as text.
  - Error: P4P Report!I12: CDI: numerator of DY3 Q1 is blank. [QIP310]
    Enter the number of events and of potential occurrences of each quarter;
    where nothing could occur, enter 0 and 0.\
""")


def test_1_a_report_and_the_next() -> None:
    assert text_of(FOLLOWING) == snapshot("""\
old.xlsx -> new.xlsx
Interfaith Medical Center to Fidelis, DY3 Q1 and then DY3 Q2: compared where
they overlap, in DY2 Q3, DY2 Q4, DY3 Q1

QIT NOT DETERMINED: errors must be fixed first -> QIT MET

Old  DY3 Q1, rejected: 2 measures selected
New  DY3 Q2, accepted: 2 achieved of 3 selected = 66.7 %; 50 % required

Entries
  10 entries differ: 2 changed, 8 added
  CAUTI
  - P4P Report!B10  selected: added Yes
  - P4P Report!E10 -> C10  numerator of DY2 Q3: added 1
  - P4P Report!F10 -> D10  denominator of DY2 Q3: added 5000
  - P4P Report!G10 -> E10  numerator of DY2 Q4: added 0
  - P4P Report!H10 -> F10  denominator of DY2 Q4: added 4500
  - P4P Report!I10 -> G10  numerator of DY3 Q1: added 3
  - P4P Report!J10 -> H10  denominator of DY3 Q1: added 6500
  CLABSI
  - P4P Report!I11 -> G11  numerator of DY3 Q1: 3 -> 4
  - P4P Report!K11  prior numerator: 6 by old.xlsx -> 8
  CDI
  - P4P Report!I12 -> G12  numerator of DY3 Q1: added 3

Not compared
  - CDI: the prior result, since the earlier report does not soundly say it.

Measures
  - CAUTI: not selected -> improved, achieved; none -> 2.73 per 10,000 patient
    days; prior none -> 3.00; by its new quarters, P4P Report!B10, C10, D10,
    E10, F10, G10, H10
  - CLABSI: improved, achieved -> worsened, not achieved; 3.00 -> 6.36 per
    10,000 patient days; prior 3.50 -> 4.00; by its new quarters, P4P
    Report!G11, K11
  - CDI: invalid entries -> improved, achieved; none -> 2.73 per 10,000 patient
    days; prior 3.50 -> 3.00; by its new quarters, P4P Report!G12

Findings
  1 finding gone, no new findings
  - Gone, error: P4P Report!I12: CDI: numerator of DY3 Q1 is blank. [QIP310]\
""")


def test_1_the_same_file() -> None:
    assert "The two files are the same, byte for byte." in text_of(SAME)


def test_1_files_that_differ_in_no_entry() -> None:
    stamped = OLD._replace(stamp=OLD.stamp._replace(program_version="0"))

    assert "\nEntries\n  The files differ, but no entry in them does.\n" in text_of(comparison_of(OLD, stamped))


def test_1_reports_that_share_entries_and_differ_in_none() -> None:
    new = submission_of(
        """
        | measure | DY2 Q3 | DY2 Q4 | DY3 Q1 | DY3 Q2 | prior   |
        | CLABSI  | 1/5000 | 0/4500 | 3/6500 | 9/6000 | 6/20000 |
        """,
        period="DY3 Q2",
    )

    assert "\nEntries\n  No entry that both reports share differs.\n" in text_of(comparison_of(submission_of(), new))


def test_1_nothing_is_known_of_the_reports() -> None:
    assert text_of(UNKNOWN).splitlines()[1] == "no facility to no MCO, no period: one report, sent twice"


def test_1_an_entry_that_is_blank_by_a_formula() -> None:
    workbook = sheets_of(form_data_of())
    emptied = workbook.with_cell(at("prior_numerator", 0), Cell(Stored.TEXT, "", formula='""'))

    text = " ".join(text_of(comparison_of(workbook.submission(), emptied.submission())).split())

    assert "K7 prior numerator: blank -> blank, calculated by a formula, which means the same" in text


@EVERY
@pytest.mark.parametrize("width", [60, 80])
def test_1_lines_fit_the_terminal(comparison: Comparison, width: int) -> None:
    assert max(map(len, text_of(comparison, width).splitlines())) <= width


BOOK = comparison_of(OLD, submission_of(SOUND.replace("1/5000", f'"{"word " * 1000}"/5000')))


def test_1_a_book_in_a_cell_is_cut() -> None:
    assert len(text_of(BOOK)) < 3_000


def test_1_two_contracts_with_one_mco_stay_apart() -> None:
    twice = SOUND_CONTRACT + SOUND_CONTRACT.strip().splitlines()[-1].replace("05-15", "08-15")

    text = text_of(comparison_of(OLD, submission_of(contracts=twice)))

    assert text.count("\n  Contract with Fidelis\n") == 2


def test_1_where_nothing_is_assumed_nothing_is_said_of_it() -> None:
    rules = SAME.new.rules._replace(assumptions=())
    comparison = SAME._replace(new=SAME.new._replace(rules=rules))

    assert document_as_text(comparison_document(comparison), 80).endswith(f"SHA-256\n  {SAME.new.sha256}.")


def test_1_a_finding_that_is_waived() -> None:
    waiver = Waiver("QIP310", "F", Quarter(3, 1), approver="A", reason="R.", until=date(2017, 12, 31))
    (first, *others) = RESUBMITTED.arisen
    comparison = RESUBMITTED._replace(arisen=(first._replace(waiver=waiver), *others))

    assert "  - Waived: P4P Report!" in text_of(comparison)
    assert "waived" in {row[1] for row in rows_of(comparison, "Findings")}


def test_1_the_reviewer_is_told_what_to_do() -> None:
    (first, *others) = RESUBMITTED.arisen
    told = first._replace(diagnostic=first.diagnostic._replace(reviewer_remedy="Ask the facility."))
    comparison = RESUBMITTED._replace(arisen=(told, *others), gone=(told,))

    assert text_of(comparison).count("\n    Ask the facility.\n") == 1
    assert [(row[0], row[-1]) for row in rows_of(comparison, "Findings")[1:3]] == [
        ("gone", ""),
        ("new", "Ask the facility."),
    ]


@EVERY
def test_2_the_document_follows_its_schema(comparison: Comparison) -> None:
    jsonschema.Draft202012Validator(schema_of("comparison_document")).validate(
        json.loads(document_as_json(comparison_document(comparison)))
    )


def test_2_a_change() -> None:
    assert comparison_values(RESUBMITTED)["changes"][1] == snapshot(
        {
            "kind": "changed",
            "part": "measure",
            "measure": "clabsi",
            "subject": "CLABSI",
            "entry": "numerator of DY2 Q3",
            "old": {"sheet": "P4P Report", "cell": "E11", "value": "1", "how": None},
            "new": {"sheet": "P4P Report", "cell": "E11", "value": "9", "how": None},
        }
    )


def test_2_what_moved_a_measure() -> None:
    clabsi = comparison_values(RESUBMITTED)["measures"][0]

    assert (clabsi["moved"], clabsi["moved_by"]) == (True, [{"sheet": "P4P Report", "cell": "E11"}])
    assert (clabsi["old"]["result"], clabsi["new"]["result"]) == ("3", "7")


def test_2_a_result_that_the_older_report_calculates_stands_in_no_cell() -> None:
    prior = next(change for change in comparison_values(FOLLOWING)["changes"] if change["entry"] == "prior numerator")

    assert prior["old"] == {"sheet": None, "cell": None, "value": "6", "how": None}


def book(comparison: Comparison) -> Workbook:
    return openpyxl.load_workbook(BytesIO(workbook_of(comparison)))


def heading_row(sheet: Worksheet) -> int:
    """Return the row of a table's headings, counted from 1: what is above the first row that scrolls."""
    return int(str(sheet.freeze_panes)[1:]) - 1


def rows_of(comparison: Comparison, title: str) -> list[tuple[str, ...]]:
    """Return the rows of a table, the headings first."""
    sheet = book(comparison)[title]
    rows = sheet.iter_rows(min_row=heading_row(sheet), values_only=True)
    return [tuple("" if cell is None else str(cell) for cell in row) for row in rows]


def test_3_a_sheet_for_each_table() -> None:
    assert book(RESUBMITTED).sheetnames == ["Result", "Measures", "Findings"]
    assert book(SAME).sheetnames == ["Result"]


def test_3_changes() -> None:
    assert rows_of(RESUBMITTED, "Result")[:3] == snapshot(
        [
            ("Of", "Entry", "Change", "Old cell", "Old entry", "New cell", "New entry", "What became of the measure"),
            ("Heading", "MCO", "in spelling only", "P4P Report!A5", "Fidelis", "P4P Report!A5", "FIDELIS", ""),
            (
                "CLABSI",
                "numerator of DY2 Q3",
                "changed",
                "P4P Report!E11",
                "1",
                "P4P Report!E11",
                "9",
                "improved, achieved -> worsened, not achieved",
            ),
        ]
    )


def test_3_results() -> None:
    assert rows_of(RESUBMITTED, "Measures")[:3] == snapshot(
        [
            (
                "Measure",
                "Old result",
                "New result",
                "Unit",
                "Old comparator",
                "New comparator",
                "Old outcome",
                "New outcome",
                "Moved by",
            ),
            (
                "CLABSI",
                "3.00",
                "7.00",
                "per 10,000 patient days",
                "3.50",
                "3.50",
                "improved, achieved",
                "worsened, not achieved",
                "P4P Report!E11",
            ),
            (
                "CDI",
                "3.00",
                "none",
                "per 10,000 patient days",
                "3.50",
                "3.50",
                "improved, achieved",
                "invalid entries",
                "P4P Report!I12",
            ),
        ]
    )


def test_3_a_later_report_has_new_quarters_too() -> None:
    """They move a result whatever was restated."""
    assert [row[-1] for row in rows_of(FOLLOWING, "Measures")[2:4]] == snapshot(
        ["its new quarters, P4P Report!G11, K11", "its new quarters, P4P Report!G12"]
    )


def words_around(comparison: Comparison) -> str:
    """Return what stands above and below the table of the first sheet."""
    return "\n".join(str(row[0]) for row in book(comparison)["Result"].iter_rows(values_only=True) if row[0])


def test_3_what_the_result_rests_on() -> None:
    words = words_around(FOLLOWING)

    assert "\nNew: DY3 Q2, accepted: 2 achieved of 3 selected" in words
    assert "\nNot compared\n   - CDI: the prior result" in words
    assert f"and new.xlsx, SHA-256 {FOLLOWING.new.sha256}." in words.replace("\n", " ")
    assert "\n   - qit.required_share = 0.50." in words


def test_3_under_terms() -> None:
    rules = RESUBMITTED.new.rules._replace(terms="P4P agreement")
    words = words_around(RESUBMITTED._replace(new=RESUBMITTED.new._replace(rules=rules, period=None)))

    assert "with the terms 'P4P agreement'." in words
    assert "\nNew: no period, rejected: " in words


@EVERY
def test_3_each_table_can_be_filtered_read_and_printed(comparison: Comparison) -> None:
    for sheet in book(comparison).worksheets:
        top = heading_row(sheet)
        assert str(sheet.auto_filter.ref).startswith(f"A{top}:")
        assert sheet.print_title_rows == f"${top}:${top}"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
        assert "&P" in str(sheet.HeaderFooter.oddFooter)


def test_3_no_row_is_higher_than_a_spreadsheet_can_show() -> None:
    heights = [row.height or 0 for sheet in book(BOOK).worksheets for row in sheet.row_dimensions.values()]

    assert 400 < max(heights) <= 409


@EVERY
def test_3_the_same_comparison_has_the_same_bytes(comparison: Comparison) -> None:
    assert workbook_of(comparison) == workbook_of(comparison)


HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "<script>alert(1)</script>",
    "\x1b[2J\x1b]0;title\x07St. Mary",
    "\u202eyraM .tS",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_4_a_hostile_name(name: str) -> None:
    comparison = comparison_of(
        submission_of(facility=name, attested_by=name), submission_of(facility=name.upper(), attested_by="Bob")
    )

    assert not {"\x1b", "\x07", "\u202e"} & set(document_as_text(comparison_document(comparison), 80))
    cells = [cell for sheet in book(comparison) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_4_the_status_of_a_report_is_said() -> None:
    assert comparison_values(RESUBMITTED)["new"]["status"] == Status.REJECTED
    assert PROGRAM.version == comparison_values(SAME)["program"]["version"]
