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

    assert (result.exit_code, result.stdout) == (0, "")
    assert said(result).endswith("is for the two all the same. Wrote other.xlsx.")
    own, other = vbpqip.review("report.xlsx"), vbpqip.review("other.xlsx")
    assert (str(other.period), other.facility, other.mco) == ("DY3 Q1", "Interfaith Medical Center", "MVP")
    assert [measure.current for measure in other.measures] == [measure.current for measure in own.measures]
    assert [measure.prior for measure in other.measures] == [measure.prior for measure in own.measures]


PAIRED = "St. Luke's Cornwall is paired with WellCare, not with Fidelis."


def test_an_mco_that_the_facility_is_not_paired_with_is_taken_with_a_word() -> None:
    """The same is said of a form that names both, and of numbers of the two; what check says of the report is it too."""
    Path("st-lukes.xlsx").write_bytes(report({("facility", 0): "St. Luke's Cornwall", ("mco", 0): "WellCare"}))
    Path("pairings.csv").write_text("facility,mco\nSt. Luke's Cornwall,Fidelis\nNew Hospital,Fidelis\n")
    names = ("--facility", "st lukes cornwall", "--mco", "fidelis")

    assert template("other.xlsx", "--from", "st-lukes.xlsx", "--mco", "Fidelis").stderr == (
        f"{PAIRED} The form is for the two all the same.\nWrote other.xlsx.\n"
    )
    assert template("named.xlsx", *names).stderr == (
        f"{PAIRED} The form is for the two all the same.\nWrote named.xlsx.\n"
    )
    assert said(template("forms", "--roster", "--pairings", "pairings.csv")).count(PAIRED) == 1
    for command in ("parameters", "calendar"):
        shown = CliRunner().invoke(main, [command, *names])
        assert (shown.exit_code, shown.stderr) == (0, f"{PAIRED} What is printed would hold for the two.\n")
    assert PAIRED in [finding.message for finding in vbpqip.review("other.xlsx").findings]


def test_a_facility_of_several_mcos_is_said_to_have_them() -> None:
    Path("brookdale.xlsx").write_bytes(report({("facility", 0): "Brookdale Hospital", ("mco", 0): "Affinity"}))

    assert template("b.xlsx", "--from", "brookdale.xlsx", "--mco", "Fidelis").stderr.startswith(
        "Brookdale Hospital is paired with Affinity and HealthFirst, not with Fidelis."
    )
    assert template("c.xlsx", "--from", "brookdale.xlsx", "--mco", "HealthFirst").stderr == "Wrote c.xlsx.\n"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--facility", "Nick", "--from", "report.xlsx", "--mco", "MVP"), id="another facility"),
        pytest.param(("--facility", "Nick", "--from", "wrong.xlsx", "--mco", "MVP"), id="with a mistake"),
        pytest.param(("--facility", "Nick", "--previous", "report.xlsx"), id="rolled forward"),
        pytest.param(("--from", "wrong.xlsx", "--mco", "MVP", "--period", "DY3 Q2"), id="another period"),
        pytest.param(("--facility", "Nick", "--measure", "nothing"), id="no measure"),
        pytest.param(("--facility", "Nick", "--mco", "Plan", "--period", "DY9 Q9"), id="no period"),
    ],
)
def test_where_something_is_refused_only_that_is_said(words: tuple[str, ...]) -> None:
    """Not also what the form would have said."""
    result = template("other.xlsx", *words)

    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")
    assert "names it as it is typed" not in result.stderr
    assert "[QIP" not in result.stderr


def test_where_a_file_is_in_the_way_only_that_is_said() -> None:
    Path("other.xlsx").write_bytes(b"")

    assert "is typed" not in template("other.xlsx", "--facility", "Nick").stderr


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
