"""Pre-filled sets: a form for each pairing, its names locked, in a file that can be told from every other.

1. Names are filled in and locked. 2. Names of files can be read, are safe on Windows, and differ from one another.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.quarters import Quarter
from vbpqip.core.parties import Pairing
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.qit_report.writing.pre_filled import file_names, pre_filled, slug
from vbpqip.program.loading import load_program

PROGRAM = load_program()
SAFE_ON_WINDOWS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def pairing(facility: str, mco: str = "Fidelis") -> Pairing:
    return Pairing(facility=facility, mco=mco, pps=None, award=None)


def files_of(*pairings: Pairing, period: Quarter | None = None) -> list[str]:
    return [form.file for form in pre_filled(PROGRAM, pairings, period=period, selected=())]


def form_data_for(facility: str) -> FormData:
    (form,) = pre_filled(PROGRAM, [pairing(facility)], period=Quarter(3, 1), selected=("cauti",))
    return form.form_data


def test_1_names_are_locked_and_nothing_else() -> None:
    form_data = form_data_for("Nyack Hospital")

    assert (form_data.at("facility"), form_data.at("mco")) == ("Nyack Hospital", "Fidelis")
    assert form_data.carried == {("facility", 0), ("mco", 0)}
    assert form_data.carried_from is None


def test_1_period_and_selection_are_filled_in_and_open() -> None:
    form_data = form_data_for("Nyack Hospital")

    assert (form_data.at("current_period"), form_data.at("quarter_1"), form_data.at("selected", 3)) == (
        "DY3 Q1",
        "DY2 Q2",
        "Yes",
    )


def test_2_a_file_is_named_after_facility_mco_and_period() -> None:
    assert files_of(pairing("St. Joseph's Hospital", "Emblem Health (HIP)"), period=Quarter(3, 1)) == [
        "St-Josephs-Hospital_Emblem-Health-HIP_DY3-Q1.xlsx"
    ]


def test_2_a_form_of_any_period() -> None:
    assert files_of(pairing("Nyack Hospital")) == ["Nyack-Hospital_Fidelis.xlsx"]


def test_2_names_that_are_alike_get_a_number() -> None:
    assert files_of(
        pairing("St. Mary's"), pairing("ST MARYS"), pairing("St Marys!"), pairing("St-Marys", "fidelis")
    ) == [
        "St-Marys_Fidelis.xlsx",
        "ST-MARYS_Fidelis-2.xlsx",
        "St-Marys_Fidelis-3.xlsx",
        "St-Marys_fidelis-4.xlsx",
    ]


def test_2_a_name_without_any_letter() -> None:
    assert files_of(pairing("***", "漢")) == ["Facility_MCO.xlsx"]


def test_2_a_device_of_windows_is_no_name() -> None:
    assert files_of(pairing("CON", "NUL")) == ["CON_NUL.xlsx"]


def test_2_a_long_name_is_cut_off() -> None:
    assert len(slug("General " * 40)) == 60


@pytest.mark.parametrize("name", ["../../etc/passwd", r"C:\temp", "a/b", "tab\there", ". .", "name."])
def test_2_a_name_leads_nowhere_else(name: str) -> None:
    assert set(slug(name)) <= SAFE_ON_WINDOWS


@given(st.lists(st.text(max_size=6), max_size=8))
def test_2_no_two_are_alike(names: list[str]) -> None:
    files = file_names([slug(name) for name in names])

    assert len({file.casefold() for file in files}) == len(names)
    assert all(set(file.removesuffix(".xlsx")) <= SAFE_ON_WINDOWS for file in files)
