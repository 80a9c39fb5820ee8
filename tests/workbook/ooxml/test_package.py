"""A package is found through its relationships, whatever its parts are called.

PK1 Parts are found by relationships, with absolute, relative and backslashed targets, in any letter case.
PK2 Transitional and strict namespaces and any prefix read the same.
PK3 Sheets keep their order and say whether they are seen.
PK4 Names are those of workbook scope that a person sees; keys are casefolded.
PK5 Custom properties, the epoch and UTF-16 parts are read.
PK6 A sheet's cells are read when they are asked for, once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.packages import STRICT, TRANSITIONAL, Dialect, package, relationships, sheet, workbook, zipped
from vbpqip.core.cells import Cell, Stored
from vbpqip.core.errors import UnreadableWorkbookError
from vbpqip.workbook.ooxml.package import SheetEntry, Visibility, open_workbook

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("worksheets/sheet1.xml", id="relative"),
        pytest.param("/xl/worksheets/sheet1.xml", id="absolute"),
        pytest.param("./../xl/worksheets/sheet1.xml", id="roundabout"),
        pytest.param("worksheets\\sheet1.xml", id="backslash"),
        pytest.param("WorkSheets/Sheet1.XML", id="letter case"),
    ],
)
def test_pk1_targets(target: str) -> None:
    parts = package(ONE) | {"xl/_rels/workbook.xml.rels": relationships({"rId1": ("worksheet", target)})}

    cells = open_workbook(zipped(parts)).cells("Report")

    assert cells == {(0, 0): Cell(Stored.NUMBER, "1")}


def test_pk1_parts_may_have_any_name() -> None:
    parts = {
        "_rels/.rels": relationships({"a": ("officeDocument", "book")}),
        "_rels/book.rels": relationships({"b": ("worksheet", "leaf")}),
        "book": workbook('<sheet name="Report" sheetId="1" r:id="b"/>'),
        "leaf": sheet(ONE),
    }

    opened = open_workbook(zipped(parts))

    assert opened.sheets == (SheetEntry(title="Report", part="leaf", visibility=Visibility.VISIBLE),)
    assert opened.cells("Report") == {(0, 0): Cell(Stored.NUMBER, "1")}
    assert not opened.properties()


def test_pk1_parts_zipped_with_backslashes() -> None:
    parts = {name.replace("/", "\\"): content for name, content in package(ONE).items()}

    cells = open_workbook(zipped(parts)).cells("Report")

    assert cells == {(0, 0): Cell(Stored.NUMBER, "1")}


def test_pk1_links_out_of_the_package_are_no_parts() -> None:
    rels = relationships({"rId1": ("officeDocument", "xl/workbook.xml")}).replace(
        "<Relationship ",
        '<Relationship Id="x" TargetMode="External" Type="a/officeDocument" Target="b"/><Relationship ',
        1,
    )

    opened = open_workbook(zipped(package(ONE) | {"_rels/.rels": rels}))

    assert [entry.title for entry in opened.sheets] == ["Report"]


@pytest.mark.parametrize("dialect", [TRANSITIONAL, STRICT], ids=["transitional", "strict"])
def test_pk2_namespaces(dialect: Dialect) -> None:
    opened = open_workbook(zipped(package(ONE, dialect=dialect)))

    assert opened.cells("Report") == {(0, 0): Cell(Stored.NUMBER, "1")}
    assert opened.properties() == {"template": "1"}


def test_pk2_prefix() -> None:
    """Elements count by local name in the root's namespace; others of the same local name do not."""
    parts = package() | {
        "xl/workbook.xml": (
            '<x:workbook xmlns:x="m" xmlns:rel="r" xmlns:other="o"><x:workbookPr date1904="1"/><x:sheets>'
            '<x:sheet name="Report" sheetId="1" rel:id="rId1"/><other:sheet name="No" rel:id="rId1"/>'
            "</x:sheets></x:workbook>"
        ),
        "xl/sharedStrings.xml": '<x:sst xmlns:x="m"><x:si><x:t>NA</x:t></x:si></x:sst>',
        "xl/worksheets/sheet1.xml": (
            '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2"><x:c r="B2" t="s"><x:v>0</x:v></x:c>'
            '<c r="C2"><v>1</v></c></x:row></x:sheetData></x:worksheet>'
        ),
    }

    opened = open_workbook(zipped(parts))

    assert opened.cells("Report") == {(1, 1): Cell(Stored.TEXT, "NA")}
    assert [entry.title for entry in opened.sheets] == ["Report"]


def test_pk3_sheets_in_order_with_visibility() -> None:
    sheets = (
        '<sheet name="B &amp; C" r:id="rId1"/><sheet name="A" state="hidden" r:id="rId1"/>'
        '<sheet name="Z" state="veryHidden" r:id="rId1"/><sheet name="Y" state="shy" r:id="rId1"/>'
    )

    opened = open_workbook(zipped(package() | {"xl/workbook.xml": workbook(sheets)}))

    assert [(entry.title, entry.visibility.value) for entry in opened.sheets] == [
        ("B & C", "visible"),
        ("A", "hidden"),
        ("Z", "veryHidden"),
        ("Y", "visible"),
    ]


def test_pk3_a_chart_sheet_has_no_cells() -> None:
    parts = package() | {"xl/worksheets/sheet1.xml": '<chartsheet xmlns="m"><drawing/></chartsheet>'}

    assert not open_workbook(zipped(parts)).cells("Report")


def test_pk4_names() -> None:
    names = (
        "<definedNames>"
        "<definedName name=\"Numerator\"> 'P4P Report'!$D$14:$D$24\n</definedName>"
        '<definedName name="Sheet_only" localSheetId="0">Report!$A$1</definedName>'
        '<definedName name="_xlnm.Print_Area">Report!$A$1</definedName>'
        '<definedName name="solver_opt" hidden="1">Report!$A$1</definedName>'
        "</definedNames>"
    )
    book = workbook('<sheet name="Report" r:id="rId1"/>', rest=names)

    opened = open_workbook(zipped(package() | {"xl/workbook.xml": book}))

    assert opened.names == {"numerator": "'P4P Report'!$D$14:$D$24"}


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [('date1904="1"', True), ('date1904="true"', True), ('date1904="0"', False), ("", False)],
)
def test_pk5_epoch(attribute: str, *, expected: bool) -> None:
    book = workbook('<sheet name="Report" r:id="rId1"/>', rest=f"<workbookPr {attribute}/>")

    opened = open_workbook(zipped(package() | {"xl/workbook.xml": book}))

    assert opened.starts_1904 is expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_pk5_encodings(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    xml = f'<?xml version="1.0" encoding="{declared}"?>' + sheet(
        '<row r="1"><c r="A1" t="str"><v>H\u00f4pital</v></c></row>'
    )

    cells = open_workbook(zipped(package() | {"xl/worksheets/sheet1.xml": xml.encode(encoding)})).cells("Report")

    assert cells == {(0, 0): Cell(Stored.TEXT, "H\u00f4pital")}


def test_pk6_a_sheet_is_read_once() -> None:
    opened = open_workbook(zipped(package(ONE)))

    assert opened.cells("Report") is opened.cells("Report")


def test_pk6_a_damaged_sheet_is_found_when_it_is_asked_for() -> None:
    opened = open_workbook(zipped(package("<row>")))

    with pytest.raises(UnreadableWorkbookError, match=r"xl/worksheets/sheet1\.xml is damaged"):
        opened.cells("Report")


def test_pk6_an_unknown_title() -> None:
    with pytest.raises(KeyError):
        open_workbook(zipped(package())).cells("No such sheet")


def test_a_file_reads_as_its_bytes_do(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(zipped(package(ONE)))

    assert open_workbook(path).cells("Report") == open_workbook(path.read_bytes()).cells("Report")
