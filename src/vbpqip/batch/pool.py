"""Reviewing on one machine: a pool of processes, in which a file that crashes, hangs or grows costs only itself.

Files go to the workers in chunks, which is fast. Where a chunk fails, its files are reviewed again one by one, so that
only the one that did it is set apart.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from itertools import islice
from multiprocessing import forkserver, get_context, resource_tracker
from pathlib import Path
from typing import TypeAlias

from pebble import CONSTS, ProcessExpired, ProcessFuture, ProcessPool

from vbpqip.batch.records import StoredReview
from vbpqip.batch.reviewer import Failure, Task
from vbpqip.batch.workers import OUT_OF_MEMORY, Bounds, ReviewFunction, init_worker, review_chunk
from vbpqip.core.errors import BatchError, Rejection
from vbpqip.core.named_tuples import NamedTuple

CHUNK = 16
"""Most files that a worker takes at once."""

_WAITING = 3
"""Chunks of a worker that are under way or wait for it; more would only take memory."""

_TO_START = 60
"""Seconds that a worker has to start, beyond those that a file may take."""

_BETWEEN_LOOKS = 0.02
"""Seconds between two looks at whether the workers still run; whoever stops them waits as long."""

_STANDARD_ERROR = 2
_MOST_BROKEN = 3
_NO_WORKERS = (
    "no process can be started to check the files in. Give each more memory with --memory-limit, or ask for fewer with "
    "--jobs."
)


class Result(NamedTuple):
    """What became of a task: its stored review, ``None`` where its bytes are known, or why there is none."""

    task: Task
    stored: StoredReview | None
    failure: Failure | None = None


class Workers(NamedTuple):
    """How many workers there are, and what one file may cost."""

    jobs: int
    bounds: Bounds = Bounds()


_Chunks: TypeAlias = "dict[ProcessFuture[list[StoredReview | None]], list[Task]]"


def review_in_pool(
    tasks: Iterable[Task], review: ReviewFunction, workers: Workers
) -> Generator[list[Result], None, None]:
    """Review tasks, and yield results chunk by chunk as they come; no worker is started where there is no task.

    Tasks are taken as workers come free, so that few of them are in memory. Whoever stops early stops the workers.
    """
    left = iter(tasks)
    first = next(left, None)
    if first is None:
        return
    pool = _Pool(review, workers)
    try:
        pool.take([first])
        while pool.fill(left) or pool.under_way:
            yield from pool.done()
    finally:
        pool.stop()


def start_helper() -> None:
    """Start the process that workers come from, where none runs yet; what each needs is imported there, once.

    Neither it nor they hear a terminal's Ctrl-C. Nor do they write to it: a worker that is stopped while it starts
    would print what Python makes of that; whatever goes wrong later is the result of its task.
    """
    if sys.platform == "win32":
        return
    helper = forkserver if sys.platform == "linux" else resource_tracker
    forkserver.set_forkserver_preload([review_chunk.__module__])
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _nowhere_to_print():
            resource_tracker.ensure_running()
            helper.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _nowhere_to_print() -> Iterator[None]:
    """Let processes that are started now write nothing to standard error."""
    with ExitStack() as kept:
        try:
            before = os.dup(_STANDARD_ERROR)
        except OSError:  # it is closed
            yield
            return
        kept.callback(os.close, before)
        kept.callback(os.dup2, before, _STANDARD_ERROR)
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _STANDARD_ERROR)
        yield


class _Pool:
    """The workers and what they have in hand."""

    def __init__(self, review: ReviewFunction, workers: Workers) -> None:
        self.workers = workers
        self.under_way: _Chunks = {}
        self._taken = self._broken = 0
        self._start = (review, workers.bounds)
        self._pool = self._started()

    def take(self, chunk: list[Task]) -> None:
        """Give a chunk to the workers."""
        future = self._pool.schedule(review_chunk, args=(chunk,), timeout=self.workers.bounds.seconds)
        self.under_way[future] = chunk

    def fill(self, tasks: Iterator[Task]) -> bool:
        """Give the workers as much as they can use; return whether there was anything left to give."""
        while len(self.under_way) < _WAITING * self.workers.jobs:
            chunk = list(islice(tasks, self._size()))
            if not chunk:
                return False
            self._taken += 1
            self.take(chunk)
        return True

    def _size(self) -> int:
        """Return how many files the next chunk has: few at first, so that all workers soon have some."""
        return min(CHUNK, 1 + self._taken // self.workers.jobs)

    def done(self) -> Iterator[list[Result]]:
        """Wait for a chunk, and yield the results of all that are done; the files of one that failed are given again.

        Raises:
            BatchError: No worker can be started.
        """
        patience = self.workers.bounds.seconds + _TO_START
        if not wait(self.under_way, timeout=patience, return_when=FIRST_COMPLETED).done:
            self._take_back()
        for future in [each for each in self.under_way if each.done()]:
            chunk = self.under_way.pop(future)
            error = future.exception()
            if error is None:
                self._broken = 0
                yield [Result(task, found) for task, found in zip(chunk, future.result(), strict=True)]
            elif isinstance(error, BrokenProcessPool):
                self._start_again()
                self._take_each(chunk)
            elif len(chunk) > 1:
                self._take_each(chunk)
            else:
                yield [Result(chunk[0], None, self._failure(error))]

    def stop(self) -> None:
        """Stop the workers, whatever they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves its type out
        self._pool.join()

    def _take_each(self, chunk: list[Task]) -> None:
        for task in chunk:
            self.take([task])

    def _take_back(self) -> None:
        """Give all that is under way to other workers: one that ends as it starts can lose what it had to do."""
        lost = list(self.under_way.values())
        self.under_way.clear()
        self._replace()
        for chunk in lost:
            self._take_each(chunk)

    def _start_again(self) -> None:
        """Start other workers where all have ended."""
        if not self._pool.active:
            self._replace()

    def _replace(self) -> None:
        """Start other workers, unless that was in vain several times."""
        self.stop()
        self._broken += 1
        if self._broken == _MOST_BROKEN:
            raise BatchError("", _NO_WORKERS)
        self._pool = self._started()

    def _started(self) -> ProcessPool:
        start_helper()
        CONSTS.sleep_unit = _BETWEEN_LOOKS
        kind = "forkserver" if sys.platform == "linux" else "spawn"
        return ProcessPool(
            max_workers=self.workers.jobs, initializer=init_worker, initargs=self._start, context=get_context(kind)
        )

    def _failure(self, error: BaseException) -> Failure:
        seconds, megabytes = self.workers.bounds
        if isinstance(error, TimeoutError):
            return Failure(Rejection.CHECK_TOO_SLOW, f"its check took longer than {seconds:g} seconds")
        if isinstance(error, ProcessExpired) and error.exitcode == OUT_OF_MEMORY:
            return Failure(Rejection.CHECK_TOO_LARGE, f"its check needed more than {megabytes:,} MB of memory")
        return Failure(Rejection.CHECK_CRASHED, "its check ended before it was done")
