"""Writing the form for form data: empty, pre-filled or completed."""

from __future__ import annotations

from vbpqip.kinds.qit_report.form.sheets import CHECK, CONTRACTS, REPORT, START, TREND
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_lines import check_lines
from vbpqip.kinds.qit_report.writing.check_sheet import write_check
from vbpqip.kinds.qit_report.writing.contract_keys import write_contract_keys
from vbpqip.kinds.qit_report.writing.contracts_sheet import write_contracts
from vbpqip.kinds.qit_report.writing.form_data import FormData, state_of
from vbpqip.kinds.qit_report.writing.lists_sheet import write_lists
from vbpqip.kinds.qit_report.writing.meta_sheet import write_meta
from vbpqip.kinds.qit_report.writing.patient_days import write_patient_days
from vbpqip.kinds.qit_report.writing.plausibility_workings import write_plausibility
from vbpqip.kinds.qit_report.writing.report_sheet import write_report
from vbpqip.kinds.qit_report.writing.start_sheet import write_start
from vbpqip.kinds.qit_report.writing.trend_sheet import write_trend
from vbpqip.kinds.qit_report.writing.trend_workings import write_trend_workings
from vbpqip.kinds.qit_report.writing.working_sheet import write_working


def workbook_for(form_data: FormData) -> bytes:
    """Return the form as an xlsx file: the same form data gives the same bytes."""
    book = Book(state_of(form_data))
    for title in (START, REPORT, CONTRACTS, CHECK, TREND):
        book.add_sheet(title)
    lines = list(check_lines(book))
    write_start(book, lines)
    write_report(book, lines)
    write_contracts(book, lines)
    write_check(book, lines)
    write_trend(book, lines)
    write_lists(book)
    write_working(book)
    write_plausibility(book)
    write_patient_days(book)
    write_contract_keys(book)
    write_trend_workings(book)
    write_meta(book)
    book.sheet(START).activate()
    return book.content()
