"""What the form looks at: each cell with the conditions that can hold there, in the order in which the first is told.

An error value, a formula, a blank and NA come before anything that calculates with an entry, which they would spoil.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from vbpqip.checking.catalogue.entries import ENTRY_NOT_A_NUMBER
from vbpqip.checking.on_sheet import SheetCondition
from vbpqip.core.measures import Measure
from vbpqip.kinds.ait_report import checks
from vbpqip.kinds.ait_report.form import AIT_CONTRACT_ROWS, AIT_FORM, AIT_MEASURES, AIT_SHEET
from vbpqip.kinds.ait_report.items import YEAR, AmountOnForm, MeanPart, RowOnForm, SelectionOnForm
from vbpqip.kinds.shared import attestation, contracts, counts, heading, results, selection, typed
from vbpqip.kinds.shared.attestation import AttestedDay, last_attestation
from vbpqip.kinds.shared.causes import causes_of
from vbpqip.kinds.shared.contracts import ContractItem, CreditsOnForm
from vbpqip.kinds.shared.contracts_on_form import ContractDoubts, tested_contract
from vbpqip.kinds.shared.heading import ChosenPeriod, PartiesOnForm, PartyOnForm
from vbpqip.kinds.shared.typed import AnyEntry
from vbpqip.program.program import Program
from vbpqip.workbook.conditions import says_na, says_nothing
from vbpqip.workbook.expr import Expr, Ref, Value, any_, is_number, not_
from vbpqip.workbook.form import TO_FIX
from vbpqip.workbook.tested import HEAD, Cause, TestedCell, moved

_TYPED = (typed.entry_shows_an_error_on_sheet, typed.entry_is_a_formula_on_sheet)
_FACILITY = (*_TYPED, heading.facility_missing_on_sheet, heading.facility_not_on_roster_on_sheet)
_MCO = (*_TYPED, heading.mco_missing_on_sheet, heading.mco_not_on_roster_on_sheet)
_YEAR = (*_TYPED, heading.period_missing_on_sheet, heading.period_unknown_on_sheet)
_ATTESTED_BY = (*_TYPED, attestation.not_attested_on_sheet)
_ATTESTED_ON = (
    attestation.day_not_given_on_sheet,
    attestation.attested_by_formula_on_sheet,
    attestation.attestation_date_unreadable_on_sheet,
    attestation.attested_too_early_on_sheet,
    attestation.attested_too_late_on_sheet,
)
_ANSWER = (
    *_TYPED,
    selection.selected_not_yes_or_no_on_sheet,
    selection.selected_missing_on_sheet,
    selection.measure_not_on_menu_on_sheet,
    selection.entries_of_unselected_measure_on_sheet,
)
_COUNT = (counts.count_negative_on_sheet, counts.count_too_large_on_sheet, counts.count_not_whole_on_sheet)
_NUMERATOR = (
    counts.numerator_above_denominator_on_sheet,
    counts.events_of_nothing_on_sheet,
    counts.events_above_denominator_on_sheet,
)
_NO_NUMBER = (typed.na_look_alike_on_sheet, typed.entry_not_a_number_on_sheet)
_NO_COUNT = (counts.na_instead_of_count_on_sheet, counts.count_suppressed_on_sheet, *_NO_NUMBER)
_YEARLY = (
    results.annual_result_out_of_range_on_sheet,
    results.annual_result_mistyped_on_sheet,
    results.result_of_too_many_digits_on_sheet,
    results.median_unlikely_on_sheet,
    results.median_is_zero_on_sheet,
)
_BESIDE_YEARLY = (
    *_TYPED,
    typed.na_look_alike_on_sheet,
    results.annual_denominator_not_na_on_sheet,
    results.na_spelled_otherwise_on_sheet,
)
_MISSING = {"baseline": checks.baseline_missing_on_sheet, "result": checks.result_missing_on_sheet}
_MEAN = (checks.mean_out_of_range_on_sheet, checks.mean_too_fine_on_sheet, checks.mean_unlikely_on_sheet)
_MEAN_PARTS: dict[str, tuple[SheetCondition[Any], ...]] = {
    "unit": (checks.mean_incomplete_on_sheet, checks.mean_unit_differs_on_sheet),
    "kind": (checks.mean_incomplete_on_sheet, checks.mean_kind_unknown_on_sheet),
    "year": (checks.mean_year_missing_on_sheet, checks.mean_year_unknown_on_sheet),
    "source": (checks.mean_without_source_on_sheet,),
}
_DOUBTS: ContractDoubts = {
    "submitted": (
        contracts.contract_repeated_on_sheet,
        contracts.contract_after_attestation_on_sheet,
        checks.contract_of_other_year_on_sheet,
    ),
    "recertified": (contracts.contract_after_attestation_on_sheet,),
}
_LABELS = {column.name: column.label for column in AIT_MEASURES.columns}
_FIELD_LABELS = {field.place.name: field.place.label for field in AIT_FORM.fields}


def ait_attested_day(program: Program) -> AttestedDay:
    """Return the day of the attestation."""
    return AttestedDay(Ref("attested_on"), Ref("day_entered"), last_attestation(program), YEAR)


def ait_credits_on_form(program: Program) -> CreditsOnForm:
    """Return what decides on the credits of contracts; that they are of quarters is not asked here."""
    return CreditsOnForm(program, YEAR, Ref("day_attested"), Ref("lowest_level"), Value(0), Value(1))


@lru_cache(maxsize=4)
def ait_tested_cells(program: Program, measures: tuple[Measure, ...]) -> tuple[TestedCell, ...]:
    """Return every cell that the form looks at, in the order in which what is open is listed."""
    found = [*_heading(), _selection()]
    for nth, measure in enumerate(measures):
        found += _row(RowOnForm(nth, measure, program))
    for nth in range(AIT_CONTRACT_ROWS):
        contract = ContractItem(nth, ait_credits_on_form(program))
        found += tested_contract(contract, _moved_in_row, _DOUBTS)
    return (*found, *_attestation(program))


def _moved_in_row(cell: Ref) -> Cause:
    return moved(cell, Ref("contract_credit", cell.nth))


def _heading() -> Iterator[TestedCell]:
    facility = PartyOnForm(Ref("facility"), Ref("facility_rows"))
    mco = PartyOnForm(Ref("mco"), Ref("mco_rows"))
    pairing = causes_of((heading.pairing_not_on_roster_on_sheet,), PartiesOnForm(facility, mco, Ref("pairing_rows")))
    yield _single("facility", causes_of(_FACILITY, facility))
    yield _single("mco", (*causes_of(_MCO, mco), *pairing))
    yield _single("program_year", causes_of(_YEAR, ChosenPeriod(Ref("program_year"), YEAR.row)))


def _attestation(program: Program) -> Iterator[TestedCell]:
    for name in ("attested_by", "attested_title"):
        yield _single(name, causes_of(_ATTESTED_BY, AnyEntry(Ref(name))), row="attestation")
    yield _single("attested_on", causes_of(_ATTESTED_ON, ait_attested_day(program)), row="attestation")


def _single(name: str, causes: tuple[Cause, ...], row: str = "") -> TestedCell:
    at = Ref(name)
    causes = (moved(at, Ref(f"{HEAD}{name}"), 1), *causes)
    return TestedCell(at, Ref(f"{TO_FIX}{name}"), _FIELD_LABELS[name], causes, row or name)


def _selection() -> TestedCell:
    conditions = (
        selection.no_measure_selected_on_sheet,
        checks.few_means_on_sheet,
        checks.no_means_on_sheet,
    )
    causes = causes_of(conditions, SelectionOnForm())
    return TestedCell(Ref("selected_head"), Ref("fix_selected_head"), "Measures selected", causes, "selection")


def _row(row: RowOnForm) -> Iterator[TestedCell]:
    yield _entry(row, row.cell, causes_of(_ANSWER, row), None)
    selected = row.ref("is_selected") == 1
    for above, below in row.pairs:
        applies = selected if above.which == "baseline" else row.ref("result_asked") == 1
        yield from (_count(each, applies) for each in (above, below))
    mean = row.mean
    none = Cause(ENTRY_NOT_A_NUMBER, not_(any_(says_nothing(mean.value), says_na(mean.value))))
    first = causes_of(_TYPED, AnyEntry(mean.value))
    yield _entry(row, mean.value, first, selected)._replace(of_numbers=causes_of(_MEAN, mean), of_others=(none,))
    for name, conditions in _MEAN_PARTS.items():
        part = MeanPart(mean, getattr(mean, name))
        others = (Cause(ENTRY_NOT_A_NUMBER, _no_number(part.cell)),) if name == "year" else ()
        causes = (*causes_of(_TYPED, AnyEntry(part.cell)), *others, *causes_of(conditions, part))
        yield _entry(row, part.cell, causes, selected)


def _no_number(cell: Ref) -> Expr:
    return not_(any_(is_number(cell), says_nothing(cell), says_na(cell)))


def _count(entry: AmountOnForm, applies: Expr) -> TestedCell:
    is_numerator = entry.cell.name == entry.numerator.name
    missing = _MISSING[entry.which]
    first: tuple[SheetCondition[Any], ...] = _TYPED
    of_numbers: tuple[SheetCondition[Any], ...] = ()
    of_others: tuple[SheetCondition[Any], ...] = ()
    if not entry.measure.annual:
        of_numbers = (*_COUNT, *_NUMERATOR) if is_numerator else _COUNT
        of_others = (missing, *_NO_COUNT)
    elif is_numerator:
        of_numbers = _YEARLY
        of_others = (missing, checks.yearly_result_not_available_on_sheet, *_NO_NUMBER)
    else:
        first = _BESIDE_YEARLY
    tested = _entry(entry.row, entry.cell, causes_of(first, entry), applies)
    return tested._replace(of_numbers=causes_of(of_numbers, entry), of_others=causes_of(of_others, entry))


def _entry(row: RowOnForm, cell: Ref, causes: tuple[Cause, ...], applies: Expr | None) -> TestedCell:
    title = f"{row.measure.short_title}, {_LABELS[cell.name]}"
    causes = (moved(cell, row.ref("measure_title")), *causes)
    return TestedCell(cell, row.ref(f"{TO_FIX}{cell.name}"), title, causes, (AIT_SHEET, row.nth), applies)
