"""What became of the files of a run, counted."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from vbpqip.batch.records import State


class Progress(NamedTuple):
    """How far a run is: files done, and files there are."""

    done: int
    total: int


class Tally:
    """The counts of a run; ``judged`` were judged by it, the others were known."""

    def __init__(self) -> None:
        self.states: Counter[State] = Counter()
        self.statuses: Counter[str] = Counter()
        self.verdicts: Counter[str] = Counter()
        self.judged = 0
        self.unseen: list[tuple[str, int]] = []
        """Files of the manifest that are not there, with their lines."""

    @property
    def done(self) -> int:
        """Files that are done with."""
        return self.states.total()

    def count(self, state: State, status: str = "", verdict: str = "") -> None:
        """Count a file; a skipped one has neither status nor verdict."""
        self.states[state] += 1
        if status:
            self.statuses[status] += 1
            self.verdicts[verdict] += 1
