"""The sheet ``Findings``: by code, the most frequent ones as a chart."""

from __future__ import annotations

from vbpqip.summary.builder import Heading, SummaryBuilder
from vbpqip.summary.charts import add_bars
from vbpqip.summary.facts import Facts
from vbpqip.summary.findings_table import most_frequent

_HEADINGS = (
    Heading("Code", 9),
    Heading("Finding", 32),
    Heading("Findings", 10),
    Heading("Files", 9),
    Heading("Errors", 9),
    Heading("Warnings", 10),
    Heading("Notes", 9),
    Heading("Waived", 9),
    Heading("What is wrong", 48, wrapped=True),
    Heading("What to do", 60, wrapped=True),
)
_ABOUT = "The most frequent first, notes last; each one stands in findings.csv. 'vbpqip explain CODE' says more on it."
_MOST_PLOTTED = 10


def write_findings(builder: SummaryBuilder, facts: Facts) -> None:
    """Write the sheet."""
    sheet = builder.add_table("Findings", "Findings by code", _HEADINGS, _ABOUT)
    first = sheet.row - 1
    found = most_frequent(facts)
    for each in found:
        diagnostic = each.diagnostic
        counts = (each.findings, each.files, each.errors, each.warnings, each.notes, each.waived)
        sheet.values([diagnostic.code, diagnostic.name, *counts, diagnostic.issue, diagnostic.for_reviewer])
    builder.end_table(sheet, len(_HEADINGS), first)
    if found:
        sheet.gap()
        rows = (first + 1, first + min(len(found), _MOST_PLOTTED))
        add_bars(builder, sheet, "The most frequent findings", rows)
