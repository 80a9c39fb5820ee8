"""The same period's report to the facility's other MCO: what its form takes over, and what it leaves open.

1. Period, quarters, selection, counts, results, the prior report and contracts are filled in and stay open; the names
are locked. 2. What errors touch is left out, and is listed. 3. Where the terms of the two MCOs differ, what they take
otherwise is left out. 4. What is no report to another MCO is refused.
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
from support.tables import PROGRAM, SOUND, Told, sheets_of, submission_of
from vbpqip.core.errors import TemplateError
from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.qit_report.form.layout import ENTERED_COUNTS, PRIOR
from vbpqip.kinds.qit_report.model import Submission
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.qit_report.writing.other_mco import for_other_mco
from vbpqip.kinds.qit_report.writing.prefilling import Prefilled, PrefillOptions
from vbpqip.kinds.qit_report.writing.template import workbook_for
from vbpqip.kinds.qit_report.writing.wanted import form_wanted
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.program.loading import program_under
from vbpqip.program.program import Program
from vbpqip.workbook.entry_types import EntryKey, Raw

TO_MVP = PrefillOptions(mco="MVP")
CAUTI, CLABSI, SEPSIS, ECG = 3, 4, 8, 9

COMPLETE = """
| measure            | selected | DY2 Q2  | DY2 Q3  | DY2 Q4  | DY3 Q1  | prior   |
| ami-mortality      | Yes      | 1/40    | 2/50    | 0/45    | 3/65    | 5/200   |
| cauti              | No       | -       | -       | -       | -       | -       |
| clabsi             | Yes      | 2/4000  | 1/5000  | 0/4500  | 3/6500  | 7/20000 |
| sepsis-3h-bundle   | Yes      | -       | -       | -       | 58.4/NA | 60/NA   |
"""

CONTRACTS = """
| mco         | arrangement | level | submitted  | recertified | status    |
| Fidelis     | TCGP        | 2     | 2017-05-15 | -           | Submitted |
| HealthFirst | harp        | 0     | 2017-04-15 | 2017-06-15  | approved  |
"""

AGREEMENT = """
title = "t"

[[pairings]]
facility = "Interfaith Medical Center"
mco = "MVP"
since = "DY2 Q4"
source = "Agreement"

[[agreements]]
mco = "MVP"
{agreed}
"""


def filled_from(submission: Submission, asked: PrefillOptions = TO_MVP, program: Program = PROGRAM) -> Prefilled:
    return for_other_mco(submission, review_submission(submission, program), program, asked)


def filled(table: str = COMPLETE, asked: PrefillOptions = TO_MVP, **told: Unpack[Told]) -> Prefilled:
    return filled_from(submission_of(table, **told), asked, told.get("program", PROGRAM))


def in_row(form_data: FormData, nth: int) -> dict[str, Raw]:
    """Return the entries of a measure's row."""
    names = {"selected", *ENTERED_COUNTS, *PRIOR}
    return {name: raw for (name, row), raw in form_data.entries.items() if name in names and row == nth}


def contracts(form_data: FormData) -> dict[EntryKey, Raw]:
    return {key: raw for key, raw in form_data.entries.items() if key[0].startswith("contract_")}


def under(tmp_path: Path, agreed: str) -> Program:
    path = tmp_path / "terms.toml"
    path.write_text(AGREEMENT.format(agreed=agreed), encoding="utf-8")
    return program_under(path)


def test_1_heading() -> None:
    form_data = filled().form_data

    heading = {name: form_data.at(name) for name in ("facility", "mco", "current_period")}
    assert heading == {"facility": "Interfaith Medical Center", "mco": "MVP", "current_period": "DY3 Q1"}
    assert [form_data.at(f"quarter_{nth}") for nth in (1, 2, 3, 4)] == ["DY2 Q2", "DY2 Q3", "DY2 Q4", "DY3 Q1"]


def test_1_only_the_names_are_locked() -> None:
    form_data = filled(contracts=CONTRACTS).form_data

    assert form_data.carried == {("facility", 0), ("mco", 0)}
    assert form_data.carried_from is None


def test_1_counts_and_the_prior_report() -> None:
    assert in_row(filled().form_data, CLABSI) == {
        "selected": "Yes",
        "numerator_1": 2, "denominator_1": 4000, "numerator_2": 1, "denominator_2": 5000,
        "numerator_3": 0, "denominator_3": 4500, "numerator_4": 3, "denominator_4": 6500,
        "prior_numerator": 7, "prior_denominator": 20000,
    }  # fmt: skip


def test_1_annual_results() -> None:
    entries = in_row(filled().form_data, SEPSIS)

    assert (entries["numerator_4"], entries["denominator_4"]) == (Decimal("58.4"), "NA")
    assert (entries["prior_numerator"], entries["prior_denominator"]) == (60, "NA")
    assert entries["numerator_1"] == "leave blank"


def test_1_an_annual_measure_without_a_result() -> None:
    entries = in_row(filled(COMPLETE.replace("58.4/NA", "NA/NA")).form_data, SEPSIS)

    assert (entries["numerator_4"], entries["denominator_4"]) == ("NA", "NA")


def test_1_a_measure_that_is_not_selected() -> None:
    assert in_row(filled().form_data, CAUTI) == {"selected": "No"}


def test_1_a_measure_that_is_asked_for() -> None:
    form_data = filled(asked=TO_MVP._replace(measures=("cauti",))).form_data

    assert form_data.at("selected", CAUTI) == "Yes"


def test_1_the_baseline_has_no_prior_report() -> None:
    table = SOUND.replace("| 7/20000 |", "| - |")
    result = filled(table, period="DY2 Q4")

    assert not set(PRIOR) & in_row(result.form_data, CLABSI).keys()
    assert result.left_open == ()


def test_1_contracts() -> None:
    assert contracts(filled(contracts=CONTRACTS).form_data) == {
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
    }


def test_1_nothing_is_left_open_of_a_sound_report() -> None:
    assert filled(contracts=CONTRACTS).left_open == ()


def test_1_attestation_and_message_are_of_one_report() -> None:
    form_data = filled(entries={("message_to_mco", 0): "For Fidelis.", ("prepared_by", 0): "A. Clerk"}).form_data

    names = ("attested_by", "attested_title", "attested_on", "prepared_by", "prepared_on", "message_to_mco")
    assert [form_data.at(name) for name in names] == [None] * 6


def test_1_the_review_of_both_is_the_same() -> None:
    last = submission_of(COMPLETE, contracts=CONTRACTS)
    own, others = review_submission(last, PROGRAM), sheets_of(filled_from(last).form_data).review()

    assert [measure[1:4] for measure in others.measures] == [measure[1:4] for measure in own.measures]
    assert others.mco == "MVP"


def test_1_the_form_says_what_is_locked() -> None:
    form = openpyxl.load_workbook(BytesIO(workbook_for(filled(contracts=CONTRACTS).form_data)))

    texts = [str(each.value) for sheet in form for row in sheet.iter_rows() for each in row if each.value is not None]
    assert "Pale green: filled in already, and locked." in texts
    assert not [each for each in texts if "arried over from the report" in each]


def test_2_invalid_counts() -> None:
    result = filled(COMPLETE.replace("| 1/5000 ", '| "about 1"/5000 '))

    assert {"numerator_2"} == in_row(filled().form_data, CLABSI).keys() - in_row(result.form_data, CLABSI).keys()
    assert result.left_open == ("CLABSI: numerator of DY2 Q3.",)


def test_2_an_invalid_prior_report() -> None:
    result = filled(COMPLETE.replace("7/20000", '"x"/20000'))

    assert in_row(result.form_data, CLABSI)["prior_denominator"] == 20000
    assert result.left_open == ("CLABSI: numerator of the prior report.",)


@pytest.mark.parametrize("entered", ["46/73", "-/NA", '"about 60"/NA'])
def test_2_an_annual_result_that_is_invalid_or_blank(entered: str) -> None:
    result = filled(COMPLETE.replace("58.4/NA", entered))

    assert "numerator_4" not in in_row(result.form_data, SEPSIS)
    assert result.left_open == ("3-hour sepsis bundle: the result.",)


def test_2_an_annual_result_that_is_still_to_come() -> None:
    table = "| measure | q1 | q2 | q3 | q4 | prior |\n| sepsis-3h-bundle | - | - | - | -/NA | -/NA |"
    result = filled(table, period="DY2 Q4", attested_on=date(2017, 7, 31))

    assert "numerator_4" not in in_row(result.form_data, SEPSIS)
    assert result.left_open == ("3-hour sepsis bundle: the result.",)


def test_2_an_annual_prior_result() -> None:
    result = filled(COMPLETE.replace("60/NA", '"about 60"/NA'))

    assert "prior_numerator" not in in_row(result.form_data, SEPSIS)
    assert result.left_open == ("3-hour sepsis bundle: the prior report.",)


def test_2_wrong_quarters() -> None:
    result = filled(SOUND, quarters="DY2 Q1, DY2 Q2, DY2 Q3, DY2 Q4")

    assert in_row(result.form_data, CLABSI) == {"selected": "Yes"}
    assert result.left_open == ("All counts and results: the quarters are not the four that end with DY3 Q1.",)


def test_2_a_contract_at_fault() -> None:
    result = filled(contracts=CONTRACTS, entries={("contract_level", 0): 4})

    assert ("contract_level", 0) not in contracts(result.form_data)
    assert result.left_open == ("Contract with Fidelis: level.",)


def test_2_a_report_without_names() -> None:
    result = filled(SOUND, facility=None, mco=None)

    assert (result.form_data.at("facility"), result.form_data.at("mco")) == (None, "MVP")
    assert result.form_data.carried == {("mco", 0)}
    assert result.left_open == ("Facility.",)


def test_2_a_report_without_a_facility_that_is_given() -> None:
    result = filled(SOUND, TO_MVP._replace(facility="Interfaith Medical Center"), facility=None)

    assert result.form_data.at("facility") == "Interfaith Medical Center"
    assert result.left_open == ()


def test_3_the_other_mco_compares_with_another_report(tmp_path: Path) -> None:
    agreed = (
        '[[agreements.qit.comparator.values]]\nsince = "DY2 Q4"\nvalue = "baseline"\nsource = "Agreement, section 2"\n'
    )
    result = filled(SOUND, program=under(tmp_path, agreed))

    assert not set(PRIOR) & in_row(result.form_data, CLABSI).keys()
    assert "CLABSI: the prior report." in result.left_open


def test_3_the_other_mco_counts_otherwise(tmp_path: Path) -> None:
    agreed = (
        '[[agreements.changed_measures]]\nkey = "clabsi"\nsince = "DY2 Q4"\nunit = "device days"\n'
        'source = "Agreement, section 3"\n'
    )
    result = filled(COMPLETE, program=under(tmp_path, agreed))

    assert in_row(result.form_data, CLABSI) == {"selected": "Yes"}
    assert result.left_open == (
        "CLABSI: all counts and results, since the terms of the two MCOs count it differently.",
    )


def test_3_a_measure_that_the_other_mco_does_not_take(tmp_path: Path) -> None:
    agreed = '[[agreements.removed_measures]]\nkey = "clabsi"\nsince = "DY3 Q1"\nsource = "Agreement, section 3"\n'

    assert filled(COMPLETE, program=under(tmp_path, agreed)).left_open == ("CLABSI: it is not on the menu of DY3 Q1.",)


@pytest.mark.parametrize(
    ("asked", "facility", "option", "reason"),
    [
        pytest.param(
            PrefillOptions(mco="fidelis"),
            "Interfaith Medical Center",
            "mco",
            "the report is to 'Fidelis' itself. Name the facility's other MCO.",
            id="the same MCO",
        ),
        pytest.param(
            PrefillOptions(mco="Fidelis"),
            "Jamaica Hospital",
            "mco",
            "the report is to 'Fidelis' itself. Name the facility's other MCO; on the roster it has Amerigroup too.",
            id="the same MCO, and the other is known",
        ),
        pytest.param(
            PrefillOptions(),
            "Jamaica Hospital",
            "from",
            "the form is for the facility's other MCO. Name it with --mco; on the roster it has Amerigroup too.",
            id="no MCO",
        ),
        pytest.param(
            TO_MVP._replace(period=Quarter(3, 3)),
            "Interfaith Medical Center",
            "period",
            "the report is of DY3 Q2, and so is the one to the other MCO.",
            id="another period",
        ),
        pytest.param(
            TO_MVP._replace(facility="Nyack Hospital"),
            "Interfaith Medical Center",
            "facility",
            "the report is of 'Interfaith Medical Center', not of 'Nyack Hospital'; give that one's report.",
            id="another facility",
        ),
    ],
)
def test_4_what_is_refused(asked: PrefillOptions, facility: str, option: str, reason: str) -> None:
    with pytest.raises(TemplateError) as raised:
        filled(SOUND, asked, facility=facility, period="DY3 Q2")

    assert (raised.value.option, raised.value.reason) == (option, reason)


def test_4_two_reports() -> None:
    submission = submission_of(SOUND)
    report = Reviewed(submission, review_submission(submission, PROGRAM), None)

    with pytest.raises(TemplateError) as raised:
        form_wanted(PROGRAM, FormOptions(mco="MVP", reports={"from": report, "previous": report}))

    assert str(raised.value) == "A form goes on from one report. Leave out --previous or --from."
