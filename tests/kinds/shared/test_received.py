"""What is found in a file, its labels, its looks and what it stores is found in a report of any kind.

Every such finding of a QIT report is looked at in ``tests/kinds/qit_report/checks``; here the form is another kind's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook

from support.tables import PROGRAM, codes_of
from support.toy_kind import BED_REPORT, CHECKS, SHEET, written
from vbpqip.core.reviews import Review, Status
from vbpqip.kinds.qit_report.checks.in_order import ENTRY_CHECKS, FILE_CHECKS
from vbpqip.kinds.registry import only
from vbpqip.kinds.shared import appearance, file, stored
from vbpqip.reviewing import review_workbook

SAMPLES = Path(__file__).parents[3] / "sample_workbooks"
NOT_CALCULATED = "QIP614"
"""What openpyxl saves shows no results."""


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with only((BED_REPORT,)):
        yield


def reviewed(edit: Callable[[Workbook], object]) -> Review:
    """Return the review of a report that somebody edited."""
    book = openpyxl.load_workbook(BytesIO(written(("Nyack Hospital", 100, 60), ("Jamaica Hospital", 200, 120))))
    edit(book)
    book.save(saved := BytesIO())
    return review_workbook(saved.getvalue(), PROGRAM)


def typed(address: str, value: str | float, sheet: str = SHEET) -> Callable[[Workbook], object]:
    """Return the edit that types something into a cell."""

    def edit(book: Workbook) -> None:
        book[sheet][address] = value

    return edit


def _name_moved(book: Workbook) -> None:
    book.defined_names["beds"] = DefinedName("beds", attr_text=f"{SHEET}!$D$5:$D$44")


def _row_inserted(book: Workbook) -> None:
    """Insert a row above the form, which every name follows, as spreadsheets do."""
    book[SHEET].insert_rows(1)
    for name, defined in book.defined_names.items():
        if SHEET in defined.attr_text:
            moved = re.sub(r"(?<=\$)\d+", lambda row: str(int(row[0]) + 1), defined.attr_text)
            book.defined_names[name] = DefinedName(name, attr_text=moved)


def _copied(book: Workbook) -> None:
    book.copy_worksheet(book[SHEET])["C5"] = 61


def _column_lost(book: Workbook) -> None:
    del book.defined_names["used"]
    book[SHEET]["C4"] = "Full"


def _hidden(book: Workbook) -> None:
    book[SHEET].row_dimensions[5].hidden = True


def _commented(book: Workbook) -> None:
    book[SHEET]["C5"].comment = Comment("Without the ward.", "A. Clerk")


def _shown_as_nothing(book: Workbook) -> None:
    book[SHEET]["C5"].number_format = ";;;"


EDITS: dict[str, Callable[[Workbook], object]] = {
    "QIP110": _column_lost,
    "QIP113": _copied,
    "QIP114": lambda book: book.copy_worksheet(book[SHEET]),
    "QIP120": typed("B3", "9", "_meta"),
    "QIP130": lambda book: book.defined_names.pop("used"),
    "QIP132": _name_moved,
    "QIP133": _row_inserted,
    "QIP135": typed("A46", "A O Fox"),
    "QIP182": typed("A20001", 1),
    "QIP184": _hidden,
    "QIP185": lambda book: book[SHEET].merge_cells("B5:C5"),
    "QIP186": _shown_as_nothing,
    "QIP187": _commented,
    "QIP188": typed("N9", "One ward is closed."),
    "QIP189": typed("N9", 0.62),
    "QIP303": typed("A5", "Nyack\u200b Hospital"),
    "QIP620": typed("E5", 0.6),
    "QIP630": typed("B4", "Cots there are"),
}


@pytest.mark.parametrize(("code", "edit"), EDITS.items(), ids=EDITS)
def test_what_is_found_in_an_edited_report(code: str, edit: Callable[[Workbook], object]) -> None:
    assert set(codes_of(reviewed(edit))) - {NOT_CALCULATED} == {code}


def test_an_unedited_report() -> None:
    assert codes_of(reviewed(lambda _: None)) == [NOT_CALCULATED]


def test_a_version_that_is_not_accepted_beside_the_only_one_that_is() -> None:
    findings = reviewed(EDITS["QIP120"]).findings

    assert "Template version 9 is not accepted; 1 is." in [finding.message for finding in findings]


def test_another_kind_of_workbook_is_named_as_people_call_the_kind() -> None:
    """Nothing else is said of it, not even that it is blank."""
    review = review_workbook((SAMPLES / "met.xlsx").read_bytes(), PROGRAM)

    assert [(each.message, each.found, each.expected) for each in review.findings] == [
        ("This workbook is not a bed report.", "qit-report", "bed-report")
    ]
    assert review.status is Status.REJECTED


def test_a_workbook_of_no_kind_has_no_stamp_and_no_table(tmp_path: Path) -> None:
    book = Workbook()
    book.save(tmp_path / "empty.xlsx")

    (finding,) = review_workbook(tmp_path / "empty.xlsx", PROGRAM).findings

    assert finding.found == "no stamp and no table of hospitals"


def test_every_kind_of_report_runs_the_checks_of_any_file() -> None:
    shared = {*file.CHECKS, *appearance.CHECKS, *stored.CHECKS}

    assert shared < {*FILE_CHECKS, *ENTRY_CHECKS}
    assert shared < {*CHECKS}
