"""Feedback on each report of a folder: made where there is none yet, and anew where what it says has changed.

It is made in the same bounded workers as the reviews, one file at a time, of the report and of what other reports
say of it. That on reports which are not in the folder any more is removed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath

from vbpqip.batch.pool import Workers, review_in_pool
from vbpqip.batch.reviewer import Task, fetched
from vbpqip.batch.stale_feedback import (
    Removed,
    digests_of,
    forget_feedback,
    remove_stale_feedback,
    remove_unchanged,
    without_feedback,
)
from vbpqip.batch.store import Store, opened_beside_a_run
from vbpqip.checking.options import ReviewOptions
from vbpqip.core.findings import Finding, Severity, Waiver
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.names import within
from vbpqip.core.results import OpenRule, Verdict
from vbpqip.core.reviews import Review
from vbpqip.kinds.assessed import with_findings
from vbpqip.kinds.kind import AnyKind
from vbpqip.kinds.registry import diagnostic_of, known, only
from vbpqip.output.atomic_files import write_together
from vbpqip.program.program import Program
from vbpqip.rendering.feedback import LONGEST_NAME, feedback_files
from vbpqip.reviewing import read_and_review

FEEDBACK_FOLDER = "feedback"
"""Where the files are written, in the folder of results; below it, they lie as the reports do."""

_ROWS_AT_ONCE = 200


class Answered(NamedTuple):
    """How many reports got feedback now, which could get none, and what was removed."""

    made: int
    failed: tuple[str, ...]
    removed: Removed


class Answerer(NamedTuple):
    """Who writes the feedback on a report: the program's numbers, the folder of results, and what is attached.

    ``fix_by`` is the day by which it asks for what is to be fixed. Kinds go with it, as with who reviews.
    """

    program: Program
    out: Path
    attach_page: bool = False
    fix_by: date | None = None
    kinds: tuple[AnyKind, ...] = ()

    def answer(self, task: Task) -> None:
        """Write the three files on a report; on one whose bytes have changed since, the next run does."""
        content = fetched(task.source)
        if sha256(content).hexdigest() != task.digest:
            return
        received = date.fromisoformat(task.received) if task.received else None
        options = ReviewOptions(received=received, in_folder=True)
        place = self.out / FEEDBACK_FOLDER / feedback_place(task.path)
        with only(self.kinds or known()):
            reviewed = read_and_review(content, self.program, name=task.path, options=options)
            review = _with_open_rules(self.out, task.path, reviewed.review)
            late = _cross_report_findings(self.out, task.path, review, self.program)
            values = reviewed._replace(review=with_findings(review, late), fix_by=self.fix_by)
            files = feedback_files(values, place.name, attach_page=self.attach_page)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_together((place.parent / name, content) for name, content in files.items())


def answer_all(store: Store, answerer: Answerer, workers: Workers) -> Answered:
    """Write feedback on each report of a run that has none, or one that was made of something else."""
    folder = answerer.out / FEEDBACK_FOLDER
    stale = {path: folder / feedback_place(path) for (path,) in list(store.rows("stale_feedback"))}
    removed = remove_stale_feedback(store, stale, folder)
    made_of: dict[int, tuple[str, str]] = {}
    made, failed = 0, []
    tasks = _tasks(store, answerer, made_of)
    for results in review_in_pool(tasks, answerer.answer, workers):
        for result in results:
            path, source = made_of.pop(result.task.number)
            if result.failure is None:
                _keep(store, path, source, digests_of(folder / feedback_place(path)))
                made += 1
            else:
                removed = removed._replace(kept=(*removed.kept, *_withdraw(store, path, folder)))
                failed.append(path)
    return Answered(made, tuple(failed), removed)


def _keep(store: Store, path: str, made_of: str, written: str) -> None:
    """Keep what the feedback on a file was made of and is known by, in place of what was kept before."""
    with store.together():
        seal = without_feedback(store, path)
        store.run("keep_feedback", (path, made_of, written))
        store.note_seal("every_feedback", seal.plus((path, made_of, written)))


def _withdraw(store: Store, path: str, folder: Path) -> list[Path]:
    """Remove the feedback on a file, which says no longer what is to be said of it, and return what of it stays."""
    before = store.row("feedback_on", (path,))
    forget_feedback(store, path)
    return [] if before is None else remove_unchanged(folder / feedback_place(path), before[-1], folder)


def feedback_place(path: str) -> PurePosixPath:
    """Return where the feedback on a file lies below its folder, before its endings; it never leaves it.

    >>> str(feedback_place("Fidelis/../a.xlsx"))
    'Fidelis/_/a.xlsx.feedback'
    """
    *folders, name = [part if part.strip(".") else "_" for part in PurePosixPath(path.lstrip("/")).parts]
    return PurePosixPath(*folders, f"{within(name, LONGEST_NAME)}.feedback")


def _tasks(store: Store, answerer: Answerer, made_of: dict[int, tuple[str, str]]) -> Iterator[Task]:
    """Yield the reports to write feedback on, and note what each is made of."""
    last = 0
    while rows := list(store.rows("to_answer_after", (last, _ROWS_AT_ONCE))):
        for number, path, source, digest, received, rules, before, *across in rows:
            asked = [answerer.attach_page, str(answerer.fix_by)]
            now = sha256(json.dumps([digest, received, rules, *across, *asked]).encode()).hexdigest()
            page = answerer.out / FEEDBACK_FOLDER / f"{feedback_place(path)}.html"
            if now != before or not page.exists():
                made_of[number] = (path, now)
                yield Task(number, path, os.fsdecode(source), received, digest)
        last = rows[-1][0]


def _with_open_rules(out: Path, path: str, review: Review) -> Review:
    """Return the review of a report with the open rules that other reports show."""
    with opened_beside_a_run(out) as store:
        rules = [
            OpenRule(rule, title, value, Verdict(verdict))
            for rule, title, value, verdict in store.rows("open_rules", (path,))
        ]
    if review.of_qit is None or not rules:
        return review
    return review._replace(assessment=review.of_qit._replace(open_rules=(*review.open_rules, *rules)))


def _cross_report_findings(out: Path, path: str, review: Review, program: Program) -> Iterator[Finding]:
    """Yield what other reports say of one."""
    with opened_beside_a_run(out) as store:
        rows = list(store.rows("cross_report_findings", (path,)))
    for code, severity, message, found, expected, waived in rows:
        diagnostic = diagnostic_of(code, program)
        overridden = None if severity == diagnostic.severity else Severity(severity)
        waiver = _waiver(code, review, waived) if waived else None
        yield Finding(diagnostic, None, message, found, expected, overridden, waiver)


def _waiver(code: str, review: Review, waived: str) -> Waiver:
    values = json.loads(waived)
    assert review.period is not None  # noqa: S101 -- a waiver is of a period
    until = date.fromisoformat(values["until"])
    return Waiver(code, review.facility, review.period, values["approver"], values["reason"], until)
