"""The ledger: what it refuses, and that it stays as it is whatever happens.

1. One run at a time. 2. What is no ledger, or one of a newer vbpqip, is refused. 3. The history can only be added to.
4. A full disk loses nothing that was kept.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from support.load import Inbox
from support.reviewers import sound
from support.runs import batch, rows
from vbpqip.batch.ledger import Ledger, ReviewedFile, open_ledger
from vbpqip.batch.reviewer import Task
from vbpqip.batch.store import LEDGER_FORMAT
from vbpqip.batch.store_errors import LEDGER_NAME
from vbpqip.batch.verifying import verify
from vbpqip.core.errors import BatchError

MET = Path(__file__).parents[2] / "sample_workbooks" / "met.xlsx"


def reviewed(name: str) -> ReviewedFile:
    stored = sound(Task(1, name, name))
    return ReviewedFile(name, stored._replace(document='{"status":"accepted"}'))


def test_1_two_runs_at_once_are_rejected(tmp_path: Path) -> None:
    with open_ledger(tmp_path), pytest.raises(BatchError, match="another run is at work on it"), open_ledger(tmp_path):
        pass


def test_1_a_run_that_has_ended_holds_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        with open_ledger(tmp_path) as ledger:
            assert ledger.lines == 0


def test_1_a_folder_that_cannot_be_made_or_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "locked" / "lock").mkdir(parents=True)

    for name in ("file", "file/below", "locked"):
        with pytest.raises(BatchError, match="it cannot be written to"), open_ledger(tmp_path / name):
            pass


def test_2_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / LEDGER_NAME).write_bytes(b"a,b\n" * 1_000)

    with pytest.raises(BatchError, match="is no ledger of vbpqip"), open_ledger(tmp_path):
        pass


def test_2_a_database_of_something_else(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / LEDGER_NAME)) as connection:
        connection.execute("CREATE TABLE a (b)")

    with pytest.raises(BatchError, match="is a database of another program"), open_ledger(tmp_path):
        pass
    assert rows(tmp_path, "SELECT name FROM sqlite_master") == [("a",)]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (LEDGER_FORMAT + 1, "it was made by a newer vbpqip. Use that one, or name another folder with --out."),
        (
            LEDGER_FORMAT - 1,
            "it was made by an older vbpqip, and is kept as it is. Run it again into a new folder with --out.",
        ),
    ],
)
def test_2_a_ledger_of_another_vbpqip(tmp_path: Path, made: int, said: str) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.store.execute(f"PRAGMA user_version = {made}")
    before = (tmp_path / LEDGER_NAME).read_bytes()

    with pytest.raises(BatchError) as rejected, open_ledger(tmp_path):
        pass
    assert str(rejected.value).endswith(said)
    assert (tmp_path / LEDGER_NAME).read_bytes() == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE ledger SET value = '[30, ' WHERE key = 'history'",
        "UPDATE judgement SET document = '{'",
        "UPDATE judgement SET entries = '{'",
    ],
)
def test_2_a_ledger_of_which_something_cannot_be_read(tmp_path: Path, damage: str) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(MET, tmp_path / "in")
    assert batch(tmp_path / "in", "--out", tmp_path / "out").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "out" / LEDGER_NAME)) as connection:
        connection.execute(damage)
        connection.execute("DELETE FROM ledger WHERE key IN ('across', 'summary')")
        connection.commit()

    result = batch(tmp_path / "in", "--out", tmp_path / "out")

    assert (result.exit_code, "its ledger is damaged: what it keeps cannot all be read" in result.stderr) == (3, True)


@pytest.mark.parametrize("change", ["UPDATE history SET verdict = 'met'", "DELETE FROM history"])
def test_3_the_history_can_only_be_added_to(tmp_path: Path, change: str) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.record([reviewed("a.xlsx")])

    with pytest.raises(BatchError, match="only ever added to"), open_ledger(tmp_path) as ledger:
        ledger.store.execute(change)


def test_3_what_is_kept_together_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    def stop_midway(ledger: Ledger) -> None:
        with ledger.store.together():
            ledger.keep(reviewed("b.xlsx").stored)
            raise KeyboardInterrupt

    with open_ledger(tmp_path) as ledger:
        ledger.record([reviewed("a.xlsx")])
        with pytest.raises(KeyboardInterrupt):
            stop_midway(ledger)

    assert rows(tmp_path, "SELECT sha256 FROM judgement") == [("digest of a.xlsx",)]


def test_3_what_ended_a_transaction_by_itself_is_raised_as_it_is(tmp_path: Path) -> None:
    """A full disk makes SQLite end it."""

    def ended(ledger: Ledger) -> None:
        with ledger.store.together():
            ledger.store.execute("ROLLBACK")
            raise ZeroDivisionError

    with open_ledger(tmp_path) as ledger, pytest.raises(ZeroDivisionError):
        ended(ledger)


FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), most))
sys.argv[1:] = sys.argv[2:]
from vbpqip.__main__ import run
try:
    run()
finally:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot bound the size of files.")
def test_4_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path, inbox: Inbox) -> None:
    """No file may grow beyond a bound, which ends a write as a full disk does; then there is room again."""
    words = [str(inbox.reports), "--out", str(tmp_path), "--terms", str(inbox.terms), "--jobs", "1", "-q"]
    command = [sys.executable, "-c", FULL_DISK, "300000", "batch", *words]

    full = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own words

    assert full.returncode == 3
    assert full.stderr.splitlines()[-1] == (
        f"Error: {tmp_path}: the disk or network drive failed; keep results on a disk of this computer. "
        "What was reviewed before is kept; run it again to go on."
    )
    kept = verify(tmp_path)
    assert kept.broken is None
    command[3] = str(10**9)
    assert subprocess.run(command, capture_output=True, check=False).returncode == 3  # noqa: S603 -- as above
    assert kept.lines <= verify(tmp_path).lines == len(inbox.truth.files) - 1


@pytest.mark.parametrize(
    ("kind", "meaning"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full."),
        (sqlite3.SQLITE_IOERR_WRITE, "the disk or network drive failed"),
        (sqlite3.SQLITE_READONLY, "ledger.sqlite may only be read"),
        (sqlite3.SQLITE_CANTOPEN, "its ledger cannot be opened or made"),
        (sqlite3.SQLITE_PROTOCOL, "its drive cannot lock files"),
        (sqlite3.SQLITE_BUSY, "another program has its ledger open"),
        (sqlite3.SQLITE_INTERNAL, "its ledger cannot be used, for a cause that SQLite gives the number 2."),
    ],
)
def test_4_every_error_of_the_ledger_has_its_own_reason(tmp_path: Path, kind: int, meaning: str) -> None:
    error = sqlite3.OperationalError("told so")
    error.sqlite_errorcode = kind

    with pytest.raises(BatchError) as told, open_ledger(tmp_path):
        raise error

    assert told.value.reason.startswith(meaning)
