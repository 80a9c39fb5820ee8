"""``vbpqip batch``: its words, what it says, and how it ends."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from inline_snapshot import snapshot

from support.costly import COSTLY
from support.folders import NEXT, baseline, following
from support.runs import batch, rows
from support.written import written_form
from vbpqip.cli import main
from vbpqip.cli.options import say_notes
from vbpqip.cli.progress import ProgressLine

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder."""
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def put(folder: Path, *samples: str) -> None:
    for sample in samples:
        shutil.copy(SAMPLES / sample, folder / sample)


def said(folder: Path, *words: str | Path) -> tuple[int, str]:
    """Return the exit code and the output of a run over a folder."""
    out = folder.parent / "out"
    result = batch(folder, "--out", out, *words)
    return result.exit_code, result.stdout.replace(str(out), "OUT")


def test_all_is_well(folder: Path) -> None:
    put(folder, "met.xlsx", "not-met.xlsx", "baseline.xlsx")
    (folder / "letter.docx").touch()

    assert said(folder) == (
        0,
        snapshot("""\
4 files: 3 accepted; 1 skipped.
DY2 Q4: 1 baseline, 22 due.
DY3 Q1: 1 met, 1 not met, 21 due.
3 reviewed now; all results are in OUT.
"""),
    )


def test_a_report_with_errors(folder: Path) -> None:
    put(folder, "met.xlsx", "missing-entries.xlsx")

    assert said(folder) == (
        1,
        snapshot("""\
2 files: 1 accepted, 1 rejected; 0 skipped.
DY3 Q1: 1 met, 22 due.
2 reviewed now; all results are in OUT.
"""),
    )


def test_an_error_between_reports_counts_as_one_within_a_report(folder: Path, tmp_path: Path) -> None:
    """What is printed is counted as the summary counts it, whatever a report came to by itself."""
    terms = tmp_path / "terms.toml"
    code = 'code = "QIP450"\nsince = "DY2 Q4"\nseverity = "error"\nsource = "Amendment 2"\n'
    terms.write_text(f'title = "Agreement"\n[[severities]]\n{code}')
    (folder / "1.xlsx").write_bytes(written_form(baseline()))
    (folder / "2.xlsx").write_bytes(written_form(following(NEXT.replace("1/19210", "0/19210"))))

    assert said(folder, "--terms", terms) == (
        1,
        snapshot("""\
2 files: 1 accepted, 1 rejected; 0 skipped.
DY2 Q4: 1 baseline, 22 due.
DY3 Q1: 1 rejected, 22 due.
2 reviewed now; all results are in OUT.
"""),
    )


def test_a_file_that_is_no_workbook_beats_one_with_errors(folder: Path) -> None:
    put(folder, "missing-entries.xlsx")
    (folder / "a.csv").write_text("a,b")
    with (folder / "huge.xlsx").open("wb") as file:
        file.truncate(25_000_001)

    assert said(folder) == (
        3,
        snapshot("""\
3 files: 1 rejected, 2 unreadable; 0 skipped.
2 reviewed now; all results are in OUT.
"""),
    )


def test_what_may_hold_a_submission_is_a_failure_until_it_is_ignored(folder: Path) -> None:
    put(folder, "met.xlsx")
    for nth in range(6):
        (folder / f"{nth}.eml").write_text('From: a\nTo: b\n\nname="r\x1b.xlsx"')

    result = batch(folder, "--out", folder.parent / "out")

    assert (result.exit_code, result.stdout.splitlines()[:3]) == (
        3,
        ["7 files: 1 accepted; 0 skipped.", "DY3 Q1: 1 met, 22 due.", "6 may hold a submission, and were not read."],
    )
    assert result.stderr.splitlines() == [
        *(f"Not read: {nth}.eml: it is an e-mail, to which rU+001B.xlsx is attached." for nth in range(5)),
        "Not read: 1 more, which are listed in results.csv.",
    ]
    code, said_now = said(folder, "--ignore", "*.EML")
    assert (code, said_now.splitlines()[0]) == (0, "7 files: 1 accepted; 0 skipped, 6 ignored.")


def test_workbooks_under_other_endings_are_reviewed(folder: Path) -> None:
    for name in ("report.xls_", "report.xlsx.txt", "report.dat", "report"):
        shutil.copy(SAMPLES / "met.xlsx", folder / name)

    assert said(folder)[1].splitlines()[0] == "4 files: 4 accepted; 0 skipped."


def test_a_manifest_in_the_inbox_is_no_submission(folder: Path) -> None:
    put(folder, "met.xlsx")
    (folder / "received.csv").write_text("file,received,sender\nmet.xlsx,2018-06-01,United\n")

    assert said(folder, "--manifest", folder / "received.csv")[0] == 0


def test_a_folder_that_cannot_be_looked_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, "met.xlsx")
    (folder / "closed").mkdir()
    real = os.listdir

    def refusing(place: str) -> list[str]:
        if str(place).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(place)

    monkeypatch.setattr(os, "listdir", refusing)
    result = batch(folder, "--out", folder.parent / "out")

    assert result.exit_code == 3
    assert "1 could not be reviewed, and will be by the next run." in result.stdout
    assert result.stderr == (
        "Not read: closed: a folder that cannot be looked into: the file may not be read, or another program holds it.\n"
    )


@pytest.mark.parametrize("out", [".", "out", "link/out"])
def test_results_among_the_submissions_are_rejected(folder: Path, monkeypatch: pytest.MonkeyPatch, out: str) -> None:
    put(folder, "met.xlsx")
    (folder.parent / "link").symlink_to("inbox")
    monkeypatch.chdir(folder if "link" not in out else folder.parent)

    result = batch(folder, "--out", out)

    assert result.exit_code == 2
    assert "among the submissions. Name a folder outside it with --out." in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["met.xlsx"]


def test_an_empty_folder(folder: Path) -> None:
    assert said(folder) == (
        0,
        snapshot("""\
0 files: no submission; 0 skipped.
0 reviewed now; all results are in OUT.
"""),
    )


def test_a_manifest_that_names_what_is_not_there(folder: Path) -> None:
    put(folder, "met.xlsx")
    manifest = folder.parent / "sent.csv"
    missing = "".join(f"{nth}\x1b[31m.xlsx,,\n" for nth in range(7))
    manifest.write_text(f"file,received,sender\nmet.xlsx,2018-06-01,United\n{missing}")

    result = batch(folder, "--out", folder.parent / "out", "--manifest", manifest)

    assert result.exit_code == 0
    assert result.stderr == snapshot("""\
The manifest, line 3, names 0U+001B[31m.xlsx, which is not in the folder.
The manifest, line 4, names 1U+001B[31m.xlsx, which is not in the folder.
The manifest, line 5, names 2U+001B[31m.xlsx, which is not in the folder.
The manifest, line 6, names 3U+001B[31m.xlsx, which is not in the folder.
The manifest, line 7, names 4U+001B[31m.xlsx, which is not in the folder.
2 more files of the manifest are not in the folder.
""")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "There is nothing to check. Name the FOLDER."),
        (["in"], "Name the folder of results with --out."),
        (["in", "--verify", "out"], "--verify looks at one folder of results. Leave out FOLDER and --out."),
        ([""], "The name of a folder is empty."),
        (["in", "--out", ""], "The name of a file or folder is empty."),
        (["--verify", ""], "The name of a file or folder is empty."),
        (["in", "--out", "o", "--ignore", ""], "The pattern is empty."),
        (["in", "--out", "o", "--jobs", "0"], "0 is not in the range x>=1."),
        (["in", "--out", "o", "--time-limit", "0"], "0 is not in the range x>0."),
        (["in", "--out", "o", "--memory-limit", "9"], "9 is not in the range x>=128."),
    ],
)
def test_wrong_usage(words: list[str], message: str) -> None:
    result = CliRunner().invoke(main, ["batch", *words])

    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize("words", [["none", "--out", "out"], ["--verify", "none"]])
def test_what_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, ["batch", *words])

    assert result.exit_code == 3
    assert result.stderr.startswith("Error: none: there is no ")


def test_an_interrupted_run_says_how_far_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, "met.xlsx")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ProgressLine, "show", interrupt)
    result = batch(folder, "--out", folder.parent / "out")

    assert result.exit_code == 130
    assert result.stderr == f"Stopped: 0 files are done and kept in {folder.parent / 'out'}. Run it again to go on.\n"


def test_a_second_interrupt_is_not_held_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one stops the run in order; who is in a hurry ends it as any other command."""
    put(folder, "met.xlsx")
    found: list[object] = []

    def interrupt(*_: object) -> None:
        before = signal.getsignal(signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        found.extend((before, signal.getsignal(signal.SIGTERM)))
        raise KeyboardInterrupt

    at_first = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(ProgressLine, "show", interrupt)
    assert batch(folder, "--out", folder.parent / "out").exit_code == 130
    assert found[0] is not at_first
    assert found[1] == at_first == signal.getsignal(signal.SIGTERM)


class ClearedUp:
    """What does something when Python clears it up, where no exception goes any further."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act = act

    def __del__(self) -> None:
        self.act()


def test_a_signal_while_something_is_cleared_up_is_not_lost(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    acts = [lambda: signal.raise_signal(signal.SIGTERM), lambda: 1 / 0]

    def show(*_: object) -> None:
        if acts:
            ClearedUp(acts.pop(0))

    monkeypatch.setattr(ProgressLine, "show", show)
    monkeypatch.setattr(sys, "unraisablehook", lambda said: heard.append(said.exc_type))
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    try:
        put(folder, "met.xlsx")
        batch(folder, "--out", folder.parent / "out")
    finally:
        signal.signal(signal.SIGTERM, before)

    assert heard == [signal.SIGTERM, ZeroDivisionError]


def test_what_a_run_was_started_to_ignore_is_ignored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[object] = []
    monkeypatch.setattr(ProgressLine, "show", lambda *_: found.append(signal.getsignal(signal.SIGINT)))
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        batch(folder, "--out", folder.parent / "out")
    finally:
        signal.signal(signal.SIGINT, before)

    assert set(found) == {signal.SIG_IGN}


def test_the_limits_reach_the_workers(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(COSTLY["all cells and letters"]())

    code, _ = said(folder, "--time-limit", "0.05", "--memory-limit", "512")

    assert code == 3
    assert rows(folder.parent / "out", "SELECT reason FROM file") == [
        ("The file cannot be opened as a workbook: its check took longer than 0.05 seconds. [QIP191]",)
    ]


def test_a_cluster_needs_ray(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)

    result = batch(folder, "--out", folder.parent / "out", "--cluster", "local")

    assert result.exit_code == 3
    assert result.stderr == "Error: --cluster: Ray is not installed. Install it: pip install 'vbpqip[cluster]'.\n"


def test_of_many_notes_the_first_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    say_notes([f"{nth}\x1b" for nth in range(12)])

    assert capsys.readouterr().err.splitlines() == [
        *(f"{nth}U+001B" for nth in range(10)),
        "2 more notes of this kind.",
    ]
