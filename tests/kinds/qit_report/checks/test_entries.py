"""3xx: each entry by itself: counts are whole numbers, annual results stand once with NA beside them."""

from __future__ import annotations

from functools import cache, reduce

import pytest
from inline_snapshot import snapshot

import vbpqip
from support.cases import REPORT_PART, edited, with_cell
from support.tables import (
    SOUND_CONTRACT,
    Sheets,
    at,
    codes_of,
    findings_as_text,
    form_data_of,
    review_of,
    sheets_of,
    version_1_review_of,
)
from vbpqip.core.cells import Cell, Location, Stored
from vbpqip.core.results import Outcome, QitAssessment, Verdict
from vbpqip.core.reviews import Status
from vbpqip.kinds.qit_report.form.sheets import REPORT
from vbpqip.workbook.named_cells import column_number


def test_qip300_selected_not_yes_or_no() -> None:
    """Only Yes and No are answers, however they are spelled; counts beside another answer are no second issue."""
    review = review_of("""
        | measure | selected | q1     | q2     | q3     | q4     | prior   |
        | CAUTI   | yes      | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
        | CLABSI  | maybe    | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
        | CDI     | no       | -      | -      | -      | -      | -       |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!B11: CLABSI: 'maybe' is neither Yes nor No. [QIP300]
  Choose Yes or No.\
""")
    assert review.status is Status.REJECTED


def entry_of(words: str) -> Cell:
    return Cell(Stored.TEXT, words)


@cache
def sound_form() -> Sheets:
    return sheets_of(form_data_of(contracts=SOUND_CONTRACT))


def test_qip303_invisible_characters() -> None:
    """They are left out, and what is meant is read."""
    review = sound_form().with_cell(at("selected", "clabsi"), entry_of("Yes\u200b")).review()

    assert findings_as_text(review) == snapshot("""\
P4P Report!B11: U+200B in the cell, which nobody sees; it was left out. [QIP303]
  Clear the cell and type the entry again, rather than pasting it.\
""")
    assert review.measures == sound_form().review().measures


@pytest.mark.parametrize("character", ["\u200b", "\u200e", "\u202e", "\u00ad", "\ufeff", "\u2060", "\u3164"])
@pytest.mark.parametrize(
    ("where", "words"),
    [
        (at("facility"), "Interfaith Medical Center"),
        (at("mco"), "Fidelis"),
        (at("current_period"), "DY3 Q1"),
        (at("quarter_1"), "DY2 Q2"),
        (at("measure_key", "clabsi"), "clabsi"),
        (at("selected", "clabsi"), "Yes"),
        (at("contract_mco"), "Fidelis"),
        (at("contract_arrangement"), "TCGP"),
        (at("contract_status"), "Approved"),
    ],
)
def test_qip303_wherever_words_are_read(where: Location, words: str, character: str) -> None:
    for spelled in (f"{character}{words}", f"{words}{character}", f"{words[:3]}{character}{words[3:]}"):
        review = sound_form().with_cell(where, entry_of(spelled)).review()

        assert codes_of(review) == ["QIP303"]
        assert without_findings(review) == without_findings(sound_form().review())


def without_findings(review: vbpqip.Review) -> vbpqip.Review:
    """Return a review without its findings, and without what the verdict is apart from what they warn of."""
    assert isinstance(review.assessment, QitAssessment)
    return review._replace(findings=(), assessment=review.assessment._replace(without_warned=None))


def test_qip303_a_number_typed_as_text() -> None:
    review = sound_form().with_cell(at("numerator_1", "clabsi"), entry_of("\u200e2")).review()

    assert codes_of(review) == ["QIP303", "QIP317"]
    assert review.measures == sound_form().review().measures


def test_qip303_na_and_blank() -> None:
    """A cell in which there is nothing else is blank."""
    table = "| measure | q1 | q2 | q3 | q4 | prior |\n| Median time to ECG | - | - | - | 8/NA | 9/NA |"
    form = sheets_of(form_data_of(table))
    na = form.with_cell(at("denominator_4", "median time to ecg"), entry_of("N\u200bA")).review()
    blank = sound_form().with_cell(at("contract_recertified"), entry_of("\u200b")).review()
    row = sound_form().with_cell(at("contract_status", 3), entry_of("\u200b")).review()

    assert [codes_of(review) for review in (na, blank, row)] == [["QIP303"]] * 3


@pytest.mark.parametrize(
    ("where", "words", "message"),
    [
        (at("selected", "clabsi"), "May\u200bbe", "CLABSI: 'MayU+200Bbe' is neither Yes nor No."),
        (at("numerator_1", "clabsi"), "two\u200b", "CLABSI, numerator of DY2 Q2: 'twoU+200B' is not a number."),
        (at("quarter_1"), "\u200eQ2", "'U+200EQ2' is not a quarter of the program."),
        (at("current_period"), "DY\u00ad9", "'DYU+00AD9' is not a period of the program."),
        (at("facility"), "Mount\u200b Sinai", "'MountU+200B Sinai' is not on the roster."),
        (at("contract_status"), "Okay\u200b", "Contract with Fidelis: status 'OkayU+200B' is not known."),
        (at("contract_arrangement"), "All\u200b", "Contract with Fidelis: arrangement 'AllU+200B' is not known."),
        (at("contract_submitted"), "May\u200b 5", "Contract with Fidelis: 'MayU+200B 5' is not stored as a date."),
        (at("contract_level"), "two\u200b", "Contract with Fidelis: level 'twoU+200B' does not exist."),
        (at("mco"), "\x07\u202eowned", "'U+0007U+202Eowned' is not on the roster."),
    ],
)
def test_qip303_what_is_not_read_as_meant_names_them(where: Location, words: str, message: str) -> None:
    found = sound_form().with_cell(where, entry_of(words)).review().findings

    assert message in [finding.message for finding in found if finding.at == where]
    assert "QIP303" in [finding.diagnostic.code for finding in found if finding.at == where]


def test_qip315_digits_of_another_width_are_no_number() -> None:
    assert [
        finding.message
        for finding in sound_form().with_cell(at("denominator_4", "clabsi"), entry_of("\uff16\uff15")).review().findings
    ] == ["CLABSI, denominator of DY3 Q1: '\uff16\uff15' is not a number."]


@pytest.mark.parametrize("stored", [Cell(Stored.NUMBER, "2"), Cell(Stored.NUMBER, "9"), Cell(Stored.NOTHING)])
def test_qip309_sum_typed_as_formula(stored: Cell) -> None:
    """Whatever result is stored: the sum says what it is."""
    review = sound_form().with_cell(at("numerator_1", "clabsi"), stored._replace(formula="1+1")).review()

    assert findings_as_text(review) == snapshot("""\
P4P Report!C11: CLABSI, numerator of DY2 Q2: a sum of typed numbers, calculated as 2. [QIP309]
  Nothing needs to be done. Next time type the number itself.\
""")
    assert (review.measures, review.qit) == (sound_form().review().measures, sound_form().review().qit)


def test_qip309_in_every_entry_of_a_number() -> None:
    sums = (
        sound_form()
        .with_cell(at("denominator_2", "clabsi"), Cell(Stored.NOTHING, formula="SUM(2500,2500)"))
        .with_cell(at("prior_numerator", "clabsi"), Cell(Stored.NOTHING, formula="-1+8"))
        .with_cell(at("contract_level"), Cell(Stored.NOTHING, formula="1+1"))
    )

    assert codes_of(sums.review()) == ["QIP309", "QIP309", "QIP309"]
    assert (sums.review().measures, sums.review().credits) == (
        sound_form().review().measures,
        sound_form().review().credits,
    )


def test_qip309_what_the_sum_gives_is_checked_like_any_number() -> None:
    for formula, code in (("1.25+1.25", "QIP340"), ("1-2", "QIP350"), ("9999999+2", "QIP360")):
        where = at("numerator_1", "clabsi")
        assert {code, "QIP309"} <= set(
            codes_of(sound_form().with_cell(where, Cell(Stored.NOTHING, formula=formula)).review())
        )


@pytest.mark.parametrize(("name", "formula"), [("contract_submitted", "42000+870"), ("selected", "1"), ("mco", "1+1")])
def test_qip309_dates_and_words_are_no_sums(name: str, formula: str) -> None:
    where = at(name, "clabsi" if name == "selected" else 0)
    review = sound_form().with_cell(where, Cell(Stored.NUMBER, "42870", formula=formula)).review()

    assert "QIP319" in codes_of(review)


def test_qip305_entries_of_unselected_measure() -> None:
    """Counts of a measure that is not selected were perhaps meant to count; words there were not."""
    review = review_of("""
        | measure           | selected | q1        | q2  | q3     | q4     | prior   |
        | CAUTI             | Yes      | 2/4000    | 0/0 | 0/4500 | 3/6500 | 7/20000 |
        | CLABSI            | No       | 2/4000    | -   | -      | -      | -       |
        | CDI               | No       | -         | -   | -      | 0/0    | -       |
        | Falls with injury | No       | none/none | -   | -      | -      | -       |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!B11: CLABSI: has entries but is not selected. [QIP305]
  Choose Yes if the measure counts; otherwise clear its entries.
P4P Report!B12: CDI: has entries but is not selected. [QIP305]
  Choose Yes if the measure counts; otherwise clear its entries.\
""")
    assert review.status is Status.ACCEPTED


def test_qip302_names_a_measure_that_is_off_the_menu_by_its_key() -> None:
    review = sheets_of(form_data_of(entries={("numerator_1", 0): 5})).with_cell(
        at("measure_key", 0), Cell(Stored.TEXT, "vte-1")
    )

    assert findings_as_text(review.review()).splitlines()[0] == snapshot(
        "P4P Report!B7: vte-1: has entries, selected is blank. [QIP302]"
    )


def test_qip302_names_a_row_without_a_key_by_its_place() -> None:
    review = sheets_of(form_data_of(entries={("numerator_1", 0): 5})).with_cell(at("measure_key", 0), None)

    assert findings_as_text(review.review()).splitlines()[0] == snapshot(
        "P4P Report!B7: Row 7: has entries, selected is blank. [QIP302]"
    )


def test_qip310_entry_missing() -> None:
    """Blank is not zero: 0 and 0 say that nothing could occur. A row's blanks are one finding."""
    review = review_of("""
        | measure | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior   |
        | CAUTI   | 0/0    | 1/5000 | 0/4500 | -/6500 | 7/20000 |
        | CLABSI  | 2/4000 | -/-    | 0/-    | 3/6500 | 7/20000 |
        | CDI     | -      | -      | -      | -      | 7/20000 |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!I10: CAUTI: numerator of DY3 Q1 is blank. [QIP310]
  Enter the number of events and of potential occurrences of each quarter; where nothing could occur, enter 0 and 0.
P4P Report!E11: CLABSI: numerator of DY2 Q3, denominator of DY2 Q3, denominator of DY2 Q4 are blank. [QIP310]
  Enter the number of events and of potential occurrences of each quarter; where nothing could occur, enter 0 and 0.
P4P Report!C12: CDI: all eight counts are blank. [QIP310]
  Enter the number of events and of potential occurrences of each quarter; where nothing could occur, enter 0 and 0.\
""")


def test_qip310_names_quarters_that_are_not_chosen_by_their_number() -> None:
    review = review_of(
        """
        | measure | q1     | q2  | q3     | q4     | prior   |
        | CLABSI  | 2/4000 | -/1 | 0/4500 | 3/6500 | 7/20000 |
        """,
        quarters="DY2 Q2, , DY2 Q4, DY3 Q1",
    )

    assert findings_as_text(review).splitlines()[2] == snapshot(
        "P4P Report!E11: CLABSI: numerator of quarter 2 is blank. [QIP310]"
    )


def test_qip312_na_instead_of_count() -> None:
    """A quarterly measure has counts, also where nothing could occur."""
    review = review_of("""
        | measure | DY2 Q2 | DY2 Q3    | DY2 Q4 | DY3 Q1 | prior   |
        | CLABSI  | 2/4000 | NA/"n/a" | 0/0    | 3/6500 | 7/20000 |
        | CDI     | 0/0    | 0/0       | 0/0    | 3/6500 | 7/NA    |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!E11: CLABSI, numerator of DY2 Q3: NA where a count belongs. [QIP312]
  Enter the count; where nothing could occur, enter 0 and 0. NA belongs only to annual measures.
P4P Report!F11: CLABSI, denominator of DY2 Q3: n/a where a count belongs. [QIP312]
  Enter the count; where nothing could occur, enter 0 and 0. NA belongs only to annual measures.
P4P Report!L12: CDI, denominator of the prior report: NA where a count belongs. [QIP312]
  Enter the count; where nothing could occur, enter 0 and 0. NA belongs only to annual measures.\
""")


def test_qip315_entry_not_a_number() -> None:
    """The finding shows what was found; a negative number, a fraction and a text of digits are numbers."""
    review = review_of("""
        | measure            | DY2 Q2   | DY2 Q3     | DY2 Q4  | DY3 Q1           | prior   |
        | CLABSI             | two/4000 | 1/"5,000"  | 0/4500  | 3/"6500 days"    | 7/20000 |
        | CDI                | "2"/1e3  | "12%"/5000 | 0/"=10" | 3/"-6500"        | 7/20000 |
        | Median time to ECG | -        | -          | -       | about 8 min/NA   | 9/NA    |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!C11: CLABSI, numerator of DY2 Q2: 'two' is not a number. [QIP315]
  Type the number alone, in digits, without words, units or thousands separators.
P4P Report!F11: CLABSI, denominator of DY2 Q3: '5,000' is not a number. [QIP315]
  Type the number alone, in digits, without words, units or thousands separators.
P4P Report!J11: CLABSI, denominator of DY3 Q1: '6500 days' is not a number. [QIP315]
  Type the number alone, in digits, without words, units or thousands separators.
P4P Report!C12: CDI, numerator of DY2 Q2: text, read as 2. [QIP317]
  Type the number again into a cell that is not formatted as text.
P4P Report!D12: CDI, denominator of DY2 Q2: '1e3' is not a number. [QIP315]
  Type the number alone, in digits, without words, units or thousands separators.
P4P Report!E12: CDI, numerator of DY2 Q3: '12%' is not a number. [QIP315]
  Type the number alone, in digits, without words, units or thousands separators.
P4P Report!H12: CDI, denominator of DY2 Q4: '=10' is not a number. [QIP315]
  Type the number alone, in digits, without words, units or thousands separators.
P4P Report!J12: CDI, denominator of DY3 Q1: '-6500' is not a number. [QIP315]
  Type the number alone, in digits, without words, units or thousands separators.
P4P Report!I16: Median time to ECG, numerator of DY3 Q1: 'about 8 min' is not a number. [QIP315]
  Type the number alone, in digits, without words, units or thousands separators.\
""")


def test_qip315_tells_a_formula_that_was_never_calculated_from_other_things() -> None:
    sheets = sheets_of(form_data_of())
    changed = (
        sheets.with_cell(at("numerator_1", "clabsi"), Cell(Stored.NOTHING, formula="SUM(Data!A1:A3)"))
        .with_cell(at("numerator_2", "clabsi"), Cell(Stored.ERROR, "#REF!", formula="Data!A1"))
        .with_cell(at("numerator_3", "clabsi"), Cell(Stored.BOOLEAN, "TRUE"))
    )

    assert findings_as_text(changed.review()) == snapshot("""\
P4P Report!C11: CLABSI, numerator of DY2 Q2: a formula (=SUM(Data!A1:A3)) whose result was never calculated. [QIP315]
  Type the number alone, in digits, without words, units or thousands separators.
P4P Report!E11: CLABSI, numerator of DY2 Q3: '#REF!' is not a number. [QIP315]
  Type the number alone, in digits, without words, units or thousands separators.
P4P Report!G11: CLABSI, numerator of DY2 Q4: 'TRUE' is not a number. [QIP315]
  Type the number alone, in digits, without words, units or thousands separators.\
""")


def test_qip317_number_typed_as_text() -> None:
    """Text of digits is read as the number it spells, with a warning."""
    review = review_of("""
        | measure            | DY2 Q2   | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior      |
        | CLABSI             | "2"/4000 | 1/5000 | 0/4500 | 3/6500 | 7/" 20000" |
        | Median time to ECG | -        | -      | -      | "7.50"/NA | 9/NA    |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!C11: CLABSI, numerator of DY2 Q2: text, read as 2. [QIP317]
  Type the number again into a cell that is not formatted as text.
P4P Report!L11: CLABSI, denominator of the prior report: text, read as 20000. [QIP317]
  Type the number again into a cell that is not formatted as text.
P4P Report!I16: Median time to ECG, numerator of DY3 Q1: text, read as 7.50. [QIP317]
  Type the number again into a cell that is not formatted as text.\
""")
    assert review.qit.verdict is Verdict.MET


def test_qip317_a_contracts_level_typed_as_text() -> None:
    review = review_of(contracts=SOUND_CONTRACT.replace("2     |", '"2"   |'))

    assert findings_as_text(review) == snapshot("""\
Measure Credits!C5: Contract with Fidelis, VBP level: text, read as 2. [QIP317]
  Type the number again into a cell that is not formatted as text.\
""")
    assert review.credits.in_force == 1


def test_qip318_na_spelled_otherwise() -> None:
    """n/a, N/A and na are read as NA, with a warning."""
    review = review_of("""
        | measure                 | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior |
        | Median time to ECG      | -      | -      | -      | 8/n/a  | 9/NA  |
        | Median time to transfer | -      | -      | -      | 8/NA   | 9/na  |
        | 3-hour sepsis bundle    | -      | -      | -      | 80/N/A | 75/NA |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!J15: 3-hour sepsis bundle, denominator of DY3 Q1: 'N/A', read as NA. [QIP318]
  Enter NA.
P4P Report!J16: Median time to ECG, denominator of DY3 Q1: 'n/a', read as NA. [QIP318]
  Enter NA.
P4P Report!L17: Median time to transfer, denominator of the prior report: 'na', read as NA. [QIP318]
  Enter NA.\
""")
    assert review.qit.verdict is Verdict.MET


def test_qip319_entry_is_a_formula() -> None:
    """Nobody can vouch for the stored result of a formula, so nothing is scored by it."""
    sheets = sheets_of(form_data_of(contracts=SOUND_CONTRACT))
    review = (
        sheets.with_cell(at("numerator_1", "clabsi"), Cell(Stored.NUMBER, "2", formula="1*2"))
        .with_cell(at("contract_level"), Cell(Stored.NUMBER, "2", formula="LevelOfContract"))
        .review()
    )

    assert findings_as_text(review) == snapshot("""\
Measure Credits!C5: Contract with Fidelis, VBP level: a formula, whose stored result is 2. [QIP319]
  Type the value itself.
P4P Report!C11: CLABSI, numerator of DY2 Q2: a formula, whose stored result is 2. [QIP319]
  Type the value itself.\
""")
    assert review.qit.verdict is Verdict.NOT_DETERMINED


def test_qip319_says_that_a_formula_gives_nothing() -> None:
    sheets = sheets_of(form_data_of())
    review = sheets.with_cell(at("numerator_1", "clabsi"), Cell(Stored.TEXT, "", formula='""')).review()

    assert findings_as_text(review) == snapshot("""\
P4P Report!C11: CLABSI, numerator of DY2 Q2: a formula, whose stored result is blank. [QIP319]
  Type the value itself.\
""")


def test_qip319_a_key_tells_the_measure() -> None:
    review = sound_form().with_cell(at("measure_key", "clabsi"), Cell(Stored.TEXT, "clabsi", formula="Q1")).review()

    assert [(each.diagnostic.code, each.message) for each in review.errors] == [
        ("QIP319", "CLABSI, key: a formula, whose stored result is clabsi.")
    ]


@pytest.mark.parametrize(
    "form_data",
    [
        {"C11": '<f t="array" ref="C11:C12">D11:D12/2000</f>'},
        {"C11": '<f t="array" ref="C11:E11">TRANSPOSE(Q1:Q3)</f>', "D11": "", "E11": ""},
        {"C11": '<f t="dataTable" ref="C11:D11" dt2D="0" dtr="1" r1="Q1"/>', "D11": ""},
    ],
    ids=["a column", "a row", "a data table"],
)
def test_qip319_every_cell_that_a_formula_fills(form_data: dict[str, str]) -> None:
    """An array, a spill or a data table stores its formula once; the other cells look as if they were typed."""
    review = vbpqip.review(filled_by(form_data))

    found = [each.at for each in review.findings if each.diagnostic.code == "QIP319"]
    assert found == [Location(REPORT, 10, column_number(address[0])) for address in form_data]


def test_qip309_every_cell_that_a_sum_fills() -> None:
    """Each has what the sum gives, whatever is stored there."""
    review = vbpqip.review(filled_by({"C11": '<f t="array" ref="C11:D11">4000+4100</f>', "D11": ""}))

    found = [(each.at, each.found) for each in review.findings if each.diagnostic.code == "QIP309"]
    assert found == [(at("numerator_1", "clabsi"), "8100"), (at("denominator_1", "clabsi"), "8100")]


def filled_by(form_data: dict[str, str]) -> bytes:
    """Return a report in which cells store a formula, or none, and the result 9."""
    edits = [with_cell(address, "", f"{formula}<v>9</v>") for address, formula in form_data.items()]
    return edited({REPORT_PART: lambda part: reduce(lambda text, edit: edit(text), edits, part)})


def test_qip320_annual_measure_in_earlier_quarter() -> None:
    """The first three quarters of an annual measure stay blank, emptied or as they are printed."""
    review = review_of("""
        | measure                 | DY2 Q2 | DY2 Q3 | DY2 Q4  | DY3 Q1 | prior |
        | Median time to ECG      | 7/NA   | -/-    | -/about | 8/NA   | 9/NA  |
        | Median time to transfer | -      | -/-    | -       | 8/NA   | 9/NA  |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!C16: Median time to ECG, numerator of DY2 Q2: 7 where nothing belongs. [QIP320]
  Leave the first three quarters blank; enter the annual result in the last quarter's numerator.
P4P Report!D16: Median time to ECG: NA in denominator of DY2 Q2, read as blank. [QIP322]
  Leave the first three quarters blank.
P4P Report!H16: Median time to ECG, denominator of DY2 Q4: about where nothing belongs. [QIP320]
  Leave the first three quarters blank; enter the annual result in the last quarter's numerator.\
""")


def test_qip322_na_in_earlier_quarter() -> None:
    """NA in the first three quarters is read as blank; a row's are one finding."""
    review = review_of("""
        | measure                 | DY2 Q2 | DY2 Q3 | DY2 Q4   | DY3 Q1 | prior |
        | Median time to ECG      | NA/NA  | -      | "n/a"/-  | 8/NA   | 9/NA  |
        | Median time to transfer | -      | -      | -        | 8/NA   | 9/NA  |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!C16: Median time to ECG: NA in numerator of DY2 Q2, denominator of DY2 Q2, numerator of DY2 Q4, read as blank. [QIP322]
  Leave the first three quarters blank.\
""")
    assert review.qit.verdict is Verdict.MET


def test_qip325_annual_result_missing() -> None:
    """The result is what is missing, not its NA: both blank are one finding. 0 minutes are a result, though unlikely."""
    review = review_of("""
        | measure                 | q1 | q2 | q3 | q4   | prior |
        | 3-hour sepsis bundle    | -  | -  | -  | -/-  | 75/NA |
        | Median time to ECG      | -  | -  | -  | -/NA | 9/NA  |
        | Median time to transfer | -  | -  | -  | 0/NA | 9/NA  |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!I15: 3-hour sepsis bundle, numerator of DY3 Q1: the annual result is blank. [QIP325]
  Enter the annual result in the last quarter's numerator.
P4P Report!I16: Median time to ECG, numerator of DY3 Q1: the annual result is blank. [QIP325]
  Enter the annual result in the last quarter's numerator.
P4P Report!I17: Median time to transfer, numerator of DY3 Q1: 0 minutes. [QIP339]
  Enter the median in minutes; NA if there was no patient to measure.\
""")
    assert review.findings[0].expected == "percent, 0 to 100"


def test_qip326_annual_result_not_available() -> None:
    """NA is a lawful answer: there is no result, and what has no result is not achieved."""
    review = review_of("""
        | measure            | q1 | q2 | q3 | q4    | prior |
        | Median time to ECG | -  | -  | -  | NA/NA | 9/NA  |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!I16: Median time to ECG, numerator of DY3 Q1: NA, so the measure has no result and is not achieved. [QIP326]
  Enter the annual result, if there is one.\
""")
    assert [result.outcome for result in review.measures] == [Outcome.NO_RESULT]
    assert review.qit.verdict is Verdict.NOT_MET


def test_qip330_annual_denominator_not_na() -> None:
    """The NA beside an annual result says that it is no count; it belongs beside the prior result too."""
    review = review_of("""
        | measure                 | DY2 Q2 | DY2 Q3 | DY2 Q4 | DY3 Q1  | prior |
        | 3-hour sepsis bundle    | -      | -      | -      | 80/120  | 75/-  |
        | Median time to ECG      | -      | -      | -      | 8/N.A.  | 9/NA  |
        | Median time to transfer | -      | -      | -      | -/5     | 9/NA  |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!J15: 3-hour sepsis bundle, denominator of DY3 Q1: 120 where NA belongs. [QIP330]
  Enter NA in the denominator, and the annual result itself, not a count, in the numerator.
P4P Report!L15: 3-hour sepsis bundle, denominator of the prior report: blank where NA belongs. [QIP330]
  Enter NA in the denominator, and the annual result itself, not a count, in the numerator.
P4P Report!J16: Median time to ECG, denominator of DY3 Q1: 'N.A.' is not read as NA. [QIP313]
  Type NA, without dots, beside an annual result; type the count itself, 0 if there was none, everywhere else.
P4P Report!I17: Median time to transfer, numerator of DY3 Q1: the annual result is blank. [QIP325]
  Enter the annual result in the last quarter's numerator.
P4P Report!J17: Median time to transfer, denominator of DY3 Q1: 5 where NA belongs. [QIP330]
  Enter NA in the denominator, and the annual result itself, not a count, in the numerator.\
""")


def test_qip335_annual_result_out_of_range() -> None:
    """A percentage lies between 0 and 100, both possible; minutes have no such end."""
    review = review_of("""
        | measure                 | q1 | q2 | q3 | q4     | prior     |
        | 3-hour sepsis bundle    | -  | -  | -  | 100/NA | 100.01/NA |
        | Median time to ECG      | -  | -  | -  | -0.5/NA | 51/NA    |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!K15: 3-hour sepsis bundle, numerator of the prior report: 100.01 percent is not possible. [QIP335]
  Enter minutes as a number that is not negative, and a percentage between 0 and 100.
P4P Report!I16: Median time to ECG, numerator of DY3 Q1: -0.5 minutes is not possible. [QIP335]
  Enter minutes as a number that is not negative, and a percentage between 0 and 100.\
""")


SUPPRESSED = (
    "<11", "\uff1c11", "< 11", "<= 10", "\u2264 10", "\u226410", "<5", "n<11", "N < 6", "*", "**", "(*)", "1-10", "1 - 10", "1\u201310", "1 to 10",
    "fewer than 11", "Less than 11", "under 5", "up to 10", "10 or fewer", "suppressed", "Suppressed*", "(suppressed)",
    "data suppressed", "count withheld", "masked", "S", "(s)", "DS", "too few cases", "small number", "<11*", "\xa0<\xa011",
    "&lt;11", "\uff1c\uff11\uff11", "\u203911", "LT 11", "< 11 (suppressed)", "<11 events", "fewer than 5 cases", "less than eleven",
    "1..4", "between 1 and 10", "SUPP", "not shown", "undisclosed", "\u2020", "few", "too few to report", "small n",
)  # fmt: skip
NOT_SUPPRESSED = (
    "two", "about 12", "5*", "11", "4000-4100", "1/2", "Q1", "<", "-", "n/a.", "12 cases", "see below", "s12", "<4000",
    "less than expected", "1 and 10", "not reported", "few more than 40", "!", "S" * 1000, "*" * 1000,
)  # fmt: skip


def test_qip311_count_suppressed() -> None:
    """Where small numbers are hidden the rate cannot be calculated; there is no need to hide any."""
    review = review_of("""
        | measure | q1       | q2     | q3     | q4     | prior     |
        | CLABSI  | <11/4000 | 1/5000 | 0/4500 | 3/6500 | */20000   |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!C11: CLABSI, numerator of DY2 Q2: '<11' hides the count. [QIP311]
  Enter the true count: counts here are of the whole hospital, and none is suppressed, however small it is.
P4P Report!K11: CLABSI, numerator of the prior report: '*' hides the count. [QIP311]
  Enter the true count: counts here are of the whole hospital, and none is suppressed, however small it is.\
""")
    assert review.status is Status.REJECTED


@pytest.mark.parametrize("typed", SUPPRESSED)
def test_qip311_however_it_is_written(typed: str) -> None:
    assert codes_of(review_of(entries={("numerator_1", 4): typed})) == ["QIP311"]


@pytest.mark.parametrize("typed", NOT_SUPPRESSED)
def test_qip311_is_no_other_text(typed: str) -> None:
    """A count with a footnote, a large range and other words are no suppressed counts, nor what means NA."""
    assert "QIP311" not in codes_of(review_of(entries={("numerator_1", 4): typed}))


@pytest.mark.parametrize("shown", ["*", "-", "s"])
def test_an_error_value_is_no_number_whatever_it_is_called(shown: str) -> None:
    """A cell that says of itself that it is an error has no text that could mean something."""
    changed = sheets_of(form_data_of()).with_cell(at("numerator_1", "clabsi"), Cell(Stored.ERROR, shown))

    assert codes_of(changed.review()) == ["QIP315"]


def test_qip311_is_of_counts_alone() -> None:
    """An annual result is no count."""
    review = review_of("""
        | measure            | q1 | q2 | q3 | q4     | prior |
        | Median time to ECG | -  | -  | -  | <11/NA | 8/NA  |
    """)

    assert codes_of(review) == ["QIP315"]


def test_qip340_count_not_whole() -> None:
    """A count is no rate; 4000.0 is a whole number."""
    review = review_of("""
        | measure | DY2 Q2   | DY2 Q3 | DY2 Q4 | DY3 Q1 | prior     |
        | CLABSI  | 2/4000.0 | 1.5/0  | 0/4500 | 3/6500 | 3.5/20000 |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!E11: CLABSI, numerator of DY2 Q3: 1.5 is not a whole number. [QIP340]
  Enter the number of events or potential occurrences itself, not a rate, a percentage or an average.
P4P Report!K11: CLABSI, numerator of the prior report: 3.5 is not a whole number. [QIP340]
  Enter the number of events or potential occurrences itself, not a rate, a percentage or an average.\
""")


def test_qip350_count_negative() -> None:
    """A negative count is that alone, though it may not be whole either; zero is not negative."""
    review = review_of("""
        | measure | DY2 Q2 | DY2 Q3  | DY2 Q4 | DY3 Q1 | prior    |
        | CLABSI  | -2/0   | 0/-0.5  | 0/4500 | 3/6500 | 7/-20000 |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!C11: CLABSI, numerator of DY2 Q2: -2 is negative. [QIP350]
  Enter the count without the minus sign.
P4P Report!F11: CLABSI, denominator of DY2 Q3: -0.5 is negative. [QIP350]
  Enter the count without the minus sign.
P4P Report!L11: CLABSI, denominator of the prior report: -20000 is negative. [QIP350]
  Enter the count without the minus sign.\
""")


def test_qip360_count_too_large() -> None:
    """As many as a spreadsheet compares exactly, four times as many in the prior report."""
    review = review_of("""
        | measure | DY2 Q2    | DY2 Q3    | DY2 Q4    | DY3 Q1    | prior      |
        | CAUTI   | 2/7900000 | 1/7900001 | 0/7000000 | 3/7500000 | 7/31600000 |
        | CLABSI  | 2/7900000 | 1/7900000 | 0/7000000 | 3/7500000 | 7/31600001 |
    """)

    assert findings_as_text(review) == snapshot("""\
P4P Report!F10: CAUTI, denominator of DY2 Q3: 7900001 is larger than any hospital's count. [QIP360]
  Check the number of digits.
P4P Report!L11: CLABSI, denominator of the prior report: 31600001 is larger than any hospital's count. [QIP360]
  Check the number of digits.\
""")


LARGE_COUNTS = """
| measure | DY2 Q2    | DY2 Q3     | DY2 Q4    | DY3 Q1    | prior      |
| CAUTI   | 2/7900000 | 1/10000000 | 0/7000000 | 3/7900001 | 7/31600000 |
| CLABSI  | 2/7900000 | 1/10000001 | 0/7000000 | 3/7500000 | 7/31600001 |
"""


def test_qip361_count_hardly_exact() -> None:
    """The form's first version took ten million, of which a spreadsheet does not compare all exactly."""
    review = version_1_review_of(LARGE_COUNTS)

    assert findings_as_text(review) == snapshot("""\
P4P Report!F19: CAUTI, denominator of DY2 Q3: 10000000 is beyond what a spreadsheet compares exactly. [QIP361]
  Check the number of digits.
P4P Report!J19: CAUTI, denominator of DY3 Q1: 7900001 is beyond what a spreadsheet compares exactly. [QIP361]
  Check the number of digits.
P4P Report!F20: CLABSI, denominator of DY2 Q3: 10000001 is larger than any hospital's count. [QIP360]
  Check the number of digits.
P4P Report!L20: CLABSI, denominator of the prior report: 31600001 is beyond what a spreadsheet compares exactly. [QIP361]
  Check the number of digits.\
""")
    assert "QIP361" not in codes_of(review_of(LARGE_COUNTS))


MANY_DIGITS = """
| measure                 | q1 | q2 | q3 | q4                  | prior             |
| 3-hour sepsis bundle    | -  | -  | -  | 61.23456789012/NA   | 61.2345678901/NA  |
| Median time to ECG      | -  | -  | -  | 8.00000000000000/NA | 9.999999999999/NA |
| Median time to transfer | -  | -  | -  | 12.5/NA             | 9.99999999999/NA  |
"""


def test_qip336_result_of_too_many_digits() -> None:
    """Twelve digits are compared exactly, before and after the decimal point together; zeros at the end are none."""
    review = review_of(MANY_DIGITS)

    assert findings_as_text(review) == snapshot("""\
P4P Report!I15: 3-hour sepsis bundle, numerator of DY3 Q1: 61.23456789012 has too many digits. [QIP336]
  Round the result, such as to two places.
P4P Report!K16: Median time to ECG, numerator of the prior report: 9.999999999999 has too many digits. [QIP336]
  Round the result, such as to two places.\
""")
    assert review.status is Status.REJECTED


def test_qip336_of_a_number_that_is_stored_in_full() -> None:
    """Excel stores 61.2 with all the digits of its double."""
    table = "| measure | q1 | q2 | q3 | q4 | prior |\n| 3-hour sepsis bundle | - | - | - | 1/NA | 61.2/NA |"
    stored = Cell(Stored.NUMBER, "61.200000000000003")
    review = sheets_of(form_data_of(table)).with_cell(at("numerator_4", "3-hour sepsis bundle"), stored).review()

    assert "QIP336" not in codes_of(review)
    assert [result.outcome for result in review.measures] == [Outcome.MAINTAINED]


def test_qip334_result_hardly_exact() -> None:
    """The form's first version took as many digits as were typed."""
    review = version_1_review_of(MANY_DIGITS)

    assert findings_as_text(review) == snapshot("""\
P4P Report!I24: 3-hour sepsis bundle, numerator of DY3 Q1: 61.23456789012 has too many digits. [QIP334]
  Round the result, such as to two places.
P4P Report!K25: Median time to ECG, numerator of the prior report: 9.999999999999 has too many digits. [QIP334]
  Round the result, such as to two places.\
""")
    assert review.status is Status.ACCEPTED


def test_unselected_measures_are_not_reviewed() -> None:
    """What stands in the row of a measure that is not selected cannot reject the report."""
    review = review_of("""
        | measure | selected | q1     | q2     | q3     | q4     | prior   |
        | CAUTI   | Yes      | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
        | CLABSI  | No       | two/NA | -      | -      | -      | -       |
    """)

    assert codes_of(review) == []


def test_qip311_with_a_character_that_nobody_sees() -> None:
    assert set(codes_of(review_of(entries={("numerator_1", 4): "\u200b<11"}))) == {"QIP303", "QIP311"}
    assert set(codes_of(review_of(entries={("numerator_1", 4): f"<11{' ' * 100}"}))) == {"QIP311"}
