"""Who reads the feedback workbook alone can fix the report.

The reader here knows what is on the sheet ``Findings`` and in the marked copy, and the hospital's own numbers; it does
what each line expects, in a copy of the report that was sent.

1. Every invalid sample is accepted after that. 2. So is a report with any other issue that can be fixed by rote: ``NA``,
what must be blank, numbers typed as text, quarters out of order, an answer that is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import NamedTuple, TypeAlias

import openpyxl
import pytest
from openpyxl.workbook import Workbook

import vbpqip
from support.counts import every_day
from support.invalid_reports import RECIPES
from support.ready_made import SAMPLE_WORKBOOKS
from vbpqip.core.reviews import Status
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.feedback.contents import contents_of
from vbpqip.kinds.qit_report.feedback.workbook import feedback_workbook
from vbpqip.program.loading import load_program
from vbpqip.reviewing import read_and_review

PROGRAM = load_program()
_QUARTER = re.compile(r"DY\d Q\d")
_QUARTER_LABEL = "Select Current Quarter Result"


Known: TypeAlias = dict[str, str | float | date]
"""Entries that a hospital knows, by cell."""


class Line(NamedTuple):
    """What a line of the sheet ``Findings`` says."""

    sheet: str
    cell: str
    found: str
    expected: str
    code: str


def feedback_on(content: bytes) -> Workbook:
    return openpyxl.load_workbook(
        BytesIO(feedback_workbook(contents_of(read_and_review(content, PROGRAM)), QIT_REPORT))
    )


def lines(feedback: Workbook) -> Iterator[Line]:
    for row in feedback["Findings"].iter_rows(min_row=6):
        where, found, expected, code = (str(row[column].value or "") for column in (2, 3, 4, 6))
        link = row[2].hyperlink
        sheet, _, cell = ("", "", "") if link is None else str(link.location).rpartition("!")
        assert link is None or where.endswith(cell)
        yield Line(sheet.strip("'"), cell, found, expected, code)


def by_rote(line: Line) -> bool:
    """Whether what is expected says what to enter."""
    given = line.expected in {"NA", "blank", "Yes"} or line.expected.startswith("number ")
    return bool(line.cell) and (given or bool(_QUARTER.fullmatch(line.expected)) or line.expected.count("DY") == 4)


def fix(report: Workbook, feedback: Workbook, line: Line) -> None:
    """Do what a line expects."""
    sheet = report[line.sheet]
    if line.expected.count("DY") == 4:
        asked = [cell for row in feedback[line.sheet].iter_rows() for cell in row if cell.value == _QUARTER_LABEL]
        for label, quarter in zip(asked, line.expected.split(", "), strict=True):
            sheet[f"{label.column_letter}{label.row + 1}"] = quarter
    elif line.expected == "blank":
        sheet[line.cell] = None
    elif line.expected.startswith("number "):
        sheet[line.cell] = float(line.expected.removeprefix("number "))
    else:
        sheet[line.cell] = line.expected


def fixed(content: bytes, known: dict[str, Known]) -> bytes:
    """Return a report after each line of its feedback was done; ``known`` is what the hospital knows, by line's cell."""
    report, feedback = openpyxl.load_workbook(BytesIO(content)), feedback_on(content)
    for line in lines(feedback):
        if line.cell in known:
            for cell, value in known[line.cell].items():
                report[line.sheet][cell] = value
        else:
            assert by_rote(line), line
            fix(report, feedback, line)
    saved = BytesIO()
    report.save(saved)
    return saved.getvalue()


KNOWN: dict[str, dict[str, Known]] = {
    "annual-rows-wrong.xlsx": {},
    "text-numbers.xlsx": {},
    "wrong-quarters.xlsx": {},
    "missing-entries.xlsx": {
        "A5": {"A5": "Amerigroup"},
        "A12": {"A12": date(2017, 10, 20)},
        "C8": dict.fromkeys(("C8", "D8", "E8", "F8", "G8", "H8", "I8", "J8"), 0),
        "J10": {"J10": 31950},
        "K12": {"K12": 80, "L12": 130012},
        "I15": {"I15": 57.3},
    },
}
"""The invalid samples, and what no feedback can know."""


def test_1_every_invalid_sample_is_here() -> None:
    reviews = {path.name: vbpqip.review(path) for path in SAMPLE_WORKBOOKS.glob("*.xlsx")}

    assert {name for name, review in reviews.items() if review.errors or review.warnings} == {
        *KNOWN,
        "baseline-late-sepsis.xlsx",
    }


@pytest.mark.parametrize("name", every_day(2, KNOWN))
def test_1_a_invalid_sample_is_accepted_once_it_is_mended(name: str) -> None:
    content = (SAMPLE_WORKBOOKS / name).read_bytes()

    review = vbpqip.review(fixed(content, KNOWN[name]))

    assert [finding.message for finding in review.findings if finding.diagnostic.code != "QIP614"] == []
    assert review.status is Status.ACCEPTED


BY_ROTE = (
    "QIP224",
    "QIP226",
    "QIP228",
    "QIP230",
    "QIP240",
    "QIP305",
    "QIP317",
    "QIP318",
    "QIP320",
    "QIP322",
    "QIP330",
)


@pytest.mark.parametrize("code", every_day(3, BY_ROTE))
def test_2_an_issue_that_can_be_mended_by_rote_is_gone(code: str) -> None:
    review = vbpqip.review(fixed(RECIPES[code]().content, {}))

    assert code not in {finding.diagnostic.code for finding in review.findings}
    assert review.status is Status.ACCEPTED
