"""Many files as an analyst finds them, on a terminal of 80 columns: who met, what is wrong, what to do, in few lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.compound import SIGNATURE
from support.reports import Changes, report
from vbpqip.cli import main

FACILITIES = (
    "Nyack Hospital", "Montefiore-Mount Vernon", "St. John's Episcopal", "Bon Secours Charity Health",
    "Good Samaritan Hospital Suffern", "Kingsbrook Jewish Medical Center", "Interfaith Medical Center",
)  # fmt: skip


def of(facility: int, changes: Changes | None = None) -> bytes:
    """Return the report of one of Fidelis's hospitals, whose counts are its own."""
    own: Changes = {("facility", 0): FACILITIES[facility], ("denominator_2", 4): 5000 + facility}
    return report({**own, **(changes or {})})


WRONG_PERIOD: Changes = {
    ("current_period", 0): "DY3 Q2",
    ("quarter_1", 0): "DY2 Q3",
    ("quarter_2", 0): "DY2 Q4",
    ("quarter_3", 0): "DY3 Q1",
    ("quarter_4", 0): "DY3 Q2",
}


def an_inbox() -> Mapping[str, bytes]:
    """Return four good reports and what else lies beside them."""
    return {
        "bon-secours.xlsx": of(3, {("numerator_1", 0): 50}),
        "good-samaritan.xlsx": of(4, {("denominator_4", 9): 12, ("numerator_2", 0): 51, ("mco", 0): None}),
        "Fwd report.eml": b"From: clerk@hospital.example\nSubject: our report\n\nplease find attached\n",
        "interfaith.xlsx": of(6, {("numerator_1", 4): 3, ("numerator_4", 9): 9}),
        "kingsbrook.xlsx": of(5, WRONG_PERIOD),
        "montefiore.xlsx": of(1),
        "nyack copy.xlsx": of(0),
        "nyack-late-copy.xlsx": of(0),
        "nyack.xlsx": of(0),
        "old.xls": SIGNATURE + bytes(2000),
        "st-johns-again.xlsx": of(2),
        "st-johns.xlsx": of(2, {("numerator_2", 4): "1"}),
        "wellcare.xlsx": report(
            {("facility", 0): "St. Luke's Cornwall", ("mco", 0): "WellCare", ("denominator_2", 4): 5100}
        ),
    }


def checked(files: Mapping[str, bytes], folder: Path, *words: str) -> list[str]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    result = CliRunner().invoke(main, ["check", *(str(folder / name) for name in files), *words])
    assert result.stderr == ""
    return result.stdout.splitlines()


def test_an_inbox_of_13_files(tmp_path: Path) -> None:
    """Each file in a line of its own, and under 60 lines of at most 80 columns in all."""
    inbox = an_inbox()

    lines = checked(inbox, tmp_path)

    assert len(inbox) == 13
    assert [line[:20].rstrip() for line in lines[3:16]] == [*inbox]
    assert len(lines) < 60
    assert max(map(len, lines)) <= 80


def test_60_reports_likewise(tmp_path: Path) -> None:
    """Each in a line, those at fault in two or three more, and a warning that all of them have once."""
    fault: Changes = {("numerator_2", 0): 51}
    files = {f"{nth:02}.xlsx": of(nth % 7, fault if nth % 10 == 0 else {("numerator_1", 4): "2"}) for nth in range(60)}

    lines = checked(files, tmp_path)

    assert [line.split()[0] for line in lines[3:63]] == [*files]
    assert sum("[QIP410]" in line for line in lines) == 6
    assert sum("[QIP317]" in line for line in lines) == 1
    assert len(lines) < 60 + 45


@pytest.mark.parametrize("form", ["json", "csv"])
def test_other_outputs_hold_every_file_whole(form: str, tmp_path: Path) -> None:
    text = "\n".join(checked(an_inbox(), tmp_path, "--format", form))

    assert all(name in text for name in an_inbox())
