"""The sheet ``Matrix``: pairing by period, what each report came to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from vbpqip.batch.store import Store
from vbpqip.core.parties import normalized_name
from vbpqip.summary.attendance import BY_PAIRING, Attended, attendance
from vbpqip.summary.builder import Heading, SummaryBuilder

_ABOUT = (
    "The verdict of the report that counts. Where there is none: rejected (something came, nothing was accepted), "
    "missing, ambiguous, or blank (not on the roster of the period, and nothing came)."
)
_MOST_ON_A_PAGE = 7
"""Periods that can be read beside one another on paper."""


def write_matrix(book: SummaryBuilder, store: Store, periods: Sequence[str]) -> None:
    """Write the sheet."""
    headings = [Heading("{facility}", 34), Heading("{mco}", 22), *(Heading(period, 20) for period in periods)]
    sheet = book.add_table("Matrix", "Facilities by period", headings, _ABOUT)
    sheet.sheet.repeat_columns(0, 1)
    sheet.sheet.fit_to_pages(1 + len(periods) // _MOST_ON_A_PAGE, 0)
    first = sheet.row - 1
    for _, rows in groupby(attendance(store, BY_PAIRING), key=_pairing):
        attended = list(rows)
        by_period = {each.period: each.outcome for each in attended}
        shown = [by_period.get(period) for period in periods]
        sheet.values([attended[0].facility, attended[0].mco, *shown])
    book.end_table(sheet, len(headings), first)


def _pairing(row: Attended) -> tuple[str, str]:
    return normalized_name(row.facility), normalized_name(row.mco)
