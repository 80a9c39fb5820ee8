"""6xx: what the workbook stores as results, and whether it is still the form that was made."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from support.reports import form_data_of_report, report
from support.reviewed import read_submission, review_submission
from support.tables import PROGRAM, Sheets, at, codes_of, findings_as_text, form_data_of, sheets_of
from support.unwritten import read_from
from vbpqip.core.cells import Cell, Location, Stored
from vbpqip.core.results import Verdict
from vbpqip.kinds.qit_report.checks.cross_report import same_numbers_as_another_facility
from vbpqip.kinds.qit_report.form.layout import place_of
from vbpqip.kinds.qit_report.review_context import context_of
from vbpqip.program.loading import program_under
from vbpqip.reviewing import review_together
from vbpqip.workbook.form import LISTS

RESULT = at("result", "clabsi")


@cache
def sound_form() -> Sheets:
    return sheets_of(form_data_of())


def stored(form: Sheets, where: Location) -> Cell:
    """Return what is stored in a cell."""
    return form.sheets[where.sheet][where.row, where.column]


def test_a_form_as_it_was_made() -> None:
    assert codes_of(sound_form().review()) == []


def test_qip612_shown_result_differs() -> None:
    """The result beside a measure is the one that its entries give, to the digits that a spreadsheet has."""
    cell = stored(sound_form(), RESULT)

    assert findings_as_text(sound_form().with_cell(RESULT, cell._replace(text="3.2")).review()) == snapshot("""\
P4P Report!M11: CLABSI: shows 3.2; the entries give 3.0. [QIP612]
  Open the workbook in Excel or LibreOffice, let it recalculate, and save it; if it still differs, use a fresh template.\
""")
    assert codes_of(sound_form().with_cell(RESULT, cell._replace(text="3.0000000000000004")).review()) == []


def test_qip612_also_where_an_achievement_differs() -> None:
    """Of the results of a form whose verdict differs, only the verdict is reported."""
    where = at("achieved", "clabsi")
    changed = sound_form().with_cell(where, stored(sound_form(), where)._replace(text="No"))
    verdict = place_of("qit_verdict").at()

    assert codes_of(changed.review()) == ["QIP612"]
    assert codes_of(changed.with_cell(verdict, stored(sound_form(), verdict)._replace(text="NOT MET")).review()) == [
        "QIP610"
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param(Cell(Stored.TEXT, "2"), "QIP317", id="text"),
        pytest.param(Cell(Stored.NUMBER, "2", formula="1+1"), "QIP309", id="sum"),
        pytest.param(Cell(Stored.TEXT, "Yes\u200b"), "QIP303", id="invisible"),
    ],
)
def test_qip610_a_form_that_asks_for_more_than_the_check_is_no_other_verdict(cell: Cell, code: str) -> None:
    """It shows that it is not ready, and so it is; the warning says what it asks for."""
    entry, verdict = at("selected" if code == "QIP303" else "numerator_1", "clabsi"), place_of("qit_verdict").at()
    not_ready = sound_form().with_cell(verdict, stored(sound_form(), verdict)._replace(text="NOT READY"))
    not_met = sound_form().with_cell(verdict, stored(sound_form(), verdict)._replace(text="NOT MET"))

    assert codes_of(not_ready.with_cell(entry, cell).review()) == [code]
    assert codes_of(not_ready.review()) == ["QIP610"]
    assert codes_of(not_met.with_cell(entry, cell).review()) == ["QIP610", code]


def test_qip612_baseline_and_reports_invalid_show_no_achievement() -> None:
    baseline = sheets_of(
        form_data_of("| measure | q1 | q2 | q3 | q4 |\n| CLABSI | 1/9000 | 1/8000 | 1/7000 | 1/6000 |", period="DY2 Q4")
    )
    invalid = sound_form().with_cell(at("numerator_1", "clabsi"), None)

    assert codes_of(baseline.review()) == []
    assert codes_of(invalid.review()) == ["QIP310"]


def test_qip614_never_calculated() -> None:
    verdict = place_of("qit_verdict").at()
    cell = stored(sound_form(), verdict)._replace(stored=Stored.NOTHING, text="")

    assert findings_as_text(sound_form().with_cell(verdict, cell).review()) == snapshot("""\
P4P Report!K3: The verdict, like other formulas, has no stored result. [QIP614]
  Nothing needs to be done: the results were calculated from the entries. Opening and saving the workbook fills them in.\
""")


def test_qip620_formula_overwritten() -> None:
    """A typed result is no formula, nor is one that was deleted; what it was is not asked."""
    typed = sound_form().with_cell(RESULT, Cell(Stored.NUMBER, "3"))
    deleted = typed.with_cell(RESULT._replace(row=RESULT.row + 1), None)

    assert findings_as_text(typed.review()) == snapshot("""\
P4P Report!M11: M11 of 'result' holds no formula. [QIP620]
  Nothing that was typed there was read. Make the next report from a fresh template.\
""")
    assert [finding.message for finding in deleted.review().findings] == snapshot(
        ["M11 and 1 more of 'result' hold no formula."]
    )


def test_qip630_labels_changed() -> None:
    label = at("numerator_1", 0)._replace(row=at("numerator_1", 0).row - 1)
    changed = sound_form().with_cell(label, Cell(Stored.TEXT, "Device days"))

    assert findings_as_text(changed.review()) == snapshot("""\
P4P Report!C6: The label '1st qtr numerator' reads 'Device days'. [QIP630]
  Compare the figures with the sheet: what was entered under a changed label may mean something else.\
""")
    assert codes_of(sound_form().with_cell(label, None).review()) == ["QIP630"]
    assert codes_of(sound_form().with_cell(label, Cell(Stored.TEXT, "1ST qtr  numerator")).review()) == []


def with_share(form: Sheets, numerator: str) -> Sheets:
    """Return the form with another list of required shares, and the verdict that it then shows."""
    cells = form.sheets[LISTS]
    heading = next(place for place, cell in cells.items() if cell.text == "list_required_share_numerator")
    changed = form.with_cell(Location(LISTS, heading[0] + 2, heading[1]), Cell(Stored.NUMBER, numerator))
    verdict = place_of("qit_verdict").at()
    return changed.with_cell(verdict, stored(form, verdict)._replace(text="NOT MET"))


def test_qip632_lists_changed() -> None:
    """A list is looked at where what the form shows is not what its entries give."""
    assert findings_as_text(with_share(sound_form(), "2").review()) == snapshot("""\
These lists were changed: list_required_share_numerator. [QIP632]
  Nothing was read from the lists. Make the next report from a fresh template.
P4P Report!K3: The workbook shows NOT MET; its entries give MET. [QIP610]
  Open the workbook in Excel or LibreOffice, let it recalculate, and save it; if they still differ, a formula was changed: use a fresh template.\
""")
    assert codes_of(with_share(sound_form(), "1").review()) == ["QIP610"]


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "terms.toml"
    path.write_text(
        'title = "Agreement"\n[[qit.required_share.values]]\nsince = "DY2 Q4"\nvalue = 1.0\nsource = "Amendment 2"\n'
    )
    return path


def test_qip640_terms_differ(terms: Path) -> None:
    """A form made for a pairing's terms and reviewed without them, and the other way round."""
    agreed = program_under(terms)
    form = sheets_of(form_data_of(program=agreed))
    submission = read_submission(sound_form(), starts_1904=False)

    assert findings_as_text(form.review()) == snapshot("""\
The form was made for the terms 'Agreement', and is reviewed with the program's own numbers. [QIP640]
  Give the terms file of the pairing with --terms, or send out a template for the terms that hold.\
""")
    assert codes_of(review_submission(form.submission(), agreed)) == []
    assert codes_of(review_submission(submission, agreed)) == ["QIP640"]


def test_qip640_explains_why_lists_differ(terms: Path) -> None:
    changed = with_share(sheets_of(form_data_of(program=program_under(terms))), "1")

    assert codes_of(changed.review()) == ["QIP640", "QIP610"]


def test_a_row_that_lost_its_names_is_not_compared() -> None:
    changed = sound_form().with_names(result="'P4P Report'!$M$1:$M$3").with_cell(RESULT, Cell(Stored.NUMBER, "9"))

    assert codes_of(changed.review()) == []


def test_qip440_same_numbers_as_another_facility(tmp_path: Path) -> None:
    """Reports checked together whose counts are all the same, of two hospitals."""
    first, second, third = (tmp_path / f"{name}.xlsx" for name in ("interfaith", "nyack", "other"))
    first.write_bytes(report())
    second.write_bytes(report({("facility", 0): "Nyack Hospital"}))
    third.write_bytes(report({("facility", 0): "Nyack Hospital", ("numerator_1", 4): 3}))
    reviews = [each.review for each in review_together([first, second, third], PROGRAM)]

    assert [codes_of(review) for review in reviews] == [["QIP440"], ["QIP440", "QIP444"], ["QIP444"]]
    assert findings_as_text(reviews[0]).replace(str(tmp_path), "") == snapshot("""\
The counts are those of Nyack Hospital in nyack.xlsx. [QIP440]
  Check which facility the numbers are of; one report was probably copied from the other.\
""")
    assert reviews[0].qit.verdict is Verdict.MET


def test_qip440_one_facility_may_send_a_report_twice() -> None:
    context = context_of(read_from(form_data_of_report()), PROGRAM)

    assert list(same_numbers_as_another_facility([("a", context), ("b", context)])) == []


def test_qip440_few_numbers_are_equal_by_chance() -> None:
    table = "| measure | q1 | q2 | q3 | q4 | prior |\n| CLABSI | 0/90 | 0/80 | 0/70 | 1/60 | 0/0 |"
    contexts = [
        (name, context_of(read_from(form_data_of(table, facility=name)), PROGRAM))
        for name in ("Nyack Hospital", "Other")
    ]

    assert list(same_numbers_as_another_facility(contexts)) == []
