"""Terms that change a measure of the menu.

1. What changes holds from its quarter on, on grounds of its own; all else stays as it is.
2. The check, its JSON document, the form and the explanations follow.
3. Wrong changes are told with their place.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from inline_snapshot import snapshot

from program.conftest import Under
from support.folders import following
from support.quarters import Quarter
from support.written import written_form
from vbpqip.cli import main
from vbpqip.core.errors import ProgramDataError
from vbpqip.core.measures import Measure
from vbpqip.program.loading import load_program
from vbpqip.program.program import Program

BEFORE, SINCE = Quarter(3, 1), Quarter(3, 2)
SOURCE = 'source = "Agreement, section 7"\n'
HEAD = 'title = "Terms"\n'


def change(rows: str, since: str = "DY3 Q2", key: str = "clabsi", at: str = "") -> str:
    return f'[[{at}changed_measures]]\nkey = "{key}"\nsince = "{since}"\n{rows}\n{SOURCE}\n'


PER_LINE_DAY = 'title = "CLABSI per 1,000 Line Days"\nper = 1000\nunit = "line days"\ndevice_days = false'


def clabsi(program: Program, period: Quarter) -> Measure:
    return program.menu_of(period)["clabsi"]


def test_1_a_change_holds_from_its_quarter_on(under: Under) -> None:
    program = under(HEAD + change(PER_LINE_DAY))

    assert clabsi(program, BEFORE) == clabsi(load_program(), BEFORE)
    changed = clabsi(program, SINCE)
    assert (changed.title, changed.result_unit, changed.device_days) == (
        "CLABSI per 1,000 Line Days", "per 1,000 line days", False,
    )  # fmt: skip
    assert changed.short_title == "CLABSI"
    assert changed.infection_group
    assert not changed.off_menu


def test_1_a_measure_keeps_its_place_on_the_menu(under: Under) -> None:
    program = under(HEAD + change(PER_LINE_DAY))

    assert list(program.menu_of(SINCE)) == list(load_program().menu_of(SINCE))


def test_1_a_change_from_the_beginning_leaves_nothing_of_before(under: Under) -> None:
    program = under(HEAD + change(PER_LINE_DAY, since="DY2 Q4"))

    assert len(program.menu) == len(load_program().menu)
    assert clabsi(program, BEFORE).per == 1000


def test_1_changes_follow_one_another(under: Under) -> None:
    program = under(HEAD + change("per = 1000") + change('unit = "line days"', since="DY4 Q1"))

    units = [clabsi(program, period).result_unit for period in (BEFORE, SINCE, Quarter(4, 1))]

    assert units == ["per 10,000 patient days", "per 1,000 patient days", "per 1,000 line days"]


def test_1_an_agreement_changes_what_the_top_changed_later(under: Under) -> None:
    agreed = '[[agreements]]\nfacility = "Nyack Hospital"\n' + change("per = 100", at="agreements.")
    program = under(HEAD + change(PER_LINE_DAY, since="DY4 Q1") + agreed).for_pairing("Nyack Hospital", "Fidelis")

    units = [clabsi(program, period).result_unit for period in (BEFORE, SINCE, Quarter(4, 1))]

    assert units == ["per 10,000 patient days", "per 100 patient days", "per 100 line days"]


def test_1_a_changed_measure_can_be_removed_later(under: Under) -> None:
    removed = f'[[removed_measures]]\nkey = "clabsi"\nsince = "DY4 Q1"\n{SOURCE}'
    program = under(HEAD + change(PER_LINE_DAY) + removed)

    assert clabsi(program, SINCE).per == 1000
    assert "clabsi" not in program.menu_of(Quarter(4, 1))


def test_1_what_changed_is_agreed_and_all_else_on_its_old_grounds(under: Under) -> None:
    program = under(HEAD + change(PER_LINE_DAY))
    now = {number.key: number for number in program.numbers(SINCE)}
    every = [number.value for number in program.numbers() if number.key == "measures.clabsi.per"]
    steward = [number for number in program.numbers() if number.key == "measures.clabsi.steward"]

    assert (now["measures.clabsi.per"].value, now["measures.clabsi.per"].grounds.basis) == ("1000", "agreed")
    assert now["measures.clabsi.per"].grounds.source == "Agreement, section 7"
    assert now["measures.clabsi.steward"].grounds.basis == "stated"
    assert every == ["10000", "1000"]
    assert len(steward) == 1


TABLE = """
| measure            | DY2 Q3   | DY2 Q4   | DY3 Q1   | DY3 Q2   | prior    |
| clabsi             | 2/18567  | 1/19210  | 2/19688  | 0/18800  | 6/76369  |
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with terms that change CLABSI, and a report of the period after."""
    monkeypatch.chdir(tmp_path)
    Path("terms.toml").write_text(HEAD + change(PER_LINE_DAY), "utf-8")
    Path("report.xlsx").write_bytes(written_form(following(TABLE, period="DY3 Q2")))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--terms", "terms.toml"])


@pytest.mark.usefixtures("folder")
def test_2_check_and_json_follow() -> None:
    (review,) = json.loads(run("check", "report.xlsx", "--format", "json").stdout)["reviews"]
    (measure,) = review["measures"]

    assert (measure["title"], measure["unit"]) == ("CLABSI per 1,000 Line Days", "per 1,000 line days")
    assert measure["result"] == "1000/15253"


@pytest.mark.usefixtures("folder")
def test_2_a_form_of_the_period_follows() -> None:
    titles = {}
    for period in ("DY3 Q1", "DY3 Q2"):
        run("template", f"{period}.xlsx", "--period", period)
        cells: Any = openpyxl.load_workbook(f"{period}.xlsx")["P4P Report"]
        titles[period] = [str(row[0].value) for row in cells.iter_rows() if row[0].value]

    assert "CLABSI\nper 10,000 patient days" in titles["DY3 Q1"]
    assert "CLABSI\nper 1,000 line days" in titles["DY3 Q2"]
    assert "CLABSI\nper 10,000 patient days" not in titles["DY3 Q2"]


@pytest.mark.usefixtures("folder")
def test_2_a_form_of_any_period_cannot_be_made() -> None:
    result = run("template", "any.xlsx")

    assert result.exit_code == 2
    assert "The terms change 'clabsi' from DY3 Q2 on" in " ".join(result.stderr.split())


@pytest.mark.usefixtures("folder")
def test_2_the_next_form_follows() -> None:
    Path("last.xlsx").write_bytes(written_form(following()))
    run("template", "next.xlsx", "--previous", "last.xlsx")
    cells: Any = openpyxl.load_workbook("next.xlsx")["P4P Report"]

    assert any(row[0].value == "CLABSI\nper 1,000 line days" for row in cells.iter_rows())


@pytest.mark.usefixtures("folder")
def test_2_explanations_follow() -> None:
    document = json.loads(run("explain", "clabsi", "--format", "json").stdout)
    text = " ".join(run("explain", "clabsi").stdout.split())

    assert (document["changed"], document["per"], document["since"]) == ("DY3 Q2", 1000, "DY2 Q4")
    assert "since DY2 Q4; changed by the pairing's terms since DY3 Q2" in text


WRONG = {
    "unknown": (
        change("per = 10", key="weather"),
        snapshot("terms.toml: changed_measures[1].key: 'weather' is no measure on the menu."),
    ),
    "removed": (
        change("per = 10", key="vte-1"),
        snapshot("terms.toml: changed_measures[1].key: 'vte-1' is no measure on the menu."),
    ),
    "nothing": (
        change(""),
        snapshot(
            "terms.toml: changed_measures[1].key: nothing of 'clabsi' changes; write what does, of title, short_title, steward, improvement, scoring, reporting, per, unit, highest_result, device_days, infection_group, late_result."
        ),
    ),
    "the same": (
        change("per = 10000"),
        snapshot(
            "terms.toml: changed_measures[1].key: nothing of 'clabsi' changes; write what does, of title, short_title, steward, improvement, scoring, reporting, per, unit, highest_result, device_days, infection_group, late_result."
        ),
    ),
    "mismatch": (
        change('reporting = "annual"'),
        snapshot("terms.toml: changed_measures[1].scoring: ratio does not go with annual reporting."),
    ),
    "another key": (
        change('basis = "stated"'),
        snapshot(
            "terms.toml: changed_measures[1].basis: is not a key that belongs here; known are device_days, highest_result, improvement, infection_group, key, late_result, per, reporting, scoring, short_title, since, source, steward, title, unit."
        ),
    ),
    "wrong value": (
        change("per = 0"),
        snapshot("terms.toml: changed_measures[1].per: 0 is not between 1 and 1000000."),
    ),
    "order": (
        change("per = 10") + change("per = 100"),
        snapshot(
            "terms.toml: changed_measures[2].since: 'clabsi' changes in DY3 Q2 already; write changes in their order."
        ),
    ),
}


@pytest.mark.parametrize(("terms", "message"), WRONG.values(), ids=WRONG)
def test_3_wrong_changes(under: Under, terms: str, message: str) -> None:
    with pytest.raises(ProgramDataError) as raised:
        under(HEAD + terms)

    assert str(raised.value) == message
