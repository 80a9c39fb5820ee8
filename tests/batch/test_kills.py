"""A run that is ended, however it is: nothing that was kept is lost, and the next run goes on.

Everyday runs kill once; ``VBPQIP_KILLS=10`` kills ten times, and ``VBPQIP_KILLED_REPORTS=2000`` over a larger folder.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from support.load import Truth, Wanted, write_load
from support.runs import batch_process, kept_in, rows, told_of
from vbpqip.batch.store_errors import NAME
from vbpqip.batch.verifying import Verified, verify
from vbpqip.summary.names import FILES

KILLS = int(os.environ.get("VBPQIP_KILLS", "1"))
REPORTS = int(os.environ.get("VBPQIP_KILLED_REPORTS", "100"))
COUNT = "SELECT count(*) FROM history"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals.")


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    folder = tmp_path_factory.mktemp("load")
    return folder, write_load(folder, Wanted(REPORTS, conflicts=3))


def started(folder: Path, out: Path) -> subprocess.Popen[str]:
    return batch_process(folder / "reports", "--out", out, "--terms", folder / "terms.toml")


def lines_in(out: Path) -> int:
    """Return how many lines the history has, while a run is at work or after it was killed."""
    if not (out / NAME).exists():
        return 0
    with closing(sqlite3.connect(f"file:{out / NAME}?mode=ro", uri=True)) as connection:
        try:
            (found,) = connection.execute(COUNT).fetchone()
        except sqlite3.OperationalError:  # not made yet
            return 0
        return int(found)


def wait_for_lines(run: subprocess.Popen[str], out: Path, wanted: int) -> None:
    """Wait until a run has kept so many lines, or has ended."""
    while run.poll() is None and lines_in(out) < wanted:
        time.sleep(0.01)


def test_killed_at_random_moments_and_resumed(load: tuple[Path, Truth], tmp_path: Path) -> None:
    """The last run has the truth, nothing was reviewed twice, and its summary is that of a run that was left alone."""
    folder, truth = load
    drawn = random.Random(1)  # noqa: S311 -- no secret
    for nth in range(KILLS):
        run = started(folder, tmp_path)
        wait_for_lines(run, tmp_path, (nth + 1) * REPORTS // (KILLS + 2))
        time.sleep(drawn.uniform(0, 0.1))
        seen = lines_in(tmp_path)
        run.kill()
        run.communicate(timeout=120)
        assert lines_in(tmp_path) >= seen

    run = started(folder, tmp_path)
    out, _ = run.communicate(timeout=120)

    kept = lines_in(tmp_path)
    assert run.returncode == 3, out
    assert kept_in(tmp_path) == told_of(truth, dated=False)
    assert rows(tmp_path, "SELECT max(times) FROM (SELECT count(*) AS times FROM history GROUP BY sha256)") == [(1,)]
    assert verify(tmp_path) == Verified(kept)
    whole = tmp_path / "whole"
    started(folder, whole).communicate(timeout=120)
    assert [name for name in FILES if (tmp_path / name).read_bytes() != (whole / name).read_bytes()] == []


def test_no_worker_outlives_a_killed_run(load: tuple[Path, Truth], tmp_path: Path) -> None:
    run = started(load[0], tmp_path)
    wait_for_lines(run, tmp_path, 10)
    children = children_of(run.pid)

    run.kill()
    run.communicate(timeout=120)

    assert children
    for _ in range(500):
        if not any(Path(f"/proc/{pid}").exists() and "Z" not in state_of(pid) for pid in children):
            return
        time.sleep(0.01)
    pytest.fail("A worker is still there.")


def children_of(pid: int) -> list[int]:
    """Return the processes below one."""
    found = [int(each) for path in Path(f"/proc/{pid}/task").glob("*/children") for each in path.read_text().split()]
    return [*found, *(below for child in found for below in children_of(child))]


def state_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


@pytest.mark.parametrize("signalled", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_says_how_far_it_is(
    load: tuple[Path, Truth], tmp_path: Path, signalled: signal.Signals
) -> None:
    run = started(load[0], tmp_path)
    wait_for_lines(run, tmp_path, 10)

    run.send_signal(signalled)
    _, talk = run.communicate(timeout=30)

    assert run.returncode == 130, talk
    assert talk.splitlines()[-1].startswith("Stopped: ")
    assert talk.splitlines()[-1].endswith(f" files are done and kept in {tmp_path}. Run it again to go on.")
    assert verify(tmp_path).broken is None
    assert lines_in(tmp_path) >= 10


def test_two_runs_at_once(load: tuple[Path, Truth], tmp_path: Path) -> None:
    first = started(load[0], tmp_path)
    wait_for_lines(first, tmp_path, 1)

    second = started(load[0], tmp_path)
    _, talk = second.communicate(timeout=120)
    first.kill()
    first.communicate(timeout=120)

    assert second.returncode == 3
    assert f"Error: {tmp_path}: another run is at work on it." in talk
