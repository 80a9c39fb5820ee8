"""5xx: VBP contracts, which earn measure credits, in a report that lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from vbpqip.checking.catalogue.eligibility import (
    CONTRACT_AFTER_ATTESTATION,
    CONTRACT_ARRANGEMENT_UNKNOWN,
    CONTRACT_BELOW_LEVEL,
    CONTRACT_CREDIT_EXPIRED,
    CONTRACT_DATE_OUTSIDE_PROGRAM,
    CONTRACT_DATE_UNREADABLE,
    CONTRACT_INCOMPLETE,
    CONTRACT_LEVEL_UNKNOWN,
    CONTRACT_REFUSED,
    CONTRACT_REPEATED,
    CONTRACT_STATUS_UNKNOWN,
    RECERTIFIED_BEFORE_SUBMITTED,
)
from vbpqip.checking.check import Check, Issue, Issues, Items, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import Blank, Day, Location, Number, Unreadable, found_in
from vbpqip.core.contracts import Contract, ContractStatus
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.kinds.shared.numbers import PeriodOnForm
from vbpqip.program.program import Program
from vbpqip.rules.credits import CreditTerms, credit_quarters
from vbpqip.workbook.conditions import is_blank, is_day, reads, says_nothing
from vbpqip.workbook.entries import DayField, Field, TextField
from vbpqip.workbook.expr import Call, Expr, Range, Ref, all_, any_, guarded, if_, is_number, not_
from vbpqip.workbook.form_entries import Row


class ContractRow(NamedTuple):
    """One row of the contract table in which something was entered.

    In a form that asks for no re-certification it is blank, and stands where the submission does.
    """

    mco: TextField
    arrangement: TextField
    level: Field
    submitted: DayField
    recertified: DayField
    status: TextField

    @property
    def called(self) -> str:
        """What the contract is called in a sentence."""
        return f"Contract with {self.mco.text}" if self.mco.text else f"Contract in row {self.status.at.row + 1}"

    @property
    def locations(self) -> frozenset[Location]:
        """Where the entries stand that a credit rests on."""
        return frozenset(field.at for field in (self.level, self.submitted, self.recertified, self.status))


CONTRACT_NAMES = tuple(f"contract_{name}" for name in ContractRow._fields)
"""The columns that a row is read from."""

RECERTIFIED, _SUBMITTED = "contract_recertified", "contract_submitted"
"""The column that a form may do without, and one that it has."""


def contract_row(row: Row) -> ContractRow:
    """Return a row of a table as that of a contract."""
    no_day = DayField(row[_SUBMITTED].at, Blank())
    return ContractRow(*(row.get(name, no_day) if name == RECERTIFIED else row[name] for name in CONTRACT_NAMES))


def contract_of(row: ContractRow) -> Contract | None:
    """Return the contract of a row, ``None`` where an entry that decides on its credit is missing or invalid."""
    status = next((status for status in ContractStatus if row.status.reads(status)), None)
    match row.submitted.entry, row.level.entry, row.recertified.entry:
        case Day(submitted), Number(level), Day() | Blank() if (
            status is not None and level == level.to_integral_value()
        ):
            again = row.recertified.entry.value if isinstance(row.recertified.entry, Day) else None
            return Contract(submitted=submitted, level=int(level), status=status, recertified=again)
        case _:
            return None


class HasContracts(Protocol):
    """A report that lists contracts."""

    @property
    def contracts(self) -> Sequence[ContractRow]:
        """The contracts, from top to bottom."""

    @property
    def program(self) -> Program:
        """The program's numbers."""

    @property
    def credit_terms(self) -> CreditTerms:
        """Those on credits."""

    @property
    def period(self) -> Quarter | None:
        """The period that the report is for, ``None`` where none is known."""

    @property
    def attested_on(self) -> date | None:
        """The day of the attestation, ``None`` where there is none, or one that it cannot have been made on."""

    @property
    def received(self) -> date | None:
        """The day of receipt, ``None`` where it is not known."""


class ContractDay(NamedTuple):
    """A date of a contract: of its submission, or of its re-certification."""

    row: ContractRow
    day: DayField


class KnownContract(NamedTuple):
    """A row that says all that makes a contract, and whether a row above says the same."""

    row: ContractRow
    contract: Contract
    is_repeated: bool


class CreditsOnForm(NamedTuple):
    """What a form calculates that decides on the credits of all its contracts.

    ``period`` is the period that it names, ``attested`` the day of its attestation, 0 where that is not known; the
    others are the period's numbers, as :class:`~vbpqip.rules.credits.CreditTerms` has them. ``asked`` are the columns
    of a contract that the form has, beside one another.
    """

    program: Program
    period: PeriodOnForm
    attested: Expr
    lowest_level: Expr
    quarters: Expr
    recertification_counts: Expr
    asked: tuple[str, ...] = CONTRACT_NAMES

    @property
    def asks_for_recertification(self) -> bool:
        """Whether the form has a place for it."""
        return RECERTIFIED in self.asked


class ContractItem(NamedTuple):
    """A row of the contract table on a form."""

    nth: int
    credits: CreditsOnForm

    @property
    def program(self) -> Program:
        """The program's numbers."""
        return self.credits.program

    def ref(self, name: str) -> Ref:
        """Return a cell of the row: an entry, or what is calculated of it."""
        return Ref(f"contract_{name}", self.nth)


class ContractEntry(NamedTuple):
    """An entry of a contract on a form."""

    contract: ContractItem
    cell: Ref


def _days(context: HasContracts) -> Iterator[ContractDay]:
    for row in context.contracts:
        yield ContractDay(row, row.submitted)
        yield ContractDay(row, row.recertified)


def _known(context: HasContracts) -> Iterator[KnownContract]:
    seen: set[tuple[str, Contract]] = set()
    for row in context.contracts:
        contract = contract_of(row)
        if contract is not None:
            key = (normalized_name(row.mco.text), contract)
            yield KnownContract(row, contract, key in seen)
            seen.add(key)


_CONTRACTS = Items[HasContracts, ContractRow, ContractEntry](lambda context: context.contracts)
CONTRACT_DAYS = Items[HasContracts, ContractDay, ContractEntry](_days)
KNOWN_CONTRACTS = Items[HasContracts, KnownContract, ContractEntry](_known)


@check(CONTRACT_INCOMPLETE, over=_CONTRACTS)
def contract_incomplete(row: ContractRow, context: HasContracts) -> Issues:
    """A contract has a level, a submission date and a status."""
    missing = {
        context.program.in_words("{vbp} level"): (row.level.at, isinstance(row.level.entry, Blank)),
        "submission date": (row.submitted.at, isinstance(row.submitted.entry, Blank)),
        "status": (row.status.at, not row.status.text),
    }
    blank = [name for name, (_, is_missing) in missing.items() if is_missing]
    if blank:
        message = f"{row.called}: {', '.join(blank)} {'is' if len(blank) == 1 else 'are'} blank."
        yield Issue(missing[blank[0]][0], message, "", "level, date and status")


@on_sheet(contract_incomplete, once_a_row=True)
def contract_incomplete_on_sheet(entry: ContractEntry) -> Expr:
    """Nothing is entered; told once of a row."""
    return is_blank(entry.cell)


@on_sheet(contract_incomplete, once_a_row=True)
def contract_figure_missing_on_sheet(entry: ContractEntry) -> Expr:
    """The same of a number or a day, in whose place the form's own words may stand for nothing."""
    return says_nothing(entry.cell)


@check(CONTRACT_DATE_UNREADABLE, over=CONTRACT_DAYS)
def contract_date_unreadable(each: ContractDay, _: HasContracts) -> Issues:
    """A contract's dates are dates."""
    match each.day.entry:
        case Unreadable(text, _):
            message = f"{each.row.called}: '{text}' is not stored as a date."
            yield Issue(each.day.at, message, text, "a date such as 2017-08-15")
        case _:
            pass


@on_sheet(contract_date_unreadable)
def contract_date_unreadable_on_sheet(day: ContractEntry) -> Expr:
    """It is stored as something that is no date."""
    return not_(is_day(day.cell))


def _program_days(program: Program) -> tuple[date, date]:
    """Return the first and the last day of the program."""
    return program.years.start.first_day, program.periods[-1].last_day


@check(CONTRACT_DATE_OUTSIDE_PROGRAM, over=CONTRACT_DAYS)
def contract_date_outside_program(each: ContractDay, context: HasContracts) -> Issues:
    """A contract's dates lie within the program's years."""
    match each.day.entry:
        case Day(value):
            first, last = _program_days(context.program)
            if not first <= value <= last:
                message = f"{each.row.called}: {value} is outside of the program."
                yield Issue(each.day.at, message, str(value), f"{first} to {last}")
        case _:
            pass


@on_sheet(contract_date_outside_program)
def contract_date_outside_program_on_sheet(day: ContractEntry) -> Expr:
    """It lies before the program's first day, or after its last."""
    first, last = _program_days(day.contract.program)
    return any_(Call("INT", day.cell) < first, Call("INT", day.cell) > last)


def _levels(program: Program) -> list[str]:
    return [level.name for level in program.levels]


def _level_text(row: ContractRow) -> str:
    match row.level.entry:
        case Number(value):
            return f"{value.normalize():f}"
        case _:
            return ""


@check(CONTRACT_LEVEL_UNKNOWN, over=_CONTRACTS)
def contract_level_unknown(row: ContractRow, context: HasContracts) -> Issues:
    """A contract's level is one of the program's."""
    levels = _levels(context.program)
    if not isinstance(row.level.entry, Blank) and _level_text(row) not in levels:
        found = found_in(row.level.entry)
        yield Issue(row.level.at, f"{row.called}: level '{found}' does not exist.", found, ", ".join(levels))


@on_sheet(contract_level_unknown)
def contract_level_unknown_on_sheet(level: ContractEntry) -> Expr:
    """It is none of the program's."""
    known = [level.cell == int(name) for name in _levels(level.contract.program)]
    return not_(all_(is_number(level.cell), any_(*known)))


@check(CONTRACT_STATUS_UNKNOWN, over=_CONTRACTS)
def contract_status_unknown(row: ContractRow, _: HasContracts) -> Issues:
    """A contract's status is one of the form's."""
    if row.status.text and not any(row.status.reads(status) for status in ContractStatus):
        message = f"{row.called}: status '{row.status.quoted}' is not known."
        yield Issue(row.status.at, message, row.status.quoted, ", ".join(ContractStatus))


@on_sheet(contract_status_unknown)
def contract_status_unknown_on_sheet(status: ContractEntry) -> Expr:
    """It is none of the form's."""
    return not_(any_(*(reads(status.cell, each) for each in ContractStatus)))


@check(CONTRACT_ARRANGEMENT_UNKNOWN, over=_CONTRACTS)
def contract_arrangement_unknown(row: ContractRow, context: HasContracts) -> Issues:
    """A contract's arrangement is one of the program's."""
    names, named = [arrangement.name for arrangement in context.program.arrangements], row.arrangement
    if named.text and not any(named.reads(name) for name in names):
        message = f"{row.called}: arrangement '{named.quoted}' is not known."
        yield Issue(named.at, message, named.quoted, ", ".join(names))


@on_sheet(contract_arrangement_unknown)
def contract_arrangement_unknown_on_sheet(arrangement: ContractEntry) -> Expr:
    """Something is entered that is none of the program's."""
    known = (reads(arrangement.cell, each.name) for each in arrangement.contract.program.arrangements)
    return Call("IFERROR", not_(any_(is_blank(arrangement.cell), *known)), True)  # noqa: FBT003 -- a value of the sheet


@check(RECERTIFIED_BEFORE_SUBMITTED, over=_CONTRACTS)
def recertified_before_submitted(row: ContractRow, _: HasContracts) -> Issues:
    """A contract is re-certified after it was submitted."""
    match row.submitted.entry, row.recertified.entry:
        case Day(submitted), Day(recertified) if recertified < submitted:
            message = f"{row.called}: re-certified {recertified}, before its submission {submitted}."
            yield Issue(row.recertified.at, message, str(recertified), f"{submitted} or later")
        case _:
            pass


@on_sheet(recertified_before_submitted)
def recertified_before_submitted_on_sheet(day: ContractEntry) -> Expr:
    """It lies before the day of the submission."""
    submitted = day.contract.ref("submitted")
    return guarded(is_day(submitted), Call("INT", day.cell) < Call("INT", submitted))


@check(CONTRACT_REPEATED, over=KNOWN_CONTRACTS)
def contract_repeated(each: KnownContract, _: HasContracts) -> Issues:
    """Every contract is listed once."""
    if each.is_repeated:
        row, submitted = each.row, each.contract.submitted
        message = f"{row.called}, submitted {submitted}: listed in a row above already."
        yield Issue(row.submitted.at, message, str(submitted), "one row")


@on_sheet(contract_repeated)
def contract_repeated_on_sheet(day: ContractEntry) -> Expr | None:
    """All that makes the contract stands in a row above too."""
    nth, own = day.contract.nth, day.contract.ref("text")
    if nth == 0:
        return None
    above = Range(Ref(own.name), Ref(own.name, nth - 1))
    return all_(own != "", Call("SUMPRODUCT", (above == own) * 1) > 0)


@check(CONTRACT_BELOW_LEVEL, over=_CONTRACTS)
def contract_below_level(row: ContractRow, context: HasContracts) -> Issues:
    """A contract has a level that earns a credit."""
    lowest = context.credit_terms.lowest_level
    match row.level.entry:
        case Number(level) if 0 <= level < lowest and _level_text(row) in _levels(context.program):
            message = f"{row.called}: Level {_level_text(row)} earns no measure credit."
            yield Issue(row.level.at, message, _level_text(row), f"{lowest} or higher")
        case _:
            pass


@on_sheet(contract_below_level)
def contract_below_level_on_sheet(level: ContractEntry) -> Expr:
    """It earns nothing."""
    return level.cell < level.contract.credits.lowest_level


@check(CONTRACT_REFUSED, over=_CONTRACTS)
def contract_refused(row: ContractRow, _: HasContracts) -> Issues:
    """A contract was not refused."""
    if row.status.reads(ContractStatus.REFUSED):
        message = f"{row.called}: refused, so that it earns no measure credit."
        yield Issue(row.status.at, message, row.status.text, ContractStatus.APPROVED)


@on_sheet(contract_refused)
def contract_refused_on_sheet(status: ContractEntry) -> Expr:
    """It is refused."""
    return reads(status.cell, ContractStatus.REFUSED)


def _is_possible(contract: Contract, program: Program) -> bool:
    """Whether level and dates are such as a contract can have; where they are not, that is reported."""
    first, last = _program_days(program)
    again = contract.recertified or contract.submitted
    return str(contract.level) in _levels(program) and first <= contract.submitted <= again <= last


@check(CONTRACT_CREDIT_EXPIRED, over=KNOWN_CONTRACTS)
def contract_credit_expired(each: KnownContract, context: HasContracts) -> Issues:
    """A contract's credit holds in the period, or is yet to come."""
    row, contract = each.row, each.contract
    quarters = credit_quarters(contract, context.credit_terms) if _is_possible(contract, context.program) else ()
    if quarters and context.period is not None and context.period > quarters[-1]:
        message = f"{row.called}: its credit held until {quarters[-1]}, and {context.period} has none of it."
        yield Issue(row.recertified.at, message, found_in(row.recertified.entry), "a date of re-certification")


@on_sheet(contract_credit_expired)
def contract_credit_expired_on_sheet(day: ContractEntry) -> Expr:
    """Every quarter that it credits lies before the period."""
    contract, terms = day.contract, day.contract.credits
    counts_again = terms.recertification_counts == 1
    opens, reopens = contract.ref("opens"), contract.ref("reopens")
    last = if_(counts_again, Call("MAX", opens, reopens), opens) + terms.quarters - 1
    earns = all_(contract.ref("possible") == 1, contract.ref("earns") == 1, terms.period.row > 0)
    return guarded(earns, terms.period.ordinal > last)


@check(CONTRACT_AFTER_ATTESTATION, over=CONTRACT_DAYS)
def contract_after_attestation(each: ContractDay, context: HasContracts) -> Issues:
    """A contract is submitted and re-certified before the report that lists it is attested, or received."""
    latest = context.attested_on or context.received
    match each.day.entry:
        case Day(value) if latest is not None and latest < value <= context.program.periods[-1].last_day:
            message = f"{each.row.called}: {value} is later than the report, which is of {latest}."
            yield Issue(each.day.at, message, str(value), f"{latest} or earlier")
        case _:
            pass


@on_sheet(contract_after_attestation)
def contract_after_attestation_on_sheet(day: ContractEntry) -> Expr:
    """It lies after the day of the attestation, and within the program."""
    attested, (_, last) = day.contract.credits.attested, _program_days(day.contract.program)
    return guarded(
        is_day(day.cell), all_(attested > 0, Call("INT", day.cell) > attested, Call("INT", day.cell) <= last)
    )


OF_ANY_CREDIT: tuple[Check[HasContracts, Any], ...] = (
    contract_incomplete,
    contract_date_unreadable,
    contract_date_outside_program,
    contract_level_unknown,
    contract_status_unknown,
    contract_arrangement_unknown,
    recertified_before_submitted,
    contract_repeated,
    contract_below_level,
    contract_refused,
    contract_after_attestation,
)
"""Those of contracts whatever they are credited for."""

CHECKS = (*OF_ANY_CREDIT, contract_credit_expired)
