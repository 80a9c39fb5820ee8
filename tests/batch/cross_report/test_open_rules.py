"""Open rules that a folder shows: a verdict that would be another against the baseline's report.

1. It is told where the baseline's report is in the folder, or given beside it, and is accepted.
2. Documents and feedback tell it, and no longer once the baseline's report is gone.
3. Where it says too little, or the verdict is the same, nothing is open.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from support.drafts import body_of
from support.runs import batch, rows
from support.tables import form_data_of
from support.written import written_form
from vbpqip.batch.feedback import Answerer
from vbpqip.batch.reviewer import Task
from vbpqip.program.loading import load_program

BASELINE = """
| measure            | DY2 Q1 | DY2 Q2 | DY2 Q3 | DY2 Q4 |
| clabsi             | 1/4000 | 1/4000 | 1/4000 | 0/4000 |
| median-time-to-ecg | -      | -      | -      | 7/NA   |
"""
NOW = """
| measure            | DY2 Q3 | DY2 Q4 | DY3 Q1 | DY3 Q2 | prior   |
| clabsi             | 1/4000 | 0/4000 | 4/4000 | 0/4000 | 6/16000 |
| median-time-to-ecg | -      | -      | -      | 8/NA   | 9/NA    |
"""


def put(path: Path, table: str, period: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(written_form(form_data_of(table, period=period)))
    return path


def open_rules(folder: Path, *words: str | Path) -> list[object]:
    """Check a folder, and return the open rules of the report of DY3 Q2."""
    out = folder / "out"
    assert batch(folder / "inbox", "--out", out, *words).exit_code in {0, 1}
    documents = [json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines()]
    (rules,) = (each["open_rules"] for each in documents if each["period"] == "DY3 Q2")
    return list(rules)


AGAINST_BASELINE = {"rule": "qit.comparator", "value": "baseline", "verdict": "not_met"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path / "inbox" / "now.xlsx", NOW, "DY3 Q2")
    return tmp_path


def test_1_the_baseline_in_the_folder(folder: Path) -> None:
    put(folder / "inbox" / "base.xlsx", BASELINE, "DY2 Q4")

    assert open_rules(folder) == [AGAINST_BASELINE]


def test_1_the_baseline_beside_the_folder(folder: Path) -> None:
    given = put(folder / "base.xlsx", BASELINE, "DY2 Q4")

    assert open_rules(folder, "--baseline", given) == [AGAINST_BASELINE]


def test_1_a_baseline_that_is_not_accepted_shows_nothing(folder: Path) -> None:
    given = put(folder / "base.xlsx", BASELINE.replace("0/4000", "-/4000"), "DY2 Q4")

    assert open_rules(folder, "--baseline", given) == []


def test_2_feedback_tells_it_as_long_as_it_is_known(folder: Path) -> None:
    base = put(folder / "inbox" / "base.xlsx", BASELINE, "DY2 Q4")
    draft = folder / "out" / "feedback" / "now.xlsx.feedback.eml"
    said = "QIT NOT MET with qit.comparator = baseline"

    assert open_rules(folder, "--feedback") == [AGAINST_BASELINE]
    assert said in " ".join(body_of(draft).split())
    base.unlink()
    assert open_rules(folder, "--feedback") == []
    assert said not in " ".join(body_of(draft).split())
    assert rows(folder / "out", "SELECT * FROM open_rule") == []


def test_2_the_page_is_made_of_what_the_ledger_has(folder: Path) -> None:
    put(folder / "inbox" / "base.xlsx", BASELINE, "DY2 Q4")
    open_rules(folder)
    now, out = folder / "inbox" / "now.xlsx", folder / "out"

    Answerer(load_program(), out).answer(Task(1, "now.xlsx", str(now), digest=sha256(now.read_bytes()).hexdigest()))

    assert "QIT NOT MET with qit.comparator = baseline" in (out / "feedback" / "now.xlsx.feedback.html").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(BASELINE.replace("1/4000", "9/4000").replace("7/NA", "9/NA"), id="the-same-verdict"),
        pytest.param("\n".join(BASELINE.strip().splitlines()[:2]), id="not-all-measures"),
        pytest.param(BASELINE.replace("7/NA", "NA/NA"), id="a-result-not-known"),
    ],
)
def test_3_nothing_is_open(table: str, folder: Path) -> None:
    put(folder / "inbox" / "base.xlsx", table, "DY2 Q4")

    assert open_rules(folder) == []


def test_1_a_measure_without_a_result_counts_by_neither_reading(folder: Path) -> None:
    put(folder / "inbox" / "base.xlsx", BASELINE, "DY2 Q4")
    put(folder / "inbox" / "now.xlsx", NOW.replace("8/NA", "NA/NA"), "DY3 Q2")

    assert open_rules(folder) == [AGAINST_BASELINE]


def test_3_the_baselines_own_report_has_no_verdict_to_turn(folder: Path) -> None:
    put(folder / "inbox" / "base.xlsx", BASELINE, "DY2 Q4")
    given = put(folder / "given.xlsx", BASELINE, "DY2 Q4")

    assert open_rules(folder, "--baseline", given) == [AGAINST_BASELINE]
    assert [path for (path,) in rows(folder / "out", "SELECT path FROM open_rule")] == ["now.xlsx"]
