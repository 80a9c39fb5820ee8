"""Writing the form for a filling: empty, pre-filled or completed."""

from __future__ import annotations

from vbpqip.kinds.qit_report.form.sheets import CHECK, CONTRACTS, REPORT, START, TREND
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_lines import conditions
from vbpqip.kinds.qit_report.writing.check_sheet import draw_check
from vbpqip.kinds.qit_report.writing.contract_keys import draw_contract_keys
from vbpqip.kinds.qit_report.writing.contracts_sheet import draw_contracts
from vbpqip.kinds.qit_report.writing.form_data import Filling, state_of
from vbpqip.kinds.qit_report.writing.lists_sheet import draw_lists
from vbpqip.kinds.qit_report.writing.meta_sheet import draw_meta
from vbpqip.kinds.qit_report.writing.patient_days import draw_patient_days
from vbpqip.kinds.qit_report.writing.plausibility_workings import draw_plausibility
from vbpqip.kinds.qit_report.writing.report_sheet import draw_report
from vbpqip.kinds.qit_report.writing.start_sheet import draw_start
from vbpqip.kinds.qit_report.writing.trend_sheet import draw_trend
from vbpqip.kinds.qit_report.writing.trend_workings import draw_trend_workings
from vbpqip.kinds.qit_report.writing.working_sheet import draw_working


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
