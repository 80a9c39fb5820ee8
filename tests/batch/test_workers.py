"""A worker: its bounds, and its end; that they hold in a real one is shown by the tests of the pool and of kills."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from typing import NoReturn

import pytest

from support.reviewers import sound
from vbpqip.batch import workers
from vbpqip.batch.reviewer import Task
from vbpqip.batch.workers import OUT_OF_MEMORY, Bounds, init_worker, review_chunk

resource = pytest.importorskip("resource", reason="Windows cannot bound memory.")


class Ended(Exception):
    """The process would have ended."""


class Parent:
    """A process that has ended."""

    def join(self) -> None:
        """Return at once."""


def end(code: int) -> NoReturn:
    raise Ended(code)


@pytest.fixture
def bounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[int, int]]]:
    """Return the bounds of memory that are set, without setting them."""
    found: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, both: found.append(both))
    threshold = gc.get_threshold()
    yield found
    gc.set_threshold(*threshold)
    gc.unfreeze()


@pytest.mark.parametrize(
    ("hard", "bound"), [(resource.RLIM_INFINITY, 500_000_000), (10**12, 500_000_000), (10**8, 10**8)]
)
def test_memory_is_bounded_as_far_as_allowed(
    bounds: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch, hard: int, bound: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (0, hard))

    init_worker(sound, Bounds(megabytes=500))

    assert bounds == [(bound, hard)]
    assert [found and found.sha256 for found in review_chunk([Task(1, "a", ""), Task(2, "b", "")])] == [
        "digest of a",
        "digest of b",
    ]


@pytest.mark.usefixtures("bounds")
def test_a_worker_without_memory_ends_so_that_another_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def grow(task: Task) -> NoReturn:
        raise MemoryError(task)

    monkeypatch.setattr(os, "_exit", end)
    init_worker(grow, Bounds())

    with pytest.raises(Ended) as ended:
        review_chunk([Task(1, "a", "")])
    assert ended.value.args == (OUT_OF_MEMORY,)


def test_a_worker_ends_with_the_process_that_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(workers, "parent_process", Parent)

    with pytest.raises(Ended):
        workers._end_with_parent()  # noqa: SLF001 -- it runs beside the work, where no test can wait for it


def test_a_process_that_nobody_started_goes_on() -> None:
    assert "pytest" in sys.modules
    workers._end_with_parent()  # noqa: SLF001 -- as above
