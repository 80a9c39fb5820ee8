"""A run on a Ray cluster of two workers on this machine, one of which is killed midway."""

from __future__ import annotations

from pathlib import Path

from support.clusters import WITH_RAY, importable_by_workers
from support.engines import run_with
from support.load import Inbox
from support.reviewers import KilledOnce
from support.runs import kept_in, rows, told_of
from vbpqip.batch.cluster import LOCAL, review_on_cluster
from vbpqip.batch.pool import Workers
from vbpqip.batch.rules import reviewer_under
from vbpqip.batch.run import RunOptions
from vbpqip.batch.verifying import verify
from vbpqip.batch.workers import Bounds

pytestmark = WITH_RAY


def test_nothing_is_lost_and_nothing_reviewed_twice(inbox: Inbox, tmp_path: Path) -> None:
    reviewer = reviewer_under(inbox.terms)
    accepted = sorted(path for path, told in inbox.truth.files.items() if told.status == "accepted")
    review = KilledOnce(reviewer.reviewed, accepted[len(accepted) // 2], tmp_path / "note")
    workers, asked = Workers(2, Bounds(seconds=20)), RunOptions([str(inbox.reports)], tmp_path / "out")

    with importable_by_workers():
        run_with(asked, reviewer, lambda tasks: review_on_cluster(tasks, review, workers, LOCAL))

    assert (tmp_path / "note").exists()
    assert kept_in(tmp_path / "out") == told_of(inbox.truth, dated=False)
    assert rows(tmp_path / "out", "SELECT path FROM history GROUP BY sha256 HAVING count(*) > 1") == []
    assert verify(tmp_path / "out").broken is None
