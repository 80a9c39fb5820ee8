"""What the form checks of itself, in the order of the form: one condition a line of the Check sheet."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.kinds.qit_report.form.layout import CONTRACT_ROWS
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import Condition
from vbpqip.kinds.qit_report.writing.error_lines import contract_fault, heading_faults, measure_faults, selection_fault
from vbpqip.kinds.qit_report.writing.patient_days import patient_days_look
from vbpqip.kinds.qit_report.writing.warning_lines import (
    attestation_look,
    contracts_look,
    measure_look,
    roster_look,
    selection_look,
)


def conditions(book: Book) -> Iterator[Condition]:
    """Yield the form's conditions."""
    yield from heading_faults()
    yield roster_look()
    yield attestation_look()
    yield selection_fault(book)
    agreed = selection_look(book)
    if agreed is not None:
        yield agreed
    for nth, measure in enumerate(book.state.filling.measures):
        yield from measure_faults(book, nth, measure)
        yield measure_look(book, nth, measure)
    days = patient_days_look(book)
    if days is not None:
        yield days
    for nth in range(CONTRACT_ROWS):
        yield contract_fault(book, nth)
    yield contracts_look(book)
