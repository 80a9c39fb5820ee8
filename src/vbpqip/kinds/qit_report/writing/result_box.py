"""The box of results on the report sheet: the QIT, whether the form is ready, and the dates of the period."""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import BOX, CONTRACT_ROWS, check_status_at, measure_columns
from vbpqip.kinds.qit_report.form.lists import DATE_LISTS
from vbpqip.kinds.qit_report.form.sheets import REPORT
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import CheckLine, status_of
from vbpqip.kinds.qit_report.writing.timetable import day_of
from vbpqip.kinds.qit_report.writing.working_sheet import counting_location, selected_location
from vbpqip.program.texts import late_in_words
from vbpqip.workbook.answers import FIX, READY, SHOWN_VERDICT
from vbpqip.workbook.builder import ShownResult, serial, span
from vbpqip.workbook.styles import FormStyle

_LABEL_WIDTH = 3
"""Columns that a label takes, left of its result."""

_WIDE, _WIDE_COLUMNS = frozenset({"qit_verdict", "ready"}), 2
"""Results of words, and how many columns they take."""


def _dates(book: Book) -> tuple[tuple[str, str], ...]:
    """Return what each date of the period is called, and its name."""
    form_data = book.state.form_data
    texts, late = form_data.program.texts, late_in_words(form_data.measures)
    return (
        ("Window begins", "window_start"),
        ("Window ends", "window_end"),
        (f"{late[:1].upper()}{late[1:]} due", "late_results_due"),
        (f"{texts.mco} reviews by", "review_done"),
        (f"{texts.mco} reports to {texts.state} by", "doh_report_due"),
    )


def write_result_box(book: Book, lines: list[CheckLine]) -> None:
    """Write the live results that have names, and the dates of the period."""
    shown = _qit(book) | {"ready": _ready(book, lines), "report_due": _date(book, "report_due")}
    for place in BOX:
        book.write(
            Location(REPORT, place.row, place.column - _LABEL_WIDTH), book.in_words(place.label), FormStyle.LABEL
        )
        if place.name in _WIDE:
            book.widen(place.at(), _WIDE_COLUMNS, shown[place.name][2])
        book.live(place.at(), *shown[place.name])
        book.name(place)
    due = next(place for place in BOX if place.name == "report_due")
    for row, (label, field) in enumerate(_dates(book), start=due.row + 1):
        book.write(Location(REPORT, row, due.column - _LABEL_WIDTH), label, FormStyle.LABEL)
        book.live(Location(REPORT, row, due.column), *_date(book, field))
    for place in BOX:
        if place.name in _WIDE:
            book.mark(place.at(), {"NOT": FormStyle.BAD, "READY": FormStyle.GOOD, "MET": FormStyle.GOOD})


def _qit(book: Book) -> dict[str, tuple[str, ShownResult, FormStyle]]:
    qit, measures = book.state.review.qit, len(book.state.form_data.measures)
    achieved = span(measure_columns(measures)["achieved"].at(), measures)
    return {
        "qit_verdict": (formulas.verdict(), SHOWN_VERDICT[qit.verdict], FormStyle.VERDICT),
        "qit_achieved": (f'COUNTIF({achieved},"Yes")', qit.achieved, FormStyle.SHOWN),
        "qit_credits": (
            f"MIN(most_credits,SUM({span(counting_location(book), CONTRACT_ROWS)}))", qit.credits, FormStyle.SHOWN
        ),
        "qit_selected": (f"SUM({span(selected_location(0), measures)})", qit.selected, FormStyle.SHOWN),
        "qit_share": (formulas.share(), "" if qit.share is None else float(qit.share), FormStyle.SHARE),
    }  # fmt: skip


def _ready(book: Book, lines: list[CheckLine]) -> tuple[str, ShownResult, FormStyle]:
    issues = f"COUNTIF({span(check_status_at(0), len(lines))},{formulas.text(FIX)})"
    formula = f'IF({issues}=0,{formulas.text(READY)},"NOT READY: "&{issues}&" items")'
    return formula, status_of(lines, book.state), FormStyle.READY


def _date(book: Book, field: str) -> tuple[str, ShownResult, FormStyle]:
    period = book.state.review.period
    formula = f'IF(period_row=0,"",INDEX({DATE_LISTS[field]},period_row))'
    shown = "" if period is None else serial(day_of(book.state.form_data.program.dates(period), field))
    return formula, shown, FormStyle.SHOWN_DAY
