"""The summary workbook: its sheets, what stands in them, and that text stays text."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from inline_snapshot import snapshot
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from support.folders import NEXT, baseline, following
from support.ledgers import File
from support.office_engine import Office
from support.printing import fonts_of, needs_poppler, printed
from support.summaries import FOLDER, HOSTILE_FOLDER, REJECTED, rows_of, summarised
from support.tables import PROGRAM
from vbpqip.core.text_columns import columns_taken
from vbpqip.core.wrapping import lines_of


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return summarised(tmp_path_factory.mktemp("out"), *FOLDER) / "summary.xlsx"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return summarised(tmp_path_factory.mktemp("hostile"), *HOSTILE_FOLDER) / "summary.xlsx"


def sheets(book: Path) -> list[Worksheet]:
    return list(load_workbook(book).worksheets)


def table(book: Path, sheet: str, heading: str) -> list[list[Any]]:
    """The rows under a heading, up to an empty one."""
    rows = rows_of(book, sheet)
    first = next(nth for nth, row in enumerate(rows) if row and heading in row)
    end = next((nth for nth, row in enumerate(rows) if nth > first and not row), len(rows))
    return rows[first + 1 : end]


def test_the_sheets_have_their_titles_and_order(book: Path) -> None:
    assert [(sheet.title, sheet["A1"].value) for sheet in sheets(book)] == snapshot(
        [
            ("Matrix", "QIT report: who met"),
            ("To do", "What to do today"),
            ("Overview", "QIT performance reports: summary of a folder"),
            ("Reports", "Reports"),
            ("Findings", "Findings by code"),
            ("Roster", "Expected and received"),
            ("By measure", "By measure"),
        ]
    )


def test_the_overview_counts_files(book: Path) -> None:
    assert table(book, "Overview", "Status") == snapshot(
        [
            ["in the folder", 8],
            ["reviewed", 5],
            ["failed, and will be reviewed by the next run", 2],
            ["may hold a submission, and were not read", 0],
            ["skipped, because they are no submissions", 1],
            ["ignored, as the run was told", 0],
        ]
    )


def test_the_overview_counts_verdicts_and_attendance(book: Path) -> None:
    assert table(book, "Overview", "Met of decided") == [["DY2 Q4", 0, 0, 1, 0], ["DY3 Q1", 2, 0, 0, 0, 1]]
    assert table(book, "Overview", "Missing") == [
        ["DY2 Q4", 1, 0, 0, 22, 0, 0, 0],
        ["DY3 Q1", 1, 1, 1, 20, 0, 0, 0],
    ]


def test_the_overview_says_what_it_rests_on(book: Path) -> None:
    words = [row[0] for row in rows_of(book, "Overview") if row]

    assert any(str(line).startswith("Of several accepted reports") for line in words)
    assert (
        "Assumed: qit.required_share = 0.50. No readable source gives the share; the paired MCO's contract governs."
        in words
    )


def test_the_matrix_shows_what_each_report_came_to(book: Path) -> None:
    rows = {(row[0], row[1]): row[2:] for row in table(book, "Matrix", "Facility")}

    assert {facility: rows[facility] for facility in rows if rows[facility] != ["○ missing", "○ missing"]} == snapshot(
        {
            ("Interfaith Medical Center", "Fidelis"): ["✔ met, late: 1 of 1", "○ missing"],
            ("Kingsbrook Jewish Medical Center", "Fidelis"): ["✖ rejected", "○ missing"],
            ("Nyack Hospital", "Fidelis"): ["✔ met: 3 of 3", "◆ baseline"],
        }
    )


def test_the_matrix_shows_who_was_not_expected_and_what_is_ambiguous(tmp_path: Path) -> None:
    files = [
        File("a.xlsx", following(facility="Mercy")),
        File("b.xlsx", following()),
        File("c.xlsx", following(NEXT.replace("0/18800", "9/18800"))),
        File("d.xlsx", baseline()),
    ]
    rows = {row[0]: row[2:] for row in table(summarised(tmp_path, *files) / "summary.xlsx", "Matrix", "Facility")}

    assert rows["Mercy"] == ["✔ met, off roster: 3 of 3"]
    assert rows["Nyack Hospital"] == ["? ambiguous", "◆ baseline"]


def test_a_report_is_a_row(book: Path) -> None:
    rows = table(book, "Reports", "File")

    assert [row[0] for row in rows] == sorted(file.path for file in FOLDER)
    assert rows[4] == [
        "nyack/2.xlsx", "judged", "accepted", "counts", "✔ met", "Nyack Hospital", "Fidelis", "DY3 Q1", 3, 0, 3, 1,
        0, 0, 0, 0, datetime(2017, 10, 27), datetime(2017, 10, 31), None, "Fidelis", "the only accepted one of its sender, receiver and period",  # noqa: DTZ001 -- as openpyxl reads a day
    ]  # fmt: skip
    assert rows[-1][-1] == "It only notes that somebody has the workbook open."


def test_findings_are_counted_by_code(tmp_path: Path) -> None:
    """The most frequent first; what an error is in one file, and a warning in another, stands in one row."""
    book = (
        summarised(tmp_path, *FOLDER, *(file._replace(path=f"again/{file.path}") for file in FOLDER)) / "summary.xlsx"
    )

    assert [row[:8] for row in table(book, "Findings", "Code")] == snapshot(
        [
            ["QIP160", "damaged-zip", 4, 4, 4, 0, 0, 0],
            ["QIP442", "same-values-again", 3, 3, 0, 3, 0, 0],
            ["QIP310", "entry-missing", 2, 2, 2, 0, 0, 0],
        ]
    )


def test_the_roster_tells_who_came_when(book: Path) -> None:
    rows = [row for row in table(book, "Roster", "Facility") if row[3] != "○ missing"]

    assert [(row[0], row[1], row[3], row[5] and f"{row[5]:%Y-%m-%d}") for row in rows] == snapshot(
        [
            ("DY3 Q1", "Interfaith Medical Center", "» late", "2017-11-20"),
            ("DY3 Q1", "Kingsbrook Jewish Medical Center", "✖ rejected", "2017-10-30"),
            ("DY3 Q1", "Nyack Hospital", "● received", "2017-10-27"),
            ("DY2 Q4", "Nyack Hospital", "● received", "2017-07-27"),
        ]
    )


def test_measures_are_counted_by_outcome(book: Path) -> None:
    assert table(book, "By measure", "Measure") == snapshot(
        [
            ["AMI mortality", "DY3 Q1", 1, 1, 0, 0, 0, 0, 1, 11, 211, 52.13, "per 1,000 discharges"],
            ["CLABSI", "DY3 Q1", 2, 2, 0, 0, 0, 0, 1, 11, 96265, 1.14, "per 10,000 patient days"],
            ["Median time to ECG", "DY3 Q1", 1, 1, 0, 0, 0, 0, 1, None, None, None, "minutes"],
            ["AMI mortality", "DY2 Q4", 1, 0, 0, 0, 0, 1, None, 12, 212, 56.6, "per 1,000 discharges"],
            ["CLABSI", "DY2 Q4", 1, 0, 0, 0, 0, 1, None, 6, 76369, 0.79, "per 10,000 patient days"],
            ["Median time to ECG", "DY2 Q4", 1, 0, 0, 0, 0, 1, None, None, None, None, "minutes"],
        ]
    )


def test_a_facility_with_two_mcos_is_counted_once(tmp_path: Path) -> None:
    files = [
        File(f"{mco}.xlsx", following(facility="Health and Hospitals Corp.", mco=mco)) for mco in ("MetroPlus", "A")
    ]
    book = summarised(tmp_path, *files) / "summary.xlsx"

    assert [row[2] for row in table(book, "By measure", "Measure")] == [1, 1, 1]


def test_where_nothing_could_occur_there_is_no_rate(tmp_path: Path) -> None:
    nothing = "| measure | q1 | q2 | q3 | q4 | prior |\n| clabsi | 0/0 | 0/0 | 0/0 | 0/0 | 0/0 |"
    book = summarised(tmp_path, File("a.xlsx", following(nothing))) / "summary.xlsx"

    assert table(book, "By measure", "Measure") == [
        ["CLABSI", "DY3 Q1", 1, 0, 0, 0, 1, 0, None, None, None, None, "per 10,000 patient days"]
    ]


def test_tables_can_be_filtered_and_their_headings_stay_in_sight(book: Path) -> None:
    tables = [sheet for sheet in sheets(book) if sheet.title != "Overview"]
    headings = {sheet.title: re.fullmatch(r"A(\d):[A-Z]+\d+", str(sheet.auto_filter.ref)) for sheet in tables}

    for sheet in tables:
        heading = headings[sheet.title]
        assert heading is not None
        row = int(heading[1])
        assert sheet.freeze_panes == f"{'C' if sheet.title == 'Matrix' else 'B'}{row + 1}"
        assert sheet.print_title_rows == f"${row}:${row}"


def test_what_is_printed_names_its_page_and_its_run(book: Path) -> None:
    (run,) = re.findall(r"Run (\w{16}):", str(sheets(book)[0]["A2"].value) + str(sheets(book)[0]["A3"].value))

    for sheet in sheets(book):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.oddFooter is not None
        assert "Page &P of &N" in str(sheet.oddFooter.center.text)
        assert str(sheet.oddFooter.right.text).endswith(f"run {run}")


def test_what_fits_is_printed_one_page_wide_and_the_rest_readably_on_several(book: Path) -> None:
    """A tenth is spared; what is wider is printed at four fifths, broken between columns, with the names on each page."""
    wide = {sheet.title for sheet in sheets(book) if sheet.page_setup.scale == 80 and sheet.print_title_cols == "$A:$A"}
    fitted = {sheet.title for sheet in sheets(book) if sheet.page_setup.fitToHeight == 0}

    assert wide == {"Reports", "Findings", "By measure"}
    assert fitted == {sheet.title for sheet in sheets(book)} - wide


@pytest.mark.office
def test_every_text_is_printed_large_enough_to_read(tmp_path: Path, office: Office) -> None:
    """8 points at least, also where there are many periods, in thirds of a point."""
    needs_poppler()
    book = summarised(tmp_path / "out", *FOLDER, *of_all_periods()) / "summary.xlsx"

    sizes = re.findall(r'<fontspec id="\d+" size="(\d+)"', fonts_of(printed(office, book.read_bytes(), tmp_path)))

    assert min(map(int, sizes)) >= 8 * 3


def of_all_periods() -> list[File]:
    table = "| measure | q1 | q2 | q3 | q4 | prior |\n| clabsi | 1/9 | 2/9 | 1/9 | 1/9 | 4/9 |"
    return [File(f"{each}.xlsx", following(table, period=str(each))) for each in PROGRAM.periods]


def test_many_periods_are_printed_on_more_pages(tmp_path: Path) -> None:
    """Each with the names of the pairings, the newest periods on the first."""
    book = summarised(tmp_path, *of_all_periods()) / "summary.xlsx"
    matrix = sheets(book)[0]
    headings = next(row for row in rows_of(book, "Matrix") if row and row[0] == "Facility")

    assert headings[2:] == [str(each) for each in reversed(PROGRAM.periods)]
    assert (matrix.page_setup.scale, matrix.print_title_cols) == (80, "$A:$B")
    assert [each.id for each in matrix.col_breaks.brk] == [6, 10, 14]


LONG = "The Hospital of the Sisters of a Very Long Name in the City, Department of Quality and Patient Safety, Report"


def test_no_text_of_a_table_is_cut(tmp_path: Path) -> None:
    """However long names of files, hospitals and senders are: it has room in its column, or is wrapped in a row as high."""
    long = File(f"{LONG}/{LONG.upper()} {'x' * 60}.xlsx", following(facility=LONG, mco=LONG), "2017-11-20", LONG)
    reason = "It may hold a report, and cannot be opened: " + "the disk is out of order, and so is the network; " * 4
    files = (
        *FOLDER,
        long,
        File("a.eml", unread=reason),
        File("東京都立病院の報告書" * 9 + ".xlsx", REJECTED, sender="東京" * 30),
    )
    book = summarised(tmp_path, *files) / "summary.xlsx"

    seen = [
        (sheet.title, str(cell.value))
        for sheet in sheets(book)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.border.left.style
        if not has_room(sheet, cell)
    ]

    assert seen == []


def has_room(sheet: Worksheet, cell: Cell) -> bool:
    """Whether a text is seen whole: a digit of 10 points is as wide as a tenth less of those that widths are told in."""
    column = next(
        each for each in sheet.column_dimensions.values() if (each.min or 0) <= cell.column <= (each.max or 0)
    )
    width = float(column.width or 0)
    if not cell.alignment.wrap_text:
        return columns_taken(str(cell.value)) <= width * 1.1
    height = sheet.row_dimensions[cell.row].height or 15
    return lines_of(str(cell.value), width) * 13.5 <= height


def test_every_chart_has_words(book: Path) -> None:
    with ZipFile(book) as package:
        drawings = [package.read(name).decode() for name in package.namelist() if "drawings/drawing" in name]

    described = [words for drawing in drawings for words in re.findall(r'descr="([^"]*)"', drawing)]

    assert sorted(described) == snapshot(
        [
            "Outcomes in DY3 Q1. The numbers stand in the table of this sheet.",
            "The most frequent findings. The numbers stand in the table of this sheet.",
            "Verdicts by period. The numbers stand in the table of this sheet.",
        ]
    )


def test_what_a_sender_wrote_is_text(hostile: Path) -> None:
    """No formula, no link, nothing invisible."""
    with ZipFile(hostile) as package:
        content = "".join(package.read(name).decode() for name in package.namelist() if "worksheets/" in name)

    assert "<f>" not in content
    assert "hyperlink" not in content.replace("HYPERLINK", "")
    assert "\u202e" not in content
    assert "_x001B_" not in content
    assert "&lt;script&gt;" in content


def test_an_empty_folder_has_its_sheets(tmp_path: Path) -> None:
    book = summarised(tmp_path) / "summary.xlsx"

    assert len(sheets(book)) == 7
    assert table(book, "Matrix", "Facility") == []
