"""What a form is like on a laptop's screen and on paper, computed from its file alone, of every kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import mean
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from support.counts import every_day
from support.every_kind import KINDS, SAMPLES, WrittenKind
from support.letters import lines_in, text_width
from support.office_engine import Office
from support.printing import fonts_of, needs_poppler, printed
from vbpqip.core.cells import Location
from vbpqip.kinds.registry import only
from vbpqip.workbook.answers import FIX
from vbpqip.workbook.check_list import LINES_SHOWN
from vbpqip.workbook.form import CHECK, WORKING

_FROZEN_HEIGHT, _FROZEN_WIDTH, _TABLE_WIDTH = 160, 220, 1_130
_HEIGHT_OF_ROWS = 350
_DEFAULT_HEIGHT, _DEFAULT_WIDTH, _POINTS_OF_A_PIXEL = 20, 64, 0.75
_VOLATILE = re.compile(r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|OFFSET|INDIRECT|CELL|INFO)\(")
_OF_FORMULAS, _ONE_CELL = (
    re.compile(r"ISFORMULA\(([^)]*)\)"),
    re.compile(r"(?:'[^']+'!|\w+!)?\$?[A-Z]+\$?\d+|[a-z_]\w*"),
)
"""What formulas ask of whether it is one; a cell or the name of one, and never a range."""

_LONGEST_FORMULA = 500
"""Characters that a formula has at most, so that a person can read it."""
_LARGEST_FILE = 100_000
_LONGEST_CALCULATION, _LONGEST_PAINTING = 10, 50
"""Milliseconds for an entry."""
_WIDTH_OF_A_DIGIT, _PADDING = 7, 5
_MOST_LINES = 40
_FORMS_WITH_SLIPS = 4
_EXPECTED = "\u2192"
"""How the form says beside a quarter which one belongs there."""

_SLACK, _INDENT, _LINE_OF_A_POINT = 1.1, 9, 1.2
"""What a cell has of a text's width; pixels of an indent; points of a line of letters of one point."""

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


def test_bar_2_all_rows_that_a_form_is_given_are_seen_at_once(written: WrittenKind, sheets: list[Worksheet]) -> None:
    """A table that somebody fills in may have more; the reader of a report scrolls through no measure."""
    by_title = {sheet.title: sheet for sheet in sheets}
    for table in (each for each in written.form.tables if not each.is_free):
        first, rows = table.at[0], written.rows[table.name]
        height = _height(by_title[table.sheet], first + rows) - _height(by_title[table.sheet], first)
        assert height <= _HEIGHT_OF_ROWS, table.name


def test_bar_3_each_page_of_a_table_has_its_head(written: WrittenKind, sheets: list[Worksheet]) -> None:
    """The line of the labels alone, right above the first row, on the screen as on paper."""
    by_title = {sheet.title: sheet for sheet in sheets}
    for table in written.form.tables:
        sheet, head = by_title[table.sheet], table.at[0]
        assert sheet.print_title_rows == f"${head}:${head}", table.name
        assert coordinate_to_tuple(str(sheet.freeze_panes))[0] == head + 1, table.name


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


class _Text(NamedTuple):
    """A text that is the same on every form: how wide and high its cell is, in pixels."""

    at: str
    words: str
    points: float
    bold: bool
    is_wrapped: bool
    width: float
    height: float

    @property
    def has_room(self) -> bool:
        """Whether a tenth of the width is left; of a text that is wrapped in each of its lines, which are all seen."""
        words = self.words.split() if self.is_wrapped else [self.words]
        width = self.width / _SLACK
        lines = lines_in(self.words, width, self.points, bold=self.bold) if self.is_wrapped else 1
        fits = all(text_width(each, self.points, bold=self.bold) <= width for each in words)
        return fits and lines * self.points * _LINE_OF_A_POINT <= self.height


def _fixed_texts(sheet: Worksheet) -> Iterator[_Text]:
    """Yield the texts of what is printed that are no formulas; one that is not wrapped runs on over empty cells."""
    merged = {sheet.cell(each.min_row, each.min_col).coordinate: each for each in sheet.merged_cells.ranges}
    seen = next(
        (column for column in range(1, sheet.max_column + 1) if _width(sheet, column, column) == 0),
        sheet.max_column + 1,
    )
    for cell in (each for row in sheet.iter_rows(max_col=seen - 1) for each in row if each.data_type == "s"):
        first_row, first = coordinate_to_tuple(cell.coordinate)
        last_row, last = first_row, first
        if (area := merged.get(cell.coordinate)) is not None:
            last_row, last = area.max_row, area.max_col
        wrapped = bool(cell.alignment.wrap_text)
        if not wrapped and cell.alignment.horizontal != "center":
            while last + 1 < seen and sheet.cell(first_row, last + 1).value is None:
                last += 1
        heights = (
            sheet.row_dimensions[row].height or _DEFAULT_HEIGHT * _POINTS_OF_A_PIXEL
            for row in range(first_row, last_row + 1)
        )
        width = _width(sheet, first, last) - _INDENT * int(cell.alignment.indent or 0)
        font = cell.font
        yield _Text(cell.coordinate, str(cell.value), font.sz, bool(font.b), wrapped, width, sum(heights))


def test_bar_4_fixed_texts_have_a_tenth_of_their_width_to_spare(sheets: list[Worksheet]) -> None:
    """As measured in the font's own widths; what is wrapped is seen whole, whatever program breaks its lines."""
    cramped = [
        (sheet.title, text.at, text.words) for sheet in sheets for text in _fixed_texts(sheet) if not text.has_room
    ]

    assert cramped == []


def test_bar_4_no_text_is_shrunk_to_its_cell(sheets: list[Worksheet]) -> None:
    shrunk = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.alignment.shrink_to_fit]

    assert shrunk == []


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


def test_bar_6_what_is_to_fix_is_said_in_words_in_its_row(written: WrittenKind) -> None:
    """In the row of an entry, or beside its label; a blank cell has no text that could bear a sign."""
    places = {written.at(key) for key, _ in written.entries}
    unsaid = []
    drawn = (written.drawn(Random(seed)) for seed in every_day(4, range(_FORMS_WITH_SLIPS)))  # noqa: S311 -- chance that can be had again
    for nth, values in enumerate((written.printed, *drawn)):
        shown = openpyxl.load_workbook(BytesIO(written.write(values)), data_only=True)
        for state, where in shown[CHECK].iter_rows(min_row=4, max_col=2, values_only=True):
            title, _, address = str(where).rpartition("!")
            if state == FIX and _location(title, address) in places:
                row = int("".join(filter(str.isdigit, address)))
                words = [
                    str(each)
                    for line in shown[title].iter_rows(min_row=row - 1, max_row=row, values_only=True)
                    for each in line
                ]
                if not any(each.startswith((FIX[0], _EXPECTED)) for each in words):
                    unsaid.append((nth, title, address))

    assert unsaid == []


def _location(title: str, address: str) -> Location:
    row, column = coordinate_to_tuple(address)
    return Location(title, row - 1, column - 1)


def test_bar_7_formulas_can_be_read_and_calculate_only_when_an_entry_changes(content: bytes) -> None:
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        formulas = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert [each for each in formulas if len(each) > _LONGEST_FORMULA + 1] == [], sheet.title
        assert [each for each in formulas if _VOLATILE.search(each)] == [], sheet.title
        asked = [cell for each in formulas for cell in _OF_FORMULAS.findall(each)]
        assert [cell for cell in asked if not _ONE_CELL.fullmatch(cell)] == [], sheet.title
        rules = [rule for rules in sheet.conditional_formatting for rule in rules.rules]
        assert [each for rule in rules for each in rule.formula if "!" in each] == [], sheet.title


def test_bar_8_a_form_is_a_small_file(written: WrittenKind, content: bytes) -> None:
    """Empty, and filled in."""
    assert len(content) <= _LARGEST_FILE
    assert max(len(written.write(values)) for values in written.history(SAMPLES)) <= _LARGEST_FILE


@pytest.mark.office
def test_bar_8_an_entry_is_calculated_at_once(written: WrittenKind, office: Office, tmp_path: Path) -> None:
    assert mean(_milliseconds(written, office, tmp_path, is_shown=False)) <= _LONGEST_CALCULATION


@pytest.mark.office
def test_bar_8_an_entry_is_painted_at_once(written: WrittenKind, screened_office: Office, tmp_path: Path) -> None:
    """In a window of a laptop, with the sheet in front."""
    assert mean(_milliseconds(written, screened_office, tmp_path, is_shown=True)) <= _LONGEST_PAINTING


def _milliseconds(written: WrittenKind, office: Office, folder: Path, *, is_shown: bool) -> list[float]:
    """Return how long LibreOffice works for each figure of a report that is entered once more, as one more than it was."""
    values = written.history(SAMPLES)[-1]
    figures = {written.at(key): raw + 1 for key, raw in values.items() if isinstance(raw, int)}
    sheets = Counter(at.sheet for at in figures)
    path = folder / "form.xlsx"
    path.write_bytes(written.write(values))
    return office.paced(path, max(sheets, key=sheets.__getitem__), figures, is_shown=is_shown)
