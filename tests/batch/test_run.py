"""Runs over a folder of submissions.

1. What is found is the truth. 2. Every file is accounted for. 3. A second run reviews only what is new, changed, reviewed
under other rules, or failed. 4. Equal bytes are reviewed once. 5. A file that could not be reviewed says why.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from support.engines import Here, run_here, run_with
from support.load import Inbox
from support.runs import batch, kept_in, rows, told_of
from vbpqip.batch.manifest import NO_MANIFEST, Manifest, Receipt, read_manifest
from vbpqip.batch.pool import Result
from vbpqip.batch.records import FileState
from vbpqip.batch.reviewer import Task
from vbpqip.batch.rules import reviewer_under
from vbpqip.batch.run import RunOptions


@pytest.fixture
def folder(inbox: Inbox, tmp_path: Path) -> Path:
    """Return a folder with three sound reports, which a test may change."""
    sound = [path for path, told in inbox.truth.files.items() if told.status == "accepted"][:3]
    for nth, path in enumerate(sound):
        (tmp_path / "inbox").mkdir(exist_ok=True)
        shutil.copy(inbox.reports / path, tmp_path / "inbox" / f"{nth}.xlsx")
    return tmp_path / "inbox"


def asked_for(folder: Path, **sent: Receipt) -> RunOptions:
    entries = [(f"{name.removeprefix('_')}.xlsx", told) for name, told in sent.items()]
    return RunOptions([str(folder)], folder.parent / "out", Manifest(entries))


@pytest.mark.parametrize("dated", [False, True], ids=["without a manifest", "with a manifest"])
def test_1_what_is_found_is_the_truth(inbox: Inbox, tmp_path: Path, *, dated: bool) -> None:
    sent = read_manifest(inbox.manifest) if dated else NO_MANIFEST

    run_here(RunOptions([str(inbox.reports)], tmp_path, sent), terms=inbox.terms)

    assert kept_in(tmp_path) == told_of(inbox.truth, dated=dated)


def test_1_the_command_finds_the_same(inbox: Inbox, tmp_path: Path) -> None:
    result = batch(inbox.reports, "--out", tmp_path, "--terms", inbox.terms)

    assert result.exit_code == 3, result.output
    assert kept_in(tmp_path) == told_of(inbox.truth, dated=False)


def test_2_every_file_is_accounted_for(inbox: Inbox, tmp_path: Path) -> None:
    tally = run_here(RunOptions([str(inbox.reports)], tmp_path), terms=inbox.terms).tally

    files = {path.relative_to(inbox.reports).as_posix() for path in inbox.reports.rglob("*") if path.is_file()}
    assert {str(path) for (path,) in rows(tmp_path, "SELECT path FROM file")} == files
    assert tally.done == len(files)
    assert rows(tmp_path, "SELECT path FROM file WHERE state = 'skipped' ORDER BY path") == [
        (path,) for path in sorted(inbox.truth.skipped)
    ]


def test_2_a_skipped_file_says_why(folder: Path) -> None:
    (folder / "letter.docx").touch()

    tally = run_here(asked_for(folder)).tally

    assert tally.states == {FileState.REVIEWED: 3, FileState.SKIPPED: 1}
    assert rows(folder.parent / "out", "SELECT path, reason, sha256, judgement FROM file WHERE state = 'skipped'") == [
        ("letter.docx", "no submission: the file is empty", "", None)
    ]


def test_2_what_the_manifest_says_stands_beside_the_file(folder: Path) -> None:
    run_here(asked_for(folder, _1=Receipt("2019-10-31", "Fidelis", "line 2")))

    assert rows(folder.parent / "out", "SELECT path, received, sender FROM file ORDER BY path") == [
        ("0.xlsx", "", ""),
        ("1.xlsx", "2019-10-31", "Fidelis"),
        ("2.xlsx", "", ""),
    ]


def test_2_a_file_of_the_manifest_that_is_not_there_is_told(folder: Path) -> None:
    assert run_here(asked_for(folder, late=Receipt("", "", "line 7"))).tally.unseen == (("late.xlsx", "line 7"),)


def test_2_a_file_that_is_too_large_is_done_with(folder: Path) -> None:
    """Nothing is known of its bytes, so that no stored review is kept; the next run would find the same."""
    with (folder / "huge.xlsx").open("wb") as file:
        file.truncate(25_000_001)

    ran = run_here(asked_for(folder))

    assert ran.tally.states[FileState.REVIEWED] == 4
    assert "huge.xlsx" not in ran.reviewed
    select = "SELECT path, sha256, reason, judgement FROM file WHERE state = 'judged' AND reason <> ''"
    ((path, digest, reason, stored),) = rows(folder.parent / "out", select)
    assert (path, digest, stored) == ("huge.xlsx", "", None)
    assert "larger than 25,000,000 bytes. [QIP146]" in str(reason)


def test_2_a_file_that_may_not_be_read_is_a_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refusing(path: Path, *words: int) -> int:
        if Path(path).name == "1.xlsx":
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
        return real(path, *words)

    monkeypatch.setattr("vbpqip.workbook.preflight.os.open", refusing)
    tally = run_here(asked_for(folder)).tally

    assert tally.states[FileState.FAILED] == 1
    ((path, reason),) = tally.unread
    assert path == "1.xlsx"
    assert reason.endswith("does not answer (Stale file handle). [QIP194]")


def test_2_what_was_not_read_is_remembered_up_to_a_few(folder: Path) -> None:
    for nth in range(9):
        (folder / f"{nth}.eml").write_text("From: a\nTo: b\n")

    tally = run_here(asked_for(folder)).tally

    assert tally.states == {FileState.REVIEWED: 3, FileState.UNREAD: 9}
    assert tally.unread == [(f"{nth}.eml", "it is an e-mail") for nth in range(5)]


def test_3_an_unchanged_folder_is_not_reviewed_again(folder: Path) -> None:
    once = run_here(asked_for(folder))
    again = run_here(asked_for(folder))

    assert (once.reviewed, again.reviewed) == (["0.xlsx", "1.xlsx", "2.xlsx"], [])
    assert (once.tally.reviewed, again.tally.reviewed) == (3, 0)
    assert once.tally.states == again.tally.states
    assert len(rows(folder.parent / "out", "SELECT 1 FROM history")) == 3


def test_3_a_new_and_a_changed_file_are_reviewed(folder: Path) -> None:
    run_here(asked_for(folder))
    (folder / "0.xlsx").write_bytes(b"a,b")
    (folder / "new.csv").write_bytes(b"c,d")
    (folder / "1.xlsx").rename(folder / "moved.xlsx")

    assert run_here(asked_for(folder)).reviewed == ["0.xlsx", "new.csv"]
    assert [path for (path,) in rows(folder.parent / "out", "SELECT path FROM file ORDER BY path")] == [
        "0.xlsx", "2.xlsx", "moved.xlsx", "new.csv"
    ]  # fmt: skip


def test_3_other_terms_and_another_day_of_receipt_review_anew(folder: Path, inbox: Inbox) -> None:
    run_here(asked_for(folder))

    assert len(run_here(asked_for(folder), terms=inbox.terms).reviewed) == 3
    assert run_here(asked_for(folder, _2=Receipt("2020-01-01", "", "line 2")), terms=inbox.terms).reviewed == ["2.xlsx"]


def test_3_a_failed_file_is_reviewed_again(folder: Path) -> None:
    run_here(asked_for(folder), "1.xlsx")
    assert rows(folder.parent / "out", "SELECT state FROM file ORDER BY path") == [
        ("judged",),
        ("failed",),
        ("judged",),
    ]

    again = run_here(asked_for(folder))

    assert (again.reviewed, again.tally.states[FileState.FAILED]) == (["1.xlsx"], 0)
    assert rows(folder.parent / "out", "SELECT count(*), sum(failed) FROM judgement") == [(3, 0)]
    assert rows(folder.parent / "out", "SELECT count(*) FROM history") == [(4,)]


def test_4_equal_bytes_are_reviewed_once(folder: Path) -> None:
    for nth in range(3):
        shutil.copy(folder / "0.xlsx", folder / f"copy {nth}.xlsx")

    ran = run_here(asked_for(folder))

    assert ran.reviewed == ["0.xlsx", "1.xlsx", "2.xlsx"]
    assert ran.tally.states == {FileState.REVIEWED: 6}
    alike = "SELECT count(*) FROM file GROUP BY judgement ORDER BY 1"
    assert rows(folder.parent / "out", alike) == [(1,), (1,), (4,)]


def test_4_copies_of_a_failed_file_are_not_tried_one_after_the_other(folder: Path) -> None:
    for nth in range(3):
        shutil.copy(folder / "0.xlsx", folder / f"copy {nth}.xlsx")

    ran = run_here(asked_for(folder), "0.xlsx")

    assert ran.reviewed == ["0.xlsx", "1.xlsx", "2.xlsx"]
    assert ran.tally.states == {FileState.REVIEWED: 2, FileState.FAILED: 4}


def test_5_a_file_that_could_not_be_reviewed_says_why(folder: Path) -> None:
    run_here(asked_for(folder), "1.xlsx")

    select = "SELECT path, reason, status, verdict, document FROM file JOIN judgement ON id = judgement WHERE failed"
    ((path, reason, status, verdict, document),) = rows(folder.parent / "out", select)
    assert (path, status, verdict) == ("1.xlsx", "unreadable", "not_determined")
    assert str(reason).endswith("its check ended before it was done. [QIP190]")
    assert [finding["code"] for finding in json.loads(str(document))["findings"]] == ["QIP190"]


def test_5_bytes_that_change_meanwhile_are_reviewed_as_they_were_read(folder: Path) -> None:
    """A copy that waited for the earlier bytes has no stored review, and says so."""
    shutil.copy(folder / "0.xlsx", folder / "copy.xlsx")
    reviewer = reviewer_under(None)

    def changing(tasks: Iterator[Task]) -> Generator[list[Result], None, None]:
        waiting = list(tasks)
        (folder / "0.xlsx").write_bytes(b"a,b")
        yield from Here(reviewer.reviewed)(iter(waiting))

    run_with(asked_for(folder), reviewer, changing)

    select = "SELECT path, state, reason FROM file"
    found = {str(path): (state, reason) for path, state, reason in rows(folder.parent / "out", select)}
    assert found["0.xlsx"] == ("judged", "")
    assert found["copy.xlsx"] == ("failed", "its bytes changed while the folder was read; the next run reviews it")
