"""What every workbook of ours has in common.

1. The same content is the same bytes, in memory and in a file. 2. A formula is stored as it is written, since no
function in ours has another name in a file. 3. A received text fits a cell, and nothing in it is invisible. 4. A
document has a title and a language. 5. A file that cannot be written is an error of the system.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from support.reports import form_data_of_report
from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.writing.form_data import FormData, empty_form_data
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.program.loading import load_program
from vbpqip.workbook.builder import SheetBuilder, WorkbookBuilder, received_text, workbook_in
from vbpqip.workbook.styles import FormStyle

ABOUT: Mapping[str, str] = {"title": "A title", "subject": "A subject"}


def _fill(workbook: WorkbookBuilder) -> None:
    sheet = workbook.add_worksheet("One")
    text = workbook.look(FormStyle.TEXT)
    for row, value in enumerate((None, True, "=1+1", 2.5)):
        sheet.put((row, 0), value, text)
    sheet.live((4, 0), "SUM(A3:A4)", "a\x0b2", text)
    sheet.link((5, 0), Location("One", 0, 0), "Up", text)
    chart = workbook.add_chart({"type": "line"})
    chart.add_series({"values": ["One", 0, 0, 3, 0]})
    sheet.plot((6, 0), chart, "A line.")


def _in_memory() -> bytes:
    workbook = WorkbookBuilder(BytesIO(), ABOUT)
    _fill(workbook)
    return workbook.content()


def _in_file(folder: Path) -> bytes:
    with workbook_in(folder / "one.xlsx", ABOUT) as workbook:
        _fill(workbook)
    return (folder / "one.xlsx").read_bytes()


def _parts(content: bytes, *names: str) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in names}


def test_1_the_same_content_is_the_same_bytes() -> None:
    assert _in_memory() == _in_memory()


def test_1_a_chart_has_no_page_of_its_own(tmp_path: Path) -> None:
    for content in (_in_memory(), _in_file(tmp_path)):
        assert b"printSettings" not in _parts(content, "xl/charts/chart1.xml")["xl/charts/chart1.xml"]


def test_1_a_file_says_the_same_of_itself(tmp_path: Path) -> None:
    parts = ("docProps/core.xml", "docProps/app.xml", "xl/theme/theme1.xml", "xl/styles.xml")

    assert _parts(_in_file(tmp_path), *parts) == _parts(_in_memory(), *parts)


@pytest.mark.parametrize("form_data", [empty_form_data(load_program()), form_data_of_report()], ids=["empty", "full"])
def test_2_formulas_are_stored_as_they_are_written(form_data: FormData, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes are those that xlsxwriter writes when it looks for functions with other names in each formula."""
    ours = workbook_for(form_data)
    monkeypatch.delattr(SheetBuilder, "_prepare_formula")

    assert workbook_for(form_data) == ours


def test_3_a_received_text_fits_a_cell() -> None:
    assert received_text("a\nb") == "a b"
    assert len(received_text("x" * 40_000)) == 32_767


def test_3_cells_hold_what_was_put(tmp_path: Path) -> None:
    _in_file(tmp_path)

    sheet: Any = openpyxl.load_workbook(tmp_path / "one.xlsx", data_only=True)["One"]

    assert [cell.value for cell in sheet["A"][:6]] == [None, True, "=1+1", 2.5, "a2", "Up"]
    assert sheet["A6"].hyperlink.location == "'One'!A1"


def test_4_a_document_has_a_title_and_a_language(tmp_path: Path) -> None:
    for content in (_in_memory(), _in_file(tmp_path)):
        properties = openpyxl.load_workbook(BytesIO(content)).properties

        assert (properties.title, properties.language) == ("A title", "en-US")


def test_5_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Is a directory"), workbook_in(tmp_path, ABOUT) as workbook:
        workbook.add_worksheet("One")
