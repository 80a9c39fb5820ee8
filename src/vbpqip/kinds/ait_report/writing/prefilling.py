"""Filling a form in with what reports say already: names, selection, contracts, baselines, and the measured year.

The report of the baselines gives the form with the results of the same year: its baselines are locked as they were
sent. One with results gives the form of the next year. The quarterly report whose window is the measured year gives
names, selection, contracts and results. What errors of a report touch is not taken over, and is listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from vbpqip.core.errors import TemplateError, UnknownNameError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import YearPeriod
from vbpqip.core.reviews import Review, Status
from vbpqip.core.typed_names import meant
from vbpqip.kinds.ait_report.context import AitContext
from vbpqip.kinds.ait_report.form import (
    AIT_CONTRACT_ROWS,
    AIT_CONTRACT_TABLE,
    AIT_MEASURES,
    AIT_TITLE,
    BASELINE,
    MEAN,
    RESULT,
)
from vbpqip.kinds.ait_report.lists import ait_lists
from vbpqip.kinds.ait_report.model import AitRow
from vbpqip.kinds.ait_report.options import AIT_MEASURE, AIT_PREVIOUS, QUARTERLY_REPORT
from vbpqip.kinds.ait_report.writing.form_data import ait_measures, content_of, empty_entries
from vbpqip.kinds.ait_report.years import ait_years
from vbpqip.kinds.kind import FormOptions
from vbpqip.kinds.reviewed import Reviewed
from vbpqip.program.program import Program
from vbpqip.workbook.answers import NO, NOT_APPLICABLE, NOTHING_CARRIED, YES
from vbpqip.workbook.carry_forward import carried_entries
from vbpqip.workbook.entry_types import DayType, EntryKey, NumberType, Raw
from vbpqip.workbook.form import Carry, Column
from vbpqip.workbook.form_content import FormContent


class _FormInWork(NamedTuple):
    """A form while it is filled in: its program and year, its rows by measure, and its entries."""

    program: Program
    year: YearPeriod | None
    rows: Mapping[str, int]
    locked: dict[EntryKey, Raw]
    open: dict[EntryKey, Raw]
    left_open: list[str]
    annual: tuple[bool, ...]

    def of(self, column: Column) -> dict[EntryKey, Raw]:
        """Return the entries among which those of a column are: locked, or open."""
        return self.locked if column.carry is Carry.LOCKED else self.open


def ait_form_wanted(program: Program, wanted: FormOptions) -> tuple[FormContent, Program]:
    """Return the content of the form that somebody wants, and the program under the agreement of its pairing.

    Raises:
        TemplateError: There is no such measure, or the reports that were given do not belong together.
    """
    last, other = (wanted.reports.get(option.name) for option in (AIT_PREVIOUS, QUARTERLY_REPORT))
    facility, mco = _names(wanted, last, other)
    program = program if wanted.in_set else program.for_pairing(facility or "", mco or "")
    year = _year(program, wanted, last, other)
    rows = {str(measure.key): nth for nth, measure in enumerate(ait_measures(program))}
    selected = [_key_of(typed, program) for typed in wanted.texts.get(AIT_MEASURE.name, ())]
    empty = empty_entries(program, year=year, facility=facility, mco=mco, selected=selected)
    annual = tuple(measure.annual for measure in ait_measures(program))
    form = _FormInWork(program, year, rows, {}, {}, [], annual)
    if last is not None:
        _carry(form, _context(last), last.review)
    if other is not None:
        _fill_in(form, other.review)
    names: dict[EntryKey, Raw] = {
        ("facility", 0): facility or "",
        ("mco", 0): mco or "",
        ("program_year", 0): str(year or ""),
    }
    if last is not None or other is not None:
        form.locked.update({key: raw for key, raw in names.items() if raw})
    locked = {*form.locked, *((key for key in names if names[key]) if wanted.in_set else ())} - _years_of_set(wanted)
    content = content_of(
        program,
        {**empty, **form.open, **form.locked},
        locked=locked,
        carried_from=NOTHING_CARRIED if last is None else str(last.review.period),
        left_open=tuple(form.left_open),
    )
    return content, program


def _years_of_set(wanted: FormOptions) -> set[EntryKey]:
    return {("program_year", 0)} if wanted.in_set else set()


def _context(reviewed: Reviewed[Any, Any]) -> AitContext:
    context = reviewed.context
    if not isinstance(context, AitContext) or context.is_of_another_kind:
        raise TemplateError(AIT_PREVIOUS.name, f"the workbook is not an {AIT_TITLE}; give a report that was sent.")
    if context.period is None:
        raise TemplateError(AIT_PREVIOUS.name, "the report names no program year; choose one in it, and save it.")
    return context


def _names(
    wanted: FormOptions, last: Reviewed[Any, Any] | None, other: Reviewed[Any, Any] | None
) -> tuple[str | None, str | None]:
    """Return facility and MCO, which all that is given agree on."""
    found: dict[str, str | None] = {"facility": wanted.facility, "mco": wanted.mco}
    for option, reviewed in ((AIT_PREVIOUS.name, last), (QUARTERLY_REPORT.name, other)):
        review = None if reviewed is None else reviewed.review
        said = {} if review is None else {"facility": review.facility, "mco": review.mco}
        for part, name in said.items():
            asked = found[part]
            if name and asked and normalized_name(name) != normalized_name(asked):
                raise TemplateError(option, f"it is of '{name}', not of '{asked}'; give that one's report.")
            found[part] = name or asked
    return found["facility"], found["mco"]


def _year(
    program: Program, wanted: FormOptions, last: Reviewed[Any, Any] | None, other: Reviewed[Any, Any] | None
) -> YearPeriod | None:
    """Return the year of the form: the one that is asked for, which the reports have to be of."""
    years = ait_years(program)
    asked = next((year for year in years if wanted.period is not None and str(year) == str(wanted.period)), None)
    if last is not None:
        context = _context(last)
        follows = context.period if not context.has_results else _after(years, context.period)
        if follows is None:
            raise TemplateError(
                AIT_PREVIOUS.name, f"{context.period} is the last year with a target; none comes after it."
            )
        if asked not in {None, follows}:
            raise TemplateError("period", f"the last report is of {context.period}, so the next is of {follows}.")
        asked = follows
    if other is not None:
        ends = other.review.period
        measured = next((year for year in years if ends is not None and str(year.window()[-1]) == str(ends)), None)
        if measured is None or asked not in {None, measured}:
            ending = " or ".join(str(year.window()[-1]) for year in ([asked] if asked else years))
            raise TemplateError(
                QUARTERLY_REPORT.name, f"it is of {ends or 'no period'}; the measured year is the window of {ending}."
            )
        asked = measured
    return asked


def _after(years: Sequence[YearPeriod], year: YearPeriod | None) -> YearPeriod | None:
    later = [each for each in years if year is not None and each > year]
    return later[0] if later else None


def _key_of(typed: str, program: Program) -> str:
    named = tuple((name, str(measure.key)) for measure in ait_measures(program) for name in measure.names)
    known = ", ".join(dict.fromkeys(key for _, key in named))
    try:
        return meant(typed, named, f"is not on the menu; known are {known}")
    except UnknownNameError as error:
        raise TemplateError(AIT_MEASURE.name, str(error)) from error


def _carry(form: _FormInWork, last: AitContext, review: Review) -> None:
    """Carry over what the last report says: its selection and contracts, of the same year baselines and means too."""
    wrong = {finding.at for finding in review.errors}
    offered = ait_lists(form.program, ait_measures(form.program))
    entered = {row["measure_key"].text: row for row in last.entries.tables[AIT_MEASURES.name]}
    for row in last.report.rows:
        nth = form.rows.get(row.key.text)
        if nth is not None and row.selected.at not in wrong:
            _carry_answer(form, row, nth)
            if last.period == form.year and row.is_selected:
                raws = {
                    column.name: raw for column, raw in carried_entries(AIT_MEASURES, entered[row.key.text], offered)
                }
                sound = {name: raw for name, raw in raws.items() if entered[row.key.text][name].at not in wrong}
                _carry_baseline(form, nth, sound, last.measure_name(row))
    for nth, contract in enumerate(last.entries.tables[AIT_CONTRACT_TABLE.name]):
        for column, raw in carried_entries(AIT_CONTRACT_TABLE, contract, offered):
            if contract[column.name].at not in wrong:
                form.of(column)[column.name, nth] = raw


def _carry_answer(form: _FormInWork, row: AitRow, nth: int) -> None:
    """Carry over whether a measure is selected; that it is not stays open."""
    if row.is_selected:
        form.locked["selected", nth] = YES
    elif row.selected.reads(NO):
        form.open["selected", nth] = NO


def _carry_baseline(form: _FormInWork, nth: int, sound: Mapping[str, Raw], called: str) -> None:
    """Carry over a baseline as it was sent, locked, and a mean, which stays open."""
    asked = BASELINE[:1] if form.annual[nth] else BASELINE
    if not set(asked) <= sound.keys():
        form.left_open.append(f"{called}: its baseline.")
        return
    form.locked.update({(name, nth): sound[name] for name in asked})
    if form.annual[nth]:
        form.locked[BASELINE[1], nth] = NOT_APPLICABLE
    form.open.update({(name, nth): sound[name] for name in MEAN if name in sound})


def _fill_in(form: _FormInWork, review: Review) -> None:
    """Fill in what the quarterly report says of the measured year."""
    if review.status is not Status.ACCEPTED:
        raise TemplateError(QUARTERLY_REPORT.name, "it is not accepted: only a report without errors fills in a form.")
    for key, totals in _totals(review).items():
        nth = form.rows.get(key)
        if nth is None:
            form.left_open.append(f"{key}: it is not on the menu of {form.year}.")
        else:
            form.locked["selected", nth] = YES
            for name, part in zip(RESULT, ("numerator", "denominator"), strict=True):
                form.locked[name, nth] = _raw(totals[part]) if part in totals else NOT_APPLICABLE
    if not any(name.startswith("contract_") for name, _ in (*form.locked, *form.open)):
        _contracts(form, review)


def _totals(review: Review) -> Mapping[str, Mapping[str, Fraction]]:
    """Return what a report's entries of its window add up to, by measure and part; NA is none."""
    totals: dict[str, dict[str, Fraction]] = {}
    window = {str(quarter) for quarter in review.window}
    for fact in review.facts():
        if fact.measure is not None and fact.at is not None and fact.period in window:
            parts = totals.setdefault(fact.measure, {})
            parts[fact.name] = parts.get(fact.name, Fraction(0)) + Fraction(fact.value)
    return totals


def _raw(total: Fraction) -> Raw:
    return int(total) if total.denominator == 1 else Decimal(total.numerator) / total.denominator


def _contracts(form: _FormInWork, review: Review) -> None:
    """Fill in the contracts that the quarterly report lists, by the names of their columns."""
    for nth, row in enumerate(review.entered().tables.get(AIT_CONTRACT_TABLE.name, ())[:AIT_CONTRACT_ROWS]):
        for column in AIT_CONTRACT_TABLE.entries:
            text = row.get(column.name)
            if text:
                number = isinstance(column.takes, NumberType)
                raw: Raw = (
                    date.fromisoformat(text) if isinstance(column.takes, DayType) else int(text) if number else text
                )
                form.of(column)[column.name, nth] = raw
