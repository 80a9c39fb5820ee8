"""The sheet ``To do``: what somebody has to do today, a row each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vbpqip.summary.builder import Heading, SummaryBuilder
from vbpqip.summary.to_do import ToDo

_HEADINGS = (
    Heading("What to do", 20, wrapped=True),
    Heading("Who", 26, wrapped=True),
    Heading("{mco}", 13, wrapped=True),
    Heading("Period", 12, wrapped=True),
    Heading("Why", 39, wrapped=True),
    Heading("Due", 11),
    Heading("By", 11),
    Heading("File", 24, wrapped=True),
)
_ABOUT = "The most urgent first. 'Due' is the day on which the report is due, 'By' the one that feedback names."


def write_to_do(builder: SummaryBuilder, every: Iterable[ToDo]) -> None:
    """Write the sheet."""
    sheet = builder.add_table("To do", "What to do today", _HEADINGS, _ABOUT)
    first = sheet.row - 1
    for kind in every:
        for each in kind.actions:
            days = [date.fromisoformat(day) if day else None for day in (each.due, each.by)]
            sheet.values([kind.title, each.who, each.mco, each.period, each.why, *days, each.path])
    builder.end_table(sheet, len(_HEADINGS), first)
