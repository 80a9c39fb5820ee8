"""What people type: it is accepted as they write it, answered with what may be meant, and completed by the Tab key.

1. Periods, measures, choices and names are accepted however they are typed. 2. What is not known is answered with all
that may be meant, and nothing is guessed. 3. The Tab key completes periods, measures, codes, facilities, MCOs and
kinds. 4. Help cuts no line.
"""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

import vbpqip
from support.reports import report
from vbpqip.cli import COMMANDS, main

TERMS = """
title = "t"
[[measures]]
key = "e-cg"
title = "Electrocardiograms"
short_title = "ECGs done"
steward = "CMS"
improvement = "lower"
scoring = "continuous-variable"
reporting = "annual"
per = 1
unit = "minutes"
since = "DY3 Q1"
source = "Agreement"
[[measures]]
key = "ec-g"
title = "Gaps"
short_title = "Gaps"
steward = "CMS"
improvement = "lower"
scoring = "continuous-variable"
reporting = "annual"
per = 1
unit = "minutes"
since = "DY3 Q1"
source = "Agreement"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with terms whose measures are easily taken for one another."""
    monkeypatch.chdir(tmp_path)
    Path("terms.toml").write_text(TERMS)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def said(result: Result) -> str:
    return " ".join(result.stderr.split())


def completed(*words: str) -> list[tuple[str, str]]:
    """Return what the Tab key makes of the last word: values and their types."""
    *before, begun = words
    found = ShellComplete(main, {}, "vbpqip", "_VBPQIP_COMPLETE").get_completions(before, begun)
    return [(item.value, item.type) for item in found]


def values(*words: str) -> list[str]:
    return [value for value, _ in completed(*words)]


@pytest.mark.parametrize("typed", ["DY3Q2", "dy3 q2", "dy3-q2", "DY3_Q2", " DY 3, Q 2 ", "Q2 DY3", "DY3\u2013Q2"])
@pytest.mark.parametrize("command", ["calendar", "parameters"])
def test_1_a_period(command: str, typed: str) -> None:
    assert run(command, "--period", typed).stdout == run(command, "--period", "DY3 Q2").stdout


@pytest.mark.parametrize(
    "typed", ["median-time-to-ecg", "MEDIAN-TIME-TO-ECG", "Median time to ECG", "median_time_to_ecg"]
)
def test_1_a_measure(typed: str) -> None:
    Path("report.xlsx").write_bytes(report())

    assert run("explain", typed).stdout.startswith("Median time to ECG (median-time-to-ecg)\n")
    assert run("explain", "report.xlsx", "--measure", typed).stdout.startswith(
        "Median time to ECG (median-time-to-ecg)"
    )


def test_1_all_in_one_form() -> None:
    words = ("--period", "dy3q1", "--measure", "CAUTI", "--measure", "median time to ecg", "--kind", "QIT report")
    result = run("template", "a.xlsx", *words, "--facility", "nyack-hospital", "--mco", "FIDELIS")

    assert (result.exit_code, result.stderr) == (0, "Wrote a.xlsx.\n")
    review = vbpqip.review("a.xlsx")
    assert (str(review.period), review.facility, review.mco) == ("DY3 Q1", "Nyack Hospital", "Fidelis")
    assert [measure.measure.key for measure in review.measures] == ["cauti", "median-time-to-ecg"]


def test_1_a_choice() -> None:
    assert run("parameters", "--format", "JSON").stdout == run("parameters", "--format", "json").stdout


def test_1_a_facility() -> None:
    assert run("calendar", "--facility", "nyack hospital").exit_code == 0
    assert run("calendar", "--facility", "Nyack-Hospital").exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("chek", "a.xlsx"), "No such command 'chek'. Did you mean 'check'?", id="command"),
        pytest.param(("Check",), "No such command 'Check'. Did you mean 'check'?", id="command in capitals"),
        pytest.param(("weather",), "No such command 'weather'.", id="no command"),
        pytest.param(("calendar", "--perod", "DY3 Q1"), "Did you mean", id="option"),
        pytest.param(
            ("check", "a.xlsx", "--format", "jsn"),
            "'jsn' is not 'text', 'json' or 'csv'. Did you mean 'json'?",
            id="choice",
        ),
        pytest.param(
            ("template", "a.xlsx", "--kind", "qit"),
            "'qit' is no kind of report; known are qit-report, ait-report. Did you mean 'qit-report'?",
            id="kind",
        ),
        pytest.param(
            ("calendar", "--period", "DY3"),
            "'DY3' is not a quarter such as 'DY3 Q1'. Did you mean 'DY3 Q1', 'DY3 Q2', 'DY3 Q3' or 'DY3 Q4'?",
            id="a year",
        ),
        pytest.param(
            ("calendar", "--period", "2017 Q1"), "'2017 Q1' is not a quarter such as 'DY3 Q1'.", id="no period"
        ),
        pytest.param(("calendar", "--period", "Q1 DY3 Q2"), "'Q1 DY3 Q2' is not a quarter", id="two quarters"),
        pytest.param(("template", "a.xlsx", "--measure", "cuati"), "Did you mean 'cauti'?", id="measure"),
        pytest.param(
            ("template", "a.xlsx", "--measure", "median time"),
            "Did you mean 'median-time-to-ecg' or 'median-time-to-transfer'?",
            id="two",
        ),
        pytest.param(
            ("template", "a.xlsx", "--terms", "terms.toml", "--period", "DY3 Q1", "--measure", "ECG"),
            "'ECG' can mean 'e-cg' or 'ec-g'. Choose one of them.",
            id="one of two",
        ),
        pytest.param(
            ("explain", "ECG", "--terms", "terms.toml"),
            "'ECG' can mean 'e-cg' or 'ec-g'. Choose one of them.",
            id="one of two to explain",
        ),
        pytest.param(("explain", "numerator-above"), "Did you mean 'numerator-above-denominator'?", id="finding"),
        pytest.param(
            ("calendar", "--facility", "St."), "'St.' is not on the roster.", id="a part of very many facilities"
        ),
        pytest.param(
            ("calendar", "--facility", "montefiore"),
            "Did you mean 'Montefiore-Mount Vernon' or 'Montefiore - New Rochelle'?",
            id="one of two facilities",
        ),
        pytest.param(
            ("calendar", "--facility", "health"), "'Health Alliance (Benedictine)'", id="a word of several facilities"
        ),
        pytest.param(
            ("calendar", "--period", "DY3 Q5"),
            "Did you mean 'DY3 Q1', 'DY3 Q2', 'DY3 Q3' or 'DY3 Q4'?",
            id="no such quarter",
        ),
        pytest.param(("calendar", "--mco", "Fidelity"), "Did you mean 'Fidelis'?", id="MCO"),
    ],
)
def test_2_what_is_not_known(words: tuple[str, ...], told: str) -> None:
    result = run(*words)

    assert (result.exit_code, told in said(result)) == (2, True), result.stderr
    assert not Path("a.xlsx").exists()


def test_2_a_facility_that_is_not_on_the_roster_may_be_new() -> None:
    result = run("template", "a.xlsx", "--facility", "Nyack Hopsital", "--mco", "New\x1b Plan")

    assert result.exit_code == 0
    assert result.stderr == (
        "'Nyack Hopsital' is not on the roster. Did you mean 'Nyack Hospital'? The form names it as it is typed.\n"
        "'New\\x1b Plan' is not on the roster. The form names it as it is typed.\n"
        "Wrote a.xlsx.\n"
    )
    assert vbpqip.review("a.xlsx").facility == "Nyack Hopsital"


@pytest.mark.parametrize("command", ["calendar", "parameters", "template"])
def test_3_periods(command: str) -> None:
    assert values(command, "--period", "dy3") == ["DY3-Q1", "DY3-Q2", "DY3-Q3", "DY3-Q4"]
    assert values(command, "--period", "")[0] == "DY2-Q4"


@pytest.mark.parametrize("command", ["calendar", "parameters", "template"])
def test_3_facilities_and_mcos(command: str) -> None:
    assert values(command, "--facility", "nya") == ["Nyack-Hospital"]
    assert values(command, "--facility", "Nyack H") == ["Nyack-Hospital"]
    assert values(command, "--mco", "fid") == ["Fidelis"]


def test_3_every_facility_that_is_completed_is_known() -> None:
    names = values("calendar", "--facility", "")

    assert len(names) == len(set(names)) > 10
    assert all(run("calendar", "--facility", name, "--period", "DY3Q1").exit_code == 0 for name in names)


def test_3_measures() -> None:
    assert values("template", "a.xlsx", "--measure", "cau") == ["cauti"]
    assert values("explain", "a.xlsx", "--measure", "median-time-to-e") == ["median-time-to-ecg"]


def test_3_measures_under_terms() -> None:
    assert values("explain", "a.xlsx", "--terms", "terms.toml", "--measure", "ecg") == ["e-cg", "ec-g"]


def test_3_nothing_under_terms_that_are_wrong() -> None:
    Path("terms.toml").write_text("title = 3")

    assert values("explain", "a.xlsx", "--terms", "terms.toml", "--measure", "") == []


def test_3_codes_numbers_and_files() -> None:
    assert values("explain", "QIP41")[0] == "QIP410"
    assert values("explain", "qit.req") == ["qit.required_share"]
    assert completed("explain", "./a") == [("./a", "file")]
    assert completed("explain", "report.x") == [("report.x", "file")]


def test_3_kinds_commands_and_choices() -> None:
    assert values("template", "--kind", "") == ["qit-report", "ait-report"]
    assert values("ch") == ["check"]
    assert values("check", "--format", "j") == ["json"]


def test_3_help_says_how_to_switch_it_on() -> None:
    assert 'eval "$(_VBPQIP_COMPLETE=bash_source vbpqip)"' in run("--help").stdout


@pytest.mark.parametrize("words", [(), *((command,) for command in COMMANDS)], ids=" ".join)
def test_4_help_cuts_no_line(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _usage, *printed = run(*words, "--help").stdout.splitlines()

    assert not [line for line in printed if line.endswith(("...", "\u2026"))]
    assert not [line for line in printed if len(line) > 80]


def test_4_every_command_is_told_in_a_whole_sentence() -> None:
    listed = " ".join(run("--help").stdout.partition("Commands:")[2].split())

    for command in COMMANDS:
        found = main.get_command(click.Context(main), command)
        assert found is not None
        first = " ".join((found.help or "").partition(".\n")[0].split())
        assert f"{command} {first.partition('. ')[0].rstrip('.')}." in listed


def test_there_is_no_other_command() -> None:
    assert main.get_command(click.Context(main), "chek") is None
