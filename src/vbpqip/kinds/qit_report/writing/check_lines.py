"""What the form checks of itself, in the order of the form: one check line a row of the Check sheet."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.kinds.qit_report.form.layout import CONTRACT_ROWS
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import CheckLine
from vbpqip.kinds.qit_report.writing.error_lines import contract_errors, heading_errors, measure_errors, selection_error
from vbpqip.kinds.qit_report.writing.patient_days import patient_days_warning
from vbpqip.kinds.qit_report.writing.warning_lines import (
    attestation_warning,
    contracts_warning,
    measure_warning,
    roster_warning,
    selection_warning,
)


def check_lines(book: Book) -> Iterator[CheckLine]:
    """Yield the form's check lines."""
    yield from heading_errors()
    yield roster_warning()
    yield attestation_warning()
    yield selection_error(book)
    agreed = selection_warning(book)
    if agreed is not None:
        yield agreed
    for nth, measure in enumerate(book.state.form_data.measures):
        yield from measure_errors(book, nth, measure)
        yield measure_warning(book, nth, measure)
    days = patient_days_warning(book)
    if days is not None:
        yield days
    for nth in range(CONTRACT_ROWS):
        yield contract_errors(book, nth)
    yield contracts_warning(book)
