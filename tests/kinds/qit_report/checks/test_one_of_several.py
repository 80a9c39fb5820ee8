"""1xx: what is read where a workbook offers several places for the form; a choice between places that differ is said.

1. A second sheet that holds the form, or a second place on one sheet.
2. A name and a label that lead to different entries.
3. Rows and columns that were inserted, which move the form and change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest
from inline_snapshot import snapshot

from support.reviewed import review_submission
from support.tables import PROGRAM, SOUND_CONTRACT, Sheets, at, codes_of, findings_as_text, form_data_of, sheets_of
from vbpqip.core.cells import Cell, Location, Stored, column_letters
from vbpqip.core.reviews import Status
from vbpqip.kinds.qit_report.form.layout import ENTERED_COUNTS, HEADING, measure_columns, place_of
from vbpqip.kinds.qit_report.form.sheets import ATTESTATION, CONTRACTS, REPORT
from vbpqip.kinds.qit_report.writing.form_data import empty_form_data
from vbpqip.workbook.form import WORKING
from vbpqip.workbook.named_cells import column_number

TABLE = """
| measure            | q1     | q2     | q3     | q4     | prior   |
| CLABSI             | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
| Median time to ECG | -      | -      | -      | 8/NA   | 9/NA    |
"""
COUNT, KEY = at("numerator_1", "clabsi"), at("measure_key", "clabsi")
COPY = f"{REPORT} (2)"


@cache
def sound_form() -> Sheets:
    return sheets_of(form_data_of(TABLE, contracts=SOUND_CONTRACT))


@cache
def empty_form() -> Sheets:
    return sheets_of(empty_form_data(PROGRAM))


Cells = Mapping[tuple[int, int], Cell]
Position = tuple[int, int]


def text(words: str) -> Cell:
    return Cell(Stored.TEXT, words)


def number(literal: str) -> Cell:
    return Cell(Stored.NUMBER, literal)


def with_sheet(form: Sheets, title: str, cells: Cells) -> Sheets:
    """Return a workbook with a further sheet."""
    return replace(form, sheets={**form.sheets, title: cells})


def overlaid(form: Sheets, title: str, cells: Cells) -> Sheets:
    """Return a workbook with cells overlaid on a sheet's."""
    return replace(form, sheets={**form.sheets, title: {**form.sheets[title], **cells}})


def changed(cells: Cells, where: Location, cell: Cell) -> Cells:
    return {**cells, (where.row, where.column): cell}


def shifted(cells: Cells, *, rows: int = 0, columns: int = 0) -> Cells:
    return {(row + rows, column + columns): cell for (row, column), cell in cells.items()}


def renamed(form: Sheets, titles: Mapping[str, str]) -> Sheets:
    """Return a workbook whose sheets have other titles, which its names do not know."""
    return replace(form, sheets={titles.get(title, title): cells for title, cells in form.sheets.items()})


# 1. A second form.


@cache
def copied() -> Cells:
    return sound_form().cells(REPORT)


@cache
def corrected() -> Cells:
    return changed(copied(), COUNT, number("3"))


def test_qip113_two_forms_differ() -> None:
    review = with_sheet(sound_form(), COPY, corrected()).review()

    assert findings_as_text(review) == snapshot("""\
P4P Report (2)!A2: Two sheets hold the form and differ: 'P4P Report' and 'P4P Report (2)', first in '1st qtr numerator'. [QIP113]
  Delete the sheet that is not meant, and send the workbook again.\
""")
    assert review.status is Status.REJECTED


@pytest.mark.parametrize(
    ("where", "cell", "label"),
    [
        (at("facility"), text("Nyack Hospital"), "Facility"),
        (at("current_period"), text("DY3 Q2"), "Select Current Period"),
        (at("quarter_3"), text("DY2 Q2"), "Select Current Quarter Result"),
        (at("selected", "clabsi"), text("No"), "Selected?"),
        (at("denominator_2", "clabsi"), text("5000 days"), "2nd qtr denominator"),
        (at("prior_denominator", "clabsi"), number("2000"), "Prior denominator"),
        (at("numerator_4", "median time to ecg"), number("7"), "4th qtr numerator"),
    ],
)
def test_1_any_entry_that_differs(where: Location, cell: Cell, label: str) -> None:
    (finding,) = with_sheet(sound_form(), "Old", changed(copied(), where, cell)).review().findings

    assert finding.diagnostic.code == "QIP113"
    assert f"first in '{label}'" in finding.message


@pytest.mark.parametrize("spelled", [Cell(Stored.TEXT, " 2\u200b"), Cell(Stored.NUMBER, "9", formula="1+1")])
def test_1_another_spelling_is_the_same(spelled: Cell) -> None:
    assert codes_of(with_sheet(sound_form(), COPY, changed(copied(), COUNT, spelled)).review()) == ["QIP114"]


def test_1_another_place_is_the_same() -> None:
    """A row and a column were inserted in the copy, and its keys were left behind."""
    copy = {at: cell for at, cell in shifted(copied(), rows=2, columns=3).items() if at[1] != KEY.column + 3}

    assert codes_of(with_sheet(sound_form(), COPY, copy).review()) == ["QIP114"]
    assert codes_of(
        with_sheet(
            sound_form(), COPY, changed(copy, Location("", COUNT.row + 2, COUNT.column + 3), number("3"))
        ).review()
    ) == ["QIP113"]


def test_1_what_follows_far_below_is_no_row_of_the_copy() -> None:
    far = changed(copied(), COUNT._replace(row=80), text("a note"))

    assert codes_of(with_sheet(sound_form(), COPY, far).review()) == ["QIP114"]


def test_1_a_row_more_differs() -> None:
    more = changed(copied(), at("numerator_1", 10)._replace(row=18), number("5"))

    assert codes_of(with_sheet(sound_form(), COPY, more).review()) == ["QIP113"]


def test_qip114_second_form() -> None:
    same = with_sheet(sound_form(), COPY, copied()).review()
    empty = with_sheet(sound_form(), COPY, empty_form().cells(REPORT)).review()

    assert findings_as_text(same) == snapshot("""\
P4P Report (2)!A2: The form stands here too, with the same entries; what was read is on 'P4P Report'. [QIP114]
  Nothing needs to be done. Delete the sheet that is not needed before the next report.\
""")
    assert [finding.message for finding in empty.findings] == snapshot(
        ["The form stands here too, with no figures; what was read is on 'P4P Report'."]
    )
    assert {same.status, empty.status} == {Status.ACCEPTED}


def test_1_the_form_that_was_filled_in_on_the_copy_alone() -> None:
    empty = replace(sound_form(), sheets={**sound_form().sheets, REPORT: empty_form().cells(REPORT)})

    assert "QIP113" in codes_of(with_sheet(empty, COPY, copied()).review())


def test_1_contracts_on_two_sheets() -> None:
    contracts = sound_form().cells(CONTRACTS)
    level = changed(contracts, at("contract_level"), number("3"))

    assert codes_of(with_sheet(sound_form(), "Credits", level).review()) == ["QIP113"]
    assert codes_of(with_sheet(sound_form(), "Credits", contracts).review()) == ["QIP114"]
    assert codes_of(with_sheet(sound_form(), "Credits", empty_form().cells(CONTRACTS)).review()) == ["QIP114"]


@pytest.mark.parametrize(
    ("name", "cell", "label"),
    [
        ("attested_by", text("A. Clerk"), "Name of the senior leader"),
        ("attested_on", number("43000"), "Date of the attestation"),
        ("message_to_mco", text("See page 2."), "Message to the MCO"),
    ],
)
def test_1_the_attestation_on_two_sheets(name: str, cell: Cell, label: str) -> None:
    signed = sound_form().cells(ATTESTATION)
    (finding,) = with_sheet(sound_form(), "Signed", changed(signed, at(name), cell)).review().findings

    assert finding.diagnostic.code == "QIP113"
    assert f"first in '{label}'" in finding.message
    assert codes_of(with_sheet(sound_form(), "Signed", signed).review()) == ["QIP114"]
    assert codes_of(with_sheet(sound_form(), "Signed", empty_form().cells(ATTESTATION)).review()) == ["QIP114"]


def test_1_a_list_with_some_of_the_labels_is_no_second_form() -> None:
    """Somebody's own notes on contracts and measures."""
    own = {(0, nth): text(label) for nth, label in enumerate(("Status", "VBP level", "Arrangement", "Facility", "Key"))}
    notes = {**own, **{(1, nth): text("see mail") for nth in range(5)}}

    assert codes_of(with_sheet(sound_form(), "Notes", notes).review()) == []


def test_1_a_form_twice_on_one_sheet() -> None:
    """Below the first, or beside it."""
    table = {at: cell for at, cell in corrected().items() if at[0] >= 3}
    below = overlaid(sound_form(), REPORT, shifted(table, rows=60)).review()
    beside = overlaid(sound_form(), REPORT, shifted(table, columns=80)).review()

    assert [finding.message for finding in below.findings] == snapshot(
        [
            "The sheet 'P4P Report' holds the form twice, the second time from A64 on; they differ, first in '1st qtr numerator'."
        ]
    )
    assert codes_of(beside) == ["QIP113"]


def test_1_three_forms_are_said_one_by_one() -> None:
    workbook = with_sheet(with_sheet(sound_form(), "Draft", corrected()), "Final", corrected())

    assert [finding.found for finding in workbook.review().findings] == ["Draft", "Final"]


def test_qip115_two_forms_alike() -> None:
    """Names are lost, and the report's sheet was renamed: nothing says which is meant."""
    moved = renamed(with_sheet(sound_form(), "corrected", corrected()), {REPORT: "DY3 Q1"}).without_names(
        *sound_form().names
    )
    review = moved.review()

    assert [finding.message for finding in review.findings if finding.is_error] == snapshot(
        [
            "Two sheets hold the form and differ: 'DY3 Q1' and 'corrected', first in '1st qtr numerator', and no name tells which is meant."
        ]
    )
    assert codes_of(review) == ["QIP130", "QIP115"]


def test_1_two_that_are_alike_and_the_same() -> None:
    moved = renamed(with_sheet(sound_form(), "again", copied()), {REPORT: "DY3 Q1"}).without_names(*sound_form().names)

    assert codes_of(moved.review()) == ["QIP130", "QIP114"]


def test_1_a_name_that_is_left_tells_which_sheet_is_meant() -> None:
    moved = renamed(with_sheet(sound_form(), "A", corrected()), {REPORT: "B"}).without_names("facility")
    names = {name: to.replace(f"'{REPORT}'", "B") for name, to in moved.names.items()}
    review = replace(moved, names=names).review()

    assert codes_of(review) == ["QIP130", "QIP113"]
    assert "'B' and 'A'" in review.findings[1].message


def test_1_a_sheet_of_the_form_that_has_another_purpose_is_not_searched() -> None:
    assert codes_of(replace(sound_form(), sheets={**sound_form().sheets, WORKING: corrected()}).review()) == []


# 2. Names and labels.


def swapped(form: Sheets, one: str, other: str) -> Sheets:
    return form.with_names(**{one: form.names[other], other: form.names[one]})


def test_qip132_name_over_another_label() -> None:
    review = swapped(sound_form(), "numerator_4", "prior_numerator").review()

    assert findings_as_text(review) == snapshot("""\
P4P Report!I6: The defined name 'prior_numerator' leads to what stands under '4th qtr numerator', while other entries stand under the label 'Prior numerator' in P4P Report!K6. [QIP132]
  Enter the figures in a fresh template: in this one nobody can tell which entry is which.
P4P Report!K6: The defined name 'numerator_4' leads to what stands under 'Prior numerator', while other entries stand under the label '4th qtr numerator' in P4P Report!I6. [QIP132]
  Enter the figures in a fresh template: in this one nobody can tell which entry is which.\
""")
    assert review.status is Status.REJECTED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("facility", "mco"),
        ("facility", "attested_by"),
        ("quarter_1", "quarter_2"),
        ("quarter_2", "quarter_4"),
        ("numerator_1", "denominator_1"),
        ("denominator_2", "denominator_3"),
        ("selected", "numerator_1"),
        ("contract_submitted", "contract_recertified"),
        ("contract_mco", "contract_status"),
    ],
)
def test_2_any_two_names_swapped(one: str, other: str) -> None:
    found = [
        finding
        for finding in swapped(sound_form(), one, other).review().findings
        if finding.diagnostic.code == "QIP132"
    ]

    assert {re.findall("'([a-z_0-9]+)'", finding.message)[0] for finding in found} == {one, other}


@pytest.mark.parametrize("name", ["facility", "current_period", *ENTERED_COUNTS])
def test_2_a_name_that_leads_to_another_entry_as_well(name: str) -> None:
    other = "mco" if name in {"facility", "current_period"} else "prior_denominator"

    assert "QIP132" in codes_of(sound_form().with_names(**{name: sound_form().names[other]}).review())


def test_2_names_that_were_left_behind() -> None:
    """Some programs move cells and leave names where they were: every name is one row too high."""
    left = {
        name: re.sub(r"\$(\d+)", lambda found: f"${int(found[1]) + 1}", to) if f"'{REPORT}'" in to else to
        for name, to in sound_form().names.items()
    }
    names = {name for name in left if name in measure_columns(1) or name in {place.name for place in HEADING}}
    review = sound_form().with_names(**{name: left[name] for name in names}).review()

    assert "QIP132" in codes_of(review)
    assert review.status is Status.REJECTED


def test_2_a_name_on_another_sheet_than_the_rest() -> None:
    """The label above is right, but the report's sheet has an entry of its own."""
    other = {(3, 0): text("Facility"), (4, 0): text("Nyack Hospital")}
    review = with_sheet(sound_form(), "Other", other).with_names(facility="Other!$A$5").review()

    assert [finding.message for finding in review.findings if finding.diagnostic.code == "QIP132"] == snapshot(
        [
            "The defined name 'facility' leads to what stands under 'Facility', while other entries stand under the label 'Facility' in P4P Report!A2."
        ]
    )


def test_2_an_entry_that_was_moved_away_from_its_label_is_only_said() -> None:
    """Cut and pasted: nothing is left under the label, so nothing was chosen."""
    where = at("attested_by")
    moved = sound_form().with_names(attested_by=f"{ATTESTATION}!$C$40").with_cell(where, None)
    review = moved.with_cell(where._replace(row=39, column=2), text("Ada Byron")).review()

    assert codes_of(review) == ["QIP630", "QIP133"]


def test_2_a_label_that_reads_otherwise_is_only_said() -> None:
    assert codes_of(sound_form().with_cell(place_of("numerator_1").label_at, text("Events")).review()) == ["QIP630"]


@pytest.mark.parametrize("label", ["Number of\u200b", "1st qtr\u200b numerator"])
def test_2_invisible_characters_of_a_label(label: str) -> None:
    review = sound_form().with_cell(place_of("numerator_1").label_at, text(label)).review()

    assert codes_of(review) == (["QIP303"] if "1st" in label else ["QIP303", "QIP630"])


def test_2_a_name_of_a_sheet_beside_that_of_the_workbook() -> None:
    """Formulas of the sheet follow the sheet's own name; a copy's own names lead to the copy."""
    elsewhere = replace(sound_form(), local_names=(("numerator_4", sound_form().names["prior_numerator"]),))
    of_a_copy = replace(
        sound_form(), local_names=(("numerator_4", "'P4P Report (2)'!$I$7:$I$17"), ("own", "Lists!$A$1"))
    )
    same = replace(sound_form(), local_names=(("numerator_4", sound_form().names["numerator_4"]),))

    assert [finding.message for finding in elsewhere.review().findings] == snapshot(
        ["The defined name 'numerator_4' is defined twice, and leads to other cells in the formulas of this sheet."]
    )
    assert codes_of(with_sheet(of_a_copy, COPY, copied()).review()) == ["QIP114"]
    assert codes_of(same.review()) == []


def test_qip110_says_that_a_label_stands_twice() -> None:
    """Without its name nobody knows which of the two is meant."""
    twice = sound_form().without_names("facility").with_cell(Location(REPORT, 40, 0), text("Facility"))
    lost = twice.without_label("numerator_2").review()

    assert [finding.message for finding in twice.review().findings] == snapshot(
        ["These labels stand more than once, and have lost their names: 'Facility'."]
    )
    assert [finding.message for finding in lost.findings] == snapshot(
        [
            "These parts of the form cannot be found: '2nd qtr numerator'. These labels stand more than once, and have lost their names: 'Facility'."
        ]
    )


# 3. Rows and columns that were inserted.

_CELL = re.compile(r"\$([A-Z]+)\$(\d+)")


def moved(form: Sheets, title: str, *, rows: Position = (0, 0), columns: Position = (0, 0)) -> Sheets:
    """Return the workbook after rows and columns were inserted in a sheet, as a spreadsheet program moves it."""

    def new(old: int, inserted: Position) -> int:
        return old + inserted[1] if old >= inserted[0] else old

    def reference(old: re.Match[str]) -> str:
        return f"${column_letters(new(column_number(old[1]), columns))}${new(int(old[2]) - 1, rows) + 1}"

    cells = {(new(row, rows), new(column, columns)): cell for (row, column), cell in form.cells(title).items()}
    names = {name: _CELL.sub(reference, to) if to.startswith(f"'{title}'!") else to for name, to in form.names.items()}
    return replace(form, names=names, sheets={**form.sheets, title: cells})


def test_qip133_form_rearranged() -> None:
    """A row between measures: results move with entries, so that nothing else is found."""
    review = moved(sound_form(), REPORT, rows=(8, 1)).review()

    assert findings_as_text(review) == snapshot("""\
P4P Report!B9: Rows or columns were inserted or taken out here; entries were read where they are now. [QIP133]
  Nothing needs to be done. Make the next report from a fresh template.\
""")
    assert (review.measures, review.qit, review.credits) == (
        sound_form().review().measures,
        sound_form().review().qit,
        sound_form().review().credits,
    )


@pytest.mark.parametrize("many", [1, 2, 9])
@pytest.mark.parametrize("row", [0, 1, 2, 3, 4, 5, 6, 7, 10, 16])
def test_3_rows_inserted_anywhere(row: int, many: int) -> None:
    """Also between a label and what it is over."""
    assert codes_of(moved(sound_form(), REPORT, rows=(row, many)).review()) == ["QIP133"]


@pytest.mark.parametrize("column", [0, 1, 2, 5, 12, 16, 17])
def test_3_columns_inserted_anywhere(column: int) -> None:
    assert codes_of(moved(sound_form(), REPORT, columns=(column, 2)).review()) == ["QIP133"]


@pytest.mark.parametrize("inserted", [{"rows": (0, 1)}, {"rows": (4, 2)}, {"rows": (6, 1)}, {"columns": (3, 1)}])
def test_3_rows_and_columns_inserted_among_contracts(inserted: dict[str, Position]) -> None:
    assert codes_of(moved(sound_form(), CONTRACTS, **inserted).review()) == ["QIP133"]


def test_3_rows_inserted_twice() -> None:
    assert codes_of(moved(moved(sound_form(), REPORT, rows=(13, 2)), REPORT, rows=(8, 1)).review()) == ["QIP133"]


def test_3_rows_inserted_and_a_column_found_by_its_label() -> None:
    """The label is looked for above the rows of the table, whatever blank rows are between."""
    changed = moved(sound_form(), REPORT, rows=(6, 2)).without_names("numerator_2")

    assert codes_of(changed.review()) == ["QIP130", "QIP133"]
    assert changed.review().measures == sound_form().review().measures


def test_3_a_label_above_other_things_does_not_find_a_column() -> None:
    between = moved(sound_form(), REPORT, rows=(6, 2)).with_cell(Location(REPORT, 7, 4), text("days"))

    assert codes_of(between.without_names("numerator_2").review()) == ["QIP110", "QIP133"]


def test_3_measures_in_another_order() -> None:
    """Sorted by hand: results are compared with those of their own measure."""
    rows = {6: 10, 10: 6}
    cells = {(rows.get(row, row), column): cell for (row, column), cell in copied().items()}

    assert codes_of(replace(sound_form(), sheets={**sound_form().sheets, REPORT: cells}).review()) == []


def test_3_a_result_that_differs_is_found_in_its_own_row() -> None:
    result = at("result", "clabsi")
    cell = sound_form().cells(REPORT)[result.row, result.column]
    changed = moved(sound_form().with_cell(result, cell._replace(text="9")), REPORT, rows=(8, 1))

    assert [(finding.diagnostic.code, str(finding.at)) for finding in changed.review().findings] == [
        ("QIP133", "P4P Report!B9"),
        ("QIP612", "P4P Report!M12"),
    ]


# The file's own kind and version.


@pytest.mark.parametrize("version", ["7", "0", "2", "1.0", "\u0661", "x" * 100, "9" * 5_000])
def test_qip122_program_version_unknown(version: str) -> None:
    stamped = sound_form().with_cell(place_of("vbpqip_program_version").at(), text(version))
    (finding,) = stamped.review().findings

    assert (finding.diagnostic.code, finding.found, finding.expected) == ("QIP122", version[:20], "1")
    assert stamped.review().qit == sound_form().review().qit


def test_qip122_of_an_earlier_version_nothing_is_said() -> None:
    later = PROGRAM._replace(version="3")

    assert codes_of(review_submission(sound_form().submission(), later)) == []


def test_qip112_a_workbook_with_a_key_column_is_no_report() -> None:
    """Nor one that has some of the form's labels, on a sheet of whatever title."""
    labels = {(0, nth): text(label) for nth, label in enumerate(("Key", "Status", "Facility", "Measure"))}
    rows = {(row, column): text(f"{row}") for row in range(1, 50) for column in range(4)}
    for title in ("Data", REPORT, CONTRACTS):
        assert codes_of(Sheets(names={}, sheets={title: {**labels, **rows}}).review()) == ["QIP112"]
