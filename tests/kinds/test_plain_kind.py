"""A kind that leaves out every seam which it may leave out: it is checked, kept and summarised all the same."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from support.plain_kind import KEY, PlainReport
from support.toy_kind import BedReport, write
from vbpqip.cli import main
from vbpqip.kinds import only
from vbpqip.kinds.kind import Kind


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with only((PlainReport(),)):
        yield


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False)


def test_it_is_checked(tmp_path: Path) -> None:
    one, other = (write(tmp_path / f"{nth}.xlsx", ("Nyack Hospital", 100, 60), stamp=KEY) for nth in range(2))

    said = json.loads(run("check", one, other, "--format", "json").output)

    assert [(review["kind"], review["checks_run"], review["findings"]) for review in said["reviews"]] == [
        (KEY, 0, []),
        (KEY, 0, []),
    ]
    assert "Plain report: met" in run("check", one).output


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

    assert [(line["verdict"], line["achieved"]) for line in lines] == [("met", ""), ("met", "")]


def test_what_it_leaves_out_is_nothing() -> None:
    kind: Any = PlainReport()

    assert (kind.explanations(), [*kind.facts(None, None)], kind.blocked_document({})) == ({}, [], {})


def test_it_has_no_days() -> None:
    assert "BEGIN:VEVENT" not in run("calendar", "--format", "ics").output


def test_the_tests_own_kind_has_every_seam() -> None:
    seams = {name for name in vars(Kind) if not name.startswith("_")}

    assert seams <= set(vars(BedReport))
    assert not seams <= set(vars(PlainReport))
