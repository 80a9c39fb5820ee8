"""What became of the files of a run, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vbpqip.batch.records import FileState, Submitted
from vbpqip.core.named_tuples import NamedTuple

MOST_NAMED = 5
"""Files of a kind that are named; others are counted."""


class Progress(NamedTuple):
    """How far a run is: files done, and files there are."""

    done: int
    total: int


class Tally:
    """The counts of a run; ``reviewed`` were reviewed by it, the others were known."""

    def __init__(self) -> None:
        self.states: Counter[FileState] = Counter()
        self.reviewed = 0
        self.unseen: Sequence[tuple[str, str]] = ()
        """Files of the manifest that are not there, with where it names them."""
        self.notes: Sequence[str] = ()
        """What had to be decided to say which entry of the manifest is for which file."""
        self.unread: list[tuple[str, str]] = []
        """Files that may hold a submission, or could not be reviewed, with the reason; the first of them alone."""

    @property
    def done(self) -> int:
        """Files that are done with."""
        return self.states.total()

    def see(self, file: Submitted) -> None:
        """Remember why a file was not read, if it is one of the first."""
        if file.state in {FileState.UNREAD, FileState.FAILED} and len(self.unread) < MOST_NAMED:
            self.unread.append((file.path, file.reason))

    def count(self, state: FileState) -> None:
        """Count a file."""
        self.states[state] += 1
