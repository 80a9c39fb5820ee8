"""The hidden sheet of workings: every entry parsed once, and what the rules need of it.

An auditor can follow a result from here: parsed entries, whether they are sound, pooled totals of the window and of
the prior report, contracts and the quarters that they credit.
"""

from __future__ import annotations

from datetime import date

from vbpqip.core.cells import Blank, Day, Entry, Location, NotApplicable, Number, Unreadable
from vbpqip.core.contracts import ContractStatus
from vbpqip.core.measures import Measure
from vbpqip.core.parties import normalized_name
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import MeasureResult, Performance
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ROWS, ENTERED_COUNTS, PRIOR, contract_columns, measure_columns
from vbpqip.kinds.qit_report.form.lists import PERIOD_NUMBERS, period_numbers
from vbpqip.kinds.qit_report.form.sheets import WORKING
from vbpqip.kinds.qit_report.submission import ContractRow, MeasureRow
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.form_data import FormState
from vbpqip.workbook.answers import NO, NOT_APPLICABLE
from vbpqip.workbook.builder import ShownResult, absolute
from vbpqip.workbook.styles import FormStyle

_HEAD_ROW = 3
_HEADS = (
    "period_row",
    "is_baseline",
    "has_comparator",
    "quarter_row_1",
    "quarter_row_2",
    "quarter_row_3",
    "quarter_row_4",
    "quarters_sound",
    *PERIOD_NUMBERS,
    "sepsis_pending",
    "decimal_point",
    "facility_words",
    "mco_words",
    "facility_rows",
    "mco_rows",
    "pairing_rows",
)
_MEASURE_ROW = _HEAD_ROW + len(_HEADS) + 3
_MEASURE_HEADINGS = (
    "Measure", "Chosen", "Selected", *ENTERED_COUNTS, *PRIOR, "Entries sound", "Comparator sound",
    "Numerator of window", "Denominator of window", "Numerator of prior", "Denominator of prior",
)  # fmt: skip
_CHOSEN, _SELECTED, _PARSED = 1, 2, 3
_PRIOR = _PARSED + len(ENTERED_COUNTS)
_ENTRIES_SOUND = _PRIOR + len(PRIOR)
_COMPARATOR_SOUND, _NUMERATOR, _DENOMINATOR, _PRIOR_NUMERATOR, _PRIOR_DENOMINATOR = range(
    _ENTRIES_SOUND + 1, _ENTRIES_SOUND + 6
)
_CONTRACT_HEADINGS = (
    "Contract",
    "Filled in",
    "Level",
    "Submitted",
    "Re-certified",
    "Sound",
    "Credits the period",
)
_FILLED, _LEVEL, _SUBMITTED, _RECERTIFIED, _SOUND, _COUNTING = range(1, 7)
NEVER = -1000
"""Ordinal that stands for no quarter."""


def has_comparator(state: FormState) -> bool:
    """Whether the period is known and measured against something; the form's ``has_comparator``."""
    return state.review.period not in {None, state.form_data.program.baseline}


def _measure_cell(nth: int, column: int) -> Location:
    return Location(WORKING, _MEASURE_ROW + 1 + nth, column)


def chosen_location(nth: int) -> Location:
    """Return the cell of a row's answer."""
    return _measure_cell(nth, _CHOSEN)


def chosen_at(nth: int) -> str:
    """Return where a row's answer stands: 1 yes, 0 no, -1 neither."""
    return absolute(chosen_location(nth))


def selected_location(nth: int) -> Location:
    """Return the cell that says whether a row is selected and on the menu."""
    return _measure_cell(nth, _SELECTED)


def selected_at(nth: int) -> str:
    """Return where it stands whether a row is selected and on the menu."""
    return absolute(selected_location(nth))


def entries_sound_at(nth: int) -> str:
    """Return where it stands whether a selected row's entries can be calculated with."""
    return absolute(_measure_cell(nth, _ENTRIES_SOUND))


def comparator_sound_at(nth: int) -> str:
    """Return where it stands whether a selected row's comparator can be calculated with."""
    return absolute(_measure_cell(nth, _COMPARATOR_SOUND))


def title_at(nth: int) -> str:
    """Return where a row's short title stands; a formula takes no text of more than 255 characters."""
    return absolute(_measure_cell(nth, 0))


def parsed_count_at(nth: int, quarter: int) -> tuple[str, str]:
    """Return where a quarter's parsed numerator and denominator stand; quarters count from 1."""
    column = _PARSED + 2 * (quarter - 1)
    return absolute(_measure_cell(nth, column)), absolute(_measure_cell(nth, column + 1))


def window_totals_at(nth: int) -> tuple[str, str]:
    """Return where the totals of the window stand, numerator and denominator."""
    return absolute(_measure_cell(nth, _NUMERATOR)), absolute(_measure_cell(nth, _DENOMINATOR))


def prior_totals_at(nth: int) -> tuple[str, str]:
    """Return where the totals of the prior report stand."""
    return absolute(_measure_cell(nth, _PRIOR_NUMERATOR)), absolute(_measure_cell(nth, _PRIOR_DENOMINATOR))


def _contract_cell(book: Book, nth: int, column: int) -> Location:
    first = _MEASURE_ROW + len(book.state.form_data.measures) + 4
    return Location(WORKING, first + 1 + nth, column)


def contract_at(book: Book, nth: int) -> dict[str, str]:
    """Return where a contract's workings stand: filled, sound, counting, level, submitted, recertified."""
    columns = {
        "filled": _FILLED, "level": _LEVEL, "submitted": _SUBMITTED, "recertified": _RECERTIFIED,
        "sound": _SOUND, "counting": _COUNTING,
    }  # fmt: skip
    return {name: absolute(_contract_cell(book, nth, column)) for name, column in columns.items()}


def counting_location(book: Book) -> Location:
    """Return the first of the cells that say whether a contract credits the period."""
    return _contract_cell(book, 0, _COUNTING)


def contracts_at(book: Book) -> dict[str, str]:
    """Return where the workings of all contracts stand, as :func:`contract_at` names them."""
    return {
        name: formulas.across([first, last])
        for (name, first), last in zip(
            contract_at(book, 0).items(), contract_at(book, CONTRACT_ROWS - 1).values(), strict=True
        )
    }


def beside_measure(nth: int, column: int) -> Location:
    """Return a cell to the right of a row's totals, counted from 0; those of row -1 are the headings."""
    return _measure_cell(nth, _PRIOR_DENOMINATOR + 1 + column)


def beside_contract(book: Book, nth: int, column: int) -> Location:
    """Return a cell to the right of a contract's workings, counted from 0; those of row -1 are the headings."""
    return _contract_cell(book, nth, _COUNTING + 1 + column)


def first_free_row(book: Book) -> int:
    """Return the first row under everything that the sheet holds."""
    return _contract_cell(book, CONTRACT_ROWS, 0).row + 1


def write_working(book: Book) -> None:
    """Write the sheet; its names are those of the period's numbers."""
    sheet = book.add_sheet(WORKING)
    sheet.hide()
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 26, 13)
    book.write(
        Location(WORKING, 0, 0),
        "Workings: every entry parsed once, and what the rules need of it",
        FormStyle.TITLE,
    )
    _write_heads(book)
    _write_measures(book)
    _write_contracts(book)


def _write_heads(book: Book) -> None:
    for row, (name, (formula, value)) in enumerate(_heads(book.state).items(), start=_HEAD_ROW):
        at = Location(WORKING, row, 1)
        book.write(Location(WORKING, row, 0), name, FormStyle.FIXED)
        book.live(at, formula, value, FormStyle.SHOWN)
        book.define(name, at)


def _heads(state: FormState) -> dict[str, tuple[str, ShownResult]]:
    program, period = state.form_data.program, state.review.period
    heads: dict[str, tuple[str, ShownResult]] = {
        "period_row": (
            formulas.row_in("current_period", "list_periods"),
            0 if period is None else program.periods.index(period) + 1,
        ),
        "is_baseline": (
            f"IF(period_row={program.periods.index(program.baseline) + 1},1,0)",
            int(period == program.baseline),
        ),
        "has_comparator": ("IF(AND(period_row>0,is_baseline=0),1,0)", int(has_comparator(state))),
    }
    for nth, words in enumerate(state.submission.quarters, start=1):
        quarter = program.years.parse(words.text)
        row = program.quarters.index(quarter) + 1 if quarter in program.quarters else 0
        heads[f"quarter_row_{nth}"] = (formulas.row_in(f"quarter_{nth}", "list_quarters"), row)
    invalid = any(words.at in state.error_cells for words in state.submission.quarters)
    heads["quarters_sound"] = (f"IF({formulas.invalid_quarters()},0,1)", int(not invalid))
    numbers = period_numbers(program, period or program.first_period)
    for name, number in zip(PERIOD_NUMBERS, numbers, strict=True):
        heads[name] = (f"INDEX(list_{name},MAX(1,period_row))", number)
    heads["sepsis_pending"] = (formulas.late_result_pending(), _late_result_is_pending(state))
    heads["decimal_point"] = (formulas.decimal_point(), ".")
    return {**heads, **_roster_heads(state)}


def _late_result_is_pending(state: FormState) -> int:
    attested, period = state.submission.prepared_on.entry, state.review.period
    if period is None or period != state.form_data.program.baseline or not isinstance(attested, Day):
        return 0
    dates = state.form_data.program.dates(period)
    extended = dates.report_due < dates.late_results_due
    return int(extended and dates.window_end <= attested.value <= dates.late_results_due)


def _roster_heads(state: FormState) -> dict[str, tuple[str, ShownResult]]:
    """Count the pairings of the period's roster that have the facility, the MCO, and both."""
    facility, mco = (normalized_name(words.text) for words in (state.submission.facility, state.submission.mco))
    roster = state.form_data.program.roster_in(state.review.period or state.form_data.program.first_period)
    normalized = [pairing.normalized for pairing in roster.pairings]
    on_roster = "(list_roster_since<=MAX(1,period_row))"
    by_facility = f"({formulas.normalized('list_roster_facilities')}=facility_words)"
    by_mco = f"({formulas.normalized('list_roster_mcos')}=mco_words)"
    return {
        "facility_words": (f'IFERROR({formulas.normalized("facility")},"")', facility),
        "mco_words": (f'IFERROR({formulas.normalized("mco")},"")', mco),
        "facility_rows": (f"SUMPRODUCT({by_facility}*{on_roster})", sum(pair[0] == facility for pair in normalized)),
        "mco_rows": (f"SUMPRODUCT({by_mco}*{on_roster})", sum(pair[1] == mco for pair in normalized)),
        "pairing_rows": (f"SUMPRODUCT({by_facility}*{by_mco}*{on_roster})", normalized.count((facility, mco))),
    }


def _write_measures(book: Book) -> None:
    measures = book.state.form_data.measures
    for column, heading in enumerate(_MEASURE_HEADINGS):
        book.write(Location(WORKING, _MEASURE_ROW, column), heading, FormStyle.HEADING)
    results = {result.measure.key: result for result in book.state.review.measures}
    rows = {row.key.text: row for row in book.state.submission.rows}
    for nth, measure in enumerate(measures):
        book.write(_measure_cell(nth, 0), measure.short_title, FormStyle.FIXED)
        _write_measure(book, nth, measure, rows[measure.key], results.get(measure.key))


def _write_measure(book: Book, nth: int, measure: Measure, row: MeasureRow, result: MeasureResult | None) -> None:
    columns = measure_columns(len(book.state.form_data.measures))
    since = _first_row_on_menu(book.state, measure)
    chosen, selected = _measure_cell(nth, _CHOSEN), _measure_cell(nth, _SELECTED)
    answer = formulas.chosen(absolute(columns["selected"].at(nth)), formulas.across(parsed_cells(nth)))
    book.live(chosen, answer, chosen_value(row), FormStyle.SHOWN)
    on_menu = f"IF(AND({absolute(chosen)}=1,MAX(1,period_row)>={since}),1,0)"
    book.live(selected, on_menu, int(result is not None), FormStyle.SHOWN)
    fields = [*row.counts, *row.prior]
    for column, (name, field) in enumerate(zip((*ENTERED_COUNTS, *PRIOR), fields, strict=True), start=_PARSED):
        cell = absolute(columns[name].at(nth))
        book.live(_measure_cell(nth, column), formulas.parsed(cell), parsed_value(field.entry), FormStyle.SHOWN)
    _write_soundness(book, nth, measure, result)
    _write_totals(book, nth, measure, result)


def _first_row_on_menu(state: FormState, measure: Measure) -> int:
    program = state.form_data.program
    return next(row for row, period in enumerate(program.periods, start=1) if measure in program.measures(period))


def chosen_value(row: MeasureRow) -> int:
    """Return a row's answer: 1 yes, 0 no, -1 neither."""
    if row.is_selected:
        return 1
    if not row.selected.text:
        return -1 if any(isinstance(field.entry, Number) for field in (*row.counts, *row.prior)) else 0
    return 0 if row.selected.reads(NO) else -1


def parsed_value(entry: Entry) -> ShownResult:
    """Return what a parsed cell shows for an entry."""
    match entry:
        case Number(value):
            return int(value) if value == value.to_integral_value() else float(value)
        case Blank():
            return ""
        case NotApplicable():
            return NOT_APPLICABLE
        case Unreadable():
            return formulas.UNREAD


def parsed_cells(nth: int) -> list[str]:
    """Return where a row's parsed entries stand: the counts of the quarters in turn, then the prior report's."""
    return [absolute(_measure_cell(nth, column)) for column in range(_PARSED, _ENTRIES_SOUND)]


def _write_soundness(book: Book, nth: int, measure: Measure, result: MeasureResult | None) -> None:
    cells, selected = parsed_cells(nth), selected_at(nth)
    entries = formulas.entries_are_sound(measure, cells[: len(ENTERED_COUNTS)])
    comparator = formulas.comparator_is_sound(measure, cells[len(ENTERED_COUNTS) :])
    sound = int(result is not None and result.current is not None)
    book.live(_measure_cell(nth, _ENTRIES_SOUND), f"IF({selected}=0,0,IF({entries},1,0))", sound, FormStyle.SHOWN)
    compared = f"IF(AND({selected}=1,has_comparator=1),IF({comparator},1,0),0)"
    known = int(result is not None and result.prior is not None)
    book.live(_measure_cell(nth, _COMPARATOR_SOUND), compared, known, FormStyle.SHOWN)


def _write_totals(book: Book, nth: int, measure: Measure, result: MeasureResult | None) -> None:
    cells = parsed_cells(nth)
    for first, sound, part, performance in (
        (_NUMERATOR, entries_sound_at(nth), cells[: len(ENTERED_COUNTS)], result.current if result else None),
        (_PRIOR_NUMERATOR, comparator_sound_at(nth), cells[len(ENTERED_COUNTS) :], result.prior if result else None),
    ):
        formulas_of = formulas.pooled(measure, part)
        for column, (total, value) in enumerate(zip(formulas_of, _totals(performance), strict=True), start=first):
            book.live(_measure_cell(nth, column), f'IF({sound}=1,{total},"")', value, FormStyle.SHOWN)


def _totals(performance: Performance | None) -> tuple[ShownResult, ShownResult]:
    if performance is None:
        return "", ""
    if performance.pooled is not None:
        return performance.pooled.numerator, performance.pooled.denominator
    return (0, 0) if performance.rate is None else (float(performance.rate), 1)


def _write_contracts(book: Book) -> None:
    for column, heading in enumerate(_CONTRACT_HEADINGS):
        book.write(_contract_cell(book, -1, column), heading, FormStyle.HEADING)
    for nth in range(CONTRACT_ROWS):
        book.write(_contract_cell(book, nth, 0), nth + 1, FormStyle.FIXED)
        formulas_of = _contract_formulas(book, nth)
        shown = contract_values(book.state, contract_row(book.state, nth))
        for column, (formula, value) in enumerate(zip(formulas_of, shown, strict=True), start=_FILLED):
            book.live(_contract_cell(book, nth, column), formula, value, FormStyle.SHOWN)


def contract_row(state: FormState, nth: int) -> ContractRow | None:
    """Return a contract as it will be read, ``None`` where nothing is entered."""
    at = contract_columns()["contract_status"].at(nth)
    return next((row for row in state.submission.contracts if row.status.at == at), None)


def _contract_formulas(book: Book, nth: int) -> tuple[str, ...]:
    columns, at = contract_columns(), contract_at(book, nth)
    entered = [absolute(columns[name].at(nth)) for name in CONTRACT_ENTRY_NAMES]
    _, _, level, submitted, recertified, status = entered
    blank = f'SUMPRODUCT(--(TRIM({formulas.across(entered)})=""))={len(entered)}'
    program = book.state.form_data.program
    first, last = _serial(program.years.start), _serial(program.periods[-1].after(1)) - 1
    opens, opens_again = (formulas.quarter_ordinal(day, program.years) for day in (submitted, recertified))
    again = (
        f'IF(TRIM({recertified})="",TRUE,IF(ISNUMBER({recertified}),'
        f"AND(INT({recertified})>=INT({submitted}),INT({recertified})<={last}),FALSE))"
    )
    known = formulas.is_any(f"UPPER(TRIM({status}))", [formulas.text(each.upper()) for each in ContractStatus])
    levels = formulas.is_any(at["level"], [level.name for level in book.state.form_data.program.levels])
    dated = f"IF(ISNUMBER({submitted}),AND(INT({submitted})>={first},INT({submitted})<={last}),FALSE)"
    sound = f"IF({dated},IF({again},AND(ISNUMBER({at['level']}),{levels},{known}),FALSE),FALSE)"
    holds = "AND(period_row>0,{0}<={1},{1}<={0}+credit_quarters-1)"
    now = f"(period_row-1+{book.state.form_data.program.first_period.ordinal})"
    opened = (
        f"OR({holds.format(at['submitted'], now)},AND(recertification_counts=1,{holds.format(at['recertified'], now)}))"
    )
    earns = f'AND({at["level"]}>=lowest_level,UPPER(TRIM({status}))<>"REFUSED")'
    return (
        f"IF(IFERROR({blank},FALSE),0,1)",
        formulas.parsed(level),
        f"IF({at['sound']}=1,{opens},{NEVER})",
        f'IF({at["sound"]}=1,IF(TRIM({recertified})="",{NEVER},{opens_again}),{NEVER})',
        f"IF({at['filled']}=0,0,IF(IFERROR({sound},FALSE),1,0))",
        f"IF({at['sound']}=1,IF(AND({earns},{opened}),1,0),0)",
    )


CONTRACT_ENTRY_NAMES = (
    "contract_mco",
    "contract_arrangement",
    "contract_level",
    "contract_submitted",
    "contract_recertified",
    "contract_status",
)


def _serial(quarter: Quarter) -> int:
    return (quarter.first_day - _DAY_ZERO).days


_DAY_ZERO = date(1899, 12, 30)
"""From where on a spreadsheet counts days."""


def contract_values(state: FormState, row: ContractRow | None) -> tuple[ShownResult, ...]:
    """Return a contract's workings: filled, level, quarters of submission and re-certification, sound, counting."""
    if row is None:
        return 0, "", NEVER, NEVER, 0, 0
    level = parsed_value(row.level.entry)
    match row.submitted.entry, row.recertified.entry:
        case Day(submitted), recertified if not row.locations & state.error_cells:
            years = state.form_data.program.years
            again = years.of(recertified.value).ordinal if isinstance(recertified, Day) else NEVER
            return 1, level, years.of(submitted).ordinal, again, 1, int(_counts(state, row))
        case _:
            return 1, level, NEVER, NEVER, 0, 0


def _counts(state: FormState, row: ContractRow) -> bool:
    """Whether a sound contract credits the period."""
    place = [each for each in state.submission.contracts if not each.locations & state.error_cells].index(row)
    return state.review.period in state.review.credits.contracts[place].quarters
