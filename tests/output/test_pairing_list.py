"""Lists of pairings: two names in each line, no pairing twice, and a file for each; how a list may look is told elsewhere.

Names of files can be read, are safe on Windows, and differ from one another.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.quarters import Quarter
from vbpqip.core.errors import ProgramDataError
from vbpqip.core.parties import Pairing
from vbpqip.output.pairing_list import distinct_names, file_names, read_pairings, slug

HEAD = "facility,mco\n"
SAFE_ON_WINDOWS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def csv(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "pairings.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_names_that_look_like_nothing_are_names(tmp_path: Path) -> None:
    """Read as numbers or as missing values, they would be others."""
    pairings, notes = read_pairings(csv(tmp_path, f"{HEAD}null,NA\n007,1e5\n"))

    assert [(pairing.facility, pairing.mco) for pairing in pairings] == [("null", "NA"), ("007", "1e5")]
    assert notes == ()


def test_what_was_decided_is_handed_on(tmp_path: Path) -> None:
    _, notes = read_pairings(csv(tmp_path, f"{HEAD}H\xf4pital,Fidelis\n".encode("cp1252")))

    assert notes == (
        "pairings.csv is not in UTF-8, and was read as Windows-1252: H\xf4pital,Fidelis. 'CSV UTF-8' is sure.",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(HEAD, "has no line below its headings; write one for each pairing.", id="no pairing"),
        pytest.param(f"{HEAD}Nyack\n", "line 2: mco is blank; write both names in each line.", id="no MCO"),
        pytest.param(
            f"{HEAD}Nyack,Fidelis\nA O Fox,Excellus\nNYACK ,fidelis\n",
            "line 4: NYACK and fidelis stand in line 2 already; remove one of the two.",
            id="twice",
        ),
    ],
)
def test_a_list_invalid(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(ProgramDataError) as caught:
        read_pairings(csv(tmp_path, content))

    assert str(caught.value) == f"pairings.csv: {said}"


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ProgramDataError) as caught:
        read_pairings(csv(tmp_path, f"{HEAD},Fidelis\nNyack,\n"))

    assert [mistake.key for mistake in caught.value.mistakes] == ["line 2", "line 3"]


def pairing(facility: str, mco: str = "Fidelis") -> Pairing:
    return Pairing(facility=facility, mco=mco, pps=None, award=None)


def files_of(*pairings: Pairing, period: Quarter | None = None) -> list[str]:
    return [*file_names(pairings, period)]


def test_a_file_is_named_after_facility_mco_and_period() -> None:
    assert files_of(pairing("St. Joseph's Hospital", "Emblem Health (HIP)"), period=Quarter(3, 1)) == [
        "St-Josephs-Hospital_Emblem-Health-HIP_DY3-Q1.xlsx"
    ]


def test_a_form_of_any_period() -> None:
    assert files_of(pairing("Nyack Hospital")) == ["Nyack-Hospital_Fidelis.xlsx"]


def test_names_that_are_alike_get_a_number() -> None:
    assert files_of(
        pairing("St. Mary's"), pairing("ST MARYS"), pairing("St Marys!"), pairing("St-Marys", "fidelis")
    ) == [
        "St-Marys_Fidelis.xlsx",
        "ST-MARYS_Fidelis-2.xlsx",
        "St-Marys_Fidelis-3.xlsx",
        "St-Marys_fidelis-4.xlsx",
    ]


def test_a_name_without_any_letter() -> None:
    assert files_of(pairing("***", "漢")) == ["Facility_Receiver.xlsx"]


def test_a_device_of_windows_is_no_name() -> None:
    assert files_of(pairing("CON", "NUL")) == ["CON_NUL.xlsx"]


def test_a_long_name_is_cut_off() -> None:
    assert len(slug("General " * 40)) == 60


@pytest.mark.parametrize("name", ["../../etc/passwd", r"C:\temp", "a/b", "tab\there", ". .", "name."])
def test_a_name_leads_nowhere_else(name: str) -> None:
    assert set(slug(name)) <= SAFE_ON_WINDOWS


@given(st.lists(st.text(max_size=6), max_size=8))
def test_no_two_are_alike(names: list[str]) -> None:
    files = distinct_names(slug(name) for name in names)

    assert len({file.casefold() for file in files}) == len(names)
    assert all(set(file.removesuffix(".xlsx")) <= SAFE_ON_WINDOWS for file in files)
