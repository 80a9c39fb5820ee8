"""The measure menu.

1. Eleven measures are on the menu of every period, as DOH's webinars name them.
2. VTE-1 was removed by 15 February 2017, before the first report: it is on no period's menu.
3. A measure is on the menu from its first quarter, and off it from the quarter in which it is removed.
4. Names, and the per 10,000 of three rates, are stated; directions, units, and other multipliers are the stewards'.
"""

from __future__ import annotations

from datetime import date

import pytest

from program.conftest import Under
from support.quarters import Quarter
from vbpqip.core.measures import Improvement
from vbpqip.program.loading import load_program
from vbpqip.program.menu import MEASURE_FIELDS
from vbpqip.program.parameters import Basis

PROGRAM = load_program()
ROWS = {str(row.measure.key): row for row in PROGRAM.menu}

MENU = {
    "ami-mortality": (
        "Acute MI Mortality (IQI #15)", "AHRQ",
        "per 1,000 discharges", "lower", "proportion", "quarterly",
    ),
    "stroke-mortality": (
        "Stroke Mortality (IQI #17)", "AHRQ",
        "per 1,000 discharges", "lower", "proportion", "quarterly",
    ),
    "pneumonia-mortality": (
        "Pneumonia Mortality (IQI #20)", "AHRQ",
        "per 1,000 discharges", "lower", "proportion", "quarterly",
    ),
    "cauti": (
        "CAUTI Rate per 10,000 Patient Days (Population Rate)", "NHSN",
        "per 10,000 patient days", "lower", "ratio", "quarterly",
    ),
    "clabsi": (
        "CLABSI per 10,000 Patient Days (Population Rate)", "NHSN",
        "per 10,000 patient days", "lower", "ratio", "quarterly",
    ),
    "cdi": (
        "CDI Healthcare Facility-Onset Incidence Rate per 10,000 Patient Days", "NHSN",
        "per 10,000 patient days", "lower", "ratio", "quarterly",
    ),
    "falls-with-injury": (
        "Falls with Injury", "National Quality Forum",
        "per 1,000 patient days", "lower", "ratio", "quarterly",
    ),
    "pressure-ulcers": (
        "Prevalence Rate of Facility-Acquired Pressure Ulcers of Stage 2 or Higher", "not readable in the source",
        "per 100 patients surveyed", "lower", "proportion", "quarterly",
    ),
    "sepsis-3h-bundle": (
        "3-Hour Sepsis Bundle", "NYSDOH",
        "percent", "higher", "percent", "annual",
    ),
    "median-time-to-ecg": (
        "Median Time to ECG", "CMS (OP-5)",
        "minutes", "lower", "continuous-variable", "annual",
    ),
    "median-time-to-transfer": (
        "Median Time to Transfer to Another Facility for Acute Coronary Intervention", "CMS (OP-3)",
        "minutes", "lower", "continuous-variable", "annual",
    ),
}  # fmt: skip
OFF_MENU = """
title = "Terms"

[[measures]]
key = "readmissions"
title = "Readmissions within 30 Days"
short_title = "Readmissions"
steward = "CMS"
improvement = "lower"
scoring = "proportion"
reporting = "quarterly"
per = 100
unit = "discharges"
since = "DY2 Q4"
source = "Contract"
"""


@pytest.mark.parametrize(("key", "said"), MENU.items(), ids=MENU)
def test_1_a_measure_is_as_the_menu_says(key: str, said: tuple[str, ...]) -> None:
    row = ROWS[key].measure

    assert (row.title, row.steward, row.result_unit, row.improvement, row.scoring, row.reporting) == said
    assert not row.off_menu


@pytest.mark.parametrize("period", PROGRAM.periods, ids=str)
def test_1_2_the_menu_of_a_period(period: Quarter) -> None:
    assert [measure.key for measure in PROGRAM.measures(period)] == list(MENU)


def test_1_an_annual_measure_is_never_scaled() -> None:
    assert {row.measure.per for row in PROGRAM.menu if row.measure.annual} == {1}


def test_1_a_percentage_has_an_upper_bound_and_nothing_else_has() -> None:
    assert {key: row.measure.highest_result for key, row in ROWS.items() if row.measure.highest_result} == {
        "sepsis-3h-bundle": 100
    }


def of_basis(field: str) -> dict[Basis, set[str]]:
    """Return the measures by the basis of one of their fields."""
    found: dict[Basis, set[str]] = {}
    for key, row in ROWS.items():
        found.setdefault(row.fields[field].basis, set()).add(key)
    return found


EVERY = frozenset(ROWS)
RATES = frozenset({"cauti", "clabsi", "cdi"})
ANNUAL = frozenset({"sepsis-3h-bundle", "median-time-to-ecg", "median-time-to-transfer"})
MEDIANS = ANNUAL - {"sepsis-3h-bundle"}
TRANSFER = frozenset({"median-time-to-transfer"})
UNREADABLE = frozenset({"pressure-ulcers"})


@pytest.mark.parametrize(
    ("field", "bases"),
    [
        pytest.param("title", {Basis.STATED: EVERY - TRANSFER, Basis.INFERRED: TRANSFER}, id="names"),
        pytest.param(
            "steward",
            {Basis.STATED: EVERY - MEDIANS - UNREADABLE, Basis.INFERRED: MEDIANS, Basis.ASSUMED: UNREADABLE},
            id="stewards",
        ),
        pytest.param("per", {Basis.STATED: RATES, Basis.INFERRED: EVERY - RATES}, id="multipliers"),
        pytest.param("unit", {Basis.INFERRED: EVERY}, id="units"),
        pytest.param("improvement", {Basis.INFERRED: EVERY}, id="directions"),
        pytest.param("scoring", {Basis.INFERRED: EVERY}, id="scorings"),
        pytest.param("reporting", {Basis.STATED: ANNUAL, Basis.INFERRED: EVERY - ANNUAL}, id="reportings"),
    ],
)
def test_4_every_field_has_a_basis_of_its_own(field: str, bases: dict[Basis, frozenset[str]]) -> None:
    assert of_basis(field) == bases


def test_4_the_per_10000_is_in_the_names() -> None:
    for key in RATES:
        quote = ROWS[key].fields["per"].quote
        assert quote is not None
        assert quote in ROWS[key].measure.title


def test_4_a_measure_of_the_terms_has_one_source_for_all_of_it(under: Under) -> None:
    row = under(OFF_MENU).menu[-1]

    assert set(row.fields) == set(MEASURE_FIELDS)
    assert {(grounds.basis, grounds.source) for grounds in row.fields.values()} == {(Basis.AGREED, "Contract")}


def test_1_names_are_told_apart() -> None:
    """Forms show the short titles, and reports the long ones."""
    assert len({row.measure.title for row in PROGRAM.menu}) == 12
    assert len({row.measure.short_title for row in PROGRAM.menu}) == 12


def test_2_vte_1_is_known_and_removed() -> None:
    vte_1 = ROWS["vte-1"].measure

    assert (vte_1.title, vte_1.steward) == ("Venous Thromboembolism Prophylaxis", "Joint Commission")
    assert vte_1.improvement is Improvement.INCREASE
    assert vte_1.removed == date(2017, 2, 15)


@pytest.mark.parametrize(
    ("removed", "last"),
    [
        pytest.param("removed = 2017-07-01", "DY3 Q1", id="on-the-first-day-of-dy3-q2"),
        pytest.param("removed = 2017-09-30", "DY3 Q1", id="on-the-last-day-of-dy3-q2"),
        pytest.param("removed = 2017-10-01", "DY3 Q2", id="on-the-day-after"),
        pytest.param("", "DY5 Q4", id="never"),
    ],
)
def test_3_a_measure_is_off_the_menu_from_the_quarter_of_its_removal(under: Under, removed: str, last: str) -> None:
    program = under(f"{OFF_MENU}{removed}")

    on_menu = [str(period) for period in program.periods if len(program.measures(period)) == 12]

    assert (on_menu[0], on_menu[-1]) == ("DY2 Q4", last)


def test_3_a_measure_is_not_on_the_menu_before_its_first_quarter() -> None:
    assert not ROWS["clabsi"].is_on_menu(Quarter(2, 3))


def test_3_what_a_measure_is_stands_in_its_row() -> None:
    measures = [row.measure for row in load_program().menu]

    assert [each.key for each in measures if each.device_days] == ["cauti", "clabsi"]
    assert [each.key for each in measures if each.infection_group] == ["cauti", "clabsi", "cdi"]
    assert [each.key for each in measures if each.late_result] == ["sepsis-3h-bundle"]
