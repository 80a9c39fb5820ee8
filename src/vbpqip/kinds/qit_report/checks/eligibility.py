"""5xx: the program's rules on selection, comparators and dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from vbpqip.checking.catalogue.eligibility import (
    COMPARATOR_IN_BASELINE,
    COMPARATOR_MISSING,
    MEASURE_NOT_ON_MENU,
    MEASURE_REMOVED,
    MEASURE_REPEATED,
    NO_MEASURE_SELECTED,
    REPORT_LATE,
    TITLE_NOT_OF_KEY,
    TOO_FEW_MEASURES,
)
from vbpqip.checking.check import Issue, Issues, Items, check
from vbpqip.checking.on_sheet import on_sheet
from vbpqip.core.cells import Blank, Location, Number, Unreadable, found_in
from vbpqip.kinds.qit_report.checks.items import COMPARED_ROWS, WHOLE_REPORT
from vbpqip.kinds.qit_report.form.items import EntryItem, HeadItem, RowItem
from vbpqip.kinds.qit_report.form.layout import measure_columns
from vbpqip.kinds.qit_report.model import MeasureRow
from vbpqip.kinds.qit_report.review_context import ReviewContext, ScoredRow
from vbpqip.program.calendar import PeriodDates
from vbpqip.rules.due_date import due_date, may_complete
from vbpqip.workbook.answers import YES
from vbpqip.workbook.conditions import reads, says_na, says_nothing
from vbpqip.workbook.expr import Call, Expr, Ref, Whole, all_, any_, guarded, not_


def _selected_heading(context: ReviewContext) -> Location:
    """Return the cell above the first answer."""
    rows = context.submission.rows
    if not rows:
        return measure_columns(1)["selected"].label_at
    first = rows[0].selected.at
    return Location(first.sheet, max(first.row - 1, 0), first.column)


_NOT_ON_MENU = Items[ReviewContext, MeasureRow, RowItem](
    lambda context: (row for row in context.submission.rows if row.is_selected and row.key.text not in context.menu)
)


@check(NO_MEASURE_SELECTED, over=WHOLE_REPORT)
def no_measure_selected(_: ReviewContext, context: ReviewContext) -> Issues:
    """At least one measure is selected."""
    lost = {"measure_key", "selected"} & set(context.submission.entries.not_found)
    if not lost and not any(row.is_selected for row in context.submission.rows):
        yield Issue(_selected_heading(context), "No measure is selected.", "", "Yes for each measure of the pairing")


@on_sheet(no_measure_selected)
def no_measure_selected_on_sheet(head: HeadItem) -> Expr:  # noqa: ARG001 -- as its like
    """No row says Yes."""
    answers = (Call("UPPER", Call("TRIM", Whole("selected"))) == YES.upper()) * 1
    return Call("IFERROR", Call("SUMPRODUCT", answers) == 0, False)  # noqa: FBT003 -- a value of the sheet


@check(TOO_FEW_MEASURES, over=WHOLE_REPORT)
def too_few_measures(_: ReviewContext, context: ReviewContext) -> Issues:
    """As many measures are selected as the pairing agreed on."""
    fewest, selected = context.program.whole("checks.fewest_measures", context.rules_of), len(context.rows)
    if 0 < selected < fewest:
        message = f"{selected} {'measure is' if selected == 1 else 'measures are'} selected, of {fewest} at least."
        yield Issue(_selected_heading(context), message, str(selected), f"{fewest} or more")


@on_sheet(too_few_measures)
def too_few_measures_on_sheet(head: HeadItem) -> Expr | None:
    """Some rows count, and fewer than agreed."""
    fewest = head.numbers.whole("checks.fewest_measures")
    return all_(Ref("qit_selected") > 0, Ref("qit_selected") < fewest)


@check(MEASURE_REMOVED, over=_NOT_ON_MENU)
def measure_removed(row: MeasureRow, context: ReviewContext) -> Issues:
    """No selected measure was removed from the menu."""
    measure = context.removed_measures.get(row.key.text)
    if measure is not None:
        message = f"{measure.title} was removed from the menu by {measure.removed}."
        yield Issue(row.key.at, message, row.key.text, "a measure of the menu")


@check(MEASURE_NOT_ON_MENU, over=_NOT_ON_MENU)
def measure_not_on_menu(row: MeasureRow, context: ReviewContext) -> Issues:
    """Every selected measure is, or was, on the menu, or is in the pairing's terms."""
    key = row.key.text
    if key not in context.removed_measures:
        message = f"'{key}' is not on the menu of {context.rules_of}." if key else _NO_KEY
        yield Issue(row.key.at, message, key, ", ".join(context.menu))


@on_sheet(measure_not_on_menu)
def measure_not_on_menu_on_sheet(row: RowItem) -> Expr:
    """It is selected, and the period does not have it."""
    return all_(reads(row.cell, YES), row.ref("is_selected") == 0)


_NO_KEY = "The row is selected, but the key of its measure is blank."


def _selected_again(context: ReviewContext) -> Iterator[MeasureRow]:
    """Yield the selected rows whose measure a row above selects too."""
    seen: set[str] = set()
    for row in context.submission.rows:
        if row.is_selected and row.key.text:
            if row.key.text in seen:
                yield row
            seen.add(row.key.text)


@check(MEASURE_REPEATED, over=Items[ReviewContext, MeasureRow, RowItem](_selected_again))
def measure_repeated(row: MeasureRow, context: ReviewContext) -> Issues:
    """Every measure is selected in one row."""
    message = f"{context.measure_name(row)} is selected in more than one row."
    yield Issue(row.key.at, message, row.key.text, "one row")


def _listed_once(context: ReviewContext) -> Iterator[MeasureRow]:
    """Yield the rows of measures that stand in the table once."""
    times = Counter(row.key.text for row in context.submission.rows)
    yield from (row for row in context.submission.rows if times[row.key.text] == 1)


@check(TITLE_NOT_OF_KEY, over=Items[ReviewContext, MeasureRow, RowItem](_listed_once))
def title_not_of_key(row: MeasureRow, context: ReviewContext) -> Issues:
    """A row's title is that of its measure: nobody sorted or moved one without the other."""
    measure = context.menu.get(row.key.text)
    if measure is None or not row.title.text:
        return
    if not any(map(row.title.begins_with, (measure.title, measure.short_title))):
        message = f"The row of '{measure.title}' is titled '{row.title.text}'."
        yield Issue(row.title.at, message, row.title.text, measure.title)


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
    no_measure_selected,
    too_few_measures,
    measure_removed,
    measure_not_on_menu,
    measure_repeated,
    title_not_of_key,
    comparator_missing,
    comparator_in_baseline,
    report_late,
)
