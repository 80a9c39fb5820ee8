"""Writing the form for a filling: empty, pre-filled or completed."""

from __future__ import annotations

from vbpqip.form.sheets import CHECK, CONTRACTS, REPORT, START, TREND
from vbpqip.writing.book import Book
from vbpqip.writing.check_sheet import draw_check
from vbpqip.writing.conditions import conditions
from vbpqip.writing.contract_keys import draw_contract_keys
from vbpqip.writing.contracts_sheet import draw_contracts
from vbpqip.writing.filling import Filling, state_of
from vbpqip.writing.lists_sheet import draw_lists
from vbpqip.writing.meta_sheet import draw_meta
from vbpqip.writing.patient_days import draw_patient_days
from vbpqip.writing.plausibility_workings import draw_plausibility
from vbpqip.writing.report_sheet import draw_report
from vbpqip.writing.start_sheet import draw_start
from vbpqip.writing.trend_sheet import draw_trend
from vbpqip.writing.trend_workings import draw_trend_workings
from vbpqip.writing.working_sheet import draw_working


def workbook_for(filling: Filling) -> bytes:
    """Return the form as an xlsx file: the same filling gives the same bytes."""
    book = Book(state_of(filling))
    for title in (START, REPORT, CONTRACTS, CHECK, TREND):
        book.add_sheet(title)
    lines = list(conditions(book))
    draw_start(book, lines)
    draw_report(book, lines)
    draw_contracts(book, lines)
    draw_check(book, lines)
    draw_trend(book, lines)
    draw_lists(book)
    draw_working(book)
    draw_plausibility(book)
    draw_patient_days(book)
    draw_contract_keys(book)
    draw_trend_workings(book)
    draw_meta(book)
    book.sheet(START).activate()
    return book.content()
