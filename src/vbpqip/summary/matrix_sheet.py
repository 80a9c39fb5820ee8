"""The sheet ``Matrix``: pairing by period, what each report came to."""

from __future__ import annotations

from itertools import groupby

from vbpqip.domain.parties import folded_name
from vbpqip.summary.attendance import BY_PAIRING, Attended, attendance
from vbpqip.summary.book import Heading, SummaryBook
from vbpqip.summary.facts import Facts

_ABOUT = (
    "The verdict of the report that counts. Where there is none: rejected (something came, nothing was accepted), "
    "missing, ambiguous, or blank (not on the roster of the period, and nothing came)."
)


def write_matrix(book: SummaryBook, facts: Facts) -> None:
    """Write the sheet."""
    headings = [Heading("Facility", 34), Heading("MCO", 22), *(Heading(period, 24) for period in facts.periods)]
    sheet = book.add_table("Matrix", "Facilities by period", headings, _ABOUT)
    first = sheet.row - 1
    for _, rows in groupby(attendance(facts.connection, BY_PAIRING), key=_pairing):
        attended = list(rows)
        by_period = {each.period: each.came_to for each in attended}
        shown = [by_period.get(period) for period in facts.periods]
        sheet.values([attended[0].facility, attended[0].mco, *shown])
    book.end_table(sheet, len(headings), first)


def _pairing(row: Attended) -> tuple[str, str]:
    return folded_name(row.facility), folded_name(row.mco)
