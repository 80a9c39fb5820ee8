"""Native charts of the summary workbook; series differ in pattern, not by colour alone, and each has words for it."""

from __future__ import annotations

from typing import Any

from vbpqip.core.results import Outcome, Verdict
from vbpqip.summary.builder import Sheet, SummaryBuilder
from vbpqip.summary.words import OUTCOMES, VERDICTS
from vbpqip.workbook.builder import NativeChart
from vbpqip.workbook.styles import INK

_GREEN, _LIGHT_GREEN, _RED, _AMBER, _GREY = "#0B4A1E", "#4C8C5E", "#7A0010", "#8A5A00", "#6E6E6E"
_PATTERNS: dict[str, tuple[str, str]] = {
    Verdict.MET: ("solid", _GREEN),
    Verdict.NOT_MET: ("wide_upward_diagonal", _RED),
    Verdict.BASELINE: ("percent_20", _GREY),
    Verdict.NOT_DETERMINED: ("horizontal_brick", _AMBER),
    Outcome.IMPROVED: ("solid", _GREEN),
    Outcome.MAINTAINED: ("percent_50", _LIGHT_GREEN),
    Outcome.WORSENED: ("wide_upward_diagonal", _RED),
    Outcome.NO_RESULT: ("horizontal_brick", _AMBER),
    Outcome.BASELINE: ("percent_20", _GREY),
}
_SIZE = {"width": 640, "height": 300}
_HIGH = {"width": 640, "height": 420}
"""Room for as many bars as there are measures."""

_ROWS = 16
"""Rows of a sheet that a chart covers."""


def _series(sheet: Sheet, column: int, rows: tuple[int, int], look: tuple[str, str]) -> dict[str, Any]:
    """Return a column of numbers as a series; ``rows`` are that of the headings and the last."""
    heading, last = rows
    name = sheet.sheet.name
    pattern, colour = look
    fill: dict[str, Any] = {"fill": {"color": colour}}
    if pattern != "solid":
        fill = {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": "#FFFFFF"}}
    return {
        "name": [name, heading, column],
        "categories": [name, heading + 1, 0, last, 0],
        "values": [name, heading + 1, column, last, column],
        "border": {"color": colour},
        **fill,
    }


def _insert(sheet: Sheet, chart: NativeChart, title: str, place: tuple[int, int]) -> None:
    chart.set_title({"name": title, "name_font": {"size": 11, "bold": True, "color": INK}})
    sheet.sheet.plot(place, chart, f"{title}. The numbers stand in the table of this sheet.")


def add_columns(builder: SummaryBuilder, sheet: Sheet, title: str, rows: tuple[int, int]) -> None:
    """Plot the verdicts of each period under their table, as stacked columns."""
    chart = builder.workbook.add_chart({"type": "column", "subtype": "stacked"})
    chart.set_size(_SIZE)
    for column, verdict in enumerate(VERDICTS, start=1):
        chart.add_series(_series(sheet, column, rows, _PATTERNS[verdict]))
    chart.set_y_axis(
        {"name": "reports", "num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#D0D0D0"}}}
    )
    chart.set_legend({"position": "bottom"})
    _insert(sheet, chart, title, (sheet.row, 0))
    sheet.row += _ROWS


def add_stacks(builder: SummaryBuilder, sheet: Sheet, title: str, rows: tuple[int, int]) -> None:
    """Plot the outcomes of each measure under their table, as stacked bars."""
    chart = builder.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    chart.set_size(_HIGH)
    for column, outcome in enumerate(OUTCOMES, start=3):
        chart.add_series(_series(sheet, column, rows, _PATTERNS[outcome]))
    chart.set_x_axis({"name": "facilities", "num_format": "0"})
    chart.set_y_axis({"reverse": True, "crossing": "max"})
    chart.set_legend({"position": "bottom"})
    _insert(sheet, chart, title, (sheet.row, 0))


def add_bars(builder: SummaryBuilder, sheet: Sheet, title: str, rows: tuple[int, int]) -> None:
    """Plot findings by code under their table, as bars."""
    first, last = rows
    chart = builder.workbook.add_chart({"type": "bar"})
    chart.set_size(_HIGH)
    chart.add_series(_series(sheet, 2, (first - 1, last), ("solid", _GREY)))
    chart.set_x_axis({"name": "findings", "num_format": "0"})
    chart.set_y_axis({"reverse": True, "crossing": "max"})
    chart.set_legend({"none": True})
    _insert(sheet, chart, title, (sheet.row, 0))
