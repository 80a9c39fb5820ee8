"""The form's cells are found by defined names, else by their labels, whatever honest clients did to the file.

1. Names follow inserted rows and columns, renamed, re-ordered and added sheets.
2. A name that is lost, or refers to what is no column of cells, is made up for by its label, and that is said.
3. What has neither name nor label is not found, and that is said; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

import pytest

from support.reviewed import with_entries
from support.tables import SOUND_CONTRACT, Sheets, at, form_data_of, sheets_of
from vbpqip.core.cells import Cell, Location, Stored, column_letters
from vbpqip.kinds.qit_report.form.layout import (
    ATTESTED,
    CONTRACT_ENTRIES,
    ENTERED_COUNTS,
    FORM,
    HEADING,
    PRIOR,
    STAMP,
    place_of,
)
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS, REPORT
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.workbook.labels import Labels
from vbpqip.workbook.locate import locate
from vbpqip.workbook.named_cells import column_number

_CELL = re.compile(r"\$([A-Z]+)\$(\d+)")
ON_REPORT = [place.name for place in HEADING]
SINGLE = [*ON_REPORT, *(each.place.name for each in ATTESTED)]
COLUMNS = ["selected", *ENTERED_COUNTS, *PRIOR, "measure_key"]
STAMPED = {*(place.name for place in STAMP), "qit_verdict"}


@pytest.fixture(scope="module")
def form() -> Sheets:
    """A report of two measures with two contracts, of which the second has no date."""
    return sheets_of(
        form_data_of(
            """
            | measure            | q1     | q2     | q3     | q4     | prior   |
            | CLABSI             | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |
            | Median time to ECG | -      | -      | -      | 8/NA   | 9/NA    |
            """,
            contracts=f"{SOUND_CONTRACT.strip()}\n| Excellus | TCGP | 2 | - | - | Submitted |",
        )
    )


Inserted: TypeAlias = tuple[int, int]
"""Before which row or column, and how many."""


def moved(form: Sheets, title: str, *, rows: Inserted = (0, 0), columns: Inserted = (0, 0)) -> Sheets:
    """Return the workbook after rows and columns were inserted in a sheet, as a spreadsheet program moves it."""

    def at_row(old: int) -> int:
        return old + rows[1] if old >= rows[0] else old

    def at_column(old: int) -> int:
        return old + columns[1] if old >= columns[0] else old

    def reference(old: re.Match[str]) -> str:
        return f"${column_letters(at_column(column_number(old[1])))}${at_row(int(old[2]) - 1) + 1}"

    cells = {(at_row(row), at_column(column)): cell for (row, column), cell in form.cells(title).items()}
    names = {name: _CELL.sub(reference, to) if to.startswith(f"'{title}'!") else to for name, to in form.names.items()}
    return Sheets(names=names, sheets={**form.sheets, title: cells}, stamped=form.stamped)


def entries_of(submission: Submission) -> list[object]:
    """Return what was read, without where it stands."""
    attested = (submission.attested_by, submission.attested_title, submission.entries.fields["prepared_by"])
    single = [submission.facility, submission.mco, submission.period, *submission.quarters, *filter(None, attested)]
    rows = [
        (row.key.text, row.selected.text, *(field.entry for field in (*row.counts, *row.prior)))
        for row in submission.rows
        if row.key.text or row.is_selected
    ]
    return [*(words.text for words in single), submission.attested_on.entry, *rows, *_contracts_of(submission)]


def _contracts_of(submission: Submission) -> Iterator[object]:
    for row in submission.contracts:
        yield row.mco.text, row.arrangement.text, row.level.entry, row.submitted.entry, row.recertified.entry
        yield row.status.text


def unfound(submission: Submission) -> set[str]:
    """Return the names of entries that were not found."""
    return set(submission.entries.not_found) - STAMPED


def test_every_entry_is_found_by_its_name(form: Sheets) -> None:
    places = locate(form, Labels(FORM, form))

    assert (places.found_by_label, places.not_found) == ([], [])


def test_names_are_what_is_followed_not_places(form: Sheets) -> None:
    assert locate(form, Labels(FORM, form)).cells["numerator_2"][0] == Location("P4P Report", 6, 4)


@pytest.mark.parametrize("row", [0, 2, 4, 5, 6, 11])
def test_1_rows_inserted_above_and_in_the_table(form: Sheets, row: int) -> None:
    """An inserted row that stays empty is no measure."""
    changed = moved(form, REPORT, rows=(row, 3))

    assert entries_of(changed.submission()) == entries_of(form.submission())
    assert len(changed.submission().rows) == len(form.submission().rows)


@pytest.mark.parametrize("column", [0, 2, 5, 11, 19])
def test_1_columns_inserted(form: Sheets, column: int) -> None:
    changed = moved(form, REPORT, columns=(column, 2))

    assert entries_of(changed.submission()) == entries_of(form.submission())


def test_1_findings_point_to_where_the_cells_stand_now(form: Sheets) -> None:
    invalid = form.with_cell(at("numerator_1", "clabsi"), None)
    review = moved(invalid, REPORT, rows=(2, 1), columns=(2, 1)).review()

    assert [str(each.at) for each in review.findings if each.diagnostic.code == "QIP310"] == ["P4P Report!D12"]


def test_1_rows_inserted_between_contracts(form: Sheets) -> None:
    changed = moved(form, CONTRACTS, rows=(5, 2))

    assert entries_of(changed.submission()) == entries_of(form.submission())


def test_1_sheets_reordered_and_added(form: Sheets) -> None:
    """A copy of the report sheet that somebody keeps beside it is not read."""
    copy = {place: Cell(Stored.TEXT, "old") for place in form.cells(REPORT)}
    sheets = {"Notes": {}, "P4P Report (2)": copy, **{title: form.cells(title) for title in reversed(form.titles)}}
    changed = Sheets(names=form.names, sheets=sheets, stamped=form.stamped)

    assert read_but_lists(changed) == read_but_lists(form)


def read_but_lists(form: Sheets) -> Submission:
    """Return what is read but the form's own lists, which are read anew each time."""
    submission = form.submission()
    return with_entries(submission, stored=submission.entries.stored._replace(lists=dict))


def renamed(form: Sheets, *, names_too: bool) -> Sheets:
    """Return the workbook with a report sheet of another title."""
    sheets = {title.replace(REPORT, "Our 'P4P' Report"): cells for title, cells in form.sheets.items()}
    names = {
        name: to.replace("'P4P Report'", "'Our ''P4P'' Report'") if names_too else to for name, to in form.names.items()
    }
    return Sheets(names=names, sheets=sheets, stamped=form.stamped)


def test_1_a_renamed_sheet(form: Sheets) -> None:
    changed = renamed(form, names_too=True).submission()

    assert changed.facility.at.sheet == "Our 'P4P' Report"
    assert (entries_of(changed), changed.entries.found_by_label) == (entries_of(form.submission()), ())


def test_1_a_title_without_spaces_needs_no_quotes(form: Sheets) -> None:
    sheets = {title.replace(REPORT, "P4P"): cells for title, cells in form.sheets.items()}
    names = {name: to.replace("'P4P Report'", "P4P") for name, to in form.names.items()}
    changed = Sheets(names=names, sheets=sheets).submission()

    assert (entries_of(changed), changed.entries.found_by_label) == (entries_of(form.submission()), ())


def test_2_names_that_refer_to_a_title_that_is_gone(form: Sheets) -> None:
    """A sheet that was renamed by a program that leaves names alone is searched for the labels."""
    changed = renamed(form, names_too=False).submission()

    assert entries_of(changed) == entries_of(form.submission())
    assert set(changed.entries.found_by_label) == {*ON_REPORT, *COLUMNS}


@pytest.mark.parametrize("name", [*SINGLE, *COLUMNS, *CONTRACT_ENTRIES])
def test_2_one_lost_name(form: Sheets, name: str) -> None:
    changed = form.without_names(name).submission()

    assert changed.entries.found_by_label == (name,)
    assert entries_of(changed) == entries_of(form.submission())


def test_2_a_lost_name_changes_no_result(form: Sheets) -> None:
    sound, changed = form.review(), form.without_names("numerator_2", "quarter_3").review()

    assert [each.diagnostic.code for each in changed.findings] == ["QIP130", *(
        each.diagnostic.code for each in sound.findings
    )]  # fmt: skip
    assert (changed.measures, changed.qit) == (sound.measures, sound.qit)


def test_2_all_names_lost(form: Sheets) -> None:
    changed = form.without_names(*form.names).submission()

    assert entries_of(changed) == entries_of(form.submission())
    assert (set(changed.entries.found_by_label), unfound(changed)) == ({*SINGLE, *COLUMNS, *CONTRACT_ENTRIES}, set())


def test_2_all_names_lost_and_rows_inserted(form: Sheets) -> None:
    """Up to twenty blank rows do not end the table."""
    changed = moved(form, REPORT, rows=(9, 20)).without_names(*form.names).submission()

    assert entries_of(changed) == entries_of(form.submission())


def test_2_a_far_note_below_the_table_is_no_row_of_it(form: Sheets) -> None:
    noted = form.with_cell(Location(REPORT, 60, at("measure_key").column), Cell(Stored.TEXT, "a note")).without_names(
        "measure_key"
    )

    assert entries_of(noted.submission()) == entries_of(form.submission())


def test_2_a_table_that_never_ends_is_read_up_to_a_bound(form: Sheets) -> None:
    key = at("measure_key")
    cells = {**form.cells(REPORT), **{(row, key.column): Cell(Stored.TEXT, "clabsi") for row in range(6, 3000)}}
    endless = Sheets(names=form.names, sheets={**form.sheets, REPORT: cells}).without_names("measure_key")

    assert len(endless.submission().rows) == 500


@pytest.mark.parametrize(
    "reference",
    [
        "#REF!",
        "'P4P Report'!#REF!",
        "'P4P Report'!$E$7:$F$17",
        "'P4P Report'!$E:$E",
        "'P4P Report'!$E$7:$E$1048576",
        "'P4P Report'!$E$17:$E$7",
        "'P4P Report'!$E$0",
        "'Other Report'!$E$7:$E$17",
        "'P4P Report'!$E$7:$E$17,'P4P Report'!$G$7:$G$17",
        "OFFSET('P4P Report'!$E$7,0,0,11,1)",
        "",
    ],
)
def test_2_a_name_that_refers_to_no_column_of_cells(form: Sheets, reference: str) -> None:
    changed = form.with_names(numerator_2=reference).submission()

    assert changed.entries.found_by_label == ("numerator_2",)
    assert entries_of(changed) == entries_of(form.submission())


def test_2_labels_are_compared_without_capitals_and_spaces(form: Sheets) -> None:
    label = Cell(Stored.TEXT, " prior\nNUMERATOR ")
    changed = form.without_names("prior_numerator").with_cell(place_of("prior_numerator").label_at, label).submission()

    assert changed.entries.found_by_label == ("prior_numerator",)
    assert entries_of(changed) == entries_of(form.submission())


def test_2_a_name_of_several_cells_is_its_first_where_one_belongs(form: Sheets) -> None:
    changed = form.with_names(facility="'P4P Report'!$A$3:$A$4").submission()

    assert changed.facility == form.submission().facility


@pytest.mark.parametrize("name", [*SINGLE, *COLUMNS, *CONTRACT_ENTRIES])
def test_3_neither_name_nor_label(form: Sheets, name: str) -> None:
    """Without the keys a table has no rows, so then all of its columns are not found."""
    changed = form.without_label(name).submission()

    tables = {"measure_key": set(COLUMNS), "contract_submitted": set(CONTRACT_ENTRIES)}
    assert (changed.entries.found_by_label, unfound(changed)) == ((), tables.get(name, {name}))


def test_3_what_is_not_found_is_not_said_to_be_found_by_label(form: Sheets) -> None:
    """A column whose label stands is of no use without the keys of the rows."""
    changed = form.without_names("numerator_2", "facility").without_label("measure_key").submission()

    assert changed.entries.found_by_label == ("facility",)
    assert unfound(changed) == set(COLUMNS)


def test_3_three_labels_of_four_quarters_do_not_tell_which_is_which(form: Sheets) -> None:
    changed = form.without_names("quarter_1", "quarter_3").without_label("quarter_2").submission()

    assert unfound(changed) == {"quarter_1", "quarter_2", "quarter_3"}
    assert [words.text for words in changed.quarters] == ["", "", "", "DY3 Q1"]


def test_3_nothing_is_found_in_another_workbook() -> None:
    budget = Sheets(names={}, sheets={"Budget": {(0, 0): Cell(Stored.NUMBER, "1")}}).submission()

    assert unfound(budget) == {*SINGLE, *COLUMNS, *CONTRACT_ENTRIES}
    assert (budget.rows, budget.contracts, budget.stamp.kind) == ((), (), "")


def test_3_a_lost_shown_verdict_is_none(form: Sheets) -> None:
    assert form.without_names("qit_verdict").submission().shown_verdict.text == ""


def test_the_stamp_is_also_a_property_of_the_document(form: Sheets) -> None:
    """The sheet of the stamp is very hidden, and some programs lose it."""
    sheets = {title: cells for title, cells in form.sheets.items() if title != "_meta"}
    changed = Sheets(names=form.names, sheets=sheets, stamped=form.stamped).submission()

    assert changed.stamp == form.submission().stamp
