"""How long something may take, as so many reviews of a report: a slow machine, a busy one and coverage slow down both."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import vbpqip
from support.reports import report

_ROUNDS = 5


@contextmanager
def the_time_of(reviews: int) -> Iterator[None]:
    """Fail where what is done inside takes longer than so many reviews; one takes about ten milliseconds."""
    start = time.process_time()
    yield
    taken = time.process_time() - start
    content = report()
    one = min(_seconds(lambda: vbpqip.review(content)) for _ in range(_ROUNDS))
    assert taken < reviews * one, f"{taken / one:.0f} reviews"


def _seconds(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start
