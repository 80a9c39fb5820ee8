"""What is no sound ledger of this vbpqip is called what it is, and nothing is calculated with it.

No text that it keeps reaches the error stream, the file stays as it is, and nothing is left beside it. 1. A run and
what fills in a form reject it. 2. Verifying says what it is, or what of it was changed. 3. A sound one is none of these.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from support.runs import batch
from vbpqip.batch.store import LEDGER_FORMAT
from vbpqip.batch.store_errors import LEDGER_NAME
from vbpqip.batch.verifying import opened_unchanged
from vbpqip.core.errors import BatchError

CASES = Path(__file__).parents[2] / "sample_workbooks"
RECEIVED = "Wyckoff"
EMPTY, FOREIGN, NO_DATABASE, OLDER, NEWER, DAMAGED = (
    "is empty",
    "is a database of another program",
    "is no ledger of vbpqip",
    "was made by an older vbpqip",
    "was made by a newer vbpqip",
    "its ledger is damaged",
)


def changed(*statements: str) -> Callable[[Path], None]:
    """Return what changes a ledger by statements, as another program does."""

    def change(ledger: Path) -> None:
        with closing(sqlite3.connect(ledger)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return change


def _nothing_in_it(ledger: Path) -> None:
    ledger.write_bytes(b"")


def _text(ledger: Path) -> None:
    ledger.write_text(f"{RECEIVED}\n" * 1_000)


def _foreign(ledger: Path) -> None:
    ledger.unlink()
    changed(f"CREATE TABLE {RECEIVED} (b)")(ledger)


def _without_tables(ledger: Path) -> None:
    ledger.unlink()
    changed("PRAGMA user_version = 7")(ledger)


def _overwritten(ledger: Path) -> None:
    """Zero the pages of the second half, as a disk does that lost them."""
    content = ledger.read_bytes()
    ledger.write_bytes(content[: len(content) // 2].ljust(len(content), b"\0"))


def _cut(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[:8192])


def _cut_in_its_head(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[:50])


def _no_schema(ledger: Path) -> None:
    """Damage the name of a type, which SQLite then quotes in its error."""
    ledger.write_bytes(ledger.read_bytes().replace(b"period TEXT NOT NULL", b"period T\xc5XT NOT NULL"))


def _older_and_cut(ledger: Path) -> None:
    changed("PRAGMA user_version = 1")(ledger)
    _cut(ledger)


def _set(table: str, column: str, value: str) -> Callable[[Path], None]:
    """Return what sets a column of a table to a text that holds what was received."""
    guard = ("DROP TRIGGER history_is_never_changed",) if table == "history" else ()
    return changed(*guard, f"UPDATE {table} SET {column} = {value}")  # noqa: S608 -- our own names


_EMPTIED = tuple(f"DELETE FROM {table}" for table in ("history", "file", "judgement", "ledger"))  # noqa: S608 -- as above
_NO_UTF_8 = f"CAST('{RECEIVED}' || x'ff' AS TEXT)"
WRONG: Mapping[str, tuple[Callable[[Path], None], str]] = {
    "0 bytes": (_nothing_in_it, EMPTY),
    "a text": (_text, NO_DATABASE),
    "a database of another program": (_foreign, FOREIGN),
    "a database without tables": (_without_tables, FOREIGN),
    "older": (changed(f"PRAGMA user_version = {LEDGER_FORMAT - 1}"), OLDER),
    "newer": (changed(f"PRAGMA user_version = {LEDGER_FORMAT + 1}"), NEWER),
    "older and damaged": (_older_and_cut, DAMAGED),
    "overwritten": (_overwritten, DAMAGED),
    "cut": (_cut, DAMAGED),
    "cut in its head": (_cut_in_its_head, DAMAGED),
    "no UTF-8 in a type": (_no_schema, DAMAGED),
    "a table is gone": (changed("DROP TABLE expected"), DAMAGED),
    "an index more": (changed("CREATE INDEX other ON file (state)"), DAMAGED),
    "a view is gone": (changed("DROP VIEW fact"), DAMAGED),
    "no UTF-8 in the history": (_set("history", "rules", _NO_UTF_8), DAMAGED),
    "no UTF-8 in a review": (_set("judgement", "document", _NO_UTF_8), DAMAGED),
    "no UTF-8 in the list": (_set("file", "reason", _NO_UTF_8), DAMAGED),
    "no JSON in a note": (_set("ledger", "value", f"'{RECEIVED}'"), DAMAGED),
}
READABLE: Mapping[str, Callable[[Path], None]] = {
    "emptied": changed("DROP TRIGGER history_is_never_cut", *_EMPTIED),
    "no JSON": _set("judgement", "facts", f"'{RECEIVED}'"),
    "another sender": _set("judgement", "sender", f"'{RECEIVED}'"),
    "other facts": _set("judgement", "facts", "'[]'"),
    "the list": _set("file", "received", "'2017-10-01'"),
    "what counts": _set("standing", "standing", "'superseded'"),
    "what reports say of one another": changed(
        "INSERT INTO finding_across VALUES ('a', '', '', '', '', '', '', '', '')"
    ),
    "open rules": changed("INSERT INTO open_rule VALUES ('a', '', '', '', '')"),
    "the roster": changed("DELETE FROM expected"),
    "feedback": _set("feedback", "made_of", "''"),
    "less feedback": changed("DELETE FROM feedback"),
    "a seal": _set("ledger", "value", "'1 x' WHERE key = 'seal of every_file'"),
    "notes": _set("ledger", "value", "'' WHERE key = 'rules'"),
}
"""Changes after which all can still be read."""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the results of a run over a report."""
    folder = tmp_path_factory.mktemp("rejected")
    (folder / "inbox").mkdir()
    shutil.copy(CASES / "met.xlsx", folder / "inbox")
    assert batch(folder / "inbox", "--out", folder / "out", "--feedback").exit_code == 0
    return folder


@pytest.fixture(params=[*WRONG, *READABLE])
def wrong(request: pytest.FixtureRequest, results: Path, tmp_path: Path) -> tuple[Path, str]:
    """Return a folder of results with a ledger that is not sound, and what is said of it."""
    shutil.copytree(results / "out", tmp_path / "out")
    change, said = WRONG.get(request.param) or (READABLE[request.param], DAMAGED)
    change(tmp_path / "out" / LEDGER_NAME)
    return tmp_path / "out", said


def stored(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return what is in a folder, and when it was changed."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir() if path.is_file()}


def test_1_a_run_calculates_nothing_with_it(wrong: tuple[Path, str], results: Path) -> None:
    out, said = wrong
    before = stored(out)

    result = batch(results / "inbox", "--out", out)

    assert (result.exit_code, result.stdout, said in result.stderr) == (3, "", True)
    assert stored(out) == before
    assert RECEIVED not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_1_no_form_is_filled_in_from_it(wrong: tuple[Path, str]) -> None:
    out, said = wrong
    before = stored(out)

    with pytest.raises(BatchError, match=said) as rejected, opened_unchanged(out):
        pass

    assert stored(out) == before
    assert RECEIVED not in str(rejected.value)


@pytest.mark.parametrize("name", WRONG)
def test_2_verifying_says_what_it_is(name: str, results: Path, tmp_path: Path) -> None:
    change, said = WRONG[name]
    shutil.copy(results / "out" / LEDGER_NAME, tmp_path)
    change(tmp_path / LEDGER_NAME)
    before = stored(tmp_path)

    result = batch("--verify", tmp_path)

    assert (result.exit_code, result.stdout, said in result.stderr) == (3, "", True)
    assert stored(tmp_path) == before
    assert RECEIVED not in result.stderr


@pytest.mark.parametrize("name", READABLE)
def test_2_verifying_says_what_was_changed(name: str, results: Path, tmp_path: Path) -> None:
    shutil.copy(results / "out" / LEDGER_NAME, tmp_path)
    READABLE[name](tmp_path / LEDGER_NAME)
    before = stored(tmp_path)

    result = batch("--verify", tmp_path)

    assert (result.exit_code, result.stderr) == (1, "")
    assert "was changed" in result.stdout
    assert stored(tmp_path) == before


def test_3_a_sound_ledger_is_none_of_these(results: Path) -> None:
    before = stored(results / "out")

    with opened_unchanged(results / "out") as store:
        assert store.value("history_length") == 1
    assert batch("--verify", results / "out").exit_code == 0
    assert stored(results / "out") == before


def _damaged(content: bytes, draw: random.Random) -> bytes:
    """Return a ledger that a disk or a person damaged somewhere."""
    at, size = draw.randrange(len(content)), draw.choice([1, 16, 512, 4096])
    match draw.choice(["flipped", "zeroed", "typed", "cut"]):
        case "flipped":
            return content[:at] + bytes([content[at] ^ 1 << draw.randrange(8)]) + content[at + 1 :]
        case "zeroed":
            return (content[:at] + bytes(size) + content[at + size :])[: len(content)]
        case "typed":
            return (content[:at] + b"Zzzz" + content[at + 4 :])[: len(content)]
        case _:
            return content[:at]


def test_3_damaged_anywhere_it_is_rejected_or_all_in_it_is_as_before(results: Path, tmp_path: Path) -> None:
    """What is changed without being seen is of no row: unused space."""
    content, draw = (results / "out" / LEDGER_NAME).read_bytes(), random.Random(1)  # noqa: S311 -- no secret
    (tmp_path / LEDGER_NAME).write_bytes(content)
    before = dumped(tmp_path)
    told = []

    for _ in range(150):
        (tmp_path / LEDGER_NAME).write_bytes(_damaged(content, draw))
        told.append(reason(tmp_path))
        assert told[-1] or dumped(tmp_path) == before

    said = (DAMAGED, "it was made by", *(f"{LEDGER_NAME} {each}" for each in (NO_DATABASE, FOREIGN, EMPTY)))
    assert [each for each in told if each and not each.startswith(said)] == []
    assert 50 < len([each for each in told if each]) < 150


def reason(folder: Path) -> str:
    """Return why a ledger is rejected, empty where it is not."""
    try:
        with opened_unchanged(folder):
            return ""
    except BatchError as error:
        return error.reason


def dumped(folder: Path) -> list[str]:
    """Return all that a ledger keeps, as SQL."""
    with closing(sqlite3.connect(f"{(folder / LEDGER_NAME).as_uri()}?immutable=1", uri=True)) as connection:
        return [*connection.iterdump()]
