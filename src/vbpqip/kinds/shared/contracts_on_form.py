"""What a form looks at in its contracts, and what it calculates of them.

A table of contracts has the columns of ``contract_columns.py`` beside one another, and somewhere those of its workings.
What is to fix at an entry stands in ``fix_`` and its name, what is unlikely in ``doubt_`` and its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from vbpqip.checking.on_sheet import SheetCondition
from vbpqip.core.contracts import ContractStatus
from vbpqip.core.quarters import Years
from vbpqip.kinds.shared import contracts, typed
from vbpqip.kinds.shared.causes import causes_of
from vbpqip.kinds.shared.contract_columns import CONTRACT_COLUMNS
from vbpqip.kinds.shared.contracts import ContractEntry, ContractItem
from vbpqip.workbook.answers import OutcomeShown
from vbpqip.workbook.conditions import as_truth, is_day, normalized_words, reads, says_nothing, trimmed
from vbpqip.workbook.expr import Call, Expr, Operand, Range, Ref, Whole, all_, any_, expr, guarded, if_, not_, summed
from vbpqip.workbook.form import DOUBT, TO_FIX
from vbpqip.workbook.tested import Cause, Numbering, TestedCell

NEVER = -1000
"""Ordinal that stands for no quarter."""

ContractDoubts: TypeAlias = Mapping[str, tuple[SheetCondition[ContractEntry], ...]]
"""What is looked for in the days of a contract, by their names."""

_TYPED = (typed.entry_shows_an_error_on_sheet, typed.entry_is_a_formula_on_sheet)
_DAY = (contracts.contract_date_unreadable_on_sheet, contracts.contract_date_outside_program_on_sheet)
_CONDITIONS = {
    "arrangement": (contracts.contract_arrangement_unknown_on_sheet,),
    "level": (
        *_TYPED,
        contracts.contract_figure_missing_on_sheet,
        contracts.contract_level_unknown_on_sheet,
        contracts.contract_below_level_on_sheet,
    ),
    "submitted": (*_TYPED, contracts.contract_figure_missing_on_sheet, *_DAY),
    "recertified": (*_TYPED, *_DAY, contracts.recertified_before_submitted_on_sheet),
    "status": (
        *_TYPED,
        contracts.contract_incomplete_on_sheet,
        contracts.contract_status_unknown_on_sheet,
        contracts.contract_refused_on_sheet,
    ),
}
_DOUBTS = {
    "submitted": (contracts.contract_repeated_on_sheet, contracts.contract_after_attestation_on_sheet),
    "recertified": (contracts.contract_credit_expired_on_sheet, contracts.contract_after_attestation_on_sheet),
}
_DOUBTS_OF_ONE_DAY = {"submitted": (*_DOUBTS["submitted"], contracts.contract_credit_expired_on_sheet)}
"""Where a form asks for no re-certification."""
_LABELS = {column.name: column.label for column in CONTRACT_COLUMNS}


def tested_contract(
    contract: ContractItem, moved_from: Callable[[Ref], Cause], doubts: ContractDoubts
) -> Iterator[TestedCell]:
    """Yield the entries of a contract.

    ``moved_from`` is how the form knows that one was cut and pasted. ``doubts`` are what is looked for in its days once
    they are sound, such as :func:`quarter_doubts`.
    """
    filled = contract.ref("filled") == 1
    asked = ((name, each) for name, each in _CONDITIONS.items() if f"contract_{name}" in contract.credits.asked)
    for name, conditions in asked:
        entry = ContractEntry(contract, contract.ref(name))
        applies = filled
        if name == "recertified":
            entered = any_(Call("ISERROR", entry.cell), Call("IFERROR", not_(says_nothing(entry.cell)), True))  # noqa: FBT003 -- a value of the sheet
            applies = all_(filled, entered)
        yield _tested(entry, TO_FIX, (moved_from(entry.cell), *causes_of(conditions, entry)), applies)
    for name, conditions in doubts.items():
        entry = ContractEntry(contract, contract.ref(name))
        yield _tested(entry, DOUBT, causes_of(conditions, entry), filled)


def quarter_doubts(contract: ContractItem) -> ContractDoubts:
    """Return what is looked for in the days of a contract whose credit is of quarters, and can run out."""
    return _DOUBTS if contract.credits.asks_for_recertification else _DOUBTS_OF_ONE_DAY


def _tested(entry: ContractEntry, grid: str, causes: tuple[Cause, ...], applies: Expr) -> TestedCell:
    nth, cell = entry.contract.nth, entry.cell
    title = f"Contract {nth + 1}, {_LABELS[cell.name]}"
    return TestedCell(cell, Ref(f"{grid}{cell.name}", nth), title, causes, ("contracts", nth, grid), applies)


def contract_workings(contract: ContractItem, numbering: Numbering) -> Mapping[str, Expr]:
    """Return what is calculated of a contract, and the quarters that it credits in words."""
    own, terms = contract.ref, contract.credits
    known, years, now = own("known") == 1, terms.program.years, terms.period.ordinal
    renewed = is_renewed(contract)
    last = terms.quarters - 1
    holds = [all_(own(name) <= now, now <= own(name) + last) for name in ("opens", "reopens")]
    held = any_(holds[0], all_(terms.recertification_counts == 1, holds[1]))
    return {
        **sound_contract(contract, numbering),
        "contract_opens": if_(known, ordinal_of(own("submitted"), years), NEVER),
        "contract_reopens": expr(NEVER)
        if renewed is None
        else if_(all_(known, renewed), ordinal_of(own("recertified"), years), NEVER),
        "contract_counts": credited_if(contract, all_(terms.period.row > 0, held)),
        "contract_quarters": contract_shown(contract, _credited(contract)),
    }


def sound_contract(contract: ContractItem, numbering: Numbering) -> Mapping[str, Expr]:
    """Return what is calculated of a contract whatever it is credited for: is it filled in, sound and possible?"""
    nth, own, terms = contract.nth, contract.ref, contract.credits
    asked = terms.asked
    blank = Call("SUMPRODUCT", (Call("TRIM", Range(Ref(asked[0], nth), Ref(asked[-1], nth))) == "") * 1)
    states = [
        *(f"{TO_FIX}{name}" for name in asked[1:]),
        *(f"{DOUBT}contract_{name}" for name in _DOUBTS if contract.ref(name).name in asked),
    ]
    to_fix = any_(*(numbering.is_error(Ref(state, nth)) for state in states))
    known = own("known") == 1
    earns = all_(own("level") >= terms.lowest_level, not_(reads(own("status"), ContractStatus.REFUSED)))
    return {
        "contract_filled": Call("IFERROR", as_truth(blank < len(asked)), 1),
        "contract_sound": if_(own("filled") == 0, 0, as_truth(not_(to_fix))),
        "contract_known": _is_known(contract),
        "contract_possible": if_(known, as_truth(_is_possible(contract)), 0),
        "contract_earns": if_(known, as_truth(earns), 0),
        "contract_text": Call("IFERROR", if_(known, _contract_text(contract), ""), ""),
    }


def credited_if(contract: ContractItem, condition: Operand) -> Expr:
    """Return 1 where a contract is sound and earns a credit, and a condition holds; 0 otherwise."""
    counts = all_(contract.ref("sound") == 1, contract.ref("earns") == 1)
    return if_(counts, as_truth(condition), 0)


def is_renewed(contract: ContractItem) -> Expr | None:
    """Whether a day of re-certification is entered, ``None`` where the form asks for none."""
    asks = contract.credits.asks_for_recertification
    return not_(says_nothing(contract.ref("recertified"))) if asks else None


def ordinal_of(day: Expr, years: Years) -> Expr:
    """Return ``years.of(day).ordinal``: quarters since the first one of the program's first year."""
    quarters, months = divmod(years.begins.month - 1, 3)
    year, month = Call("YEAR", day), Call("MONTH", day)
    return (year - years.begins.year) * 4 + Call("INT", (month - (months + 1)) / 3) - quarters


def _quarter_name(ordinal: Expr, years: Years) -> Expr:
    name: Expr = years.prefix & (Call("INT", ordinal / 4) + years.first)
    return name & " Q" & (Call("MOD", ordinal, 4) + 1)


def contract_shown(contract: ContractItem, credited: Expr) -> Expr:
    """Return what is said of a contract, ``credited`` where it is sound; in the first row that there is none."""
    own = contract.ref
    none: Operand = ""
    if contract.nth == 0:
        none = if_(summed(Whole("contract_filled")) == 0, "no contract is listed", "")
    shown = if_(own("sound") == 0, OutcomeShown.INVALID_ENTRIES, credited)
    return if_(own("filled") == 0, none, shown)


def _is_known(contract: ContractItem) -> Expr:
    """Return 1 where all is there that makes a contract: see ``kinds.shared.contracts.contract_of``."""
    level, again = contract.ref("level"), contract.ref("recertified")
    days = [is_day(contract.ref("submitted"))]
    if contract.credits.asks_for_recertification:
        days.append(any_(says_nothing(again), is_day(again)))
    whole = guarded(Call("ISNUMBER", level), Call("INT", level) == level)
    statuses = any_(*(reads(contract.ref("status"), each) for each in ContractStatus))
    return Call("IFERROR", as_truth(all_(*days, whole, statuses)), 0)


def _is_possible(contract: ContractItem) -> Expr:
    """Whether level and dates are such as a contract can have: see ``kinds.shared.contracts``."""
    program = contract.program
    submitted, again = (Call("INT", contract.ref(name)) for name in ("submitted", "recertified"))
    last = program.periods[-1].last_day
    levels = any_(*(contract.ref("level") == int(level.name) for level in program.levels))
    once, renewed = submitted <= last, is_renewed(contract)
    in_order = once if renewed is None else if_(renewed, all_(submitted <= again, again <= last), once)
    return all_(levels, submitted >= program.years.start.first_day, in_order)


def _contract_text(contract: ContractItem) -> Expr:
    """Return all that makes a contract as one text, so that two can be compared."""
    level, status, again, submitted = (contract.ref(name) for name in ("level", "status", "recertified", "submitted"))
    words: Expr = normalized_words(contract.ref("mco")) & "|" & Call("INT", submitted) & "|" & level
    once = words & "|" & Call("UPPER", trimmed(status))
    if not contract.credits.asks_for_recertification:
        return once
    return once & "|" & if_(Call("ISNUMBER", again), Call("INT", again), 0)


def _credited(contract: ContractItem) -> Expr:
    """Return the quarters that a contract credits, in words."""
    own, terms = contract.ref, contract.credits
    last = terms.quarters - 1

    def span(opening: Expr) -> Expr:
        return _quarter_name(opening, terms.program.years) & " to " & _quarter_name(opening + last, terms.program.years)

    again = all_(terms.recertification_counts == 1, own("reopens") > NEVER)
    return if_(own("earns") == 1, span(own("opens")) & if_(again, ", " & span(own("reopens")), ""), "no credit")
