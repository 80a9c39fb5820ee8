"""From the baselines to the verdict by commands alone: six quarterly reports lie between them.

What has to be typed is typed into the forms that commands write; what the verdict must be is worked out by the oracle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from email import message_from_bytes
from email.policy import default
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from support.ait_oracle import OracleAnswer, OracleContract, OracleMeasure, asked, rate
from vbpqip.cli import main

PERIODS = ("DY2 Q4", "DY3 Q1", "DY3 Q2", "DY3 Q3", "DY3 Q4", "DY4 Q1")
COUNTED = {"clabsi": (2, 3, 1, 4, 2, 4, 1, 1, 1), "cdi": (12, 10, 11, 13, 10, 12, 13, 12, 11)}
"""Events of each quarter, from DY2 Q1 on."""

DAYS = 20_000
BUNDLE = ("58.4", "61.2", "61.2", "60.1", "63", "64.5")
"""Its result in each report."""

BASELINES: Mapping[str, tuple[int, int] | str] = {
    "clabsi": (9, 80_000),
    "cdi": (44, 80_000),
    "sepsis-3h-bundle": "57.9",
}
AIT_ATTESTED = tuple(date(2017 + (nth + 2) // 4, month, 20) for nth, month in enumerate((7, 10, 1, 4, 7, 10)))
MEANS = {"clabsi": "1.15", "cdi": "6.57"}
FACILITY, MCO = "Interfaith Medical Center", "Fidelis"
CONTRACT = date(2017, 8, 15)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def command(*words: str) -> str:
    """Run a command that ends well, and return what it said."""
    result = run(*words)
    assert result.exit_code == 0, (words, result.output, result.exception)
    return result.stdout


def type_into(path: Path, sent: Path, typed: Mapping[tuple[str, str], Any]) -> None:
    """Type entries into a form, by their names and the key of their row, and save it under another name."""
    book = openpyxl.load_workbook(path)

    def cells(name: str) -> list[openpyxl.cell.Cell]:
        sheet, area = next(iter(book.defined_names[name].destinations))
        found = book[sheet][area]
        return [line[0] for line in found] if isinstance(found, tuple) else [found]

    rows = {str(cell.value): nth for nth, cell in enumerate(cells("measure_key"))}
    for (name, key), value in typed.items():
        cell = cells(name)[rows.get(key, 0)]
        assert not cell.protection.locked, (name, key)
        cell.value = value
    book.save(sent)


def attested(day: date) -> dict[tuple[str, str], object]:
    return {("attested_by", ""): "D. Clarke", ("attested_title", ""): "CMO", ("attested_on", ""): day}


def quarterly(step: int) -> dict[tuple[str, str], object]:
    """Return what is typed into the n-th quarterly report."""
    typed = attested(AIT_ATTESTED[step])
    for key, events in COUNTED.items():
        for place in (1, 2, 3, 4) if step == 0 else (4,):
            typed[f"numerator_{place}", key] = events[step + place - 1]
            typed[f"denominator_{place}", key] = DAYS
    typed["numerator_4", "sepsis-3h-bundle"] = float(BUNDLE[step])
    if PERIODS[step] == "DY3 Q2":
        contract = {"mco": MCO, "arrangement": "TCGP", "level": 2, "submitted": CONTRACT, "status": "Approved"}
        typed.update({(f"contract_{name}", ""): value for name, value in contract.items()})
    return typed


_MEASURES = [word for key in BASELINES for word in ("--measure", key)]
_NAMES = ["--facility", FACILITY, "--mco", MCO]


def baselines() -> None:
    """Make the form of July 2017, and fill in the baselines."""
    command("template", "form.xlsx", "--kind", "ait-report", "--period", "DY4", *_NAMES, *_MEASURES)
    typed = attested(date(2017, 7, 25))
    for key, baseline in BASELINES.items():
        parts = baseline if isinstance(baseline, tuple) else (float(baseline),)
        named = zip(("numerator", "denominator"), parts, strict=False)
        typed.update({(f"baseline_{part}", key): each for part, each in named})
    type_into(Path("form.xlsx"), Path("baselines.xlsx"), typed)


def quarterly_reports() -> None:
    """Make, fill in and check the six quarterly reports, each from the one before."""
    for step, period in enumerate(PERIODS):
        form, sent = f"form-{step}.xlsx", f"report-{step}.xlsx"
        begun = ["--period", period, *_NAMES, *_MEASURES] if step == 0 else ["--previous", f"report-{step - 1}.xlsx"]
        command("template", form, *begun)
        type_into(Path(form), Path(sent), quarterly(step))
        command("check", sent)


def annual_report() -> None:
    """Make the form of a year later from both, and fill in the State's means."""
    command(
        "template", "next.xlsx", "--kind", "ait-report", "--previous", "baselines.xlsx", "--report", "report-5.xlsx"
    )
    typed = attested(date(2018, 10, 25))
    for key, mean in MEANS.items():
        said = {"": float(mean), "_kind": "Pooled", "_year": 2016, "_source": "DOH, 21 June 2017"}
        typed.update({(f"state_mean{part}", key): value for part, value in said.items()})
    type_into(Path("next.xlsx"), Path("ait.xlsx"), typed)


def reviewed(path: str, *options: str) -> dict[str, Any]:
    """Return what the command check says of a report."""
    found: dict[str, Any] = json.loads(run("check", path, "--format", "json", *options).stdout)["reviews"][0]
    return found


def answer() -> OracleAnswer:
    """Return what the program's words make of the numbers above."""
    results = {key: rate(sum(events[5:9]), 4 * DAYS, 10_000) for key, events in COUNTED.items()}
    measures = []
    for key, baseline in BASELINES.items():
        before = rate(*baseline, 10_000) if isinstance(baseline, tuple) else Fraction(baseline)
        mean = Fraction(MEANS[key]) if key in MEANS else None
        measures.append(OracleMeasure(key not in COUNTED, before, results.get(key, Fraction(BUNDLE[5])), mean))
    return asked("DY4", measures, [OracleContract(2, (CONTRACT,), refused=False)])


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the whole chain."""
    folder = tmp_path_factory.mktemp("chain")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        baselines()
        quarterly_reports()
        annual_report()
        yield folder


_BESIDE = ("--baseline", "baselines.xlsx", "--previous", "report-5.xlsx")


@pytest.mark.usefixtures("chain")
def test_the_baselines_are_measured_against_nothing() -> None:
    review = reviewed("baselines.xlsx", "--received", "2017-07-28")

    said = (review["status"], review["ait"]["verdict"], review["period"], review["due"])
    assert said == ("accepted", "baseline", "DY4", "2017-07-31")


@pytest.mark.usefixtures("chain")
def test_a_year_later_the_verdict_is_what_the_programs_words_say() -> None:
    review = reviewed("ait.xlsx", *_BESIDE)

    assert review["status"] == "accepted"
    assert {each["code"] for each in review["findings"]} <= {"QIP219", "QIP614"}
    target = review["ait"]
    both = [(target[name]["achieved"], target[name]["of"]) for name in ("improved", "better_than_mean")]
    assert (target["verdict"], target["credits"], *both) == answer()


@pytest.mark.usefixtures("chain")
def test_what_was_changed_since_is_told() -> None:
    book = openpyxl.load_workbook("ait.xlsx")
    for name, row, value in (("baseline_numerator", 4, 10), ("result_numerator", 5, 50), ("selected", 4, "Yes")):
        sheet, area = next(iter(book.defined_names[name].destinations))
        book[sheet][area][row][0].value = value
    sheet, area = next(iter(book.defined_names["selected"].destinations))
    book[sheet][area][8][0].value = "No"
    book.save("changed.xlsx")

    review = reviewed("changed.xlsx", *_BESIDE)

    assert {"QIP710", "QIP712", "QIP714"} <= {each["code"] for each in review["findings"]}


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--previous", "report-4.xlsx"), "its period is DY3 Q4, and the measured year is the window of DY4 Q1"),
        (("--previous", "form.xlsx"), ""),
        (("--baseline", "notes.xlsx"), "it cannot be read as a workbook"),
    ],
)
def test_what_cannot_be_compared_is_told(options: tuple[str, str], why: str) -> None:
    Path("notes.xlsx").write_bytes(b"no workbook")

    found = [each["message"] for each in reviewed("ait.xlsx", *options)["findings"] if each["code"] == "QIP716"]

    assert [why in message for message in found] == ([True] if why else [])


@pytest.mark.usefixtures("chain")
def test_a_folder_of_them_gives_the_table_for_the_state(tmp_path: Path) -> None:
    """One table of the baselines, an e-mail about them, and what contradicts the quarterly report."""
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    for name in ("report-5.xlsx", "baselines.xlsx"):
        (inbox / name).write_bytes(Path(name).read_bytes())
    command("batch", str(inbox), "--out", str(out), "--jobs", "1")

    mail = message_from_bytes((out / "exports" / "ait-report-baselines-dy4.eml").read_bytes(), policy=default)
    table = (out / "exports" / "ait-report-baselines-dy4.csv").read_text("utf-8").splitlines()
    assert mail["Subject"] == "AIT DY4 Measure Baselines"
    assert len(table) == 1 + len(BASELINES)
    assert any(",9,80000,1.125," in line for line in table)
    (inbox / "baselines.xlsx").unlink()
    book = openpyxl.load_workbook("ait.xlsx")
    sheet, area = next(iter(book.defined_names["result_numerator"].destinations))
    book[sheet][area][5][0].value = 50
    book.save(inbox / "changed.xlsx")
    run("batch", str(inbox), "--out", str(tmp_path / "again"), "--jobs", "1")

    found = (tmp_path / "again" / "findings.csv").read_text("utf-8")
    assert "cdi, result: 6.25, but 6 in report-5.xlsx" in found
