"""Merging the ledgers of several runs, the shards of one folder, into one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from vbpqip.batch.history import Line
from vbpqip.batch.ledger import Ledger
from vbpqip.batch.opening import opened_to_read
from vbpqip.batch.records import Judgement, State, Submitted
from vbpqip.batch.shards import Shard
from vbpqip.batch.tally import Tally
from vbpqip.batch.verifying import verified
from vbpqip.domain.errors import BatchError
from vbpqip.domain.results import Verdict
from vbpqip.domain.reviews import Status

_NOTED = ("rules", "terms", "shard")
_JUDGEMENTS = f"SELECT {', '.join(Judgement._fields)} FROM judgement ORDER BY id"  # noqa: S608 -- our own names
_LINES = f"SELECT {', '.join(Line._fields)} FROM history ORDER BY number"  # noqa: S608 -- as above
_FILES = f"""
SELECT {", ".join(f"file.{name}" for name in Submitted._fields)}, judgement.sha256, judgement.rules, judgement.received
FROM file LEFT JOIN judgement ON judgement.id = file.judgement ORDER BY file.path
"""  # noqa: S608 -- as above


class _Source(NamedTuple):
    """A ledger that is merged: its folder, and what is noted in it."""

    folder: Path
    connection: sqlite3.Connection
    rules: str
    terms: str
    shard: str


def merge(folders: Sequence[Path], ledger: Ledger, rules: str) -> Tally:
    """Put what several ledgers keep into one that is empty; each is verified first.

    Args:
        folders: The folders of results of the runs.
        ledger: The one to write to. Its history goes on with theirs, one after the other.
        rules: The rules that all were judged by.

    Raises:
        BatchError: One was changed or judged by other rules, they are not the shards of one folder, or the one to write
            to is not empty.
    """
    if ledger.lines:
        raise BatchError("--out", "a ledger is in that folder already. Name another one to merge into.")
    with ExitStack() as opened:
        sources = [_opened(folder, opened.enter_context(opened_to_read(folder))) for folder in folders]
        _refuse(sources, rules)
        tally = Tally()
        with ledger.together():
            for source in sources:
                _take_over(source, ledger, tally)
            for key in _NOTED[:2]:
                ledger.note_down(key, getattr(sources[0], key))
            ledger.note_down("shard", "")
            ledger.replace_list()
        return tally


def _opened(folder: Path, connection: sqlite3.Connection) -> _Source:
    found = verified(connection)
    if found.broken is not None:
        raise BatchError(str(folder), f"its history was changed in line {found.broken}: {found.reason}")
    noted = dict(connection.execute("SELECT key, value FROM ledger").fetchall())
    return _Source(folder, connection, *(noted.get(key, "") for key in _NOTED))


def _refuse(sources: Sequence[_Source], rules: str) -> None:
    for source in sources:
        if source.rules != rules:
            reason = f"it was judged by other rules ({source.rules}) than are asked for now ({rules})."
            raise BatchError(str(source.folder), f"{reason} Give the same --terms, or run it again.")
    shards = [Shard.parse(source.shard) for source in sources]
    counted = {shard.of for shard in shards if shard is not None}
    expected = {Shard(nth + 1, of) for of in counted for nth in range(of)}
    if counted and (set(shards) != expected or len(set(shards)) < len(shards)):
        told = ", ".join(source.shard or "no shard" for source in sources)
        raise BatchError("", f"these are not all shards of one folder, each once: {told}.")


def _take_over(source: _Source, ledger: Ledger, tally: Tally) -> None:
    first = ledger.lines + 1
    for row in source.connection.execute(_JUDGEMENTS):
        ledger.keep(Judgement(*row))
    ledger.add_lines(Line(*row) for row in source.connection.execute(_LINES))
    origin = {"shard": source.shard, "first": first, "last": ledger.lines}
    ledger.note_down(f"origin {first}", json.dumps(origin))
    for row in source.connection.execute(_FILES):
        _see(source, ledger, tally, row)


def _see(source: _Source, ledger: Ledger, tally: Tally, row: Sequence[str | None]) -> None:
    path, sha256, state, reason, received, sender = (word or "" for word in row[: len(Submitted._fields)])
    if ledger.has_seen(path):
        raise BatchError(str(source.folder), f"{path} is in another of the ledgers too; they are not of one folder.")
    key = [word for word in row[len(Submitted._fields) :] if word is not None]
    known = ledger.known(*key) if key else None
    file = Submitted(path, sha256, State(state), reason, received, sender)
    tally.see(file)
    if known is not None:
        tally.count(file.state, known.status, known.verdict)
    else:
        tally.count(file.state, *((Status.UNREADABLE, Verdict.NOT_DETERMINED) if file.state.has_status else ()))
    ledger.see(file, None if known is None else known.number)
