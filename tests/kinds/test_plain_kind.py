"""A kind that leaves out every seam which it may leave out: it is checked, kept and summarised all the same."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from support.drafts import body_of
from support.plain_kind import KEY, PlainReport
from support.toy_kind import BedReport, write
from vbpqip.cli import main
from vbpqip.kinds.kind import Kind
from vbpqip.kinds.registry import only


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with only((PlainReport(),)):
        yield


MADE_OF_OTHERS = {"compare", "feedback_workbook", "fill_from", "result_as_text", "verdict_in_words"}
"""Seams that are made of what is entered, of the document, of the columns of the form, and of other words."""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False)


def test_it_is_checked(tmp_path: Path) -> None:
    one = write(tmp_path / "one.xlsx", ("Nyack Hospital", 100, 60), stamp=KEY)

    (said,) = json.loads(run("check", one, "--format", "json").output)["reviews"]

    assert (said["kind"], said["checks_run"], said["findings"]) == (KEY, 0, [])
    assert "Plain report: met" in run("check", one).output


def test_two_versions_of_which_no_values_are_kept_are_not_taken_for_one(tmp_path: Path) -> None:
    one, other = (write(tmp_path / f"{beds}.xlsx", ("Nyack Hospital", beds, 60), stamp=KEY) for beds in (100, 101))

    said = json.loads(run("check", one, other, "--format", "json").output)

    assert [[each["code"] for each in review["findings"]] for review in said["reviews"]] == [["QIP444"], ["QIP444"]]


def test_what_is_no_workbook_is_of_the_first_kind(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("none")

    result = run("check", tmp_path / "text.xlsx", "--format", "json")

    assert (result.exit_code, "qit" in json.loads(result.output)["reviews"][0]) == (3, False)


def test_it_is_kept_and_summarised(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    for nth in range(2):
        write(tmp_path / "inbox" / f"{nth}.xlsx", ("Nyack Hospital", 100, 60 + nth), stamp=KEY)
    assert run("batch", tmp_path / "inbox", "--out", tmp_path / "out", "-q", "--jobs", "1").exit_code == 0

    with (tmp_path / "out" / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))

    assert run("batch", "--verify", tmp_path / "out").exit_code == 0
    assert [(line["verdict"], line["achieved"]) for line in lines] == [("met", ""), ("met", "")]


def test_what_names_no_sender_or_period_counts_for_nobody(tmp_path: Path) -> None:
    """It is accepted, since its kind does not mind, and both commands say that it does not count."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, heading in {"a": {}, "b": {"mco": ""}, "c": {"period": "soon"}}.items():
        write(inbox / f"{name}.xlsx", ("Nyack Hospital", 100, 60), stamp=KEY, **heading)

    said = run("check", *sorted(inbox.iterdir())).output
    run("batch", inbox, "--out", tmp_path / "out", "-q", "--jobs", "1")
    with (tmp_path / "out" / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))

    assert said.endswith("3 files: 3 accepted. Targets: 1 met. Not counted: 2 unnamed.\n")
    assert [(line["status"], line["standing"]) for line in lines] == [
        ("accepted", "counts"),
        ("accepted", "unnamed"),
        ("accepted", "unnamed"),
    ]
    assert {line["because"] for line in lines[1:]} == {"it names no sender, receiver or period"}


def test_what_it_leaves_out_is_nothing() -> None:
    kind: Any = PlainReport()

    assert kind.numbers(None) is None

    assert (kind.explanations(None), [*kind.facts(None, None)], kind.blocked_document({})) == ({}, [], {})
    assert (kind.is_of_pairing, kind.reported_values(None)) == (False, {})
    assert [*kind.between_periods(None, None, None, None), *kind.late_versions((), None, None)] == []


def test_its_sender_is_told_what_is_known(tmp_path: Path) -> None:
    report = write(tmp_path / "beds.xlsx", ("Nyack Hospital", 100, 60), stamp=KEY)
    late = write(tmp_path / "late.xlsx", stamp=KEY, period="soon")
    damaged = tmp_path / "text.xlsx"
    damaged.write_text("none")

    run("check", report, late, damaged, "--feedback", tmp_path / "feedback")

    letters = [body_of(tmp_path / "feedback" / f"{name}.feedback.eml") for name in ("beds", "late", "text")]
    assert letters[0].splitlines()[2] == "your Plain report for DY3 Q1 (beds.xlsx) was checked."
    assert "Plain report: met" in letters[0]
    assert letters[1].splitlines()[2].startswith("your Plain report (late.xlsx) was checked.")
    assert letters[2].splitlines()[0] == "To the sender,"
    assert "send the report as an Excel workbook (.xlsx)" in letters[2]
    page = (tmp_path / "feedback" / "beds.feedback.html").read_text("utf-8")
    assert "What was received" not in page


def test_nothing_of_it_is_explained(tmp_path: Path) -> None:
    result = run("explain", write(tmp_path / "beds.xlsx", ("Nyack Hospital", 100, 60), stamp=KEY), "--measure", "beds")

    assert result.exit_code == 2
    assert "a workbook of the kind 'Plain report', of which nothing is explained." in " ".join(result.stderr.split())


def test_it_is_not_compared_since_nothing_is_kept_of_its_entries(tmp_path: Path) -> None:
    one, other = (write(tmp_path / f"{nth}.xlsx", ("Nyack Hospital", 100, 60 + nth), stamp=KEY) for nth in range(2))

    result = run("compare", one, other)

    assert result.exit_code == 2
    assert "nothing is kept of what is entered in a workbook of the kind 'Plain report'" in " ".join(
        result.stderr.split()
    )


def test_it_has_no_days() -> None:
    uids = re.findall(r"UID:(.*)", run("calendar", "--format", "ics").output)

    assert [uid for uid in uids if re.match(r"dy\d-q\d-", uid)] == []


def test_the_tests_own_kind_has_every_seam() -> None:
    seams = {name for name in vars(Kind) if not name.startswith("_")}

    assert seams - set(vars(BedReport)) == MADE_OF_OTHERS
    assert not seams <= set(vars(PlainReport))
