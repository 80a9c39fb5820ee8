"""``vbpqip explain REPORT.xlsx --measure KEY``: a measure's way, and what is said where it cannot be shown."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from inline_snapshot import snapshot

from support.reports import Changes, report
from support.samples import SAMPLES
from support.written import written_form
from vbpqip.cli import main

REPORTS: dict[str, Changes] = {
    "report.xlsx": {("prior_numerator", 4): 8},
    "empty.xlsx": {("selected", row): None for row in (0, 4, 9)},
    "clabsi": {},
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder with a few reports."""
    monkeypatch.chdir(tmp_path)
    for name, changes in REPORTS.items():
        Path(name).write_bytes(report(changes))
    Path("late.xlsx").write_bytes(written_form(SAMPLES["baseline-late-sepsis.xlsx"]))
    Path("no.xlsx").write_bytes(b"no workbook")


def explain(*words: str) -> Result:
    return CliRunner().invoke(main, ["explain", *words])


def said(result: Result) -> str:
    return result.stderr.splitlines()[-1]


@pytest.mark.parametrize("measure", ["clabsi", "CLABSI"])
def test_a_measure_by_its_key_or_title(measure: str) -> None:
    result = explain("report.xlsx", "--measure", measure)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("CLABSI (clabsi) in report.xlsx\n")


def test_a_title_of_several_words() -> None:
    result = explain("report.xlsx", "--measure", "median time to ECG")

    assert result.stdout.startswith("Median time to ECG (median-time-to-ecg) in report.xlsx\n")


def test_what_the_workbook_stores_is_shown() -> None:
    assert (
        '    H16   denominator of DY2 Q4   "leave blank"       blank\n'
        in explain("report.xlsx", "--measure", "median-time-to-ecg").stdout
    )


def test_a_file_whatever_it_is_called() -> None:
    """An existing file goes before a measure of that name."""
    assert explain("clabsi", "--measure", "clabsi").stdout.startswith("CLABSI (clabsi) in clabsi\n")


def test_json() -> None:
    page = json.loads(explain("report.xlsx", "--measure", "clabsi", "--format", "json").stdout)

    assert (page["kind"], page["key"], page["result"]) == ("measure-of-report", "clabsi", "3")


def test_beside_the_report_before() -> None:
    quarters: Changes = {(f"quarter_{nth}", 0): f"DY2 Q{nth}" for nth in (1, 2, 3, 4)}
    Path("last.xlsx").write_bytes(report({("current_period", 0): "DY2 Q4", **quarters}))

    result = explain("report.xlsx", "--measure", "clabsi", "--previous", "last.xlsx")

    assert "\nQIP452, warning, P4P Report!K11\n" in result.stdout


def test_by_the_day_on_which_it_was_received() -> None:
    early, late = (
        explain("late.xlsx", "--measure", "sepsis-3h-bundle", "--received", day).stdout
        for day in ("2017-07-28", "2017-09-01")
    )

    assert "The result is still to come, at a later due date of its own." in early
    assert "The result is still to come" not in late


def test_under_terms() -> None:
    Path("terms.toml").write_text(
        'title = "P4P"\n[[qit.required_share.values]]\nsince = "DY3 Q1"\nvalue = 0.9\nsource = "Agreement"\n'
    )

    result = explain("report.xlsx", "--measure", "clabsi", "--terms", "terms.toml")

    assert "\n\nqit.required_share = 0.9\n  Agreed: Agreement.\n" in result.stdout


def test_without_a_measure_those_that_are_selected_are_named() -> None:
    result = explain("report.xlsx")

    assert result.exit_code == 2
    assert said(result) == snapshot(
        "Error: Which measure? Add --measure with one of those selected: ami-mortality, clabsi, median-time-to-ecg."
    )


def test_a_measure_that_is_not_selected() -> None:
    result = explain("report.xlsx", "--measure", "cdi")

    assert result.exit_code == 2
    assert said(result) == snapshot(
        "Error: Invalid value for --measure: 'cdi' is not selected in report.xlsx; selected are ami-mortality, clabsi, median-time-to-ecg."
    )


def test_no_measure_is_selected() -> None:
    result = explain("empty.xlsx", "--measure", "cdi")

    assert result.exit_code == 2
    assert said(result) == snapshot(
        "Error: No measure is selected in empty.xlsx; 'vbpqip check empty.xlsx' says what is wrong."
    )


def test_another_workbook() -> None:
    openpyxl.Workbook().save("other.xlsx")

    assert said(explain("other.xlsx", "--measure", "cdi")).startswith("Error: No measure is selected in other.xlsx;")


@pytest.mark.parametrize("name", ["no.xlsx", "absent.xlsx"])
def test_a_file_that_cannot_be_read(name: str) -> None:
    result = explain(name, "--measure", "clabsi")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"{name}: 1 error, no warnings; 1 check run\n")


def test_options_about_a_report_need_one() -> None:
    result = explain("QIP410", "--measure", "clabsi", "--received", "2017-10-20")

    assert result.exit_code == 2
    assert said(result) == snapshot(
        "Error: Give a report with --measure and --received: vbpqip explain REPORT.xlsx --measure KEY"
    )
