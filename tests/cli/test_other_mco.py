"""``vbpqip template --from REPORT --mco OTHER``: what is written, said, and refused."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import vbpqip
from support.reports import report
from vbpqip.cli import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a sound report to Fidelis, and one with a mistake."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("report.xlsx").write_bytes(report())
    Path("wrong.xlsx").write_bytes(report({("numerator_2", 0): 51}))


def template(*words: str) -> Result:
    return CliRunner().invoke(main, ["template", *words])


def said(result: Result) -> str:
    assert "Traceback" not in result.output
    return " ".join(result.stderr.split())


def test_the_report_to_the_other_mco() -> None:
    result = template("other.xlsx", "--from", "report.xlsx", "--mco", "mvp")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Wrote other.xlsx.\n")
    own, other = vbpqip.review("report.xlsx"), vbpqip.review("other.xlsx")
    assert (str(other.period), other.facility, other.mco) == ("DY3 Q1", "Interfaith Medical Center", "MVP")
    assert [measure.current for measure in other.measures] == [measure.current for measure in own.measures]
    assert [measure.prior for measure in other.measures] == [measure.prior for measure in own.measures]


def test_what_errors_touch_is_listed() -> None:
    result = template("other.xlsx", "--from", "wrong.xlsx", "--mco", "MVP")

    assert result.exit_code == 0
    assert "AMI mortality, numerator of DY2 Q3: 51 of 50. [QIP410]" in said(result)
    assert "Not carried over, and left open in other.xlsx: AMI mortality: DY2 Q3. Wrote other.xlsx." in said(result)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(
            ("--from", "report.xlsx", "--mco", "Fidelis"),
            "Invalid value for --mco: the report is to 'Fidelis' itself. Name the facility's other MCO.",
            id="the same MCO",
        ),
        pytest.param(
            ("--from", "report.xlsx"),
            "Invalid value for --from: report.xlsx: the form is for the facility's other MCO. Name it with --mco.",
            id="no MCO",
        ),
        pytest.param(
            ("--from", "another.xlsx", "--mco", "MVP"),
            "Invalid value for --from: another.xlsx: the workbook is not a QIT report; give a report that was sent.",
            id="another kind",
        ),
        pytest.param(
            ("--from", "report.xlsx", "--previous", "report.xlsx", "--mco", "MVP"),
            "Error: A form goes on from one report. Leave out --previous or --from.",
            id="with --previous",
        ),
        pytest.param(
            ("--from", "report.xlsx", "--roster"),
            "--roster writes a form for each pairing. Leave out --from.",
            id="with --roster",
        ),
    ],
)
def test_what_is_refused(words: tuple[str, ...], told: str) -> None:
    openpyxl.Workbook().save("another.xlsx")

    result = template("other.xlsx", *words)

    assert (result.exit_code, told in said(result)) == (2, True), result.stderr
    assert not Path("other.xlsx").exists()


def test_the_report_itself_is_not_written_over() -> None:
    result = template("report.xlsx", "--from", "report.xlsx", "--mco", "MVP", "--overwrite")

    assert result.exit_code == 2
    assert "report.xlsx is the report of --from itself." in said(result)


def test_a_file_that_is_no_workbook() -> None:
    Path("no.xlsx").write_bytes(b"no workbook")

    assert template("other.xlsx", "--from", "no.xlsx", "--mco", "MVP").exit_code == 3
