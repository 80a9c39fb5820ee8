"""The sheet ``Reports``: one row a file, skipped and failed ones too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from vbpqip.summary.builder import Heading, Sheet, SheetValue, SummaryBuilder
from vbpqip.summary.columns import tables
from vbpqip.summary.rows import TableLine
from vbpqip.summary.words import VERDICTS

_HEADINGS = (
    Heading("File", 38, wrapped=True),
    Heading("State", 9),
    Heading("Status", 11),
    Heading("Standing", 12),
    Heading("Verdict", 18),
    Heading("{facility}", 34, wrapped=True),
    Heading("{mco}", 22, wrapped=True),
    Heading("Period", 9),
    Heading("Achieved", 9),
    Heading("Credits", 8),
    Heading("Selected", 9),
    Heading("Share", 8),
    Heading("Errors", 7),
    Heading("Warnings", 9),
    Heading("Notes", 7),
    Heading("Waived", 8),
    Heading("Received", 11),
    Heading("Due", 11),
    Heading("Late", 6),
    Heading("Sender", 16, wrapped=True),
    Heading("Why", 60, wrapped=True),
)
_AS_THEY_ARE = ("facility", "mco", "period", "achieved", "credits", "selected")


class ReportsSheet:
    """The sheet while the files come."""

    def __init__(self, builder: SummaryBuilder) -> None:
        self._builder = builder
        about = "One row a file. The findings on each stand in findings.csv, what was calculated in measures.csv."
        self._sheet: Sheet = builder.add_table("Reports", "Reports", _HEADINGS, about)
        self._first = self._sheet.row - 1
        self._names = [column.name for column in tables()[0].columns]

    def add(self, lines: Iterable[TableLine]) -> None:
        """Write the rows of some files, by their lines of ``results``."""
        for line in lines:
            self._sheet.values(_row(dict(zip(self._names, line, strict=True))))

    def end(self) -> None:
        """Put a filter on what was written."""
        self._builder.end_table(self._sheet, len(_HEADINGS), self._first)


def _row(values: Mapping[str, Any]) -> list[SheetValue]:
    return [
        *(values[name] for name in ("path", "state", "status", "standing")),
        VERDICTS[values["verdict"]] if values["verdict"] else None,
        *(values[name] for name in _AS_THEY_ARE),
        float(Fraction(values["share"])) if values["share"] else None,
        *(values[name] for name in ("errors", "warnings", "notes", "waived")),
        *(date.fromisoformat(values[name]) if values[name] else None for name in ("received", "due")),
        "late" if values["late"] else None,
        values["sender"],
        values["reason"] or values["because"],
    ]
