"""Reviewing in a pool: a file that goes wrong costs only itself.

1. Every task has its result. 2. A file that crashes, hangs or grows is set apart under its own code, and no other.
3. Few tasks are taken ahead. 4. Whoever stops early stops the workers. 5. Where no worker can be started, it is said.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent import futures
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from support.reviewers import EndsWorkers, sound, troubled
from vbpqip.batch import pool
from vbpqip.batch.pool import CHUNK, Result, Workers, _nowhere_to_print, review_in_pool
from vbpqip.batch.reviewer import Task
from vbpqip.batch.workers import Bounds
from vbpqip.core.errors import BatchError, Rejection

ONE = Workers(1, Bounds(seconds=1, megabytes=1024))


def tasks_of(*names: str) -> list[Task]:
    return [Task(nth, name, name) for nth, name in enumerate(names)]


def results(*names: str, workers: Workers = ONE) -> dict[str, Result]:
    found = [result for chunk in review_in_pool(tasks_of(*names), troubled, workers) for result in chunk]
    assert len(found) == len(names)
    return {result.task.path: result for result in found}


def with_trouble(name: str) -> list[str]:
    """Return the names of many sound files with one among them that is not."""
    names = [f"{nth}.xlsx" for nth in range(40)]
    return [*names[:30], name, *names[30:]]


def only_failure(name: str) -> Rejection:
    """Return how the one file fails, after all others were reviewed."""
    found = results(*with_trouble(name))
    failed = {path: result.failure for path, result in found.items() if result.failure is not None}
    assert list(failed) == [name]
    assert all(result.stored for path, result in found.items() if path != name)
    return failed[name].rejection


def test_1_every_task_has_its_result() -> None:
    found = results(*[f"{nth}.xlsx" for nth in range(100)], workers=Workers(2))

    assert {path: result.stored and result.stored.sha256 for path, result in found.items()} == {
        f"{nth}.xlsx": f"digest of {nth}.xlsx" for nth in range(100)
    }


def test_1_no_task_starts_no_worker() -> None:
    assert list(review_in_pool([], sound, ONE)) == []


def test_qip190_check_crashed() -> None:
    """A file that ends the process that reads it is set apart; so is one that brings out an error of ours."""
    assert only_failure("crash.xlsx") is Rejection.CHECK_CRASHED
    assert only_failure("raise.xlsx") is Rejection.CHECK_CRASHED


def test_qip191_check_too_slow() -> None:
    """A file that takes longer than the limit is set apart; one that does not is reviewed."""
    assert only_failure("hang.xlsx") is Rejection.CHECK_TOO_SLOW


def test_qip192_check_too_large() -> None:
    """A file that needs more memory than the limit is set apart; one that does not is reviewed."""
    assert only_failure("grow.xlsx") is Rejection.CHECK_TOO_LARGE


def test_3_few_tasks_are_taken_ahead() -> None:
    taken = 0

    def endless() -> Iterator[Task]:
        nonlocal taken
        for taken in count(1):
            yield Task(taken, f"{taken}.xlsx", "")

    done = 0
    review = review_in_pool(endless(), sound, ONE)
    for chunk in review:
        done += len(chunk)
        if done > 20 * CHUNK:
            break
    review.close()
    assert taken - done <= 4 * CHUNK


def test_4_workers_have_nowhere_to_print(capfd: pytest.CaptureFixture[str]) -> None:
    with _nowhere_to_print():
        os.write(2, b"a worker that is stopped while it starts")
    os.write(2, b"as before")

    assert capfd.readouterr().err == "as before"


def test_4_where_standard_error_is_closed_nobody_can_print(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: int) -> int:
        raise OSError

    monkeypatch.setattr(os, "dup", closed)
    with _nowhere_to_print():
        pass


def test_5_workers_that_end_before_they_begin_are_replaced(tmp_path: Path) -> None:
    review = review_in_pool(tasks_of("a.xlsx", "b.xlsx"), EndsWorkers(tmp_path / "once", tmp_path / "twice"), ONE)

    assert sum(len(chunk) for chunk in review) == 2


def test_5_where_no_worker_can_be_started_it_is_said(tmp_path: Path) -> None:
    notes = [tmp_path / f"{nth}" for nth in range(50)]

    with pytest.raises(BatchError, match="--memory-limit"):
        list(review_in_pool(tasks_of("a.xlsx"), EndsWorkers(*notes), ONE))


def test_5_what_a_pool_has_lost_is_given_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is lost where a worker ends in the very moment in which it is given something."""
    nothing_done: Iterator[Any] = iter([futures.wait([])])

    def wait(*under_way: Any, **how: Any) -> Any:  # noqa: ANN401 -- as the one that is replaced
        return next(nothing_done, None) or futures.wait(*under_way, **how)

    monkeypatch.setattr(pool, "wait", wait)

    assert len(results("a.xlsx", "b.xlsx")) == 2
