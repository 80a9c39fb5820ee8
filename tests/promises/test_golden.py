"""The comparison of committed workbooks with written ones: what matters is told, what does not is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook

from support.golden import differences
from support.packages import zipped
from support.ready_made import parts
from support.reports import report
from vbpqip.kinds.qit_report.form.sheets import REPORT


@pytest.fixture(scope="module")
def saved() -> bytes:
    """A report as openpyxl saves it, so that what is changed in it is all that differs."""
    return _saved(openpyxl.load_workbook(BytesIO(report())))


def _saved(workbook: Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _number(book: Workbook) -> None:
    book[REPORT]["C11"] = 7


def _name(book: Workbook) -> None:
    book.defined_names["facility"] = DefinedName("facility", attr_text="Lists!$A$1")


def _validation(book: Workbook) -> None:
    book[REPORT].data_validations.dataValidation[0].prompt = "Other"


def _format(book: Workbook) -> None:
    book[REPORT]["D11"].number_format = "0.00"


def _font(book: Workbook) -> None:
    book[REPORT]["E11"].font = Font(name="Arial", bold=True)


def _fill(book: Workbook) -> None:
    book[REPORT]["F11"].fill = PatternFill("solid", "00FF0000")


def _lock(book: Workbook) -> None:
    book[REPORT]["G11"].protection = Protection(locked=True)


def _protection(book: Workbook) -> None:
    book[REPORT].protection.sheet = False


def _hidden(book: Workbook) -> None:
    book[REPORT].sheet_state = "hidden"


CHANGES: Mapping[Callable[[Workbook], None], str] = {
    _number: f"{REPORT}!C11: 2 -> 7",
    _name: "name facility: ",
    _validation: f"{REPORT} validation of ",
    _format: f"{REPORT}!D11 look: open ",
    _font: f"{REPORT}!E11 look: open ",
    _fill: f"{REPORT}!F11 look: open ",
    _lock: f"{REPORT}!G11 look: open ",
    _protection: f"{REPORT} protection: on -> off",
    _hidden: "sheets: ",
}


def test_what_matters_is_told(saved: bytes) -> None:
    """Each change in a line of its own, and nothing beside."""
    book = openpyxl.load_workbook(BytesIO(saved))
    for change in CHANGES:
        change(book)

    lines = differences(saved, _saved(book))

    assert [sum(line.startswith(told) for line in lines) for told in CHANGES.values()] == [1] * len(CHANGES)
    assert len(lines) == len(CHANGES)


def test_a_result_of_a_formula_is_told() -> None:
    changed = [(name, part.replace(b"<v>MET</v>", b"<v>NOT MET</v>")) for name, part in parts(report())]

    assert f"{REPORT}!K3 result: MET -> NOT MET" in differences(report(), zipped(dict(changed)))


def test_another_spelling_is_no_difference() -> None:
    changed = [(name, part.replace(b"?>", b"?><!-- -->", 1)) for name, part in parts(report())]

    assert dict(changed) != dict(parts(report()))
    assert differences(report(), zipped(dict(changed))) == []


def test_many_differences_are_counted(saved: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(saved))
    for row in range(1, 51):
        book[REPORT].cell(100 + row, 1, "new")

    lines = differences(saved, _saved(book))

    assert len(lines) == 41
    assert lines[-1].endswith(" more")
