"""Reviewing in the process of a test, where a pool would only take time."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

from vbpqip.batch.ledger import open_ledger
from vbpqip.batch.pool import Result
from vbpqip.batch.reviewer import Failure, Reviewer, Task
from vbpqip.batch.rules import reviewer_under
from vbpqip.batch.run import Engine, RunOptions, run_batch
from vbpqip.batch.tally import Tally
from vbpqip.batch.workers import ReviewFunction
from vbpqip.core.errors import Rejection

CRASHED = Failure(Rejection.CHECK_CRASHED, "its check ended before it was done")


class Here:
    """An engine of this process that notes the paths it reviews; files of some names fail."""

    def __init__(self, review: ReviewFunction, *failing: str) -> None:
        self.review, self.failing = review, failing
        self.paths: list[str] = []

    def __call__(self, tasks: Iterator[Task]) -> Generator[list[Result], None, None]:
        """Review one file after the other."""
        for task in tasks:
            self.paths.append(task.path)
            yield [Result(task, None, CRASHED) if task.path in self.failing else Result(task, self.review(task))]


class Ran:
    """What a run in this process did: its tally, and the paths that it reviewed."""

    def __init__(self, tally: Tally, reviewed: list[str]) -> None:
        self.tally, self.reviewed = tally, reviewed


def run_here(asked: RunOptions, *failing: str, reviewer: Reviewer | None = None, terms: Path | None = None) -> Ran:
    """Run over a folder in this process."""
    reviewer = reviewer or reviewer_under(terms)
    engine = Here(reviewer.reviewed, *failing)
    return Ran(run_with(asked, reviewer, engine), engine.paths)


def run_with(asked: RunOptions, reviewer: Reviewer, engine: Engine) -> Tally:
    """Run over a folder with an engine."""
    with open_ledger(asked.out) as ledger:
        return run_batch(asked, ledger, reviewer, engine, lambda _: None)
