"""3xx: an entry of which something is raised, lowered or struck out.

1. Every entry that a result rests on, in shared strings and in the cell, says what is seen, and nothing else is found there.
2. Nothing is calculated with it.
3. Runs that differ in other looks are one text, and looks that are switched off are none.
4. A cell that is marked as a whole is found as one whose text is.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from inline_snapshot import snapshot

import vbpqip
from support.packages import zipped
from support.tables import SOUND_CONTRACT, at, codes_of, findings_as_text, form_data_of
from support.written import written_form
from vbpqip.core.cells import Blank, Cell, Day, Location, Marked, Number, Stored, Unread, Unreadable
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review
from vbpqip.kinds.qit_report.form.sheets import ATTESTATION, CONTRACTS, REPORT
from vbpqip.workbook.entries import read_day, read_field, read_words

RAISED, LOWERED = '<vertAlign val="superscript"/>', '<vertAlign val="subscript"/>'
STRUCK = "<strike/>"
_PARTS = {
    REPORT: "xl/worksheets/sheet2.xml",
    CONTRACTS: "xl/worksheets/sheet3.xml",
    ATTESTATION: "xl/worksheets/sheet4.xml",
}
_STRINGS = "xl/sharedStrings.xml"
_HERE = Location(REPORT, 19, 2)


def run(text: str, look: str = "") -> str:
    return f'<r><rPr><sz val="9"/>{look}<color theme="1"/></rPr><t xml:space="preserve">{text}</t></r>'


TABLE = """
| measure            | q1     | q2     | q3     | q4     | prior   |
| CLABSI             | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
| Median time to ECG | -      | -      | -      | 8/NA   | 9/NA    |
"""
FOOTNOTE = run("4000") + run("1", RAISED)


@cache
def sound() -> dict[str, bytes]:
    with ZipFile(BytesIO(written_form(form_data_of(TABLE, contracts=SOUND_CONTRACT)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_text(where: Location, runs: str, *, shared: bool = True) -> Review:
    """Review a sound report, one of whose cells has a text of runs."""
    parts = {name: content.decode() if name.endswith(".xml") else content for name, content in sound().items()}
    sheet, strings = str(parts[_PARTS[where.sheet]]), str(parts[_STRINGS])
    if shared:
        stored = f't="s"><v>{strings.count("<si>")}</v></c>'
        parts[_STRINGS] = strings.replace("</sst>", f"<si>{runs}</si></sst>")
    else:
        stored = f't="inlineStr"><is>{runs}</is></c>'
    before, start, rest = sheet.partition(f'<c r="{where.address}"')
    style = rest.partition(" ")[2].partition('"')[2].partition('"')[0]
    cell, end, after = rest.partition("/>" if rest.find("/>") < rest.find("</c>") else "</c>")
    assert start, cell + end
    parts[_PARTS[where.sheet]] = f'{before}{start} s="{style}" {stored}{after}'
    return vbpqip.review(zipped(parts))


@pytest.mark.parametrize("shared", [True, False], ids=["shared", "in the cell"])
def test_qip314_entry_has_marked_text(shared: bool) -> None:  # noqa: FBT001 -- a parameter of a test
    assert findings_as_text(with_text(at("denominator_1", "clabsi"), FOOTNOTE, shared=shared)) == snapshot("""\
P4P Report!D11: CLABSI, denominator of DY2 Q2: 4000 with a raised 1. [QIP314]
  Type the entry again as plain text: no raised or lowered characters, such as the mark of a footnote, and nothing struck out, white or tiny.\
""")


def test_1_a_correction() -> None:
    assert findings_as_text(with_text(at("denominator_1", "clabsi"), run("65", STRUCK) + run("4000"))) == snapshot("""\
P4P Report!D11: CLABSI, denominator of DY2 Q2: 4000, struck out: 65. [QIP314]
  Type the entry again as plain text: no raised or lowered characters, such as the mark of a footnote, and nothing struck out, white or tiny.\
""")


ENTRIES = [
    ("facility", 0, "Interfaith Medical Center"),
    ("mco", 0, "Fidelis"),
    ("current_period", 0, "DY3 Q1"),
    ("quarter_3", 0, "DY2 Q4"),
    ("attested_by", 0, "A. Clerk"),
    ("attested_title", 0, "Director of Quality"),
    ("attested_on", 0, "2017-10-20"),
    ("measure_key", "clabsi", "clabsi"),
    ("selected", "clabsi", "Yes"),
    ("numerator_4", "clabsi", "3"),
    ("prior_denominator", "clabsi", "20000"),
    ("denominator_4", "median-time-to-ecg", "NA"),
    ("numerator_1", "median-time-to-ecg", "8"),
    ("contract_mco", 0, "Fidelis"),
    ("contract_arrangement", 0, "TCGP"),
    ("contract_level", 0, "2"),
    ("contract_submitted", 0, "2017-05-15"),
    ("contract_recertified", 0, "2017-05-16"),
    ("contract_status", 0, "Approved"),
]


@pytest.mark.parametrize(
    ("look", "seen"), [(RAISED, "{} with a raised x"), (LOWERED, "{} with a lowered x"), (STRUCK, "{}, struck out: x")]
)
@pytest.mark.parametrize(("name", "row", "text"), ENTRIES, ids=[name for name, *_ in ENTRIES])
def test_1_every_entry_says_so_and_nothing_else(name: str, row: str | int, text: str, look: str, seen: str) -> None:
    where = at(name, row)

    review = with_text(where, run(text) + run("x", look))

    found = [(each.diagnostic.code, each.found) for each in review.findings if each.at == where]
    assert found == [("QIP314", seen.format(text))]


@pytest.mark.parametrize(("name", "row", "text"), ENTRIES, ids=[name for name, *_ in ENTRIES])
def test_2_an_entry_that_was_withdrawn_decides_nothing(name: str, row: str | int, text: str) -> None:
    review = with_text(at(name, row), run(text, STRUCK))

    assert review.qit.verdict is Verdict.NOT_DETERMINED
    assert [each.found for each in review.errors if each.at == at(name, row)] == [f"struck out: {text}"]


@pytest.mark.parametrize(
    "look",
    [
        '<b/><i/><u/><rFont val="Arial"/>',
        '<vertAlign val="baseline"/>',
        '<strike val="0"/>',
        '<strike val="false"/>',
        "<strike val=' 0 '/>",
        "<strike val='False'/>",
        "<vertAlign/>",
        '<dstrike val="off"/>',
        '<x:vertAlign xmlns:x="urn:x" val="superscript"/>',
    ],
)
def test_3_other_looks_are_plain(look: str) -> None:
    assert codes_of(with_text(at("denominator_1", "clabsi"), run("40", look) + run("00"))) == ["QIP317"]


@pytest.mark.parametrize(
    "look",
    [
        "<strike val='1'/>",
        '<strike val="true"/>',
        "<dstrike/>",
        "<strike/><strike val='0'/>",
        "<vertAlign val=' Superscript '/>",
        "<vertAlign val='above'/>",
    ],
)
def test_3_switched_on_in_any_way(look: str) -> None:
    assert codes_of(with_text(at("denominator_1", "clabsi"), run("40", look) + run("00"))) == ["QIP314"]


@pytest.mark.parametrize("look", [RAISED, STRUCK])
@pytest.mark.parametrize(
    ("text", "codes"), [(" ", ["QIP317"]), ("\u00a0", ["QIP317"]), ("\u200b", ["QIP303", "QIP317"])]
)
def test_3_a_mark_of_what_nobody_sees_is_none(text: str, codes: list[str], look: str) -> None:
    assert codes_of(with_text(at("denominator_1", "clabsi"), run("4000") + run(text, look))) == codes


def test_3_a_number_over_two_lines_is_no_number() -> None:
    assert codes_of(with_text(at("denominator_1", "clabsi"), run("40\n00"))) == ["QIP315"]


def test_3_many_marks_are_cut_short() -> None:
    review = with_text(at("denominator_1", "clabsi"), (run("1" * 50) + run("2", RAISED)) * 200)

    assert len(review.errors[0].found) < 200


def test_4_a_whole_cell() -> None:
    struck = Cell(Stored.NUMBER, "4000", marked=Marked.STRUCK)

    field = read_field(_HERE, struck)

    assert (field.entry, field.marks) == (Unreadable("struck out: 4000", Unread.MARKED), "struck out: 4000")
    assert read_words(_HERE, struck._replace(stored=Stored.TEXT, text="Yes")).marks == "struck out: Yes"
    assert read_day(_HERE, struck, starts_1904=False).entry == Unreadable("struck out: 4000", Unread.MARKED)


@pytest.mark.parametrize("text", [" ", "\u200b", "\u00a0\u2060"])
def test_4_a_whole_cell_in_which_nothing_is_seen(text: str) -> None:
    blank = Cell(Stored.TEXT, text, marked=Marked.RAISED)

    assert (read_field(_HERE, blank).entry, read_field(_HERE, blank).marks) == (Blank(), "")


def test_4_the_words_of_the_form_for_a_blank_cell_are_no_entry() -> None:
    prompt = Cell(Stored.TEXT, "leave blank", marked=Marked.STRUCK)

    assert (read_field(_HERE, prompt).entry, read_field(_HERE, prompt).marks) == (Blank(), "")


def test_a_plain_cell_is_read_as_before() -> None:
    assert isinstance(read_field(_HERE, Cell(Stored.NUMBER, "7")).entry, Number)
    assert isinstance(read_day(_HERE, Cell(Stored.NUMBER, "43000"), starts_1904=False).entry, Day)


@pytest.mark.parametrize(
    "look", ['<color rgb="FFFFFFFF"/>', '<color theme="0"/>', '<color indexed="9"/>', '<sz val="1"/>']
)
def test_1_what_is_white_or_tiny_in_a_text_is_not_what_a_person_sees(look: str) -> None:
    """The sheet shows 400 where 4000 would be read: an error, and no number."""
    review = with_text(at("denominator_1", "clabsi"), run("400") + run("0", look))

    assert codes_of(review) == ["QIP314"]
    assert [each.found for each in review.errors] == ["400 with a white or tiny 0"]


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("look", ['<color rgb="FFFFFFFF"/>', '<sz val="1.5"/>'])
def test_1_a_text_of_which_nothing_is_seen_is_read_and_noted(look: str, shared: bool) -> None:  # noqa: FBT001 -- of a test
    review = with_text(at("denominator_1", "clabsi"), run("40", look) + run(" ") + run("00", look), shared=shared)

    assert sorted(codes_of(review)) == ["QIP186", "QIP315"]


@pytest.mark.parametrize("look", ['<color rgb="FFFF0000"/>', '<color theme="4"/>', '<sz val="6"/>', '<sz val="x"/>'])
def test_3_other_colours_and_sizes_are_plain(look: str) -> None:
    assert codes_of(with_text(at("denominator_1", "clabsi"), run("40", look) + run("00"))) == ["QIP317"]
