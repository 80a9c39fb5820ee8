"""The sheet ``Trend``: each measure's single quarters, rolling result and comparator, in numbers and as a chart.

Neighbouring rolling results share three quarters, so no rule of control charts is applied to them.
"""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.core.measures import Measure
from vbpqip.core.wrapping import height_of
from vbpqip.kinds.qit_report.form.layout import QUARTERS, measure_columns
from vbpqip.kinds.qit_report.form.sheets import TREND
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.banner import write_head
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import CheckLine
from vbpqip.kinds.qit_report.writing.measure_table import shown_outcome
from vbpqip.kinds.qit_report.writing.trend_charts import CHART_COLUMNS, ROWS_OF_A_CHART, add_chart_of
from vbpqip.kinds.qit_report.writing.trend_workings import NOT_KNOWN, plotted, single_at
from vbpqip.workbook.builder import ShownResult, absolute
from vbpqip.workbook.styles import FormStyle

_HEADING_ROW = 4
_PIXELS_OF_A_DIGIT = 7
_PRIOR, _RESULT, _OUTCOME, _UNIT, _BETTER = range(1 + len(QUARTERS), 6 + len(QUARTERS))
_PIXELS = (200, 100, 100, 100, 100, 100, 100, 100, 200, 100)
"""Widths of the columns; those that a chart stands on are as wide as a chart."""

_HEADINGS = ("Prior result", "Result", "Outcome", "Unit", "Better is")
_INSTRUCTION = (
    "Points are single quarters; the solid line is the rolling result of all four together, the dashed line the prior "
    "result. Where events are few, single quarters jump."
)


def write_trend(book: Book, lines: list[CheckLine]) -> None:
    """Write the table, and under it a chart for each measure; all of it is printed on one page."""
    sheet, measures = book.sheet(TREND), book.state.form_data.measures
    write_head(book, TREND, "Trend: quarters, rolling result and comparator", lines)
    book.write(Location(TREND, 2, 0), _INSTRUCTION, FormStyle.LABEL)
    for column, width in enumerate(_PIXELS):
        sheet.set_column_pixels(column, column, width)
    _write_headings(book)
    corner = Location(TREND, _HEADING_ROW + len(measures) + 2, 0)
    for nth, measure in enumerate(measures):
        _write_row(book, nth, measure)
        add_chart_of(book, nth, corner, _HEADING_ROW)
    rows = -(-len(measures) // len(CHART_COLUMNS))
    sheet.print_area(0, 0, corner.row + rows * ROWS_OF_A_CHART - 1, _BETTER)
    sheet.fit_to_pages(1, 1)


def _write_headings(book: Book) -> None:
    book.write(Location(TREND, _HEADING_ROW, 0), "Measure", FormStyle.HEADING)
    for nth in QUARTERS:
        row, ordinal = f"quarter_row_{nth}", formulas.text(f"Quarter {nth}")
        at = Location(TREND, _HEADING_ROW, nth)
        book.live(
            at, f"IF({row}=0,{ordinal},INDEX(list_quarters,MAX(1,{row})))", _quarter(book, nth), FormStyle.HEADING
        )
    for column, heading in enumerate(_HEADINGS, start=_PRIOR):
        book.write(Location(TREND, _HEADING_ROW, column), heading, FormStyle.HEADING)


def _quarter(book: Book, nth: int) -> str:
    quarter = book.state.form_data.program.years.parse(book.state.submission.quarters[nth - 1].text)
    return str(quarter) if quarter in book.state.form_data.program.quarters else f"Quarter {nth}"


def _write_row(book: Book, nth: int, measure: Measure) -> None:
    row = _HEADING_ROW + 1 + nth
    words = {0: measure.short_title, _UNIT: measure.result_unit, _BETTER: measure.improvement.value}
    book.sheet(TREND).set_row(
        row, height_of((text, _PIXELS[column] / _PIXELS_OF_A_DIGIT) for column, text in words.items())
    )
    for column, text in words.items():
        book.write(Location(TREND, row, column), text, FormStyle.FIXED)
    for nth_quarter in QUARTERS:
        _write_quarter(book, nth, nth_quarter, Location(TREND, row, nth_quarter))
    look = FormStyle.ANNUAL_RESULT if measure.annual else FormStyle.RESULT
    columns, shown = measure_columns(len(book.state.form_data.measures)), plotted(book, nth)
    for column, name, value in ((_PRIOR, "prior_result", shown.prior), (_RESULT, "result", shown.rolling)):
        book.live(Location(TREND, row, column), absolute(columns[name].at(nth)), _blank(value), look)
    result = next((each for each in book.state.review.measures if each.measure.key == measure.key), None)
    outcome = absolute(columns["outcome"].at(nth))
    book.live(Location(TREND, row, _OUTCOME), outcome, shown_outcome(book, result), FormStyle.SHOWN)


def _write_quarter(book: Book, nth: int, quarter: int, at: Location) -> None:
    if book.state.form_data.measures[nth].annual:
        book.write(at, "annual", FormStyle.KEPT_BLANK)
        return
    first = single_at(book, nth)
    point = absolute(first._replace(column=first.column + quarter - 1))
    value = plotted(book, nth).single[quarter - 1]
    book.live(at, f'IF(ISNUMBER({point}),{point},"")', _blank(value), FormStyle.RESULT)


def _blank(value: ShownResult) -> ShownResult:
    return "" if value == NOT_KNOWN else value
