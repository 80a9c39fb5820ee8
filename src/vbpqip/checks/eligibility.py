"""5xx: the program's rules on selection, comparators and contracts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from vbpqip.checks.case import Case
from vbpqip.checks.catalogue.eligibility import (
    COMPARATOR_IN_BASELINE,
    COMPARATOR_MISSING,
    CONTRACT_ARRANGEMENT_UNKNOWN,
    CONTRACT_DATE_OUTSIDE_PROGRAM,
    CONTRACT_DATE_UNREADABLE,
    CONTRACT_INCOMPLETE,
    CONTRACT_LEVEL_UNKNOWN,
    CONTRACT_STATUS_UNKNOWN,
    MEASURE_NOT_ON_MENU,
    MEASURE_REPEATED,
    NO_MEASURE_SELECTED,
    RECERTIFIED_BEFORE_SUBMITTED,
    TITLE_NOT_OF_KEY,
)
from vbpqip.checks.entries import found_in
from vbpqip.checks.fields import contract_name, measure_name
from vbpqip.checks.registry import Fault, Faults, check
from vbpqip.domain.cells import Blank, Day, Location, Number, Unreadable
from vbpqip.domain.contracts import ContractStatus
from vbpqip.domain.quarters import Quarter
from vbpqip.form.layout import measure_columns
from vbpqip.reading.entries import DayField
from vbpqip.reading.submission import ContractRow


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
    lost = {"measure_key", "selected"} & set(case.submission.not_found)
    if not lost and not any(row.is_selected for row in case.submission.rows):
        yield Fault(_selected_heading(case), "No measure is selected.", "", "Yes for each measure of the pairing")


@check(MEASURE_NOT_ON_MENU)
def measure_not_on_menu(case: Case) -> Faults:
    """Every selected measure is on the menu of the period, or in the pairing's terms."""
    for row in case.submission.rows:
        if row.is_selected and row.key.text not in case.menu:
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


@check(CONTRACT_INCOMPLETE)
def contract_incomplete(case: Case) -> Faults:
    """A contract has a level, a submission date and a status."""
    for row in case.submission.contracts:
        missing = {
            "VBP level": (row.level.at, isinstance(row.level.entry, Blank)),
            "submission date": (row.submitted.at, isinstance(row.submitted.entry, Blank)),
            "status": (row.status.at, not row.status.text),
        }
        blank = [name for name, (_, is_blank) in missing.items() if is_blank]
        if blank:
            message = f"{contract_name(row)}: {', '.join(blank)} {'is' if len(blank) == 1 else 'are'} blank."
            yield Fault(missing[blank[0]][0], message, "", "level, date and status")


def _days(case: Case) -> Iterator[tuple[ContractRow, DayField]]:
    for row in case.submission.contracts:
        yield row, row.submitted
        yield row, row.recertified


@check(CONTRACT_DATE_UNREADABLE)
def contract_date_unreadable(case: Case) -> Faults:
    """A contract's dates are dates."""
    for row, day in _days(case):
        match day.entry:
            case Unreadable(text, _):
                yield Fault(
                    day.at,
                    f"{contract_name(row)}: '{text}' is not stored as a date.",
                    text,
                    "a date such as 2017-08-15",
                )
            case _:
                pass


@check(CONTRACT_DATE_OUTSIDE_PROGRAM)
def contract_date_outside_program(case: Case) -> Faults:
    """A contract's dates lie within the program's years."""
    first, last = Quarter(1, 1).first_day, case.program.periods[-1].last_day
    for row, day in _days(case):
        match day.entry:
            case Day(value) if not first <= value <= last:
                yield Fault(
                    day.at,
                    f"{contract_name(row)}: {value} is outside of the program.",
                    str(value),
                    f"{first} to {last}",
                )
            case _:
                pass


@check(CONTRACT_LEVEL_UNKNOWN)
def contract_level_unknown(case: Case) -> Faults:
    """A contract's level is one of the program's."""
    levels = [level.name for level in case.program.levels]
    for row in case.submission.contracts:
        if not isinstance(row.level.entry, Blank) and _level_text(row) not in levels:
            found = found_in(row.level.entry)
            yield Fault(
                row.level.at, f"{contract_name(row)}: level '{found}' does not exist.", found, ", ".join(levels)
            )


def _level_text(row: ContractRow) -> str:
    match row.level.entry:
        case Number(value):
            return f"{value.normalize():f}"
        case _:
            return ""


@check(CONTRACT_STATUS_UNKNOWN)
def contract_status_unknown(case: Case) -> Faults:
    """A contract's status is one of the form's."""
    for row in case.submission.contracts:
        if row.status.text and not any(row.status.reads(status) for status in ContractStatus):
            message = f"{contract_name(row)}: status '{row.status.text}' is not known."
            yield Fault(row.status.at, message, row.status.text, ", ".join(ContractStatus))


@check(CONTRACT_ARRANGEMENT_UNKNOWN)
def contract_arrangement_unknown(case: Case) -> Faults:
    """A contract's arrangement is one of the program's."""
    names = [arrangement.name for arrangement in case.program.arrangements]
    for row in case.submission.contracts:
        named = row.arrangement
        if named.text and not any(named.reads(name) for name in names):
            yield Fault(
                named.at,
                f"{contract_name(row)}: arrangement '{named.text}' is not known.",
                named.text,
                ", ".join(names),
            )


@check(RECERTIFIED_BEFORE_SUBMITTED)
def recertified_before_submitted(case: Case) -> Faults:
    """A contract is re-certified after it was submitted."""
    for row in case.submission.contracts:
        match row.submitted.entry, row.recertified.entry:
            case Day(submitted), Day(recertified) if recertified < submitted:
                message = f"{contract_name(row)}: re-certified {recertified}, before its submission {submitted}."
                yield Fault(row.recertified.at, message, str(recertified), f"{submitted} or later")
            case _:
                pass


CHECKS = (
    no_measure_selected,
    measure_not_on_menu,
    measure_repeated,
    title_not_of_key,
    comparator_missing,
    comparator_in_baseline,
    contract_incomplete,
    contract_date_unreadable,
    contract_date_outside_program,
    contract_level_unknown,
    contract_status_unknown,
    contract_arrangement_unknown,
    recertified_before_submitted,
)
