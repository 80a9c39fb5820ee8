"""18x: what a person does not see as it is scored, and what else stands on the sheet; nothing of it changes a verdict.

1. Hidden rows, columns and sheets. 2. Merged cells. 3. Number formats. 4. Comments. 5. Text beside the form.
6. An honest form gives none of these, whichever program saved it. 7. Many of them cost little, and are not all told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

import openpyxl
import pytest
from click.testing import CliRunner
from inline_snapshot import snapshot
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.workbook.workbook import Workbook

import vbpqip
from support import cases
from support.counts import every_day
from support.effort import the_time_of
from support.office_engine import Office
from support.packages import relationships, zipped
from support.reports import Changes, report
from support.tables import at, findings_as_text
from vbpqip.cli import main
from vbpqip.core.findings import Severity
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS, REPORT

ROOT = Path(__file__).parents[4]
CODES = frozenset({"QIP184", "QIP185", "QIP186", "QIP187", "QIP188", "QIP189"})
CONTRACT: Changes = {
    ("contract_mco", 0): "Fidelis",
    ("contract_arrangement", 0): "TCGP",
    ("contract_level", 0): 2,
    ("contract_submitted", 0): date(2017, 5, 15),
    ("contract_status", 0): "Approved",
}
REPORT_PART = "xl/worksheets/sheet2.xml"


def noted(review: vbpqip.Review) -> vbpqip.Review:
    """Return a review with these findings alone, which are notes but where something entered is not read."""
    found = tuple(finding for finding in review.findings if finding.diagnostic.code in CODES)
    assert all((finding.severity is Severity.NOTE) != (finding.diagnostic.code == "QIP189") for finding in found)
    return review._replace(findings=found)


def stored(workbook: Workbook) -> bytes:
    """Return a workbook as openpyxl saves it."""
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@cache
def reviewed(content: bytes) -> vbpqip.Review:
    return vbpqip.review(content)


def edited(change: Callable[[Workbook], None], changes: Changes | None = None) -> vbpqip.Review:
    """Review the report after an edit; it changes no result."""
    workbook = openpyxl.load_workbook(BytesIO(report(changes)))
    change(workbook)
    review = vbpqip.review(stored(workbook))
    assert review.qit == reviewed(report(changes)).qit
    return noted(review)


@cache
def parts() -> Mapping[str, bytes]:
    with ZipFile(BytesIO(report())) as package:
        return {name: package.read(name) for name in package.namelist()}


def overlaid(more: Mapping[str, str | bytes]) -> vbpqip.Review:
    """Review the report with parts overlaid on it."""
    return noted(vbpqip.review(zipped({**parts(), **more})))


def respelled(before: str, after: str) -> vbpqip.Review:
    """Review the report with one text of its sheet replaced."""
    sheet = parts()[REPORT_PART].decode()
    assert before in sheet
    return overlaid({REPORT_PART: sheet.replace(before, after, 1)})


def messages(review: vbpqip.Review) -> list[str]:
    return [finding.message for finding in review.findings]


# 1. Hidden.


def hide(rows: str = "", columns: str = "") -> Callable[[Workbook], None]:
    def change(workbook: Workbook) -> None:
        for row in rows.split():
            workbook[REPORT].row_dimensions[int(row)].hidden = True
        for column in columns.split():
            workbook[REPORT].column_dimensions[column].hidden = True

    return change


def test_qip184_entries_hidden() -> None:
    assert findings_as_text(edited(hide(rows="11"))) == snapshot("""\
P4P Report!B11: Hidden: row 11. Entries that count there: B11, C11, D11 and 8 more. [QIP184]
  Nothing needs to be done: they were read. Who compares the report with the screen unhides them first.\
""")


def test_qip184_rows_and_columns_in_one_note() -> None:
    assert messages(edited(hide(rows="7 11", columns="K"))) == snapshot(
        ["Hidden: row 7, row 11, column K. Entries that count there: B7, C7, D7 and 20 more."]
    )


def test_qip184_what_does_not_count_may_be_hidden() -> None:
    """Measures that are not selected, the title, and results."""
    assert messages(edited(hide(rows="8 9 10 1", columns="M N O P"))) == []


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_qip184_a_hidden_sheet(state: Literal["hidden", "veryHidden"]) -> None:
    def change(workbook: Workbook) -> None:
        workbook[CONTRACTS].sheet_state = state

    assert messages(edited(change, CONTRACT)) == snapshot(
        ["Hidden: sheet 'Measure Credits'. Entries that count there: A5, B5, C5 and 2 more."]
    )
    assert messages(edited(change)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('<row r="11"', '<row hidden="1" r="11"', id="hidden"),
        pytest.param('<row r="11"', "<row hidden = 'true' r=\"11\"", id="another spelling"),
        pytest.param('<row r="11"', '<row zz="0" r="11"', id="not hidden"),
    ],
)
def test_qip184_in_any_spelling(before: str, after: str) -> None:
    assert bool(messages(respelled(before, after))) is ("hidden" in after)


@pytest.mark.parametrize(("height", "is_hidden"), [("0", True), ("0.75", True), ("6", False), ("x", False)])
def test_qip184_rows_without_a_height(height: str, *, is_hidden: bool) -> None:
    sheet = parts()[REPORT_PART].decode()
    start = sheet.index('<row r="11"')
    row = sheet[start : sheet.index(">", start)]
    other = f'<row r="11" ht="{height}" customHeight="1"'

    assert bool(messages(respelled(row, other))) is is_hidden


@pytest.mark.parametrize(
    ("column", "hidden"),
    [
        ('min="3" max="15" width="0"', True),
        ('min="3" max="15" width="0.1"', True),
        ('min="1" max="99999999" width="9" hidden="1"', True),
        ('min="-5" max="x" width="0"', False),
        ('min="3" max="3" width="2"', False),
        ('width="0"', False),
        ('min="inf" max="nan" width="0"', False),
    ],
)
def test_qip184_columns_without_a_width(column: str, *, hidden: bool) -> None:
    assert bool(messages(respelled('min="3" max="3" width="9"', column))) is hidden


# 2. Merged.


def merge(*ranges: str) -> Callable[[Workbook], None]:
    def change(workbook: Workbook) -> None:
        for each in ranges:
            workbook[REPORT].merge_cells(each)

    return change


def test_qip185_entries_merged() -> None:
    assert findings_as_text(edited(merge("C11:C12", "A11:A13", "P11:P12"))) == snapshot("""\
P4P Report!C11: Merged: C11:C12. Entries that count there: C11. [QIP185]
  Nothing needs to be done: each cell was read by itself. Unmerge the cells to see all of them.\
""")


@pytest.mark.parametrize(
    ("merged", "expected"),
    [
        ('<x ref="D11:C11"/>', []),
        ('<mergeCell ref="$C$11:$D$11"/>', ["Merged: C11:D11. Entries that count there: C11, D11."]),
        ("<mergeCell\n ref='C11:L17'></mergeCell>", ["Merged: C11:L17. Entries that count there: C11, D11, E11 and 17 more."]),
        ('<mergeCell ref="A1:XFD1048576"/>', ["Merged: A1:XFD1048576. Entries that count there: A3, C3, A5 and 37 more."]),
        ('<mergeCell ref="C11"/><mergeCell ref="C11:C11"/>', []),
    ],
)  # fmt: skip
def test_qip185_what_is_stored_under_a_merged_cell_is_told(merged: str, expected: list[str]) -> None:
    assert messages(respelled('<mergeCell ref="G4:H4"/>', merged)) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_qip185_whatever_the_encoding(encoding: str) -> None:
    sheet = parts()[REPORT_PART].decode().replace('ref="G4:H4"', 'ref="C11:D11"').replace("UTF-8", encoding)

    assert messages(overlaid({REPORT_PART: sheet.encode(encoding)})) == [
        "Merged: C11:D11. Entries that count there: C11, D11."
    ]


# 3. Number formats.


def show(**formats: str) -> Callable[[Workbook], None]:
    def change(workbook: Workbook) -> None:
        for address, code in formats.items():
            workbook[REPORT][address].number_format = code

    return change


def test_qip186_entries_not_shown_as_scored() -> None:
    formats = {"C11": ";;;", "D11": "#,##0,", "E11": '"99999"', "I16": "0.0", "A3": ";;;", "C8": ";;;"}

    assert findings_as_text(
        edited(show(**formats), {("numerator_4", 9): 8.25, ("prior_numerator", 9): 8.25})
    ) == snapshot(
        """\
P4P Report!A3: Entries that count are shown otherwise than they are stored: A3 as nothing, C11 as nothing, D11 in thousands or millions and 2 more. [QIP186]
  Nothing needs to be done: what is stored was read. The format General and black letters (Home) show it.\
"""
    )


@pytest.mark.parametrize(
    ("letters", "ground", "seen"),
    every_day(4, [
        (Color("FFFFFFFF"), None, False),
        (Color("00ffffff"), PatternFill(), False),
        (Color(theme=0), None, False),
        (Color(theme=0, tint=-0.5), None, True),
        (Color(theme=1), None, True),
        (Color(indexed=9), None, False),
        (Color("FF1F3864"), None, True),
        (Color("FF1F3864"), PatternFill("solid", fgColor="FF1F3864"), False),
        (Color("FFFFFFFF"), PatternFill("solid", fgColor="FF1F3864"), True),
        (Color(theme=4), PatternFill("solid", fgColor=Color(theme=4)), False),
        (Color(theme=4), PatternFill("solid", fgColor=Color(theme=4, tint=0.4)), True),
        (Color(indexed=12), PatternFill("solid", fgColor=Color(indexed=12)), False),
        (Color(auto=True), PatternFill("lightGrid"), True),
        (None, None, True),
    ]),
)  # fmt: skip
def test_qip186_letters_of_the_colour_that_they_stand_on(
    letters: Color | None, ground: PatternFill | None, *, seen: bool
) -> None:
    def colour(workbook: Workbook) -> None:
        cell = workbook[REPORT]["C11"]
        cell.font = Font(color=letters)
        cell.fill = ground or PatternFill()

    told = [] if seen else ["Entries that count are shown otherwise than they are stored: C11 as nothing."]

    assert messages(edited(colour)) == told


STYLES_PART = "xl/styles.xml"


def conditionally(dxf: str, sqref: str = "C11:D11", rule: str = 'type="expression"') -> vbpqip.Review:
    """Review the report with one more differential format, by which a condition shows cells."""
    styles, sheet = parts()[STYLES_PART].decode(), parts()[REPORT_PART].decode()
    number = styles.count("<dxf>")
    assert f'<dxfs count="{number}">' in styles
    block = (
        f'<conditionalFormatting sqref="{sqref}"><cfRule {rule} dxfId="{number}" priority="99">'
        "<formula>C11&gt;0</formula></cfRule></conditionalFormatting>"
    )
    return overlaid(
        {
            STYLES_PART: styles.replace("</dxfs>", f"<dxf>{dxf}</dxf></dxfs>"),
            REPORT_PART: sheet.replace("<conditionalFormatting", f"{block}<conditionalFormatting", 1),
        }
    )


@pytest.mark.parametrize(
    ("dxf", "words"),
    [
        ("<font><strike/></font>", "struck out"),
        ('<font><color rgb="FFFFFFFF"/></font>', "as nothing"),
        ('<font><color theme="5"/></font><fill><patternFill><bgColor theme="5"/></patternFill></fill>', "as nothing"),
        ('<numFmt numFmtId="200" formatCode=";;;"/>', "as nothing"),
        ('<numFmt numFmtId="200" formatCode="#,##0,"/>', "in thousands or millions"),
        ('<numFmt numFmtId="200" formatCode="&quot;99999&quot;"/>', "as something else"),
    ],
)
def test_qip186_what_a_conditional_format_hides(dxf: str, words: str) -> None:
    """Whether the condition holds is left to who looks."""
    shown = f"C11 {words} where a condition holds, D11 {words} where a condition holds"
    message = f"Entries that count are shown otherwise than they are stored: {shown}."

    assert messages(conditionally(dxf)) == [message]


@pytest.mark.parametrize(
    "dxf",
    [
        '<font><b/><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill>',
        '<font><strike val="0"/></font>',
        '<font><color rgb="FFFFFFFF"/></font><fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill>',
        '<numFmt numFmtId="200" formatCode="&quot;! &quot;General"/>',
        '<border><left><color rgb="FFFFFFFF"/></left></border>',
    ],
)
def test_qip186_a_conditional_format_that_hides_nothing(dxf: str) -> None:
    assert messages(conditionally(dxf)) == []


def test_qip186_conditional_formats_of_other_cells_and_without_a_format() -> None:
    struck = "<font><strike/></font>"

    assert messages(conditionally(struck, sqref="C14:D14 AA1:AB400")) == []
    assert messages(conditionally(struck, sqref="Nowhere C11")) != []
    assert messages(conditionally(struck, rule='type="colorScale"')) != []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (";;;", "C11 as nothing"),
        ('0;-0;"none"', None),
        ("0.0,,", "C11 in thousands or millions"),
        ('"99999"', "C11 as something else"),
        ('0"5"', "C11 as something else"),
        ("[>100]0;\\9", "C11 as something else"),
        ("0.00", None),
        ("#,##0", None),
        ('0 "days"', None),
        ("@", None),
    ],
)
def test_qip186_every_format_that_misleads(code: str, expected: str | None) -> None:
    told = [] if expected is None else [f"Entries that count are shown otherwise than they are stored: {expected}."]

    assert messages(noted(vbpqip.review(cases.edited(cases.with_style("C11", code))))) == told


def test_qip186_zero_as_nothing() -> None:
    """CLABSI had no event in the third quarter."""
    assert messages(edited(show(G11="0;-0;;@", C11="0;-0;;@"))) == snapshot(
        ["Entries that count are shown otherwise than they are stored: G11 as nothing."]
    )


def test_qip186_texts_and_days_too() -> None:
    def change(workbook: Workbook) -> None:
        workbook[REPORT]["B11"].number_format = ';;;"No"'
        workbook[CONTRACTS][at("contract_submitted").address].number_format = ";;;"

    assert messages(edited(change, CONTRACT)) == snapshot(
        [
            "Entries that count are shown otherwise than they are stored: D5 as nothing.",
            "Entries that count are shown otherwise than they are stored: B11 as something else.",
        ]
    )


# 4. Comments.


def comment(**texts: str) -> Callable[[Workbook], None]:
    def change(workbook: Workbook) -> None:
        for address, text in texts.items():
            workbook[REPORT][address].comment = Comment(text, "A. Clerk")

    return change


def test_qip187_comment_on_an_entry() -> None:
    texts = {"C11": "provisional:\n corrected to 4", "D11": "x" * 99, "M11": "a result", "C8": "not selected"}

    assert findings_as_text(edited(comment(**texts))) == snapshot(
        f"""\
P4P Report!C11: Comments on entries that count: C11 'provisional: corrected to 4', D11 '{"x" * 59}…'. [QIP187]
  Nothing needs to be done: comments are not read as entries. Look whether one takes a figure back.\
"""
    )


RELS = "xl/worksheets/_rels/sheet2.xml.rels"
LEGACY = (
    '<comments xmlns="m"><authors><author>a</author></authors><commentList>'
    '<comment ref="C11" authorId="0"><text><r><rPr><b/></rPr><t>[Threaded </t></r><r><t>comment]</t></r></text></comment>'
    '<comment ref="D11" authorId="0"><text><t>plain</t></text></comment></commentList></comments>'
)
THREADED = (
    '<tc:ThreadedComments xmlns:tc="t"><tc:threadedComment ref="C11" id="1"><tc:text>Is this final?</tc:text></tc:threadedComment>'
    '<tc:threadedComment ref="C11" id="2" parentId="1"><tc:text>No.</tc:text></tc:threadedComment></tc:ThreadedComments>'
)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"xl/odd.xml": LEGACY}, ["Comments on entries that count: C11 '[Threaded comment]', D11 'plain'."]),
        (
            {"xl/odd.xml": LEGACY.replace('"C11"', '"C11:D12"').replace('"D11"', '"$D$11"')},
            ["Comments on entries that count: C11 '[Threaded comment]', D11 'plain'."],
        ),
        ({"xl/odd.xml": LEGACY, "xl/new.xml": THREADED}, ["Comments on entries that count: C11 'Is this final?', D11 'plain'."]),
        ({}, []),
    ],
)  # fmt: skip
def test_qip187_both_kinds_of_comments_wherever_they_stand(more: Mapping[str, str], expected: list[str]) -> None:
    """A conversation beats the text for older programs; a part that is missing has none."""
    rels = relationships({"a": ("comments", "../odd.xml"), "b": ("threadedComment", "../new.xml")})

    assert messages(overlaid({RELS: rels, **more})) == expected


def test_qip187_of_a_long_comment_the_beginning_is_kept() -> None:
    runs = "".join(f"<r><t>{nth} </t></r>" for nth in range(10_000))
    text = f'<comments xmlns="m"><commentList><comment ref="C11"><text>{runs}</text></comment></commentList></comments>'
    rels = relationships({"a": ("comments", "../odd.xml")})

    (message,) = messages(overlaid({RELS: rels, "xl/odd.xml": text}))

    assert message.startswith("Comments on entries that count: C11 '0 1 2 3")
    assert len(message) < 200


# 5. Beside the form.


def write(**texts: str | float | None) -> Callable[[Workbook], None]:
    def change(workbook: Workbook) -> None:
        for address, text in texts.items():
            workbook[REPORT][address] = text

    return change


def test_qip188_text_beside_the_form() -> None:
    assert findings_as_text(edited(write(A29="All counts are provisional.", CA11="see e-mail", A30=12, A31="=1+1", A32=" "))) == snapshot("""\
P4P Report!CA11: Written beside the form: CA11 'see e-mail', A29 'All counts are provisional.'. [QIP188]
  Nothing needs to be done: it was not read as an entry. Look whether it takes a figure back.\
""")  # fmt: skip


@pytest.mark.parametrize("address", every_day(4, ["B3", "K4", "B5", "L5", "H1", "J3", "A18", "CA40"]))
def test_qip188_wherever_the_form_has_nothing(address: str) -> None:
    assert messages(edited(write(**{address: "note"}))) == [f"Written beside the form: {address} 'note'."]


def test_qip188_only_what_is_to_be_seen() -> None:
    def change(workbook: Workbook) -> None:
        write(A29="a", CA3="b")(workbook)
        hide(rows="29", columns="CA")(workbook)

    assert messages(edited(change)) == []


def test_qip188_what_is_entered_below_a_table_is_an_error_of_its_own() -> None:
    workbook = openpyxl.load_workbook(BytesIO(report()))
    write(C19="12 more")(workbook)

    assert messages(noted(vbpqip.review(stored(workbook)))) == []


def test_qip189_values_beside_a_table() -> None:
    """Of the measures and of the contracts, whatever the value is; a text beside the measures is one beside the form."""

    def change(workbook: Workbook) -> None:
        write(BE11=0.62, BF12="31 beds", BE30=12, BE8="=1+1")(workbook)
        workbook[CONTRACTS]["AE4"] = "Revenue"
        workbook[CONTRACTS]["AE5"] = 400_000
        workbook[CONTRACTS]["AE6"] = "none"

    assert findings_as_text(edited(change)) == snapshot("""\
Measure Credits!AE4: Entered beside the table, and not read: AE4 'Revenue', AE5 '400000', AE6 'none'. [QIP189]
  Ask what the further column says: nothing of it was read.
P4P Report!BE11: Entered beside the table, and not read: BE11 '0.62'. [QIP189]
  Ask what the further column says: nothing of it was read.
P4P Report!BF12: Written beside the form: BF12 '31 beds'. [QIP188]
  Nothing needs to be done: it was not read as an entry. Look whether it takes a figure back.\
""")


MOVES = [(2, None), (4, None), (7, None), (11, None), (None, 1), (None, 4), (None, 14), (5, 3)]
"""Rows and columns, counted from 1, that are inserted before the given one."""


@pytest.mark.parametrize(("row", "column"), every_day(4, MOVES))
def test_qip189_beside_a_table_that_was_moved(row: int | None, column: int | None) -> None:
    """What was entered there is found where it is now, and nothing else."""
    workbook = openpyxl.load_workbook(BytesIO(report()))
    write(BE12=0.62)(workbook)
    moved_form(workbook, row, column)
    place = moved("$BE$12", row, column).replace("$", "")

    found = [each for each in vbpqip.review(stored(workbook)).findings if each.diagnostic.code == "QIP189"]

    assert [each.at and each.at.address for each in found] == [place]


@pytest.mark.parametrize(("row", "column"), every_day(4, MOVES))
def test_qip188_a_form_that_was_moved_has_no_text_beside_it(row: int | None, column: int | None) -> None:
    workbook = openpyxl.load_workbook(BytesIO(report()))
    moved_form(workbook, row, column)
    review = vbpqip.review(stored(workbook))

    assert {each.diagnostic.code for each in review.findings} & {"QIP188", "QIP189"} == set()


def moved_form(workbook: Workbook, row: int | None, column: int | None) -> None:
    """Insert a row or a column; openpyxl moves the cells alone, so the names are moved here, and no merged cells."""
    for name in workbook.defined_names.values():
        title, _, cells = name.attr_text.rpartition("!")
        if title.strip("'") == REPORT:
            name.attr_text = f"{title}!{':'.join(moved(each, row, column) for each in cells.split(':'))}"
    if row is not None:
        workbook[REPORT].insert_rows(row)
    if column is not None:
        workbook[REPORT].insert_cols(column)


def moved(address: str, row: int | None, column: int | None) -> str:
    letters, number = address.replace("$", " ").split()
    place = column_index_from_string(letters)
    down = row is not None and int(number) >= row
    right = column is not None and place >= column
    return f"${get_column_letter(place + right)}${int(number) + down}"


# 6. Honest forms.

HONEST = sorted(
    (*ROOT.glob("sample_workbooks/*.xlsx"), *ROOT.glob("templates/*.xlsx"), *ROOT.glob("tests/released/*.xlsx"))
)


@pytest.mark.parametrize("path", HONEST, ids=lambda path: path.name)
def test_6_an_honest_form_has_nothing_to_note(path: Path) -> None:
    assert findings_as_text(noted(vbpqip.review(path))) == ""


@pytest.mark.parametrize("path", every_day(8, HONEST), ids=lambda path: path.name)
def test_6_nor_has_one_that_openpyxl_saved(path: Path) -> None:
    assert findings_as_text(noted(vbpqip.review(stored(openpyxl.load_workbook(path))))) == ""


@pytest.mark.parametrize("name", ["met.xlsx", "met-only-by-credit.xlsx", "baseline.xlsx"])
def test_6_nor_has_one_that_libreoffice_saved(name: str, office: Office, tmp_path: Path) -> None:
    saved = tmp_path / "saved.xlsx"
    office.typed(ROOT / "sample_workbooks" / name, {}, saved)

    assert findings_as_text(noted(vbpqip.review(saved))) == ""


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["--period", "DY3 Q2", "--previous", str(ROOT / "sample_workbooks" / "met.xlsx")], id="rolled forward"),
        pytest.param(["--period", "DY3 Q3", "--previous", str(ROOT / "sample_workbooks" / "met-only-by-credit.xlsx")], id="with contracts"),
        pytest.param(["--period", "DY2 Q4", "--facility", "Nyack Hospital", "--mco", "Fidelis", "--measure", "cdi"], id="filled in"),
    ],
)  # fmt: skip
def test_6_nor_has_a_form_that_is_filled_in_already(words: list[str], tmp_path: Path) -> None:
    made = tmp_path / "form.xlsx"

    assert CliRunner().invoke(main, ["template", str(made), *words]).exit_code == 0

    assert findings_as_text(noted(vbpqip.review(made))) == ""


# 7. Many.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("</mergeCells>", "".join(f'<mergeCell ref="A{nth}:B{nth + 1}"/>' for nth in range(30, 20_030)) + "</mergeCells>", id="merged below"),
        pytest.param("</mergeCells>", '<mergeCell ref="A1:XFD1048576"/>' * 20_000 + "</mergeCells>", id="merged over all"),
        pytest.param("</mergeCells>", "".join(f'<mergeCell ref="A1:XFD{nth}"/>' for nth in range(30, 20_030)) + "</mergeCells>", id="merged over all, each otherwise"),
        pytest.param("</mergeCells>", "".join(f'<mergeCell ref="A17:A{nth}"/>' for nth in range(30, 20_030)) + "</mergeCells>", id="merged beside all"),
        pytest.param("<cols>", "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 20_000, id="columns"),
        pytest.param("</sheetData>", "".join(f'<row r="{nth}" hidden="1"/>' for nth in range(30, 20_030)) + "</sheetData>", id="rows"),
    ],
)  # fmt: skip
def test_7_many_cost_little(before: str, after: str) -> None:
    with the_time_of(reviews=200):
        told = messages(respelled(before, after))

    assert all(len(message) < 200 for message in told)


def test_7_many_comments_cost_little_and_are_not_all_told() -> None:
    listed = "".join(
        f'<comment ref="{letter}{nth}"><text><t>n</t></text></comment>'
        for nth in range(1, 10_001)
        for letter in "CDEFGHIJKL"
    )
    odd = {
        RELS: relationships({"a": ("comments", "../odd.xml")}),
        "xl/odd.xml": f'<comments xmlns="m"><commentList>{listed}</commentList></comments>',
    }

    with the_time_of(reviews=500):
        (message,) = messages(overlaid(odd))

    assert message == snapshot("Comments on entries that count: C3 'n', C5 'n', E5 'n' and 32 more.")
