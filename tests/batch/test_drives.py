"""Drives that cannot do what a ledger needs, as network drives often cannot: each cause has its own message.

1. Without memory that programs share, another journal is used, and nothing is lost. 2. Without the usual lock, another
one keeps other runs out; without any, nothing is written. 3. What is only read needs neither.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.runs import batch, rows
from vbpqip.batch import store
from vbpqip.batch.ledger import open_ledger
from vbpqip.batch.store_errors import NAME
from vbpqip.batch.verifying import Verified, verify
from vbpqip.core.errors import BatchError

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
ROLLBACK = "SQLite's rollback journal is used in place of its write-ahead log."
LEFT = """
import os, sys
from pathlib import Path
from vbpqip.batch.ledger import open_ledger
with open_ledger(Path(sys.argv[1])) as ledger:
    ledger.store.note_down("left", "in the log")
    os._exit(9)
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    shutil.copy(SAMPLES / "met.xlsx", tmp_path / "inbox")
    return tmp_path / "inbox"


def without_shared_memory(out: Path) -> None:
    """Let SQLite find a folder where the file should be that it shares memory by."""
    out.mkdir(exist_ok=True)
    (out / f"{NAME}-shm").unlink(missing_ok=True)
    (out / f"{NAME}-shm").mkdir()


def journal(out: Path) -> int:
    """Return 2 where a ledger has a write-ahead log, 1 where it has a rollback journal."""
    return (out / NAME).read_bytes()[18]


def test_1_a_run_with_a_rollback_journal(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert batch(inbox, "--out", out).exit_code == 0
    assert journal(out) == 2
    without_shared_memory(out)
    shutil.copy(SAMPLES / "met.xlsx", inbox / "again.xlsx")

    result = batch(inbox, "--out", out, "--feedback")

    assert result.exit_code == 0, result.stderr
    assert [line for line in result.stderr.splitlines() if ROLLBACK in line] == [result.stderr.splitlines()[0]]
    assert (journal(out), verify(out)) == (1, Verified(1))
    assert rows(out, "SELECT count(*) FROM feedback") == [(2,)]


def test_1_what_a_killed_run_left_in_the_log_is_taken_over(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LEFT, str(tmp_path)]
    assert subprocess.run(command, check=False).returncode == 9  # noqa: S603 -- our own words
    assert (tmp_path / f"{NAME}-wal").stat().st_size
    without_shared_memory(tmp_path)

    with open_ledger(tmp_path) as ledger:
        assert ledger.store.note("left") == "in the log"
        assert [ROLLBACK in said for said in ledger.remarks] == [True]


def test_1_verifying_reads_what_a_killed_run_left_in_the_log(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LEFT, str(tmp_path)]
    subprocess.run(command, check=False)  # noqa: S603 -- our own words
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}

    assert verify(tmp_path) == Verified(0)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()} == before


def failing_with(code: int) -> type[store.Store]:
    """Return a store that gets an error of SQLite when it asks for a write-ahead log."""

    class Failing(store.Store):
        def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:  # noqa: ANN401 -- as SQLite takes them
            if "= wal" in statement:
                error = sqlite3.OperationalError("told so")
                error.sqlite_errorcode = code
                raise error
            return super().execute(statement, values)

    return Failing


@pytest.mark.parametrize(
    "code",
    [sqlite3.SQLITE_IOERR_SHMMAP, sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_CANTOPEN],
)
def test_1_every_error_of_shared_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(store, "Store", failing_with(code))

    with open_ledger(tmp_path) as ledger:
        assert [ROLLBACK in said for said in ledger.remarks] == [True]
    assert journal(tmp_path) == 1


def test_1_a_full_disk_is_no_lack_of_shared_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "Store", failing_with(sqlite3.SQLITE_FULL))

    with pytest.raises(BatchError, match="the disk is full"), open_ledger(tmp_path):
        pass


def test_1_a_ledger_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.new").mkdir()

    with pytest.raises(BatchError, match="its ledger cannot be read or made: "), open_ledger(tmp_path):
        pass


def test_1_a_new_ledger_takes_nothing_over_that_another_left(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", LEFT, str(tmp_path)], check=False)  # noqa: S603 -- our own words
    (tmp_path / NAME).unlink()

    with open_ledger(tmp_path) as ledger:
        assert ledger.store.note("left") is None


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_3_a_run_is_at_work_on_what_is_verified(tmp_path: Path) -> None:
    with (
        open_ledger(tmp_path),
        pytest.raises(BatchError, match=r"another run is at work on it\. Wait until it has ended\.$"),
    ):
        verify(tmp_path)


def test_3_a_copy_that_may_only_be_read(inbox: Path, tmp_path: Path) -> None:
    assert batch(inbox, "--out", tmp_path / "out").exit_code == 0
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(tmp_path / "out" / NAME, copy)
    (copy / NAME).chmod(0o400)
    copy.chmod(0o500)
    try:
        assert verify(copy) == Verified(1)
        assert [path.name for path in copy.iterdir()] == [NAME]
    finally:
        copy.chmod(0o700)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "its ledger cannot be read or made: Permission denied"),
        (errno.ENOSPC, "there is no room for its ledger, or in the folder for temporary files"),
    ],
)
@pytest.mark.parametrize("name", ["shutil.copyfile", "vbpqip.batch.store.TemporaryDirectory"])
def test_3_a_ledger_that_cannot_be_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int, said: str
) -> None:
    subprocess.run([sys.executable, "-c", LEFT, str(tmp_path)], check=False)  # noqa: S603 -- our own words

    monkeypatch.setattr(name, failing(number))

    with pytest.raises(BatchError, match=said):
        verify(tmp_path)


def test_3_a_ledger_is_read_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(tmp_path):
        pass
    monkeypatch.setattr("shutil.copyfile", failing(errno.ENOSPC))

    assert verify(tmp_path) == Verified(0)
