"""What programs would read in different ways is damage, and the reason says where.

1. A row, a cell, a value, a formula or a table of cells that is given twice.
2. A row, a cell or a value at a place where the format does not have it, or in another row than its address says.
3. Two parts, two references, two properties, two texts of which there may be one.
4. What only looks so is read: the same in any order, in a foreign namespace, only formatted.
"""

from __future__ import annotations

import pytest

from support.packages import Parts, package, relationships, sheet, workbook, zipped
from vbpqip.core.cells import Cell, Stored
from vbpqip.core.errors import Rejection, UnreadableWorkbookError
from vbpqip.workbook.ooxml.package import open_workbook

A1 = '<c r="A1"><v>1</v></c>'
ROW = f'<row r="1">{A1}</row>'
ONE = {(0, 0): Cell(Stored.NUMBER, "1")}
MERGES = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
SHEET, BOOK, STRINGS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
RELS, PROPERTIES = "xl/_rels/workbook.xml.rels", "docProps/custom.xml"
ENTRY = '<sheet name="Report" r:id="rId1"/>'
OTHER_SPELLINGS = {"plain": "", "by the parser": "<!-- -->"}


def refused(parts: Parts) -> str:
    """Return why a workbook is refused as damaged."""

    def read() -> None:
        opened = open_workbook(zipped(parts))
        opened.properties()
        opened.cells("Report")

    with pytest.raises(UnreadableWorkbookError) as caught:
        read()
    assert caught.value.rejection is Rejection.PART_DAMAGED
    return caught.value.reason


@pytest.mark.parametrize("before", OTHER_SPELLINGS.values(), ids=OTHER_SPELLINGS)
@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        pytest.param(f'<row r="1">{A1}{A1}</row>', "it has two cells A1", id="cell"),
        pytest.param(f'<row r="1"><c r="A1"/>{A1}</row>', "it has two cells A1", id="cell, once blank"),
        pytest.param(f'<row r="1"><c r="a1"/>{A1}</row>', "it has two cells A1", id="cell, in small letters"),
        pytest.param(f'<row r="1"><c r="B1"/>{A1}<c><v>2</v></c></row>', "it has two cells B1", id="cell, once without address"),
        pytest.param(ROW * 2, "it has two rows 1", id="row"),
        pytest.param(f'{ROW}<row r="2"/><row r="1"/>', "it has two rows 1", id="row, once empty"),
        pytest.param(f'<row r="2"/>{ROW}<row><c r="A2"/></row>', "it has two rows 2", id="row, once without number"),
        pytest.param('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>', "its cell A1 stores two values", id="value"),
        pytest.param('<row r="1"><c r="A1"><v/><v>2</v></c></row>', "its cell A1 stores two values", id="value, once empty"),
        pytest.param('<row r="1"><c r="A1"><v>1</v><f>2</f><f>2</f></c></row>', "its cell A1 stores two formulas", id="formula"),
        pytest.param('<row r="1"><c r="A1" t="inlineStr"><v>1</v><is><t>1</t></is></c></row>', "two values", id="value and text"),
        pytest.param('<row r="1"><c r="A1" t="inlineStr"><is><t>1</t></is><is/></c></row>', "two values", id="two texts"),
        pytest.param('<row r="1"><c r="A1"><is><t>1</t></is></c></row>', "stores a text in two ways", id="text of a number"),
        pytest.param('<row r="1"><c r="A1">5<v>1</v></c></row>', "the text '5' where it does not belong", id="text in a cell"),
        pytest.param('<row r="1"><c r="A1"><v>1</v>5</c></row>', "the text '5' where", id="text after a value"),
        pytest.param(f'<row r="1">{A1} 5 </row>', "the text '5' where it does not belong, in or after row 1", id="text in a row"),
        pytest.param(f"5{ROW}", "the text '5' where it does not belong, before its first row", id="text in a table"),
        pytest.param('<row r="1"><c r="A1" t="inlineStr"><is>5<t>1</t></is></c></row>', "the text '5' where", id="text beside one"),
        pytest.param(f'{ROW}</sheetData><sheetData><row r="2"/>', "it has two tables of cells", id="table"),
        pytest.param(f"{ROW}</sheetData><sheetData/><sheetData>", "it has two tables of cells", id="tables"),
    ],
)  # fmt: skip
def test_1_given_twice(rows: str, reason: str, before: str) -> None:
    said = refused(package(before + rows))

    assert said.startswith("the sheet 'Report' is damaged: ")
    assert reason in said


@pytest.mark.parametrize("before", OTHER_SPELLINGS.values(), ids=OTHER_SPELLINGS)
@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        pytest.param('<row r="8"><c r="C9"><v>1</v></c></row>', "row 8 has the cell C9", id="another row"),
        pytest.param('<row><c r="C9"><v>1</v></c></row>', "row 1 has the cell C9", id="another row, without number"),
        pytest.param('<row r="1"><c r="ZZZ1"/><c><v>1</v></c></row>', "row 1 has the cell AAAA1", id="beyond the last column"),
        pytest.param(A1, "it has <c> where it does not belong, before its first row", id="cell outside a row"),
        pytest.param(f"{ROW}<v>1</v>", "it has <v> where it does not belong, in or after row 1", id="value outside a cell"),
        pytest.param('<row r="1"><v>1</v></row>', "it has <v> where", id="value in a row"),
        pytest.param(f'<row r="1"><c r="B1">{A1}</c></row>', "it has <c> where", id="cell in a cell"),
        pytest.param(f'<row r="1">{ROW}</row>', "it has <row> where", id="row in a row"),
        pytest.param(f"<x>{ROW}</x>", "it has <row> where", id="row in something"),
        pytest.param(f'<row r="1"><x>{A1}</x></row>', "it has <c> where", id="cell in something"),
        pytest.param('<row r="1"><c r="A1"><x><v>1</v></x></c></row>', "it has <v> where", id="value in something"),
        pytest.param('<row r="1"><c r="A1"><v>1<x/>2</v></c></row>', "it has <x> where", id="something in a value"),
        pytest.param('<row r="1"><c r="A1"><f>1<v>2</v></f></c></row>', "it has <v> where", id="value in a formula"),
        pytest.param('<row r="1"><c r="A1"><t>2</t></c></row>', "it has <t> where", id="text in a cell"),
        pytest.param(f"</sheetData>{ROW}<sheetData>", "it has <row> where", id="row outside the table"),
        pytest.param(f"{ROW}</sheetData>{ROW}<x>", "it has <row> where", id="row after the table"),
        pytest.param(f"</sheetData><sheetData/>{ROW}<x>", "it has two tables", id="row after an empty table"),
        pytest.param(f'<row r="1">{MERGES}{A1}</row>', "it has <mergeCells> where", id="merged ranges in a row"),
        pytest.param(f"{MERGES}{ROW}", "it has <mergeCells> where", id="merged ranges in the table"),
        pytest.param(f"</sheetData>{MERGES}<sheetData>{ROW}", "it has two tables", id="merged ranges between tables"),
        pytest.param(
            f'<mc:AlternateContent xmlns:mc="mc"><mc:Choice>{ROW}</mc:Choice></mc:AlternateContent>',
            "it has <row> where",
            id="one of two contents",
        ),
    ],
)  # fmt: skip
def test_2_at_another_place(rows: str, reason: str, before: str) -> None:
    content = sheet(before + rows).replace("<x></sheetData>", "").replace("<sheetData></sheetData>", "<sheetData/>")

    assert reason in refused(package() | {SHEET: content})


@pytest.mark.parametrize("before", OTHER_SPELLINGS.values(), ids=OTHER_SPELLINGS)
def test_2_merged_ranges_before_the_cells(before: str) -> None:
    content = sheet(before + ROW).replace("<sheetData>", f"{MERGES}<sheetData>")

    assert "it has <mergeCells> where it does not belong, before its first row" in refused(package() | {SHEET: content})


@pytest.mark.parametrize("before", OTHER_SPELLINGS.values(), ids=OTHER_SPELLINGS)
def test_2_an_empty_table_that_ends_later(before: str) -> None:
    content = sheet(before + ROW).replace("<sheetData>", "<sheetData/>")

    assert "it has <row> where it does not belong" in refused(package() | {SHEET: content})


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        pytest.param(
            {RELS: relationships({"rId1": ("worksheet", "worksheets/sheet1.xml"), "a": ("sharedStrings", "a.xml"), "b": ("sharedStrings", "b.xml")})},
            "2 parts of the kind sharedStrings",
            id="strings",
        ),
        pytest.param(
            {RELS: relationships({"rId1": ("worksheet", "worksheets/sheet1.xml"), "a": ("styles", "a.xml"), "b": ("styles", "b.xml")})},
            "2 parts of the kind styles",
            id="styles",
        ),
        pytest.param(
            {"_rels/.rels": relationships({"a": ("officeDocument", "xl/workbook.xml"), "b": ("officeDocument", "b.xml")})},
            "2 parts of the kind officeDocument",
            id="workbook",
        ),
        pytest.param(
            {RELS: relationships({"rId1": ("worksheet", "a.xml")}).replace("</", '<Relationship Id="rId1" Target="b.xml"/></', 1)},
            "are called alike",
            id="references",
        ),
        pytest.param({BOOK: workbook(ENTRY.replace("/>", ' x:id="rId2" xmlns:x="x"/>'))}, "has two parts", id="sheet"),
        pytest.param({BOOK: workbook(ENTRY, rest='<workbookPr/><workbookPr date1904="1"/>')}, "says twice", id="epoch"),
        pytest.param({BOOK: workbook(ENTRY, rest='<definedName name="a">A1</definedName>')}, "<definedName> where", id="name"),
        pytest.param({PROPERTIES: '<Properties><property name="a"/><property name="a"/></Properties>'}, "two document properties a", id="property"),
        pytest.param({STRINGS: "<sst><si><t>1</t><t>2</t></si></sst>"}, "the text of number 0 is stored twice", id="text"),
        pytest.param({STRINGS: "<sst><si/><si><t>1</t><r><t>2</t></r></si></sst>"}, "the text of number 1 is stored twice", id="text before runs"),
        pytest.param({STRINGS: "<sst><si><r><t>2</t></r><t>1</t></si></sst>"}, "the text of number 0 is stored twice", id="text after runs"),
        pytest.param({STRINGS: "<sst><si><r><t>2</t><t>1</t></r></si></sst>"}, "the text of number 0 is stored twice", id="text within a run"),
        pytest.param({STRINGS: "<sst><si><si><t>2</t></si></si></sst>"}, "<si> where it does not belong", id="text in a text"),
        pytest.param({STRINGS: "<sst><t>2</t></sst>"}, "<t> where it does not belong", id="text in nothing"),
        pytest.param({SHEET: sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>1</t><t>2</t></is></c></row>')}, "its cell A1 stores a text in two ways", id="text in a cell"),
        pytest.param({SHEET: f'<worksheet xmlns="{"x" * 201}"/>'}, "a namespace of a name that is too long", id="long namespace"),
    ],
)  # fmt: skip
def test_3_one_of_several(parts: Parts, reason: str) -> None:
    assert reason in refused(package() | parts)


@pytest.mark.parametrize("before", OTHER_SPELLINGS.values(), ids=OTHER_SPELLINGS)
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(f'<row r="1"><c r="B1"/>{A1}</row>', id="cells in another order"),
        pytest.param(f'<row r="2"><c r="A2"/></row>{ROW}', id="rows in another order"),
        pytest.param(f'<x:row xmlns:x="x" r="1"><x:c r="A1"/></x:row>{ROW}', id="a foreign row"),
        pytest.param('<row r="1"><c r="A1"><v>1</v><x:v xmlns:x="x">2</x:v></c></row>', id="a foreign value"),
        pytest.param('<row r="1"><c r="A1"><v>1</v><extLst><ext xmlns="x"><v>2</v></ext></extLst></c></row>', id="an extension"),
        pytest.param(f'{ROW}<row xmlns="x" r="1"><c r="A1"><v>2</v></c></row>', id="a row of another namespace"),
        pytest.param('<m:row xmlns:m="MAIN" r="1"><m:c r="A1"><v>1</v></m:c></m:row>', id="another prefix on the way"),
        pytest.param(f"{ROW}</sheetData><extLst><ext><rowBreaks/></ext></extLst><sheetData>", id="what follows"),
    ],
)  # fmt: skip
def test_4_what_only_looks_so(rows: str, before: str) -> None:
    content = sheet(before + rows).replace("<sheetData></sheetData>", "")
    space = content.partition('xmlns="')[2].partition('"')[0]

    assert open_workbook(zipped(package() | {SHEET: content.replace("MAIN", space)})).cells("Report") == ONE


@pytest.mark.parametrize("end", ["</mergeCells>", "</mergeCells >", "</mergeCells\n>"])
@pytest.mark.parametrize("before", OTHER_SPELLINGS.values(), ids=OTHER_SPELLINGS)
def test_4_merged_ranges_in_any_spelling(before: str, end: str) -> None:
    content = sheet(before + ROW, rest=MERGES.replace("</mergeCells>", end))

    assert open_workbook(zipped(package() | {SHEET: content})).layout("Report").merged == (((0, 0), (0, 1)),)


def test_9_merged_ranges_that_touch_no_form() -> None:
    ranges = ("A1:B1", "A20000:A20001", "A20001:B20001", "SG1:SH1", "SF1:SG1", "C3:C3")
    merges = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
    content = sheet(ROW, rest=f"<mergeCells>{merges}</mergeCells>")

    merged = open_workbook(zipped(package() | {SHEET: content})).layout("Report").merged

    assert merged == (((0, 0), (0, 1)), ((19_999, 0), (20_000, 0)), ((0, 499), (0, 500)))


def test_4_two_references_to_one_part() -> None:
    arrows = {
        "rId1": ("worksheet", "worksheets/sheet1.xml"),
        "a": ("sharedStrings", "sharedStrings.xml"),
        "b": ("sharedStrings", "SharedStrings.xml"),
    }

    opened = open_workbook(zipped(package(ROW) | {RELS: relationships(arrows)}))

    assert opened.cells("Report") == ONE
