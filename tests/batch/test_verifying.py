"""Verifying: a ledger that somebody changed is told, with the first line that is not as it was written."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from support.engines import run_here
from support.runs import batch
from vbpqip.batch.records import StoredReview
from vbpqip.batch.run import RunOptions
from vbpqip.batch.store_errors import LEDGER_NAME
from vbpqip.batch.verifying import Verified, verify
from vbpqip.core.errors import BatchError

_GUARDS = "DROP TRIGGER history_is_never_changed; DROP TRIGGER history_is_never_cut;"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the results of a run over four files."""
    (tmp_path / "inbox").mkdir()
    for nth in range(4):
        (tmp_path / "inbox" / f"{nth}.csv").write_text(f"{nth}")
    run_here(RunOptions([str(tmp_path / "inbox")], tmp_path / "out"))
    return tmp_path / "out"


def change(out: Path, statement: str) -> None:
    """Change a ledger as somebody does who knows how."""
    with closing(sqlite3.connect(out / LEDGER_NAME)) as connection:
        connection.executescript(f"{_GUARDS}{statement}")


def test_an_unchanged_ledger(out: Path) -> None:
    assert verify(out) == Verified(4)


@pytest.mark.parametrize(
    ("statement", "line", "reason"),
    [
        (
            "UPDATE history SET verdict = 'met' WHERE number = 2",
            2,
            "it, or a line before it, is not as it was written.",
        ),
        ("UPDATE history SET at = '2017-10-31' WHERE number = 4", 4, "it, or a line before it, is not as it was"),
        ("DELETE FROM history WHERE number = 3", 3, "it is gone."),
        ("DELETE FROM history WHERE number = 4", 4, "the history does not end where it was last written to."),
        ("DELETE FROM history; DELETE FROM ledger", 1, "the history does not end where it was last written to."),
        ("UPDATE judgement SET document = '{}' WHERE id = 3", 3, "the review of 2.csv is not as it was written."),
        ("UPDATE judgement SET verdict = 'met' WHERE id = 2", 2, "the review of 1.csv is not as it was written."),
        ("UPDATE judgement SET facility = 'A' WHERE id = 2", 2, "the review of 1.csv is not as it was written."),
        ("UPDATE file SET judgement = NULL; DELETE FROM judgement WHERE id = 2", 2, "the review of 1.csv is gone."),
    ],
)
def test_a_changed_ledger(out: Path, statement: str, line: int, reason: str) -> None:
    change(out, statement)

    found = verify(out)

    assert found.broken == line
    assert found.reason.startswith(reason)


def test_a_stored_review_that_the_history_does_not_tell_of(out: Path) -> None:
    change(
        out,
        f"INSERT INTO judgement SELECT 99, 'more', {', '.join(StoredReview._fields[1:])} FROM judgement WHERE id = 1",  # noqa: S608 -- our own names
    )

    assert verify(out) == Verified(4, 5, "1 reviews are kept that the history does not tell of.")


def test_a_chain_that_was_made_anew_does_not_end_as_noted(out: Path) -> None:
    change(out, "UPDATE ledger SET value = '[4, \"0\"]' WHERE key = 'history'")

    assert verify(out).broken == 5


def test_there_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="there is no ledger in it"):
        verify(tmp_path)


@pytest.mark.parametrize(("statement", "code", "words"), [("", 0, "4 lines"), ("DELETE FROM history", 1, "Line 1: ")])
def test_the_command_says_it(out: Path, statement: str, code: int, words: str) -> None:
    change(out, statement)

    result = batch("--verify", out)

    assert result.exit_code == code
    assert words in result.stdout


def test_the_history_says_what_was_reviewed_by_which_rules(out: Path) -> None:
    with closing(sqlite3.connect(out / LEDGER_NAME)) as connection:
        path, rules, status, verdict = connection.execute("SELECT path, rules, status, verdict FROM history").fetchone()
        noted = dict(connection.execute("SELECT key, value FROM ledger").fetchall())

    assert (path, status, verdict) == ("0.csv", "unreadable", "not_determined")
    assert rules == noted["rules"]
    assert rules.startswith("vbpqip ")
    assert json.loads(noted["history"])[0] == 4


def test_a_ledger_of_a_folder_without_a_report(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    run_here(RunOptions([str(tmp_path / "inbox")], tmp_path / "out"))

    assert verify(tmp_path / "out") == Verified(0)
