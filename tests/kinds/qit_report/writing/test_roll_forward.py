"""Rolling forward: what the next report's form takes over from the last report, and what it leaves open.

1. Names, selection, shared quarters, prior results and contracts are carried over, and nothing else.
2. An error of the last report leaves open what rests on it, and is listed; every other figure is carried over. 3. Terms and menu are those of the next period.
4. What cannot be followed is refused. 5. The form says what is carried over, in words, and keeps it locked.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Unpack

import openpyxl
import pytest

from support.quarters import Quarter
from support.reviewed import review_submission
from support.tables import PROGRAM, SOUND, Sheets, Told, form_data_of, review_of, sheets_of, submission_of
from vbpqip.core.cells import Cell, Location, Stored
from vbpqip.core.errors import TemplateError
from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.qit_report.form.layout import ENTERED_COUNTS, PRIOR, measure_columns, place_of
from vbpqip.kinds.qit_report.model import Submission, as_submission
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.qit_report.writing.prefilling import Prefilled, PrefillOptions
from vbpqip.kinds.qit_report.writing.roll_forward import roll_forward
from vbpqip.kinds.qit_report.writing.template import book_for, workbook_for
from vbpqip.kinds.qit_report.writing.wanted import form_wanted
from vbpqip.program.loading import program_under
from vbpqip.program.program import Program
from vbpqip.workbook.entry_types import EntryKey, Raw

NEXT = PrefillOptions()
AMI, CAUTI, CLABSI, SEPSIS, ECG = 0, 3, 4, 8, 9

COMPLETE = """
| measure            | selected | DY2 Q2  | DY2 Q3  | DY2 Q4  | DY3 Q1  | prior   |
| ami-mortality      | Yes      | 1/40    | 2/50    | 0/45    | 3/65    | 5/200   |
| cauti              | No       | -       | -       | -       | -       | -       |
| clabsi             | Yes      | 2/4000  | 1/5000  | 0/4500  | 3/6500  | 7/20000 |
| sepsis-3h-bundle   | Yes      | -       | -       | -       | 58.4/NA | 60/NA   |
"""

PENDING = """
| measure          | q1 | q2 | q3 | q4   | prior |
| sepsis-3h-bundle | -  | -  | -  | -/NA | -/NA  |
"""

CONTRACTS = """
| mco         | arrangement | level | submitted  | recertified | status    |
| Fidelis     | TCGP        | 2     | 2017-05-15 | -           | Submitted |
| HealthFirst | harp        | 0     | 2017-04-15 | 2017-06-15  | approved  |
| -           | -           | 3     | 2017-04-16 | -           | Refused   |
"""


def rolled_from(last: Submission, asked: PrefillOptions = NEXT, program: Program = PROGRAM) -> Prefilled:
    return roll_forward(last, review_submission(last, program), program, asked)


def rolled(table: str = COMPLETE, asked: PrefillOptions = NEXT, **told: Unpack[Told]) -> Prefilled:
    return rolled_from(submission_of(table, **told), asked, told.get("program", PROGRAM))


def in_row(form_data: FormData, nth: int) -> dict[str, Raw]:
    """Return the entries of a measure's row."""
    names = {"selected", *ENTERED_COUNTS, *PRIOR}
    return {name: raw for (name, row), raw in form_data.entries.items() if name in names and row == nth}


def contracts(form_data: FormData) -> dict[EntryKey, Raw]:
    return {key: raw for key, raw in form_data.entries.items() if key[0].startswith("contract_")}


def locked(form_data: FormData, nth: int) -> set[str]:
    """Return which entries of a measure's row are locked."""
    return {name for name, row in form_data.carried if row == nth and name in {"selected", *ENTERED_COUNTS, *PRIOR}}


def test_1_heading() -> None:
    form_data = rolled().form_data

    heading = {name: form_data.at(name) for name in ("facility", "mco", "current_period")}
    assert heading == {"facility": "Interfaith Medical Center", "mco": "Fidelis", "current_period": "DY3 Q2"}
    assert [form_data.at(f"quarter_{nth}") for nth in (1, 2, 3, 4)] == ["DY2 Q3", "DY2 Q4", "DY3 Q1", "DY3 Q2"]
    assert {(name, 0) for name in (*heading, "quarter_1", "quarter_4")} <= form_data.carried


def test_1_who_prepared_the_last_report_is_not_carried_over() -> None:
    form_data = rolled().form_data

    assert form_data.at("attested_by") is None
    assert form_data.at("attested_on") is None


def test_1_shared_quarters_and_totals() -> None:
    """The last report's quarters 2 to 4 are the next one's 1 to 3; its totals are the prior report's."""
    form_data = rolled().form_data

    expected = {
        "selected": "Yes",
        "numerator_1": 1, "denominator_1": 5000, "numerator_2": 0, "denominator_2": 4500,
        "numerator_3": 3, "denominator_3": 6500, "prior_numerator": 6, "prior_denominator": 20000,
    }  # fmt: skip
    assert in_row(form_data, CLABSI) == expected
    assert locked(form_data, CLABSI) == set(expected)


def test_1_annual_results() -> None:
    form_data = rolled().form_data

    entries = in_row(form_data, SEPSIS)
    assert (entries["prior_numerator"], entries["prior_denominator"]) == (Decimal("58.4"), "NA")
    assert (entries["denominator_4"], "numerator_4" in entries) == ("NA", False)
    assert entries["numerator_1"] == "leave blank"
    assert locked(form_data, SEPSIS) == {"selected", "prior_numerator", "prior_denominator"}


def test_1_an_annual_measure_without_a_result() -> None:
    entries = in_row(rolled(COMPLETE.replace("58.4/NA", "NA/NA")).form_data, SEPSIS)

    assert (entries["prior_numerator"], entries["prior_denominator"]) == ("NA", "NA")


def test_1_nothing_could_occur() -> None:
    entries = in_row(
        rolled(SOUND.replace("2/4000 | 1/5000 | 0/4500 | 3/6500", "0/0 | 0/0 | 0/0 | 0/0")).form_data, CLABSI
    )

    assert [entries[name] for name in ("numerator_1", "denominator_1", *PRIOR)] == [0, 0, 0, 0]


def test_1_an_unselected_measure_stays_so_and_open() -> None:
    form_data = rolled().form_data

    assert in_row(form_data, CAUTI) == {"selected": "No"}
    assert "selected" not in in_row(form_data, ECG)
    assert locked(form_data, CAUTI) == locked(form_data, ECG) == set()


def test_1_a_measure_that_is_asked_for_is_selected_and_open() -> None:
    form_data = rolled(asked=PrefillOptions(measures=("cauti", "clabsi", "median-time-to-ecg"))).form_data

    assert [form_data.at("selected", nth) for nth in (CAUTI, CLABSI, ECG)] == ["Yes"] * 3
    assert [("selected", nth) in form_data.carried for nth in (CAUTI, CLABSI, ECG)] == [False, True, False]


def test_1_contracts() -> None:
    """Status and re-certification stay open, since they change."""
    form_data = rolled(contracts=CONTRACTS).form_data

    assert contracts(form_data) == {
        ("contract_mco", 0): "Fidelis",
        ("contract_arrangement", 0): "TCGP",
        ("contract_level", 0): 2,
        ("contract_submitted", 0): date(2017, 5, 15),
        ("contract_status", 0): "Submitted",
        ("contract_mco", 1): "HealthFirst",
        ("contract_arrangement", 1): "HARP",
        ("contract_level", 1): 0,
        ("contract_submitted", 1): date(2017, 4, 15),
        ("contract_recertified", 1): date(2017, 6, 15),
        ("contract_status", 1): "Approved",
        ("contract_level", 2): 3,
        ("contract_submitted", 2): date(2017, 4, 16),
        ("contract_status", 2): "Refused",
    }
    still_open = {name for name, _ in contracts(form_data).keys() - form_data.carried}
    assert still_open == {"contract_status", "contract_recertified"}


def test_1_nothing_is_left_open_of_a_sound_report() -> None:
    assert rolled(contracts=CONTRACTS).left_open == ()


def test_1_what_was_carried_over_can_be_carried_over_again() -> None:
    """The next report, once its quarter is typed, is rolled forward like the first."""
    following = rolled(
        "| measure | q1 | q2 | q3 | q4 | prior |\n| clabsi | 2/4000 | 1/5000 | 0/4500 | 3/6500 | 7/20000 |"
    ).form_data
    typed = following._replace(
        entries={**following.entries, ("numerator_4", CLABSI): 5, ("denominator_4", CLABSI): 6000}
    )

    entries = in_row(rolled_from(sheets_of(typed).submission()).form_data, CLABSI)

    assert [entries[f"numerator_{nth}"] for nth in (1, 2, 3)] == [0, 3, 5]
    assert (entries["prior_numerator"], entries["prior_denominator"]) == (9, 22000)


def test_2_a_count_invalid_is_left_open_with_its_pair_and_the_total() -> None:
    """Two of one: which of the two is wrong is not known."""
    table = COMPLETE.replace("| 2/50    | 0/45 ", "| 2/1     | 0/45 ")

    result = rolled(table)

    assert set(in_row(result.form_data, AMI)) == {
        "selected",
        "numerator_2",
        "denominator_2",
        "numerator_3",
        "denominator_3",
    }
    assert result.left_open == ("AMI mortality: DY2 Q3, the prior report.",)


def test_2_an_error_outside_of_the_shared_quarters_leaves_the_total_open_that_rests_on_it() -> None:
    result = rolled(COMPLETE.replace("| 2/4000 ", '| "about 2"/4000 '))

    assert locked(result.form_data, CLABSI) == {"selected", *SHARED, "prior_denominator"}
    assert in_row(result.form_data, CLABSI)["prior_denominator"] == 20000
    assert result.left_open == ("CLABSI: numerator of the prior report.",)


SHARED = {f"{part}_{nth}" for part in ("numerator", "denominator") for nth in (1, 2, 3)}


@pytest.mark.parametrize(
    ("was", "entered", "without", "left_out"),
    [
        pytest.param(
            "| 1/5000 ", '| "about 1"/5000 ', {"numerator_1", "prior_numerator"},
            "numerator of DY2 Q3, numerator of the prior report", id="a numerator that is text",
        ),
        pytest.param(
            "| 1/5000 ", "| 1/- ", {"denominator_1", "prior_denominator"},
            "denominator of DY2 Q3, denominator of the prior report", id="a denominator that is blank",
        ),
        pytest.param(
            "| 0/4500 ", "| 0/-4500 ", {"denominator_2", "prior_denominator"},
            "denominator of DY2 Q4, denominator of the prior report", id="a negative denominator",
        ),
        pytest.param(
            "| 1/5000  | 0/4500 ", '| "x"/5000 | 0/4500.5 ',
            {"numerator_1", "denominator_2", "prior_numerator", "prior_denominator"},
            "numerator of DY2 Q3, denominator of DY2 Q4, the prior report", id="one of each",
        ),
        pytest.param(
            "| 3/6500 ", "| 3/0 ", {"numerator_3", "denominator_3", "prior_numerator", "prior_denominator"},
            "DY3 Q1, the prior report", id="events of nothing: either may be wrong",
        ),
        pytest.param(
            "| 1/5000 ", "| - ", {"numerator_1", "denominator_1", "prior_numerator", "prior_denominator"},
            "DY2 Q3, the prior report", id="both blank",
        ),
    ],
)  # fmt: skip
def test_2_every_figure_that_is_sound_by_itself_is_kept(
    was: str, entered: str, without: set[str], left_out: str
) -> None:
    result = rolled(COMPLETE.replace(was, entered))

    assert locked(result.form_data, CLABSI) == {"selected", *SHARED, *PRIOR} - without
    assert result.left_open == (f"CLABSI: {left_out}.",)


@pytest.mark.parametrize(
    ("code", "entered", "without"),
    [
        pytest.param(
            "QIP415", "9000/5000", {"numerator_1", "denominator_1", *PRIOR}, id="of the pair: either is wrong"
        ),
        pytest.param("QIP424", "1/50000", {"denominator_1", "prior_denominator"}, id="of the denominator alone"),
    ],
)
def test_2_an_error_of_the_terms(code: str, entered: str, without: set[str], tmp_path: Path) -> None:
    """What the terms take for an error counts as one."""
    raised = f'[[severities]]\ncode = "{code}"\nsince = "DY2 Q4"\nseverity = "error"\nsource = "Agreement"\n'
    program = under(tmp_path, raised)

    result = rolled(COMPLETE.replace("1/5000", entered), program=program)

    assert locked(result.form_data, CLABSI) == {"selected", *SHARED, *PRIOR} - without


def test_2_figures_of_a_measure_that_is_not_selected_are_listed() -> None:
    result = rolled(COMPLETE.replace("| clabsi             | Yes ", "| clabsi             | No  "))

    assert in_row(result.form_data, CLABSI) == {"selected": "No"}
    assert result.left_open == ("CLABSI: all counts and results, since it is not selected.",)


def test_2_figures_without_an_answer_are_listed() -> None:
    result = rolled(COMPLETE.replace("| clabsi             | Yes ", "| clabsi             | -   "))

    assert in_row(result.form_data, CLABSI) == {}
    assert result.left_open == ("CLABSI: whether it is selected, and all counts and results.",)


def test_2_a_number_typed_as_text_is_a_number() -> None:
    """It is a warning."""
    assert in_row(rolled(COMPLETE.replace("| 1/5000 ", '| "1"/5000 ')).form_data, CLABSI)["numerator_1"] == 1


def test_2_a_sound_annual_result_is_kept_beside_wrong_quarters() -> None:
    result = rolled(
        COMPLETE.replace(
            "| Yes      | -       | -       | -       | 58.4/NA |",
            "| Yes      | 5/9     | -       | -       | 58.4/NA |",
        )
    )

    assert in_row(result.form_data, SEPSIS)["prior_numerator"] == Decimal("58.4")
    assert result.left_open == ()


def test_2_what_is_left_out_stands_on_the_first_sheet() -> None:
    result = rolled(COMPLETE.replace("58.4/NA", "46/73"))

    assert result.form_data.left_open == result.left_open
    book = openpyxl.load_workbook(BytesIO(workbook_for(result.form_data)))
    said = " ".join(str(cell.value) for row in book["Start Here"].iter_rows() for cell in row)
    assert "Type too what that report has wrong, or not at all: 3-hour sepsis bundle: the prior report." in said


def test_2_an_annual_result_invalid() -> None:
    result = rolled(COMPLETE.replace("58.4/NA", "46/73"))

    assert in_row(result.form_data, SEPSIS)["prior_denominator"] == "NA"
    assert locked(result.form_data, SEPSIS) == {"selected"}
    assert result.left_open == ("3-hour sepsis bundle: the prior report.",)


def test_2_an_annual_result_that_is_still_to_come() -> None:
    """By its own, later date it may still be reported; that there is none is not known."""
    result = rolled(PENDING, period="DY2 Q4", attested_on=date(2017, 7, 31))

    assert "prior_numerator" not in in_row(result.form_data, SEPSIS)
    assert result.left_open == ("3-hour sepsis bundle: the prior report.",)


@pytest.mark.parametrize(
    "quarters",
    [
        pytest.param("DY2 Q1, DY2 Q2, DY2 Q3, DY2 Q4", id="of another window"),
        pytest.param("DY2 Q2, DY2 Q2, DY2 Q4, DY3 Q1", id="repeated"),
        pytest.param("DY2 Q2, , DY2 Q4, DY3 Q1", id="one blank"),
        pytest.param("DY2 Q2, DY2 Q4, DY2 Q3, DY3 Q1", id="in another order"),
    ],
)
def test_2_no_count_is_carried_over_from_under_wrong_quarters(quarters: str) -> None:
    result = rolled(SOUND, quarters=quarters)

    assert in_row(result.form_data, CLABSI) == {"selected": "Yes"}
    assert result.left_open == ("All counts and results: the quarters are not the four that end with DY3 Q1.",)


def test_2_quarters_can_be_typed_in_small_letters() -> None:
    assert rolled(SOUND, quarters="dy2 q2, dy2 q3, dy2 q4, dy3 q1", period="dy3 q1").left_open == ()


def test_2_an_answer_that_is_neither_yes_nor_no() -> None:
    result = rolled(COMPLETE.replace("| clabsi             | Yes ", "| clabsi             | maybe "))

    assert in_row(result.form_data, CLABSI) == {}
    assert result.left_open == ("CLABSI: whether it is selected, and all counts and results.",)


def test_2_an_answer_that_is_neither_beside_no_figures() -> None:
    result = rolled(COMPLETE.replace("| cauti              | No ", "| cauti              | maybe "))

    assert result.left_open == ("CAUTI: whether it is selected.",)


def test_2_a_measure_in_two_rows() -> None:
    """Which of the two rows holds is not known; that the measure is selected is."""
    twice = sheets_of(form_data_of(COMPLETE)).with_cell(
        measure_columns(1)["measure_key"].at(AMI), Cell(Stored.TEXT, "clabsi")
    )

    result = rolled_from(twice.submission())

    assert in_row(result.form_data, CLABSI) == {"selected": "Yes"}
    assert result.left_open == ("CLABSI: all counts and results.",)


@pytest.mark.parametrize(
    ("wrong", "left_open"),
    [
        pytest.param(("contract_level", 4), ("Contract with Fidelis: level.",), id="level"),
        pytest.param(("contract_submitted", None), (), id="no date"),
        pytest.param(("contract_submitted", date(2014, 1, 1)), ("Contract with Fidelis: submitted.",), id="date"),
        pytest.param(("contract_status", "Pending"), ("Contract with Fidelis: status.",), id="status"),
    ],
)
def test_2_every_sound_entry_of_a_contract_at_fault_is_kept(
    wrong: tuple[str, Raw | None], left_open: tuple[str, ...]
) -> None:
    """What it lacks is asked for by the form itself, which is then not ready."""
    name, raw = wrong

    result = rolled(contracts=CONTRACTS, entries={(name, 0): raw})

    sound = contracts(rolled(contracts=CONTRACTS).form_data)
    assert contracts(result.form_data) == {key: each for key, each in sound.items() if key != (name, 0)}
    assert result.left_open == left_open
    assert (name, 0) in marked(result.form_data)


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(date(2017, 5, 1), id="before the submission"),
        pytest.param(date(2031, 1, 1), id="after the program"),
        pytest.param("May 2018", id="text"),
    ],
)
def test_2_a_recertification_at_fault_is_brought_along_and_marked(again: Raw) -> None:
    """Nobody would miss it otherwise, since a contract need not be re-certified."""
    form_data = rolled(contracts=CONTRACTS, entries={("contract_recertified", 0): again}).form_data

    assert form_data.at("contract_recertified", 0) == again
    assert not {("contract_recertified", 0), ("contract_submitted", 0)} & form_data.carried
    assert ("contract_level", 0) in form_data.carried
    assert ("contract_recertified", 0) in marked(form_data)


def marked(form_data: FormData) -> set[EntryKey]:
    """Return the entries that the form says are to fix."""
    book = book_for(form_data)
    shown = book.shown()
    return {
        (each.at.name, each.at.nth)
        for each in book.tested
        if 0 < int(shown.get(book.places[each.state.name].at(each.state.nth), 0)) <= book.numbering.errors
    }


def test_2_an_arrangement_that_is_not_known() -> None:
    """It is a warning, so the contract itself stands; what the form does not offer is listed."""
    result = rolled(contracts=CONTRACTS, entries={("contract_arrangement", 0): "Other"})

    assert result.form_data.at("contract_arrangement") is None
    assert ("contract_level", 0) in result.form_data.carried
    assert result.left_open == ("Contract with Fidelis: arrangement.",)


def test_2_more_contracts_than_the_form_has_lines() -> None:
    """Rows can be inserted into a form."""
    entries = submission_of(SOUND, contracts=CONTRACTS).entries
    contracts = entries.tables["contracts"][:1] * 9
    last = as_submission(entries._replace(tables={**entries.tables, "contracts": contracts}))

    result = rolled_from(last)

    assert len([key for key in result.form_data.carried if key[0] == "contract_level"]) == 8
    assert result.left_open == ("Contract with Fidelis.",)


def test_2_names_that_are_blank() -> None:
    result = rolled(SOUND, facility=None, mco=None)

    assert not {("facility", 0), ("mco", 0)} & set(result.form_data.entries)
    assert result.left_open == ("Facility.", "Managed care organization (MCO).")


def test_2_names_that_are_blank_can_be_given() -> None:
    result = rolled(SOUND, PrefillOptions(facility="Nyack Hospital", mco="Fidelis"), facility=None, mco=None)

    assert (result.form_data.at("facility"), result.form_data.at("mco")) == ("Nyack Hospital", "Fidelis")
    assert not {("facility", 0), ("mco", 0)} & result.form_data.carried
    assert result.left_open == ()


def test_2_a_column_that_is_lost() -> None:
    """Its entries cannot be found, so neither pair nor total is known."""
    last = sheets_of(form_data_of(SOUND)).without_label("denominator_3").submission()

    result = rolled_from(last)

    assert locked(result.form_data, CLABSI) == {
        "selected",
        *SHARED,
        "prior_numerator",
    } - {"denominator_2"}
    assert result.left_open == ("CLABSI: denominator of DY2 Q4, denominator of the prior report.",)


def test_2_lost_names_and_stored_results_make_no_difference() -> None:
    whole = sheets_of(form_data_of(COMPLETE, contracts=CONTRACTS))
    without = Sheets(
        names={},
        sheets={
            title: {at: cell for at, cell in cells.items() if cell.formula is None}
            for title, cells in whole.sheets.items()
        },
        stamped=whole.stamped,
    )

    assert rolled_from(without.submission()) == rolled_from(whole.submission())


TERMS = """
title = "Agreement"

[[measures]]
key = "door-to-balloon"
title = "Median Time to Primary PCI"
short_title = "Door to balloon"
steward = "CMS"
improvement = "lower"
scoring = "continuous-variable"
reporting = "annual"
per = 1
unit = "minutes"
since = "DY3 Q1"
source = "Agreement"
"""
COMPARATOR = """
[[qit.comparator.values]]
since = "{since}"
value = "{value}"
source = "Agreement"
"""


def under(tmp_path: Path, *terms: str) -> Program:
    path = tmp_path / "terms.toml"
    path.write_text("\n".join((TERMS, *terms)), encoding="utf-8")
    return program_under(path)


def with_door_to_balloon(program: Program) -> Submission:
    """Return a report with the measure of the terms, in the row below the menu's."""
    row = 11
    entries: dict[EntryKey, Raw] = {
        ("selected", row): "Yes", ("numerator_4", row): 71, ("denominator_4", row): "NA",
        ("prior_numerator", row): 74, ("prior_denominator", row): "NA",
    }  # fmt: skip
    form_data = form_data_of(SOUND)
    measures = (*form_data.measures, program.menu[-1].measure)
    return sheets_of(
        FormData(program=program, measures=measures, entries={**form_data.entries, **entries})
    ).submission()


def test_3_a_measure_of_the_terms(tmp_path: Path) -> None:
    program = under(tmp_path)

    result = rolled_from(with_door_to_balloon(program), program=program)

    assert in_row(result.form_data, 11)["prior_numerator"] == 71
    assert result.left_open == ()


def test_3_a_measure_of_terms_that_are_not_given(tmp_path: Path) -> None:
    result = rolled_from(with_door_to_balloon(under(tmp_path)))

    assert result.left_open == ("door-to-balloon: it is not on the menu of DY3 Q2.",)
    assert len(result.form_data.measures) == 11


def test_3_a_measure_that_leaves_the_menu(tmp_path: Path) -> None:
    program = under(tmp_path)
    removed = program._replace(
        menu=(
            *program.menu[:-1],
            program.menu[-1]._replace(measure=program.menu[-1].measure._replace(removed=date(2017, 8, 1))),
        ),
    )

    result = rolled_from(with_door_to_balloon(removed), program=removed)

    assert "selected" not in in_row(result.form_data, 11)
    assert result.left_open == ("Door to balloon: it is not on the menu of DY3 Q2.",)


def test_3_a_selected_row_without_a_key() -> None:
    last = sheets_of(form_data_of(COMPLETE)).with_cell(measure_columns(1)["measure_key"].at(AMI), None)

    assert rolled_from(last.submission()).left_open == ("Row 7: it is not on the menu of DY3 Q2.",)


@pytest.mark.parametrize(
    ("period", "since", "value", "expected"),
    [
        pytest.param("DY2 Q4", "DY2 Q4", "baseline", (6, 20000), id="the baseline's own totals"),
        pytest.param("DY3 Q1", "DY2 Q4", "baseline", (7, 20000), id="what was kept of the baseline"),
        pytest.param("DY3 Q1", "DY3 Q2", "baseline", (7, 20000), id="compared with the baseline as the report before"),
        pytest.param("DY3 Q2", "DY2 Q4", "baseline", (7, 20000), id="kept once more"),
        pytest.param("DY3 Q2", "DY3 Q3", "baseline", (None, None), id="the baseline is not in the report before"),
        pytest.param("DY3 Q2", "DY3 Q3", "previous report", (6, 20000), id="the report before"),
    ],
)
def test_3_the_comparator_of_the_terms(
    tmp_path: Path, period: str, since: str, value: str, expected: tuple[int | None, int | None]
) -> None:
    program = under(tmp_path, COMPARATOR.format(since=since, value=value))
    table = SOUND if period != "DY2 Q4" else SOUND.replace("| 7/20000 ", "| - ")

    form_data = rolled(table, period=period, program=program).form_data

    assert (form_data.at("prior_numerator", CLABSI), form_data.at("prior_denominator", CLABSI)) == expected


def test_3_what_is_sound_of_a_comparator_is_kept(tmp_path: Path) -> None:
    program = under(tmp_path, COMPARATOR.format(since="DY2 Q4", value="baseline"))

    result = rolled(SOUND.replace("7/20000", "7/-"), program=program)

    assert result.form_data.at("prior_numerator", CLABSI) == 7
    assert result.left_open == ("CLABSI: denominator of the prior report.",)


def test_3_the_baseline_itself_is_compared_with_nothing(tmp_path: Path) -> None:
    terms = '[[calendar.baseline.values]]\nsince = "DY2 Q4"\nvalue = "DY3 Q1"\nsource = "Agreement"\n'
    program = under(tmp_path, terms)

    result = rolled(SOUND, period="DY2 Q4", program=program)

    assert result.form_data.at("prior_numerator", CLABSI) is None
    assert result.left_open == ()


def refused(last: Submission, asked: PrefillOptions = NEXT) -> str:
    with pytest.raises(TemplateError) as caught:
        rolled_from(last, asked)
    return str(caught.value)


@pytest.mark.parametrize(
    ("period", "asked"), [("DY3 Q1", "DY3 Q3"), ("DY3 Q1", "DY3 Q1"), ("DY3 Q1", "DY2 Q4"), ("DY3 Q1", "DY5 Q4")]
)
def test_4_another_period_than_the_next(period: str, asked: str) -> None:
    assert refused(submission_of(SOUND, period=period), PrefillOptions(period=Quarter.parse(asked))) == (
        "period: the last report is of DY3 Q1, so the next is of DY3 Q2; ask for it."
    )


def test_4_the_next_period_can_be_asked_for() -> None:
    assert rolled(SOUND, PrefillOptions(period=Quarter(3, 2))) == rolled(SOUND)


def test_4_nothing_comes_after_the_last_period() -> None:
    assert refused(submission_of(SOUND, period="DY5 Q4")) == (
        "previous: DY5 Q4 is the program's last period; no report comes after it."
    )


@pytest.mark.parametrize(
    ("period", "said"),
    [(None, "names no period"), ("DY1 Q4", "names 'DY1 Q4' as its period"), ("2017", "names '2017' as its period")],
)
def test_4_a_report_without_a_known_period(period: str | None, said: str) -> None:
    assert refused(submission_of(SOUND, period=period)) == (
        f"previous: the report {said}; choose one of DY2 Q4 to DY5 Q4 in it, and save it."
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            PrefillOptions(facility="Nyack Hospital"),
            "facility: the last report is of 'Interfaith Medical Center', not of 'Nyack Hospital'; give that one's report.",
        ),
        (PrefillOptions(mco="MVP"), "mco: the last report is of 'Fidelis', not of 'MVP'; give that one's report."),
    ],
)
def test_4_another_partys_report(asked: PrefillOptions, said: str) -> None:
    assert refused(submission_of(SOUND), asked) == said


def test_4_a_name_is_the_same_in_capitals() -> None:
    assert rolled(SOUND, PrefillOptions(facility="INTERFAITH  medical center", mco="fidelis")) == rolled(SOUND)


def test_4_another_kind_of_workbook() -> None:
    last = submission_of(SOUND)

    said = refused(last._replace(stamp=last.stamp._replace(kind="doh-report")))

    assert said == "previous: the workbook is not a QIT report; give a report that was sent."


def test_4_a_version_that_is_not_known() -> None:
    last = submission_of(SOUND)

    said = refused(last._replace(stamp=last.stamp._replace(template_version="99")))

    assert said.startswith("previous: the report is of template version 99, and 1")


def test_4_a_version_that_is_lost() -> None:
    last = submission_of(SOUND)

    assert rolled_from(last._replace(stamp=last.stamp._replace(template_version=""))) == rolled(SOUND)


@pytest.fixture(scope="module")
def form() -> openpyxl.Workbook:
    form_data = rolled(contracts=CONTRACTS).form_data
    return openpyxl.load_workbook(BytesIO(workbook_for(form_data)))


def cell(form: openpyxl.Workbook, name: str, nth: int = 0) -> openpyxl.cell.Cell:
    at = place_of(name).at(nth)
    return shown(form, at)


def shown(form: openpyxl.Workbook, at: Location) -> openpyxl.cell.Cell:
    found = form[at.sheet].cell(at.row + 1, at.column + 1)
    assert isinstance(found, openpyxl.cell.Cell)
    return found


@pytest.mark.parametrize(
    ("name", "nth"),
    [
        ("facility", 0), ("mco", 0), ("current_period", 0), ("quarter_1", 0), ("quarter_4", 0), ("selected", CLABSI),
        ("numerator_1", CLABSI), ("denominator_3", CLABSI), ("prior_numerator", SEPSIS), ("contract_submitted", 0),
    ],
)  # fmt: skip
def test_5_what_is_carried_over_is_locked_and_looks_so(form: openpyxl.Workbook, name: str, nth: int) -> None:
    """By its fill and by its letters."""
    carried, typed = cell(form, name, nth), cell(form, "numerator_4", CLABSI)

    assert (carried.protection.locked, carried.font.i) == (True, True)
    assert (typed.protection.locked, typed.font.i) == (False, False)
    assert carried.fill.fgColor.rgb != typed.fill.fgColor.rgb


@pytest.mark.parametrize(
    ("name", "nth"),
    [
        ("attested_by", 0), ("attested_on", 0), ("selected", ECG), ("numerator_4", CLABSI), ("numerator_4", SEPSIS),
        ("numerator_1", CAUTI), ("contract_status", 0), ("contract_recertified", 0), ("contract_mco", 4),
    ],
)  # fmt: skip
def test_5_what_is_to_be_typed_is_open(form: openpyxl.Workbook, name: str, nth: int) -> None:
    assert not cell(form, name, nth).protection.locked


def test_5_the_stamp_says_where_it_comes_from(form: openpyxl.Workbook) -> None:
    assert cell(form, "vbpqip_carried_from").value == "DY3 Q1"


@pytest.mark.parametrize("name", ["current_period", "quarter_1", "quarter_4"])
def test_5_no_locked_entry_says_choose(form: openpyxl.Workbook, name: str) -> None:
    at = cell(form, name).coordinate
    prompts = [each for each in form["P4P Report"].data_validations.dataValidation if at in each.sqref]

    assert [(each.promptTitle, each.type) for each in prompts] == [("Carried over", None)]
    assert "hoose" not in str(prompts[0].prompt)


def test_5_no_step_is_about_entries_that_are_locked(form: openpyxl.Workbook) -> None:
    """The first one says what is to do with such a form."""
    start = texts(form, "Start Here")

    assert "This form goes on from the report of DY3 Q1" in start
    assert [label for label in ("Select Current Period", "Select Current Quarter Result") if label in start] == []


def texts(form: openpyxl.Workbook, sheet: str) -> str:
    return "\n".join(str(each.value) for row in form[sheet].iter_rows() for each in row if each.value is not None)


@pytest.mark.parametrize("sheet", ["Start Here", "P4P Report", "Measure Credits"])
def test_5_sheets_say_where_it_comes_from(form: openpyxl.Workbook, sheet: str) -> None:
    assert "carried over from the report of DY3 Q1, and locked" in texts(form, sheet)


def test_5_a_prompt_says_how_to_correct_it(form: openpyxl.Workbook) -> None:
    at = cell(form, "numerator_1", CLABSI).coordinate

    (rule,) = [each for each in form["P4P Report"].data_validations.dataValidation if at in each.sqref]
    assert (rule.promptTitle, rule.type) == ("Carried over", None)
    assert rule.prompt == (
        "Carried over from the report of DY3 Q1, and locked. To correct it, correct that report and roll it forward again."
    )


def test_5_nothing_is_said_where_nothing_is_carried_over() -> None:
    form = openpyxl.load_workbook(BytesIO(workbook_for(form_data_of(COMPLETE, contracts=CONTRACTS))))

    words = "".join(texts(form, title) for title in form.sheetnames if title != "_meta")
    assert "locked;" not in words
    assert "arried over" not in words
    assert cell(form, "vbpqip_carried_from").value == "none"
    assert "Select Current Period" in texts(form, "Start Here")


def test_5_the_form_is_read_as_it_was_filled() -> None:
    """Nothing of the look disturbs the reader."""
    form_data = rolled(contracts=CONTRACTS).form_data

    assert review_of(COMPLETE).rules == sheets_of(form_data).review().rules
    assert [measure.prior for measure in sheets_of(form_data).review().measures] == [
        measure.current for measure in review_of(COMPLETE).measures
    ]


def test_5_the_same_form_data_gives_the_same_bytes() -> None:
    form_data = rolled(contracts=CONTRACTS).form_data

    assert workbook_for(form_data) == workbook_for(form_data)


def test_5_names_that_are_filled_in_already() -> None:
    """A form of a set says so, and names no report that it comes from."""
    made = form_wanted(PROGRAM, FormOptions(Quarter(3, 1), "Nyack Hospital", "Fidelis", in_set=True))

    form = openpyxl.load_workbook(BytesIO(workbook_for(made.form_data)))

    assert [cell(form, name).protection.locked for name in ("facility", "mco", "current_period")] == [True, True, False]
    assert "filled in already, and locked" in texts(form, "P4P Report")
    assert "filled in already when this form was made, and locked" in texts(form, "Start Here")
    assert "None" not in texts(form, "P4P Report")
