"""A sheet that may hold the form is told from its bytes; one that cannot is never read, whatever is wrong with it.

1. However a label is stored, it is found.
2. What is no label costs nothing: not its size, not its damage.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from support.effort import the_time_of
from support.packages import sheet, zipped
from support.reports import report
from support.tables import PROGRAM, codes_of
from vbpqip.kinds.qit_report.form.layout import FORM
from vbpqip.kinds.qit_report.form.sheets import REPORT
from vbpqip.reviewing import review_workbook
from vbpqip.workbook.ooxml.package import open_workbook
from vbpqip.workbook.ooxml.sheet_search import mentioned

WORDS = frozenset({"facility", "key"})
MORE = "xl/worksheets/sheet99.xml"


def with_a_sheet(content: str | bytes) -> bytes:
    """Return a sound report with a further sheet."""
    with ZipFile(BytesIO(report())) as archive:
        parts: Mapping[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
    book, arrows = (parts[name].decode() for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    arrow = f'<Relationship Id="more" Target="worksheets/sheet99.xml" Type="{kind}"/>'
    return zipped(
        {
            **parts,
            "xl/workbook.xml": book.replace("</sheets>", '<sheet name="More" sheetId="99" r:id="more"/></sheets>'),
            "xl/_rels/workbook.xml.rels": arrows.replace("</Relationships>", f"{arrow}</Relationships>"),
            MORE: content,
        }
    )


@pytest.mark.parametrize(
    "content",
    [
        b'<c r="A1" t="s"><v>7</v></c>',
        b"<c t='s'><v> 7 </v></c>",
        b'<x:c t="s"><x:v>\n7</x:v></x:c>',
        b'<c t="inlineStr"><is><t>FACILITY</t></is></c>',
        b'<c t="str"><f>A1</f><v>Facility</v></c>',
    ],
)
def test_1_a_word_however_it_is_stored(content: bytes) -> None:
    assert mentioned(content, WORDS, {b"7": "facility"}) == {"facility"}


def test_1_another_number_is_another_word() -> None:
    assert mentioned(b"<v>17</v><v>77</v>", WORDS, {b"7": "facility"}) == set()


def test_1_a_part_in_wide_characters_may_hold_anything() -> None:
    assert mentioned("<worksheet/>".encode("utf-16"), WORDS, {}) == WORDS


def test_1_the_sheets_of_a_report_in_the_file() -> None:
    workbook = open_workbook(report())

    assert FORM.labels_of[REPORT] <= workbook.mentioned(REPORT, FORM.labels)
    assert all(
        len(workbook.mentioned(title, FORM.labels)) < 9
        for title in ("Start Here", "Check", "Trend", "Lists", "Working")
    )


def test_1_a_copy_in_the_file() -> None:
    book = openpyxl.load_workbook(BytesIO(report()))
    book.copy_worksheet(book[REPORT]).title = "More"
    stream = BytesIO()
    book.save(stream)

    assert codes_of(review_workbook(stream.getvalue(), PROGRAM)) == ["QIP114", "QIP614"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(sheet(f"<row>{'<c><v>1</v></c>' * 100}</row>" * 1_001), id="too many cells"),
        pytest.param(sheet("<row>"), id="damaged"),
        pytest.param(b"", id="empty"),
        pytest.param(sheet("<c>" * 300), id="deep"),
    ],
)
def test_2_a_further_sheet_that_holds_no_form_is_not_read(content: str | bytes) -> None:
    assert codes_of(review_workbook(with_a_sheet(content), PROGRAM)) == []


@pytest.mark.parametrize("piece", [b"> ", b"<v>1", b">1 <", b">\n\n\n", b"facilit"])
def test_2_no_bytes_take_long(piece: bytes) -> None:
    with the_time_of(reviews=200):
        mentioned(piece * (4_000_000 // len(piece)), FORM.labels, {})
