"""What is stored in a cell, for each way to spell it.

Every case is read twice: as it stands, and with a comment in the sheet, which leaves it to the XML parser
alone. Both must give the same.
"""

from __future__ import annotations

import pytest

from support.packages import package, zipped
from vbpqip.core.cells import Cell, Location, Stored
from vbpqip.core.errors import UnreadableWorkbookError
from vbpqip.workbook.ooxml.package import CellsByPosition, open_workbook
from vbpqip.workbook.ooxml.strings_part import read_strings

STRINGS = (
    "<si><t>NA</t></si>"
    '<si><r><t>Rich</t></r><r><rPr><b/></rPr><t xml:space="preserve"> text</t></r><rPh sb="0" eb="1"><t>guide</t></rPh></si>'
    "<si><t/></si>"
)


def cells_of(rows: str, *, strings: str = STRINGS) -> CellsByPosition:
    """Read rows in both ways."""
    plain = open_workbook(zipped(package(rows, strings=strings))).cells("Report")
    by_parser = open_workbook(zipped(package("<!-- -->" + rows, strings=strings + "<!-- -->"))).cells("Report")
    assert plain == by_parser
    return plain


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param('<c r="A1"><v>12</v></c>', Cell(Stored.NUMBER, "12"), id="number"),
        pytest.param('<c r="A1" s="0" t="n"><v>-1.5E-3</v></c>', Cell(Stored.NUMBER, "-1.5E-3"), id="exponent"),
        pytest.param("<c r='A1'><v>\n 12 </v></c>", Cell(Stored.NUMBER, "12"), id="white space"),
        pytest.param('<c r="A1"><v>1<!-- -->2</v></c>', Cell(Stored.NUMBER, "12"), id="comment within"),
        pytest.param('<c r="A1"><v><![CDATA[12]]></v></c>', Cell(Stored.NUMBER, "12"), id="cdata"),
        pytest.param('<c r="A1"><v>&#49;</v></c>', Cell(Stored.NUMBER, "1"), id="character reference"),
        pytest.param('<c r="A1"><v>1e999</v></c>', Cell(Stored.ERROR, "1e999"), id="infinite"),
        pytest.param('<c r="A1"><v>NaN</v></c>', Cell(Stored.ERROR, "NaN"), id="not a number"),
        pytest.param('<c r="A1"><v>1_000</v></c>', Cell(Stored.ERROR, "1_000"), id="Python's own spelling"),
        pytest.param('<c r="A1"><v>1e99999</v></c>', Cell(Stored.ERROR, "1e99999"), id="exponent beyond reason"),
        pytest.param('<c r="A1"><v>\u0663</v></c>', Cell(Stored.ERROR, "\u0663"), id="digit of another script"),
        pytest.param('<c r="A1" t="b"><v>1</v></c>', Cell(Stored.BOOLEAN, "TRUE"), id="true"),
        pytest.param('<c r="A1" t="b"><v>false</v></c>', Cell(Stored.BOOLEAN, "FALSE"), id="false"),
        pytest.param('<c r="A1" t="b"><v>2</v></c>', Cell(Stored.ERROR, "2"), id="neither"),
        pytest.param('<c r="A1" t="e"><v>#REF!</v></c>', Cell(Stored.ERROR, "#REF!"), id="error"),
        pytest.param('<c r="A1" t="new"><v>x</v></c>', Cell(Stored.ERROR, "x"), id="unknown type"),
        pytest.param('<c r="A1" t="d"><v>2016-04-01</v></c>', Cell(Stored.DATE, "2016-04-01"), id="day"),
        pytest.param('<c r="A1" t="d"><v>2016-04-01T12:30:00Z</v></c>', Cell(Stored.DATE, "2016-04-01T12:30:00Z"), id="time"),
        pytest.param('<c r="A1" t="d"><v>2016-02-30</v></c>', Cell(Stored.ERROR, "2016-02-30"), id="no such day"),
        pytest.param('<c r="A1" t="d"><v>April</v></c>', Cell(Stored.ERROR, "April"), id="no day"),
        pytest.param('<c r="A1" t="s"><v>0</v></c>', Cell(Stored.TEXT, "NA"), id="shared"),
        pytest.param('<c r="A1" t="s"><v>1</v></c>', Cell(Stored.TEXT, "Rich text"), id="shared, rich"),
        pytest.param('<c r="A1" t="s"><v>2</v></c>', Cell(Stored.TEXT, ""), id="shared, empty"),
        pytest.param('<c r="A1" t="s"><v>3</v></c>', Cell(Stored.ERROR, "3"), id="shared, beyond the last"),
        pytest.param('<c r="A1" t="s"><v>-1</v></c>', Cell(Stored.ERROR, "-1"), id="shared, before the first"),
        pytest.param('<c r="A1" t="s"><v>99999999999</v></c>', Cell(Stored.ERROR, "99999999999"), id="shared, far"),
        pytest.param('<c r="A1" t="inlineStr"><is><t> in </t></is></c>', Cell(Stored.TEXT, " in "), id="inline"),
        pytest.param(
            '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>g</t></rPh></is></c>',
            Cell(Stored.TEXT, "ab"),
            id="inline, rich",
        ),
        pytest.param('<c r="A1" t="str"><v>a&lt;b&amp;lt;</v></c>', Cell(Stored.TEXT, "a<b&lt;"), id="entities"),
        pytest.param('<c r="A1" t="str"><v>_x0041__x005F_x0041_</v></c>', Cell(Stored.TEXT, "A_x0041_"), id="escape"),
        pytest.param('<c r="A1" t="str"><v>_xD83D_</v></c>', Cell(Stored.TEXT, "_xD83D_"), id="half a character"),
        pytest.param('<c r="A1" t="str"><v>a\r\nb</v></c>', Cell(Stored.TEXT, "a\nb"), id="line break"),
        pytest.param('<c r="a1"><v>1</v></c>', Cell(Stored.NUMBER, "1"), id="small letter"),
        pytest.param("<c><v>1</v></c>", Cell(Stored.NUMBER, "1"), id="no address"),
        pytest.param('<c r="A1"><f>B1&lt;2</f><v>1</v></c>', Cell(Stored.NUMBER, "1", "B1<2"), id="formula"),
        pytest.param('<c r="A1"><f aca="false">B1</f><v>1</v></c>', Cell(Stored.NUMBER, "1", "B1"), id="formula of LibreOffice"),
        pytest.param('<c r="A1"><f>B1</f></c>', Cell(Stored.NOTHING, "", "B1"), id="formula without value"),
        pytest.param('<c r="A1"><f>B1</f><v></v></c>', Cell(Stored.NOTHING, "", "B1"), id="formula, empty value"),
        pytest.param('<c r="A1"><f>B1</f><v/></c>', Cell(Stored.NOTHING, "", "B1"), id="formula, closed value"),
        pytest.param('<c r="A1" t="s"><f>B1</f></c>', Cell(Stored.NOTHING, "", "B1"), id="formula, shared nothing"),
        pytest.param('<c r="A1" t="str"><f>B1</f><v></v></c>', Cell(Stored.TEXT, "", "B1"), id="formula gave no text"),
        pytest.param('<c r="A1" t="str"><f>B1</f><v/></c>', Cell(Stored.TEXT, "", "B1"), id="formula gave no text, closed"),
        pytest.param('<c r="A1" t="str"><f>B1</f></c>', Cell(Stored.NOTHING, "", "B1"), id="formula of text without value"),
        pytest.param('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Cell(Stored.ERROR, "#DIV/0!", "1/0"), id="formula failed"),
        pytest.param('<c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c>', Cell(Stored.NUMBER, "1", "B1:B2"), id="array"),
        pytest.param('<c r="A1"><f t="shared" si="9"/><v>1</v></c>', Cell(Stored.NUMBER, "1", ""), id="shared without a first"),
    ],
)  # fmt: skip
def test_a_stored_cell(cell: str, expected: Cell) -> None:
    cells = cells_of(f'<row r="1">{cell}</row>')

    assert cells == {(0, 0): expected}


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"/>',
        '<c r="A1" s="1"/>',
        '<c r="A1" s="1" />',
        '<c r="A1" s="1"></c>',
        '<c r="A1"><v/></c>',
        '<c r="A1"><v> </v></c>',
        '<c r="A1" t="s"><v></v></c>',
        '<c r="A1" t="b"><v></v></c>',
        '<c r="A1" t="inlineStr"/>',
        '<c r="SG1"><v>1</v></c>',
        '</row><row r="1048576"><c r="XFD1048576"><v>1</v></c>',
        '</row><row r="20001"><c r="A20001"><v>1</v></c>',
    ],
)
def test_nothing_is_kept_of_an_empty_or_far_cell(cell: str) -> None:
    assert not cells_of(f'<row r="1">{cell}</row>')


def test_the_last_cell_that_is_kept() -> None:
    assert list(cells_of('<row r="20000"><c r="SF20000"><v>1</v></c></row>')) == [(19_999, 499)]


def test_cells_without_address_follow_the_one_before() -> None:
    """Rows without a number follow the row before, and an empty cell takes its place."""
    cells = cells_of(
        """
        <row><c><v>1</v></c><c/><c><v>2</v></c></row>
        <row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>
        <row><c><v>5</v></c></row>
        """
    )

    assert {Location("", *at).address: cell.text for at, cell in cells.items()} == {
        "A1": "1",
        "C1": "2",
        "C5": "3",
        "D5": "4",
        "A6": "5",
    }


def test_a_shared_formula_is_given_as_its_first_cell_spells_it() -> None:
    cells = cells_of(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
    )

    assert [cell.formula for cell in cells.values()] == ["B1*2", "B1*2"]


@pytest.mark.parametrize(
    "formula",
    [
        '<f t="array" ref="B2:C3">D1:E2</f>',
        '<f ref="B2:C3" t="array" aca="1">D1:E2</f>',
        "<f t='array' ref='$B$2:$C$3'>D1:E2</f>",
        '<f t="array" ref="C3:B2">D1:E2</f>',
        '<f t="array" ref="b2:c3"><![CDATA[D1:E2]]></f>',
    ],
)
def test_a_formula_that_fills_several_cells_is_given_for_each(formula: str) -> None:
    """Rows and cells may come in any order; beyond the range, and where a cell has its own, nothing is filled."""
    cells = cells_of(
        '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><v>1</v></c><c r="C3"><f>F1</f><v>1</v></c></row>'
        f'<row r="2"><c r="C2"><v>1</v></c><c r="B2">{formula}<v>1</v></c><c r="D2"><v>1</v></c></row>'
        '<row r="4"><c r="B4"><v>1</v></c></row>'
    )

    filled = {Location("", *at).address: cell.formula for at, cell in cells.items() if cell.formula is not None}
    assert filled == {"B2": "D1:E2", "C2": "D1:E2", "B3": "D1:E2", "C3": "F1"}


def test_a_data_table_fills_its_cells() -> None:
    cells = cells_of(
        '<row r="1"><c r="A1"><f t="dataTable" ref="A1:A2" dt2D="0" dtr="0" r1="D1"/><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c></row>'
    )

    assert [cell.formula for cell in cells.values()] == ["", ""]


@pytest.mark.parametrize("kind", ['t="shared" si="0" ', 't="normal" ', ""])
def test_a_formula_of_another_kind_fills_no_cells(kind: str) -> None:
    cells = cells_of(
        f'<row r="1"><c r="A1"><f {kind}ref="A1:A2">B1</f><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    )

    assert {at: cell.formula for at, cell in cells.items()} == {(0, 0): "B1", (1, 0): None}


def test_formulas_fill_no_more_cells_than_a_workbook_may_have() -> None:
    """All of them together: each could say that it fills the whole sheet."""
    formula = '<row r="{0}"><c r="A{0}"><f t="array" ref="A1:B10000">C1</f><v>1</v></c></row>'
    rows = [formula.format(row) for row in range(1, 7)]

    assert cells_of("".join(rows[:5]))[4, 0].formula == "C1"
    with pytest.raises(UnreadableWorkbookError, match="its formulas fill more than 100,000 cells"):
        cells_of("".join(rows))


def test_what_follows_the_cells_is_not_read_as_cells() -> None:
    """Validations and extensions have ``f`` elements too."""
    parts = package('<row r="1"><c r="A1"><v>1</v></c></row>')
    parts["xl/worksheets/sheet1.xml"] = str(parts["xl/worksheets/sheet1.xml"]).replace(
        "</sheetData>", "</sheetData><extLst><ext><f>B1</f><v>2</v></ext></extLst>"
    )

    assert open_workbook(zipped(parts)).cells("Report") == {(0, 0): Cell(Stored.NUMBER, "1")}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('<row r="1"><c r="A0"><v>1</v></c></row>', "one of its cells has the address 'A0'"),
        ('<row r="1"><c r="$A$1"><v>1</v></c></row>', "one of its cells has the address"),
        ('<row r="1"><c r="ABCD1"><v>1</v></c></row>', "one of its cells has the address 'ABCD1'"),
        ('<row r="0"/>', "one of its rows has the number '0'"),
        ('<row r="\u0661"/>', "one of its rows has the number"),
        ('<row r="1"><c r="A1"><f t="array" ref="A1:">1</f></c></row>', "one of its cells has the address ''"),
        ('</sheetData><mergeCells><mergeCell ref="A1:B"/></mergeCells><sheetData>', "the address 'B'"),
        ('<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>', "it has two cells B1"),
    ],
)
def test_a_sheet_without_order_is_rejected(row: str, reason: str) -> None:
    with pytest.raises(UnreadableWorkbookError, match=f"the sheet 'Report' is damaged: .*{reason}"):
        open_workbook(zipped(package(row))).cells("Report")


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ('<si><r><t>a</t></r><r><rPr><b/><sz val="8"/></rPr><t xml:space="preserve"> b&amp;</t></r></si>', "a b&"),
        ("<si><r><rPr/><t>a</t></r></si>", "a"),
        ('<si><r><t>a</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>', "a"),
        (f"<si>{'<r><t>a</t></r>' * 101}</si>", "a" * 101),
        ("<si><r><rPr/></r><r><t>a</t></r></si>", "a"),
    ],
    ids=["two looks", "empty look", "a guide", "many runs", "a run without text"],
)
def test_texts_of_several_runs_read_the_same_in_any_spelling(item: str, text: str) -> None:
    """Those in the spelling of nearly all programs are read without the parser; a comment sends all of them to it."""
    for strings in (f"<sst>{item}<si><t>z</t></si></sst>", f"<sst><!-- -->{item}<si><t>z</t></si></sst>"):
        assert read_strings("strings", strings.encode()).texts == (text, "z")


@pytest.mark.parametrize(
    "look",
    [
        '<b val="\x0b1"/>',
        '<b val="\uffff"/>',
        '<b val="1" val="1"/>',
        '<color rgb="FF000000" rgb="FF000000"/>',
        '<color tint="1" tint="1"/>',
    ],
)
def test_looks_that_are_no_xml_are_damage(look: str) -> None:
    with pytest.raises(UnreadableWorkbookError, match="its part strings is damaged"):
        read_strings("strings", f"<sst><si><r><rPr>{look}</rPr><t>a</t></r></si></sst>".encode())


@pytest.mark.parametrize("look", ['<color theme="1" tint="0.5"/>', '<color tint="0.5" theme="1"/>', '<b x="1"/>'])
def test_looks_in_any_spelling_are_left_out(look: str) -> None:
    assert read_strings("strings", f"<sst><si><r><rPr>{look}</rPr><t>a</t></r></si></sst>".encode()).texts == ("a",)
