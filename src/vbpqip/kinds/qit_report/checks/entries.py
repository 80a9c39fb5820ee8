"""3xx: which measures are selected, and what of them is missing, or stands where nothing belongs."""

from __future__ import annotations

from vbpqip.checking.catalogue.entries import (
    ANNUAL_MEASURE_IN_EARLIER_QUARTER,
    ANNUAL_RESULT_MISSING,
    ANNUAL_RESULT_NOT_AVAILABLE,
    ANNUAL_RESULT_PENDING,
    ENTRY_MISSING,
    NA_IN_EARLIER_QUARTER,
)
from vbpqip.checking.check import Issue, Issues, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import Blank, NotApplicable, Number, Unreadable, found_in
from vbpqip.kinds.qit_report.checks.items import ANNUAL_ROWS, EARLY, QUARTERLY_ROWS
from vbpqip.kinds.qit_report.form.items import EntryItem
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow
from vbpqip.kinds.shared.counts import NamedField
from vbpqip.kinds.shared.results import possible_results
from vbpqip.kinds.shared.typed import EntryOnForm
from vbpqip.workbook.answers import NOT_APPLICABLE
from vbpqip.workbook.conditions import says_na, says_nothing
from vbpqip.workbook.expr import Expr, Ref, all_, any_, not_


@check(ENTRY_MISSING, over=QUARTERLY_ROWS)
def entry_missing(row: ScoredRow, _: ReviewContext) -> Issues:
    """Every quarter of a quarterly measure has a numerator and a denominator."""
    fields = [field for pair in row.quarters for field in pair]
    blank = [field for field in fields if isinstance(field.field.entry, Blank)]
    if blank:
        names = "all eight counts" if len(blank) == len(fields) else ", ".join(field.name for field in blank)
        message = f"{row.measure.short_title}: {names} {'is' if len(blank) == 1 else 'are'} blank."
        yield Issue(blank[0].field.at, message, "", "a whole number")


@on_sheet(entry_missing, once_a_row=True)
def entry_missing_on_sheet(entry: EntryItem) -> Expr:
    """Nothing is entered; told once of a row."""
    return says_nothing(entry.cell)


@check(ANNUAL_MEASURE_IN_EARLIER_QUARTER, over=EARLY)
def annual_measure_in_earlier_quarter(early: tuple[NamedField, ...], _: ReviewContext) -> Issues:
    """The first three quarters of an annual measure stay blank."""
    for each in early:
        if isinstance(each.field.entry, Number | Unreadable):
            found = found_in(each.field.entry)
            yield Issue(each.field.at, f"{each.title}: {found} where nothing belongs.", found, "blank")


@on_sheet(annual_measure_in_earlier_quarter)
def annual_measure_in_earlier_quarter_on_sheet(entry: EntryOnForm) -> Expr:
    """It is neither blank nor NA."""
    return not_(any_(says_nothing(entry.cell), says_na(entry.cell)))


@check(NA_IN_EARLIER_QUARTER, over=EARLY)
def na_in_earlier_quarter(early: tuple[NamedField, ...], _: ReviewContext) -> Issues:
    """The first three quarters of an annual measure stay blank, without NA."""
    found = [each for each in early if isinstance(each.field.entry, NotApplicable)]
    if found:
        names = ", ".join(each.name for each in found)
        message = f"{found[0].measure.short_title}: {NOT_APPLICABLE} in {names}, read as blank."
        yield Issue(found[0].field.at, message, NOT_APPLICABLE, "blank")


@on_sheet(na_in_earlier_quarter, once_a_row=True)
def na_in_earlier_quarter_on_sheet(entry: EntryOnForm) -> Expr:
    """It is NA; told once of a row."""
    return says_na(entry.cell)


@check(ANNUAL_RESULT_MISSING, over=ANNUAL_ROWS)
def annual_result_missing(row: ScoredRow, context: ReviewContext) -> Issues:
    """An annual measure has its result in the last quarter's numerator."""
    if row.is_blank and not context.is_pending(row):
        message = f"{row.last.title}: the annual result is blank."
        yield Issue(row.last.field.at, message, "", possible_results(row.measure))


@on_sheet(annual_result_missing)
def annual_result_missing_on_sheet(entry: EntryItem) -> Expr:
    """Nothing is entered, and no later day is to come."""
    blank = entry.is_blank_result
    return all_(blank, Ref("late_results_pending") == 0) if entry.measure.late_result else blank


@check(ANNUAL_RESULT_PENDING, over=ANNUAL_ROWS)
def annual_result_pending(row: ScoredRow, context: ReviewContext) -> Issues:
    """The result of a measure with a later due date is there already."""
    if context.period is not None and context.is_pending(row):
        due = context.program.dates(context.period).late_results_due
        message = f"{row.last.title}: the annual result is blank; it is due on {due}."
        yield Issue(row.last.field.at, message, "", possible_results(row.measure))


@on_sheet(annual_result_pending)
def annual_result_pending_on_sheet(entry: EntryItem) -> Expr | None:
    """Nothing is entered, and as was looked at before, a later day is to come."""
    return entry.is_blank_result if entry.measure.late_result else None


@check(ANNUAL_RESULT_NOT_AVAILABLE, over=ANNUAL_ROWS)
def annual_result_not_available(row: ScoredRow, _: ReviewContext) -> Issues:
    """An annual measure has a result."""
    match row.last.field.entry:
        case NotApplicable(spelled):
            message = f"{row.last.title}: {NOT_APPLICABLE}, so the measure has no result and is not achieved."
            yield Issue(row.last.field.at, message, spelled, possible_results(row.measure))
        case _:
            pass


@on_sheet(annual_result_not_available)
def annual_result_not_available_on_sheet(entry: EntryItem) -> Expr:
    """It is NA."""
    return says_na(entry.cell)


CHECKS = (
    entry_missing,
    annual_measure_in_earlier_quarter,
    na_in_earlier_quarter,
    annual_result_missing,
    annual_result_pending,
    annual_result_not_available,
)
