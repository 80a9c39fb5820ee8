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
from vbpqip.batch.store_errors import LEDGER_NAME
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
    (out / f"{LEDGER_NAME}-shm").unlink(missing_ok=True)
    (out / f"{LEDGER_NAME}-shm").mkdir()


def journal(out: Path) -> int:
    """Return 2 where a ledger has a write-ahead log, 1 where it has a rollback journal."""
    return (out / LEDGER_NAME).read_bytes()[18]


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


@pytest.mark.parametrize(("may_not_be_written", "words"), [
    (LEDGER_NAME, f"{LEDGER_NAME} may only be read."),
    ("", "nothing can be written beside its ledger, because the folder may only be read."),
])  # fmt: skip
def test_1_what_may_only_be_read_is_no_fault_of_the_drive(
    may_not_be_written: str, words: str, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert batch(inbox, "--out", out).exit_code == 0
    without_shared_memory(out)
    monkeypatch.setattr(os, "access", lambda place, _: place != out / may_not_be_written)

    result = batch(inbox, "--out", out)

    assert result.exit_code == 3
    assert words in result.stderr


def test_1_what_a_killed_run_left_in_the_log_is_taken_over(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LEFT, str(tmp_path)]
    assert subprocess.run(command, check=False).returncode == 9  # noqa: S603 -- our own words
    assert (tmp_path / f"{LEDGER_NAME}-wal").stat().st_size
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
    (tmp_path / f"{LEDGER_NAME}.new").mkdir()

    with pytest.raises(BatchError, match="its ledger cannot be read or made: "), open_ledger(tmp_path):
        pass


def test_1_a_new_ledger_takes_nothing_over_that_another_left(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", LEFT, str(tmp_path)], check=False)  # noqa: S603 -- our own words
    (tmp_path / LEDGER_NAME).unlink()

    with open_ledger(tmp_path) as ledger:
        assert ledger.store.note("left") is None


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


unknown = pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK])
not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="Windows has one kind of lock.")


@not_on_windows
@unknown
def test_2_without_the_usual_lock_another_one_is_held(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("fcntl.flock", failing(number))

    result = batch(inbox, "--out", tmp_path / "out")

    assert result.exit_code == 0
    said = f"{tmp_path / 'out'}: its drive does not know the usual lock (flock); a POSIX lock keeps other runs out."
    assert result.stderr.splitlines() == [said]


@not_on_windows
def test_2_the_other_lock_keeps_other_runs_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process holds no POSIX lock against itself, so that the other run is one."""
    monkeypatch.setattr("fcntl.flock", failing(errno.ENOTSUP))
    program = "import errno, fcntl, sys\nfrom pathlib import Path\nfrom vbpqip.batch.ledger import open_ledger\n"
    program += "def flock(*_): raise OSError(errno.ENOTSUP, 'no')\nfcntl.flock = flock\n"
    program += "with open_ledger(Path(sys.argv[1])): pass\n"

    with open_ledger(tmp_path):
        command = [sys.executable, "-c", program, str(tmp_path)]
        other = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own words

    assert "another run is at work on it" in other.stderr


@not_on_windows
@unknown
def test_2_without_any_lock_nothing_is_written(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("fcntl.flock", failing(number))
    monkeypatch.setattr("fcntl.lockf", failing(number))

    result = batch(inbox, "--out", tmp_path / "out")

    assert result.exit_code == 3
    assert "its drive cannot lock files; keep results on a disk of this computer." in result.stderr
    assert "another run is at work on it." not in result.stderr
    assert not (tmp_path / "out" / LEDGER_NAME).exists()


@not_on_windows
def test_2_another_error_of_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fcntl.flock", failing(errno.EIO))

    with pytest.raises(BatchError, match="its lock cannot be taken: Input/output error"), open_ledger(tmp_path):
        pass


def test_3_a_run_is_at_work_on_what_is_verified(tmp_path: Path) -> None:
    with (
        open_ledger(tmp_path),
        pytest.raises(BatchError, match=r"another run is at work on it\. Wait until it has ended\.$"),
    ):
        verify(tmp_path)


@not_on_windows
def test_3_without_any_lock_it_is_verified_and_said(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert batch(inbox, "--out", out).exit_code == 0
    for name in ("fcntl.flock", "fcntl.lockf"):
        monkeypatch.setattr(name, failing(errno.ENOLCK))

    result = batch("--verify", out)

    assert (result.exit_code, "whether a run is at work on it could not be seen" in result.stderr) == (0, True)


def test_3_a_lock_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(tmp_path):
        pass
    before = os.open

    def open_others(path: Any, *values: Any, **named: Any) -> int:  # noqa: ANN401 -- as Python takes them
        if str(path).endswith("lock"):
            raise PermissionError(errno.EACCES, "no")
        return before(path, *values, **named)

    monkeypatch.setattr("os.open", open_others)

    assert "could not be seen" in verify(tmp_path).remarks[0]


def test_3_a_copy_that_may_only_be_read(inbox: Path, tmp_path: Path) -> None:
    assert batch(inbox, "--out", tmp_path / "out").exit_code == 0
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(tmp_path / "out" / LEDGER_NAME, copy)
    (copy / LEDGER_NAME).chmod(0o400)
    copy.chmod(0o500)
    try:
        assert verify(copy) == Verified(1)
        assert [path.name for path in copy.iterdir()] == [LEDGER_NAME]
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
