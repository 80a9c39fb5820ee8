"""The ledger of a folder of results: what was reviewed, by which rules, and its history; nothing of it is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from vbpqip.batch.history import HISTORY_HEAD, HistoryLine
from vbpqip.batch.lock import locked
from vbpqip.batch.records import StoredReview, Submitted
from vbpqip.batch.seals import digest_of_row
from vbpqip.batch.store import Store, opened
from vbpqip.batch.verifying import reject_changed
from vbpqip.core.errors import BatchError
from vbpqip.core.named_tuples import NamedTuple


class Known(NamedTuple):
    """A review that a ledger keeps: its number, and why it failed, ``None`` where it did not."""

    number: int
    failure: str | None


class ReviewedFile(NamedTuple):
    """A file that was reviewed, by the path under which it was first found, and the stored review."""

    path: str
    stored: StoredReview


class Ledger:
    """An open ledger; ``remarks`` is what has to be said of its drive."""

    def __init__(self, store: Store, remarks: Sequence[str] = ()) -> None:
        self.store, self.remarks = store, remarks
        lines, self._last = json.loads(store.note(HISTORY_HEAD) or "")
        self._lines: int = lines
        store.run("begin_list")

    @property
    def lines(self) -> int:
        """How many lines the history has."""
        return self._lines

    def known(self, sha256: str, rules: str, received: str) -> Known | None:
        """Return the review of some bytes, ``None`` where there is none."""
        found = self.store.row("known", (sha256, rules, received))
        if found is None:
            return None
        number, failed = found
        return Known(number, None if failed is None else reason_in(failed))

    def record(self, reviewed: Sequence[ReviewedFile]) -> list[int]:
        """Keep reviews, a failed one in place of an earlier one, and add them to the history; all or none.

        Returns:
            Their numbers.
        """
        at = datetime.now(UTC).isoformat(timespec="seconds")
        with self.store.together():
            numbers = [self.keep(each.stored) for each in reviewed]
            self.add_lines(_line(at, each) for each in reviewed)
        return numbers

    def add_lines(self, lines: Iterable[HistoryLine]) -> None:
        """Chain lines to the history, within what is kept together."""
        for line in lines:
            self._last = line.chained_to(self._last)
            self._lines += 1
            self.store.run("add_line", (self._lines, *line, self._last))
        self.store.note_down(HISTORY_HEAD, json.dumps([self._lines, self._last]))

    def see(self, file: Submitted, stored: int | None = None) -> None:
        """Take a file into the list of this run; ``stored`` is the number of the one on it."""
        self.store.run("see", (*file, stored))

    def last_digest(self, path: str) -> str:
        """Return the digest that a path had in the last run, empty where it had none."""
        found = self.store.row("last_digest", (path,))
        return "" if found is None else str(found[0])

    def finish_list(self) -> None:
        """Make the list of this run the ledger's."""
        with self.store.together():
            self.store.run("finish_list")
            self.store.note_seal("every_file")

    def keep(self, stored: StoredReview) -> int:
        """Keep a stored review, within what is kept together, and return its number."""
        number: int = self.store.value("keep_review", stored._asdict())
        return number


@contextmanager
def open_ledger(folder: Path) -> Iterator[Ledger]:
    """Open the ledger of a folder of results for one run; both are made where they are not there.

    Raises:
        BatchError: Another run is at work on it, it is no ledger, it is not as it was written, or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BatchError(str(folder), f"it cannot be written to: {error.strerror}.") from error
    with locked(folder) as remarks, opened(folder, partial(reject_changed, folder)) as store:
        yield Ledger(store, (*remarks, *store.remarks))


def reason_in(document: str) -> str:
    """Return why a file has no result: the message of the one finding of its review, with its code."""
    (finding,) = json.loads(document)["findings"]
    return f"{finding['message']} [{finding['code']}]"


def _line(at: str, reviewed: ReviewedFile) -> HistoryLine:
    of = reviewed.stored
    return HistoryLine(at, reviewed.path, of.sha256, of.rules, of.received, of.status, of.verdict, digest_of_row(of))
