"""Which contracts are listed twice, among the workings: all that makes a contract, as one text, and 1 where it recurs.

Formulas for ``checks.contracts.contract_repeated``.
"""

from __future__ import annotations

from vbpqip.checking.catalogue.eligibility import CONTRACT_REPEATED
from vbpqip.core.contracts import ContractStatus
from vbpqip.core.parties import normalized_name
from vbpqip.kinds.qit_report.checks.contracts import contract_of
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ROWS, contract_columns
from vbpqip.kinds.qit_report.submission import ContractRow
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.working_sheet import beside_contract, contract_at, contract_row
from vbpqip.workbook.builder import absolute, serial, span
from vbpqip.workbook.styles import FormStyle

_KEY, _LISTED_ABOVE = range(2)


def listed_twice(book: Book) -> str:
    """Return the formula for whether a contract is listed in a row above already."""
    return f"SUM({span(beside_contract(book, 0, _LISTED_ABOVE), CONTRACT_ROWS)})>0"


def write_contract_keys(book: Book) -> None:
    """Write the cells beside each contract's workings."""
    for column, heading in ((_KEY, "Key"), (_LISTED_ABOVE, "Listed above")):
        book.write(beside_contract(book, -1, column), heading, FormStyle.HEADING)
    for nth in range(CONTRACT_ROWS):
        row, key = contract_row(book.state, nth), beside_contract(book, nth, _KEY)
        book.live(key, _key_formula(book, nth), "" if row is None else _key(row), FormStyle.SHOWN)
        above = span(beside_contract(book, -1, _KEY), nth + 1)
        recurs = f'IF({absolute(key)}="",0,IF(SUMPRODUCT(--({above}={absolute(key)}))>0,1,0))'
        book.live(beside_contract(book, nth, _LISTED_ABOVE), recurs, int(_recurs(book, row)), FormStyle.SHOWN)


def _key_formula(book: Book, nth: int) -> str:
    """Return the formula for the key; empty where an entry that decides on the credit is missing or invalid."""
    columns = contract_columns()
    mco, submitted, recertified, status = (
        absolute(columns[f"contract_{name}"].at(nth)) for name in ("mco", "submitted", "recertified", "status")
    )
    level = contract_at(book, nth)["level"]
    said = f"UPPER(TRIM({status}))"
    known = formulas.is_any(said, [formulas.text(each.upper()) for each in ContractStatus])
    again = f'IF(TRIM({recertified})="","",IF({formulas.is_day(recertified)},INT({recertified}),NA()))'
    key = f'{formulas.normalized(mco)}&"|"&INT({submitted})&"|"&{level}&"|"&{said}&"|"&{again}'
    lawful = f"AND({formulas.is_day(submitted)},INT({level})={level},{known})"
    return f'IFERROR(IF({lawful},{key},""),"")'


def _key(row: ContractRow) -> str:
    contract = contract_of(row)
    if contract is None:
        return ""
    again = "" if contract.recertified is None else serial(contract.recertified)
    return "|".join(
        str(each)
        for each in (
            normalized_name(row.mco.text), serial(contract.submitted), contract.level, contract.status.upper(), again
        )
    )  # fmt: skip


def _recurs(book: Book, row: ContractRow | None) -> bool:
    found = {each.at for each in book.state.review.warnings if each.diagnostic is CONTRACT_REPEATED}
    return row is not None and row.submitted.at in found
