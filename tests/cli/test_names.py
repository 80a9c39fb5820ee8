"""Names of files that are no text, too long, or at odds with what is in them.

1. A name of any bytes is printed by every command and in every format, as text that tells which file is meant. 2. A long
name is cut. 3. An ending that contradicts the content is refused. 4. The notes of Excel among the files are left out,
with a word. 5. An empty name is wrong usage. 6. Terminals obey no name.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.runs import batch, rows
from vbpqip.cli import main
from vbpqip.rendering.feedback import feedback_names

SAMPLE = Path(__file__).parents[2] / "sample_workbooks" / "met.xlsx"
ODD = "r\udcff.xlsx"
ESCAPED = r"r\xff.xlsx"

no_such_names = pytest.mark.skipif(sys.platform != "linux", reason="Only some systems have names that are no text.")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a report of an odd name, in which commands run."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(SAMPLE, tmp_path / ODD)
    shutil.copy(SAMPLE, tmp_path / "met.xlsx")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@no_such_names
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "words",
    [
        ("check", ODD),
        ("check", ODD, "--format", "json"),
        ("check", ODD, "--format", "csv"),
        ("compare", ODD, "met.xlsx"),
        ("compare", ODD, "met.xlsx", "--format", "json"),
        ("explain", ODD, "--measure", "clabsi"),
        ("explain", ODD, "--measure", "clabsi", "--format", "json"),
    ],
    ids=" ".join,
)
def test_1_every_command_and_format(words: tuple[str, ...]) -> None:
    done = run(*words)

    assert done.exit_code == 0, done.output
    spelled = ESCAPED.replace("\\", "\\\\") if "json" in words else ESCAPED
    assert spelled in done.stdout_bytes.decode("utf-8")


@no_such_names
@pytest.mark.parametrize(
    "words",
    [
        ("ODD",),
        ("--ODD",),
        ("check", "met.xlsx", "--ODD"),
        ("check", "met.xlsx", "--format", "ODD"),
        ("check", "met.xlsx", "--received", "ODD"),
        ("explain", "ODD"),
        ("explain", "CLABSI", "ODD"),
        ("calendar", "--period", "ODD"),
        ("template", "new.xlsx", "--measure", "ODD"),
    ],
    ids=" ".join,
)
def test_1_wrong_usage_spells_it_so_too(words: tuple[str, ...]) -> None:
    done = run(*(word.replace("ODD", "r\udcff") for word in words))

    assert done.exit_code == 2
    assert r"r\xff" in done.stderr
    assert "udcff" not in done.stderr


@pytest.mark.parametrize(("typed", "told"), [(r"\udcff", r"'\\udcff'"), ("\\\udcff", r"'\\\xff'")])
def test_1_a_backslash_that_was_typed_is_told_as_one(typed: str, told: str) -> None:
    assert told in run("explain", typed).stderr


@no_such_names
def test_1_what_is_written_is_called_so_too(folder: Path) -> None:
    written = run("template", "t\udcfe.xlsx")
    assert (written.exit_code, written.stderr) == (0, "Wrote t\\xfe.xlsx.\n")
    assert run("compare", ODD, "met.xlsx", "--format", "xlsx", "-o", "c\udcfe.xlsx").exit_code == 0
    assert {b"t\xfe.xlsx", b"c\xfe.xlsx"} < set(os.listdir(os.fsencode(folder)))  # noqa: PTH208 -- bytes

    done = run("check", ODD, "--feedback", "back\udcfe")
    assert done.stderr == "Feedback: back\\xfe/r\\xff.feedback.xlsx, .html and .eml\n"
    made = os.listdir(b"back\xfe")  # noqa: PTH208 -- bytes
    assert sorted(made) == [rb"r\xff.feedback." + ending for ending in (b"eml", b"html", b"xlsx")]


@no_such_names
def test_1_a_folder_of_them(folder: Path) -> None:
    (folder / "in").mkdir()
    shutil.copy(SAMPLE, folder / "in" / ODD)
    shutil.copy(SAMPLE, folder / "in" / ESCAPED)

    done = batch("in", "--out", "out\udcfe", "--feedback")

    assert done.exit_code == 0, done.output
    assert rows(folder / "out\udcfe", "SELECT path FROM file ORDER BY path") == [(r"r\x5cxff.xlsx",), (ESCAPED,)]
    for name in ("results.csv", "results.jsonl", "summary.html"):
        assert ESCAPED.replace("\\", "\\\\" if "json" in name else "\\") in (folder / "out\udcfe" / name).read_text(
            "utf-8"
        )
    assert (folder / "out\udcfe" / "feedback" / f"{ESCAPED}.feedback.eml").exists()


@no_such_names
def test_1_a_hospital_whose_name_is_no_text() -> None:
    done = run("template", "report.xlsx", "--facility", "a\udcff")

    assert done.exit_code == 2
    assert r"a\xff is not text in the encoding of this terminal." in done.stderr


def test_2_a_long_name_is_cut_within_no_character(folder: Path) -> None:
    name = "\u00e9" * 125
    shutil.copy(SAMPLE, folder / f"{name}.xlsx")

    done = run("check", f"{name}.xlsx", "--feedback", "back")

    assert done.exit_code == 0, done.output
    assert len({path.name for path in (folder / "back").iterdir()}) == 3
    for path in (folder / "back").iterdir():
        assert path.name.startswith("\u00e9" * 93 + "-")


def test_2_names_that_differ_at_their_end_alone_stay_apart() -> None:
    assert len(set(feedback_names([f"{'a' * 250}{nth}" for nth in range(5)]))) == 5


def test_2_the_longest_name_that_there_is_can_be_written(folder: Path) -> None:
    name = "a" * 250 + ".xlsx"

    assert run("template", name).exit_code == 0
    assert (folder / name).exists()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("template", "report.xls"), "report.xls would be an Excel workbook. Choose a name that ends with .xlsx."),
        (("template", "report.xlsm"), "would be an Excel workbook."),
        (("template", "report"), "would be an Excel workbook."),
        (("template", "next.ods", "--previous", "met.xlsx"), "would be an Excel workbook."),
        (("compare", "met.xlsx", ODD, "-o", "x.xls"), "x.xls would be a text. Choose a name that ends with .txt."),
        (("compare", "met.xlsx", ODD, "-o", "x.xlsx"), "x.xlsx would be a text."),
        (("compare", "met.xlsx", ODD, "-o", "x.csv", "--format", "json"), "x.csv would be a JSON document."),
        (("compare", "met.xlsx", ODD, "-o", "x.xls", "--format", "xlsx"), "x.xls would be an Excel workbook."),
    ],
)
def test_3_an_ending_that_contradicts_the_content(words: tuple[str, ...], said: str) -> None:
    done = run(*words)

    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("template", "REPORT.XLSX"), 0),
        (("compare", "met.xlsx", "met.xlsx", "-o", "x"), 0),
        (("compare", "met.xlsx", "met.xlsx", "-o", "x.txt"), 0),
        (("compare", "met.xlsx", "met.xlsx", "-o", "x.json", "--format", "json"), 0),
    ],
)
def test_3_an_ending_that_does_not(words: tuple[str, ...], code: int) -> None:
    assert run(*words).exit_code == code


def test_4_notes_of_excel_are_left_out_with_a_word(folder: Path) -> None:
    (folder / "~$met.xlsx").write_bytes(b"\x05Clerk")

    done = run("check", "met.xlsx", "~$met.xlsx", "--format", "json")

    assert done.exit_code == 0
    assert [review["workbook"] for review in json.loads(done.stdout)["reviews"]] == ["met.xlsx"]
    assert done.stderr == "~$met.xlsx is skipped: it only notes that somebody has the workbook open.\n"


def test_4_a_note_alone_is_not_nothing(folder: Path) -> None:
    (folder / "~$met.xlsx").write_bytes(b"\x05Clerk")

    done = run("check", "~$met.xlsx")

    assert done.exit_code == 3
    assert "[QIP144]" in done.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "words",
    [
        ("check", ""),
        ("check", "met.xlsx", ""),
        ("check", "met.xlsx", "--previous", ""),
        ("check", "met.xlsx", "--terms", ""),
        ("check", "met.xlsx", "--feedback", ""),
        ("compare", "", "met.xlsx"),
        ("compare", "met.xlsx", "met.xlsx", "-o", ""),
        ("template", ""),
        ("template", "x.xlsx", "--previous", ""),
        ("parameters", "--terms", ""),
    ],
    ids=" ".join,
)
def test_5_an_empty_name(words: tuple[str, ...]) -> None:
    done = run(*words)

    assert done.exit_code == 2
    assert "The name of a file or folder is empty." in done.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["a" * 5_000, "a" * 300 + ".xlsx"])
@pytest.mark.parametrize("words", [("explain",), ("check",), ("template",), ("compare", "met.xlsx")])
def test_2_a_name_that_is_too_long_is_no_issue_of_the_program(words: tuple[str, ...], name: str) -> None:
    done = run(*words, name)

    assert done.exit_code in {2, 3}
    assert "error of vbpqip" not in done.output


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("terms", [".", "met.xlsx", "none.toml", "/dev/null/terms"])
def test_terms_that_are_no_file_of_terms(terms: str) -> None:
    done = run("check", "met.xlsx", "--terms", terms)

    assert (done.exit_code, done.stdout) == (3, "")
    assert len(done.stderr.splitlines()) == 1


def test_an_unreadable_file_among_many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "closed.xlsx").write_bytes(b"-")
    (folder / "folder.xlsx").mkdir()
    real = os.open

    def refusing(path: Path, *words: int) -> int:
        if Path(path).name == "closed.xlsx":
            raise PermissionError(13, "Permission denied")
        return real(path, *words)

    monkeypatch.setattr("vbpqip.workbook.preflight.os.open", refusing)
    names = ["closed.xlsx", "met.xlsx", "folder.xlsx", "none.xlsx", "a" * 300, "met.xlsx/x"]
    done = run("check", *names, "--format", "json")

    assert done.exit_code == 3
    assert [review["status"] for review in json.loads(done.stdout)["reviews"]] == [
        "unreadable", "accepted", "unreadable", "unreadable", "unreadable", "unreadable"
    ]  # fmt: skip


OBEYED = "n\x1b[31m\u202e\r.xlsx"
SEEN = "nU+001B[31mU+202E .xlsx"


@pytest.mark.parametrize(
    "words",
    [
        ("check", OBEYED, "--terms", OBEYED),
        ("check", OBEYED, f"~${OBEYED}"),
        ("compare", OBEYED, OBEYED, "-o", OBEYED),
        ("compare", OBEYED, "met.xlsx", "--format", "xlsx", "-o", f"out-{OBEYED}"),
        ("compare", f"none-{OBEYED}", "met.xlsx"),
        ("explain", OBEYED, "--measure", "cdi"),
        ("explain", f"none-{OBEYED}", "--measure", "clabsi"),
        ("template", OBEYED),
        ("template", f"new-{OBEYED}"),
        ("template", f"next-{OBEYED}", "--previous", f"none-{OBEYED}"),
        ("batch", OBEYED, "--out", "out"),
        ("batch", "inbox", "--out", f"out-{OBEYED}"),
        ("batch", "--verify", OBEYED),
    ],
    ids=" ".join,
)
def test_6_no_terminal_obeys_a_name(folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """Errors and talk show what is invisible in it, as reports do."""
    monkeypatch.setenv("NO_COLOR", "1")
    (folder / OBEYED).write_bytes((folder / "met.xlsx").read_bytes())
    (folder / "inbox").mkdir()

    done = CliRunner().invoke(main, words, color=True)

    assert not {"\x1b", "\u202e", "\r"} & {*done.output}
    assert SEEN in done.output
