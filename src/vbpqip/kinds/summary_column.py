"""A column that a kind of report has in a summary."""

from __future__ import annotations

from vbpqip.core.named_tuples import NamedTuple


class SummaryColumn(NamedTuple):
    """A column that a kind has in a summary's table of reports: its name, what it says, and where a review has it.

    ``path`` leads through the keys of the review's JSON document.
    """

    name: str
    description: str
    path: tuple[str, ...]
