"""5xx: the program's rules on selection, comparators and dates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from vbpqip.checking.catalogue.eligibility import (
    COMPARATOR_IN_BASELINE,
    COMPARATOR_MISSING,
    REPORT_LATE,
    TOO_FEW_MEASURES,
)
from vbpqip.checking.check import Issue, Issues, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import Blank, Number, Unreadable, found_in
from vbpqip.kinds.qit_report.checks.items import COMPARED_ROWS, WHOLE_REPORT
from vbpqip.kinds.qit_report.form.items import EntryItem, HeadItem
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow
from vbpqip.kinds.shared.selection import selected_heading
from vbpqip.program.calendar import PeriodDates
from vbpqip.rules.due_date import due_date, may_complete
from vbpqip.workbook.conditions import says_na, says_nothing
from vbpqip.workbook.expr import Call, Expr, Ref, all_, any_, guarded, not_


@check(TOO_FEW_MEASURES, over=WHOLE_REPORT)
def too_few_measures(_: ReviewContext, context: ReviewContext) -> Issues:
    """As many measures are selected as the pairing agreed on."""
    fewest, selected = context.program.whole("checks.fewest_measures", context.rules_of), len(context.rows)
    if 0 < selected < fewest:
        message = f"{selected} {'measure is' if selected == 1 else 'measures are'} selected, of {fewest} at least."
        yield Issue(selected_heading(context), message, str(selected), f"{fewest} or more")


@on_sheet(too_few_measures)
def too_few_measures_on_sheet(head: HeadItem) -> Expr | None:
    """Some rows count, and fewer than agreed."""
    fewest = head.numbers.whole("checks.fewest_measures")
    return all_(Ref("qit_selected") > 0, Ref("qit_selected") < fewest)


@check(COMPARATOR_MISSING, over=COMPARED_ROWS)
def comparator_missing(row: ScoredRow, _: ReviewContext) -> Issues:
    """Outside of the baseline, a selected measure has a comparator: an annual one a result."""
    asked = row.prior or ()
    blank = [each for each in asked[: 1 if row.measure.annual else 2] if isinstance(each.field.entry, Blank)]
    if blank:
        names = " and ".join(each.name for each in blank)
        message = f"{row.measure.short_title}: {names} {'is' if len(blank) == 1 else 'are'} blank."
        yield Issue(blank[0].field.at, message, "", "the prior report's totals")


@on_sheet(comparator_missing, once_a_row=True)
def comparator_missing_on_sheet(entry: EntryItem) -> Expr:
    """Nothing is entered; told once of a row."""
    return entry.is_blank_result if entry.measure.annual else says_nothing(entry.cell)


@check(COMPARATOR_IN_BASELINE, over=COMPARED_ROWS)
def comparator_in_baseline(row: ScoredRow, context: ReviewContext) -> Issues:
    """In the baseline there is no comparator."""
    filled = [field for field in row.row.prior if isinstance(field.entry, Number | Unreadable)]
    if context.is_baseline and filled:
        message = f"{row.measure.short_title}: {context.period} is the baseline; the comparator was not used."
        yield Issue(filled[0].at, message, found_in(filled[0].entry), "blank")


@on_sheet(comparator_in_baseline, once_a_row=True)
def comparator_in_baseline_on_sheet(entry: EntryItem) -> Expr:
    """Something is entered in the baseline; told once of a row."""
    entered = not_(any_(says_nothing(entry.cell), says_na(entry.cell)))
    in_baseline = all_(entry.pair.row.ref("is_selected") == 1, Ref("is_baseline") == 1)
    return guarded(in_baseline, Call("IFERROR", entered, True))  # noqa: FBT003 -- a value of the sheet


@check(REPORT_LATE, over=WHOLE_REPORT)
def report_late(_: ReviewContext, context: ReviewContext) -> Issues:
    """The report was received by its due date, where it is known when."""
    if context.period is None or context.received is None:
        return
    measures, dates = {str(row.measure.key) for row in context.rows}, context.program.dates(context.period)
    reported_by_the_folder = context.in_folder and may_complete(measures, context.received, dates)
    if context.received > due_date(measures, dates) and not reported_by_the_folder:
        yield lateness(measures, context.received, dates)._replace(at=context.submission.period.at)


def lateness(measures: Collection[str], received: date, dates: PeriodDates) -> Issue:
    """Return the issue of a report of these measures, by their keys, that came after its due date."""
    due = due_date(measures, dates)
    message = f"Received on {received}, due on {due}{_extended(measures, received, dates)}."
    return Issue(None, message, str(received), f"by {due}")


def _extended(measures: Collection[str], received: date, dates: PeriodDates) -> str:
    """Return what the later date of some measures does for a report that has other measures too."""
    late = [key for key in dates.late_results if key in measures]
    if not dates.is_extended or not late or len(late) == len(measures):
        return ""
    bundle = f"the {', '.join(dates.late_results[key] for key in late)}"
    if may_complete(measures, received, dates):
        own = f"{bundle}, due on {dates.late_results_due}"
        return f"; in time only if all but {own}, had been reported before"
    return f"; {bundle} alone on {dates.late_results_due}"


CHECKS = (
    too_few_measures,
    comparator_missing,
    comparator_in_baseline,
    report_late,
)
