"""The sheet ``Matrix``: pairing by period, what each report came to."""

from __future__ import annotations

from collections.abc import Sequence

from vbpqip.batch.store import Store
from vbpqip.summary.attendance import verdict_matrix
from vbpqip.summary.builder import Heading, SummaryBuilder

_ABOUT = (
    "The verdict of the report that counts. Where there is none: rejected (something came, nothing was accepted), "
    "missing, due, not due yet, ambiguous, or blank (not on the roster of the period, and nothing came)."
)
_MOST_ON_A_PAGE = 7
"""Periods that can be read beside one another on paper."""


def write_matrix(builder: SummaryBuilder, store: Store, periods: Sequence[str]) -> None:
    """Write the sheet."""
    headings = [Heading("{facility}", 34), Heading("{mco}", 22), *(Heading(period, 20) for period in periods)]
    sheet = builder.add_table("Matrix", "Facilities by period", headings, _ABOUT)
    sheet.sheet.repeat_columns(0, 1)
    sheet.sheet.fit_to_pages(1 + len(periods) // _MOST_ON_A_PAGE, 0)
    first = sheet.row - 1
    for row in verdict_matrix(store):
        shown = [row.periods[period].outcome if period in row.periods else None for period in periods]
        sheet.values([row.facility, row.mco, *shown])
    builder.end_table(sheet, len(headings), first)
