"""Conditional formats of which nothing is known hide nothing."""

from __future__ import annotations

import pytest

from vbpqip.workbook.ooxml.conditional_formats import STRUCK_OUT, conditional_ranges, read_looks
from vbpqip.workbook.ooxml.sheet_layout import CellRange

_SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

_RULE = '<cfRule dxfId="0"/>'


@pytest.mark.parametrize(
    "content", ["", f"<styleSheet {_SPACE}/>", f'<styleSheet {_SPACE}><dxfs count="0"/></styleSheet>']
)
def test_a_workbook_without_them(content: str) -> None:
    assert read_looks("xl/styles.xml", content.encode()) == {}


def ranges(places: str, rules: int = 1) -> tuple[CellRange, ...]:
    """Return what is found of one block with some places and rules, each of which strikes out."""
    block = f'<conditionalFormatting sqref="{places}">{_RULE * rules}</conditionalFormatting>'
    sheet = f"<worksheet {_SPACE}>{block}</worksheet>"
    return conditional_ranges("xl/worksheets/sheet1.xml", sheet.encode(), {"0": STRUCK_OUT}).get(STRUCK_OUT, ())


def test_however_many_places_a_format_has_all_of_them_are_looked_at() -> None:
    places = " ".join(f"{column}{row}" for column in "AB" for row in range(1, 10_001))

    assert len(ranges(f"{places} C7:D8", rules=10_000)) == 20_001
    assert ranges(f"{places} C7:D8")[-1] == CellRange((6, 2), (7, 3))


def test_a_place_that_is_none_or_far_away_hides_no_other() -> None:
    assert ranges("Nowhere A20001 SG1 A1") == (CellRange((0, 0), (0, 0)),)


def test_a_rule_without_a_format_or_with_one_that_is_not_there() -> None:
    rules = '<cfRule type="colorScale"/><cfRule type="expression" dxfId="7"/>'
    sheet = f'<worksheet {_SPACE}><conditionalFormatting sqref="A1">{rules}</conditionalFormatting></worksheet>'

    assert conditional_ranges("xl/worksheets/sheet1.xml", sheet.encode(), {"0": STRUCK_OUT}) == {}
