"""5xx: VBP contracts, which earn measure credits."""

from __future__ import annotations

from collections.abc import Iterator

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
from vbpqip.checking.check import Issue, Issues, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import Blank, Day, Number, Unreadable, found_in
from vbpqip.core.contracts import Contract, ContractStatus
from vbpqip.core.parties import normalized_name
from vbpqip.kinds.qit_report.form.items import OF_PERIOD, ContractEntry, is_day, reads, trimmed
from vbpqip.kinds.qit_report.review_context import ReviewContext
from vbpqip.kinds.qit_report.submission import ContractRow
from vbpqip.rules.credits import credit_quarters
from vbpqip.workbook.entries import DayField
from vbpqip.workbook.expr import Call, Expr, Range, Ref, all_, any_, guarded, if_, is_number, not_


@check(CONTRACT_INCOMPLETE)
def contract_incomplete(context: ReviewContext) -> Issues:
    """A contract has a level, a submission date and a status."""
    for row in context.submission.contracts:
        missing = {
            "VBP level": (row.level.at, isinstance(row.level.entry, Blank)),
            "submission date": (row.submitted.at, isinstance(row.submitted.entry, Blank)),
            "status": (row.status.at, not row.status.text),
        }
        blank = [name for name, (_, is_blank) in missing.items() if is_blank]
        if blank:
            message = f"{row.called}: {', '.join(blank)} {'is' if len(blank) == 1 else 'are'} blank."
            yield Issue(missing[blank[0]][0], message, "", "level, date and status")


@on_sheet(contract_incomplete)
def contract_incomplete_on_sheet(entry: ContractEntry) -> Expr:
    """Nothing is entered; told once of a row."""
    return trimmed(entry.cell) == ""


def _days(context: ReviewContext) -> Iterator[tuple[ContractRow, DayField]]:
    for row in context.submission.contracts:
        yield row, row.submitted
        yield row, row.recertified


@check(CONTRACT_DATE_UNREADABLE)
def contract_date_unreadable(context: ReviewContext) -> Issues:
    """A contract's dates are dates."""
    for row, day in _days(context):
        match day.entry:
            case Unreadable(text, _):
                yield Issue(
                    day.at,
                    f"{row.called}: '{text}' is not stored as a date.",
                    text,
                    "a date such as 2017-08-15",
                )
            case _:
                pass


@on_sheet(contract_date_unreadable)
def contract_date_unreadable_on_sheet(day: ContractEntry) -> Expr:
    """It is stored as something that is no date."""
    return not_(is_day(day.cell))


@check(CONTRACT_DATE_OUTSIDE_PROGRAM)
def contract_date_outside_program(context: ReviewContext) -> Issues:
    """A contract's dates lie within the program's years."""
    first, last = context.program.years.start.first_day, context.program.periods[-1].last_day
    for row, day in _days(context):
        match day.entry:
            case Day(value) if not first <= value <= last:
                yield Issue(
                    day.at,
                    f"{row.called}: {value} is outside of the program.",
                    str(value),
                    f"{first} to {last}",
                )
            case _:
                pass


@on_sheet(contract_date_outside_program)
def contract_date_outside_program_on_sheet(day: ContractEntry) -> Expr:
    """It lies before the program's first day, or after its last."""
    program = day.contract.numbers.program
    first, last = program.years.start.first_day, program.periods[-1].last_day
    return any_(Call("INT", day.cell) < first, Call("INT", day.cell) > last)


@check(CONTRACT_LEVEL_UNKNOWN)
def contract_level_unknown(context: ReviewContext) -> Issues:
    """A contract's level is one of the program's."""
    levels = _levels(context)
    for row in context.submission.contracts:
        if not isinstance(row.level.entry, Blank) and _level_text(row) not in levels:
            found = found_in(row.level.entry)
            yield Issue(row.level.at, f"{row.called}: level '{found}' does not exist.", found, ", ".join(levels))


@on_sheet(contract_level_unknown)
def contract_level_unknown_on_sheet(level: ContractEntry) -> Expr:
    """It is none of the program's."""
    known = [level.cell == int(each.name) for each in level.contract.numbers.program.levels]
    return not_(all_(is_number(level.cell), any_(*known)))


def _level_text(row: ContractRow) -> str:
    match row.level.entry:
        case Number(value):
            return f"{value.normalize():f}"
        case _:
            return ""


@check(CONTRACT_STATUS_UNKNOWN)
def contract_status_unknown(context: ReviewContext) -> Issues:
    """A contract's status is one of the form's."""
    for row in context.submission.contracts:
        if row.status.text and not any(row.status.reads(status) for status in ContractStatus):
            message = f"{row.called}: status '{row.status.quoted}' is not known."
            yield Issue(row.status.at, message, row.status.quoted, ", ".join(ContractStatus))


@on_sheet(contract_status_unknown)
def contract_status_unknown_on_sheet(status: ContractEntry) -> Expr:
    """It is none of the form's."""
    return not_(any_(*(reads(status.cell, each) for each in ContractStatus)))


@check(CONTRACT_ARRANGEMENT_UNKNOWN)
def contract_arrangement_unknown(context: ReviewContext) -> Issues:
    """A contract's arrangement is one of the program's."""
    names = [arrangement.name for arrangement in context.program.arrangements]
    for row in context.submission.contracts:
        named = row.arrangement
        if named.text and not any(named.reads(name) for name in names):
            yield Issue(
                named.at,
                f"{row.called}: arrangement '{named.quoted}' is not known.",
                named.quoted,
                ", ".join(names),
            )


@on_sheet(contract_arrangement_unknown)
def contract_arrangement_unknown_on_sheet(arrangement: ContractEntry) -> Expr:
    """Something is entered that is none of the program's."""
    known = (reads(arrangement.cell, each.name) for each in arrangement.contract.numbers.program.arrangements)
    return Call("IFERROR", not_(any_(trimmed(arrangement.cell) == "", *known)), True)  # noqa: FBT003 -- a value of the sheet


@check(RECERTIFIED_BEFORE_SUBMITTED)
def recertified_before_submitted(context: ReviewContext) -> Issues:
    """A contract is re-certified after it was submitted."""
    for row in context.submission.contracts:
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


def _levels(context: ReviewContext) -> list[str]:
    return [level.name for level in context.program.levels]


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


@check(CONTRACT_REPEATED)
def contract_repeated(context: ReviewContext) -> Issues:
    """Every contract is listed once."""
    seen: set[tuple[str, Contract]] = set()
    for row in context.submission.contracts:
        contract = contract_of(row)
        if contract is None:
            continue
        key = (normalized_name(row.mco.text), contract)
        if key in seen:
            message = f"{row.called}, submitted {contract.submitted}: listed in a row above already."
            yield Issue(row.submitted.at, message, str(contract.submitted), "one row")
        seen.add(key)


@on_sheet(contract_repeated)
def contract_repeated_on_sheet(day: ContractEntry) -> Expr | None:
    """All that makes the contract stands in a row above too."""
    nth, own = day.contract.nth, day.contract.ref("text")
    if nth == 0:
        return None
    above = Range(Ref(own.name), Ref(own.name, nth - 1))
    return all_(own != "", Call("SUMPRODUCT", (above == own) * 1) > 0)


@check(CONTRACT_BELOW_LEVEL)
def contract_below_level(context: ReviewContext) -> Issues:
    """A contract has a level that earns a credit."""
    lowest = context.credit_terms.lowest_level
    for row in context.submission.contracts:
        match row.level.entry:
            case Number(level) if 0 <= level < lowest and _level_text(row) in _levels(context):
                message = f"{row.called}: Level {_level_text(row)} earns no measure credit."
                yield Issue(row.level.at, message, _level_text(row), f"{lowest} or higher")
            case _:
                pass


@on_sheet(contract_below_level)
def contract_below_level_on_sheet(level: ContractEntry) -> Expr:
    """It earns nothing."""
    return level.cell < Ref("lowest_level")


@check(CONTRACT_REFUSED)
def contract_refused(context: ReviewContext) -> Issues:
    """A contract was not refused."""
    for row in context.submission.contracts:
        if row.status.reads(ContractStatus.REFUSED):
            message = f"{row.called}: refused, so that it earns no measure credit."
            yield Issue(row.status.at, message, row.status.text, ContractStatus.APPROVED)


@on_sheet(contract_refused)
def contract_refused_on_sheet(status: ContractEntry) -> Expr:
    """It is refused."""
    return reads(status.cell, ContractStatus.REFUSED)


def _is_possible(context: ReviewContext, contract: Contract) -> bool:
    """Whether level and dates are such as a contract can have; where they are not, that is reported."""
    first, last = context.program.years.start.first_day, context.program.periods[-1].last_day
    again = contract.recertified or contract.submitted
    return str(contract.level) in _levels(context) and first <= contract.submitted <= again <= last


@check(CONTRACT_CREDIT_EXPIRED)
def contract_credit_expired(context: ReviewContext) -> Issues:
    """A contract's credit holds in the period, or is yet to come."""
    for row in context.submission.contracts:
        contract = contract_of(row)
        sound = contract is not None and _is_possible(context, contract)
        quarters = credit_quarters(contract, context.credit_terms) if contract is not None and sound else ()
        if quarters and context.period is not None and context.period > quarters[-1]:
            message = f"{row.called}: its credit held until {quarters[-1]}, and {context.period} has none of it."
            yield Issue(row.recertified.at, message, found_in(row.recertified.entry), "a date of re-certification")


@on_sheet(contract_credit_expired)
def contract_credit_expired_on_sheet(day: ContractEntry) -> Expr:
    """Every quarter that it credits lies before the period."""
    contract, counts_again = day.contract, Ref("recertification_counts") == 1
    opens, reopens = contract.ref("opens"), contract.ref("reopens")
    last = if_(counts_again, Call("MAX", opens, reopens), opens) + Ref("credit_quarters") - 1
    earns = all_(contract.ref("sound") == 1, contract.ref("earns") == 1, OF_PERIOD > 0)
    return guarded(earns, Ref("period_ordinal") > last)


@check(CONTRACT_AFTER_ATTESTATION)
def contract_after_attestation(context: ReviewContext) -> Issues:
    """A contract is submitted and re-certified before the report that lists it is attested, or received."""
    latest, last = context.attested_on or context.received, context.program.periods[-1].last_day
    for row, day in _days(context):
        match day.entry:
            case Day(value) if latest is not None and latest < value <= last:
                message = f"{row.called}: {value} is later than the report, which is of {latest}."
                yield Issue(day.at, message, str(value), f"{latest} or earlier")
            case _:
                pass


@on_sheet(contract_after_attestation)
def contract_after_attestation_on_sheet(day: ContractEntry) -> Expr:
    """It lies after the day of the attestation, and within the program."""
    last = day.contract.numbers.program.periods[-1].last_day
    attested = Ref("day_attested")
    return guarded(
        is_day(day.cell), all_(attested > 0, Call("INT", day.cell) > attested, Call("INT", day.cell) <= last)
    )


CHECKS = (
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
    contract_credit_expired,
    contract_after_attestation,
)
