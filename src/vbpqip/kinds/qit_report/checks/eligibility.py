"""5xx: the program's rules on selection, comparators and dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
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
from vbpqip.checking.check import Fault, Faults, check
from vbpqip.core.cells import Blank, Location, Number, Unreadable
from vbpqip.kinds.qit_report.checks.fields import measure_name
from vbpqip.kinds.qit_report.form.layout import measure_columns
from vbpqip.kinds.qit_report.review_context import Case
from vbpqip.program.calendar import PeriodDates
from vbpqip.rules.due_date import due_date, may_complete
from vbpqip.workbook.compare import found_in


def _selected_heading(case: Case) -> Location:
    """Return the cell above the first answer."""
    rows = case.submission.rows
    if not rows:
        return measure_columns(1)["selected"].label_at
    first = rows[0].selected.at
    return Location(first.sheet, max(first.row - 1, 0), first.column)


@check(NO_MEASURE_SELECTED)
def no_measure_selected(case: Case) -> Faults:
    """At least one measure is selected."""
    lost = {"measure_key", "selected"} & set(case.submission.entries.not_found)
    if not lost and not any(row.is_selected for row in case.submission.rows):
        yield Fault(_selected_heading(case), "No measure is selected.", "", "Yes for each measure of the pairing")


@check(TOO_FEW_MEASURES)
def too_few_measures(case: Case) -> Faults:
    """As many measures are selected as the pairing agreed on."""
    fewest, selected = case.program.whole("checks.fewest_measures", case.rules_of), len(case.rows)
    if 0 < selected < fewest:
        message = f"{selected} {'measure is' if selected == 1 else 'measures are'} selected, of {fewest} at least."
        yield Fault(_selected_heading(case), message, str(selected), f"{fewest} or more")


@check(MEASURE_REMOVED)
def measure_removed(case: Case) -> Faults:
    """No selected measure was removed from the menu."""
    removed = {str(row.measure.key): row.measure for row in case.program.menu if row.measure.removed is not None}
    for row in case.submission.rows:
        measure = removed.get(row.key.text) if row.is_selected and row.key.text not in case.menu else None
        if measure is not None:
            message = f"{measure.title} was removed from the menu by {measure.removed}."
            yield Fault(row.key.at, message, row.key.text, "a measure of the menu")


@check(MEASURE_NOT_ON_MENU)
def measure_not_on_menu(case: Case) -> Faults:
    """Every selected measure is, or was, on the menu, or is in the pairing's terms."""
    removed = {row.measure.key for row in case.program.menu if row.measure.removed is not None}
    for row in case.submission.rows:
        if row.is_selected and row.key.text not in {*case.menu, *removed}:
            key = row.key.text
            message = f"'{key}' is not on the menu of {case.rules_of}." if key else _NO_KEY
            yield Fault(row.key.at, message, key, ", ".join(case.menu))


_NO_KEY = "The row is selected, but the key of its measure is blank."


@check(MEASURE_REPEATED)
def measure_repeated(case: Case) -> Faults:
    """Every measure is selected in one row."""
    seen: set[str] = set()
    for row in case.submission.rows:
        key = row.key.text if row.is_selected else ""
        if key in seen:
            yield Fault(row.key.at, f"{measure_name(case, row)} is selected in more than one row.", key, "one row")
        elif key:
            seen.add(key)


@check(TITLE_NOT_OF_KEY)
def title_not_of_key(case: Case) -> Faults:
    """A row's title is that of its measure: nobody sorted or moved one without the other."""
    times = Counter(row.key.text for row in case.submission.rows)
    for row in case.submission.rows:
        measure = case.menu.get(row.key.text)
        if measure is None or times[row.key.text] > 1:
            continue
        if row.title.text and not row.title.begins_with(measure.title):
            message = f"The row of '{measure.title}' is titled '{row.title.text}'."
            yield Fault(row.title.at, message, row.title.text, measure.title)


@check(COMPARATOR_MISSING)
def comparator_missing(case: Case) -> Faults:
    """Outside of the baseline, every selected measure has a comparator."""
    for row in case.rows:
        pair = row.prior
        blank = [] if pair is None else [each for each in pair if isinstance(each.field.entry, Blank)]
        if row.measure.annual:
            blank = [each for each in blank if pair is not None and each is pair.numerator]
        if blank:
            names = " and ".join(each.name for each in blank)
            message = f"{row.measure.short_title}: {names} {'is' if len(blank) == 1 else 'are'} blank."
            yield Fault(blank[0].field.at, message, "", "the prior report's totals")


@check(COMPARATOR_IN_BASELINE)
def comparator_in_baseline(case: Case) -> Faults:
    """In the baseline there is no comparator."""
    for row in case.rows if case.is_baseline else ():
        filled = [field for field in row.row.prior if isinstance(field.entry, Number | Unreadable)]
        if filled:
            found = found_in(filled[0].entry)
            message = f"{row.measure.short_title}: {case.period} is the baseline; the comparator was not used."
            yield Fault(filled[0].at, message, found, "blank")


@check(REPORT_LATE)
def report_late(case: Case) -> Faults:
    """The report was received by its due date, where it is known when."""
    if case.period is None or case.received is None:
        return
    measures, dates = {str(row.measure.key) for row in case.rows}, case.program.dates(case.period)
    told_by_the_folder = case.in_folder and may_complete(measures, case.received, dates)
    if case.received > due_date(measures, dates) and not told_by_the_folder:
        yield lateness(measures, case.received, dates)._replace(at=case.submission.period.at)


def lateness(measures: Collection[str], received: date, dates: PeriodDates) -> Fault:
    """Return the fault of a report of these measures, by their keys, that came after its due date."""
    due = due_date(measures, dates)
    message = f"Received on {received}, due on {due}{_extended(measures, received, dates)}."
    return Fault(None, message, str(received), f"by {due}")


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
