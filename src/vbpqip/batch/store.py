"""The store: a SQLite file that is ours, of a format that we know, asked by the names of queries alone.

All SQL stands beside this module, the tables in ``schema.sql`` and the queries in ``queries.sql``. A file that is none
of ours is told by its first bytes, before SQLite opens it.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from pathlib import Path
from pkgutil import get_data
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias
from weakref import WeakSet

from vbpqip.batch.history import BEGINNING, HISTORY_HEAD
from vbpqip.batch.lock import locked_to_read
from vbpqip.batch.seals import Seal
from vbpqip.batch.store_errors import (
    DAMAGED,
    EMPTY,
    FOREIGN,
    LEDGER_NAME,
    NEWER,
    NO_LEDGER,
    OLDER,
    READ_ONLY,
    READ_ONLY_FOLDER,
    error_kind,
    looked_through,
    reachable,
    with_message,
)
from vbpqip.core.errors import BatchError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name

LEDGER_FORMAT = 6
"""Rises when a table, its columns or the documents in it change."""

NOTES = "every_note"
"""The query of all notes, which are sealed whenever one is made."""

_OURS = 0x51495031
_MAGIC = b"SQLite format 3\0"
_HEAD_SIZE = 100
_MADE, _OWNER = slice(60, 64), slice(68, 72)
"""Where the first bytes of a SQLite file have the format and the number of the program that it is of."""

_WAL = "wal"
_BESIDE = ("-wal", "-journal")
"""What the names of the files end with that SQLite keeps beside a ledger and that hold some of it."""

_MAY_BE_SHARED_MEMORY = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}
_NO_SHARED_MEMORY = (
    "its drive cannot share memory, as network drives often cannot, so that SQLite's rollback journal is used in place "
    "of its write-ahead log. Nothing is lost by it; it is slower."
)

_NAMED = "-- name: "
"""What begins a query; the rest of the line is its name."""

QueryRow: TypeAlias = tuple[Any, ...]
QueryValues: TypeAlias = Sequence[Any] | Mapping[str, Any]


def _packaged(name: str) -> str:
    return (get_data("vbpqip.batch", name) or b"").decode()


@cache
def queries() -> Mapping[str, tuple[str, ...]]:
    """Return the statements of each query, by its name."""
    named = (each.partition("\n") for each in _packaged("queries.sql").split(_NAMED)[1:])
    return {name: tuple(part.strip() for part in text.split(";")[:-1]) for name, _, text in named}


class Store(sqlite3.Connection):
    """An open store; its queries can compare names as they are compared."""

    def __init__(self, *place: Any, **options: Any) -> None:  # noqa: ANN401 -- as SQLite takes them
        super().__init__(*place, **options)
        self.remarks: tuple[str, ...] = ()
        self._asked: WeakSet[sqlite3.Cursor] = WeakSet()
        self.create_function("normalized", 1, lambda name: normalized_name(name or ""), deterministic=True)

    def close(self) -> None:
        """Close it, with what is still asked of it: SQLite otherwise leaves files beside the ledger."""
        for cursor in list(self._asked):
            cursor.close()
        super().close()

    def rows(self, query: str, values: QueryValues = ()) -> Iterator[QueryRow]:
        """Yield what a query finds."""
        (statement,) = queries()[query]
        found = self.execute(statement, values)
        self._asked.add(found)
        return found

    def row(self, query: str, values: QueryValues = ()) -> QueryRow | None:
        """Return the first thing that a query finds, ``None`` where it finds nothing."""
        return next(self.rows(query, values), None)

    def value(self, query: str, values: QueryValues = ()) -> Any:  # noqa: ANN401 -- of any column
        """Return the only value of the row that a query finds."""
        (found,) = next(self.rows(query, values))
        return found

    def run(self, query: str, values: QueryValues = ()) -> None:
        """Make a change, of one statement or of several."""
        for statement in queries()[query]:
            self.execute(statement, values)

    def run_many(self, query: str, rows: Iterable[QueryValues]) -> None:
        """Make a change for each of some rows."""
        (statement,) = queries()[query]
        self.executemany(statement, rows)

    def note(self, key: str) -> str | None:
        """Return what is noted under a key, ``None`` where nothing is."""
        found = self.row("note", (key,))
        return None if found is None else str(found[0])

    def note_down(self, key: str, value: str) -> None:
        """Note something under a key, in place of what is noted there."""
        with self.together_within():
            self.run("note_down", (key, value))
            self.run("note_down", (_seal_key(NOTES), str(self.seal(NOTES))))

    def seal(self, query: str) -> Seal:
        """Return the seal of the rows of a table, which a query finds; that of the notes is not of itself."""
        left_out = _seal_key(query) if query == NOTES else None
        return Seal.of(row for row in self.rows(query) if left_out is None or row[0] != left_out)

    def sealed(self, query: str) -> Seal:
        """Return the seal of a table as it was noted."""
        return Seal.read(self.note(_seal_key(query)))

    def is_sealed(self, query: str) -> bool:
        """Whether a table is as it was when its seal was noted; what was noted may be anything."""
        return str(self.seal(query)) == (self.note(_seal_key(query)) or str(Seal()))

    def note_seal(self, query: str, seal: Seal | None = None) -> None:
        """Note the seal of a table that was written, within what is kept together."""
        self.note_down(_seal_key(query), str(self.seal(query) if seal is None else seal))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that is written inside, or nothing of it."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self.in_transaction:
                self.execute("ROLLBACK")
            raise

    @contextmanager
    def together_within(self) -> Iterator[None]:
        """Keep all that is written inside, or nothing of it, within what else is kept together."""
        self.execute("SAVEPOINT within")
        try:
            yield
        except BaseException:
            self.execute("ROLLBACK TO within")
            raise
        finally:
            self.execute("RELEASE within")


Look: TypeAlias = Callable[[Store], None]
"""Rejects a store by what is in it."""


def _seal_key(query: str) -> str:
    return f"seal of {query}"


def _nothing(_: Store) -> None:
    """Look at nothing."""


@contextmanager
def opened(folder: Path, look: Look = _nothing) -> Iterator[Store]:
    """Open the ledger of a folder to write to it; one is made where there is none.

    ``look`` may reject it by what it keeps, before anything is written.

    Raises:
        BatchError: It is no ledger, one of another vbpqip, or it cannot be written, now or while it is open.
    """
    with looked_through(folder):
        store = _looked_through(folder, look)
    with with_message(folder), closing(store):
        yield store


def _looked_through(folder: Path, look: Look) -> Store:
    """Open a ledger once it was looked through."""
    place = folder / LEDGER_NAME
    if not place.is_file():
        with reachable(folder):
            _make(place)
    if not _is_current(folder):
        with ExitStack() as stack:
            stack.enter_context(_opened_as_it_is(folder))  # rejects it, or says that it is damaged too

    def look_through(store: Store) -> None:
        _reject_damaged(folder, store)
        look(store)

    return _connected(place, look_through)


@contextmanager
def opened_to_read(folder: Path) -> Iterator[Store]:
    """Open the ledger of a folder to read it: nothing in the folder is changed, and nothing is left in it.

    Raises:
        BatchError: There is none, or it is none that can be read, or a run is at work on it.
    """
    if not (folder / LEDGER_NAME).is_file():
        raise BatchError(str(folder), f"there is no ledger in it. 'vbpqip batch FOLDER --out {folder}' makes one.")
    with looked_through(folder), _opened_as_it_is(folder, alone=True) as store:
        yield store


@contextmanager
def opened_beside_a_run(folder: Path) -> Iterator[Store]:
    """Open the ledger of a folder, which a run has looked through and is at work on, to read from it."""
    address = f"{(folder / LEDGER_NAME).resolve().as_uri()}?mode=ro"
    with with_message(folder), closing(Store(address, uri=True, isolation_level=None)) as store:
        yield store


def _make(place: Path) -> None:
    """Make a ledger, whole or not at all, so that one without tables is always one that has lost them.

    All of it is one transaction: to have each statement kept on the disk takes longer than to check ten files.
    """
    new = place.with_name(f"{LEDGER_NAME}.new")
    for each in (new, *(Path(f"{path}{end}") for path in (new, place) for end in (*_BESIDE, "-shm"))):
        each.unlink(missing_ok=True)
    with closing(Store(new, isolation_level=None)) as store:
        made = f"PRAGMA application_id = {_OURS}; PRAGMA user_version = {LEDGER_FORMAT};"
        store.executescript(f"BEGIN; {made} {_packaged('schema.sql')}")
        store.note_down(HISTORY_HEAD, json.dumps([0, BEGINNING]))
        store.commit()
    new.replace(place)


def _connected(place: Path, look: Look) -> Store:
    """Open a ledger of ours; without the memory that programs share where the drive has none."""
    try:
        return _in_journal(place, _WAL, look)
    except sqlite3.OperationalError as error:
        if error_kind(error) not in _MAY_BE_SHARED_MEMORY:
            raise
        _reject_read_only(place, error)
    return _in_journal(place, "delete", look)


def _reject_read_only(place: Path, error: sqlite3.OperationalError) -> None:
    """Tell a ledger that may not be written to, or a folder, from a drive that cannot do what SQLite asks of it."""
    for needed, reason in ((place, READ_ONLY), (place.parent, READ_ONLY_FOLDER)):
        if not os.access(needed, os.W_OK):
            raise BatchError(str(place.parent), reason) from error


def _in_journal(place: Path, wanted: str, look: Look) -> Store:
    """Open a ledger with a journal; what another journal still holds is taken over first."""
    store = Store(place, isolation_level=None)
    try:
        if wanted != _WAL:  # a log that was left is then read without shared memory
            store.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        look(store)
        ((journal,),) = store.execute(f"PRAGMA journal_mode = {wanted}").fetchall()
        store.execute("PRAGMA locking_mode = NORMAL").fetchall()
        store.execute(f"PRAGMA user_version = {LEDGER_FORMAT}")  # to write shows whether it works
        store.executescript(f"PRAGMA synchronous = FULL; PRAGMA temp_store = FILE; {_packaged('schema.sql')}")
    except BaseException:
        store.close()
        raise
    if journal != _WAL:
        store.remarks = (f"{place.parent}: {_NO_SHARED_MEMORY}",)
    return store


def _is_current(folder: Path) -> bool:
    """Whether the ledger of a folder is of this format, by its first bytes.

    Raises:
        BatchError: It is no ledger.
    """
    with reachable(folder), (folder / LEDGER_NAME).open("rb") as file:
        head = file.read(_HEAD_SIZE)
    if not head:
        raise BatchError(str(folder), EMPTY)
    if not head.startswith(_MAGIC):
        raise BatchError(str(folder), NO_LEDGER)
    if len(head) < _HEAD_SIZE:
        raise BatchError(str(folder), DAMAGED)
    if int.from_bytes(head[_OWNER]) != _OURS:
        raise BatchError(str(folder), FOREIGN)
    return int.from_bytes(head[_MADE]) == LEDGER_FORMAT


@contextmanager
def _opened_as_it_is(folder: Path, *, alone: bool = False) -> Iterator[Store]:
    """Open a ledger that is not changed meanwhile; ``alone`` where a run may be at work on it, which is rejected."""
    _is_current(folder)
    with (
        _source(folder, alone=alone) as source,
        closing(Store(source.address, uri=True, isolation_level=None)) as store,
    ):
        store.remarks = source.remarks
        ((made,),) = store.execute("PRAGMA user_version").fetchall()
        _reject_damaged(folder, store, schema=made == LEDGER_FORMAT)
        if made != LEDGER_FORMAT:
            raise BatchError(str(folder), NEWER if made > LEDGER_FORMAT else OLDER)
        yield store


class _Source(NamedTuple):
    """What a ledger is read from, and what is to be said of it."""

    address: str
    remarks: tuple[str, ...]


@contextmanager
def _source(folder: Path, *, alone: bool) -> Iterator[_Source]:
    """Yield the ledger itself; a copy where a run may change it, or left some of it in a file beside it."""
    place = (folder / LEDGER_NAME).resolve()
    with locked_to_read(folder, asked=alone) as remarks:
        beside = [path for path in (Path(f"{place}{end}") for end in _BESIDE) if path.exists() and path.stat().st_size]
        if not beside and not remarks:
            yield _Source(f"{place.as_uri()}?immutable=1", remarks)
            return
        with reachable(folder):
            copies = TemporaryDirectory(prefix="vbpqip-", ignore_cleanup_errors=True)
        with copies as copy:
            with reachable(folder):
                for source in (place, *beside):
                    shutil.copyfile(source, Path(copy) / source.name.replace(place.name, LEDGER_NAME))
            yield _Source((Path(copy) / LEDGER_NAME).as_uri(), remarks)


def _reject_damaged(folder: Path, store: Store, *, schema: bool = True) -> None:
    """Reject a ledger whose pages do not hold together, or that lacks a table or view, or has anything otherwise."""
    ((found,),) = store.execute("PRAGMA integrity_check(1)").fetchall()
    if found != "ok" or (schema and not _is_ours(_schema(store))):
        raise BatchError(str(folder), DAMAGED)


def _is_ours(schema: frozenset[QueryRow]) -> bool:
    needed = {row for row in _our_schema() if row[0] in {"table", "view"}}
    return needed <= schema <= _our_schema()


def _schema(store: Store) -> frozenset[QueryRow]:
    return frozenset(store.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


@cache
def _our_schema() -> frozenset[QueryRow]:
    with closing(Store(":memory:")) as store:
        store.executescript(_packaged("schema.sql"))
        return _schema(store)
