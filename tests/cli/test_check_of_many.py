"""Many files as an analyst finds them, on a terminal of 80 columns: who met, what is wrong, what to do, in few lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.inbox import an_inbox, of
from support.reports import Changes
from vbpqip.cli import main


def checked(files: Mapping[str, bytes], folder: Path, *words: str) -> list[str]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    result = CliRunner().invoke(main, ["check", *(str(folder / name) for name in files), *words])
    assert result.stderr == ""
    return result.stdout.splitlines()


def test_an_inbox_of_13_files(tmp_path: Path) -> None:
    """Each file in a line of its own, and under 60 lines of at most 80 columns in all."""
    inbox = an_inbox()

    lines = checked(inbox, tmp_path)

    assert len(inbox) == 13
    assert [line[:20].rstrip() for line in lines[3:16]] == [*inbox]
    assert len(lines) < 60
    assert max(map(len, lines)) <= 80


def test_60_reports_likewise(tmp_path: Path) -> None:
    """Each in a line, those at fault in two or three more, and a warning that all of them have once."""
    fault: Changes = {("numerator_2", 0): 51}
    files = {f"{nth:02}.xlsx": of(nth % 7, fault if nth % 10 == 0 else {("numerator_1", 4): "2"}) for nth in range(60)}

    lines = checked(files, tmp_path)

    assert [line.split()[0] for line in lines[3:63]] == [*files]
    assert sum("[QIP410]" in line for line in lines) == 6
    assert sum("[QIP317]" in line for line in lines) == 1
    assert len(lines) < 60 + 45


def test_a_file_that_is_named_twice_is_no_copy_of_itself(tmp_path: Path) -> None:
    report = tmp_path / "a.xlsx"
    report.write_bytes(of(0))

    result = CliRunner().invoke(main, ["check", str(report), str(tmp_path / "." / "a.xlsx"), "--format", "csv"])

    assert result.stdout == CliRunner().invoke(main, ["check", str(report), "--format", "csv"]).stdout
    assert result.stderr == "A file that is named more than once is checked once.\n"


@pytest.mark.parametrize("form", ["json", "csv"])
def test_other_outputs_hold_every_file_whole(form: str, tmp_path: Path) -> None:
    text = "\n".join(checked(an_inbox(), tmp_path, "--format", form))

    assert all(name in text for name in an_inbox())
