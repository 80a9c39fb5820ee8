"""What the charts plot, among the workings: single quarters, and the levels of the window and of the prior report.

A chart draws an empty text as zero, so that a point which is not known is ``#N/A`` here, and blank on every visible
sheet.
"""

from __future__ import annotations

from typing import NamedTuple

from vbpqip.core.cells import Location, Number
from vbpqip.core.measures import Measure
from vbpqip.core.results import MeasureResult, Performance
from vbpqip.kinds.qit_report.form.layout import QUARTERS, measure_columns
from vbpqip.kinds.qit_report.form.sheets import WORKING
from vbpqip.kinds.qit_report.submission import MeasureRow
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.working_sheet import (
    entries_sound_at,
    first_free_row,
    parsed_count_at,
    selected_at,
    title_at,
)
from vbpqip.workbook.builder import ShownResult, absolute
from vbpqip.workbook.entries import Field
from vbpqip.workbook.styles import FormStyle

NOT_KNOWN = "#N/A"

_TITLE, _SINGLE, _ROLLING, _PRIOR = 0, 1, 1 + len(QUARTERS), 1 + 2 * len(QUARTERS)
_HEADINGS = (
    "Title of the chart",
    *(f"{series}: {nth}" for series in ("Single quarter", "Rolling result", "Comparator") for nth in QUARTERS),
)


class PlottedCells(NamedTuple):
    """One measure's numbers, ``#N/A`` where one is not known: of the single quarters, the window, the prior report."""

    single: tuple[ShownResult, ...]
    rolling: ShownResult
    prior: ShownResult


def plotted(book: Book, nth: int) -> PlottedCells:
    """Return what is plotted of the n-th measure."""
    measure = book.state.form_data.measures[nth]
    result = next((each for each in book.state.review.measures if each.measure.key == measure.key), None)
    if result is None:
        return PlottedCells((NOT_KNOWN,) * len(QUARTERS), NOT_KNOWN, NOT_KNOWN)
    rows = {row.key.text: row for row in book.state.submission.rows}
    return PlottedCells(_single(measure, result, rows[measure.key]), _rate(result.current), _rate(result.prior))


def _rate(performance: Performance | None) -> ShownResult:
    return NOT_KNOWN if performance is None or performance.rate is None else float(performance.rate)


def _single(measure: Measure, result: MeasureResult, row: MeasureRow) -> tuple[ShownResult, ...]:
    if measure.annual or result.current is None:
        return (NOT_KNOWN,) * len(QUARTERS)
    return tuple(_rate_of(measure, *pair) for pair in row.quarters)


def _rate_of(measure: Measure, numerator: Field, denominator: Field) -> ShownResult:
    match numerator.entry, denominator.entry:
        case Number(events), Number(chances) if chances:
            return int(events) * measure.per / int(chances)
        case _:
            return NOT_KNOWN


def title_location(book: Book, nth: int) -> Location:
    """Return where the title of the n-th measure's chart stands."""
    return Location(WORKING, first_free_row(book) + 1 + nth, _TITLE)


def single_at(book: Book, nth: int) -> Location:
    """Return the first of the cells of single quarters."""
    return title_location(book, nth)._replace(column=_SINGLE)


def rolling_at(book: Book, nth: int) -> Location:
    """Return the first of the cells of the window's level."""
    return title_location(book, nth)._replace(column=_ROLLING)


def prior_at(book: Book, nth: int) -> Location:
    """Return the first of the cells of the prior report's level."""
    return title_location(book, nth)._replace(column=_PRIOR)


def chart_title(book: Book, nth: int) -> str:
    """Return the title of a measure's chart."""
    measure = book.state.form_data.measures[nth]
    selected = any(each.measure.key == measure.key for each in book.state.review.measures)
    return measure.short_title if selected else f"{measure.short_title}: not selected"


def write_trend_workings(book: Book) -> None:
    """Write the cells under the other workings."""
    for column, heading in enumerate(_HEADINGS):
        book.write(Location(WORKING, first_free_row(book), column), heading, FormStyle.HEADING)
    for nth, measure in enumerate(book.state.form_data.measures):
        words = f'{title_at(nth)}&IF({selected_at(nth)}=1,"",": not selected")'
        book.live(title_location(book, nth), words, chart_title(book, nth), FormStyle.SHOWN)
        if not measure.annual:
            _write_points(book, nth, measure)
            _write_levels(book, nth)


def _write_points(book: Book, nth: int, measure: Measure) -> None:
    first, shown = single_at(book, nth), plotted(book, nth)
    for quarter, value in zip(QUARTERS, shown.single, strict=True):
        numerator, denominator = parsed_count_at(nth, quarter)
        rate = formulas.plotted(f"{denominator}>0", f"{numerator}*{measure.per}/{denominator}")
        at = first._replace(column=first.column + quarter - 1)
        book.live(at, formulas.plotted(f"{entries_sound_at(nth)}=1", rate), value, FormStyle.SHOWN)


def _write_levels(book: Book, nth: int) -> None:
    columns, shown = measure_columns(len(book.state.form_data.measures)), plotted(book, nth)
    for name, first, value in (
        ("result", rolling_at(book, nth), shown.rolling),
        ("prior_result", prior_at(book, nth), shown.prior),
    ):
        source = absolute(columns[name].at(nth))
        for step in range(len(QUARTERS)):
            at = first._replace(column=first.column + step)
            book.live(at, formulas.plotted(f'{source}<>""', source), value, FormStyle.SHOWN)
