"""New York VBP QIP: read, check and score a facility's QIT performance report.

>>> import vbpqip
>>> review = vbpqip.review("report.xlsx")  # doctest: +SKIP
>>> review.qit.verdict  # doctest: +SKIP
<Verdict.MET: 'met'>
>>> review.to_frame()  # doctest: +SKIP
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vbpqip.domain.errors import ProgramDataError, UnreadableWorkbookError, VbpQipError
from vbpqip.domain.findings import Finding, Severity
from vbpqip.domain.results import MeasureResult, Outcome, QitResult, Verdict
from vbpqip.domain.reviews import Review, Status

__all__ = [
    "Finding",
    "MeasureResult",
    "Outcome",
    "ProgramDataError",
    "QitResult",
    "Review",
    "Severity",
    "Status",
    "UnreadableWorkbookError",
    "VbpQipError",
    "Verdict",
    "__version__",
    "review",
]

__version__ = "0.1.0"


def review(
    workbook: str | Path | bytes,
    *,
    name: str | None = None,
    terms: str | Path | None = None,
    previous: str | Path | bytes | None = None,
    received: date | None = None,
) -> Review:
    """Read, check and score one completed QIT report.

    Args:
        workbook: A path, or the bytes of the file.
        name: What the result calls the workbook; by default the file's name.
        terms: A TOML file with a pairing's own numbers, laid over the program's.
        previous: The facility's report of the quarter before, to compare with.
        received: The day on which the report was received; says whether it is late, and what is still pending.

    Returns:
        The review. A file that cannot be opened gives one too, with ``Status.UNREADABLE``.

    Raises:
        ProgramDataError: The terms file is wrong.
    """
    from vbpqip.checks.grading import wrong_codes
    from vbpqip.program.loading import program_under
    from vbpqip.reviewing import circumstances_of, review_workbook

    source = workbook if isinstance(workbook, bytes) else Path(workbook)
    before = previous if isinstance(previous, bytes) or previous is None else Path(previous)
    program = program_under(None if terms is None else Path(terms), wrong_codes)
    known = circumstances_of(program, previous=before, received=received)
    return review_workbook(source, program, name=name, circumstances=known)
