"""Shards of a folder, and the merging of what several runs keep.

1. Each file belongs to one shard, always the same. 2. Three shards merged are one run. 3. What does not belong together
is refused.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.engines import run_here
from support.load import Inbox
from support.runs import batch, kept_in, rows, told_of
from vbpqip.batch.opening import NAME
from vbpqip.batch.run import Asked
from vbpqip.batch.shards import Shard
from vbpqip.batch.verifying import verify


@given(st.text(), st.integers(1, 50))
def test_1_each_file_belongs_to_one_shard(path: str, of: int) -> None:
    assert [Shard(nth, of).holds(path) for nth in range(1, of + 1)].count(True) == 1


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "1/", "a/b", "-1/3", "1/3 ", "1/9999999"])
def test_1_what_is_no_shard(text: str, tmp_path: Path) -> None:
    assert Shard.parse(text) is None

    result = batch(tmp_path, "--out", tmp_path / "out", "--shard", text)
    assert (result.exit_code, "is not a shard such as 2/3" in result.stderr) == (2, True)


def test_1_a_shard_is_written_as_it_is_read() -> None:
    assert str(Shard.parse("2/3")) == "2/3"


@pytest.fixture(scope="module")
def shards(inbox: Inbox, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the results of three runs, each over a third of the folder."""
    outs = [tmp_path_factory.mktemp("out") / f"{nth}" for nth in (1, 2, 3)]
    for nth, out in enumerate(outs, start=1):
        run_here(Asked([str(inbox.reports)], out, shard=Shard(nth, 3)), terms=inbox.terms)
    return outs


def test_2_three_shards_merged_are_one_run(inbox: Inbox, shards: list[Path], tmp_path: Path) -> None:
    result = batch("--merge", *shards, "--out", tmp_path, "--terms", inbox.terms)

    run_here(Asked([str(inbox.reports)], tmp_path / "whole"), terms=inbox.terms)
    assert result.exit_code == 3, result.output
    assert kept_in(tmp_path) == told_of(inbox.truth, dated=False)
    files = "SELECT path, sha256, state, reason, received, sender FROM file ORDER BY path"
    assert rows(tmp_path, files) == rows(tmp_path / "whole", files)
    told = "SELECT DISTINCT sha256, rules, received, status, verdict, document_sha256 FROM history ORDER BY sha256"
    assert rows(tmp_path, told) == rows(tmp_path / "whole", told)


def test_2_the_merged_history_is_whole_and_says_where_it_is_from(
    inbox: Inbox, shards: list[Path], tmp_path: Path
) -> None:
    batch("--merge", *shards, "--out", tmp_path, "--terms", inbox.terms)

    lines = [verify(out).lines for out in shards]
    assert verify(tmp_path) == (sum(lines), None, "")
    assert rows(tmp_path, "SELECT value FROM ledger WHERE key LIKE 'origin %' ORDER BY 1") == [
        (f'{{"shard": "1/3", "first": 1, "last": {lines[0]}}}',),
        (f'{{"shard": "2/3", "first": {lines[0] + 1}, "last": {sum(lines[:2])}}}',),
        (f'{{"shard": "3/3", "first": {sum(lines[:2]) + 1}, "last": {sum(lines)}}}',),
    ]


def test_2_a_file_that_could_not_be_read_is_merged_too(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    with (tmp_path / "inbox" / "huge.xlsx").open("wb") as file:
        file.truncate(25_000_001)
    run_here(Asked([str(tmp_path / "inbox")], tmp_path / "one"))

    result = batch("--merge", tmp_path / "one", "--out", tmp_path / "out")

    assert (result.exit_code, "1 unreadable" in result.stdout) == (3, True)


def refused(*words: str | Path) -> str:
    result = batch("--merge", *words)
    assert result.exit_code == 3, result.output
    return result.stderr


def test_3_other_rules(shards: list[Path], tmp_path: Path) -> None:
    assert "it was judged by other rules (vbpqip" in refused(*shards, "--out", tmp_path)


def test_3_a_shard_that_is_missing_or_given_twice(inbox: Inbox, shards: list[Path], tmp_path: Path) -> None:
    terms = ("--terms", inbox.terms, "--out", tmp_path)

    assert "these are not all shards of one folder, each once: 1/3, 2/3." in refused(*shards[:2], *terms)
    assert "each once: 1/3, 2/3, 3/3, 1/3." in refused(*shards, shards[0], *terms)


def test_3_files_of_other_folders(inbox: Inbox, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run_here(Asked([str(inbox.reports)], tmp_path / name))

    words = refused(tmp_path / "one", tmp_path / "two", "--out", tmp_path / "out")

    assert "is in another of the ledgers too; they are not of one folder." in words
    assert rows(tmp_path / "out", "SELECT count(*) FROM judgement") == [(0,)]


def test_3_a_changed_ledger(inbox: Inbox, shards: list[Path], tmp_path: Path) -> None:
    changed = shutil.copytree(shards[0], tmp_path / "changed")
    with closing(sqlite3.connect(changed / NAME)) as connection:
        connection.executescript("DROP TRIGGER history_is_never_changed; UPDATE history SET at = '' WHERE number = 1")

    words = refused(changed, *shards[1:], "--out", tmp_path / "out", "--terms", inbox.terms)

    assert "its history was changed in line 1: it, or a line before it, is not as it was written." in words


def test_3_a_ledger_that_is_not_empty(inbox: Inbox, shards: list[Path]) -> None:
    words = refused(shards[1], "--out", shards[0], "--terms", inbox.terms)

    assert "a ledger is in that folder already. Name another one to merge into." in words
