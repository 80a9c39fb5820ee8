"""``vbpqip template --previous`` and ``--roster``: what is written, said, and refused.

1. --previous writes the next report's form. 2. The last report's findings are said, and what they leave open. 3. What
cannot be followed is refused, with place and remedy. 4. --roster writes a form for each pairing. 5. Nothing is
overwritten unasked, and contradictions are refused.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from inline_snapshot import snapshot

import vbpqip
from support.quarters import Quarter
from support.reports import report
from vbpqip.cli import main
from vbpqip.cli.forms import TemplateOptions, forms_wanted
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.form.sheets import ACCEPTED_VERSIONS, TEMPLATE_VERSION
from vbpqip.output.pairing_list import slug
from vbpqip.program.loading import load_program, program_under

PAIRINGS = "facility,mco\nNyack Hospital,Fidelis\nRome Memorial Hospital,United Health Plan\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sound report of DY3 Q1, and one with a mistake."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("last.xlsx").write_bytes(report())
    Path("wrong.xlsx").write_bytes(report({("numerator_2", 0): 51, ("attested_by", 0): None}))
    Path("pairings.csv").write_text(PAIRINGS, encoding="utf-8")
    return tmp_path


def template(*words: str) -> Result:
    return CliRunner().invoke(main, ["template", *words])


def said(result: Result) -> str:
    """Return what a call said, without its line ends."""
    assert "Traceback" not in result.output
    return " ".join(result.stderr.split())


def test_1_the_next_report() -> None:
    result = template("next.xlsx", "--previous", "last.xlsx")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Wrote next.xlsx.\n")
    review = vbpqip.review("next.xlsx")
    assert (str(review.period), review.facility, review.mco) == ("DY3 Q2", "Interfaith Medical Center", "Fidelis")
    assert [measure.measure.key for measure in review.measures] == ["ami-mortality", "clabsi", "median-time-to-ecg"]
    assert [measure.prior for measure in review.measures] == [
        measure.current for measure in vbpqip.review("last.xlsx").measures
    ]


def test_1_the_period_and_more_measures_can_be_named() -> None:
    result = template("next.xlsx", "--previous", "last.xlsx", "--period", "DY3 Q2", "--measure", "cdi")

    assert result.exit_code == 0
    assert "cdi" in [measure.measure.key for measure in vbpqip.review("next.xlsx").measures]


def test_1_a_report_that_openpyxl_saved() -> None:
    """It stores no result of any formula."""
    openpyxl.load_workbook("last.xlsx").save("saved.xlsx")

    template("next.xlsx", "--previous", "last.xlsx")
    template("other.xlsx", "--previous", "saved.xlsx")

    assert Path("next.xlsx").read_bytes() == Path("other.xlsx").read_bytes()


def test_2_findings_and_what_they_leave_open() -> None:
    result = template("next.xlsx", "--previous", "wrong.xlsx")

    assert result.exit_code == 0
    assert result.stderr == snapshot("""\
wrong.xlsx: 1 error, 1 warning; 117 checks run

error: P4P Report!E7: AMI mortality, numerator of DY2 Q3: 51 of 50. [QIP410]
  Check that the two cells are not swapped, and that both are for the same
  months.

warning: Attestation!A8: The attestation lacks a name. [QIP250]
  Enter the name and, where the form asks for it, the title of who attests to
  the report, and the date.

Not carried over, and left open in next.xlsx:
  AMI mortality: DY2 Q3, the prior report.
Wrote next.xlsx.
""")


def test_2_received_text_commands_no_terminal() -> None:
    Path("odd.xlsx").write_bytes(report({("contract_mco", 0): "\x1b[31mRed", ("contract_level", 0): 9}))

    result = template("next.xlsx", "--previous", "odd.xlsx")

    assert "\x1b" not in result.stderr
    assert "Contract with U+001B[31mRed: level." in result.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(
            ("--period", "DY3 Q4"),
            "Error: Invalid value for --period: the last report is of DY3 Q1, so the next is of DY3 Q2; ask for it.",
            id="skips",
        ),
        pytest.param(
            ("--period", "DY2 Q4"),
            "Error: Invalid value for --period: the last report is of DY3 Q1, so the next is of DY3 Q2; ask for it.",
            id="goes back",
        ),
        pytest.param(
            ("--period", "DY9 Q1"),
            "Error: Invalid value for --period: reports are made for DY2 Q4 to DY5 Q4.",
            id="is none",
        ),
        pytest.param(
            ("--facility", "Nyack Hospital"),
            "Error: Invalid value for --facility: the last report is of 'Interfaith Medical Center', "
            "not of 'Nyack Hospital'; give that one's report.",
            id="another facility",
        ),
        pytest.param(
            ("--mco", "MVP"),
            "Error: Invalid value for --mco: the last report is of 'Fidelis', not of 'MVP'; give that one's report.",
            id="another MCO",
        ),
    ],
)
def test_3_another_report_than_the_next(words: tuple[str, ...], expected: str) -> None:
    result = template("next.xlsx", "--previous", "last.xlsx", *words)

    assert result.exit_code == 2
    assert expected in said(result)
    assert not Path("next.xlsx").exists()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param(
            {("current_period", 0): "DY5 Q4"},
            "--previous: odd.xlsx: DY5 Q4 is the program's last period; no report comes after it.",
            id="last period",
        ),
        pytest.param(
            {("current_period", 0): None},
            "--previous: odd.xlsx: the report names no period; choose one of DY2 Q4 to DY5 Q4 in it, and save it.",
            id="no period",
        ),
    ],
)
def test_3_a_report_that_none_follows(changed: dict[tuple[str, int], str | None], expected: str) -> None:
    Path("odd.xlsx").write_bytes(report({**changed}))

    result = template("next.xlsx", "--previous", "odd.xlsx")

    assert result.exit_code == 2
    assert f"Error: Invalid value for {expected}" in said(result)


def test_3_another_workbook() -> None:
    openpyxl.Workbook().save("other.xlsx")

    result = template("next.xlsx", "--previous", "other.xlsx")

    assert result.exit_code == 2
    assert "--previous: other.xlsx: the workbook is not a QIT report; give a report that was sent." in said(result)


@pytest.mark.parametrize("name", ["no.xlsx", "absent.xlsx", "."])
def test_3_a_file_that_is_no_workbook(name: str) -> None:
    Path("no.xlsx").write_bytes(b"no workbook")

    result = template("next.xlsx", "--previous", name)

    assert result.exit_code == 3
    assert "error: The file cannot be opened as a workbook: " in said(result)
    assert not Path("next.xlsx").exists()


def test_3_the_last_report_is_not_written_over() -> None:
    result = template("./last.xlsx", "--previous", "last.xlsx", "--overwrite")

    assert result.exit_code == 2
    assert "last.xlsx is the report of --previous itself. Choose another name for the new one." in said(result)


def test_3_the_version_of_the_last_report_is_upgraded() -> None:
    template("next.xlsx", "--previous", "last.xlsx")

    assert vbpqip.review("next.xlsx").template_version == TEMPLATE_VERSION == ACCEPTED_VERSIONS[-1]


def forms_of(period: Quarter | None) -> list[str]:
    """Return which files a set of the roster has, without writing them."""
    options = TemplateOptions(period, roster=True)
    return [path.name for path in forms_wanted(Path("forms"), QIT_REPORT, load_program(), options).forms]


def test_4_a_form_for_each_pairing_of_the_roster() -> None:
    files = forms_of(Quarter(3, 1))

    assert len(files) == 23
    assert files[0] == "Brookdale-Hospital_Affinity_DY3-Q1.xlsx"
    assert "Health-and-Hospitals-Corp_Emblem-Health-HIP_DY3-Q1.xlsx" in files


def test_4_the_roster_is_that_of_the_period() -> None:
    """Jamaica Hospital joined by DY3 Q2; without a period, all who are on the roster at the end get a form."""
    assert not [file for file in forms_of(Quarter(3, 1)) if file.startswith("Jamaica")]
    assert [file for file in forms_of(None) if file.startswith("Jamaica")] == [
        "Jamaica-Hospital_Amerigroup.xlsx",
        "Jamaica-Hospital_Fidelis.xlsx",
    ]


def test_4_pairings_of_a_file() -> None:
    result = template("forms/dy3", "--roster", "--pairings", "pairings.csv", "--period", "DY3 Q1", "--measure", "cauti")

    files = ("Nyack-Hospital_Fidelis_DY3-Q1.xlsx", "Rome-Memorial-Hospital_United-Health-Plan_DY3-Q1.xlsx")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "".join(f"Wrote {Path('forms', 'dy3', file)}.\n" for file in files)
    assert {path.name for path in Path("forms/dy3").iterdir()} == set(files)
    review = vbpqip.review(Path("forms/dy3", files[0]))
    assert (review.facility, review.mco, str(review.period)) == ("Nyack Hospital", "Fidelis", "DY3 Q1")
    assert [measure.measure.key for measure in review.measures] == ["cauti"]


def test_4_pairings_of_the_terms() -> None:
    Path("terms.toml").write_text(
        'title = "t"\n[[pairings]]\nfacility = "New Hospital"\nmco = "MVP"\nsince = "DY3 Q1"\nsource = "Agreement"\n'
    )

    options = TemplateOptions(Quarter(3, 1), roster=True)
    forms = forms_wanted(Path("forms"), QIT_REPORT, program_under(Path("terms.toml")), options).forms

    assert Path("forms/New-Hospital_MVP_DY3-Q1.xlsx") in forms


def test_4_a_list_invalid() -> None:
    Path("pairings.csv").write_text("facility,mco\nNyack Hospital,\n")

    result = template("forms", "--roster", "--pairings", "pairings.csv")

    assert result.exit_code == 3
    assert result.stderr == "Error: pairings.csv: line 2: mco is blank; write both names in each line.\n"
    assert not Path("forms").exists()


def test_5_nothing_is_written_where_one_exists() -> None:
    Path("forms").mkdir()
    Path("forms/Rome-Memorial-Hospital_United-Health-Plan.xlsx").write_text("a month of work")

    result = template("forms", "--roster", "--pairings", "pairings.csv")

    assert result.exit_code == 2
    assert (
        "Rome-Memorial-Hospital_United-Health-Plan.xlsx exists already. Choose another name, or add --overwrite."
        in said(result)
    )
    assert len(list(Path("forms").iterdir())) == 1


def test_5_only_some_of_many_files_are_named() -> None:
    pairings = [(f"Hospital {letter}", "Fidelis") for letter in "ABCDEFG"]
    Path("pairings.csv").write_text("facility,mco\n" + "".join(f"{','.join(pair)}\n" for pair in pairings))
    Path("forms").mkdir()
    for facility, mco in pairings:
        Path("forms", f"{slug(facility)}_{mco}.xlsx").touch()

    result = template("forms", "--roster", "--pairings", "pairings.csv")

    assert result.exit_code == 2
    assert said(result).count(".xlsx") == 5
    assert "and 2 more exist already." in said(result)


def test_5_a_set_is_overwritten_when_asked() -> None:
    template("forms", "--roster", "--pairings", "pairings.csv")
    before = {path.name: path.read_bytes() for path in Path("forms").iterdir()}

    assert template("forms", "--roster", "--pairings", "pairings.csv", "--overwrite").exit_code == 0
    assert {path.name: path.read_bytes() for path in Path("forms").iterdir()} == before


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            ("forms", "--roster", "--facility", "Nyack Hospital", "--previous", "last.xlsx"),
            "--roster writes a form for each pairing. Leave out --facility and --previous.",
        ),
        (
            ("a.xlsx", "--pairings", "pairings.csv"),
            "--pairings says which pairings --roster writes forms for. Add --roster.",
        ),
        ((".",), ". is a folder. Name a file in it, or add --roster for a set of forms."),
        (("forms", "--roster", "--measure", "vte-1"), "'vte-1' is not on the menu"),
    ],
)
def test_5_contradictions(words: tuple[str, ...], expected: str) -> None:
    result = template(*words)

    assert result.exit_code == 2
    assert expected in said(result)


def test_5_a_folder_that_cannot_be_made() -> None:
    result = template("last.xlsx", "--roster", "--pairings", "pairings.csv")

    assert result.exit_code == 3
    assert "last.xlsx cannot be written: File exists." in said(result)
