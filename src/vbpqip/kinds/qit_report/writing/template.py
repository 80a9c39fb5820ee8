"""Writing the form for form data: empty, pre-filled or completed."""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.sheets import ATTESTATION, CONTRACTS, META, REPORT, START, TREND
from vbpqip.kinds.qit_report.writing.attestation_sheet import write_attestation
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.contracts_sheet import write_contracts
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.kinds.qit_report.writing.hidden_sheets import write_lists, write_meta, write_working
from vbpqip.kinds.qit_report.writing.report_sheet import write_report
from vbpqip.kinds.qit_report.writing.start_sheet import write_start
from vbpqip.kinds.qit_report.writing.trend_sheet import write_trend
from vbpqip.workbook.form import CHECK, LISTS, WORKING
from vbpqip.workbook.form_writer import CHECK_TITLE


def workbook_for(form_data: FormData) -> bytes:
    """Return the form as an xlsx file: the same form data gives the same bytes."""
    return book_for(form_data).content()


def book_for(form_data: FormData) -> Book:
    """Return the form before it is stored, whose formulas are all known."""
    book = Book(form_data)
    for title in (START, REPORT, CONTRACTS, ATTESTATION, CHECK, TREND, LISTS, WORKING, META):
        book.add_sheet(title)
    check_list = book.check_list(CHECK)
    write_lists(book)
    write_working(book)
    write_report(book, check_list)
    write_contracts(book)
    write_attestation(book)
    check_list.write_states()
    check_list.write_sheet(lambda title: book.write_head(title, CHECK_TITLE, Location(title, 0, 2)))
    write_start(book)
    write_trend(book)
    write_meta(book)
    book.sheet(START).activate()
    return book
