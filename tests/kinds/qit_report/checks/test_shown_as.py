"""3xx: a number whose cell shows something else than the number that is stored."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from inline_snapshot import snapshot

import vbpqip
from support.cases import REPORT_PART, edited, with_cell, with_style
from support.effort import the_time_of
from support.packages import zipped
from support.reports import Changes, report
from support.tables import codes_of, findings_as_text
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.form.layout import measure_columns

_CLABSI, _ECG = 4, 9
_COUNT, _RESULT = measure_columns(11)["numerator_1"].at(_CLABSI), measure_columns(11)["numerator_4"].at(_ECG)


def reviewed(address: str, value: float, shown: str) -> Review:
    """Review the report with a number in a cell, and a number format; its stored results are those of before."""
    styled, entered = with_style(address, shown), with_cell(address, "", f"<v>{value}</v>")
    edits = {**styled, REPORT_PART: lambda sheet: entered(styled[REPORT_PART](sheet))}
    review = vbpqip.review(edited(edits))
    found = tuple(finding for finding in review.findings if finding.diagnostic.code < "QIP6")
    return review._replace(findings=found)


def test_qip332_entry_shown_as_percentage() -> None:
    """61 % of a hospital's line days is stored as 0.61; that it is no whole number follows from that."""
    assert findings_as_text(reviewed(_COUNT.address, 0.61, "0%")) == snapshot("""\
P4P Report!C11: CLABSI, numerator of DY2 Q2: 0.61 is stored, and shown as a percentage. [QIP332]
  Clear the cell's format (Home > Number > General), and type the number again, without a percent sign.\
""")


def test_qip332_also_where_a_result_is() -> None:
    assert codes_of(reviewed(_RESULT.address, 8, "0.00%")) == ["QIP332"]


def test_qip333_entry_shown_as_day() -> None:
    """The first of October 2017 is 43009 days."""
    assert findings_as_text(reviewed(_COUNT.address, 2, "d-mmm")) == snapshot("""\
P4P Report!C11: CLABSI, numerator of DY2 Q2: 2 is stored, and shown as a date or a time. [QIP333]
  Clear the cell's format (Home > Number > General), and type the number again.\
""")


@pytest.mark.parametrize("shown", ["yyyy-mm-dd", "m/d/yy", "h:mm", "[h]:mm:ss", "mmm-yy"])
def test_qip333_every_spelling_of_a_day(shown: str) -> None:
    assert codes_of(reviewed(_COUNT.address, 2, shown)) == ["QIP333"]


@pytest.mark.parametrize(
    "shown", ["General", "0", "#,##0", '0 "days"', "0.00E+00", "[Red]0", r"0\d", "@", '0" %"', "_(* #,##0_)"]
)
def test_qip332_qip333_innocent_neighbours(shown: str) -> None:
    assert codes_of(reviewed(_COUNT.address, 2, shown)) == []


def test_qip324_number_format_not_understood() -> None:
    """Nothing else is said of the cell: it may hold a day, a share, or another number."""
    assert findings_as_text(reviewed(_COUNT.address, 0.5, "0 Tage")) == snapshot("""\
P4P Report!C11: CLABSI, numerator of DY2 Q2: 0.5 is stored; its number format cannot be understood. [QIP324]
  Clear the cell's format (Home > Number > General), and look whether it shows the number that is meant.\
""")


@pytest.mark.parametrize("shown", ["0" * 256, '0"days', "0[Red", "[Rosa]0", "0 x", "0;0;0;0;0"])
def test_qip324_whatever_is_not_understood(shown: str) -> None:
    review = reviewed(_COUNT.address, 2, shown)

    assert codes_of(review) == ["QIP324"]
    assert review.qit.verdict is vbpqip.Verdict.NOT_DETERMINED


def respelled(before: str, after: str) -> list[str]:
    """Return what is found after a text of the styles part was replaced, wherever it stands."""
    with ZipFile(BytesIO(report())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    styles = parts["xl/styles.xml"].decode()
    assert before in styles
    return codes_of(vbpqip.review(zipped({**parts, "xl/styles.xml": styles.replace(before, after)})))


_COUNTS = '<xf numFmtId="166" fontId="3"'
"""The style of all counts."""


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ('<xf fontId="3" numFmtId="14"', "QIP333"),
        ("<xf fontId='3' numFmtId='14'", "QIP333"),
        ('<xf fontId="3" numFmtId="&#49;0"', "QIP332"),
        ('<xf fontId="3" numFmtId="163"', "QIP324"),
        ('<xf fontId="3" numFmtId=""', "QIP324"),
        ('<xf fontId="999" numFmtId="0"', "QIP324"),
        ('<xf fontId="3"', None),
    ],
)
def test_the_order_of_attributes_and_the_quotes_make_no_difference(style: str, code: str | None) -> None:
    found = set(respelled(_COUNTS, style))

    assert found == (set() if code is None else {code})


def test_qip324_a_style_that_the_workbook_does_not_have() -> None:
    assert set(respelled("</cellXfs>", "</cellXfs ><!-- -->")) == set()
    assert "QIP324" in respelled("<cellXfs", "<cellXfs><xf/></cellXfs><cellXfs")


@pytest.mark.parametrize(
    ("shown", "value", "codes"),
    [
        (r"_-* #,##0.00\ _D_M_-;\-* #,##0.00\ _D_M_-;_-* \-??\ _D_M_-;_-@_-", 2, []),
        ("Standard", 2, []),
        ("[$-409]0", 2, []),
        ("0;yyyy", 2, []),
        ("[>5]yyyy;0", 2, []),
        ("[>1]yyyy;0", 2, ["QIP333"]),
        ("[ss]", 2, ["QIP333"]),
        ("TT.MM.JJJJ", 2, ["QIP333"]),
        ("0;-0;0%", 0, ["QIP332"]),
    ],
)
def test_the_section_that_shows_the_number_decides(shown: str, value: int, codes: list[str]) -> None:
    assert codes_of(reviewed(_COUNT.address, value, shown)) == codes


@pytest.mark.parametrize("code", ["[" * 1_900_000, "[" * 255, '"' * 300_001])
def test_a_code_of_brackets_does_not_hang(code: str) -> None:
    with the_time_of(reviews=200):
        found = respelled('formatCode="yyyy-mm-dd"', f'formatCode="{code.replace(chr(34), "&quot;")}"')

    assert found == []


def test_many_cells_of_many_date_styles_take_little_time() -> None:
    """Cells times styles would be a thousand millions."""
    with ZipFile(BytesIO(report())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    many = "".join(f'<xf fontId="0" numFmtId="14" fillId="{nth}"/>' for nth in range(30_000))
    cells = "".join(f'<row r="{nth}"><c r="AA{nth}" s="{nth}"><v>1</v></c></row>' for nth in range(100, 19_000))
    styles = parts["xl/styles.xml"].replace(b"</cellXfs>", many.encode() + b"</cellXfs>")
    sheet = parts["xl/worksheets/sheet2.xml"].replace(b"</sheetData>", cells.encode() + b"</sheetData>")

    with the_time_of(reviews=200):
        review = vbpqip.review(zipped({**parts, "xl/styles.xml": styles, "xl/worksheets/sheet2.xml": sheet}))

    assert review.qit.verdict is vbpqip.Verdict.MET


def test_the_forms_own_days_and_shares_are_no_entries_of_numbers() -> None:
    contract: Changes = {
        ("contract_mco", 0): "Fidelis",
        ("contract_level", 0): 2,
        ("contract_submitted", 0): date(2017, 5, 15),
        ("contract_status", 0): "Approved",
    }

    assert codes_of(vbpqip.review(report(contract))) == []
