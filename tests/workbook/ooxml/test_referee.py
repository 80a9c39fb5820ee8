"""openpyxl is the referee: what it finds in a cell is what the reader finds, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import hypothesis.strategies as st
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from support.counts import examples
from support.office_engine import Office
from vbpqip.core.cells import Cell, Location, Stored
from vbpqip.workbook.ooxml.package import open_workbook

Facts = dict[str, tuple[str, str | float | bool, bool]]
"""Address to the stored type, value, and whether there is a formula."""


def by_xlsxwriter() -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Report")
        book.add_worksheet("Second").write_string("A1", "NA")
        bold = book.add_format({"bold": True})
        sheet.write_number("A1", 1.5, bold)
        sheet.write_number("B1", 10**15)
        sheet.write_string("C1", " NA \u00e9\u4e2d <&> \U0001f600", bold)
        sheet.write_rich_string("D1", "a ", bold, "bold", " word")
        sheet.write_boolean("E1", boolean=True)
        sheet.write_blank("F1", None, bold)
        sheet.write_formula("G1", "=A1*2", bold, 3)
        sheet.write_formula("A2", '=IF(A1<>"",A1&"x","")', None, "1.5x")
        sheet.write_formula("B2", '=""', None, "")
        sheet.write_formula("C2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D2", "=TRUE()", None, "TRUE")
        sheet.write_array_formula("E2:E3", "{=A1:A2}", None, 1.5)
        sheet.write_datetime("A4", datetime(2016, 4, 1), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001 -- a sheet has no time zones
        sheet.data_validation("A5", {"validate": "list", "source": ["a", "b"]})
        sheet.merge_range("A6:C6", "merged", bold)
    return stream.getvalue()


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    book.iso_dates = True
    sheet = book.worksheets[0]
    sheet.title = "Report"
    sheet.append([1, 1.5, "NA", " padded ", True, None, "#N/A", date(2016, 4, 1)])
    sheet.append(["=A1*2", '=IF(A1<2,"a&b","")', "line\nbreak", 12345678901234567890])
    sheet["A4"] = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"))
    sheet["B4"] = ArrayFormula("B4:B5", "=A1:A2")
    sheet["C9"].style = "Good"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("made", [by_xlsxwriter, by_openpyxl])
def test_the_reader_agrees_with_openpyxl(made: Callable[[], bytes]) -> None:
    source = made()

    assert read_by_us(source) == read_by_openpyxl(source)


@pytest.mark.parametrize("made", [by_xlsxwriter, by_openpyxl])
def test_the_reader_agrees_with_openpyxl_on_what_libreoffice_saved(
    made: Callable[[], bytes], office: Office, tmp_path: Path
) -> None:
    sent, saved = tmp_path / "sent.xlsx", tmp_path / "saved.xlsx"
    sent.write_bytes(made())
    office.typed(sent, {}, saved)

    source = saved.read_bytes()

    assert read_by_us(source) == read_by_openpyxl(source)


VALUES = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(-1e300, 1e300),
    st.booleans(),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
)
PLACES = st.tuples(st.integers(0, 200), st.integers(0, 40))


@settings(max_examples=examples(150), deadline=None)
@given(st.dictionaries(PLACES, VALUES, max_size=30))
def test_what_is_written_is_read(values: dict[tuple[int, int], int | float | bool | str]) -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Report")
        for (row, column), value in values.items():
            write = sheet.write_string if isinstance(value, str) else sheet.write
            write(row, column, value)

    cells = open_workbook(stream.getvalue()).cells("Report")

    assert {at: said(cell) for at, cell in cells.items()} == {at: written(it) for at, it in values.items()}


def written(value: float | str) -> tuple[str, str | float | bool]:
    if isinstance(value, str):
        return "text", value
    if isinstance(value, bool):
        return "boolean", value
    return "number", float(f"{value:.16G}")


def said(cell: Cell) -> tuple[str, str | float | bool]:
    match cell.stored:
        case Stored.NUMBER:
            return "number", float(cell.text)
        case Stored.BOOLEAN:
            return "boolean", cell.text == "TRUE"
        case Stored.DATE:
            return "number", serial(datetime.fromisoformat(cell.text))
        case Stored.TEXT | Stored.ERROR | Stored.NOTHING:
            return cell.stored.value, cell.text


def said_at_all(cell: Cell) -> tuple[str, str | float | bool]:
    """What openpyxl could tell: for it a formula that gave an empty text was never calculated."""
    return said(cell) if cell.text else ("nothing", "")


def read_by_us(source: bytes) -> Facts:
    opened = open_workbook(source)
    return {
        str(Location(sheet.title, *at)): (*said_at_all(cell), cell.formula is not None)
        for sheet in opened.sheets
        for at, cell in opened.cells(sheet.title).items()
    }


def read_by_openpyxl(source: bytes) -> Facts:
    formulas = openpyxl.load_workbook(BytesIO(source))
    values = openpyxl.load_workbook(BytesIO(source), data_only=True)
    found: Facts = {}
    for sheet in formulas.worksheets:
        filled = set(filled_by_arrays(sheet))
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    stored = values[sheet.title][cell.coordinate]
                    found[f"{sheet.title}!{cell.coordinate}"] = (
                        *by_type(stored.data_type, stored.value),
                        cell.data_type == "f" or cell.coordinate in filled,
                    )
    return found


def filled_by_arrays(sheet: Worksheet) -> Iterator[str]:
    """Yield the cells that arrays fill; openpyxl knows the first of each as a formula."""
    for row in list(sheet.iter_rows()):
        for cell in row:
            if isinstance(cell.value, ArrayFormula):
                yield from (f"{get_column_letter(x)}{y}" for y, x in CellRange(cell.value.ref).cells)


def by_type(kind: str, value: object) -> tuple[str, str | float | bool]:
    if value is None or value == "":
        return "nothing", ""
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, str):
        return ("error" if kind == "e" else "text"), value
    return "number", serial(value) if isinstance(value, date) else float(str(value))


def serial(day: date) -> float:
    return float(to_excel(day))  # type: ignore[no-untyped-call]
