"""Spreadsheets that well-known libraries test themselves with, and what the check makes of each.

    python tests/support/public_files.py [PACKAGE...] [--folder FOLDER]

downloads their source packages with pip, all or those named, unless the folder has them already, runs ``vbpqip check`` on every spreadsheet
in them, and prints per package how many there are and how the check ended. It exits with 1 where a check ended in a
traceback, with another exit code than 0, 1 or 3, or not at all; none of these files is a report.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

PACKAGES = (
    "agate-excel", "csvkit", "ezodf", "frictionless", "odfpy", "petl", "pyexcel", "pyexcel-ods", "pyexcel-ods3", "pyexcel-xls",
    "pyexcel-xlsx", "pyexcel-xlsxw", "tablib", "xlrd==1.2.0", "xlsx2csv", "xlutils", "xlwt",
)  # fmt: skip
"""Those whose source packages hold spreadsheets; of xlrd the last such version."""

ARCHIVES = (".tar.gz", ".tgz", ".zip", ".whl")
"""Source packages and wheels of PyPI, and packages of npm."""

SUFFIXES = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb", ".xlt", ".xltx", ".xltm", ".xlam", ".ods", ".ots", ".fods"})
EXPECTED_EXITS = frozenset({0, 1, 3})
COMMAND = (sys.executable, "-m", "vbpqip", "check")
_MOST_SECONDS = 60.0
_OUR_FAULTS = ("Traceback", "error of vbpqip")


class PublicFile(NamedTuple):
    """A spreadsheet in an archive."""

    name: str
    content: bytes


class Ended(NamedTuple):
    """How a check ended; ``exit_code`` is ``None`` where it did not."""

    exit_code: int | None
    said: str

    @property
    def is_issue(self) -> bool:
        """Whether the check broke: a traceback, an odd exit code, or no end."""
        return self.exit_code not in EXPECTED_EXITS or any(word in self.said for word in _OUR_FAULTS)


def is_spreadsheet(name: str) -> bool:
    """Whether a file calls itself a spreadsheet."""
    return PurePosixPath(name.lower()).suffix in SUFFIXES


def files_in(archive: Path) -> Iterator[PublicFile]:
    """Yield the spreadsheets of a source package or a wheel; nothing is unpacked."""
    if archive.name.endswith((".zip", ".whl")):
        with zipfile.ZipFile(archive) as package:
            yield from (PublicFile(name, package.read(name)) for name in package.namelist() if is_spreadsheet(name))
        return
    with tarfile.open(archive) as package:
        for member in package:
            stream = package.extractfile(member) if is_spreadsheet(member.name) and member.isfile() else None
            if stream is not None:
                yield PublicFile(member.name, stream.read())


def checked(
    file: PublicFile, folder: Path, command: Sequence[str] = COMMAND, *, seconds: float = _MOST_SECONDS
) -> Ended:
    """Run the check on a file, put into a folder under its last name."""
    path = folder / PurePosixPath(file.name).name
    path.write_bytes(file.content)
    try:
        done = subprocess.run(  # noqa: S603 -- the command is ours, the path is data
            [*command, str(path)], capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return Ended(None, f"no end after {seconds:g} seconds")
    finally:
        path.unlink()
    return Ended(done.returncode, done.stdout + done.stderr)


def download(package: str, folder: Path) -> None:
    """Download a source package; what cannot be had is told, and left out."""
    name, to = package.partition("==")[0], str(folder)
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", name, "--dest", to, package]
    if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603 -- our own names
        print(f"{package}: not to be had")  # noqa: T201 -- its product


def check_archive(archive: Path) -> Counter[str]:
    """Check each spreadsheet of an archive, tell those that break, and count how the checks ended."""
    ended: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for file in files_in(archive):
            end = checked(file, Path(folder))
            ended["broken" if end.is_issue else f"exit {end.exit_code}"] += 1
            if end.is_issue:
                print(f"{archive.name}: {file.name}: exit {end.exit_code}\n{end.said}")  # noqa: T201 -- its product
    return ended


def run(folder: Path) -> int:
    """Check the archives of a folder, and tell how the checks ended."""
    every: Counter[str] = Counter()
    for archive in sorted(folder.iterdir()):
        if archive.name.endswith(ARCHIVES):
            ended = check_archive(archive)
            every += ended
            print(f"{archive.name:<40}{_told(ended)}", flush=True)  # noqa: T201 -- its product
    print(f"{'all':<40}{_told(every)}")  # noqa: T201 -- its product
    return int(every["broken"] > 0)


def _told(ended: Counter[str]) -> str:
    ways = ", ".join(f"{what}: {count}" for what, count in sorted(ended.items()))
    return f"{ended.total():>4} files  {ways}"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Check the spreadsheets of well-known libraries.")
    parser.add_argument("packages", metavar="PACKAGE", nargs="*", default=PACKAGES, help="packages to download")
    parser.add_argument("--folder", type=Path, help="source packages that are there already, instead of downloading")
    return parser.parse_args()


def main() -> int:
    """Download, or take what is there, and check."""
    asked = _asked()
    if asked.folder is not None:
        return run(asked.folder)
    with tempfile.TemporaryDirectory() as downloaded:
        for package in asked.packages:
            download(package, Path(downloaded))
        return run(Path(downloaded))


if __name__ == "__main__":
    sys.exit(main())
