"""What the form looks at: each cell with the conditions that can hold there, in the order in which the first is told.

An error value, a formula, a blank and NA come before anything that calculates with an entry, which they would spoil.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

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
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ROWS, FIELDS, MEASURES, QUARTERS
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS, REPORT
from vbpqip.kinds.qit_report.model import further_columns
from vbpqip.kinds.qit_report.writing.of_period import PERIOD, attested_day, credits_on_form
from vbpqip.kinds.shared import attestation, counts, heading, results, selection, typed
from vbpqip.kinds.shared.by_type import of_type
from vbpqip.kinds.shared.causes import causes_of
from vbpqip.kinds.shared.contracts import ContractItem
from vbpqip.kinds.shared.contracts_on_form import quarter_doubts, tested_contract
from vbpqip.kinds.shared.heading import ChosenPeriod, PartiesOnForm, PartyOnForm
from vbpqip.kinds.shared.numbers import Numbers
from vbpqip.kinds.shared.typed import AnyEntry
from vbpqip.program.program import Program
from vbpqip.workbook.expr import Expr, Ref
from vbpqip.workbook.form import TO_FIX, Form
from vbpqip.workbook.tested import HEAD, Cause, TestedCell, moved

_TYPED = (typed.entry_shows_an_error_on_sheet, typed.entry_is_a_formula_on_sheet)
_FACILITY = (*_TYPED, heading.facility_missing_on_sheet, heading.facility_not_on_roster_on_sheet)
_MCO = (*_TYPED, heading.mco_missing_on_sheet, heading.mco_not_on_roster_on_sheet)
PAIRING = (heading.pairing_not_on_roster_on_sheet,)
CHOSEN_PERIOD = (*_TYPED, heading.period_missing_on_sheet, heading.period_unknown_on_sheet)
QUARTER = (
    quarters.quarter_missing_on_sheet,
    quarters.quarter_unknown_on_sheet,
    quarters.quarters_repeated_on_sheet,
    quarters.quarters_not_consecutive_on_sheet,
    quarters.window_not_ending_with_period_on_sheet,
)
ATTESTED_BY = (*_TYPED, attestation.not_attested_on_sheet)
ATTESTED_ON = (
    attestation.day_not_given_on_sheet,
    attestation.attested_by_formula_on_sheet,
    attestation.attestation_date_unreadable_on_sheet,
    attestation.attested_too_early_on_sheet,
    attestation.attested_too_late_on_sheet,
)
SELECTION = (selection.no_measure_selected_on_sheet, eligibility.too_few_measures_on_sheet)
ANSWER = (
    *_TYPED,
    selection.selected_not_yes_or_no_on_sheet,
    selection.selected_missing_on_sheet,
    selection.measure_not_on_menu_on_sheet,
    selection.entries_of_unselected_measure_on_sheet,
)
_OF_COUNTS = (
    counts.count_negative_on_sheet,
    counts.count_too_large_on_sheet,
    counts.count_not_whole_on_sheet,
)
_NO_NUMBER = (typed.na_look_alike_on_sheet, typed.entry_not_a_number_on_sheet)
_NO_COUNT = (counts.na_instead_of_count_on_sheet, counts.count_suppressed_on_sheet, *_NO_NUMBER)
NUMERATOR = (
    counts.numerator_above_denominator_on_sheet,
    counts.events_of_nothing_on_sheet,
    counts.events_above_denominator_on_sheet,
)
_EARLY = (
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
    *_NO_NUMBER,
)
_NO_PRIOR_RESULT = (
    eligibility.comparator_missing_on_sheet,
    results.na_spelled_otherwise_on_sheet,
    *_NO_NUMBER,
)


class _Conditions(NamedTuple):
    """What is looked for in an entry: first, then if it is a number, and if it is not."""

    first: tuple[SheetCondition[Any], ...]
    of_numbers: tuple[SheetCondition[Any], ...] = ()
    of_others: tuple[SheetCondition[Any], ...] = ()


COUNT = _Conditions(_TYPED, _OF_COUNTS, (entries.entry_missing_on_sheet, *_NO_COUNT))
PRIOR_COUNT = _Conditions(_TYPED, _OF_COUNTS, (eligibility.comparator_missing_on_sheet, *_NO_COUNT))
_RESULT = _Conditions(_TYPED, _OF_RESULTS, _NO_RESULT)
PRIOR_RESULT = _Conditions(_TYPED, _OF_RESULTS, _NO_PRIOR_RESULT)
BESIDE_RESULT = (
    *_TYPED,
    typed.na_look_alike_on_sheet,
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


class _Tests(NamedTuple):
    """The cells of a form of these measures."""

    program: Program
    measures: tuple[Measure, ...]
    form: Form

    @property
    def labels(self) -> dict[str, str]:
        """The labels of the columns of the measure table."""
        return {column.name: column.label for column in self.form.table_on(REPORT).columns}

    @property
    def numbers(self) -> Numbers:
        return Numbers(self.program, PERIOD)

    def rows(self) -> list[RowItem]:
        return [RowItem(nth, measure, self.numbers) for nth, measure in enumerate(self.measures)]

    def heading(self) -> Iterator[TestedCell]:
        """Yield facility, MCO, period and quarters."""
        facility = PartyOnForm(Ref("facility"), Ref("facility_rows"))
        mco = PartyOnForm(Ref("mco"), Ref("mco_rows"))
        pairing = causes_of(PAIRING, PartiesOnForm(facility, mco, Ref("pairing_rows")))
        yield _single("facility", causes_of(_FACILITY, facility))
        yield _single("mco", (*causes_of(_MCO, mco), *pairing))
        yield _single("current_period", causes_of(CHOSEN_PERIOD, ChosenPeriod(Ref("current_period"), PERIOD.row)))
        for nth in QUARTERS:
            name = f"quarter_{nth}"
            causes = (*causes_of(_TYPED, AnyEntry(Ref(name))), *causes_of(QUARTER, QuarterItem(nth)))
            yield _single(name, causes)

    def attestation(self) -> Iterator[TestedCell]:
        """Yield who attests to the report, and when."""
        for name in ("attested_by", "attested_title"):
            yield _single(name, causes_of(ATTESTED_BY, AnyEntry(Ref(name))), row="attestation")
        yield _single("attested_on", causes_of(ATTESTED_ON, attested_day(self.program)), row="attestation")

    def selection(self) -> TestedCell:
        """Return the head of the answers."""
        causes = causes_of(SELECTION, HeadItem(self.numbers))
        return TestedCell(Ref("selected_head"), Ref("fix_selected_head"), "Measures selected", causes, "selection")

    def row(self, row: RowItem) -> Iterator[TestedCell]:
        """Yield the entries of a row of the measure table."""
        yield self._entry(row, "selected", causes_of(ANSWER, row), None)
        selected = row.ref("is_selected") == 1
        for pair in row.quarters:
            yield from self._pair(pair, selected)
        yield from self._pair(row.prior_pair, row.ref("is_compared") == 1)
        for column in further_columns(self.form.table_on(REPORT)):
            yield of_type(self._entry(row, column.name, (), selected), column.takes)

    def _pair(self, pair: PairItem, applies: Expr) -> Iterator[TestedCell]:
        for cell in (pair.numerator, pair.denominator):
            yield self._entry_of(EntryItem(pair, cell), applies)

    def _conditions(self, entry: EntryItem) -> _Conditions:
        pair = entry.pair
        if not pair.row.measure.annual:
            count = PRIOR_COUNT if pair.is_prior else COUNT
            return count._replace(of_numbers=(*_OF_COUNTS, *NUMERATOR)) if entry.is_numerator else count
        if not pair.is_prior and pair.nth < len(QUARTERS):
            return _Conditions(_EARLY)
        if not entry.is_numerator:
            return _Conditions(BESIDE_RESULT)
        return PRIOR_RESULT if pair.is_prior else _RESULT

    def _entry_of(self, entry: EntryItem, applies: Expr) -> TestedCell:
        first, of_numbers, of_others = (causes_of(each, entry) for each in self._conditions(entry))
        tested = self._entry(entry.pair.row, entry.cell.name, first, applies)
        return tested._replace(of_numbers=of_numbers, of_others=of_others)

    def _entry(self, row: RowItem, name: str, causes: tuple[Cause, ...], applies: Expr | None) -> TestedCell:
        title = f"{row.measure.short_title}, {self.labels[name]}"
        causes = (moved(row.ref(name), row.ref("measure_title")), *causes)
        return TestedCell(row.ref(name), row.ref(f"{TO_FIX}{name}"), title, causes, (REPORT, row.nth), applies)

    def doubts(self, row: RowItem, group: Sequence[RowItem]) -> Iterator[TestedCell]:
        """Yield the entries of a row once more, for what is possible and unlikely."""
        if row.measure.annual:
            last = row.quarters[-1]
            yield self._doubt(row, last.numerator, causes_of(ANNUAL_DOUBTS, last))
            yield from self._prior_doubts(row)
            return
        for pair in row.quarters:
            days = DaysItem(pair, tuple(each.ref(f"patient_days_{pair.nth}") for each in group))
            causes = (*causes_of(DAYS, days), *causes_of(DENOMINATOR_DOUBTS, pair))
            yield self._doubt(row, pair.numerator, causes_of(NUMERATOR_DOUBTS, pair))
            yield self._doubt(row, pair.denominator, causes)
        yield from self._prior_doubts(row)

    def _prior_doubts(self, row: RowItem) -> Iterator[TestedCell]:
        pair = row.prior_pair
        own = ((pair.numerator, PRIOR_NUMERATOR_DOUBTS), (pair.denominator, PRIOR_DENOMINATOR_DOUBTS))
        for cell, conditions in own:
            doubts = () if row.measure.annual else causes_of(conditions, pair)
            yield self._doubt(row, cell, (*causes_of(IN_BASELINE, EntryItem(pair, cell)), *doubts))

    def _doubt(self, row: RowItem, cell: Ref, causes: tuple[Cause, ...]) -> TestedCell:
        title = f"{row.measure.short_title}, {self.labels[cell.name]}"
        return TestedCell(cell, row.ref(f"doubt_{cell.name}"), title, causes, (REPORT, row.nth, "doubts"))

    def contract(self, nth: int) -> Iterator[TestedCell]:
        """Yield the entries of a contract."""
        contract = ContractItem(nth, credits_on_form(self.program))
        quarters = contract.ref("quarters")
        yield from tested_contract(contract, lambda cell: moved(cell, quarters), quarter_doubts(contract))
        for column in further_columns(self.form.table_on(CONTRACTS)):
            cell, title = Ref(column.name, nth), f"Contract {nth + 1}, {column.in_a_sentence}"
            state, causes = Ref(f"{TO_FIX}{column.name}", nth), (moved(cell, quarters),)
            row = ("contracts", nth, TO_FIX)
            yield of_type(TestedCell(cell, state, title, causes, row, contract.ref("filled") == 1), column.takes)


MEASURE_LABELS = {column.name: column.label for column in MEASURES.columns}
_FIELD_LABELS = {field.place.name: field.place.label for field in FIELDS}


def _single(name: str, causes: tuple[Cause, ...], row: str = "") -> TestedCell:
    title = f"Quarter {name[-1]} of 4" if name.startswith("quarter_") else _FIELD_LABELS[name]
    at = Ref(name)
    causes = (moved(at, Ref(f"{HEAD}{name}"), 1), *causes)
    return TestedCell(at, Ref(f"{TO_FIX}{name}"), title, causes, row or name)


def tested_cells(program: Program, measures: tuple[Measure, ...], form: Form) -> tuple[TestedCell, ...]:
    """Return every cell that the form looks at, in the order in which what is open is listed."""
    tests = _Tests(program, measures, form)
    rows = tests.rows()
    of_days = [row for row in rows if row.measure.infection_group]
    found: list[TestedCell] = [*tests.heading(), tests.selection()]
    for row in rows:
        found += tests.row(row)
        found += tests.doubts(row, of_days)
    for nth in range(CONTRACT_ROWS):
        found += tests.contract(nth)
    return (*found, *tests.attestation())
