"""A small kind of report whose checks are shared ones: who attests to it, its names, two counts, and its contracts.

It has a sheet without a table, two tables on two sheets, and says in formulas of its own what the shared conditions ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from vbpqip.checking.check import Check, check
from vbpqip.checking.occasion import Occasion
from vbpqip.checking.options import ReviewOptions
from vbpqip.checking.run import Checked, run_checks
from vbpqip.core.cells import Location
from vbpqip.core.findings import Diagnostic, Severity
from vbpqip.core.measures import Measure
from vbpqip.core.parties import Subject
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import Verdict
from vbpqip.kinds.kind import About, Kind
from vbpqip.kinds.shared import appearance, attestation, contracts, counts, file, heading, stored, typed
from vbpqip.kinds.shared.attestation import Attestation, AttestedDay, day_attested, day_entered, last_attestation
from vbpqip.kinds.shared.by_type import TypedByForm, tested_by_type
from vbpqip.kinds.shared.causes import causes_of
from vbpqip.kinds.shared.contract_columns import CONTRACT_COLUMNS, CONTRACT_WORKINGS
from vbpqip.kinds.shared.contracts import (
    CONTRACT_NAMES,
    RECERTIFIED,
    ContractItem,
    ContractRow,
    CreditsOnForm,
    contract_row,
)
from vbpqip.kinds.shared.contracts_on_form import contract_workings, quarter_doubts, tested_contract
from vbpqip.kinds.shared.counts import NamedField, NamedPair, count_of, is_above
from vbpqip.kinds.shared.heading import ChosenPeriod, PartiesOnForm, PartyOnForm, RosterOnForm
from vbpqip.kinds.shared.numbers import PeriodOnForm
from vbpqip.kinds.shared.received import WHOLE, Accepted
from vbpqip.program.loading import load_program
from vbpqip.program.program import Program
from vbpqip.rules.credits import CreditTerms
from vbpqip.workbook.answers import LARGEST_COUNT
from vbpqip.workbook.conditions import normalized_words, row_in
from vbpqip.workbook.entries import TextField
from vbpqip.workbook.entry_types import DayType, EntryKey, KeyType, ListedValue, NumberType, QuarterType, Raw, TextType
from vbpqip.workbook.expr import Call, Expr, Ref, Value, Whole
from vbpqip.workbook.form import Column, Form, Place, SingleEntry, Table
from vbpqip.workbook.form_content import FormContent
from vbpqip.workbook.form_entries import Entries
from vbpqip.workbook.form_writer import FormTitle, FormWriter
from vbpqip.workbook.ooxml.package import Workbook
from vbpqip.workbook.read import read_workbook
from vbpqip.workbook.stamp import Stamp, stamp_of
from vbpqip.workbook.tested import HEAD, Cause, Numbering, TestedCell, moved

KEY = "small-report"
ATTESTATION, COUNTS, CONTRACTS, _META = "Attestation", "Counts", "Contracts", "_meta"
MEASURES = ("clabsi", "ami-mortality")
_ROWS = 3
_PROGRAM = load_program()
_MEASURES = _PROGRAM.menu_of(_PROGRAM.first_period)
FORM = Form(
    kind=KEY,
    version="1",
    fields=(
        SingleEntry(Place("facility", "Facility", COUNTS, 2, 0), TextType(), "facility"),
        SingleEntry(Place("mco", "MCO", COUNTS, 2, 1), TextType(), "MCO"),
        SingleEntry(Place("current_period", "Period", COUNTS, 2, 2), QuarterType("list_periods"), "period"),
        SingleEntry(Place("attested_by", "Attested by", ATTESTATION, 2, 0), TextType(), "name"),
        SingleEntry(Place("attested_on", "Attested on", ATTESTATION, 4, 0), DayType(), "day"),
    ),
    results=(Place("ready", "Ready?", COUNTS, 0, 2),),
    stamp=(
        Place("vbpqip_kind", "Kind", _META, 1, 1),
        Place("vbpqip_template_version", "Version", _META, 2, 1),
    ),
    tables=(
        Table(
            "counts",
            COUNTS,
            (5, 0),
            (
                Column("measure_key", "Key", KeyType()),
                Column("numerator", "Events", NumberType()),
                Column("denominator", "Out of", NumberType()),
            ),
            key="measure_key",
        ),
        Table(
            "contracts",
            CONTRACTS,
            (3, 0),
            (
                *CONTRACT_COLUMNS,
                Column("contract_quarters", "Quarters credited", live=True),
                *(Column(name, name, named=False) for name in CONTRACT_WORKINGS),
            ),
            key="contract_submitted",
            rows=_ROWS,
            alike_by=(("contract_mco", "contract_submitted"),),
        ),
    ),
)

_ROW = row_in(Ref("current_period"), Whole("list_periods"))
_OF_PERIOD = Call("MAX", 1, _ROW)
PERIOD = PeriodOnForm(
    row=_ROW,
    ordinal=_ROW - 1 + _PROGRAM.first_period.ordinal,
    window_end=Call("INDEX", Whole("list_window_end"), _OF_PERIOD),
)
_ON = Ref("attested_on")
ATTESTED = AttestedDay(_ON, day_entered(_ON), last_attestation(_PROGRAM), PERIOD)


def _terms(program: Program, period: Quarter) -> CreditTerms:
    return CreditTerms(
        program.whole("credits.lowest_level", period),
        program.whole("credits.quarters", period),
        program.whole("credits.most_at_once", period),
        program.flag("credits.recertification_opens_window", period),
        program.periods[-1],
    )


_TERMS = _terms(_PROGRAM, _PROGRAM.first_period)
_LOWEST, _QUARTERS = Value(_TERMS.lowest_level), Value(_TERMS.quarters)
_AGAIN = Value(int(_TERMS.recertification_opens_window))
CREDITS = CreditsOnForm(_PROGRAM, PERIOD, ATTESTED.possible, _LOWEST, _QUARTERS, _AGAIN)
_COUNTED, _CONTRACTED = FORM.tables
FORM_OF_ONE_DAY = FORM._replace(
    tables=(
        _COUNTED,
        _CONTRACTED._replace(columns=tuple(each for each in _CONTRACTED.columns if each.name != RECERTIFIED)),
    )
)
"""The same form without a column for the re-certification of contracts."""


def _credits_on(form: Form) -> CreditsOnForm:
    names = {column.name for table in form.tables for column in table.columns}
    return CREDITS._replace(asked=tuple(name for name in CONTRACT_NAMES if name in names))


class CountEntry(NamedTuple):
    """A count on the form."""

    cell: Ref
    measure: Measure

    @property
    def denominator(self) -> Ref:
        return Ref("denominator", self.cell.nth)

    @property
    def above(self) -> Expr:
        return is_above(Ref("numerator", self.cell.nth), self.denominator, self.largest) == 1

    @property
    def largest(self) -> int:
        return LARGEST_COUNT


def _roster() -> tuple[PartyOnForm, PartyOnForm, PartiesOnForm]:
    facility, mco = (Call("IFERROR", normalized_words(Ref(name)), "") for name in ("facility", "mco"))
    applies = (Whole("list_roster_since") <= _OF_PERIOD) * 1
    roster = RosterOnForm(Whole("list_roster_facilities"), Whole("list_roster_mcos"), applies)
    named = PartyOnForm(Ref("facility"), roster.rows(facility)), PartyOnForm(Ref("mco"), roster.rows(mco=mco))
    return *named, PartiesOnForm(*named, roster.rows(facility, mco))


def _causes() -> Mapping[str, tuple[Cause, ...]]:
    """Return what is looked for at single entries, by name."""
    facility, mco, both = _roster()
    of_period = heading.period_missing_on_sheet, heading.period_unknown_on_sheet
    return {
        "facility": causes_of((heading.facility_missing_on_sheet, heading.facility_not_on_roster_on_sheet), facility),
        "mco": (
            *causes_of((heading.mco_missing_on_sheet, heading.mco_not_on_roster_on_sheet), mco),
            *causes_of((heading.pairing_not_on_roster_on_sheet,), both),
        ),
        "current_period": causes_of(of_period, ChosenPeriod(Ref("current_period"), PERIOD.row)),
        "attested_by": causes_of((attestation.not_attested_on_sheet,), typed.AnyEntry(Ref("attested_by"))),
        "attested_on": causes_of(
            (
                attestation.attested_by_formula_on_sheet,
                attestation.day_not_given_on_sheet,
                attestation.attestation_date_unreadable_on_sheet,
                attestation.attested_too_early_on_sheet,
                attestation.attested_too_late_on_sheet,
            ),
            ATTESTED,
        ),
    }


def _of_count(tested: TestedCell) -> TestedCell:
    entry = CountEntry(tested.at, _MEASURES[MEASURES[tested.at.nth]])
    above = (
        counts.numerator_above_denominator_on_sheet,
        counts.events_of_nothing_on_sheet,
        counts.events_above_denominator_on_sheet,
    )
    more = causes_of(above, entry) if tested.at.name == "numerator" else ()
    hidden = causes_of((counts.count_suppressed_on_sheet,), entry)
    return tested._replace(of_numbers=(*tested.of_numbers, *more), of_others=(*hidden, *tested.of_others))


def _tested(form: Form) -> Iterator[TestedCell]:
    causes = _causes()
    for each in tested_by_type(form, {"counts": len(MEASURES)}, _PROGRAM.vocabulary):
        name = each.at.name
        if name in causes:
            first = each.causes[:1] if name == "attested_on" else each.causes[:3]
            row = "attestation" if name.startswith("attested") else each.row
            yield each._replace(causes=(*first, *causes[name]), row=row)
        elif name in {"numerator", "denominator"}:
            yield _of_count(each)
    for nth in range(_ROWS):
        contract = ContractItem(nth, _credits_on(form))
        yield from tested_contract(contract, _moved_below, quarter_doubts(contract))


def _moved_below(cell: Ref) -> Cause:
    return moved(cell, Ref(f"{HEAD}{cell.name}"), cell.nth + 1)


def small_book(values: Mapping[EntryKey, Raw], form: Form = FORM) -> FormWriter:
    """Return the form with these entries, before it is stored."""
    roster = _PROGRAM.roster_in(_PROGRAM.periods[-1]).pairings
    lists: dict[str, Sequence[ListedValue]] = {
        "list_periods": list(map(str, _PROGRAM.periods)),
        "list_window_end": [_PROGRAM.dates(period).window_end for period in _PROGRAM.periods],
        "list_roster_facilities": [each.facility for each in roster],
        "list_roster_mcos": [each.mco for each in roster],
        "list_roster_since": [1] * len(roster),
        "list_mcos": sorted({each.mco for each in roster}),
        "list_arrangements": [each.name for each in _PROGRAM.arrangements],
        "list_levels": [int(each.name) for each in _PROGRAM.levels],
        "list_statuses": ["Submitted", "Approved", "Refused"],
        "list_suppressed": counts.SUPPRESSED,
    }
    keys = {("measure_key", nth): key for nth, key in enumerate(MEASURES)}
    content = FormContent(
        form,
        {**values, **keys},
        rows={"counts": len(MEASURES)},
        lists=lists,
        stamp={"vbpqip_kind": KEY, "vbpqip_template_version": "1"},
        live=_live(form),
        tested=tuple(_tested(form)),
    )
    return FormWriter(content, FormTitle("Small report", "The tests", _PROGRAM.vocabulary))


def _live(form: Form) -> Mapping[EntryKey, Expr]:
    """Return what is calculated of each contract; all that can be wrong is an error, or a warning, in any period."""
    found = {each.code: each for cell in _tested(form) for cause in cell.all_causes for each in (cause.diagnostic,)}
    numbering = Numbering(list(found.values()), lambda each: [each.severity], lambda numbers: numbers[0])
    return {
        (name, nth): shown
        for nth in range(_ROWS)
        for name, shown in contract_workings(ContractItem(nth, _credits_on(form)), numbering).items()
    }


class _Parts(NamedTuple):
    entries: Entries
    program: Program
    received: date | None


class SmallContext(_Parts, TypedByForm):
    """A report beside the program's numbers."""

    @property
    def stamp(self) -> Stamp:
        return stamp_of(self.entries.stamp)

    @property
    def accepted(self) -> Accepted:
        return Accepted("a small report", "table of counts", (FORM.version,))

    @property
    def is_of_another_kind(self) -> bool:
        return self.stamp.kind != KEY

    @property
    def entries_that_count(self) -> Iterator[Location]:
        return (each.field.at for each in self.titled)

    def _words(self, name: str) -> TextField:
        field = self.entries.fields[name]
        assert isinstance(field, TextField)
        return field

    @property
    def facility(self) -> TextField:
        return self._words("facility")

    @property
    def mco(self) -> TextField:
        return self._words("mco")

    @property
    def named_period(self) -> TextField:
        return self._words("current_period")

    @property
    def period(self) -> Quarter | None:
        period = self.program.years.parse(self.named_period.text)
        return period if period in self.program.periods else None

    @property
    def periods(self) -> tuple[Quarter, ...]:
        return self.program.periods

    @property
    def last_day_covered(self) -> date | None:
        return None if self.period is None else self.period.last_day

    @property
    def rules_of(self) -> Quarter:
        return self.period or self.program.first_period

    @property
    def occasion(self) -> Occasion:
        return Occasion(self.facility.text, self.period, self.rules_of, self.received, self.received)

    @property
    def attestation(self) -> Attestation:
        return Attestation(self.entries.fields["attested_by"], None, self.entries.fields["attested_on"])

    @property
    def attested_on(self) -> date | None:
        return day_attested(self)

    @cached_property
    def contracts(self) -> tuple[ContractRow, ...]:
        return tuple(map(contract_row, self.entries.tables["contracts"]))

    @property
    def credit_terms(self) -> CreditTerms:
        return _terms(self.program, self.rules_of)

    @cached_property
    def counted(self) -> tuple[NamedPair, ...]:
        return tuple(
            NamedPair(*(self._named(row, name) for name in ("numerator", "denominator")))
            for row in self.entries.tables["counts"]
        )

    def _named(self, row: Any, name: str) -> NamedField:  # noqa: ANN401 -- a row of the table
        measure = _MEASURES[row["measure_key"].text]
        return NamedField(measure, name, row[name], LARGEST_COUNT, count_of(row[name], LARGEST_COUNT))

    @property
    def no_counts(self) -> tuple[NamedField, ...]:
        return tuple(field for pair in self.counted for field in pair if field.as_count is None)

    @property
    def hardly_exact(self) -> tuple[tuple[NamedField, int], ...]:
        return ()


NOT_A_SMALL_REPORT = Diagnostic("QIP920", "not-a-small-report", Severity.ERROR, "It is none.", "Send one.", "The tests")
CHECKS: tuple[Check[SmallContext, Any], ...] = (
    check(NOT_A_SMALL_REPORT, over=WHOLE)(file.another_kind),
    *file.CHECKS,
    *appearance.CHECKS,
    *stored.CHECKS,
    *typed.CHECKS,
    *heading.CHECKS,
    *attestation.CHECKS,
    *counts.CHECKS,
    *contracts.CHECKS,
)


class SmallAssessment(NamedTuple):
    """Nothing but a verdict."""

    verdict: Verdict = Verdict.NOT_DETERMINED

    @property
    def kind(self) -> str:
        return KEY

    def withheld(self) -> SmallAssessment:
        return self


class SmallReport(Kind[Entries, SmallContext, SmallAssessment]):
    """The small report."""

    def __init__(self, form: Form = FORM) -> None:
        self._form = form

    @property
    def key(self) -> str:
        return KEY

    @property
    def title(self) -> str:
        return "Small report"

    @property
    def catalogue(self) -> tuple[Diagnostic, ...]:
        return tuple(each.diagnostic for each in CHECKS)

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self._form,)

    def read(self, workbook: Workbook) -> Entries:
        return read_workbook(self._form, workbook)

    def of_entries(self, entries: Entries) -> Entries:
        return entries

    def context(self, entries: Entries, program: Program, options: ReviewOptions) -> SmallContext:
        return SmallContext(entries, program, options.received)

    def about(self, context: SmallContext) -> About:
        facility, mco = context.facility.text, context.mco.text
        return About(KEY, "1", facility, (mco,), (Subject(facility, mco),), context.period)

    def check(self, context: SmallContext) -> Checked:
        return run_checks(CHECKS, context, is_reported=file.reported_by_itself(context.entries))

    def assess(self, context: SmallContext, checked: Checked) -> SmallAssessment:
        del context, checked
        return SmallAssessment()

    def unassessed(self, program: Program) -> SmallAssessment:
        del program
        return SmallAssessment()


SMALL_REPORT = SmallReport()
SMALL_REPORT_OF_ONE_DAY = SmallReport(FORM_OF_ONE_DAY)
