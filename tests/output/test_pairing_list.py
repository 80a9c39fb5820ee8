"""A list of pairings: two names in each line, and no pairing twice; how the file may look is told elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbpqip.core.errors import ProgramDataError
from vbpqip.output.pairing_list import read_pairings

HEAD = "facility,mco\n"


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
