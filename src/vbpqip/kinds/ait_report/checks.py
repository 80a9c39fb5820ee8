"""70x: what an AIT report alone is checked for, each rule beside the condition by which the form says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Never

from vbpqip.checking.catalogue.entries import (
    ENTRY_HAS_MARKED_TEXT,
    ENTRY_IS_A_FORMULA,
    ENTRY_SHOWN_AS_DAY,
    ENTRY_SHOWN_AS_PERCENTAGE,
    ENTRY_SHOWS_AN_ERROR,
    NUMBER_FORMAT_NOT_UNDERSTOOD,
)
from vbpqip.checking.check import Check, Issue, Issues, Items, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.checking.run import Checked, run_checks
from vbpqip.core.cells import Blank, NotApplicable, Number, found_in
from vbpqip.core.measures import Measure
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.numbers import exact
from vbpqip.kinds.ait_report.catalogue import (
    BASELINE_DIFFERS,
    BASELINE_MISSING,
    CONTRACT_OF_OTHER_YEAR,
    EARLIER_REPORT_NOT_COMPARABLE,
    FEW_MEANS,
    MEAN_INCOMPLETE,
    MEAN_KIND_UNKNOWN,
    MEAN_OUT_OF_RANGE,
    MEAN_TOO_FINE,
    MEAN_UNIT_DIFFERS,
    MEAN_UNLIKELY,
    MEAN_WITHOUT_SOURCE,
    MEAN_YEAR_UNKNOWN,
    MEASURE_NOT_OF_QUARTERLY_REPORT,
    MEASURE_WITHOUT_MEANS,
    NO_MEANS,
    NOT_AN_AIT_REPORT,
    RESULT_MISSING,
    RESULT_NOT_OF_QUARTERLY_REPORT,
    YEARLY_RESULT_NOT_AVAILABLE,
)
from vbpqip.kinds.ait_report.context import MEAN_TITLES, AitContext, SelectedRow
from vbpqip.kinds.ait_report.items import AmountOnForm, MeanOnForm, MeanPart, RowOnForm, SelectionOnForm
from vbpqip.kinds.ait_report.performance import performance_of
from vbpqip.kinds.ait_report.published import published_rate
from vbpqip.kinds.ait_report.years import ait_credit_terms
from vbpqip.kinds.shared import (
    appearance,
    attestation,
    contracts,
    counts,
    file,
    heading,
    received,
    results,
    selection,
    stored,
    typed,
)
from vbpqip.kinds.shared.contracts import KNOWN_CONTRACTS, ContractEntry, KnownContract
from vbpqip.kinds.shared.counts import NamedPair
from vbpqip.kinds.shared.selection import selected_heading
from vbpqip.program.program import Program
from vbpqip.rules.ait import earns_ait_credit
from vbpqip.workbook.answers import LARGEST_COUNT
from vbpqip.workbook.conditions import is_blank, reads, says_na, says_nothing
from vbpqip.workbook.entries import Field
from vbpqip.workbook.expr import Call, Expr, Ref, all_, any_, expr, guarded, is_number, not_

MEAN_KINDS = ("Pooled", "Mean of hospitals")
"""What a mean can be of: events of the whole State over its occurrences, or the hospitals' own rates."""

_FIRST_MEAN_YEAR = 2009
_MOST_PLACES, _EXACT = 4, 9
"""Decimal places of a mean, and digits that its places and the multiplier of its measure have together at most."""


def mean_places(measure: Measure) -> int:
    """Return with how many decimal places the mean of a measure is compared exactly by a spreadsheet."""
    return max(0, min(_MOST_PLACES, _EXACT - len(str(measure.per))))


def largest_mean(measure: Measure) -> int:
    """Return the largest mean that a measure can have."""
    return (measure.highest_result or LARGEST_COUNT) if measure.annual else measure.per


def mean_years(program: Program) -> list[int]:
    """Return the years that a mean can be of."""
    return list(range(_FIRST_MEAN_YEAR, program.periods[-1].last_day.year + 1))


class _AskedPair(NamedTuple):
    """A baseline or a result that a report has to have."""

    row: SelectedRow
    pair: NamedPair


_WHOLE = Items[AitContext, AitContext, SelectionOnForm](lambda context: (context,))
_ROWS = Items[AitContext, SelectedRow, RowOnForm](lambda context: context.rows)
_BASELINES = Items[AitContext, NamedPair, AmountOnForm](lambda context: (row.baseline for row in context.rows))
_RESULTS = Items[AitContext, NamedPair, AmountOnForm](
    lambda context: (row.result for row in context.rows if row.result is not None)
)
_YEARLY = Items[AitContext, NamedPair, AmountOnForm](lambda context: context.results)
_MEANS = Items[AitContext, SelectedRow, MeanOnForm](
    lambda context: (row for row in context.rows if row.row.mean.is_given)
)
_MEAN_PARTS = Items[AitContext, SelectedRow, MeanPart](_MEANS.of_report)
_NOT_COMPARED = Items[AitContext, tuple[str, str], Never](lambda context: context.not_compared)


not_an_ait_report = check(NOT_AN_AIT_REPORT, over=received.WHOLE)(file.another_kind)


def _blank(pair: NamedPair) -> Iterator[Issue]:
    """Yield that entries of a pair are blank: the two counts, or the one result."""
    measure = pair.numerator.measure
    asked = (pair.numerator,) if measure.annual else pair
    blank = [each for each in asked if isinstance(each.field.entry, Blank)]
    if blank:
        names = " and ".join(each.name for each in blank)
        message = f"{measure.short_title}: {names} {'is' if len(blank) == 1 else 'are'} blank."
        expected = results.possible_results(measure) if measure.annual else "a whole number"
        yield Issue(blank[0].field.at, message, "", expected)


def _blank_on_sheet(entry: AmountOnForm) -> Expr:
    return entry.is_blank_result if entry.measure.annual else says_nothing(entry.cell)


@check(BASELINE_MISSING, over=_BASELINES)
def baseline_missing(pair: NamedPair, _: AitContext) -> Issues:
    """A selected measure has a baseline."""
    yield from _blank(pair)


@on_sheet(baseline_missing, once_a_row=True)
def baseline_missing_on_sheet(entry: AmountOnForm) -> Expr:
    """Nothing is entered; told once of a row."""
    return _blank_on_sheet(entry)


@check(RESULT_MISSING, over=_RESULTS)
def result_missing(pair: NamedPair, _: AitContext) -> Issues:
    """Where results are reported, a selected measure has one."""
    yield from _blank(pair)


@on_sheet(result_missing, once_a_row=True)
def result_missing_on_sheet(entry: AmountOnForm) -> Expr:
    """Nothing is entered; told once of a row."""
    return _blank_on_sheet(entry)


@check(YEARLY_RESULT_NOT_AVAILABLE, over=_YEARLY)
def yearly_result_not_available(pair: NamedPair, _: AitContext) -> Issues:
    """A measure with one result a year has one."""
    match pair.numerator.field.entry:
        case NotApplicable(spelled):
            message = f"{pair.numerator.title}: NA, so there is no result, and the measure has not improved."
            yield Issue(pair.numerator.field.at, message, spelled, results.possible_results(pair.numerator.measure))
        case _:
            pass


@on_sheet(yearly_result_not_available)
def yearly_result_not_available_on_sheet(entry: AmountOnForm) -> Expr:
    """It is NA."""
    return says_na(entry.cell)


def _mean(row: SelectedRow) -> Decimal:
    entry = row.row.mean.value.entry
    assert isinstance(entry, Number)  # noqa: S101 -- a mean that is given
    return entry.value


def _mean_title(row: SelectedRow) -> str:
    return f"{row.measure.short_title}, State mean"


@check(MEAN_INCOMPLETE, over=_MEAN_PARTS)
def mean_incomplete(row: SelectedRow, _: AitContext) -> Issues:
    """A mean says its unit, its kind and its year."""
    mean = row.row.mean
    unit, kind, year = mean.unit, mean.kind, mean.year
    said = {
        MEAN_TITLES[1]: (unit.at, not unit.text),
        MEAN_TITLES[2]: (kind.at, not kind.text),
        MEAN_TITLES[3]: (year.at, isinstance(year.entry, Blank)),
    }
    blank = [name for name, (_, is_missing) in said.items() if is_missing]
    if blank:
        message = f"{row.measure.short_title}: {', '.join(blank)} {'is' if len(blank) == 1 else 'are'} blank."
        yield Issue(said[blank[0]][0], message, "", "unit, kind and year")


@on_sheet(mean_incomplete, once_a_row=True)
def mean_incomplete_on_sheet(part: MeanPart) -> Expr:
    """A mean is entered, and this is not; told once of a row."""
    return guarded(is_number(part.mean.value), is_blank(part.cell))


@on_sheet(mean_incomplete, once_a_row=True)
def mean_year_missing_on_sheet(part: MeanPart) -> Expr:
    """The same of the year, in whose place the form's own words may stand for nothing."""
    return guarded(is_number(part.mean.value), says_nothing(part.cell))


@check(MEAN_WITHOUT_SOURCE, over=_MEAN_PARTS)
def mean_without_source(row: SelectedRow, _: AitContext) -> Issues:
    """A mean says where it is from."""
    source = row.row.mean.source
    if not source.text:
        yield Issue(source.at, f"{_mean_title(row)}: {_mean(row)}, of no source.", "", "where it is from")


@on_sheet(mean_without_source)
def mean_without_source_on_sheet(part: MeanPart) -> Expr:
    """A mean is entered, and no source."""
    return guarded(is_number(part.mean.value), is_blank(part.cell))


@check(MEAN_OUT_OF_RANGE, over=_MEANS)
def mean_out_of_range(row: SelectedRow, _: AitContext) -> Issues:
    """A mean is one that rates can have."""
    mean, largest = _mean(row), largest_mean(row.measure)
    if not 0 <= mean <= largest:
        message = f"{_mean_title(row)}: {mean} {row.measure.result_unit} is not possible."
        yield Issue(row.row.mean.value.at, message, str(mean), f"0 to {largest}")


@on_sheet(mean_out_of_range)
def mean_out_of_range_on_sheet(mean: MeanOnForm) -> Expr:
    """It is none that rates can have."""
    return any_(mean.cell < 0, mean.cell > largest_mean(mean.measure))


@check(MEAN_TOO_FINE, over=_MEANS)
def mean_too_fine(row: SelectedRow, _: AitContext) -> Issues:
    """A mean has as many decimal places as a spreadsheet compares exactly."""
    mean, places = _mean(row), mean_places(row.measure)
    if 0 <= mean <= largest_mean(row.measure) and mean != round(mean, places):
        message = f"{_mean_title(row)}: {mean} has too many decimal places."
        yield Issue(row.row.mean.value.at, message, str(mean), f"at most {places} decimal places")


@on_sheet(mean_too_fine)
def mean_too_fine_on_sheet(mean: MeanOnForm) -> Expr:
    """It is another number with as many places."""
    return Call("ROUND", mean.cell, mean_places(mean.measure)) != mean.cell


@check(MEAN_UNIT_DIFFERS, over=_MEAN_PARTS)
def mean_unit_differs(row: SelectedRow, _: AitContext) -> Issues:
    """A mean is in the unit of its measure."""
    unit = row.row.mean.unit
    if unit.text and not unit.reads(row.measure.result_unit):
        message = f"{_mean_title(row)}: '{unit.quoted}', and results are {row.measure.result_unit}."
        yield Issue(unit.at, message, unit.quoted, row.measure.result_unit)


@on_sheet(mean_unit_differs)
def mean_unit_differs_on_sheet(part: MeanPart) -> Expr:
    """It is another one."""
    return guarded(is_number(part.mean.value), not_(reads(part.cell, part.mean.measure.result_unit)))


@check(MEAN_KIND_UNKNOWN, over=_MEAN_PARTS)
def mean_kind_unknown(row: SelectedRow, _: AitContext) -> Issues:
    """A mean says what it is the mean of."""
    kind = row.row.mean.kind
    if kind.text and not any(map(kind.reads, MEAN_KINDS)):
        message = f"{_mean_title(row)}: '{kind.quoted}' is no kind of mean."
        yield Issue(kind.at, message, kind.quoted, " or ".join(MEAN_KINDS))


@on_sheet(mean_kind_unknown)
def mean_kind_unknown_on_sheet(part: MeanPart) -> Expr:
    """It is neither of them."""
    known = any_(*(reads(part.cell, each) for each in MEAN_KINDS))
    return guarded(is_number(part.mean.value), not_(known))


@check(MEAN_YEAR_UNKNOWN, over=_MEAN_PARTS)
def mean_year_unknown(row: SelectedRow, context: AitContext) -> Issues:
    """A mean is of a year."""
    year, years = row.row.mean.year, mean_years(context.program)
    match year.entry:
        case Number(value) if value not in years:
            message = f"{_mean_title(row)}: {found_in(year.entry)} is no year of a mean."
            yield Issue(year.at, message, found_in(year.entry), f"{years[0]} to {years[-1]}")
        case NotApplicable(spelled):
            message = f"{_mean_title(row)}: {spelled} is no year of a mean."
            yield Issue(year.at, message, spelled, f"{years[0]} to {years[-1]}")
        case _:
            pass


@on_sheet(mean_year_unknown)
def mean_year_unknown_on_sheet(part: MeanPart) -> Expr:
    """It is a number that is none of the years, or NA."""
    years = mean_years(part.mean.row.program)
    whole = all_(part.cell == Call("INT", part.cell), part.cell >= years[0], part.cell <= years[-1])
    return guarded(is_number(part.mean.value), not_(guarded(is_number(part.cell), whole)))


def _limits(program: Program, row: SelectedRow | MeanOnForm, year: Any) -> tuple[Decimal, Decimal] | None:  # noqa: ANN401 -- a quarter
    """Return between which numbers a mean is likely, ``None`` where no rate was published."""
    published = published_rate(program, row.measure, year)
    factor = program.whole("checks.mean_factor", year)
    return None if published is None else (published.value / factor, published.value * factor)


@check(MEAN_UNLIKELY, over=_MEANS)
def mean_unlikely(row: SelectedRow, context: AitContext) -> Issues:
    """A mean is of the size of the rate that was published."""
    mean, limits = _mean(row), _limits(context.program, row, context.rules_of)
    published = published_rate(context.program, row.measure, context.rules_of)
    if limits is not None and published is not None and not limits[0] <= mean <= limits[1]:
        message = f"{_mean_title(row)}: {mean} {row.measure.result_unit}; {published.value} was published."
        yield Issue(row.row.mean.value.at, message, str(mean), f"{limits[0]} to {limits[1]}")


@on_sheet(mean_unlikely)
def mean_unlikely_on_sheet(mean: MeanOnForm) -> Expr | None:
    """It is many times larger or smaller."""
    program = mean.row.program
    published = published_rate(program, mean.measure, program.periods[-1])
    if published is None:
        return None
    factor = mean.row.numbers.whole("checks.mean_factor")
    value = expr(float(published.value))
    return any_(mean.cell * factor < value, mean.cell > value * factor)


@check(FEW_MEANS, over=_WHOLE)
def few_means(_: AitContext, context: AitContext) -> Issues:
    """Where results are reported, half of the selected measures have a mean."""
    given = sum(row.row.mean.is_given for row in context.rows)
    if context.has_results and 0 < 2 * given < len(context.rows):
        message = f"{given} of {len(context.rows)} selected measures {'has' if given == 1 else 'have'} a State mean."
        yield Issue(selected_heading(context), message, str(given), "half or more")


@on_sheet(few_means)
def few_means_on_sheet(head: SelectionOnForm) -> Expr:  # noqa: ARG001 -- as its like
    """Results are entered, and fewer than half have a mean."""
    given, selected = Ref("means_given"), Ref("ait_selected")
    return all_(Ref("has_results") == 1, given > 0, given * 2 < selected)


@check(NO_MEANS, over=_WHOLE)
def no_means(_: AitContext, context: AitContext) -> Issues:
    """Where results are reported, a selected measure has a mean."""
    if context.has_results and not any(row.row.mean.is_given for row in context.rows):
        yield Issue(selected_heading(context), "No selected measure has a State mean.", "0", "a mean")


@on_sheet(no_means)
def no_means_on_sheet(head: SelectionOnForm) -> Expr:  # noqa: ARG001 -- as its like
    """Results are entered, and none has a mean."""
    return all_(Ref("has_results") == 1, Ref("means_given") == 0, Ref("ait_selected") > 0)


@check(MEASURE_WITHOUT_MEANS, over=_ROWS)
def measure_without_means(row: SelectedRow, _: AitContext) -> Issues:
    """Note the measures of which there are no means."""
    if row.measure.off_menu:
        yield Issue(row.row.selected.at, f"{row.measure.short_title} is not on the menu: there is no State mean of it.")


@check(CONTRACT_OF_OTHER_YEAR, over=KNOWN_CONTRACTS)
def contract_of_other_year(each: KnownContract, context: Any) -> Issues:  # noqa: ANN401 -- a report with contracts: see the registry of checks
    """A contract that earns credits earns one for the year."""
    terms = ait_credit_terms(context.program, context.rules_of)
    first, last = context.program.years.start, context.program.periods[-1]
    days = [day for day in (each.contract.submitted, each.contract.recertified) if day is not None]
    is_possible = all(first.first_day <= day <= last.last_day for day in days)
    at_some_time = earns_ait_credit(each.contract, terms._replace(since=first, until=last))
    if context.period is not None and is_possible and at_some_time and not earns_ait_credit(each.contract, terms):
        message = f"{each.row.called}: submitted {each.contract.submitted}, which earns nothing for {context.period}."
        yield Issue(each.row.submitted.at, message, str(each.contract.submitted), f"{terms.since} to {terms.until}")


@on_sheet(contract_of_other_year)
def contract_of_other_year_on_sheet(day: ContractEntry) -> Expr:
    """It earns credits, and none for the year."""
    contract = day.contract
    earns = all_(contract.ref("possible") == 1, contract.ref("earns") == 1, contract.credits.period.row > 0)
    return guarded(earns, contract.ref("in_year") == 0)


@check(EARLIER_REPORT_NOT_COMPARABLE, over=_NOT_COMPARED)
def earlier_report_not_comparable(given: tuple[str, str], _: AitContext) -> Issues:
    """A report that was given to compare with can be compared."""
    name, obstacle = given
    yield Issue(None, f"{name} was not compared: {obstacle}.", name, "baselines, or the report of the measured year")


def _as_entered(field: Field) -> str:
    return found_in(field.entry) or "blank"


def _changed_baselines(context: AitContext) -> Iterator[tuple[SelectedRow, tuple[Field, Field]]]:
    """Yield the rows whose baseline is another one than was earlier, and that one."""
    earlier = {} if context.earlier is None else {row.measure.key: row.row.baseline for row in context.earlier.rows}
    for row in context.rows:
        before = earlier.get(row.measure.key)
        if before is not None and any(
            found_in(now.entry) != found_in(then.entry) for now, then in zip(row.row.baseline, before, strict=True)
        ):
            yield row, before


@check(BASELINE_DIFFERS, over=Items[AitContext, tuple[SelectedRow, tuple[Field, Field]], Never](_changed_baselines))
def baseline_differs(each: tuple[SelectedRow, tuple[Field, Field]], context: AitContext) -> Issues:
    """A baseline is the one that was earlier."""
    row, before = each
    now, then = (" of ".join(map(_as_entered, pair)) for pair in (row.row.baseline, before))
    message = f"{row.measure.short_title}: {now}, but {then} in {context.earlier_name}."
    yield Issue(row.row.baseline[0].at, message, now, then)


def _quarterly(context: AitContext, name: str) -> Mapping[str, str]:
    """Return what a report of another kind says of measures under a name, by key, for the year that is measured."""
    facts = () if context.other_kind is None else context.other_kind.facts
    period = "" if context.other_kind is None else context.other_kind.period
    return {
        fact.measure: fact.value
        for fact in facts
        if fact.measure is not None and fact.name == name and fact.period == period
    }


@check(RESULT_NOT_OF_QUARTERLY_REPORT, over=_ROWS)
def result_not_of_quarterly_report(row: SelectedRow, context: AitContext) -> Issues:
    """A result is that of the report whose window is measured."""
    reported = _quarterly(context, "result").get(str(row.measure.key))
    found = None if row.result is None else performance_of(row.result)
    if reported is not None and row.result is not None and found is not None and found.rate is not None:
        assert context.other_kind is not None  # noqa: S101 -- it told
        own = exact(found.rate)
        if own != reported:
            message = f"{row.measure.short_title}: {own}, but {reported} in {context.other_kind.name}."
            yield Issue(row.result.numerator.field.at, message, own, reported)


def _selected_otherwise(context: AitContext) -> Iterator[tuple[str, bool]]:
    """Yield the measures that are selected in one of the two reports alone, and whether it is this one."""
    if context.other_kind is not None:
        there, here = _quarterly(context, "outcome"), [str(row.measure.key) for row in context.rows]
        yield from ((key, True) for key in here if key not in there)
        yield from ((key, False) for key in there if key not in here)


@check(MEASURE_NOT_OF_QUARTERLY_REPORT, over=Items[AitContext, tuple[str, bool], Never](_selected_otherwise))
def measure_not_of_quarterly_report(each: tuple[str, bool], context: AitContext) -> Issues:
    """The same measures are selected as in the report whose window is measured."""
    key, is_here = each
    assert context.other_kind is not None  # noqa: S101 -- it selects otherwise
    name = context.menu[key].short_title if key in context.menu else key
    where = f"not selected in {context.other_kind.name}" if is_here else f"selected in {context.other_kind.name} alone"
    answer = next((row.selected.at for row in context.answers if row.key.text == key), None)
    yield Issue(answer, f"{name}: {where}.", "Yes" if is_here else "not selected", "as there")


OWN: tuple[Check[AitContext, Any], ...] = (
    baseline_missing,
    result_missing,
    yearly_result_not_available,
    mean_out_of_range,
    mean_too_fine,
    mean_incomplete,
    mean_without_source,
    mean_unit_differs,
    mean_kind_unknown,
    mean_year_unknown,
    mean_unlikely,
    few_means,
    no_means,
    measure_without_means,
    contract_of_other_year,
    baseline_differs,
    result_not_of_quarterly_report,
    measure_not_of_quarterly_report,
    earlier_report_not_comparable,
)
"""Those of the kind's own."""

CHECKS: tuple[Check[AitContext, Any], ...] = (
    not_an_ait_report,
    *file.CHECKS,
    *heading.CHECKS,
    *attestation.CHECKS,
    *selection.CHECKS,
    *typed.CHECKS,
    *counts.CHECKS,
    *results.CHECKS,
    *contracts.OF_ANY_CREDIT,
    *OWN,
    *stored.CHECKS,
    *appearance.CHECKS,
)
"""All of them, in the order of the form."""

_ROOT_CAUSES = (
    ENTRY_HAS_MARKED_TEXT,
    ENTRY_SHOWS_AN_ERROR,
    ENTRY_IS_A_FORMULA,
    ENTRY_SHOWN_AS_PERCENTAGE,
    ENTRY_SHOWN_AS_DAY,
    NUMBER_FORMAT_NOT_UNDERSTOOD,
)


def check_ait(context: AitContext) -> Checked:
    """Run the checks; in a workbook of another kind nothing else is looked for."""
    if context.is_of_another_kind:
        return run_checks((not_an_ait_report,), context)._replace(checks_run=1 + len(file.CHECKS))
    is_reported = file.reported_by_itself(context.entries)
    return run_checks(CHECKS, context, root_causes=_ROOT_CAUSES, is_reported=is_reported)
