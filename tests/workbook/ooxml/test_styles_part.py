"""What cell styles make of what is stored: by number format, and by a font that is struck, raised or lowered.

1. The spelling of the part makes no difference: order of attributes, quotes, prefix, entities.
2. A style takes its own format and font, and nothing from other lists of the part.
3. A style that cannot be understood is said to be so.
4. Marks come from the font of the whole cell.
5. What is no styles part is refused; its size costs no more than its bytes.
6. A cell has its style however it is spelled.
"""

from __future__ import annotations

import pytest

from support.effort import the_time_of
from support.packages import package, relationships, zipped
from vbpqip.core.cells import Cell, Marked, ShownAs, Stored
from vbpqip.core.errors import UnreadableWorkbookError
from vbpqip.workbook.ooxml.number_formats import GENERAL
from vbpqip.workbook.ooxml.package import open_workbook
from vbpqip.workbook.ooxml.styles_part import MOST_FORMATS, MOST_STYLES, CellStyle, Styles, read_styles

PLAIN = CellStyle(GENERAL, is_quiet=True)

FONTS = (
    "<fonts><font><b/></font><font><strike/></font><font><vertAlign val='superscript'/></font>"
    '<font><vertAlign val="subscript"/></font><font><strike val="0"/><vertAlign val="baseline"/></font>'
    '<font><strike val="false"/></font><font><strike val="true"/></font>'
    '<font><vertAlign val=" Superscript "/></font><font><vertAlign val="above"/></font><font><vertAlign/></font></fonts>'
)


def styles(cells: str, formats: str = "", *, prefix: str = "", rest: str = FONTS) -> Styles:
    """Read a styles part; named cell styles and differences, which do not count, have formats and fonts too."""
    other = '<xf numFmtId="9" fontId="1"/>'
    content = (
        f'<styleSheet xmlns:x="urn:x"><numFmts>{formats}</numFmts>{rest}<cellStyleXfs>{other}</cellStyleXfs><cellXfs>{cells}</cellXfs>'
        f'<dxfs><dxf><font><strike/></font><numFmt numFmtId="170" formatCode="yyyy"/></dxf></dxfs></styleSheet>'
    )
    spelled = content.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    return read_styles("styles.xml", spelled.encode())


def shown(cells: str, formats: str = "", *, prefix: str = "") -> ShownAs:
    """Return what the first style makes of the number 2."""
    return styles(cells, formats, prefix=prefix)["0"].number_format.number("2")


DATE = '<numFmt numFmtId="170" formatCode="&quot;y&quot; yyyy"/>'


@pytest.mark.parametrize(
    ("cell", "formats"),
    [
        pytest.param('<xf numFmtId="170" fontId="0"/>', DATE, id="Excel's order"),
        pytest.param('<xf borderId="0" fontId="0" numFmtId="170"/>', DATE, id="another order"),
        pytest.param(
            "<xf applyFont='1' numFmtId='170'/>", "<numFmt formatCode='yyyy' numFmtId='170'/>", id="other quotes"
        ),
        pytest.param('<xf\n numFmtId = "170"\t/>', '<numFmt\n numFmtId="170"\n formatCode="yyyy"></numFmt>', id="white space"),
        pytest.param('<xf numFmtId="&#49;70"/>', '<numFmt numFmtId="170" formatCode="&#x79;yyy"/>', id="entities"),
        pytest.param('<xf numFmtId="0170"><alignment/></xf>', DATE, id="zero before, content"),
        pytest.param('<xf numFmtId="14"/>', "", id="built in"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_1_the_spelling_makes_no_difference(cell: str, formats: str, prefix: str) -> None:
    assert shown(cell, formats, prefix=prefix) is ShownAs.DAY


@pytest.mark.parametrize(
    ("number", "shown_as"),
    [(0, "number"), (1, "number"), (4, "number"), (9, "percentage"), (10, "percentage"), (11, "number"), (13, "number"),
     (14, "day"), (22, "day"), (23, "number"), (27, "day"), (36, "day"), (37, "number"), (44, "number"), (45, "day"),
     (47, "day"), (48, "number"), (49, "number"), (50, "day"), (58, "day"), (59, "number"), (67, "percentage"),
     (68, "percentage"), (70, "number"), (71, "day"), (81, "day")],
)  # fmt: skip
def test_2_built_in_formats(number: int, shown_as: str) -> None:
    assert shown(f'<xf numFmtId="{number}"/>') is ShownAs(shown_as)


def test_2_own_formats_beat_built_in_ones() -> None:
    assert shown('<xf numFmtId="14"/>', '<numFmt numFmtId="14" formatCode="0.0"/>') is ShownAs.NUMBER


@pytest.mark.parametrize("apply", ["", ' applyNumberFormat="0"', ' applyNumberFormat="1"'])
def test_2_a_style_takes_its_own_format_whether_it_applies_it_or_not(apply: str) -> None:
    assert shown(f'<xf xfId="0" numFmtId="14"{apply}/>') is ShownAs.DAY
    assert shown(f'<xf xfId="0" numFmtId="1"{apply}/>') is ShownAs.NUMBER


def test_2_a_style_without_a_number_is_plain_and_so_is_the_first_where_there_is_none() -> None:
    assert styles("<xf/>")["0"] == PLAIN
    assert styles("")[None] == PLAIN
    assert Styles()[None] == PLAIN


def test_2_a_cell_without_a_style_has_the_first() -> None:
    assert styles('<xf numFmtId="9"/><xf/>')[None].number_format.number("1") is ShownAs.PERCENTAGE


@pytest.mark.parametrize(
    "within", ["<xf>{}</xf>", "<x:choice>{}</x:choice>", "<xf><extLst><ext>{}</ext></extLst></xf>"]
)
def test_2_a_style_within_something_else_is_damage(within: str) -> None:
    """Programs differ in whether it counts, and with it the number of each style after it."""
    with pytest.raises(
        UnreadableWorkbookError, match="it is damaged: one of its parts has <xf> where it does not belong"
    ):
        styles(within.format('<xf numFmtId="14"/>') + "<xf/>")


@pytest.mark.parametrize("index", ["1", "-1", "", "x", "1.0", "99999999", "\u0660"])
def test_3_a_style_that_is_not_there(index: str) -> None:
    found = styles("<xf/>")[index].applied(Cell(Stored.NUMBER, "2"))

    assert found.shown_as is ShownAs.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("cell", "formats"),
    [
        pytest.param('<xf numFmtId="164"/>', "", id="defined nowhere"),
        pytest.param('<xf numFmtId="82"/>', "", id="beyond the built-in ones"),
        pytest.param('<xf numFmtId=""/>', "", id="no number"),
        pytest.param('<xf numFmtId="-1"/>', "", id="below zero"),
        pytest.param('<xf numFmtId="170"/>', '<numFmt numFmtId="170"/>', id="no code"),
        pytest.param('<xf numFmtId="170"/>', '<numFmt numFmtId="170" formatCode="0"/>' + DATE, id="two codes"),
        pytest.param('<xf numFmtId="170"/>', '<numFmt formatCode="0"/>', id="a code without a number"),
        pytest.param('<xf numFmtId="0" fontId="10"/>', "", id="no such font"),
        pytest.param('<xf numFmtId="0" fontId="x"/>', "", id="no number of a font"),
    ],
)
def test_3_a_format_that_is_not_there(cell: str, formats: str) -> None:
    assert shown(cell, formats) is ShownAs.NOT_UNDERSTOOD


def test_3_the_same_code_twice_is_one() -> None:
    assert shown('<xf numFmtId="170"/>', DATE + DATE) is ShownAs.DAY


@pytest.mark.parametrize("stored", [Stored.TEXT, Stored.BOOLEAN, Stored.ERROR, Stored.DATE, Stored.NOTHING])
def test_3_what_is_no_number_needs_no_format(stored: Stored) -> None:
    assert styles("<xf/>")["1"].applied(Cell(stored, "2")) == Cell(stored, "2")


@pytest.mark.parametrize(
    ("font", "marked"),
    [(0, "plain"), (1, "struck out"), (2, "raised"), (3, "lowered"), (4, "plain"), (5, "plain"), (6, "struck out"),
     (7, "raised"), (8, "raised"), (9, "plain")],
)  # fmt: skip
def test_4_a_font_marks_the_whole_cell(font: int, marked: str) -> None:
    style = styles(f'<xf fontId="{font}"/>')["0"]

    assert style.applied(Cell(Stored.NUMBER, "2")) == Cell(Stored.NUMBER, "2", marked=Marked(marked))
    assert style.applied(Cell(Stored.TEXT, "NA")) == Cell(Stored.TEXT, "NA", marked=Marked(marked))


def test_4_a_mark_of_the_text_itself_stays() -> None:
    text = Cell(Stored.TEXT, "65001", marked=Marked.RAISED)

    assert styles('<xf fontId="1"/>')["0"].applied(text) == text


def test_4_marks_outside_a_list_of_fonts_are_no_marks() -> None:
    assert styles('<xf fontId="0"/>', rest=f"<strike/><font/>{FONTS}<fonts><strike/></fonts>")["0"] == PLAIN


@pytest.mark.parametrize("content", [b"", b"<styleSheet>", b"<worksheet/>", b"\xff\xfe<", b"<!DOCTYPE a><styleSheet/>"])
def test_5_what_is_no_styles_part_is_rejected(content: bytes) -> None:
    with pytest.raises(UnreadableWorkbookError):
        read_styles("styles.xml", content)


def test_5_more_styles_than_a_workbook_can_have_are_rejected() -> None:
    assert styles("<xf/>" * MOST_STYLES)["0"] == PLAIN
    with pytest.raises(UnreadableWorkbookError, match="65,490 cell styles"):
        styles("<xf/>" * (MOST_STYLES + 1))


def test_5_of_more_formats_than_a_workbook_can_have_the_first_are_understood() -> None:
    """Each of the longest codes takes a quarter of a millisecond."""
    places = range(MOST_FORMATS + 1)
    formats = "".join(f'<numFmt numFmtId="{200 + nth}" formatCode="0;{"d" * 200}{nth}"/>' for nth in places)
    found = styles("".join(f'<xf numFmtId="{200 + nth}"/>' for nth in places), formats)

    shown_as = [found[str(nth)].number_format.number("1") for nth in places]

    assert shown_as == [ShownAs.NUMBER] * MOST_FORMATS + [ShownAs.NOT_UNDERSTOOD]


def test_5_codes_that_no_cell_asks_for_are_not_read() -> None:
    """As many as fit into two million bytes: each of brackets, or each of another kind."""
    formats = "".join(f'<numFmt numFmtId="{200 + nth}" formatCode="{"[" * 200}"/>' for nth in range(9_000))
    cells = "".join(f'<xf numFmtId="{200 + nth}"/>' for nth in range(9_000))

    with the_time_of(reviews=200):
        found = styles(cells, formats)

        assert all(found[str(nth)].number_format.number("1") is ShownAs.NOT_UNDERSTOOD for nth in range(9_000))


STYLED = (
    '<styleSheet><fonts><font/><font><strike/></font></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="14" fontId="1"/></cellXfs>'
    "</styleSheet>"
)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param('<c r="A1" s="1"><v>2</v></c>', id="plain spelling"),
        pytest.param('<c r="A1" s="1" t="n"><f>1+1</f><v>2</v></c>', id="a formula"),
        pytest.param('<c s="1" r="A1"><v>2</v></c>', id="another order"),
        pytest.param("<c r='A1'\n s='01'><v>2</v></c>", id="other quotes, white space, a zero before"),
        pytest.param('<c s=" 1 "><v>2</v></c>', id="no address"),
    ],
)
@pytest.mark.parametrize("comment", ["", "<!-- -->"])
def test_6_a_cell_has_its_style_in_every_spelling(cell: str, comment: str) -> None:
    parts = package(f'<row r="1">{comment}{cell}</row>')
    rels = {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "styles.xml")}
    parts |= {"xl/styles.xml": STYLED, "xl/_rels/workbook.xml.rels": relationships(rels)}

    (found,) = open_workbook(zipped(parts)).cells("Report").values()

    assert (found.shown_as, found.marked) == (ShownAs.DAY, Marked.STRUCK)


def test_6_a_styles_part_that_is_missing_is_not_overlooked() -> None:
    parts = package('<row r="1"><c r="A1"><v>2</v></c></row>')
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "styles.xml")}
    )

    with pytest.raises(UnreadableWorkbookError, match=r"styles\.xml is missing"):
        open_workbook(zipped(parts))


FILLS = (
    '<dxfs><dxf><font><color rgb="FFFFFFFF"/></font><fill><patternFill><fgColor rgb="FFFFFFFF"/></patternFill></fill></dxf></dxfs>'
    '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts>'
    '<fills><fill><patternFill patternType="solid"><fgColor rgb="FF1F3864"/></patternFill></fill><fill/></fills>'
)


@pytest.mark.parametrize(
    ("cell", "is_unseen"),
    [
        ('<xf fontId="1"/>', True),
        ('<xf fontId="0"/>', False),
        ('<xf fontId="1" fillId="0"/>', False),
        ('<xf fontId="1" fillId="1"/>', False),
        ('<xf fontId="1" fillId="9"/>', True),
        ('<xf fontId="1" fillId="x"/>', True),
    ],
)
def test_2_letters_and_fill_are_those_of_the_lists(cell: str, *, is_unseen: bool) -> None:
    """Differences have fonts and fills too, and count for no cell."""
    style = styles(cell, rest=FILLS)["0"]

    assert style.is_quiet is not is_unseen
    for stored in (Cell(Stored.NUMBER, "2"), Cell(Stored.TEXT, "2")):
        assert (style.applied(stored).shown_as is ShownAs.NOTHING) is is_unseen


@pytest.mark.parametrize(
    ("code", "number", "is_unseen"),
    [
        ("[White]0", "2", True),
        ("[Color 2]General", "2", True),
        ("[white][&gt;1]0;0", "2", True),
        ("[White][&gt;2]0;0", "2", False),
        ("0;-0;[White]0", "0", True),
        ("0;-0;[White]0", "2", False),
        ("[Red]0", "2", False),
        ("[Color9]0", "2", False),
        ("[Black]0", "2", False),
        ("[White]#,##0,", "2000", True),
    ],
)
def test_2_a_format_may_write_in_the_colour_of_the_ground(code: str, number: str, *, is_unseen: bool) -> None:
    own = f'<numFmt numFmtId="170" formatCode="{code}"/>'
    for more in ("", ' fontId="0"', ' fillId="9"'):
        style = styles(f'<xf numFmtId="170"{more}/>', own, rest=FILLS)["0"]

        assert (style.applied(Cell(Stored.NUMBER, number)).shown_as is ShownAs.NOTHING) is is_unseen


def test_2_a_format_may_write_in_another_colour_than_the_font() -> None:
    style = styles('<xf numFmtId="170" fontId="1"/>', '<numFmt numFmtId="170" formatCode="[Red]0"/>', rest=FILLS)["0"]

    assert style.applied(Cell(Stored.NUMBER, "2")).shown_as is ShownAs.NUMBER
    assert style.applied(Cell(Stored.TEXT, "2")).shown_as is ShownAs.NOTHING


def test_2_a_percentage_that_nobody_sees_is_one_all_the_same() -> None:
    style = styles('<xf numFmtId="9" fontId="1"/>', rest=FILLS)["0"]

    assert style.applied(Cell(Stored.NUMBER, "2")).shown_as is ShownAs.PERCENTAGE
