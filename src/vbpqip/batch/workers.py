"""What a worker is made of: the reviewer, its bounds, and the end that comes when whoever sent it is gone."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing import parent_process
from threading import Thread
from typing import TypeAlias

from vbpqip.batch.records import StoredReview
from vbpqip.batch.reviewer import Task
from vbpqip.core.named_tuples import NamedTuple

OUT_OF_MEMORY = 86
"""How a worker ends that had not enough memory: as what it still holds is unknown, another one takes its place."""

_OBJECTS_BETWEEN_COLLECTIONS = 50_000
_MEGABYTE = 1_000_000

ReviewFunction: TypeAlias = Callable[[Task], StoredReview | None]
"""Reviews one task; ``None`` where it was told that the bytes are known."""


class Bounds(NamedTuple):
    """What one file may cost: seconds, and megabytes of memory (held where the system can hold it, as on Linux)."""

    seconds: float = 60
    megabytes: int = 1024


_review: list[ReviewFunction] = []


def init_worker(review: ReviewFunction, bounds: Bounds) -> None:
    """Make this process a worker."""
    _review[:] = [review]
    Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(bounds.megabytes * _MEGABYTE)
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    gc.freeze()


def review_chunk(tasks: Sequence[Task]) -> list[StoredReview | None]:
    """Review some files, one after the other, in a worker."""
    try:
        return [_review[0](task) for task in tasks]
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _limit_memory(most: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- Windows has none

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def _end_with_parent() -> None:
    """Wait for the end of the process that started this one, and end; nobody would take the results."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
