"""A list of pairings: the columns ``facility`` and ``mco`` of a CSV file or a workbook, and clear words where it is wrong."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from vbpqip.domain.errors import ProgramDataError
from vbpqip.writing.pairings import read_pairings

HEAD = "facility,mco\n"
NYACK = ("Nyack Hospital", "Fidelis")


def names_in(path: Path) -> list[tuple[str, str]]:
    return [(pairing.facility, pairing.mco) for pairing in read_pairings(path)]


def csv(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "pairings.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def xlsx(tmp_path: Path, *rows: tuple[str | int | None, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    content = BytesIO()
    book.save(content)
    path = tmp_path / "pairings.XLSX"
    path.write_bytes(content.getvalue())
    return path


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{HEAD}Nyack Hospital,Fidelis\n", id="plain"),
        pytest.param(f"\ufeff{HEAD}Nyack Hospital,Fidelis\n", id="as Excel saves it"),
        pytest.param("facility,mco\r\nNyack Hospital,Fidelis\r\n", id="lines of Windows"),
        pytest.param("MCO, Facility \nFidelis,Nyack Hospital\n", id="other order and capitals"),
        pytest.param("mco,award,facility\nFidelis,12,Nyack Hospital\n", id="other columns"),
        pytest.param(f"{HEAD}\n  Nyack   Hospital ,Fidelis\n,\n", id="blank lines and spaces"),
        pytest.param(f'{HEAD}"Nyack Hospital","Fidelis"\n', id="quotes"),
    ],
)
def test_a_csv_file(tmp_path: Path, content: str) -> None:
    assert names_in(csv(tmp_path, content)) == [NYACK]


def test_a_workbook(tmp_path: Path) -> None:
    rows = (("mco", None, "Facility"), (), ("Fidelis", 12, "Nyack Hospital"), ("NA", None, "Null"))

    assert names_in(xlsx(tmp_path, *rows)) == [NYACK, ("Null", "NA")]


def test_names_that_look_like_nothing_are_names(tmp_path: Path) -> None:
    """Read as usual, NA and null would be missing."""
    assert names_in(csv(tmp_path, f"{HEAD}null,NA\n007,1e5\n")) == [("null", "NA"), ("007", "1e5")]


def test_a_name_with_a_comma(tmp_path: Path) -> None:
    assert names_in(csv(tmp_path, f'{HEAD}"Nyack, Hospital of",Fidelis\n')) == [("Nyack, Hospital of", "Fidelis")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("", "is empty; write the columns facility and mco, and a line a pairing.", id="empty"),
        pytest.param("\n\n", "is empty; write the columns facility and mco, and a line a pairing.", id="blank lines"),
        pytest.param(HEAD, "has no line below its columns; write one for each pairing.", id="no pairing"),
        pytest.param(
            "hospital,mco\nNyack,Fidelis\n",
            "line 1: lacks the column facility; its columns are 'hospital', 'mco'. Write facility and mco in the first line.",
            id="a column is missing",
        ),
        pytest.param(
            "facility;mco\nNyack;Fidelis\n",
            "line 1: lacks the column facility; its columns are 'facility;mco'. Write facility and mco in the first line.",
            id="semicolons",
        ),
        pytest.param(
            "facility,mco,MCO\nNyack,Fidelis,MVP\n",
            "line 1: has the column mco twice; its columns are 'facility', 'mco', 'MCO'. Write facility and mco in the first line.",
            id="a column stands twice",
        ),
        pytest.param(
            f"{HEAD}Nyack,Fidelis\n ,MVP\n",
            "line 3: facility is blank; write both names in each line.",
            id="no facility",
        ),
        pytest.param(f"{HEAD}Nyack\n", "line 2: mco is blank; write both names in each line.", id="no MCO"),
        pytest.param(
            f"{HEAD}Nyack,Fidelis\nA O Fox,Excellus\nNYACK ,fidelis\n",
            "line 4: NYACK and fidelis stand in line 2 already; remove one of the two.",
            id="twice",
        ),
        pytest.param(
            f"{HEAD}Nyack, Hospital of,Fidelis\n",
            "is not a CSV file (Expected 2 fields in line 2, saw 3); put a name that contains a comma into double quotes.",
            id="a comma",
        ),
        pytest.param(
            f"{HEAD}H\xf4pital,Fidelis\n".encode("latin-1"), "is not in UTF-8; save it as 'CSV UTF-8'.", id="not UTF-8"
        ),
    ],
)
def test_a_csv_file_at_fault(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(ProgramDataError) as caught:
        read_pairings(csv(tmp_path, content))

    assert str(caught.value) == f"pairings.csv: {said}"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProgramDataError, match=r"absent\.csv: cannot be read: No such file or directory\."):
        read_pairings(tmp_path / "absent.csv")


def test_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "pairings.xlsx"
    path.write_bytes(b"facility,mco")

    with pytest.raises(ProgramDataError, match=r"pairings\.xlsx: cannot be opened as a workbook: "):
        read_pairings(path)


def test_a_workbook_at_fault(tmp_path: Path) -> None:
    with pytest.raises(ProgramDataError, match=r"line 3: mco is blank"):
        read_pairings(xlsx(tmp_path, ("facility", "mco"), NYACK, ("A O Fox",)))
