"""Submissions that lie elsewhere, here in memory and by ``file://``.

1. They are listed and reviewed as a folder's are. 2. Bytes that are known are not reviewed again. 3. What cannot be reached
is told.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import fsspec
import pytest

from support.engines import run_here
from support.load import Inbox
from support.packages import package, zipped
from support.runs import batch, kept_in, rows, told_of
from vbpqip.batch.folder import Sieve
from vbpqip.batch.inbox import list_all
from vbpqip.batch.records import FileState
from vbpqip.batch.reviewer import fetched
from vbpqip.batch.run import RunOptions
from vbpqip.core.errors import BatchError, Rejection, UnreadableWorkbookError

SOUND = zipped(package())


@pytest.fixture
def bucket() -> Iterator[fsspec.AbstractFileSystem]:
    """Return a store in memory, emptied afterwards."""
    store = fsspec.filesystem("memory")
    yield store
    store.rm("/", recursive=True)


def test_1_everything_is_listed_in_order(bucket: fsspec.AbstractFileSystem) -> None:
    for name in ("b.xlsx", "a/~$c.xlsx", "a/c.xlsx", "a/b/d.docx", ".git/in/e.xlsx", ".git/config"):
        bucket.pipe(f"/inbox/{name}", SOUND if name.endswith("e.xlsx") else b"-")

    assert [(each.path, each.source, each.reason) for each in list_all(["memory://inbox"], Sieve())] == [
        ("b.xlsx", "memory:///inbox/b.xlsx", ""),
        (".git/in/e.xlsx", "memory:///inbox/.git/in/e.xlsx", "a hidden file, and it is a workbook"),
        ("a/c.xlsx", "memory:///inbox/a/c.xlsx", ""),
        ("a/~$c.xlsx", "memory:///inbox/a/~$c.xlsx", "only the note of a spreadsheet program that somebody has the workbook open"),
        ("a/b/d.docx", "memory:///inbox/a/b/d.docx", "no submission: it is a text file, such as .csv"),
    ]  # fmt: skip


def test_1_what_is_no_submission_and_what_may_hold_one(bucket: fsspec.AbstractFileSystem) -> None:
    for name in ("a.eml", "b/c.eml", "report.dat", "x.pdf"):
        bucket.pipe(f"/inbox/{name}", SOUND if name == "report.dat" else b"From: a\nTo: b\n")

    assert [(each.path, each.state) for each in list_all(["memory://inbox"], Sieve(["b", "*.pdf"]))] == [
        ("a.eml", FileState.UNREAD),
        ("b", FileState.IGNORED),
        ("report.dat", FileState.REVIEWED),
        ("x.pdf", FileState.IGNORED),
    ]


def test_1_several_urls(bucket: fsspec.AbstractFileSystem) -> None:
    for name in ("one/a.xlsx", "two/a.xlsx"):
        bucket.pipe(f"/{name}", b"-")

    assert [each.path for each in list_all(["memory://one/", "memory://two"], Sieve())] == ["one/a.xlsx", "two/a.xlsx"]


def test_1_they_are_reviewed_as_a_folder_is(inbox: Inbox, tmp_path: Path) -> None:
    result = batch(inbox.reports.as_uri(), "--out", tmp_path, "--terms", inbox.terms)

    assert result.exit_code == 3, result.output
    assert kept_in(tmp_path) == told_of(inbox.truth, dated=False)


def test_2_bytes_that_are_known_are_not_reviewed_again(bucket: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    for nth in range(3):
        bucket.pipe(f"/inbox/{nth}.csv", f"{nth}".encode())
    asked = RunOptions(["memory://inbox"], tmp_path)
    run_here(asked)
    bucket.pipe("/inbox/1.csv", b"other")

    assert run_here(asked).tally.reviewed == 1
    assert rows(tmp_path, "SELECT count(*), count(DISTINCT judgement) FROM file") == [(3, 3)]


def test_2_one_that_fails_is_entered_without_bytes(bucket: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    bucket.pipe("/inbox/a.csv", b"a,b")
    run_here(RunOptions(["memory://inbox"], tmp_path))

    run_here(RunOptions(["memory://inbox"], tmp_path), "a.csv")

    assert rows(tmp_path, "SELECT state, sha256, reason FROM file") == [
        ("failed", "", "The file cannot be opened as a workbook: its check ended before it was done. [QIP190]")
    ]


def test_3_a_file_that_is_gone_or_may_not_be_read(bucket: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    bucket.mkdir("/inbox")
    with pytest.raises(UnreadableWorkbookError) as gone:
        fetched("memory://inbox/a.xlsx")
    with pytest.raises(UnreadableWorkbookError) as rejected:
        fetched(tmp_path.as_uri())

    assert (gone.value.rejection, rejected.value.rejection) == (Rejection.FILE_NOT_FOUND, Rejection.FILE_NOT_PERMITTED)


def broken_store(*_: object) -> None:
    """Fail as a store does whose errors are its own."""
    raise LookupError("no credentials")


def test_3_a_store_that_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BatchError, match=r"^memory://none: there is no such folder\.$"):
        list(list_all(["memory://none"], Sieve()))
    with pytest.raises(BatchError, match="it cannot be reached: Protocol not known: zzz"):
        list(list_all(["zzz://none"], Sieve()))
    monkeypatch.setattr("fsspec.core.url_to_fs", broken_store)
    with pytest.raises(BatchError, match=r"it cannot be reached: no credentials\.$"):
        list(list_all(["memory://none"], Sieve()))


def test_3_what_reaches_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", ModuleType("fsspec.core"))

    with pytest.raises(BatchError, match=r"pip install 'vbpqip\[s3\]'"):
        list(list_all(["s3://bucket"], Sieve()))
