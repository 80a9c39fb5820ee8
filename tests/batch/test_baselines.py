"""Reports of the baseline that are given beside a folder, or beside one report: ``--baseline``."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from support.folders import NEXT, baseline, following
from support.runs import batch, rows
from support.written import written_form
from vbpqip.cli import main
from vbpqip.kinds.qit_report.writing.form_data import FormData

TERMS = """title = "Agreement"
[[qit.comparator.values]]
since = "DY2 Q4"
value = "baseline"
source = "Amendment 2"
"""
WRONG = NEXT.replace("6/76369", "8/76369")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return a folder with Nyack's report of DY3 Q1, whose comparator of CLABSI is not the baseline's."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    put(folder / "now.xlsx", following(WRONG))
    (tmp_path / "terms.toml").write_text(TERMS)
    return folder


def put(path: Path, form_data: FormData) -> Path:
    path.write_bytes(written_form(form_data))
    return path


def found(out: Path) -> list[tuple[object, ...]]:
    return rows(out, "SELECT path, code, message FROM finding_across ORDER BY path, code")


def checked(inbox: Path, *words: str | Path) -> tuple[int, str, list[tuple[object, ...]]]:
    """Check the folder, and return the exit code, what was said of it, and what was found across files."""
    out = inbox.parent / "out"
    result = batch(inbox, "--out", out, "--terms", inbox.parent / "terms.toml", *words)
    return result.exit_code, result.stderr, found(out) if out.exists() else []


def test_a_baseline_that_is_not_in_the_folder(inbox: Path) -> None:
    """It is asked for the comparators; another run without it forgets what it said."""
    given = put(inbox.parent / "base.xlsx", baseline())
    said = "CLABSI: 8 of 76,369, but 6 of 76,369 by base.xlsx, the baseline."

    assert checked(inbox) == (0, "", [])
    assert checked(inbox, "--baseline", given) == (0, "", [("now.xlsx", "QIP452", said)])
    assert checked(inbox, "--baseline", given) == (0, "", [("now.xlsx", "QIP452", said)])
    assert checked(inbox) == (0, "", [])


def test_what_is_given_comes_before_what_is_in_the_folder(inbox: Path) -> None:
    put(inbox / "base.xlsx", baseline())
    given = put(inbox.parent / "corrected.xlsx", baseline())

    assert [message for _, _, message in checked(inbox)[2]] == [
        "CLABSI: 8 of 76,369, but 6 of 76,369 by base.xlsx, the baseline."
    ]
    assert [message for _, _, message in checked(inbox, "--baseline", given)[2]] == [
        "CLABSI: 8 of 76,369, but 6 of 76,369 by corrected.xlsx, the baseline."
    ]


def test_a_baseline_of_nobody_in_the_folder_is_said(inbox: Path) -> None:
    given = put(inbox.parent / "base.xlsx", baseline(facility="Interfaith Medical Center"))

    code, said, across = checked(inbox, "--baseline", given)

    assert (code, across) == (0, [])
    assert said == "base.xlsx was not compared: no report is of Interfaith Medical Center and Fidelis.\n"


@pytest.mark.parametrize(
    ("form_data", "reason"),
    [
        pytest.param(following(), "its period is DY3 Q1, and DY2 Q4 is the baseline.", id="another-period"),
        pytest.param(baseline(period=""), "its period is not known, and DY2 Q4 is the baseline.", id="no-period"),
        pytest.param(baseline(mco=""), "it names no facility or no MCO.", id="no-mco"),
        pytest.param(baseline("| measure | selected |\n| clabsi | No |"), "it has no measures.", id="no-measures"),
    ],
)
def test_what_is_no_baseline_is_rejected(inbox: Path, form_data: FormData, reason: str) -> None:
    given = put(inbox.parent / "base.xlsx", form_data)

    code, said, _ = checked(inbox, "--baseline", given)

    assert (code, said) == (3, f"Error: base.xlsx: it is no report of the baseline: {reason}\n")


def test_two_baselines_of_one_pairing_are_rejected(inbox: Path) -> None:
    given, again = (put(inbox.parent / name, baseline()) for name in ("a.xlsx", "b.xlsx"))

    code, said, _ = checked(inbox, "--baseline", given, "--baseline", again)

    assert (code, said) == (3, "Error: b.xlsx: a.xlsx is of the same facility and MCO. Give one of them.\n")


def test_a_baseline_that_cannot_be_read_is_rejected(inbox: Path) -> None:
    (inbox.parent / "base.xlsx").write_text("no workbook")

    code, said, _ = checked(inbox, "--baseline", inbox.parent / "base.xlsx")

    assert code == 3
    assert said.startswith("Error: base.xlsx: The file cannot be opened as a workbook: ")


def test_a_baseline_beside_one_report(inbox: Path) -> None:
    given = put(inbox.parent / "base.xlsx", baseline())
    words = ["check", str(inbox / "now.xlsx"), "--terms", str(inbox.parent / "terms.toml")]

    alone = CliRunner().invoke(main, words)
    beside = CliRunner().invoke(main, [*words, "--baseline", str(given)])

    assert (alone.exit_code, beside.exit_code) == (0, 0)
    assert "QIP452" not in alone.stdout
    said = " ".join(beside.stdout.split())
    assert "CLABSI: 8 of 76,369, but 6 of 76,369 by base.xlsx, the baseline. [QIP452]" in said
