"""A folder of submissions: what is judged, what is skipped, and in which order.

1. Every file is listed, in an order of names. 2. What is no submission is skipped, with the reason. 3. Names may be
anything. 4. Of several folders, paths begin with the folder's name. 5. What cannot be used is refused.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vbpqip.batch.folder import SPREADSHEETS, list_folders
from vbpqip.batch.inbox import list_all
from vbpqip.domain.errors import BatchError


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def listed(*folders: Path, out: Path = Path("out")) -> list[tuple[str, str]]:
    return [(each.path, each.skipped) for each in list_folders(folders, out)]


def judged(*folders: Path) -> list[str]:
    return [path for path, skipped in listed(*folders) if not skipped]


def test_1_all_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, "b/1.xlsx", "a.xlsx", "b/c/d.xlsm", "B.xlsx", "c.xlsx")

    assert judged(tmp_path) == ["B.xlsx", "a.xlsx", "b/1.xlsx", "b/c/d.xlsm", "c.xlsx"]


def test_1_a_deep_folder(tmp_path: Path) -> None:
    """Folders may be nested far more deeply than functions can call one another."""
    folder = tmp_path
    for _ in range(600):
        folder /= "a"
    folder.mkdir(parents=True)
    write(folder, "b.xlsx")

    assert judged(tmp_path) == ["a/" * 600 + "b.xlsx"]


@pytest.mark.parametrize("ending", sorted(SPREADSHEETS))
def test_2_what_looks_like_a_spreadsheet_is_judged(tmp_path: Path, ending: str) -> None:
    write(tmp_path, f"a{ending}", f"b{ending.upper()}")

    assert len(judged(tmp_path)) == 2


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~$a.xlsx", "only the note of a spreadsheet program that somebody has the workbook open"),
        (".~lock.a.xlsx#", "only the note of a spreadsheet program that somebody has the workbook open"),
        (".a.xlsx", "a hidden file"),
        ("letter.docx", "not a spreadsheet, going by its name"),
        ("xlsx", "not a spreadsheet, going by its name"),
    ],
)
def test_2_what_is_no_submission_is_skipped(tmp_path: Path, name: str, reason: str) -> None:
    write(tmp_path, name)

    assert listed(tmp_path) == [(name, reason)]


def test_2_a_hidden_folder_and_the_folder_of_results_are_skipped_whole(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.xlsx", "out/summary.xlsx", "in/out/a.xlsx")

    assert listed(tmp_path, out=tmp_path / "out") == [
        (".git", "a hidden folder"),
        ("in/out/a.xlsx", ""),
        ("out", "the folder of results"),
    ]


def test_2_links_pipes_and_folders_that_may_not_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "closed/a.xlsx", "sound.xlsx")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "sound.xlsx")
    (tmp_path / "linked").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.xlsx")
    real = os.listdir

    def refusing(folder: str) -> list[str]:
        if folder.endswith("closed"):
            raise PermissionError
        return real(folder)

    monkeypatch.setattr(os, "listdir", refusing)

    assert listed(tmp_path) == [
        ("closed", "a folder that may not be looked into"),
        ("link.xlsx", "a symbolic link, which can lead anywhere"),
        ("linked", "a symbolic link, which can lead anywhere"),
        ("pipe.xlsx", "a pipe or a device"),
        ("sound.xlsx", ""),
    ]


def test_2_a_file_that_goes_meanwhile(tmp_path: Path) -> None:
    write(tmp_path, "a.xlsx", "b.xlsx")

    found = list_folders([tmp_path], Path("out"))
    first = next(found)
    (tmp_path / "b.xlsx").unlink()

    assert [each.skipped for each in (first, *found)] == ["", "gone while the folder was read"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names.")
def test_3_a_name_of_any_bytes(tmp_path: Path) -> None:
    for name in (b"a\xff.xlsx", b"a\xef\xbf\xbdff.xlsx", b"line\nend.xlsx", b"\xe2\x80\xae.xlsx"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).touch()  # noqa: PTH118 -- bytes

    found = list(list_folders([tmp_path], Path("out")))

    assert {each.path for each in found} == {
        "a\ufffdff.xlsx", "a\ufffdFFFDff.xlsx", "line\nend.xlsx", "\u202e.xlsx"
    }  # fmt: skip
    assert all(Path(each.source).exists() for each in found)
    for each in found:
        each.path.encode()


def test_4_several_folders(tmp_path: Path) -> None:
    write(tmp_path, "one/in/a.xlsx", "two/in/a.xlsx", "late/a.xlsx")

    folders = [tmp_path / "one" / "in", tmp_path / "late", tmp_path / "two" / "in"]
    assert judged(*folders) == ["in/a.xlsx", "late/a.xlsx", "in (2)/a.xlsx"]


def test_5_what_cannot_be_used(tmp_path: Path) -> None:
    write(tmp_path, "a.xlsx", "in/b.xlsx")

    for folders, reason in (
        ([tmp_path / "none"], "there is no such folder."),
        ([tmp_path / "a.xlsx"], "it is a file; name the folder that it lies in."),
        ([tmp_path, tmp_path / "in"], "have files in common; name only one of them."),
        ([tmp_path / "in", tmp_path / "in" / ".." / "in"], "have files in common; name only one of them."),
    ):
        with pytest.raises(BatchError, match=reason):
            listed(*folders)


def test_5_folders_and_urls_are_not_mixed(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="cannot be mixed"):
        list_all([str(tmp_path), "memory://inbox"], tmp_path / "out")
