"""How far a run is: a bar on a terminal, a line every few seconds elsewhere, nothing where it is not wanted."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

from vbpqip.cli import progress
from vbpqip.cli.progress import ProgressLine


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time, which a test sets."""
    now = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


def shown(
    clock: list[float],
    monkeypatch: pytest.MonkeyPatch,
    stream: StringIO,
    *steps: tuple[float, int],
    quiet: bool = False,
) -> str:
    """Return what is shown of steps, each so many seconds after the start and so many of 1,000 files."""
    monkeypatch.setattr(sys, "stderr", stream)
    line = ProgressLine(quiet=quiet)
    for seconds, done in steps:
        clock[0] = 100.0 + seconds
        line.show(done, 1_000)
    line.end()
    assert line.done == steps[-1][1]
    return stream.getvalue()


def test_a_line_every_few_seconds(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(clock, monkeypatch, StringIO(), (1, 100), (5, 500), (6, 600), (11, 990))

    assert said == "500 of 1,000 files, 100 a second, 5 s left\n990 of 1,000 files, 90 a second, 1 s left\n"


def test_a_bar_on_a_terminal_that_is_taken_away(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(clock, monkeypatch, Terminal(), (0.1, 1), (2, 10), (3, 500))

    first = "[------------------------------] 10 of 1,000 files, 5.0 a second, 3 min 18 s left"
    second = "[###############---------------] 500 of 1,000 files, 167 a second, 3 s left"
    assert said.split("\r") == ["", first, second.ljust(len(first)), " " * len(second), ""]


def test_nothing_where_it_is_not_wanted(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(clock, monkeypatch, Terminal(), (60, 500), quiet=True) == ""
