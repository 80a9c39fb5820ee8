"""What the form looks at: each cell with the conditions that can hold there, in the order in which the first is told.

An error value, a formula, a blank and NA come before anything that calculates with an entry, which they would spoil.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vbpqip.checking.catalogue.entries import COUNT_SUPPRESSED, NA_LOOK_ALIKE
from vbpqip.checking.on_sheet import SheetCondition
from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.kinds.qit_report.checks import (
    eligibility,
    entries,
    magnitudes,
    plausibility,
    quarters,
)
from vbpqip.kinds.qit_report.form.items import (
    DaysItem,
    EntryItem,
    HeadItem,
    PairItem,
    QuarterItem,
    RowItem,
)
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ROWS, CONTRACT_TABLE, FIELDS, MEASURES, QUARTERS
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS, REPORT
from vbpqip.kinds.shared import attestation, contracts, counts, heading, results, typed
from vbpqip.kinds.shared.attestation import AttestedDay, last_attestation
from vbpqip.kinds.shared.contracts import ContractEntry, ContractItem
from vbpqip.kinds.shared.numbers import Numbers
from vbpqip.kinds.shared.typed import AnyEntry
from vbpqip.program.program import Program
from vbpqip.workbook.conditions import trimmed
from vbpqip.workbook.expr import Call, Expr, Ref, all_, any_
from vbpqip.workbook.tested import HEAD, TO_FIX, Cause, TestedCell, moved

_TYPED = (typed.entry_shows_an_error_on_sheet, typed.entry_is_a_formula_on_sheet)
FACILITY = (*_TYPED, heading.facility_missing_on_sheet, heading.facility_not_on_roster_on_sheet)
MCO = (
    *_TYPED,
    heading.mco_missing_on_sheet,
    heading.mco_not_on_roster_on_sheet,
    heading.pairing_not_on_roster_on_sheet,
)
PERIOD = (*_TYPED, heading.period_missing_on_sheet, heading.period_unknown_on_sheet)
QUARTER = (
    quarters.quarter_missing_on_sheet,
    quarters.quarter_unknown_on_sheet,
    quarters.quarters_repeated_on_sheet,
    quarters.quarters_not_consecutive_on_sheet,
    quarters.window_not_ending_with_period_on_sheet,
)
ATTESTED_BY = (*_TYPED, attestation.not_attested_on_sheet)
ATTESTED_ON = (
    attestation.attested_by_formula_on_sheet,
    attestation.attestation_date_unreadable_on_sheet,
    attestation.attested_too_early_on_sheet,
    attestation.attested_too_late_on_sheet,
)
SELECTION = (eligibility.no_measure_selected_on_sheet, eligibility.too_few_measures_on_sheet)
ANSWER = (
    *_TYPED,
    entries.selected_not_yes_or_no_on_sheet,
    entries.selected_missing_on_sheet,
    eligibility.measure_not_on_menu_on_sheet,
    entries.entries_of_unselected_measure_on_sheet,
)
_OF_COUNTS = (
    counts.count_negative_on_sheet,
    counts.count_too_large_on_sheet,
    counts.count_not_whole_on_sheet,
)
_NO_COUNT = (counts.na_instead_of_count_on_sheet, typed.entry_not_a_number_on_sheet)
NUMERATOR = (
    counts.numerator_above_denominator_on_sheet,
    counts.events_of_nothing_on_sheet,
    counts.events_above_denominator_on_sheet,
)
EARLY = (
    typed.entry_shows_an_error_on_sheet,
    entries.annual_measure_in_earlier_quarter_on_sheet,
    entries.na_in_earlier_quarter_on_sheet,
)
_OF_RESULTS = (
    results.annual_result_out_of_range_on_sheet,
    results.annual_result_mistyped_on_sheet,
    results.result_of_too_many_digits_on_sheet,
    results.median_unlikely_on_sheet,
    results.median_is_zero_on_sheet,
)
_NO_RESULT = (
    entries.annual_result_missing_on_sheet,
    entries.annual_result_pending_on_sheet,
    entries.annual_result_not_available_on_sheet,
    typed.entry_not_a_number_on_sheet,
)
_NO_PRIOR_RESULT = (
    eligibility.comparator_missing_on_sheet,
    results.na_spelled_otherwise_on_sheet,
    typed.entry_not_a_number_on_sheet,
)


class _Conditions(NamedTuple):
    """What is looked for in an entry: first, then if it is a number, and if it is not."""

    first: tuple[SheetCondition[Any], ...]
    of_numbers: tuple[SheetCondition[Any], ...] = ()
    of_others: tuple[SheetCondition[Any], ...] = ()


COUNT = _Conditions(_TYPED, _OF_COUNTS, (entries.entry_missing_on_sheet, *_NO_COUNT))
PRIOR_COUNT = _Conditions(_TYPED, _OF_COUNTS, (eligibility.comparator_missing_on_sheet, *_NO_COUNT))
RESULT = _Conditions(_TYPED, _OF_RESULTS, _NO_RESULT)
PRIOR_RESULT = _Conditions(_TYPED, _OF_RESULTS, _NO_PRIOR_RESULT)
BESIDE_RESULT = (
    *_TYPED,
    results.annual_denominator_not_na_on_sheet,
    results.na_spelled_otherwise_on_sheet,
)
IN_BASELINE = (eligibility.comparator_in_baseline_on_sheet,)
DAYS = (plausibility.denominator_of_device_days_on_sheet, plausibility.patient_days_differ_on_sheet)
DENOMINATOR_DOUBTS = (plausibility.denominator_tenfold_on_sheet,)
NUMERATOR_DOUBTS = (
    plausibility.quarter_entered_twice_on_sheet,
    plausibility.result_jumped_on_sheet,
    magnitudes.rate_unlikely_on_sheet,
)
ANNUAL_DOUBTS = (plausibility.result_jumped_on_sheet,)
PRIOR_NUMERATOR_DOUBTS = (magnitudes.rate_unlikely_on_sheet,)
PRIOR_DENOMINATOR_DOUBTS = (magnitudes.prior_denominator_differs_on_sheet,)
LEVEL = (
    *_TYPED,
    contracts.contract_incomplete_on_sheet,
    contracts.contract_level_unknown_on_sheet,
    contracts.contract_below_level_on_sheet,
)
_DAY = (contracts.contract_date_unreadable_on_sheet, contracts.contract_date_outside_program_on_sheet)
SUBMITTED = (*_TYPED, contracts.contract_incomplete_on_sheet, *_DAY)
RECERTIFIED = (*_TYPED, *_DAY, contracts.recertified_before_submitted_on_sheet)
STATUS = (
    *_TYPED,
    contracts.contract_incomplete_on_sheet,
    contracts.contract_status_unknown_on_sheet,
    contracts.contract_refused_on_sheet,
)
ARRANGEMENT = (contracts.contract_arrangement_unknown_on_sheet,)
SUBMITTED_DOUBTS = (contracts.contract_repeated_on_sheet, contracts.contract_after_attestation_on_sheet)
RECERTIFIED_DOUBTS = (contracts.contract_credit_expired_on_sheet, contracts.contract_after_attestation_on_sheet)

_LISTED_ONCE = frozenset(
    condition.diagnostic.code
    for condition in (
        entries.entry_missing_on_sheet,
        entries.na_in_earlier_quarter_on_sheet,
        eligibility.comparator_missing_on_sheet,
        eligibility.comparator_in_baseline_on_sheet,
        contracts.contract_incomplete_on_sheet,
        attestation.not_attested_on_sheet,
    )
)


LISTED_AS_ANOTHER = frozenset({COUNT_SUPPRESSED.code, NA_LOOK_ALIKE.code})
"""What a sheet tells as a text where a number belongs: how published statistics hide a number, and what means NA."""


def _causes(conditions: Sequence[SheetCondition[Any]], item: object) -> tuple[Cause, ...]:
    """Return the conditions of an item that its form can test."""
    found = ((each.diagnostic, each.condition(item)) for each in conditions)
    return tuple(
        Cause(diagnostic, condition, diagnostic.code in _LISTED_ONCE)
        for diagnostic, condition in found
        if condition is not None
    )


class _Tests(NamedTuple):
    """The cells of a form of these measures."""

    program: Program
    measures: tuple[Measure, ...]

    @property
    def numbers(self) -> Numbers:
        return Numbers(self.program)

    def rows(self) -> list[RowItem]:
        return [RowItem(nth, measure, self.numbers) for nth, measure in enumerate(self.measures)]

    def heading(self) -> Iterator[TestedCell]:
        """Yield facility, MCO, period and quarters."""
        for name, conditions in (("facility", FACILITY), ("mco", MCO), ("current_period", PERIOD)):
            yield _single(name, _causes(conditions, AnyEntry(Ref(name))))
        for nth in QUARTERS:
            name = f"quarter_{nth}"
            causes = (*_causes(_TYPED, AnyEntry(Ref(name))), *_causes(QUARTER, QuarterItem(nth)))
            yield _single(name, causes)

    def attestation(self) -> Iterator[TestedCell]:
        """Yield who attests to the report, and when."""
        latest = last_attestation(self.program)
        for name in ("attested_by", "attested_title"):
            yield _single(name, _causes(ATTESTED_BY, AnyEntry(Ref(name))), row="attestation")
        on = Ref("attested_on")
        missing = _causes((attestation.not_attested_on_sheet,), AnyEntry(on))
        yield _single("attested_on", (*missing, *_causes(ATTESTED_ON, AttestedDay(on, latest))), row="attestation")

    def selection(self) -> TestedCell:
        """Return the head of the answers."""
        causes = _causes(SELECTION, HeadItem(self.numbers))
        return TestedCell(Ref("selected_head"), Ref("fix_selected_head"), "Measures selected", causes, "selection")

    def row(self, row: RowItem) -> Iterator[TestedCell]:
        """Yield the entries of a row of the measure table."""
        yield self._entry(row, "selected", _causes(ANSWER, row), None)
        selected = row.ref("is_selected") == 1
        for pair in row.quarters:
            yield from self._pair(pair, selected)
        yield from self._pair(row.prior_pair, all_(selected, Ref("has_comparator") == 1))

    def _pair(self, pair: PairItem, applies: Expr) -> Iterator[TestedCell]:
        for cell in (pair.numerator, pair.denominator):
            yield self._entry_of(EntryItem(pair, cell), applies)

    def _conditions(self, entry: EntryItem) -> _Conditions:
        pair = entry.pair
        if not pair.row.measure.annual:
            count = PRIOR_COUNT if pair.is_prior else COUNT
            return count._replace(of_numbers=(*_OF_COUNTS, *NUMERATOR)) if entry.is_numerator else count
        if not pair.is_prior and pair.nth < len(QUARTERS):
            return _Conditions(EARLY)
        if not entry.is_numerator:
            return _Conditions(BESIDE_RESULT)
        return PRIOR_RESULT if pair.is_prior else RESULT

    def _entry_of(self, entry: EntryItem, applies: Expr) -> TestedCell:
        first, of_numbers, of_others = (_causes(each, entry) for each in self._conditions(entry))
        tested = self._entry(entry.pair.row, entry.cell.name, first, applies)
        return tested._replace(of_numbers=of_numbers, of_others=of_others)

    def _entry(self, row: RowItem, name: str, causes: tuple[Cause, ...], applies: Expr | None) -> TestedCell:
        title = f"{row.measure.short_title}, {MEASURE_LABELS[name]}"
        causes = (moved(row.ref(name), row.ref("measure_title")), *causes)
        return TestedCell(row.ref(name), row.ref(f"{TO_FIX}{name}"), title, causes, (REPORT, row.nth), applies)

    def doubts(self, row: RowItem, group: Sequence[RowItem]) -> Iterator[TestedCell]:
        """Yield the entries of a row once more, for what is possible and unlikely."""
        if row.measure.annual:
            last = row.quarters[-1]
            yield self._doubt(row, last.numerator, _causes(ANNUAL_DOUBTS, last))
            yield from self._prior_doubts(row)
            return
        for pair in row.quarters:
            days = DaysItem(pair, tuple(each.ref(f"patient_days_{pair.nth}") for each in group))
            causes = (*_causes(DAYS, days), *_causes(DENOMINATOR_DOUBTS, pair))
            yield self._doubt(row, pair.numerator, _causes(NUMERATOR_DOUBTS, pair))
            yield self._doubt(row, pair.denominator, causes)
        yield from self._prior_doubts(row)

    def _prior_doubts(self, row: RowItem) -> Iterator[TestedCell]:
        pair = row.prior_pair
        own = ((pair.numerator, PRIOR_NUMERATOR_DOUBTS), (pair.denominator, PRIOR_DENOMINATOR_DOUBTS))
        for cell, conditions in own:
            doubts = () if row.measure.annual else _causes(conditions, pair)
            yield self._doubt(row, cell, (*_causes(IN_BASELINE, EntryItem(pair, cell)), *doubts))

    def _doubt(self, row: RowItem, cell: Ref, causes: tuple[Cause, ...]) -> TestedCell:
        title = f"{row.measure.short_title}, {MEASURE_LABELS[cell.name]}"
        return TestedCell(cell, row.ref(f"doubt_{cell.name}"), title, causes, (REPORT, row.nth, "doubts"))

    def contract(self, nth: int) -> Iterator[TestedCell]:
        """Yield the entries of a contract."""
        contract = ContractItem(nth, self.program)
        filled = contract.ref("filled") == 1
        for name, conditions in (
            ("arrangement", ARRANGEMENT),
            ("level", LEVEL),
            ("submitted", SUBMITTED),
            ("recertified", RECERTIFIED),
            ("status", STATUS),
        ):
            entry = ContractEntry(contract, contract.ref(name))
            applies = filled
            if name == "recertified":
                entered = any_(Call("ISERROR", entry.cell), Call("IFERROR", trimmed(entry.cell) != "", True))  # noqa: FBT003 -- a value of the sheet
                applies = all_(filled, entered)
            yield self._of_contract(contract, name, "fix", _causes(conditions, entry), applies)
        for name, doubts in (("submitted", SUBMITTED_DOUBTS), ("recertified", RECERTIFIED_DOUBTS)):
            causes = _causes(doubts, ContractEntry(contract, contract.ref(name)))
            yield self._of_contract(contract, name, "doubt", causes, filled)

    def _of_contract(
        self, contract: ContractItem, name: str, grid: str, causes: tuple[Cause, ...], applies: Expr
    ) -> TestedCell:
        title = f"Contract {contract.nth + 1}, {_CONTRACT_LABELS[f'contract_{name}']}"
        if grid == "fix":
            causes = (moved(contract.ref(name), contract.ref("quarters")), *causes)
        state = Ref(f"{grid}_contract_{name}", contract.nth)
        return TestedCell(contract.ref(name), state, title, causes, (CONTRACTS, contract.nth, grid), applies)


MEASURE_LABELS = {column.name: column.label for column in MEASURES.columns}
_CONTRACT_LABELS = {column.name: column.label for column in CONTRACT_TABLE.columns}
_FIELD_LABELS = {field.place.name: field.place.label for field in FIELDS}


def _single(name: str, causes: tuple[Cause, ...], row: str = "") -> TestedCell:
    title = f"Quarter {name[-1]} of 4" if name.startswith("quarter_") else _FIELD_LABELS[name]
    at = Ref(name)
    causes = (moved(at, Ref(f"{HEAD}{name}"), 1), *causes)
    return TestedCell(at, Ref(f"{TO_FIX}{name}"), title, causes, row or name)


def tested_cells(program: Program, measures: tuple[Measure, ...]) -> tuple[TestedCell, ...]:
    """Return every cell that the form looks at, in the order in which what is open is listed."""
    tests = _Tests(program, measures)
    rows = tests.rows()
    of_days = [row for row in rows if row.measure.infection_group]
    found: list[TestedCell] = [*tests.heading(), tests.selection()]
    for row in rows:
        found += tests.row(row)
        found += tests.doubts(row, of_days)
    for nth in range(CONTRACT_ROWS):
        found += tests.contract(nth)
    return (*found, *tests.attestation())
