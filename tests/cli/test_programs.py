"""``--program``: every command takes another program, by its name or as a folder, and the results say so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from support.reports import report
from vbpqip.cli import COMMANDS, main
from vbpqip.program.loading import NEW_YORK, PACKS


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with another program, whose years have another prefix and begin in November 2014."""
    monkeypatch.chdir(tmp_path)
    folder = Path("other")
    folder.mkdir()
    for path in (PACKS / NEW_YORK).iterdir():
        text = path.read_text("utf-8").replace("DY", "PY").replace("NYS VBP QIP", "Other")
        (folder / path.name).write_text(text.replace("begins = 2015-04-01", "begins = 2014-11-01"), "utf-8")
    return folder


def calendar(*words: str) -> list[dict[str, str]]:
    dates: list[dict[str, str]] = json.loads(run("calendar", "--format", "json", *words).stdout)
    return dates


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "page"])
def test_every_command_takes_a_program(name: str) -> None:
    """The page has the program of this package; terms that are dropped on it go with it."""
    command = main.get_command(click.Context(main), name)

    assert command is not None
    assert [parameter.name for parameter in command.params].count("pack") == 1


def test_the_program_of_new_york_by_its_name() -> None:
    assert calendar("--program", NEW_YORK) == calendar()


def test_quarters_have_the_names_and_days_of_the_program(other: Path) -> None:
    first = calendar("--program", str(other))[0]

    assert (first["period"], first["window_start"], first["window_end"]) == ("PY2 Q4", "2015-11-01", "2016-10-31")


def test_a_period_is_one_of_the_program(other: Path) -> None:
    assert [each["period"] for each in calendar("--period", "PY3 Q1", "--program", str(other))] == ["PY3 Q1"]
    refused = run("calendar", "--program", str(other), "--period", "DY3 Q1")

    assert refused.exit_code == 2
    assert "'DY3 Q1' is not a quarter such as 'PY3 Q1'." in refused.stderr


def test_a_report_is_checked_by_the_program(other: Path) -> None:
    Path("report.xlsx").write_bytes(report())
    checked = json.loads(run("check", "report.xlsx", "--format", "json", "--program", str(other)).stdout)

    assert checked["program"]["name"] == "Other"
    assert checked["reviews"][0]["period"] is None


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    refused = run("parameters", "--program", str(tmp_path / "none"))

    assert refused.exit_code == 3
    assert f"is neither a program of this package, which are {NEW_YORK}, nor a folder." in refused.stderr


@pytest.mark.parametrize("name", ["qit.toml", "payment.toml"])
def test_a_file_that_is_missing_is_named(other: Path, name: str) -> None:
    """Whether or not the command needs one of its numbers."""
    (other / name).unlink()

    assert f"{name}: cannot be read" in run("calendar", "--program", str(other)).stderr


@pytest.mark.parametrize(
    ("begins", "reason"),
    [
        ("begins = 2014-11-02", "years.begins: 2014-11-02 is not the first day of a month."),
        ('begins = 2014-11-01\nsuffix = "x"', "years.suffix: is not a key that belongs here"),
    ],
)
def test_wrong_years_are_named(other: Path, begins: str, reason: str) -> None:
    path = other / "program.toml"
    path.write_text(path.read_text("utf-8").replace("begins = 2014-11-01", begins), "utf-8")

    assert reason in run("parameters", "--program", str(other)).stderr


def test_a_folder_that_changed_reviews_anew(other: Path) -> None:
    """The rules of a run are told by all files of a program that is not of this package."""
    Path("inbox").mkdir()
    Path("inbox", "report.xlsx").write_bytes(report())
    words = ("batch", "inbox", "--out", "results", "--jobs", "1", "--quiet", "--program", str(other))
    first, again = run(*words).stdout, run(*words).stdout
    shutil.copytree(other, "changed")
    path = Path("changed", "measures.toml")
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    changed = run(*words[:-1], "changed").stdout

    reviewed = [
        next(line for line in text.splitlines() if "reviewed now" in line)[:14] for text in (first, again, changed)
    ]
    assert reviewed == ["1 reviewed now", "0 reviewed now", "1 reviewed now"]
