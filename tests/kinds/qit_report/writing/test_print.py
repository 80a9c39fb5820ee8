"""The form on paper.

1. Every visible sheet is set up: Letter, landscape, one page wide, with page x of y and the template's version.
2. A table that runs on repeats its heading row.
3. In the PDF that LibreOffice makes nothing is split over two pages: the report, the contracts, the attestation and the
   charts have one page each, and each line of Start Here and of Check is whole on one page.
4. Nothing is cut off: every word that should be on a page is there, and nothing that is hidden.
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

from support.counts import every_day
from support.office_engine import Office
from support.printing import needs_poppler, pages, printed
from support.samples import SAMPLES, rolled_forward
from support.written import written_form
from vbpqip.kinds.qit_report.form.layout import (
    ATTESTED,
    BOX,
    CONTRACT_TABLE,
    LAST_PRINTED,
    MEASURES,
    seen_columns,
)
from vbpqip.kinds.qit_report.form.sheets import ATTESTATION, CONTRACTS, REPORT
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data, form_measures
from vbpqip.kinds.qit_report.writing.prompts import counted
from vbpqip.program.loading import load_program

PROGRAM = load_program()
FILLINGS = {
    "template": empty_form_data(PROGRAM),
    **{name: SAMPLES[name] for name in ("met-only-by-credit.xlsx", "missing-entries.xlsx")},
    "rolled forward": rolled_forward(SAMPLES["not-met.xlsx"]),
}
VISIBLE = ("Start Here", "P4P Report", "Measure Credits", "Attestation", "Check", "Trend")
PORTRAIT = ("Start Here", "Attestation", "Check")
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
    """What is read or signed stands upright; Start Here has a scale of its own, since page breaks only hold with one."""
    setup, properties = sheet(title).page_setup, sheet(title).sheet_properties
    fitted: Any = properties.pageSetUpPr

    upright = "portrait" if title in PORTRAIT else "landscape"
    assert (setup.orientation, str(setup.paperSize), setup.fitToWidth or ONE) == (upright, LETTER, ONE)
    assert (fitted is not None and bool(fitted.fitToPage)) is (title != "Start Here")


@every_visible
def test_1_footer(title: str) -> None:
    footer: Any = sheet(title).oddFooter

    assert footer.center.text == "Page &P of &N"
    assert footer.right.text.startswith("Template 2, ")


@pytest.mark.parametrize(("title", "rows"), [("P4P Report", "$6:$6"), ("Measure Credits", "$4:$4"), ("Check", "$3:$3")])
def test_2_heading_rows(title: str, rows: str) -> None:
    assert sheet(title).print_title_rows == rows


@pytest.fixture(scope="module")
def printouts() -> dict[str, list[str]]:
    """What was printed so far; tests come in any order."""
    return {}


@pytest.fixture(params=every_day(2, FILLINGS))
def printout(
    request: pytest.FixtureRequest, office: Office, printouts: dict[str, list[str]], tmp_path: Path
) -> list[str]:
    needs_poppler()
    name = request.param
    if name not in printouts:
        printouts[name] = pages(printed(office, content(name), tmp_path))
    return printouts[name]


MOST_PAGES = {"Start Here": 2, "Check": 2}
"""Sheets of lines, which may run on; each of the others has one page."""


def by_sheet(printout: list[str]) -> dict[str, list[str]]:
    """Return the pages of each sheet: a page that does not begin with a sheet's title goes on with the sheet before."""
    titles = {str(sheet(title)["A1"].value): title for title in VISIBLE}
    found: dict[str, list[str]] = {}
    for page in printout:
        head = re.split(r"\s{2,}", page.strip())[0]
        title = titles.get(head, next(reversed(found), ""))
        found.setdefault(title, []).append(page)
    return found


def test_3_sheets_come_in_order_and_each_but_two_has_one_page(printout: list[str]) -> None:
    pages_of = by_sheet(printout)

    assert tuple(pages_of) == VISIBLE
    assert {title: len(each) for title, each in pages_of.items() if len(each) > MOST_PAGES.get(title, 1)} == {}


def test_3_a_page_that_goes_on_repeats_the_heading_of_check(printout: list[str]) -> None:
    assert all(re.match(r"State +Go to +What to do", page.strip()) for page in by_sheet(printout)["Check"][1:])


@cache
def open_lines(name: str) -> list[tuple[str, str, str]]:
    """Return the lines of Check that say something: state, where, and what to do."""
    rows = openpyxl.load_workbook(BytesIO(content(name)), data_only=True)["Check"].iter_rows(min_row=4, max_col=3)
    return [(str(state.value), str(where.value), str(what.value)) for state, where, what in rows if state.value]


def test_3_each_line_of_check_is_whole(request: pytest.FixtureRequest, printout: list[str]) -> None:
    """State, link and text stand on one page, one line after the other."""
    lines = open_lines(request.node.callspec.params["printout"])
    found = []
    for _, where, what in lines:
        holding = [
            nth
            for nth, page in enumerate(by_sheet(printout)["Check"])
            if re.search(rf"{re.escape(where)}(?!\d)", page) and set(what.split()) <= set(page.split())
        ]
        found.append(holding)

    assert [len(each) for each in found] == [1] * len(lines)
    assert found == sorted(found)


def test_3_each_line_of_start_here_is_whole(request: pytest.FixtureRequest, printout: list[str]) -> None:
    start = openpyxl.load_workbook(BytesIO(content(request.node.callspec.params["printout"])))["Start Here"]
    told = [str(row[1].value) for row in start.iter_rows(min_row=5) if row[1].value]
    fixed = [each for each in told if not each.startswith("=")]
    words = [set(page.split()) for page in by_sheet(printout)["Start Here"]]

    assert len(fixed) > 25
    assert [each for each in fixed if not any(set(each.split()) <= page for page in words)] == []


def test_3_each_table_of_start_here_stands_on_one_page(printout: list[str]) -> None:
    first, second = by_sheet(printout)["Start Here"]

    assert [heading in first for heading in ("By when", "What to do", "What it means", "What a sheet")] == [
        True
    ] * 3 + [False]
    assert re.match(r"READY +What a sheet cannot know", second.strip())


def test_3_every_page_is_numbered(printout: list[str]) -> None:
    assert [f"Page {nth} of {len(printout)}" in page for nth, page in enumerate(printout, start=1)] == [True] * len(
        printout
    )


def words_of(printout: list[str], title: str) -> set[str]:
    return {word for page in by_sheet(printout)[title] for word in page.split()}


def test_4_the_report_shows_every_measure_and_what_is_counted(printout: list[str]) -> None:
    words = words_of(printout, "P4P Report")

    assert {word for measure in form_measures(PROGRAM) for word in measure.short_title.split()} <= words
    assert {word for measure in form_measures(PROGRAM) for word in counted(measure).split()} <= words


def test_4_the_report_shows_every_heading_but_those_that_are_hidden(printout: list[str]) -> None:
    printed_columns = MEASURES.places(1)[LAST_PRINTED[REPORT]].column + 1
    headings = [str(cell.value) for cell in sheet(REPORT)[MEASURES.at[0]] if cell.value]
    words = words_of(printout, REPORT)

    assert {word for heading in headings[:printed_columns] for word in heading.split()} <= words
    assert headings[printed_columns : printed_columns + 2] == ["Achieved?", "Key"]
    assert not {"Achieved?", "Key", *(str(measure.key) for measure in form_measures(PROGRAM))} & words


def test_4_the_report_shows_every_result_and_its_label(printout: list[str]) -> None:
    words = words_of(printout, REPORT)

    assert {word for place in BOX for word in PROGRAM.in_words(place.label).split() if word != "share"} <= words


def test_4_the_attestation_can_be_signed(printout: list[str]) -> None:
    words = words_of(printout, ATTESTATION)

    assert {word for field in ATTESTED for word in field.place.label.split()} | {"Signature"} <= words
    assert {"Facility", "MCO", "quarter"} <= words


def test_4_every_contract_has_its_columns(printout: list[str]) -> None:
    labels = [column.label for column in seen_columns(CONTRACT_TABLE)]

    assert {word for label in labels for word in label.split()} <= words_of(printout, CONTRACTS)


def test_4_charts_of_selected_measures_alone_are_on_the_last_page(
    request: pytest.FixtureRequest, printout: list[str]
) -> None:
    """A measure's name stands in the table, and again above its chart."""
    form_data = FILLINGS[request.node.callspec.params["printout"]]
    counts = {each.short_title: printout[-1].count(each.short_title) for each in form_data.measures}
    selected = {each.short_title: form_data.at("selected", nth) == "Yes" for nth, each in enumerate(form_data.measures)}

    assert counts == {name: 2 if is_selected else 0 for name, is_selected in selected.items()}


def test_4_no_number_is_too_wide(printout: list[str]) -> None:
    assert [nth for nth, page in enumerate(printout, start=1) if "###" in page] == []
