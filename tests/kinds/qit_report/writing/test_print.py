"""The form on paper.

1. Every visible sheet is set up: Letter, landscape, one page wide, with page x of y and the template's version.
2. A table that runs on repeats its heading row.
3. In the PDF that LibreOffice makes nothing is split over two pages: each sheet but Check has one page, and each line
   of Check is whole on one page.
4. Nothing is cut off: every word that should be on a page is there.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from support.office_engine import Office
from support.printing import needs_poppler, pages, printed
from support.samples import SAMPLES, rolled_forward
from support.written import written_form
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data, form_measures
from vbpqip.program.loading import load_program

PROGRAM = load_program()
FILLINGS = {
    "template": empty_form_data(PROGRAM),
    **{name: SAMPLES[name] for name in ("met-only-by-credit.xlsx", "missing-entries.xlsx")},
    "rolled forward": rolled_forward(SAMPLES["not-met.xlsx"]),
}
VISIBLE = ("Start Here", "P4P Report", "Measure Credits", "Check", "Trend")
LETTER, ONE = "1", 1
"""Paper 1 is Letter; one page wide is what is meant where nothing is written."""

every_visible = pytest.mark.parametrize("title", VISIBLE)


@cache
def content(name: str) -> bytes:
    return written_form(FILLINGS[name])


@cache
def sheet(title: str) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(content("template")))[title]


@every_visible
def test_1_paper(title: str) -> None:
    setup, properties = sheet(title).page_setup, sheet(title).sheet_properties
    fitted: Any = properties.pageSetUpPr

    assert (setup.orientation, str(setup.paperSize), setup.fitToWidth or ONE) == ("landscape", LETTER, ONE)
    assert fitted.fitToPage


@every_visible
def test_1_footer(title: str) -> None:
    footer: Any = sheet(title).oddFooter

    assert footer.center.text == "Page &P of &N"
    assert footer.right.text.startswith("Template 1, ")


@pytest.mark.parametrize(
    ("title", "rows"), [("P4P Report", "$13:$15"), ("Measure Credits", "$5:$5"), ("Check", "$4:$4")]
)
def test_2_heading_rows(title: str, rows: str) -> None:
    assert sheet(title).print_title_rows == rows


@pytest.fixture(scope="module")
def printouts() -> dict[str, list[str]]:
    """What was printed so far; tests come in any order."""
    return {}


@pytest.fixture(params=FILLINGS)
def printout(
    request: pytest.FixtureRequest, office: Office, printouts: dict[str, list[str]], tmp_path: Path
) -> list[str]:
    needs_poppler()
    name = request.param
    if name not in printouts:
        printouts[name] = pages(printed(office, content(name), tmp_path))
    return printouts[name]


def test_3_each_sheet_but_check_has_one_page(printout: list[str]) -> None:
    heads = [page.strip().split("\n")[0].strip() for page in printout]

    assert heads[:4] == [
        "Start here: Facility to MCO VBP QIP P4P QIT Performance Report",
        "Facility to MCO VBP QIP P4P QIT Performance Report",
        "Measure credits: VBP contracts of the facility",
        "Check before you send",
    ]
    assert heads[-1] == "Trend: quarters, rolling result and comparator"
    assert all(re.match(r"What is checked +State +What to do", head) for head in heads[4:-1])


def test_3_each_line_of_check_is_whole(printout: list[str]) -> None:
    """Line, state and link stand on one line of one page."""
    titles = [row[0].value for row in sheet("Check").iter_rows(min_row=5)]
    places = [row[3].value for row in sheet("Check").iter_rows(min_row=5)]
    found = [
        [
            number
            for number, page in enumerate(printout)
            if re.search(rf"{re.escape(str(title))} +(OK|FIX|LOOK|-) .*{place}\b", page)
        ]
        for title, place in zip(titles, places, strict=True)
    ]

    assert [len(each) for each in found] == [1] * len(titles)
    assert found == sorted(found)


def test_3_every_page_is_numbered(printout: list[str]) -> None:
    assert [f"Page {nth} of {len(printout)}" in page for nth, page in enumerate(printout, start=1)] == [True] * len(
        printout
    )


def test_4_the_report_shows_every_measure(printout: list[str]) -> None:
    words = set(printout[1].split())

    assert {word for measure in form_measures(PROGRAM) for word in measure.title.split()} <= words


def test_4_the_report_shows_every_heading(printout: list[str]) -> None:
    headings = {cell.value for cell in sheet("P4P Report")[15][:18]}
    words = set(printout[1].split())

    assert {word for heading in headings for word in str(heading).split()} <= words


def test_4_every_chart_is_on_the_last_page(printout: list[str]) -> None:
    """A measure's name stands in the table, and again above its chart."""
    counted = {measure.short_title: printout[-1].count(measure.short_title) for measure in form_measures(PROGRAM)}

    assert {name: number for name, number in counted.items() if number < 2} == {}


def test_4_no_number_is_too_wide(printout: list[str]) -> None:
    assert [nth for nth, page in enumerate(printout, start=1) if "###" in page] == []
