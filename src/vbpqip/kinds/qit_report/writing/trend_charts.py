"""The charts of the sheet ``Trend``, one for each measure: native ones, that follow the entries.

Points and lines differ in shape, not by colour alone, and every chart says in its alternative text what it plots.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vbpqip.core.cells import Location
from vbpqip.core.measures import Measure
from vbpqip.kinds.qit_report.form.layout import QUARTERS
from vbpqip.kinds.qit_report.form.sheets import TREND
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.formulas import across
from vbpqip.kinds.qit_report.writing.trend_workings import (
    NOT_KNOWN,
    chart_title,
    plotted,
    prior_at,
    rolling_at,
    single_at,
    title_location,
)
from vbpqip.workbook.builder import NativeChart, ShownResult, absolute
from vbpqip.workbook.styles import NAVY

CHART_PIXELS = 300
CHART_COLUMNS = (0, 2, 5, 8)
"""Columns of the sheet at which charts begin, each so many pixels after the one before."""

ROWS_OF_A_CHART = 11
"""Rows of the sheet that a row of charts takes."""

_ROW_PIXELS, _GAP = 20, 6
_OCHRE, _TEAL = "#8A4B00", "#00695C"
_SMALL = {"size": 8}
_BARS = ("Prior result", "Result")


def alternative_text(measure: Measure) -> str:
    """Return what a chart shows, for those who hear it."""
    better = f"{measure.improvement.value.capitalize()} is better. The numbers stand in the table above."
    if measure.annual:
        return f"{measure.short_title} in {measure.unit}: the prior and the present annual result as columns. {better}"
    return (
        f"{measure.short_title}, {measure.result_unit}: single quarters as points, the rolling result of the four "
        f"quarters as a solid line, the prior result as a dashed line. {better}"
    )


def add_chart_of(book: Book, nth: int, corner: Location, table_row: int) -> None:
    """Write the n-th measure's chart in its place of the grid, which begins at a corner; ``table_row`` has headings."""
    measure = book.state.form_data.measures[nth]
    chart = _columns(book, nth, table_row) if measure.annual else _lines(book, nth, table_row)
    title = {"name": f"={absolute(title_location(book, nth))}", "data": [chart_title(book, nth)]}
    chart.set_title({**title, "name_font": {"size": 10, "bold": True}})
    chart.set_x_axis({"num_font": _SMALL})
    chart.set_y_axis({
        "min": 0, "num_font": _SMALL, "num_format": "General", "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
    })  # fmt: skip
    chart.set_chartarea({"border": {"none": True}})
    chart.show_hidden_data()
    chart.show_blanks_as("span")
    down, right = divmod(nth, len(CHART_COLUMNS))
    chart.set_size({"width": CHART_PIXELS - _GAP, "height": ROWS_OF_A_CHART * _ROW_PIXELS - _GAP})
    place = corner.row + down * ROWS_OF_A_CHART, CHART_COLUMNS[right]
    book.sheet(TREND).plot(place, chart, alternative_text(measure))


def _lines(book: Book, nth: int, table_row: int) -> NativeChart:
    chart, shown = book.workbook.add_chart({"type": "line"}), plotted(book, nth)
    quarters = _across(Location(TREND, table_row, 1), len(QUARTERS))
    marker = {"type": "diamond", "size": 8, "fill": {"color": _TEAL}}
    single = {"line": {"none": True}, "marker": marker}
    rolling = {"line": {"color": NAVY, "width": 2.25}, "marker": {"type": "none"}}
    prior = {"line": {"color": _OCHRE, "width": 1.75, "dash_type": "dash"}, "marker": {"type": "none"}}
    for name, first, values, look in (
        ("Prior", prior_at(book, nth), (shown.prior,) * len(QUARTERS), prior),
        ("Rolling", rolling_at(book, nth), (shown.rolling,) * len(QUARTERS), rolling),
        ("Single quarter", single_at(book, nth), shown.single, single),
    ):
        chart.add_series(_series(name, quarters, first, values) | look)
    chart.set_legend({"position": "bottom", "font": _SMALL})
    return chart


def _columns(book: Book, nth: int, table_row: int) -> NativeChart:
    chart, shown = book.workbook.add_chart({"type": "column"}), plotted(book, nth)
    first = Location(TREND, table_row + 1 + nth, 1 + len(QUARTERS))
    headings = _across(first._replace(row=table_row), len(_BARS))
    look: dict[str, Any] = {
        "gap": 120,
        "points": [{"fill": {"color": _OCHRE}}, {"fill": {"color": NAVY}}],
        "data_labels": {"value": True, "num_format": "#,##0.0#;;", "font": _SMALL},
    }
    chart.add_series(_series("Annual result", headings, first, (shown.prior, shown.rolling)) | look)
    chart.set_legend({"none": True})
    return chart


def _series(name: str, categories: str, first: Location, values: Sequence[ShownResult]) -> dict[str, Any]:
    stored = [None if value == NOT_KNOWN else value for value in values]
    return {
        "name": name,
        "categories": f"={categories}",
        "values": f"={_across(first, len(values))}",
        "values_data": stored,
    }


def _across(first: Location, cells: int) -> str:
    """Return the address of neighbouring cells of a row."""
    return across([absolute(first), absolute(first._replace(column=first.column + cells - 1))])
