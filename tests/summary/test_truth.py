"""A folder of submissions gives exactly what was planted in it: no finding less, and none more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.load import Told, Truth, Wanted, write_load
from support.planted import AGAIN, ANOTHER, BYTES, PRIOR, QUARTER, TWO_MCOS, Planted
from support.summaries import lines_of
from vbpqip.cli import main

REPORTS = int(os.environ.get("VBPQIP_REPORTS", "140"))
CODES = {
    TWO_MCOS: {"QIP446"},
    ANOTHER: {"QIP440"},
    BYTES: {"QIP441"},
    QUARTER: {"QIP450"},
    PRIOR: {"QIP452"},
    AGAIN: set(),
}
"""What each kind of conflict is found as; a resubmission is no issue."""

BOTH = {TWO_MCOS, ANOTHER}
"""Conflicts in which nobody knows which of the two reports is wrong."""


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Truth, Path]:
    """A folder, by its truth and its summary."""
    folder = tmp_path_factory.mktemp("load")
    truth = write_load(folder, Wanted(reports=REPORTS))
    out = folder / "out"
    options = [
        "--out",
        str(out),
        "--terms",
        str(folder / "terms.toml"),
        "--manifest",
        str(folder / "manifest.csv"),
        "-q",
    ]
    result = CliRunner().invoke(main, ["batch", str(folder / "reports"), *options], catch_exceptions=False)
    assert result.exit_code == 3, result.output
    return truth, out


def received_later(truth: Truth, conflict: Planted) -> str:
    """Return which of two files was received later."""
    return max(conflict.paths, key=lambda path: (truth.files[path].received, path))


def planted_codes(truth: Truth, conflict: Planted) -> set[tuple[str, str]]:
    paths = conflict.paths if conflict.kind in BOTH else conflict.paths[-1:]
    if conflict.kind == BYTES:
        paths = (received_later(truth, conflict),)
    return {(path, code) for path in paths for code in CODES[conflict.kind]}


def codes_told(told: Told) -> set[str]:
    return {*told.codes, *(["QIP560"] if told.late and told.status != "unreadable" else [])}


def test_every_finding_was_planted_and_every_planted_one_was_found(reviewed: tuple[Truth, Path]) -> None:
    truth, out = reviewed
    planted = {(path, code) for path, told in truth.files.items() for code in codes_told(told)}
    across = {found for conflict in truth.conflicts for found in planted_codes(truth, conflict)}

    found = {(line["path"], line["code"]) for line in lines_of(out / "findings.csv")}

    assert found == planted | across


def test_every_file_has_its_status_and_verdict(reviewed: tuple[Truth, Path]) -> None:
    truth, out = reviewed
    lines = {line["path"]: line for line in lines_of(out / "results.csv")}

    assert set(lines) == {*truth.files, *truth.skipped}
    for path, told in truth.files.items():
        assert (lines[path]["status"], lines[path]["verdict"]) == (told.status, told.verdict), path


def test_every_report_stands_as_planted(reviewed: tuple[Truth, Path]) -> None:
    """The later of two counts; of two copies the one that was received first; all other accepted reports do."""
    truth, out = reviewed
    expected = {path: "counts" if told.status == "accepted" else "not accepted" for path, told in truth.files.items()}
    for conflict in truth.conflicts:
        if conflict.kind == AGAIN:
            expected[conflict.paths[0]] = "superseded"
        if conflict.kind == BYTES:
            expected[received_later(truth, conflict)] = "duplicate"

    standing = {line["path"]: line["standing"] for line in lines_of(out / "results.csv") if line["state"] == "judged"}

    assert standing == expected
