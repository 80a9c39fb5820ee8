"""New York VBP QIP: read, check and score a facility's QIT performance report.

>>> import vbpqip
>>> review = vbpqip.review("report.xlsx")  # doctest: +SKIP
>>> review.qit.verdict  # doctest: +SKIP
<Verdict.MET: 'met'>
>>> review.to_frame()  # doctest: +SKIP
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, whose import takes longer than all of this
if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from vbpqip.core.errors import ProgramDataError, UnreadableWorkbookError, VbpQipError
    from vbpqip.core.findings import Finding, Severity
    from vbpqip.core.results import MeasureResult, Outcome, QitResult, Reason, Verdict
    from vbpqip.core.reviews import Review, Status
    from vbpqip.core.version import __version__

__all__ = [
    "Finding",
    "MeasureResult",
    "Outcome",
    "ProgramDataError",
    "QitResult",
    "Reason",
    "Review",
    "Severity",
    "Status",
    "UnreadableWorkbookError",
    "VbpQipError",
    "Verdict",
    "__version__",
    "review",
]

_DEFINED_IN = {
    "errors": ("ProgramDataError", "UnreadableWorkbookError", "VbpQipError"),
    "findings": ("Finding", "Severity"),
    "results": ("MeasureResult", "Outcome", "QitResult", "Reason", "Verdict"),
    "reviews": ("Review", "Status"),
    "version": ("__version__",),
}


def review(  # noqa: PLR0913 -- one an option of the command
    workbook: str | Path | bytes,
    *,
    name: str | None = None,
    terms: str | Path | None = None,
    previous: str | Path | bytes | None = None,
    baseline: str | Path | bytes | None = None,
    received: date | None = None,
) -> Review:
    """Read, check and score one completed QIT report.

    Args:
        workbook: A path, or the bytes of the file.
        name: What the result calls the workbook; by default the file's name.
        terms: A TOML file with a pairing's own numbers, which replace the program's.
        previous: The facility's report of the quarter before, to compare with.
        baseline: The facility's report of the baseline, DY2 Q4, where results are compared with it.
        received: The day on which the report was received; says whether it is late, and what is still pending.

    Returns:
        The review. A file that cannot be opened gives one too, with ``Status.UNREADABLE``.

    Raises:
        ProgramDataError: The terms file is wrong.
    """
    from pathlib import Path

    from vbpqip.kinds.registry import wrong_codes
    from vbpqip.program.loading import program_under
    from vbpqip.reviewing import review_options_of, review_workbook

    source = workbook if isinstance(workbook, bytes) else Path(workbook)
    before, first = (each if isinstance(each, bytes) or each is None else Path(each) for each in (previous, baseline))
    program = program_under(None if terms is None else Path(terms), wrong_codes)
    known = review_options_of(previous=before, baseline=first, received=received)
    return review_workbook(source, program, name=name, options=known)


def __getattr__(name: str) -> object:
    """Return a public name out of the module that defines it: the command sets up its signals before it imports any."""
    from importlib import import_module

    for module, names in _DEFINED_IN.items():
        if name in names:
            found: object = getattr(import_module(f"vbpqip.core.{module}"), name)
            return found
    raise AttributeError(f"module 'vbpqip' has no attribute {name!r}")
