"""Ways of reviewing that go wrong as a checker can, by what a file is called; workers of a pool or a cluster import them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from vbpqip.batch.records import StoredReview
from vbpqip.batch.reviewer import Task
from vbpqip.batch.workers import ReviewFunction


def sound(task: Task) -> StoredReview:
    """Return a stored review that says which file it is of."""
    nothing = dict.fromkeys(StoredReview._fields, "")
    told = {"sha256": f"digest of {task.path}", "received": task.received, "status": "accepted", "failed": False}
    return StoredReview._make({**nothing, **told}.values())


def troubled(task: Task) -> StoredReview:
    """Do what a file's name says: crash, raise, hang or grow."""
    if "crash" in task.path:
        os.kill(os.getpid(), signal.SIGKILL)
    if "raise" in task.path:
        raise ValueError(task.path)
    if "hang" in task.path:
        time.sleep(600)
    if "grow" in task.path:
        bytearray(3_000_000_000)
    return sound(task)


class EndsWorkers:
    """A way of reviewing that ends the worker which unpacks it, as often as there is no note of it yet."""

    def __init__(self, *notes: Path) -> None:
        self.notes = notes

    def __call__(self, task: Task) -> StoredReview:
        """Review as if nothing were."""
        return sound(task)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[Path, ...]]:
        """Unpack to the end of the process, or to sound reviewing."""
        return _ended_or_sound, self.notes


def _ended_or_sound(*notes: Path) -> object:
    for note in notes:
        if not note.exists():
            note.touch()
            os._exit(1)
    return sound


class KilledOnce:
    """A way of reviewing whose worker is killed at one file, once; a note of it is left."""

    def __init__(self, review: ReviewFunction, path: str, note: Path) -> None:
        self.review, self.path, self.note = review, path, note

    def __call__(self, task: Task) -> StoredReview | None:
        """Review, or die."""
        if task.path == self.path and not self.note.exists():
            self.note.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.review(task)
