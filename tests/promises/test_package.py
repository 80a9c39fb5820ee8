"""Promises about the package as a whole.

1. Heavy libraries are imported by the command that needs them, and by no other. 2. The checking core imports the
standard library alone. 3. The map names what exists. 4. No module is a drawer for everything. 5. Runtime dependencies are
few. 6. The checking core starts fast. 7. So does the package, whose names are all there.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import requires
from pathlib import Path
from shutil import copyfile

import pytest

import vbpqip

ROOT = Path(__file__).parents[2]
PACKAGE = Path(vbpqip.__file__).parent
HEAVY = {
    "openpyxl",
    "pandas",
    "xlsxwriter",
    "icalendar",
    "jinja2",
    "rich",
    "numpy",
    "pebble",
    "sqlite3",
    "fsspec",
    "ray",
}
READERS = {"zipfile", "pyexpat"}


@cache
def modules_after(code: str) -> frozenset[str]:
    """Return the modules that a new interpreter has after some code."""
    listing = "import sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{listing}"], capture_output=True, text=True, check=True)  # noqa: S603 -- our own words
    return frozenset(done.stderr.split())


def imported_by(code: str) -> set[str]:
    """Return their top-level names."""
    names = {name.partition(".")[0] for name in modules_after(code)}
    return names - {"sqlite3"} if "coverage" in names else names  # coverage keeps what it measures in a database


def running(*words: str) -> str:
    return f"from vbpqip.cli import main\nmain({list(words)!r}, standalone_mode=False)"


MET = str(ROOT / "sample_workbooks" / "met.xlsx")
CHECK = running("check", MET)


def test_1_these_import_no_reader_and_nothing_heavy() -> None:
    commands = "--help", "check --help", "batch --help", "parameters", "calendar", "explain QIP410"
    code = "\n".join(running(*words.split()) for words in commands)

    assert not imported_by(code) & (HEAVY | READERS)
    assert "vbpqip.kinds.qit_report.read" not in modules_after(code)


def test_1_a_check_imports_nothing_heavy() -> None:
    assert not imported_by(CHECK) & HEAVY


def test_1_a_check_that_tells_no_hash_needs_no_openssl() -> None:
    slow_to_load = {"dataclasses", "hashlib"} - imported_by("pass")

    assert not imported_by(CHECK) & slow_to_load
    assert "hashlib" in imported_by(running("check", MET, "--format", "json"))


def test_1_a_comparison_that_is_printed_imports_nothing_heavy() -> None:
    code = "\n".join(running("compare", MET, MET, "--format", form) for form in ("text", "json"))

    assert not imported_by(code) & HEAVY


def test_1_a_comparison_as_a_workbook_needs_xlsxwriter_alone(tmp_path: Path) -> None:
    code = running("compare", MET, MET, "--format", "xlsx", "--out", str(tmp_path / "compared.xlsx"))

    assert imported_by(code) & HEAVY == {"xlsxwriter"}


def test_1_a_check_reads_no_explanations() -> None:
    assert "vbpqip.checking.explanations" not in modules_after(CHECK)


def test_1_a_form_needs_neither_pandas_nor_openpyxl(tmp_path: Path) -> None:
    command = running("template", str(tmp_path / "next.xlsx"), "--previous", MET)

    assert not imported_by(command) & {"pandas", "numpy", "openpyxl"}


def test_1_a_list_of_pairings_needs_neither_pandas_nor_openpyxl(tmp_path: Path) -> None:
    pairings = tmp_path / "pairings.csv"
    pairings.write_text("facility,mco\nNyack Hospital,Fidelis\n")
    command = running("template", str(tmp_path / "forms"), "--roster", "--pairings", str(pairings))

    assert not imported_by(command) & {"pandas", "numpy", "openpyxl"}


def test_1_a_folder_needs_neither_pandas_nor_openpyxl(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    copyfile(MET, inbox / "met.xlsx")
    command = running("batch", str(inbox), "--out", str(tmp_path / "out"), "-q")

    assert not imported_by(command) & {"pandas", "numpy", "openpyxl"}
    assert (tmp_path / "out" / "results.csv").is_file()


def test_2_a_review_needs_the_standard_library_alone() -> None:
    code = "import vbpqip.reviewing, vbpqip.program.loading\nvbpqip.program.loading.load_program()"
    beyond = imported_by(code) - set(sys.stdlib_module_names) - imported_by("pass")

    assert beyond == {"vbpqip"}


def test_2_pandas_is_imported_by_the_frame_alone() -> None:
    code = f"import sys, vbpqip\nreview = vbpqip.review({MET!r})\nassert 'pandas' not in sys.modules"

    assert "pandas" in imported_by(f"{code}\nreview.to_frame()")


def paths_in_the_map() -> list[str]:
    answers = (PACKAGE / "README.md").read_text("utf-8").partition("## Where is")[2]
    return re.findall(r"`([a-z_/]+\.(?:py|toml))`", answers)


def test_3_the_map_names_what_is_there() -> None:
    paths = paths_in_the_map()

    assert paths
    assert [path for path in paths if not (PACKAGE / path).is_file()] == []


def test_3_the_map_names_every_layer() -> None:
    layers = re.findall(r"^\| `([a-z]+)` \|", (PACKAGE / "README.md").read_text("utf-8"), re.MULTILINE)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]

    assert layers[::-1] == settings["contracts"][0]["layers"]


def test_4_no_module_is_a_drawer() -> None:
    drawers = {"utils", "helpers", "common", "models", "constants", "types", "misc"}

    assert not drawers & {path.stem for path in PACKAGE.rglob("*.py")}


def test_5_runtime_dependencies_are_few() -> None:
    needed = {re.split(r"[<>=;\s\[]", each)[0] for each in requires("vbpqip") or [] if "extra ==" not in each}

    assert needed == {"click", "icalendar", "jinja2", "markupsafe", "openpyxl", "pandas", "pebble", "xlsxwriter"}


def test_6_every_value_is_of_the_class_that_is_made_fast() -> None:
    of_the_standard_library = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if re.search("from typing import .*NamedTuple", path.read_text("utf-8"))
    ]

    assert of_the_standard_library == ["named_tuples.py"]


def test_6_a_command_imports_no_other_command() -> None:
    of_commands = {name for name in modules_after(CHECK) if name.startswith("vbpqip.cli.")}

    assert of_commands == {"vbpqip.cli.check", "vbpqip.cli.streams", "vbpqip.cli.options"}


def test_7_importing_the_package_imports_nothing_of_it() -> None:
    """So the command knows early what to do when it is told to end."""
    assert [name for name in modules_after("import vbpqip") if name.startswith("vbpqip.")] == []


def test_7_every_public_name_is_there_and_no_other() -> None:
    assert all(getattr(vbpqip, name) is not None for name in vbpqip.__all__)
    with pytest.raises(AttributeError, match="module 'vbpqip' has no attribute 'Reviews'"):
        vbpqip.Reviews  # noqa: B018 -- the attribute is what is asked for
