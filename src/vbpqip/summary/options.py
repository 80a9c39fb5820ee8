"""What a summary is given of the run that it sums up, beside what the ledger keeps."""

from __future__ import annotations

from datetime import date

from vbpqip.core.named_tuples import NamedTuple


class SummaryOptions(NamedTuple):
    """The name of the folder, empty where it is not known, and what is done about feedback.

    ``has_feedback`` says that each report has its feedback beside the summary, ``fix_by`` by when it asks for what is
    to be fixed.
    """

    folder: str = ""
    has_feedback: bool = False
    fix_by: date | None = None


NOTHING_GIVEN = SummaryOptions()
