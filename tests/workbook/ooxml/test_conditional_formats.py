"""Conditional formats of which nothing is known hide nothing."""

from __future__ import annotations

import pytest

from vbpqip.workbook.ooxml.conditional_formats import STRUCK_OUT, conditional_ranges, read_looks

_SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.mark.parametrize(
    "content", ["", f"<styleSheet {_SPACE}/>", f'<styleSheet {_SPACE}><dxfs count="0"/></styleSheet>']
)
def test_a_workbook_without_them(content: str) -> None:
    assert read_looks("xl/styles.xml", content.encode()) == {}


def test_a_rule_without_a_format_or_with_one_that_is_not_there() -> None:
    rules = '<cfRule type="colorScale"/><cfRule type="expression" dxfId="7"/>'
    sheet = f'<worksheet {_SPACE}><conditionalFormatting sqref="A1">{rules}</conditionalFormatting></worksheet>'

    assert conditional_ranges("xl/worksheets/sheet1.xml", sheet.encode(), {"0": STRUCK_OUT}) == {}
