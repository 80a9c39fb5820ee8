"""What a form is like on a laptop's screen and on paper, computed from its file alone, of every kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from support.every_kind import KINDS, WrittenKind
from support.office_engine import Office
from support.printing import fonts_of, needs_poppler, printed
from vbpqip.kinds.registry import only
from vbpqip.workbook.answers import FIX
from vbpqip.workbook.check_list import LINES_SHOWN
from vbpqip.workbook.form import CHECK, WORKING

_FROZEN_HEIGHT, _FROZEN_WIDTH, _TABLE_WIDTH = 160, 220, 1_130
_DEFAULT_HEIGHT, _DEFAULT_WIDTH, _POINTS_OF_A_PIXEL = 20, 64, 0.75
_VOLATILE = re.compile(r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|OFFSET|INDIRECT|CELL|INFO)\(")
_LONGEST_FORMULA = 500
"""Characters that a formula has at most, so that a person can read it."""
_LARGEST_FILE = 100_000
_WIDTH_OF_A_DIGIT, _PADDING = 7, 5
_MOST_LINES = 40
_BODY, _FOOT = 24, 19
"""Thirds of a point, rounded: of a text, and of what stands at the foot of a page."""


@pytest.fixture(params=KINDS, ids=repr, scope="module")
def written(request: pytest.FixtureRequest) -> Iterator[WrittenKind]:
    """A kind, and that all are known."""
    with only([each.kind for each in KINDS]):
        yield request.param


@pytest.fixture(scope="module")
def content(written: WrittenKind) -> bytes:
    """Its empty form."""
    return written.write(written.printed)


@pytest.fixture(scope="module")
def sheets(content: bytes) -> list[Worksheet]:
    """Its visible sheets."""
    return [sheet for sheet in openpyxl.load_workbook(BytesIO(content)) if sheet.sheet_state == "visible"]


def _height(sheet: Worksheet, rows: int) -> float:
    heights = (sheet.row_dimensions[row].height for row in range(1, rows + 1))
    return sum(_DEFAULT_HEIGHT if each is None else each / _POINTS_OF_A_PIXEL for each in heights)


def _width(sheet: Worksheet, first: int, last: int) -> float:
    dimensions = {
        column: each
        for each in sheet.column_dimensions.values()
        for column in range(each.min or 0, (each.max or 0) + 1)
    }
    found = (dimensions.get(column) for column in range(first, last + 1))
    return sum(_DEFAULT_WIDTH if each is None else _pixels(each.width, hidden=each.hidden) for each in found)


def _pixels(width: float, *, hidden: bool) -> int:
    return 0 if hidden else int(width * _WIDTH_OF_A_DIGIT + 0.5) if width >= 1 else _PADDING


def test_bar_1_what_is_frozen_leaves_the_window_to_the_entries(sheets: list[Worksheet]) -> None:
    for sheet in sheets:
        if sheet.freeze_panes is not None:
            row, column = coordinate_to_tuple(sheet.freeze_panes)
            assert _height(sheet, row - 1) <= _FROZEN_HEIGHT, sheet.title
            assert _width(sheet, 1, column - 1) <= _FROZEN_WIDTH, sheet.title


def test_bar_2_a_table_is_as_wide_as_a_window(written: WrittenKind, sheets: list[Worksheet]) -> None:
    by_title = {sheet.title: sheet for sheet in sheets}
    for table in written.form.tables:
        sheet = by_title[table.sheet]
        assert _width(sheet, table.at[1] + 1, table.at[1] + len(table.columns)) <= _TABLE_WIDTH, table.name


def test_bar_3_sheets_are_printed_on_letter_without_what_is_hidden(sheets: list[Worksheet]) -> None:
    for sheet in sheets:
        assert sheet.page_setup.paperSize == 1, sheet.title
        if sheet.print_area:
            _, last = coordinate_to_tuple(sheet.print_area.rpartition(":")[2].replace("$", ""))
            hidden = [each for each in sheet.column_dimensions.values() if each.hidden]
            assert all((each.min or 0) > last for each in hidden), (sheet.title, get_column_letter(last))


@pytest.mark.office
def test_bar_3_every_text_is_large_enough_to_read(content: bytes, office: Office, tmp_path: Path) -> None:
    """Sizes as they are printed, from the PDF, in thirds of a point; what stands at the foot of a page is black."""
    needs_poppler()
    fonts = re.findall(
        r'<fontspec id="\d+" size="(\d+)" family="[^"]*" color="([^"]*)"', fonts_of(printed(office, content, tmp_path))
    )

    assert {int(size) for size, colour in fonts if colour == "#000000" and int(size) < _FOOT} == set()
    assert {int(size) for size, colour in fonts if colour != "#000000" and int(size) < _BODY} == set()


def test_bar_5_what_is_open_is_listed_on_a_sheet_of_its_own(content: bytes, sheets: list[Worksheet]) -> None:
    """A line is found by its number, so that no more stand there than a page holds; each text stands in the file once."""
    check = next(sheet for sheet in sheets if sheet.title == CHECK)
    lines = [row for row in check.iter_rows(min_col=2, max_col=2) if "HYPERLINK" in str(row[0].value)]
    working = openpyxl.load_workbook(BytesIO(content))[WORKING]
    texts = [cell.value for row in working.iter_rows() for cell in row if str(cell.value).endswith(".")]

    assert 0 < len(lines) == LINES_SHOWN <= _MOST_LINES
    assert len(texts) == len(set(texts)) > 0


def test_bar_6_what_is_to_fix_is_marked_by_more_than_colour(written: WrittenKind, sheets: list[Worksheet]) -> None:
    for sheet in sheets:
        if sheet.title in written.form.entries_of:
            rules = [rule.dxf for rules in sheet.conditional_formatting for rule in rules.rules if rule.dxf]
            signs = [dxf for dxf in rules if dxf.numFmt is not None and FIX[0] in dxf.numFmt.formatCode]
            assert signs, sheet.title
            assert all(dxf.border is not None and dxf.border.top.style for dxf in signs), sheet.title


def test_bar_7_formulas_can_be_read_and_calculate_only_when_an_entry_changes(content: bytes) -> None:
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        formulas = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert [each for each in formulas if len(each) > _LONGEST_FORMULA + 1] == [], sheet.title
        assert [each for each in formulas if _VOLATILE.search(each)] == [], sheet.title
        rules = [rule for rules in sheet.conditional_formatting for rule in rules.rules]
        assert [each for rule in rules for each in rule.formula if "!" in each] == [], sheet.title


def test_bar_8_a_form_is_a_small_file(content: bytes) -> None:
    assert len(content) <= _LARGEST_FILE
