"""One run over a folder of submissions: list, look up what is known, have the rest reviewed, and keep it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from vbpqip.batch.folder import NOTHING_LEFT_OUT, ListedFile, Sieve
from vbpqip.batch.inbox import Inbox, list_all
from vbpqip.batch.ledger import Known, Ledger, ReviewedFile, reason_in
from vbpqip.batch.manifest import NO_MANIFEST, Manifest, Receipt, matched
from vbpqip.batch.pool import Result
from vbpqip.batch.records import FileState, StoredReview, Submitted
from vbpqip.batch.remote import is_url
from vbpqip.batch.reviewer import Reviewer, Task
from vbpqip.batch.tally import Progress, Tally
from vbpqip.checking.catalogue.preflight import FILE_TOO_LARGE
from vbpqip.core.errors import UnreadableWorkbookError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.preflight import read_source

Engine: TypeAlias = Callable[[Iterator[Task]], Generator[list[Result], None, None]]
"""Has tasks reviewed, somewhere, and yields results as they come."""

Watch: TypeAlias = Callable[[Progress], None]

_CHANGED = "its bytes changed while the folder was read; the next run reviews it"
_NO_RECEIPT = Receipt("", "", "")


class RunOptions(NamedTuple):
    """What a run is asked for: folders or URLs, the folder of results, and what the manifest says.

    ``sieve`` says what of the folders is left out.
    """

    folders: Sequence[str]
    out: Path
    manifest: Manifest = NO_MANIFEST
    sieve: Sieve = NOTHING_LEFT_OUT


def run_batch(options: RunOptions, ledger: Ledger, reviewer: Reviewer, engine: Engine, watch: Watch) -> Tally:
    """Review what is not known yet, and keep all of it; what is kept stays so, whatever ends the run.

    Raises:
        BatchError: A folder cannot be used, or nothing more can be written.
    """
    return _Run(options, ledger, reviewer).through(engine, watch)


class _Key(NamedTuple):
    """What makes two files have one stored review under the same rules."""

    digest: str
    received: str


class _Run:
    """A run under way."""

    def __init__(self, options: RunOptions, ledger: Ledger, reviewer: Reviewer) -> None:
        self.options, self.ledger, self.reviewer = options, ledger, reviewer
        self.tally = Tally()
        self.receipts: Mapping[str, Receipt] = {}
        self._copies: defaultdict[_Key, list[Submitted]] = defaultdict(list)
        self._under_way: set[_Key] = set()
        self._failed: set[_Key] = set()

    def through(self, engine: Engine, watch: Watch) -> Tally:
        """Go through the folders from the first file to the last."""
        for key, value in (("rules", self.reviewer.rules), ("terms", self.reviewer.program.terms or "")):
            self.ledger.store.note_down(key, value)
        inbox = Inbox(self.ledger.store, list_all(self.options.folders, self.options.sieve))
        said = matched(self.options.manifest, lambda: (listed.path for _, listed in inbox))
        self.receipts = said.receipts
        self.tally.notes = said.notes
        self.tally.unseen = said.unseen
        total = len(inbox)
        watch(Progress(0, total))
        with closing(engine(self._tasks(inbox, lambda: watch(Progress(self.tally.done, total))))) as reviewed:
            for results in reviewed:
                self._record(results)
                watch(Progress(self.tally.done, total))
        self.ledger.finish_list()
        return self.tally

    def _tasks(self, inbox: Inbox, seen: Callable[[], None]) -> Iterator[Task]:
        """Yield what has to be reviewed; all else is recorded at once."""
        for number, listed in inbox:
            receipt = self.receipts.get(listed.path, _NO_RECEIPT)
            if listed.state is not FileState.REVIEWED:
                self._see(Submitted(listed.path, "", listed.state, listed.reason, receipt.received, receipt.sender))
                seen()
                continue
            task = self._task(number, listed, receipt)
            if task is None:
                seen()
            else:
                yield task

    def _task(self, number: int, listed: ListedFile, receipt: Receipt) -> Task | None:
        """Return what has to be reviewed, ``None`` where the stored review is known or under way."""
        if is_url(listed.source):
            digest = self.ledger.last_digest(listed.path)
            known = self._known(_Key(digest, receipt.received))
            return Task(number, listed.path, listed.source, receipt.received, digest, known=known is not None)
        return self._task_here(number, listed, receipt)

    def _task_here(self, number: int, listed: ListedFile, receipt: Receipt) -> Task | None:
        try:
            digest = sha256(read_source(Path(listed.source))).hexdigest()
        except UnreadableWorkbookError as error:
            task = Task(number, listed.path, listed.source, receipt.received)
            self._enter(task, self.reviewer.rejected(task, error))
            return None
        key = _Key(digest, receipt.received)
        file = Submitted(listed.path, digest, FileState.REVIEWED, "", receipt.received, receipt.sender)
        if key in self._under_way:
            self._copies[key].append(file)
            return None
        known = self._known(key)
        if known is not None:
            self._see(file, known)
            return None
        self._under_way.add(key)
        return Task(number, listed.path, listed.source, receipt.received, digest)

    def _known(self, key: _Key) -> Known | None:
        """Return a stored review that holds; one that failed holds for this run only."""
        known = self.ledger.known(key.digest, self.reviewer.rules, key.received)
        return None if known is None or (known.failure is not None and key not in self._failed) else known

    def _record(self, results: list[Result]) -> None:
        """Keep what was reviewed, and enter the files."""
        found = [(result.task, self._stored_review(result)) for result in results]
        reviewed = [ReviewedFile(task.path, each) for task, each in found if each is not None and each.sha256]
        self.ledger.record(reviewed)
        self.tally.reviewed += len(reviewed)
        for task, stored in found:
            self._enter(task, stored)

    def _stored_review(self, result: Result) -> StoredReview | None:
        return result.stored if result.failure is None else self.reviewer.failed(result.task, result.failure)

    def _enter(self, task: Task, stored: StoredReview | None) -> None:
        """Enter a file that was reviewed, ``None`` where its bytes are known, and the copies that waited for it."""
        digest = task.digest if stored is None else stored.sha256
        expected = _Key(task.digest, task.received)
        if stored is not None and stored.failed:
            self._failed.add(_Key(digest, task.received))
        sender = self.receipts.get(task.path, _NO_RECEIPT).sender
        self._under_way.discard(expected)
        for file in (
            Submitted(task.path, digest, FileState.REVIEWED, "", task.received, sender),
            *self._copies.pop(expected, ()),
        ):
            known = self._known(_Key(file.sha256, file.received))
            self._see(file if known else _without_bytes(file, stored), known)

    def _see(self, file: Submitted, known: Known | None = None) -> None:
        """Enter a file into the list, with the review of it where there is one."""
        if known is None:
            self.tally.see(file)
            self.tally.count(file.state)
            self.ledger.see(file)
            return
        if known.failure is not None:
            file = file._replace(state=FileState.FAILED, reason=known.failure)
            self.tally.see(file)
        self.tally.count(file.state)
        self.ledger.see(file, known.number)


def _without_bytes(file: Submitted, stored: StoredReview | None) -> Submitted:
    """Return a file that has no stored review: one that is too large is done with, any other is for the next run."""
    if stored is None or stored.sha256:
        return file._replace(state=FileState.FAILED, sha256="", reason=_CHANGED)
    reason = reason_in(stored.document)
    final = FILE_TOO_LARGE.code in reason
    return file._replace(state=FileState.REVIEWED if final else FileState.FAILED, sha256="", reason=reason)
