"""Payments as a document, for text, JSON and a workbook, and as CSV with a line for each pairing and month."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from io import StringIO
from typing import Any

from vbpqip.batch.payments import MonthPayment, PaidReport, PairingPayment, PaymentState
from vbpqip.core.characters import visible
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.numbers import exact, rounded
from vbpqip.core.quarters import Quarter
from vbpqip.core.reviews import Assumption
from vbpqip.core.version import __version__
from vbpqip.output.document import (
    Bullets,
    ColumnHeading,
    Document,
    DocumentTable,
    Paragraph,
    Part,
    SectionHeading,
    TableCell,
)
from vbpqip.output.json_values import FORMAT
from vbpqip.output.plain import BYTE_ORDER_MARK, for_csv
from vbpqip.program.program import Program
from vbpqip.rules.payment import CENTS

_COLUMNS = (
    "facility", "mco", "paid_for", "period", "month", "paid_in", "state", "amount", "later", "reconciled", "award_year",
    "award", "why", "waits_for", "report", "sha256", "received", "amount_before", "report_before",
)  # fmt: skip


class PaymentsAsked(NamedTuple):
    """What is asked for: a measurement quarter or a payment quarter, and of which MCO, empty for all."""

    quarter: Quarter
    is_payment_quarter: bool
    mco: str


def payments_document(payments: Sequence[PairingPayment], program: Program, asked: PaymentsAsked) -> Document:
    """Return payments as a document; its values are ``payments_document`` in ``output/schema.json``."""
    of = f"{'paid in' if asked.is_payment_quarter else 'for'} {asked.quarter}"
    parts = (
        Paragraph(_in_short(payments), strong=True),
        *_tables(payments, program),
        *_changes(payments),
        *_doubts(payments),
    )
    return Document(
        title=f"Payments {of}",
        lead=f"{program.name}, {asked.mco or program.in_words('every {mco}')}",
        parts=parts,
        basis=(*_notes(payments, program), *_basis(payments)),
        values=_values(payments, program, asked),
    )


def _in_short(payments: Sequence[PairingPayment]) -> str:
    months = [month for payment in payments for month in payment.months]
    due = sum(month.cents or 0 for month in months)
    counts = {state: sum(month.state is state for month in months) for state in PaymentState}
    states = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
    return f"{_dollars(due)} are due. Months of pairings: {states or 'none'}."


def _tables(payments: Sequence[PairingPayment], program: Program) -> Iterator[Part]:
    headings = ("{facility}", "{mco}", "Paid for", "Month", "Award", "Amount", "Beside it", "On what", "Report")
    widths = (28, 18, 18, 10, 18, 16, 30, 40, 40)
    columns = tuple(
        ColumnHeading(program.in_words(each), width=width) for each, width in zip(headings, widths, strict=True)
    )
    rows = tuple(_row(payment, month, program) for payment in payments for month in payment.months)
    words = tuple(part for payment in payments for part in _in_words(payment, program))
    yield SectionHeading("Pairing by pairing")
    yield DocumentTable("Payments by pairing and month", columns, rows, name="Payments", in_words=words)


def _row(payment: PairingPayment, month: MonthPayment, program: Program) -> tuple[TableCell, ...]:
    cells = (
        payment.facility,
        payment.mco,
        _paid_for(payment),
        f"{month.month.first_day:%Y-%m}",
        f"{month.month.award.year}: {_award(month)}",
        _amount(month),
        _beside(month, program),
        _on_what(payment),
        "" if payment.report is None else _report(payment.report),
    )
    return tuple(TableCell(words) for words in cells)


def _in_words(payment: PairingPayment, program: Program) -> Iterator[Part]:
    yield Paragraph(f"{payment.facility} from {payment.mco}, {_paid_for(payment)}: {_on_what(payment)}")
    months = [line for month in payment.months for line in _month_lines(month, program)]
    yield Bullets((*months, *([] if payment.report is None else [_report(payment.report)])))


def _month_lines(month: MonthPayment, program: Program) -> Iterator[str]:
    beside = _beside(month, program)
    yield f"{month.month.first_day:%b %Y}: {_amount(month)}{f', {beside}' if beside else ''}"


def _paid_for(payment: PairingPayment) -> str:
    return payment.paid_for if payment.period is None else f"{payment.paid_for} of {payment.period}"


def _on_what(payment: PairingPayment) -> str:
    waits = f"waits for {payment.waits_for}" if payment.waits_for else ""
    return "; ".join(filter(None, (payment.why, waits)))


def _report(report: PaidReport) -> str:
    received = f", received {report.received}" if report.received else ""
    terms = f", with the terms '{report.program['terms']}'" if report.program["terms"] else ""
    by = f"{report.program['name']} data version {report.program['version']}{terms}"
    return f"{visible(report.path)}, SHA-256 {report.sha256}{received}; reviewed with {by}"


def _award(month: MonthPayment) -> str:
    dollars = month.month.award.dollars
    return month.month.award.in_words if dollars is None else rounded(Fraction(dollars))


def _amount(month: MonthPayment) -> str:
    if month.cents is not None:
        return _dollars(month.cents)
    award = month.month.award
    said = (
        "waits" if month.state is PaymentState.WAITING else "",
        f"the {award.year} award is {award.in_words}" if award.dollars is None else "",
    )
    return "; ".join(filter(None, said))


def _beside(month: MonthPayment, program: Program) -> str:
    """Return what is paid, or taken back, beside a month because the rates of its year are not approved."""
    amount, approved = month.amount, month.month.approved_on
    if amount is None or not (amount.later or amount.reconciled):
        return ""
    if amount.reconciled:
        return program.in_words(f"{_dollars(amount.reconciled)} reconciled by {{state}} with the {{mco}}")
    when = "once the rates are approved" if approved is None else f"since the rates are approved, on {approved}"
    return f"{_dollars(amount.later)} more {when}"


def _dollars(cents: int) -> str:
    return f"${rounded(Fraction(cents, CENTS))}"


def _changes(payments: Sequence[PairingPayment]) -> Iterator[Part]:
    changed = [_change(payment, month) for payment in payments for month in payment.months if month.before]
    if changed:
        yield SectionHeading("Changed since paid")
        yield Paragraph("Another report counted when these months began. What is due beside what was:")
        yield Bullets(tuple(changed))


def _change(payment: PairingPayment, month: MonthPayment) -> str:
    assert month.before is not None  # noqa: S101 -- only of such months
    was = f"{_dollars(month.before.due)} by {visible(month.before.report.path)}"
    pairing = f"{payment.facility} from {payment.mco}, {month.month.first_day:%b %Y}"
    return f"{pairing}: {was}, now {_amount(month)}"


def _doubts(payments: Sequence[PairingPayment]) -> Iterator[Part]:
    """Yield of which months the award of the year before is not known, which may be the smaller one."""
    open_ = [
        f"{payment.facility} from {payment.mco}: the {month.before.year} award is {month.before.in_words}"
        for payment in payments
        for month in [each.month for each in payment.months][:1]
        if month.before is not None and month.before.dollars is None
    ]
    if open_:
        yield SectionHeading("What is compared with nothing")
        yield Paragraph("Until the rates are approved, the smaller of two awards is paid. Of these only one is known:")
        yield Bullets(tuple(open_))


def _notes(payments: Sequence[PairingPayment], program: Program) -> Iterator[Part]:
    """Yield what else moves the money, and changes no figure here."""
    note = program.parameters["payment.p4r_share"]
    quarters = {month.month.quarter for payment in payments for month in payment.months}
    if any(map(note.speaks_of, quarters)):
        dated = note.at(max(quarters))
        yield SectionHeading("Note")
        yield Paragraph(f"{note.title}: {dated.text}. {dated.grounds.note}")


def _basis(payments: Sequence[PairingPayment]) -> Iterator[Part]:
    yield SectionHeading("What no document states, and what was used instead")
    yield Bullets(tuple(f"{each.key} = {each.value}. {each.note}" for each in _assumptions(payments)))


def _assumptions(payments: Iterable[PairingPayment]) -> Sequence[Assumption]:
    return [*dict.fromkeys(each for payment in payments for each in payment.assumptions)]


def _values(payments: Sequence[PairingPayment], program: Program, asked: PaymentsAsked) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "tool": {"name": "vbpqip", "version": __version__},
        "program": {"name": program.name, "version": program.version, "terms": program.terms},
        "assumptions": [each._asdict() for each in _assumptions(payments)],
        "period": None if asked.is_payment_quarter else str(asked.quarter),
        "paid_in": str(asked.quarter) if asked.is_payment_quarter else None,
        "mco": asked.mco or None,
        "total_due": _exact(sum(month.cents or 0 for payment in payments for month in payment.months)),
        "payments": [_payment_values(payment) for payment in payments],
    }


def _payment_values(payment: PairingPayment) -> dict[str, Any]:
    return {
        "facility": payment.facility,
        "mco": payment.mco,
        "paid_for": payment.paid_for,
        "period": None if payment.period is None else str(payment.period),
        "report": None if payment.report is None else _report_values(payment.report),
        "why": payment.why or None,
        "waits_for": payment.waits_for or None,
        "months": [_month_values(month) for month in payment.months],
        "total": _exact(payment.total),
    }


def _report_values(report: PaidReport) -> dict[str, Any]:
    return {
        "file": report.path,
        "sha256": report.sha256,
        "received": report.received or None,
        "verdict": report.verdict,
        "program": dict(report.program),
    }


def _month_values(month: MonthPayment) -> dict[str, Any]:
    award, amount = month.month.award, month.amount
    before = month.before and {"report": _report_values(month.before.report), "amount": _exact(month.before.due)}
    return {
        "month": f"{month.month.first_day:%Y-%m}",
        "paid_in": str(month.month.quarter),
        "state": str(month.state),
        "award": {"year": award.year, "amount": award.in_words},
        "amount": _exact(month.cents),
        "later": _exact(amount and amount.later),
        "reconciled": _exact(amount and amount.reconciled),
        "before": before,
    }


def _exact(cents: int | None) -> str | None:
    return None if cents is None else exact(Fraction(cents, CENTS), places=2)


def payments_as_csv(payments: Iterable[PairingPayment]) -> str:
    """Return payments as CSV that spreadsheets read without harm, a line for each pairing and month."""
    text = StringIO(BYTE_ORDER_MARK, newline="")
    text.seek(0, 2)
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows(_csv_line(payment, month) for payment in payments for month in payment.months)
    return text.getvalue()


def _csv_line(payment: PairingPayment, month: MonthPayment) -> list[str]:
    values, report = _month_values(month), payment.report
    of_month = [values[name] for name in ("month", "paid_in", "state", "amount", "later", "reconciled")]
    found = [] if report is None else [report.path, report.sha256, report.received]
    before = [values["before"]["amount"], values["before"]["report"]["file"]] if values["before"] else []
    line = [
        *(payment.facility, payment.mco, payment.paid_for, None if payment.period is None else str(payment.period)),
        *(*of_month, *values["award"].values(), payment.why, payment.waits_for),
        *(*found, *[None] * (3 - len(found)), *before, *[None] * (2 - len(before))),
    ]
    return [for_csv(each or "") for each in line]
