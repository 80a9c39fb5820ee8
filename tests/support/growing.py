"""Sound reports in which one thing is there more and more often: what a review of them costs may at most grow with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import NamedTuple, TypeAlias
from zipfile import ZipFile

from support.packages import relationships, zipped
from support.reports import report

_SHEET, _BOOK, _STRINGS = "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
_STYLES, _RELS, _SHEET_RELS = "xl/styles.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet2.xml.rels"
_PROPERTIES, _COMMENTS = "docProps/custom.xml", "xl/comments1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIRST_ROW = 1_000
_COLUMNS = "ABCDEFGHIJ"

Parts: TypeAlias = Mapping[str, str]


class Growing(NamedTuple):
    """How a report grows: its parts with so many of something, and how many of them are measured at first."""

    parts: Callable[[int], Parts]
    number: int

    def report(self, number: int) -> bytes:
        """Return the report with so many of it."""
        return zipped({**_sound(), **self.parts(number)})


@cache
def _sound() -> dict[str, bytes]:
    with ZipFile(BytesIO(report())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _before(end: str, name: str, more: str) -> Parts:
    """Return a part of the report with more before one of its ends."""
    return {name: _sound()[name].decode().replace(end, f"{more}{end}", 1)}


def _many(pattern: str, number: int) -> str:
    return "".join(pattern.format(nth) for nth in range(number))


def _rows(number: int, cell: str) -> Parts:
    """Return the report sheet with rows of cells far below the form."""
    rows = (
        f'<row r="{row}">{"".join(cell.format(f"{column}{row}", row) for column in _COLUMNS)}</row>'
        for row in range(_FIRST_ROW, _FIRST_ROW + number // len(_COLUMNS))
    )
    return _before("</sheetData>", _SHEET, "".join(rows))


def _runs(number: int, look: str) -> Parts:
    return _before("</sst>", _STRINGS, f"<si>{f'<r><rPr>{look}</rPr><t>a</t></r><r><t>b</t></r>' * (number // 2)}</si>")


def _comments(number: int) -> Parts:
    texts = "".join(
        f'<comment ref="A{row}" authorId="0"><text><t>note</t></text></comment>'
        for row in range(_FIRST_ROW, _FIRST_ROW + number)
    )
    return {
        _COMMENTS: f'<comments xmlns="{_MAIN}"><authors><author/></authors><commentList>{texts}</commentList></comments>',
        _SHEET_RELS: relationships({"rId1": ("comments", "../comments1.xml")}),
    }


def _styled(number: int) -> Parts:
    """Return so many styles, each with a number format that no other report has, and as many cells of them."""
    codes = _many(f'<numFmt numFmtId="{{0}}" formatCode="0.0&quot;x{{0}}x{number}&quot;"/>', number)
    styles = _sound()[_STYLES].decode().replace("</numFmts>", f"{codes}</numFmts>", 1)
    looks = _many('<xf numFmtId="{0}" fontId="0"/>', number)
    cells = (
        f'<row r="{_FIRST_ROW + nth}"><c r="A{_FIRST_ROW + nth}" s="{nth}"><v>1</v></c></row>'
        for nth in range(min(number, 15_000))
    )
    return {
        _STYLES: styles.replace("</cellXfs>", f"{looks}</cellXfs>", 1),
        **_before("</sheetData>", _SHEET, "".join(cells)),
    }


def _format_code(number: int) -> Parts:
    code = f'<numFmt numFmtId="9999" formatCode="{"[" * number}"/>'
    return _before("</numFmts>", _STYLES, code)


def _sheets(number: int) -> Parts:
    """Return so many sheets beside the form, each of them a copy of its smallest one with entries."""
    listed = _many('<sheet name="More {0}" sheetId="9{0}" r:id="rId4"/>', number)
    return _before("</sheets>", _BOOK, listed)


def _hyperlinks(number: int) -> Parts:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    arrows = _many(f'<Relationship Id="h{{0}}" Type="{kind}" Target="http://a/{{0}}" TargetMode="External"/>', number)
    links = _many('<hyperlink ref="A{0}" r:id="h{0}"/>', number)
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        _SHEET_RELS: f'<Relationships xmlns="{space}">{arrows}</Relationships>',
        **_before("<pageMargins", _SHEET, f"<hyperlinks>{links}</hyperlinks>"),
    }


def _labels(number: int) -> Parts:
    """Return a report whose names are lost, so that its entries are looked for among so many texts."""
    book = _sound()[_BOOK].decode()
    names, _, rest = book.partition("<definedNames>")
    return {
        _BOOK: names + rest.partition("</definedNames>")[2],
        **_rows(number, '<c r="{0}" t="inlineStr"><is><t>Numerator {1}</t></is></c>'),
    }


_RULE = (
    '<conditionalFormatting sqref="A{0}"><cfRule type="expression" priority="9{0}"><formula>A1=1</formula></cfRule>'
    "</conditionalFormatting>"
)
_VALIDATION = '<dataValidation type="whole" sqref="A{0}"><formula1>1</formula1></dataValidation>'
GROWING: Mapping[str, Growing] = {
    "cells": Growing(lambda number: _rows(number, '<c r="{0}"><v>{1}</v></c>'), 40_000),
    "cells by the parser": Growing(lambda number: _rows(number, "<c r='{0}'><v>{1}</v></c>"), 20_000),
    "blank cells": Growing(lambda number: _rows(number, '<c r="{0}" s="1"/>'), 80_000),
    "formulas": Growing(lambda number: _rows(number, '<c r="{0}"><f>A1+{1}</f><v>{1}</v></c>'), 30_000),
    "shared formulas": Growing(lambda number: _rows(number, '<c r="{0}"><f t="shared" si="0"/><v>{1}</v></c>'), 20_000),
    "texts in cells": Growing(
        lambda number: _rows(number, '<c r="{0}" t="inlineStr"><is><t>a{1}</t></is></c>'), 20_000
    ),
    "strings": Growing(lambda number: _before("</sst>", _STRINGS, _many("<si><t>text {0}</t></si>", number)), 80_000),
    "marked strings": Growing(
        lambda number: _before("</sst>", _STRINGS, "<si><r><rPr><strike/></rPr><t>a</t></r></si>" * number), 40_000
    ),
    "runs": Growing(lambda number: _runs(number, "<b/>"), 15_000),
    "marked runs": Growing(lambda number: _runs(number, "<strike/>"), 15_000),
    "names": Growing(
        lambda number: _before(
            "</definedNames>", _BOOK, _many('<definedName name="list_x{0}">Lists!$A$1:$A$9</definedName>', number)
        ),
        8_000,
    ),
    "sheets": Growing(_sheets, 300),
    "conditional formats": Growing(lambda number: _before("<dataValidations", _SHEET, _many(_RULE, number)), 15_000),
    "data validations": Growing(
        lambda number: _before("</dataValidations>", _SHEET, _many(_VALIDATION, number)), 15_000
    ),
    "merged cells": Growing(
        lambda number: _before("</mergeCells>", _SHEET, _many('<mergeCell ref="A2{0}:B2{0}"/>', number)), 20_000
    ),
    "comments": Growing(_comments, 15_000),
    "hyperlinks": Growing(_hyperlinks, 20_000),
    "styles and cells": Growing(_styled, 15_000),
    "brackets in a format code": Growing(_format_code, 20_000),
    "properties": Growing(
        lambda number: _before("</Properties>", _PROPERTIES, _many('<property name="p{0}"/>', number)), 2_000
    ),
    "attributes of a tag": Growing(
        lambda number: _before("</sheetData>", _SHEET, "<x" + _many(' a{0}=""', number) + "/>"), 20_000
    ),
    "elements within elements": Growing(
        lambda number: _before("</sheetData>", _SHEET, f"{'<x>' * 90}{'</x>' * 90}" * (number // 90)), 200_000
    ),
    "texts among labels": Growing(_labels, 20_000),
}
"""What grows, by its name."""
