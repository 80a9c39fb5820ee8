"""Reviewing on a Ray cluster: the same function as in a pool, the results kept by the run that asked for them.

A worker that dies costs its chunk, whose files are reviewed again one by one. What lies on this machine is sent as
bytes to a cluster, whose nodes may not see it; a cluster of this machine alone gets paths. How much memory a file may
take is Ray's to watch.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from logging import ERROR
from threading import Timer
from typing import TYPE_CHECKING, Any

from vbpqip.batch.pool import CHUNK, Result, Workers
from vbpqip.batch.records import StoredReview
from vbpqip.batch.remote import in_one_line, is_url
from vbpqip.batch.reviewer import Failure, Task, fetched
from vbpqip.batch.workers import ReviewFunction
from vbpqip.core.errors import BatchError, Rejection, UnreadableWorkbookError

if TYPE_CHECKING:
    from ray import ObjectRef  # imported only where a cluster is asked for

LOCAL = "local"
"""The address of a cluster that is started on this machine, for this run."""

_NOT_THERE = "the cluster cannot run the check. Install the same vbpqip on each of its nodes."
_WAITING = 3
_TOO_SLOW = 87


def review_on_cluster(
    tasks: Iterable[Task], review: ReviewFunction, workers: Workers, address: str
) -> Generator[list[Result], None, None]:
    """Review tasks on a cluster, and yield results chunk by chunk as they come.

    Raises:
        BatchError: Ray is not installed, or the cluster cannot be reached.
    """
    try:
        import ray  # noqa: PLC0415 -- an extra
    except ImportError as error:
        raise BatchError("--cluster", "Ray is not installed. Install it: pip install 'vbpqip[cluster]'.") from error
    started = {"num_cpus": workers.jobs, "include_dashboard": False} if address == LOCAL else {"address": address}
    try:
        ray.init(**started, log_to_driver=False, logging_level=ERROR)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise BatchError("--cluster", f"{address} cannot be reached: {in_one_line(error)}.") from error
    try:
        yield from Cluster(ray, review, workers, as_bytes=address != LOCAL).results(tasks)
    finally:
        ray.shutdown()


def review_here(review: ReviewFunction, tasks: list[Task], seconds: float) -> list[StoredReview | None]:
    """Review some files in this process, which ends if they take longer than one may."""
    watch = Timer(seconds, os._exit, [_TOO_SLOW])
    watch.daemon = True
    watch.start()
    try:
        return [review(task) for task in tasks]
    finally:
        watch.cancel()


class Cluster:
    """What a cluster has in hand; ``as_bytes`` sends it the files of this machine themselves."""

    def __init__(self, ray: Any, review: ReviewFunction, workers: Workers, *, as_bytes: bool) -> None:  # noqa: ANN401 -- the module, which may be missing
        self.ray, self.review, self.workers, self.as_bytes = ray, review, workers, as_bytes
        self._remote = ray.remote(review_here)
        self._shared_review = ray.put(review)
        self._most = _WAITING * max(int(ray.cluster_resources().get("CPU", 1)), 1)
        self._under_way: dict[ObjectRef[list[StoredReview | None]], list[Task]] = {}

    def results(self, tasks: Iterable[Task]) -> Iterator[list[Result]]:
        """Yield results, chunk by chunk.

        Raises:
            BatchError: The cluster cannot review even nothing, so that every file would seem to be invalid.
        """
        try:
            self.ray.get(self._remote.remote(self._shared_review, [], self.workers.bounds.seconds))
        except self.ray.exceptions.RayError as error:
            raise BatchError("--cluster", f"{_NOT_THERE} {_last_line(error)}") from error
        chunks = self._chunks(iter(tasks))
        for chunk in chunks:
            given = [self._packed(task) for task in chunk]
            yield [each for each in given if isinstance(each, Result)]
            self._take([each for each in given if isinstance(each, Task)], retries=0)
            while len(self._under_way) >= self._most:
                yield self._done()
        while self._under_way:
            yield self._done()

    def _chunks(self, tasks: Iterator[Task]) -> Iterator[list[Task]]:
        while chunk := list(islice(tasks, CHUNK)):
            yield chunk

    def _packed(self, task: Task) -> Task | Result:
        """Return a task as it is sent, or its result where it has no bytes that may be read."""
        if not self.as_bytes or is_url(str(task.source)):
            return task
        try:
            return task._replace(source=fetched(task.source))
        except UnreadableWorkbookError:
            return Result(task, self.review(task))

    def _take(self, chunk: list[Task], retries: int) -> None:
        if chunk:
            remote = self._remote.options(max_retries=retries, num_cpus=1)
            self._under_way[remote.remote(self._shared_review, chunk, self.workers.bounds.seconds)] = chunk

    def _done(self) -> list[Result]:
        """Wait for a chunk, and return its results; none where it failed, and its files are given again."""
        (ready, *_), _ = self.ray.wait(list(self._under_way), num_returns=1)
        chunk = self._under_way.pop(ready)
        try:
            return [Result(task, found) for task, found in zip(chunk, self.ray.get(ready), strict=True)]
        except self.ray.exceptions.RayError:
            if len(chunk) == 1:
                return [Result(chunk[0], None, self._failure())]
        for task in chunk:
            self._take([task], retries=1)
        return []

    def _failure(self) -> Failure:
        reason = f"its check ended before it was done, or took longer than {self.workers.bounds.seconds:g} seconds"
        return Failure(Rejection.CHECK_CRASHED, reason)


def _last_line(error: Exception) -> str:
    r"""Return the last line of what Ray says, whose other lines are of its own inside.

    >>> _last_line(ValueError("Traceback:\n  in ray\nNo node answers.\n")), _last_line(ValueError())
    ('No node answers.', 'ValueError')
    """
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
