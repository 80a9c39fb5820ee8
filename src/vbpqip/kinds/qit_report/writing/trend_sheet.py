"""The sheet ``Trend``: of each selected measure the quarters, the rolling result and the comparator.

The n-th line and the n-th chart are those of the n-th selected measure; where there is none, both are empty.
"""

from __future__ import annotations

from typing import Any

from vbpqip.core.cells import Location, column_letters
from vbpqip.core.measures import Measure
from vbpqip.kinds.qit_report.form.layout import QUARTERS
from vbpqip.kinds.qit_report.form.sheets import REPORT, TREND
from vbpqip.kinds.qit_report.writing import workings
from vbpqip.kinds.qit_report.writing.builder import ReportBuilder
from vbpqip.workbook.builder import NativeChart, absolute
from vbpqip.workbook.expr import Call, Expr, Ref, Whole, if_
from vbpqip.workbook.form import Place
from vbpqip.workbook.styles import NAVY, FormStyle

_HEAD_ROW = 3
_HIDDEN = 12
"""From where on the numbers of the charts stand, hidden."""

_PLACES = _HIDDEN + 3 * len(QUARTERS) + 1
"""Where it stands, hidden too, with how many places results are shown."""

_PIXELS = (180, 90, 90, 90, 90, 90, 90, 90, 180, 90)
_PRIOR, _RESULT, _OUTCOME, _UNIT, _BETTER = range(1 + len(QUARTERS), 6 + len(QUARTERS))
_HEADINGS = ("Prior result", "Result", "Outcome", "Unit", "Better is")
_INSTRUCTION = (
    "Points are single quarters, whose results stand below them; the solid line is the rolling result of all four "
    "together, the dashed line the prior result. Where events are few, single quarters jump."
)
_NOTHING = f"No measure is selected yet. Each that is selected on the sheet {REPORT} has a line and a chart here."
_CHART_COLUMNS = (0, 2, 5, 8)
_CHART_PIXELS, _CHART_ROWS, _ROW_PIXELS, _GAP = 270, 9, 20, 6
_OCHRE, _TEAL = "#8A4B00", "#00695C"
_SMALL = {"size": 11}
_NO_LINES = {"line": {"none": True}, "major_tick_mark": "none", "minor_tick_mark": "none"}


def write_trend(builder: ReportBuilder) -> None:
    """Write the table, and under it the charts."""
    sheet, measures = builder.sheet(TREND), builder.form_data.measures
    builder.write_head(TREND, "Trend: quarters, rolling result and comparator", Location(TREND, 0, _UNIT))
    builder.show(Location(TREND, 1, 0), if_(Ref("qit_selected") == 0, _NOTHING, _INSTRUCTION), FormStyle.HINT_LINE)
    for column, width in enumerate(_PIXELS):
        sheet.set_column_pixels(column, column, width)
    _write_headings(builder)
    corner = _HEAD_ROW + 2 + len(measures)
    rows = len(measures)
    builder.place(Place("trend_row", "", TREND, _HEAD_ROW + 1, _HIDDEN, rows))
    for nth in range(rows):
        _write_row(builder, nth)
        _add_chart(builder, nth, corner)
    _show_digits(builder, rows)
    first, last = Location(TREND, _HEAD_ROW + 1, 0), Location(TREND, _HEAD_ROW + rows, _BETTER)
    builder.shade((first, last), f'=$A{first.row + 1}<>""', FormStyle.LINED)
    sheet.set_column(_HIDDEN, _PLACES, None, None, {"hidden": True})
    charts = -(-rows // len(_CHART_COLUMNS))
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.print_area(0, 0, corner + charts * _CHART_ROWS - 1, _BETTER)
    sheet.fit_to_pages(1, 1)


def _write_headings(builder: ReportBuilder) -> None:
    builder.write(Location(TREND, _HEAD_ROW, 0), "Measure", FormStyle.HEADING)
    for nth in QUARTERS:
        row = Ref(f"quarter_row_{nth}")
        words = if_(row == 0, f"Quarter {nth}", Call("INDEX", Whole("list_quarters"), Call("MAX", 1, row)))
        builder.show(Location(TREND, _HEAD_ROW, nth), words, FormStyle.HEADING)
    for column, heading in enumerate(_HEADINGS, start=_PRIOR):
        builder.write(Location(TREND, _HEAD_ROW, column), heading, FormStyle.HEADING)


def _write_row(builder: ReportBuilder, nth: int) -> None:
    """Write the line of the n-th selected measure: which row of the table it is, and what is shown of it."""
    measures, row = builder.form_data.measures, _HEAD_ROW + 1 + nth
    which = Ref("trend_row", nth)
    found = Call("IFERROR", Call("MATCH", nth + 1, Whole("selected_so_far"), 0), 0)
    builder.show(Location(TREND, row, _HIDDEN), found, FormStyle.SHOWN)

    def of_measure(words: list[str]) -> Expr:
        return if_(which == 0, "", Call("CHOOSE", Call("MAX", 1, which), *words))

    def of_row(name: str) -> Expr:
        return if_(which == 0, "", Call("INDEX", Whole(name), Call("MAX", 1, which)))

    builder.show(Location(TREND, row, 0), of_measure([_short(each) for each in measures]), FormStyle.OPEN_LINE)
    for quarter in QUARTERS:
        at = Location(TREND, row, quarter)
        builder.show(at, _single(measures, which, quarter), FormStyle.OPEN_RESULT)
    for column, name in ((_PRIOR, "prior_result"), (_RESULT, "result")):
        builder.show(Location(TREND, row, column), of_row(name), FormStyle.OPEN_RESULT)
    builder.show(Location(TREND, row, _OUTCOME), of_row("outcome"), FormStyle.OPEN_STATE)
    builder.show(Location(TREND, row, _PLACES), of_row("places"), FormStyle.SHOWN)
    builder.show(
        Location(TREND, row, _UNIT), of_measure([each.result_unit[:40] for each in measures]), FormStyle.OPEN_LINE
    )
    better = of_measure([each.improvement.value for each in measures])
    builder.show(Location(TREND, row, _BETTER), better, FormStyle.OPEN_STATE)
    builder.place(Place(f"trend_title_{nth}", "", TREND, row, 0))
    _write_points(builder, nth)


def _show_digits(builder: ReportBuilder, rows: int) -> None:
    """Show the two results of a line with as many digits as on the report: where they differ, it is seen."""
    first, last = Location(TREND, _HEAD_ROW + 1, _PRIOR), Location(TREND, _HEAD_ROW + rows, _RESULT)
    for places in range(workings.USUAL_PLACES + 1, workings.MOST_PLACES + 1):
        asked = f"=${column_letters(_PLACES)}{first.row + 1}={places}"
        builder.shade_as((first, last), asked, f"#,##0.{'0' * places}", FormStyle.LINED)


def _short(measure: Measure) -> str:
    return measure.short_title[:60]


def _single(measures: tuple[Measure, ...], which: Ref, quarter: int) -> Expr:
    """Return the rate of a single quarter of the selected measure; nothing where it is not known, or annual."""
    numerator, denominator, result = (
        Call("INDEX", Whole(name), Call("MAX", 1, which))
        for name in (f"numerator_{quarter}", f"denominator_{quarter}", "result")
    )
    per = Call("CHOOSE", Call("MAX", 1, which), *(0 if each.annual else each.per for each in measures))
    rate = if_(Call("AND", per > 0, denominator > 0), numerator * per / denominator, "")
    return if_(which == 0, "", if_(Call("ISNUMBER", result), rate, ""))


def _write_points(builder: ReportBuilder, nth: int) -> None:
    """Write what the chart draws, hidden: what is not known is #N/A, which no chart draws."""
    row = _HEAD_ROW + 1 + nth
    for place, (column, of_quarter) in enumerate(((1, True), (_RESULT, False), (_PRIOR, False))):
        for quarter in QUARTERS:
            source = column + quarter - 1 if of_quarter else column
            name = f"trend_{nth}_{source}"
            builder.place(Place(name, "", TREND, row, source))
            at = Location(TREND, row, _HIDDEN + place * len(QUARTERS) + quarter)
            builder.show(at, if_(Call("ISNUMBER", Ref(name)), Ref(name), Call("NA")), FormStyle.SHOWN)


def _add_chart(builder: ReportBuilder, nth: int, corner: int) -> None:
    chart = _chart(builder, nth)
    down, right = divmod(nth, len(_CHART_COLUMNS))
    chart.set_size({"width": _CHART_PIXELS - _GAP, "height": (_CHART_ROWS - 1) * _ROW_PIXELS - _GAP})
    title = Location(TREND, corner + down * _CHART_ROWS, _CHART_COLUMNS[right])
    builder.show(title, Ref(f"trend_title_{nth}") & "", FormStyle.CHART_TITLE)
    words = (
        f"The selected measure in line {nth + 1} of the table above: single quarters as points, the rolling result of "
        "the four quarters as a solid line, the prior result as a dashed line. The numbers stand in the table."
    )
    builder.sheet(TREND).plot((title.row + 1, title.column), chart, words)


def _chart(builder: ReportBuilder, nth: int) -> NativeChart:
    row = _HEAD_ROW + 1 + nth
    chart = builder.workbook.add_chart({"type": "line"})
    quarters = _across(Location(TREND, row, 1))
    looks: tuple[tuple[str, dict[str, Any]], ...] = (
        (
            "Single quarter",
            {"line": {"none": True}, "marker": {"type": "diamond", "size": 8, "fill": {"color": _TEAL}}},
        ),
        ("Rolling", {"line": {"color": NAVY, "width": 2.25}, "marker": {"type": "none"}}),
        ("Prior", {"line": {"color": _OCHRE, "width": 1.75, "dash_type": "dash"}, "marker": {"type": "none"}}),
    )
    for place, (name, look) in enumerate(looks):
        values = _across(Location(TREND, row, _HIDDEN + 1 + place * len(QUARTERS)))
        chart.add_series({"name": name, "categories": f"={quarters}", "values": f"={values}", **look})
    chart.set_title({"none": True})
    chart.set_x_axis({"text_axis": True, "num_font": _SMALL, "num_format": "#,##0.00", **_NO_LINES})
    chart.set_y_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_hidden_data()
    chart.show_blanks_as("span")
    return chart


def _across(first: Location) -> str:
    last = first._replace(column=first.column + len(QUARTERS) - 1)
    return f"{absolute(first)}:{absolute(last).rpartition('!')[2]}"
