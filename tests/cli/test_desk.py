"""``--mco``, ``--period`` and ``--as-of``: whose desk it is, what it collects, and the day by which who is missing is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.folders import NEXT, following
from support.runs import batch, rows
from support.tables import PROGRAM
from support.written import written_form
from vbpqip.cli import main

STATUSES = "SELECT status FROM file JOIN judgement ON judgement.id = file.judgement ORDER BY path"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return a folder with a report to Fidelis and one to Affinity, both of DY3 Q1."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(written_form(following()))
    (folder / "b.xlsx").write_bytes(written_form(following(facility="Brookdale Hospital", mco="Affinity")))
    return folder


def check(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, words)])


def told(result: Result) -> list[str]:
    """Return what is said beneath the reports."""
    lines = result.stdout.splitlines()
    return lines[next(nth for nth, line in enumerate(lines) if line.startswith("Reports of ")) :]


def test_check_says_who_of_the_roster_reported(inbox: Path) -> None:
    result = check(inbox / "a.xlsx", "--mco", "fidelis", "--as-of", "2017-11-01")
    roster = PROGRAM.roster_in(PROGRAM.baseline).pairings
    others = [each.facility for each in roster if each.mco == "Fidelis" and each.facility != "Nyack Hospital"]

    assert told(result) == [
        "Reports of DY3 Q1, as of 2017-11-01: 1 received, 6 missing.",
        *(f"  missing: {name} to Fidelis, due 2017-10-31" for name in others),
    ]
    assert len(others) == 6


def test_check_takes_the_day_of_receipt_where_no_other_is_given(inbox: Path) -> None:
    words = (inbox / "a.xlsx", "--mco", "Fidelis")

    assert told(check(*words, "--received", "2017-11-02"))[0].endswith("as of 2017-11-02: 1 late, 6 missing.")
    assert told(check(*words))[0] == "Reports of DY3 Q1: 1 received, 6 due."


def test_check_tells_reports_of_another_mco_and_period(inbox: Path) -> None:
    words = (inbox / "b.xlsx", "--mco", "Fidelis", "--period", "dy3q2", "--format", "json")
    result = check(*words)
    (review,) = json.loads(result.stdout)["reviews"]

    assert result.exit_code == 1
    assert [each["name"] for each in review["findings"][:2]] == ["not-for-this-receiver", "not-the-period-collected"]
    assert told(check(*words[:-2]))[0] == "Reports of DY3 Q2: 8 due."


def test_check_without_a_desk_says_nothing_of_the_roster(inbox: Path) -> None:
    assert "Reports of" not in check(inbox / "a.xlsx").stdout


def test_check_names_no_more_than_ten(inbox: Path, tmp_path: Path) -> None:
    blank = tmp_path / "note.xlsx"
    blank.write_text("no workbook")
    said = told(check(inbox / "a.xlsx", blank, "--as-of", "2017-11-01"))

    assert said[0] == "Reports of DY3 Q1, as of 2017-11-01: 1 received, 22 missing."
    assert len(said) == 12
    assert said[-1] == "  and 12 more"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--mco", "Fidelity"), "did you mean 'Fidelis'"),
        (("--period", "DY9 Q1"), "DY9 Q1 is not a period of the program, which has DY2 Q4 to"),
        (("--as-of", "today"), "'today' is not a day such as 2017-10-31"),
    ],
)
def test_what_nobody_has_is_a_usage_error(inbox: Path, tmp_path: Path, words: tuple[str, str], said: str) -> None:
    for result in (check(inbox / "a.xlsx", *words), batch(inbox, "--out", tmp_path / "out", *words)):
        assert result.exit_code == 2
        assert said.casefold() in " ".join(result.output.split()).casefold()


def test_batch_reviews_anew_for_another_desk(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def statuses(*words: str) -> list[str]:
        batch(inbox, "--out", out, *words)
        return [str(status) for (status,) in rows(out, STATUSES)]

    assert statuses() == ["accepted", "accepted"]
    assert statuses("--mco", "Fidelis") == ["accepted", "rejected"]
    assert statuses("--mco", "Affinity", "--as-of", "2017-11-01") == ["rejected", "accepted"]


def test_terms_say_it_where_no_option_does(inbox: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text('title = "Ours"\n[desk]\nmco = "Fidelis"\nas_of = 2017-10-20\n')

    assert told(check(inbox / "a.xlsx", "--terms", terms))[0] == (
        "Reports of DY3 Q1, as of 2017-10-20: 1 received, 6 not due yet."
    )
    assert told(check(inbox / "b.xlsx", "--terms", terms, "--mco", "Affinity"))[0].endswith(
        "1 received, 1 not due yet."
    )


def test_what_is_rejected_and_unexpected_is_told(inbox: Path) -> None:
    (inbox / "c.xlsx").write_bytes(written_form(following(NEXT.replace("0/18800", "-/18800"))))
    (inbox / "d.xlsx").write_bytes(written_form(following(facility="Nyack Hopsital")))
    said = told(check(inbox / "c.xlsx", inbox / "d.xlsx", "--mco", "Fidelis"))

    assert said[0] == "Reports of DY3 Q1: 1 rejected, 6 due, 1 not on the roster."
    assert said[-1] == "  not on the roster: Nyack Hopsital to Fidelis"
