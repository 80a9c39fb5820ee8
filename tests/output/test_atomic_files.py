"""Atomic files: all come to their places, or every place has what it had before, and nothing is left beside them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vbpqip.output.atomic_files import AtomicFiles, write_together

OLD, NEW = b"old", b"new"


def places(folder: Path, *names: str) -> list[Path]:
    return [folder / name for name in names]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_all_come_to_their_places(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(OLD)

    write_together((place, NEW) for place in places(tmp_path, "a", "b", "c"))

    assert contents(tmp_path) == {"a": NEW, "b": NEW, "c": NEW}


def test_nothing_to_write(tmp_path: Path) -> None:
    write_together([])

    assert contents(tmp_path) == {}


def test_a_target_that_cannot_be_replaced_is_named_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    (tmp_path / "c").mkdir()

    with pytest.raises(IsADirectoryError) as error:
        write_together((place, NEW) for place in places(tmp_path, "a", "b", "c"))

    assert error.value.filename == str(tmp_path / "c")
    assert contents(tmp_path) == {"a": OLD}


@pytest.mark.parametrize("nth", range(5))
def test_where_one_cannot_be_moved_all_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    """On Windows a file that another program holds open cannot be replaced, which may only show when it is tried."""
    for name in ("a", "c"):
        (tmp_path / name).write_bytes(OLD)
    real, calls = Path.replace, iter(range(100))

    def held(path: Path, target: Path) -> Path:
        if next(calls) == nth:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(PermissionError) as error:
        write_together((place, NEW) for place in places(tmp_path, "a", "b", "c", "d"))

    assert Path(error.value.filename).name in {"a", "b", "c", "d"}
    assert contents(tmp_path) == {"a": OLD, "c": OLD}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    place = tmp_path / "absent" / "a"

    with pytest.raises(FileNotFoundError) as error:
        write_together([(place, NEW)])

    assert error.value.filename == str(place)


def test_what_fails_in_the_block_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)

    def fail(files: AtomicFiles) -> None:
        files.temporary("a").write_bytes(NEW)
        files.write("b", NEW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), AtomicFiles(tmp_path) as files:
        fail(files)

    assert contents(tmp_path) == {"a": OLD}


def test_who_may_read_a_file_stays(tmp_path: Path) -> None:
    for place in places(tmp_path, "a", "b"):
        place.write_bytes(OLD)
        place.chmod(0o640)

    write_together((place, NEW) for place in places(tmp_path, "a", "b"))

    assert {place.stat().st_mode & 0o777 for place in tmp_path.iterdir()} == {0o640}


def test_a_name_as_long_as_a_name_can_be(tmp_path: Path) -> None:
    place = tmp_path / ("a" * 250 + ".xlsx")

    write_together([(place, NEW), (tmp_path / "b", NEW)])

    assert sorted(os.listdir(tmp_path)) == [place.name, "b"]  # noqa: PTH208 -- names as they are
