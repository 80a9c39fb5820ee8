"""Reviews of entries that are at hand, without a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from vbpqip.checking.options import ReviewOptions
from vbpqip.core.reviews import Review
from vbpqip.kinds.assessed import NOTHING_KNOWN, review_of
from vbpqip.kinds.qit_report import QIT_REPORT
from vbpqip.kinds.qit_report.form.layout import MEASURES
from vbpqip.kinds.qit_report.model import Submission, as_submission
from vbpqip.kinds.qit_report.read import FORMS
from vbpqip.program.program import Program
from vbpqip.workbook.form_entries import Row
from vbpqip.workbook.held import best_form
from vbpqip.workbook.opened import Searchable
from vbpqip.workbook.read import read_entries


def review_submission(submission: Submission, program: Program, *, options: ReviewOptions = NOTHING_KNOWN) -> Review:
    """Check and score the entries of a QIT report."""
    return review_of(QIT_REPORT.context(submission, program, options), submission, QIT_REPORT)


def read_submission(workbook: Searchable, *, starts_1904: bool) -> Submission:
    """Find and parse every entry of a QIT report in what stands on some sheets."""
    return as_submission(read_entries(best_form(FORMS, workbook), workbook, starts_1904=starts_1904), workbook)


def with_assessment(review: Review, **changed: Any) -> Review:  # noqa: ANN401 -- as a named tuple takes them
    """Return the review of a QIT report with something else calculated."""
    assert review.of_qit is not None

    return review._replace(assessment=review.of_qit._replace(**changed))


def with_measures(submission: Submission, change: Callable[[Row], Iterable[Row]]) -> Submission:
    """Return a submission each row of whose measures is replaced by what a change makes of it."""
    tables = submission.entries.tables
    rows = tuple(new for row in tables[MEASURES.name] for new in change(row))
    return as_submission(submission.entries._replace(tables={**tables, MEASURES.name: rows}))


def with_entries(submission: Submission, **changes: Any) -> Submission:  # noqa: ANN401 -- each of its own type
    """Return a submission of which something else was read beside its entries."""
    return submission._replace(entries=submission.entries._replace(**changes))
