"""The sheet ``Roster``: who was expected in each period, and who came."""

from __future__ import annotations

from datetime import date

from vbpqip.summary.attendance import NEWEST_FIRST, attendance
from vbpqip.summary.builder import Heading, SummaryBuilder
from vbpqip.summary.facts import Facts

_HEADINGS = (
    Heading("Period", 9),
    Heading("{facility}", 34, wrapped=True),
    Heading("{mco}", 22, wrapped=True),
    Heading("State", 20, wrapped=True),
    Heading("Due", 12),
    Heading("First accepted", 14),
    Heading("File", 44, wrapped=True),
)
_ABOUT = "The roster of each period that is looked at, and what became of each pairing."


def write_roster(builder: SummaryBuilder, facts: Facts) -> None:
    """Write the sheet."""
    sheet = builder.add_table("Roster", "Expected and received", _HEADINGS, f"{_ABOUT} {facts.heading.as_of}")
    first = sheet.row - 1
    for row in attendance(facts.store, NEWEST_FIRST):
        days = [date.fromisoformat(day) if day else None for day in (row.due, row.received)]
        sheet.values([row.period, row.facility, row.mco, row.shown, *days, row.path])
    builder.end_table(sheet, len(_HEADINGS), first)
