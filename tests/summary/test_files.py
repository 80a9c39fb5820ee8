"""The summary files: all of them or none, the same bytes from the same folder, written only where something changed."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from support.folders import across, following
from support.ledgers import File, add
from support.summaries import FOLDER, HOSTILE_FOLDER, summarised
from support.tables import PROGRAM
from vbpqip.batch.cross_report.run import run_cross_report_checks
from vbpqip.output.atomic_files import AtomicFiles
from vbpqip.summary import stored_files
from vbpqip.summary.files import write_summary
from vbpqip.summary.names import FILES


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_all_files_are_written_and_nothing_else(tmp_path: Path) -> None:
    assert set(digests(summarised(tmp_path / "out", *FOLDER))) == set(FILES)


def test_an_empty_folder_has_a_summary_too(tmp_path: Path) -> None:
    assert set(digests(summarised(tmp_path / "out"))) == set(FILES)


@pytest.mark.parametrize("files", [FOLDER, HOSTILE_FOLDER], ids=["usual", "hostile"])
def test_the_same_folder_gives_the_same_bytes(tmp_path: Path, files: tuple[File, ...]) -> None:
    """Whatever the order in which its files were reviewed."""
    shuffled = Random(1).sample(files, len(files))  # noqa: S311 -- no secret

    assert digests(summarised(tmp_path / "once", *files)) == digests(summarised(tmp_path / "again", *shuffled))


@pytest.mark.parametrize("chunk", [1, 3])
def test_files_are_counted_in_pieces_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    whole = digests(summarised(tmp_path / "whole", *FOLDER))
    monkeypatch.setattr(stored_files, "_CHUNK", chunk)

    assert digests(summarised(tmp_path / "pieces", *FOLDER)) == whole


def test_nothing_is_written_again_where_nothing_changed(tmp_path: Path) -> None:
    connection = across(*FOLDER)
    write_summary(connection, tmp_path, PROGRAM)
    written = times(tmp_path)

    run_cross_report_checks(connection, PROGRAM)
    write_summary(connection, tmp_path, PROGRAM)

    assert times(tmp_path) == written


def test_all_is_written_again_where_a_file_is_gone(tmp_path: Path) -> None:
    connection = across(*FOLDER)
    write_summary(connection, tmp_path, PROGRAM)
    written = digests(tmp_path)
    (tmp_path / "summary.html").unlink()

    write_summary(connection, tmp_path, PROGRAM)

    assert digests(tmp_path) == written


def test_all_is_written_again_where_another_program_saved_a_file(tmp_path: Path) -> None:
    """So that all files tell the same numbers, whatever was sorted or typed into one of them."""
    connection = across(*FOLDER)
    write_summary(connection, tmp_path, PROGRAM)
    written = digests(tmp_path)
    (tmp_path / "roster.csv").write_text("facility,verdict\nNyack Hospital,not_met\n")

    write_summary(connection, tmp_path, PROGRAM)

    assert digests(tmp_path) == written


def test_all_is_written_again_where_the_folder_changed(tmp_path: Path) -> None:
    connection = across(*FOLDER)
    write_summary(connection, tmp_path, PROGRAM)
    written = digests(tmp_path)

    add(connection, [File("more.xlsx", following(mco="Excellus"))])
    run_cross_report_checks(connection, PROGRAM)
    write_summary(connection, tmp_path, PROGRAM)

    assert not set(digests(tmp_path).items()) & set(written.items())


@pytest.mark.parametrize("name", ["results.csv", "summary.xlsx", "datapackage.json"])
def test_what_cannot_be_written_replaces_nothing(tmp_path: Path, name: str) -> None:
    """A folder stands where one of the files is drafted: an early one, the workbook, and a late one."""
    connection = across(*FOLDER)
    write_summary(connection, tmp_path, PROGRAM)
    written = digests(tmp_path)
    add(connection, [File("more.xlsx", following(mco="Excellus"))])
    run_cross_report_checks(connection, PROGRAM)
    obstacle = tmp_path / f".{name}.part"
    obstacle.mkdir()

    with pytest.raises(OSError, match=re.escape(obstacle.name)):
        write_summary(connection, tmp_path, PROGRAM)

    obstacle.rmdir()
    assert digests(tmp_path) == written


def test_a_draft_is_asked_for_twice_and_moved_once(tmp_path: Path) -> None:
    with AtomicFiles(tmp_path) as atomic:
        atomic.temporary("a.txt").write_text("a")
        assert atomic.temporary("a.txt").read_text() == "a"

    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
