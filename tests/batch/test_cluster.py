"""Reviewing on a Ray cluster of this machine; that a worker is killed midway is in ``test_cluster_killed.py``.

1. What goes wrong costs only itself. 2. A cluster elsewhere gets bytes. 3. What cannot be reached is told.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from types import ModuleType

import pytest

from support.clusters import WITH_RAY, importable_by_workers
from support.reviewers import sound, troubled
from vbpqip.batch import cluster
from vbpqip.batch.cluster import LOCAL, Cluster, review_here, review_on_cluster
from vbpqip.batch.pool import Workers
from vbpqip.batch.reviewer import Task
from vbpqip.batch.rules import reviewer_under
from vbpqip.batch.workers import Bounds
from vbpqip.core.errors import BatchError, Rejection

TWO = Workers(2, Bounds(seconds=20))


@pytest.fixture(scope="module")
def started() -> Iterator[ModuleType]:
    """Return Ray, started with two workers."""
    ray = pytest.importorskip("ray")
    with importable_by_workers():
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level=40)
    yield ray
    ray.shutdown()


class TestOnRay:
    pytestmark = WITH_RAY

    def test_1_what_goes_wrong_costs_only_itself(self, started: ModuleType) -> None:
        names = [*(f"{nth}.xlsx" for nth in range(200)), "crash.xlsx", "raise.xlsx", "hang.xlsx"]
        tasks = [Task(nth, name, name) for nth, name in enumerate(names)]

        chunks = Cluster(started, troubled, Workers(2, Bounds(seconds=2)), as_bytes=False).results(tasks)

        found = {result.task.path: result for chunk in chunks for result in chunk}
        failed = {path: result.failure.rejection for path, result in found.items() if result.failure is not None}
        assert set(found) == set(names)
        assert failed == dict.fromkeys(names[-3:], Rejection.CHECK_CRASHED)

    def test_2_a_cluster_elsewhere_gets_bytes(self, started: ModuleType, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("a,b")
        reviewer = reviewer_under(None)
        sources = [str(tmp_path / "a.csv"), str(tmp_path / "none.csv"), (tmp_path / "a.csv").as_uri()]
        tasks = [Task(nth, f"{nth}", source) for nth, source in enumerate(sources)]

        chunks = Cluster(started, reviewer.reviewed, TWO, as_bytes=True).results(tasks)

        found = {result.task.number: result for chunk in chunks for result in chunk}
        digests = [found[nth].stored for nth in range(3)]
        assert [each and bool(each.sha256) for each in digests] == [True, False, True]
        assert [found[nth].task.source for nth in range(3)] == [b"a,b", *sources[1:]]

    def test_2_what_has_no_bytes_is_not_sent(self, started: ModuleType, tmp_path: Path) -> None:
        task = Task(1, "none.csv", str(tmp_path / "none.csv"))

        (chunk,) = Cluster(started, reviewer_under(None).reviewed, TWO, as_bytes=True).results([task])

        assert [result.stored and result.stored.status for result in chunk] == ["unreadable"]

    def test_3_a_cluster_that_lacks_the_program(self, started: ModuleType) -> None:
        elsewhere = ModuleType("only_here")
        exec("def review(task): ...", vars(elsewhere))  # noqa: S102 -- a function of a module that no worker can import
        elsewhere.review.__module__ = "only_here"
        sys.modules["only_here"] = elsewhere
        try:
            with pytest.raises(BatchError, match="Install the same vbpqip on each of its nodes"):
                next(Cluster(started, elsewhere.review, TWO, as_bytes=False).results([]))
        finally:
            del sys.modules["only_here"]


def test_3_a_file_that_takes_too_long_ends_its_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = Event()
    monkeypatch.setattr(os, "_exit", lambda _: ended.set())

    def slow(task: Task) -> None:
        assert ended.wait(10), task

    assert review_here(slow, [Task(1, "a", "")], seconds=0.01) == [None]


def test_3_in_time_nothing_ends() -> None:
    (found,) = review_here(sound, [Task(1, "a", "")], seconds=60)

    assert found is not None
    assert found.sha256 == "digest of a"


def test_3_ray_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)

    with pytest.raises(BatchError, match=r"Install it: pip install 'vbpqip\[cluster\]'"):
        next(review_on_cluster([], sound, TWO, LOCAL))


def test_3_a_cluster_that_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unreachable(ModuleType):
        """A Ray whose clusters are all gone."""

        @staticmethod
        def init(**_: object) -> None:
            """Fail as it does."""
            raise ConnectionError("nobody answers")

    monkeypatch.setitem(sys.modules, "ray", Unreachable("ray"))

    with pytest.raises(BatchError, match=r"10\.0\.0\.1:6379 cannot be reached: nobody answers\."):
        next(review_on_cluster([], sound, TWO, "10.0.0.1:6379"))
    assert cluster.LOCAL == "local"
