"""The feedback workbook.

1. Findings come first: errors before warnings, the message before the remedy, the place as a link, the code last.
2. The copy shows each value at its own address as it was received; what is invalid has border, symbol and note.
3. Values alone: it reads the same before it may calculate. Nothing that was received becomes a formula.
4. Every part says that it is not to be sent back, and one that is sent back is known.
5. A report that cannot be read has findings and no copy. Same review, same bytes. Everybody can read it.
"""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import vbpqip
from support.contrast import BLACK, WHITE, colour, contrast, fill
from support.counts import every_day
from support.invalid_reports import RECIPES
from support.reports import Changes, report
from support.tables import form_data_of
from vbpqip.checking.options import ReviewOptions
from vbpqip.kinds.feedback.invitation import NOT_TO_BE_SENT
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.feedback.contents import Contents, contents_of
from vbpqip.kinds.qit_report.feedback.marked_copy import copied_cells
from vbpqip.kinds.qit_report.feedback.received import ReceivedType
from vbpqip.kinds.qit_report.feedback.workbook import feedback_workbook
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program, program_under
from vbpqip.reviewing import read_and_review

PROGRAM = load_program()
RELEASED = Path(__file__).parents[3] / "released"
CLABSI_1, ECG_1, ECG_4 = ("numerator_1", 4), ("numerator_1", 9), ("denominator_4", 9)
INVALID_REPORTS: Changes = {CLABSI_1: "2", ECG_1: 7, ("mco", 0): "Fidelity"}
WAIVER = """
title = "Agreement"

[[waivers]]
code = "QIP317"
facility = "Interfaith Medical Center"
period = "DY3 Q1"
approver = "A. Reviewer"
reason = "A machine types them."
until = 2017-12-31
"""
CONTRACT: Changes = {
    ("contract_mco", 0): "Fidelis",
    ("contract_level", 0): 4,
    ("contract_submitted", 0): date(2017, 5, 15),
    ("contract_status", 0): "Submitted",
}


def contents(content: bytes, received: date | None = None) -> Contents:
    known = ReviewOptions(received=received)
    return contents_of(read_and_review(content, PROGRAM, name="inbox/report.xlsx", options=known))


def book(changes: Changes | None = None) -> Workbook:
    return opened(report(changes))


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(feedback_workbook(contents(content), QIT_REPORT)))


def rows(sheet: Worksheet, first: int) -> list[list[str]]:
    return [[str(value or "") for value in row] for row in sheet.iter_rows(min_row=first, values_only=True)]


def test_1_errors_come_first_and_codes_last() -> None:
    said = rows(book(INVALID_REPORTS)["Findings"], 5)

    assert said[0] == ["What is wrong", "What to do", "Where", "Found", "Expected", "Seriousness", "Code"]
    assert [(row[5], row[6]) for row in said[1:]] == [
        ("error", "QIP320"),
        ("warning", "QIP216"),
        ("warning", "QIP317"),
    ]


def test_1_a_finding_is_told_with_what_was_found_and_expected() -> None:
    assert rows(book(INVALID_REPORTS)["Findings"], 6)[0] == [
        "Median time to ECG, numerator of DY2 Q2: 7 where nothing belongs.",
        "Leave the first three quarters blank; enter the annual result in the last quarter's numerator.",
        "P4P Report!C16",
        "7",
        "blank",
        "error",
        "QIP320",
    ]


def test_1_the_place_leads_into_the_copy() -> None:
    links = [cell.hyperlink for (cell,) in book(INVALID_REPORTS)["Findings"].iter_rows(6, 8, 3, 3)]

    assert [link and link.location for link in links] == ["'P4P Report'!C16", "'P4P Report'!A5", "'P4P Report'!C11"]


def test_1_the_list_can_be_filtered() -> None:
    sheet = book(INVALID_REPORTS)["Findings"]

    assert sheet.auto_filter.ref == "A5:G8"
    assert sheet.freeze_panes == "B6"


@pytest.mark.parametrize(
    ("received", "words"),
    [
        pytest.param(None, "1 item to fix by 2017-10-31, and 2 items to review.", id="not-known"),
        pytest.param(date(2017, 10, 31), "1 item to fix by 2017-10-31, and 2 items to review.", id="in-time"),
        pytest.param(date(2017, 11, 1), "1 item to fix by 2017-12-31, and 3 items to review.", id="late"),
    ],
)
def test_1_what_is_asked_has_a_day(received: date | None, words: str) -> None:
    """A report that is late is fixed before the MCO's review ends."""
    sheet = openpyxl.load_workbook(BytesIO(feedback_workbook(contents(report(INVALID_REPORTS), received), QIT_REPORT)))[
        "Findings"
    ]

    assert sheet["A3"].value == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({}, "The report is accepted. Nothing needs to be fixed.", id="sound"),
        pytest.param({CLABSI_1: "2"}, "The report is accepted. 1 item to review.", id="warned"),
        pytest.param({ECG_1: 7, ("current_period", 0): "soon"}, "2 items to fix.", id="no-period-no-day"),
    ],
)
def test_1_what_is_asked(changes: Changes, words: str) -> None:
    assert book(changes)["Findings"]["A3"].value == words


SEPSIS_ALONE = "| measure | q1 | q2 | q3 | q4 |\n| 3-hour sepsis bundle | - | - | - | 61/NA |"
WITH_CLABSI = f"{SEPSIS_ALONE}\n| CLABSI | 2/4000 | 1/5000 | 0/4500 | 3/6500 |"


@pytest.mark.parametrize(
    ("table", "received", "deadline"),
    [
        pytest.param(SEPSIS_ALONE, date(2017, 8, 15), date(2017, 8, 15), id="the-bundle-alone"),
        pytest.param(SEPSIS_ALONE, date(2017, 8, 16), date(2017, 9, 29), id="the-bundle-alone-late"),
        pytest.param(WITH_CLABSI, date(2017, 7, 31), date(2017, 7, 31), id="with-another-measure"),
        pytest.param(WITH_CLABSI, date(2017, 8, 1), date(2017, 9, 29), id="with-another-measure-late"),
    ],
)
def test_1_the_day_is_that_of_what_is_reported(table: str, received: date, deadline: date) -> None:
    """The 3-hour sepsis bundle of DY2 Q4 alone has a later date of its own."""
    content = workbook_for(form_data_of(table, period="DY2 Q4", attested_on=date(2017, 7, 30)))

    assert contents(content, received).deadline == deadline


def test_1_what_is_waived_comes_last(tmp_path: Path) -> None:
    """It asks for nothing, and its cell has no mark."""
    terms = tmp_path / "terms.toml"
    terms.write_text(WAIVER)
    program = program_under(terms)
    reviewed = read_and_review(report(INVALID_REPORTS), program, options=ReviewOptions(received=date(2017, 10, 20)))

    copied = openpyxl.load_workbook(BytesIO(feedback_workbook(contents_of(reviewed), QIT_REPORT)))

    last = rows(copied["Findings"], 6)[-1]
    assert last[1] == "Waived by A. Reviewer until 2017-12-31: A machine types them."
    assert last[5:] == ["waived", "QIP317"]
    assert copied["P4P Report"]["C11"].value == "2"
    assert copied["P4P Report"]["C11"].comment is None


def test_2_a_value_stands_at_its_own_address() -> None:
    """Also what was typed as text, which stays text."""
    sheet = book(INVALID_REPORTS)["P4P Report"]

    assert [sheet[at].value for at in ("A3", "A5", "C3", "I5", "C11", "D11", "C16", "I16", "J16", "K11")] == [
        "Interfaith Medical Center", "Fidelity", "DY3 Q1", "DY3 Q1", "2", 4000, 7, 8, "NA", 7,
    ]  # fmt: skip


def test_2_an_error_has_border_symbol_and_note() -> None:
    cell = book(INVALID_REPORTS)["P4P Report"]["C16"]

    assert cell.border.left.style == "thick"
    assert cell.number_format.startswith('"✗ "General')
    assert cell.comment is not None
    assert cell.comment.text == (
        "Median time to ECG, numerator of DY2 Q2: 7 where nothing belongs.\n"
        "Leave the first three quarters blank; enter the annual result in the last quarter's numerator."
    )


def test_2_a_warning_has_others() -> None:
    cell = book(INVALID_REPORTS)["P4P Report"]["C11"]

    assert cell.border.left.style == "mediumDashed"
    assert cell.number_format.endswith('"! "@')


def test_2_what_is_right_has_none() -> None:
    cell = book(INVALID_REPORTS)["P4P Report"]["E11"]

    assert (cell.border.left.style, cell.number_format, cell.comment) == ("thin", "General", None)


def test_2_a_blank_that_should_not_be_says_so() -> None:
    """No number format gives an empty cell a symbol."""
    cell = book({("prior_numerator", 4): None})["P4P Report"]["K11"]

    assert (cell.value, cell.border.left.style) == ("blank", "thick")


def test_2_who_attests_is_copied_and_what_is_open_is_marked() -> None:
    copied = book({("attested_title", 0): None})

    sheet, finding = copied["Attestation"], copied["Findings"]["C6"]
    assert [sheet[at].value for at in ("A7", "A8", "A9", "A10", "A12")] == [
        "Name of the senior leader", "A. Clerk", "Title", "blank", datetime(2017, 10, 20),  # noqa: DTZ001 -- as the workbook has it
    ]  # fmt: skip
    assert sheet["A10"].border.left.style == "mediumDashed"
    assert (finding.value, finding.hyperlink and finding.hyperlink.location) == ("Attestation!A10", "'Attestation'!A10")


def test_2_a_report_on_version_1_is_copied_as_it_was() -> None:
    """Who prepared it attests to it there, on the sheet of the report."""
    copied = opened((RELEASED / "qit-report-1.xlsx").read_bytes())

    assert copied.sheetnames == ["Findings", "Result", "P4P Report", "Measure Credits"]
    assert [copied["P4P Report"][at].value for at in ("A4", "A5", "A10", "A11", "C15", "C20")] == [
        "Facility", "Interfaith Medical Center", "Prepared by (name)", "Desmond Clarke, Chief Quality Officer",
        "1st quarter: numerator", 4,
    ]  # fmt: skip


def test_2_below_it_stands_what_the_marks_mean() -> None:
    sheets = list(book(CONTRACT))[2:]

    words = [str(sheet.cell(sheet.max_row, 1).value) for sheet in sheets]
    assert all(each.startswith("✗ and a thick border: an error. ! and a dashed border") for each in words)


def test_2_a_contract_is_copied_where_one_is_entered() -> None:
    copied = book(CONTRACT)["Measure Credits"]

    assert [cell.value for cell in copied[5]][:6] == ["Fidelis", None, 4, copied["D5"].value, None, "Submitted"]
    assert copied["D5"].number_format == "yyyy-mm-dd"
    assert copied["C5"].border.left.style == "thick"
    assert "Measure Credits" not in book().sheetnames


def test_2_labels_stand_where_they_stood() -> None:
    sheet = book()["P4P Report"]

    assert [sheet[at].value for at in ("A2", "C2", "C4", "A6", "C6", "L6")] == [
        "Facility", "Select Current Period", "Select Current Quarter Result", "Measure", "1st qtr numerator",
        "Prior denominator",
    ]  # fmt: skip


def test_2_inserted_rows_and_another_title_keep_their_addresses() -> None:
    """The copy of a sheet that was renamed is called by the form's name, with the received cells."""
    changed = openpyxl.load_workbook(BytesIO(report(INVALID_REPORTS)))
    changed["P4P Report"].title = "Q1"
    content = BytesIO()
    changed.save(content)

    copied = opened(content.getvalue())

    finding = next(row for row in copied["Findings"].iter_rows(6) if row[6].value == "QIP320")
    assert finding[2].value == "Q1!C16"
    assert finding[2].hyperlink is not None
    assert finding[2].hyperlink.location == "'P4P Report'!C16"
    assert copied["P4P Report"]["C16"].value == 7


@pytest.mark.parametrize(
    "code", every_day(3, ["QIP332", "QIP333", "QIP552", "QIP135", "QIP182", "QIP610", "QIP110", "QIP520"])
)
def test_2_every_kind_of_place_is_shown_or_told(code: str) -> None:
    """A finding whose cell is near the form leads to a marked cell; a far one has words alone."""
    copied = opened(RECIPES[code]().content)

    told = [row for row in copied["Findings"].iter_rows(6) if row[6].value == code]
    assert told
    for row in told:
        link = row[2].hyperlink
        if link is None:
            assert row[2].value == "the whole file" or code == "QIP182"
        else:
            title, _, address = str(link.location).rpartition("!")
            assert copied[title.strip("'")][address].comment is not None


@pytest.mark.parametrize(
    "code",
    every_day(3, [
        "QIP132", "QIP135", "QIP310", "QIP361", "QIP510", "QIP520", "QIP522", "QIP525", "QIP552", "QIP610", "QIP612", "QIP630",
    ]),
)  # fmt: skip
def test_2_every_mark_has_a_label(code: str) -> None:
    """Above it, in its column; a heading that is marked is one itself. Some of these lie beside the form's entries."""
    invalid = contents(RECIPES[code]().content)
    assert invalid.submission is not None

    cells, marked = copied_cells(invalid.submission, invalid.findings)

    labels = {at for at, cell in cells.items() if cell.kind is not ReceivedType.ENTRY}
    assert marked
    for at in marked:
        above = [each for each in labels if (each.sheet, each.column) == (at.sheet, at.column) and each.row < at.row]
        assert at in labels or above, at


def test_2_a_stored_result_that_is_marked_is_named() -> None:
    sheet = opened(RECIPES["QIP612"]().content)["P4P Report"]

    assert (sheet["M10"].value, sheet["M11"].border.left.style) == ("shown result differs", "mediumDashed")


def test_2_a_cell_far_outside_does_not_make_the_copy_huge() -> None:
    assert opened(RECIPES["QIP182"]().content)["P4P Report"].max_row < 100


def test_3_no_cell_is_a_formula() -> None:
    """Not even where the facility's name looks like one."""
    hostile = book({**INVALID_REPORTS, ("facility", 0): '=HYPERLINK("http://example.org","x")', ECG_4: "=1+1"})

    cells = [cell for sheet in hostile for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert hostile["P4P Report"]["A3"].value == '=HYPERLINK("http://example.org","x")'
    assert not [cell for cell in cells if cell.hyperlink and cell.hyperlink.target]


def test_4_every_sheet_says_what_it_is() -> None:
    """In its title or below it, and at the foot of each page."""
    sheets = list(book(CONTRACT))

    assert [sheet.title for sheet in sheets] == ["Findings", "Result", "P4P Report", "Measure Credits", "Attestation"]
    assert len({sheet["A1"].value for sheet in sheets}) == len(sheets)
    assert {sheet["A2"].value for sheet in sheets[:2]} == {NOT_TO_BE_SENT}
    assert [sheet["A1"].value for sheet in sheets[2:]] == [
        f"{sheet.title}, as it was received. {NOT_TO_BE_SENT}" for sheet in sheets[2:]
    ]
    assert all(NOT_TO_BE_SENT in str(sheet.oddFooter) for sheet in sheets)


def test_4_a_copy_that_is_sent_back_is_known() -> None:
    review = vbpqip.review(feedback_workbook(contents(report(INVALID_REPORTS)), QIT_REPORT))

    assert [finding.diagnostic.code for finding in review.findings] == ["QIP112"]
    assert review.findings[0].message == "This is the review copy of a report, not the report."


def test_5_a_file_that_is_no_workbook() -> None:
    unread = opened(b"%PDF-1.7")

    assert unread.sheetnames == ["Findings", "Result"]
    assert unread["Findings"]["C6"].value == "the whole file"
    assert unread["Result"]["A3"].value == "NOT READ"


def test_5_the_same_bytes() -> None:
    once, again = (feedback_workbook(contents(report(INVALID_REPORTS)), QIT_REPORT) for _ in range(2))

    assert once == again


@pytest.mark.parametrize("changes", [INVALID_REPORTS, CONTRACT, {}], ids=["invalid", "contract", "sound"])
def test_5_everybody_can_read_it(changes: Changes) -> None:
    """Text 7:1 on its fill, borders of entries and marks 3:1 against it and against white, nothing merged."""
    for sheet in book(changes):
        assert not sheet.merged_cells.ranges
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert contrast(colour(cell.font.color, BLACK), fill(cell)) >= 7
            if cell.border.left.style and cell.font.color.rgb != "FFFFFFFF":
                edge = colour(cell.border.left.color, WHITE)
                assert min(contrast(edge, fill(cell)), contrast(edge, WHITE)) >= 3


def test_5_the_result_is_worked_out() -> None:
    said = rows(book({CLABSI_1: 5})["Result"], 1)

    assert said[2][0] == "QIT NOT MET"
    assert said[3][0] == "1 achieved of 3 selected = 33.3 %; 50 % required"
    (clabsi,) = (row for row in said if row[0] == "CLABSI")
    assert clabsi == [
        "CLABSI", "9 ÷ 20,000 × 10,000 = 4.50", "7 ÷ 20,000 × 10,000 = 3.50", "+1.00",  # noqa: RUF001
        "worsened, not achieved", "counts with 2 fewer events in the window", "per 10,000 patient days; lower is better",
    ]  # fmt: skip


def test_5_the_result_says_what_would_change_it() -> None:
    said = rows(book({CLABSI_1: 5})["Result"], 1)

    lead = "To meet the target, 1 more measure must count; any 1 of these will do. Smallest change first, "
    lead += "denominators as they are:"
    assert [row[0] for row in said[6:12]] == [
        "",
        "What it would take to meet the target",
        lead,
        "   - AMI mortality: 1 fewer event in the window",
        "   - CLABSI: 2 fewer events in the window",
        "   - or 1 measure credit in place of a measure",
    ]


def test_5_what_is_too_long_for_a_cell_is_cut() -> None:
    """A spreadsheet would show nothing of it, and a row that is higher than it knows cannot be opened."""
    copied = book({("numerator_1", 4): "x" * 32_000, ("facility", 0): "word " * 6_000})

    assert copied["P4P Report"]["C11"].value == "x" * 32_000
    assert len(str(copied["Findings"]["D7"].value)) <= 1_000
    heights = [row.height or 0 for sheet in copied for row in sheet.row_dimensions.values()]
    assert max(heights) <= 409
