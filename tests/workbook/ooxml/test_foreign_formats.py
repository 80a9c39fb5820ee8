"""Number formats that other programs wrote are read as openpyxl reads them, but for those that are listed with a reason.

``tests/support/foreign_formats.py`` holds the codes, and reads them anew from the packages that have them.
"""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from openpyxl.styles import numbers

from support.foreign_formats import CODES, DIFFERENCES, OF_LIBREOFFICE, OF_THIS_PROJECT, codes_in, differs, run
from support.packages import zipped

OF_OPENPYXL = {
    *numbers.BUILTIN_FORMATS.values(),
    *(code for name, code in vars(numbers).items() if name.startswith("FORMAT_") and isinstance(code, str)),
}


def test_all_differences_are_listed_and_no_other() -> None:
    codes = {*CODES, *OF_LIBREOFFICE, *OF_OPENPYXL, *OF_THIS_PROJECT}

    assert {code for code in codes if differs(code)} == set(DIFFERENCES)


def test_codes_of_workbooks_that_libraries_ship_do_not_differ() -> None:
    assert len(CODES) > 80
    assert not [code for code in CODES if differs(code)]


def test_every_difference_has_a_reason() -> None:
    assert all(DIFFERENCES.values())


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder with a source package, of two workbooks, one that is none, and another file."""
    styles = '<styleSheet xmlns="s"><numFmts><numFmt numFmtId="170" formatCode="{}"/></numFmts></styleSheet>'
    members = {
        "a-1/tests/day.xlsx": zipped({"xl/styles.xml": styles.format("yyyy")}),
        "a-1/tests/word.xlsx": zipped({"xl/styles.xml": styles.format("0 Stück")}),
        "a-1/tests/broken.xlsx": b"1",
        "a-1/tests/broken-part.xlsx": zipped({"xl/styles.xml": "<styleSheet>"}),
        "a-1/README.md": b"a",
    }
    with tarfile.open(tmp_path / "a-1.tar.gz", "w:gz") as package:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            package.addfile(member, io.BytesIO(content))
    (tmp_path / "a.txt").write_text("yyyy")
    return tmp_path


def test_codes_are_read_from_packages(packages: Path) -> None:
    assert codes_in(packages.iterdir()) == {"yyyy", "0 Stück"}


def test_a_difference_that_is_not_listed_is_told(packages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(packages) == 1
    assert "'0 Stück': not understood" in capsys.readouterr().out


def test_packages_without_workbooks_are_no_evidence(tmp_path: Path) -> None:
    assert run(tmp_path) == 1
