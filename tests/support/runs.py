"""Runs of ``vbpqip batch`` in tests, and what their ledgers then hold."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner, Result

from support.load import Told, Truth
from vbpqip.batch.store_errors import LEDGER_NAME
from vbpqip.cli import main

QUIET = ("-q", "--jobs", "1")


def batch(*words: str | Path) -> Result:
    """Run the command in this process, with one worker and without progress."""
    return CliRunner().invoke(main, ["batch", *map(str, words), *QUIET])


def batch_process(*words: str | Path) -> subprocess.Popen[str]:
    """Start the command as a process, with one worker."""
    command = [sys.executable, "-m", "vbpqip", "batch", *map(str, words), "--jobs", "1"]
    paths = (str(Path(__file__).parents[1]), *filter(None, (os.environ.get("PYTHONPATH"),)))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.Popen(  # noqa: S603 -- our own words
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


class Kept(NamedTuple):
    """What a ledger keeps on a file."""

    state: str
    status: str
    verdict: str
    codes: tuple[str, ...]
    facility: str
    mco: str
    period: str


def rows(out: Path, select: str) -> list[tuple[object, ...]]:
    """Return the rows of a query on the ledger of a folder of results."""
    with closing(sqlite3.connect(out / LEDGER_NAME)) as connection:
        return connection.execute(select).fetchall()


def kept_in(out: Path) -> dict[str, Kept]:
    """Return what a ledger keeps on each file that has a stored review, by path.

    Whether one of the first period is late is left out: of some of those the folder tells it, not the file.
    """
    select = """SELECT path, state, status, verdict, document, facility, mco, period
    FROM file JOIN judgement ON judgement.id = file.judgement ORDER BY path"""
    return {
        str(path): Kept(str(state), str(status), str(verdict), _codes(str(document), str(names[-1])), *map(str, names))
        for path, state, status, verdict, document, *names in rows(out, select)
    }


def _codes(document: str, period: str) -> tuple[str, ...]:
    codes = sorted(finding["code"] for finding in json.loads(document)["findings"])
    return tuple(code for code in codes if (code, period) != ("QIP560", "DY2 Q4"))


def told_of(truth: Truth, *, dated: bool) -> dict[str, Kept]:
    """Return the truth about a folder as its ledger should have it; ``dated`` where days of receipt are known."""
    return {path: _kept(told, dated=dated) for path, told in sorted(truth.files.items())}


def _kept(told: Told, *, dated: bool) -> Kept:
    late = ("QIP560",) if dated and told.late and told.status != "unreadable" and told.period != "DY2 Q4" else ()
    codes = tuple(sorted((*told.codes, *late)))
    return Kept("judged", told.status, told.verdict, codes, told.facility, told.mco, told.period)
