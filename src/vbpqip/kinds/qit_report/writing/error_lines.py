"""The error conditions, without which a form is not ready: every error of the checker stands in exactly one of them."""

from __future__ import annotations

from collections.abc import Iterator

from vbpqip.checking.catalogue.consistency import EVENTS_OF_NOTHING, NUMERATOR_ABOVE_DENOMINATOR
from vbpqip.checking.catalogue.eligibility import (
    COMPARATOR_MISSING,
    CONTRACT_DATE_OUTSIDE_PROGRAM,
    CONTRACT_DATE_UNREADABLE,
    CONTRACT_INCOMPLETE,
    CONTRACT_LEVEL_UNKNOWN,
    CONTRACT_STATUS_UNKNOWN,
    MEASURE_NOT_ON_MENU,
    NO_MEASURE_SELECTED,
    RECERTIFIED_BEFORE_SUBMITTED,
)
from vbpqip.checking.catalogue.entries import (
    ANNUAL_DENOMINATOR_NOT_NA,
    ANNUAL_MEASURE_IN_EARLIER_QUARTER,
    ANNUAL_RESULT_MISSING,
    ANNUAL_RESULT_MISTYPED,
    ANNUAL_RESULT_OUT_OF_RANGE,
    COUNT_NEGATIVE,
    COUNT_NOT_WHOLE,
    COUNT_SUPPRESSED,
    COUNT_TOO_LARGE,
    ENTRY_MISSING,
    ENTRY_NOT_A_NUMBER,
    NA_INSTEAD_OF_COUNT,
    NA_LOOK_ALIKE,
    SELECTED_MISSING,
    SELECTED_NOT_YES_OR_NO,
)
from vbpqip.checking.catalogue.heading import (
    FACILITY_MISSING,
    MCO_MISSING,
    PERIOD_MISSING,
    PERIOD_UNKNOWN,
    QUARTER_MISSING,
    QUARTER_UNKNOWN,
    QUARTERS_NOT_CONSECUTIVE,
    QUARTERS_REPEATED,
    WINDOW_NOT_ENDING_WITH_PERIOD,
)
from vbpqip.core.findings import Diagnostic
from vbpqip.core.measures import Measure, Scoring
from vbpqip.kinds.qit_report.form.layout import (
    ENTERED_COUNTS,
    PRIOR,
    QUARTERS,
    SINGLES,
    contract_columns,
    measure_columns,
)
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import CheckLine, Idle, single
from vbpqip.kinds.qit_report.writing.working_sheet import (
    CONTRACT_ENTRY_NAMES,
    chosen_at,
    chosen_location,
    chosen_value,
    comparator_sound_at,
    contract_at,
    contract_row,
    entries_sound_at,
    has_comparator,
    selected_at,
)
from vbpqip.workbook.builder import span

_COUNTS_REMEDY = (
    "Enter whole numbers of events and of potential occurrences for each quarter, 0 and 0 where nothing could occur. "
    "NA and rates do not belong here."
)
_ANNUAL_REMEDY = (
    "Leave the first three quarters blank. Enter the annual result itself under the last numerator, and NA beside it."
)
_CONTRACT_REMEDY = (
    "Choose level and status from the lists, and enter dates of the program's years, a re-certification after its "
    "submission."
)
_ANNUAL_FINDINGS = (
    MEASURE_NOT_ON_MENU,
    ENTRY_NOT_A_NUMBER,
    NA_LOOK_ALIKE,
    ANNUAL_MEASURE_IN_EARLIER_QUARTER,
    ANNUAL_RESULT_MISSING,
    ANNUAL_DENOMINATOR_NOT_NA,
    ANNUAL_RESULT_OUT_OF_RANGE,
    ANNUAL_RESULT_MISTYPED,
)
_ANNUAL_ISSUES = (
    ENTRY_NOT_A_NUMBER,
    NA_LOOK_ALIKE,
    ANNUAL_DENOMINATOR_NOT_NA,
    ANNUAL_RESULT_OUT_OF_RANGE,
    ANNUAL_RESULT_MISTYPED,
)
_COUNT_ISSUES = (
    COUNT_SUPPRESSED,
    NA_INSTEAD_OF_COUNT,
    NA_LOOK_ALIKE,
    ENTRY_NOT_A_NUMBER,
    COUNT_NOT_WHOLE,
    COUNT_NEGATIVE,
    COUNT_TOO_LARGE,
)
_CONTRACT_FINDINGS = (
    CONTRACT_INCOMPLETE,
    CONTRACT_DATE_UNREADABLE,
    CONTRACT_DATE_OUTSIDE_PROGRAM,
    CONTRACT_LEVEL_UNKNOWN,
    CONTRACT_STATUS_UNKNOWN,
    RECERTIFIED_BEFORE_SUBMITTED,
)


def _count_findings(measure: Measure) -> tuple[Diagnostic, ...]:
    above = (NUMERATOR_ABOVE_DENOMINATOR,) if measure.scoring is Scoring.PROPORTION else (EVENTS_OF_NOTHING,)
    return (MEASURE_NOT_ON_MENU, ENTRY_MISSING, *_COUNT_ISSUES, *above)


def _prior_findings(measure: Measure) -> tuple[Diagnostic, ...]:
    if measure.annual:
        return (COMPARATOR_MISSING, *_ANNUAL_ISSUES)
    above = (NUMERATOR_ABOVE_DENOMINATOR,) if measure.scoring is Scoring.PROPORTION else (EVENTS_OF_NOTHING,)
    return (COMPARATOR_MISSING, *_COUNT_ISSUES, *above)


def heading_errors() -> Iterator[CheckLine]:
    """Yield the check lines of facility, MCO, period and quarters."""
    yield single("facility", "The facility is named", formulas.is_blank("facility"), FACILITY_MISSING)
    yield single("mco", "The MCO is named", formulas.is_blank("mco"), MCO_MISSING)
    yield single("current_period", "The period is one of the program's", "period_row=0", PERIOD_MISSING, PERIOD_UNKNOWN)
    quarters = frozenset(SINGLES[f"quarter_{nth}"].at() for nth in QUARTERS)
    yield CheckLine(
        title="The four quarters are the ones that end with the period",
        hit="quarters_sound=0",
        cells=quarters,
        remedy="Choose the four quarters that end with the period, earliest first; a hint beside each says which.",
        diagnostics=(
            QUARTER_MISSING,
            QUARTER_UNKNOWN,
            QUARTERS_REPEATED,
            QUARTERS_NOT_CONSECUTIVE,
            WINDOW_NOT_ENDING_WITH_PERIOD,
        ),
        go_to=SINGLES["quarter_1"].at(),
    )


def selection_error(book: Book) -> CheckLine:
    """Return the check line that something is selected."""
    answers = span(chosen_location(0), len(book.state.form_data.measures))
    heading = measure_columns(1)["selected"].label_at
    return CheckLine(
        title="At least one measure is selected",
        hit=f"COUNTIF({answers},1)=0",
        cells=frozenset({heading}),
        remedy=NO_MEASURE_SELECTED.remedy,
        diagnostics=(NO_MEASURE_SELECTED,),
        go_to=heading,
    )


def measure_errors(book: Book, nth: int, measure: Measure) -> Iterator[CheckLine]:
    """Yield the check lines of a row: its entries, and its comparator."""
    columns = measure_columns(len(book.state.form_data.measures))
    answered, chosen = columns["selected"].at(nth), chosen_at(nth)
    selected, sound = selected_at(nth), entries_sound_at(nth)
    entries = [columns[name].at(nth) for name in ENTERED_COUNTS]
    yield CheckLine(
        title=f"{measure.short_title}: {'annual result and NA' if measure.annual else 'counts of the four quarters'}",
        hit=f"OR({chosen}<0,AND({chosen}=1,{selected}=0),AND({selected}=1,{sound}=0))",
        cells=frozenset({answered, columns["measure_key"].at(nth), *entries}),
        remedy=_ANNUAL_REMEDY if measure.annual else _COUNTS_REMEDY,
        diagnostics=(
            SELECTED_NOT_YES_OR_NO,
            SELECTED_MISSING,
            *(_ANNUAL_FINDINGS if measure.annual else _count_findings(measure)),
        ),
        go_to=entries[-2] if measure.annual else entries[0],
        idle=Idle(f"{chosen}=0", not chosen_value(book.state.submission.rows[nth])),
    )
    prior = [columns[name].at(nth) for name in PRIOR]
    scored = {result.measure.key for result in book.state.review.measures}
    yield CheckLine(
        title=f"{measure.short_title}: prior report",
        hit=f"AND({selected}=1,has_comparator=1,{comparator_sound_at(nth)}=0)",
        cells=frozenset(prior),
        remedy=COMPARATOR_MISSING.remedy,
        diagnostics=_prior_findings(measure),
        go_to=prior[0],
        idle=Idle(f"OR({selected}=0,has_comparator=0)", measure.key not in scored or not has_comparator(book.state)),
    )


def contract_errors(book: Book, nth: int) -> CheckLine:
    """Return the check line of a contract."""
    columns, at = contract_columns(), contract_at(book, nth)
    entered = [columns[name].at(nth) for name in CONTRACT_ENTRY_NAMES]
    return CheckLine(
        title=f"Contract {nth + 1}: level, dates and status",
        hit=f"AND({at['filled']}=1,{at['sound']}=0)",
        cells=frozenset(entered),
        remedy=_CONTRACT_REMEDY,
        diagnostics=_CONTRACT_FINDINGS,
        go_to=entered[0],
        idle=Idle(f"{at['filled']}=0", contract_row(book.state, nth) is None),
    )
