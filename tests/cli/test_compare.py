"""``vbpqip compare``: what is printed and written, and how it ends.

0: no entry differs. 1: one does. 2: wrong usage, or two reports that cannot be compared. 3: a file cannot be read.
"""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from inline_snapshot import snapshot

from support.reports import Changes, report
from vbpqip.cli import main

REPORTS: dict[str, Changes] = {
    "old.xlsx": {},
    "new.xlsx": {("numerator_1", 4): 3},
    "spelled.xlsx": {("numerator_1", 4): "2"},
    "other.xlsx": {("facility", 0): "Nyack \x1b[2JHospital"},
}
"""Two submissions of a report, the second with one count restated, and others."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder with the reports."""
    monkeypatch.chdir(tmp_path)
    for name, changes in REPORTS.items():
        Path(name).write_bytes(report(changes))
    Path("no.xlsx").write_bytes(b"no workbook")


def compare(*words: str) -> Result:
    return CliRunner().invoke(main, ["compare", *words])


def test_0_a_file_and_itself() -> None:
    result = compare("old.xlsx", "old.xlsx")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "The two files are the same, byte for byte." in result.stdout


@pytest.mark.parametrize("new", ["new.xlsx", "spelled.xlsx"])
def test_1_an_entry_differs_if_only_in_spelling(new: str) -> None:
    result = compare("old.xlsx", new)

    assert (result.exit_code, result.stderr) == (1, "")
    assert "1 entry differs: 1 " in result.stdout


def test_1_text_of_eighty_columns() -> None:
    result = compare("old.xlsx", "new.xlsx")

    assert result.stdout.partition("\n\nWhat this rests on")[0] == snapshot("""\
old.xlsx -> new.xlsx
Interfaith Medical Center to Fidelis, DY3 Q1: one report, sent twice

QIT MET

Old  DY3 Q1, accepted: 2 achieved of 3 selected = 66.7 %; 50 % required
New  DY3 Q1, accepted: 2 achieved of 3 selected = 66.7 %; 50 % required

Entries
  1 entry differs: 1 changed
  CLABSI
  - P4P Report!C11  numerator of DY2 Q2: 2 -> 3

Measures
  - CLABSI: improved, achieved -> maintained, achieved; 3.00 -> 3.50 per 10,000
    patient days; prior 3.50; by P4P Report!C11
  - As before: AMI mortality, Median time to ECG

Findings
  No findings gone, no new findings\
""")
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_1_json() -> None:
    result = compare("old.xlsx", "new.xlsx", "--format", "json")

    assert result.exit_code == 1
    assert [change["entry"] for change in json.loads(result.stdout)["changes"]] == ["numerator of DY2 Q2"]


def test_1_a_workbook() -> None:
    result = compare("old.xlsx", "new.xlsx", "--format", "xlsx", "-o", "compared.xlsx")

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "Wrote compared.xlsx.\n")
    assert openpyxl.load_workbook("compared.xlsx").sheetnames == ["Result", "Measures"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_1_text_and_json_can_be_written_too(form: str) -> None:
    printed = compare("old.xlsx", "new.xlsx", "--format", form)
    compare("old.xlsx", "new.xlsx", "--format", form, "--out", "compared.txt")

    assert Path("compared.txt").read_text("utf-8") == printed.stdout


def test_1_under_terms() -> None:
    Path("terms.toml").write_text(
        'title = "P4P"\n[[qit.required_share.values]]\nsince = "DY3 Q1"\nvalue = 0.9\nsource = "Agreement"\n'
    )

    assert "90 % required" in compare("old.xlsx", "new.xlsx", "--terms", "terms.toml").stdout


def said(result: Result) -> str:
    return result.stderr.splitlines()[-1]


def test_2_reports_of_two_facilities() -> None:
    result = compare("old.xlsx", "other.xlsx")

    assert (result.exit_code, result.stdout) == (2, "")
    assert said(result) == snapshot(
        "Error: The two reports cannot be compared: their facility is 'Interfaith Medical Center' in the one and 'Nyack U+001B[2JHospital' in the other; give two reports of one facility to one MCO."
    )


def test_2_a_workbook_is_not_printed() -> None:
    result = compare("old.xlsx", "new.xlsx", "--format", "xlsx")

    assert result.exit_code == 2
    assert said(result) == "Error: A workbook is not printed. Name a file for it with --out."


def test_2_nothing_is_overwritten_unasked() -> None:
    words = ("old.xlsx", "new.xlsx", "--format", "json", "--out", "compared.json")
    Path("compared.json").write_text("a month of work")

    assert compare(*words).exit_code == 2
    assert compare(*words, "--overwrite").exit_code == 1
    assert json.loads(Path("compared.json").read_text("utf-8"))["format"] == 2


@pytest.mark.parametrize("out", ["old.xlsx", "./new.xlsx"])
def test_2_the_reports_themselves_are_never_overwritten(out: str) -> None:
    result = compare("old.xlsx", "new.xlsx", "--out", out, "--overwrite")

    assert result.exit_code == 2
    assert said(result).endswith(" is one of the reports themselves. Choose another name for the comparison.")


@pytest.mark.parametrize("words", [("no.xlsx", "new.xlsx"), ("old.xlsx", "no.xlsx"), ("absent.xlsx", "no.xlsx")])
def test_3_a_file_that_cannot_be_read(words: tuple[str, str]) -> None:
    result = compare(*words)

    assert (result.exit_code, result.stdout) == (3, "")
    assert "no.xlsx: 1 error, no warnings; 1 check run" in result.stderr


def test_3_every_file_that_cannot_be_read_is_named() -> None:
    result = compare("absent.xlsx", "no.xlsx")

    assert result.stderr.count("error: The file cannot be opened as a workbook: ") == 2
