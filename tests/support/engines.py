"""Judging in the process of a test, where a pool would only take time."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

from vbpqip.batch.ledger import open_ledger
from vbpqip.batch.pool import Result
from vbpqip.batch.reviewer import Failure, Judge, Task
from vbpqip.batch.rules import judge_under
from vbpqip.batch.run import Engine, RunOptions, run
from vbpqip.batch.tally import Tally
from vbpqip.batch.workers import Judging
from vbpqip.core.errors import Refusal

CRASHED = Failure(Refusal.CHECK_CRASHED, "its check ended before it was done")


class Here:
    """An engine of this process that notes the paths it judges; files of some names fail."""

    def __init__(self, judging: Judging, *failing: str) -> None:
        self.judging, self.failing = judging, failing
        self.paths: list[str] = []

    def __call__(self, tasks: Iterator[Task]) -> Generator[list[Result], None, None]:
        """Judge one file after the other."""
        for task in tasks:
            self.paths.append(task.path)
            yield [Result(task, None, CRASHED) if task.path in self.failing else Result(task, self.judging(task))]


class Ran:
    """What a run in this process did: its tally, and the paths that it judged."""

    def __init__(self, tally: Tally, judged: list[str]) -> None:
        self.tally, self.judged = tally, judged


def run_here(asked: RunOptions, *failing: str, judge: Judge | None = None, terms: Path | None = None) -> Ran:
    """Run over a folder in this process."""
    judge = judge or judge_under(terms)
    engine = Here(judge.judged, *failing)
    return Ran(run_with(asked, judge, engine), engine.paths)


def run_with(asked: RunOptions, judge: Judge, engine: Engine) -> Tally:
    """Run over a folder with an engine."""
    with open_ledger(asked.out) as ledger:
        return run(asked, ledger, judge, engine, lambda _: None)
