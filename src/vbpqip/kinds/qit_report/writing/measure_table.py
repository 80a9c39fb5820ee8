"""The measure table of the report sheet: a row of entries for each measure, its results beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vbpqip.core.cells import Location, column_letters
from vbpqip.core.measures import Measure
from vbpqip.core.results import MeasureResult, Outcome, Performance
from vbpqip.core.wrapping import height_of
from vbpqip.kinds.qit_report.form.layout import (
    ENTERED_COUNTS,
    LIVE,
    PRIOR,
    check_status_at,
)
from vbpqip.kinds.qit_report.form.sheets import REPORT
from vbpqip.kinds.qit_report.writing import formulas, prompts
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.check_line import CheckLine
from vbpqip.kinds.qit_report.writing.working_sheet import (
    comparator_sound_at,
    entries_sound_at,
    prior_totals_at,
    selected_at,
    window_totals_at,
)
from vbpqip.workbook.answers import FINE, FIX, LEAVE_BLANK, LOOK, YES, OutcomeShown
from vbpqip.workbook.builder import ShownResult, absolute
from vbpqip.workbook.entry_types import EntryKey, KeyType, NumberType
from vbpqip.workbook.form import Column, Place
from vbpqip.workbook.styles import STATE_STYLES, FormStyle, style_of
from vbpqip.workbook.validations import validation_of

_WIDTHS = {
    "measure_title": 35,
    "selected": 11,
    "outcome": 12,
    "achieved": 9.5,
    "unit": 15,
    "row_check": 7,
    "help": 110,
    "measure_key": 24,
}
_COUNT_WIDTH = 10.5
_HEADING_HEIGHT = 45
_HELP_POINTS = 9

SHOWN_OUTCOME = {
    Outcome.IMPROVED: OutcomeShown.IMPROVED,
    Outcome.MAINTAINED: OutcomeShown.MAINTAINED,
    Outcome.WORSENED: OutcomeShown.WORSENED,
    Outcome.NO_RESULT: OutcomeShown.NO_RESULT,
    Outcome.BASELINE: OutcomeShown.BASELINE,
}


def write_measure_table(book: Book, lines: list[CheckLine]) -> None:
    """Write the headings and a row for each measure."""
    measures = book.state.form_data.measures
    table = book.state.form_data.form.table_on(REPORT)
    columns = table.places(len(measures))
    sheet = book.sheet(REPORT)
    for column in table.columns:
        place = columns[column.name]
        sheet.set_column(place.column, place.column, _WIDTHS.get(column.name, _COUNT_WIDTH))
        book.write(place.label_at, place.label, FormStyle.NARROW_HEADING)
        if column.named:
            book.name(place)
    sheet.set_row(columns["result"].row - 1, _HEADING_HEIGHT)
    for nth, measure in enumerate(measures):
        rules = prompts.measure_rules(measure, comparator_of(book), book.in_words("{mco}"))
        sheet.set_row(columns["result"].row + nth, _row_height(measure, prompts.help_of(rules.values())))
        _write_words(book, columns, nth, measure, prompts.help_of(rules.values()))
        for column in (each for each in table.entries if not isinstance(each.takes, KeyType)):
            _write_entry(book, columns[column.name].at(nth), (column.name, nth), column, rules)
        _write_results(book, columns, nth, measure)
        _write_row_check(book, columns, nth, lines)
    _calm_unselected(book, columns)


def _calm_unselected(book: Book, columns: dict[str, Place]) -> None:
    """Take the colour of entries from unselected rows, and from comparators in the baseline."""
    answer, first, last = columns["selected"].at(), columns[ENTERED_COUNTS[0]], columns[PRIOR[-1]]
    formula = f'=TRIM(${column_letters(answer.column)}{answer.row + 1})<>"{YES}"'
    book.shade((first.at(), last.at(last.rows - 1)), formula, FormStyle.CALM)
    book.shade((columns[PRIOR[0]].at(), last.at(last.rows - 1)), "=is_baseline=1", FormStyle.CALM)


def _row_height(measure: Measure, help_words: str) -> float:
    words = f"{measure.title}\n{prompts.counted(measure)}"
    shown = height_of([(words, _WIDTHS["measure_title"]), (measure.result_unit, _WIDTHS["unit"])])
    return max(shown, height_of([(help_words, _WIDTHS["help"])], points=_HELP_POINTS))


def _write_words(book: Book, columns: dict[str, Place], nth: int, measure: Measure, help_words: str) -> None:
    book.caption(columns["measure_title"].at(nth), measure.title, prompts.counted(measure), FormStyle.FIXED)
    book.write(columns["unit"].at(nth), measure.result_unit, FormStyle.FIXED)
    book.write(columns["help"].at(nth), help_words, FormStyle.HELP)
    book.write(columns["measure_key"].at(nth), measure.key, FormStyle.FIXED)


def _write_entry(book: Book, at: Location, key: EntryKey, column: Column, rules: Mapping[str, dict[str, Any]]) -> None:
    if book.state.form_data.at(*key) == LEAVE_BLANK:
        book.write(at, LEAVE_BLANK, FormStyle.KEPT_BLANK)
        return
    part = column.name if column.slot is None else column.slot.part
    rule = rules.get(part) or validation_of(column.takes, column.label, book.in_words(column.prompt))
    book.enter(at, key, FormStyle.COUNT if isinstance(column.takes, NumberType) else style_of(column.takes), rule)


def comparator_of(book: Book) -> str:
    """Return what the form's results are compared with: the parameter ``qit.comparator``."""
    program = book.state.form_data.program
    return program.words("qit.comparator", book.state.review.period or program.first_period)


def _write_results(book: Book, columns: dict[str, Place], nth: int, measure: Measure) -> None:
    result = next((each for each in book.state.review.measures if each.measure.key == measure.key), None)
    outcome = absolute(columns["outcome"].at(nth))
    rate = FormStyle.ANNUAL_RESULT if measure.annual else FormStyle.RESULT
    live: dict[str, tuple[str, ShownResult, FormStyle]] = {
        "result": (
            formulas.rate(measure, *window_totals_at(nth)), _rate(result.current if result else None), rate
        ),
        "prior_result": (
            formulas.rate(measure, *prior_totals_at(nth)), _rate(result.prior if result else None), rate
        ),
        "outcome": (_outcome_formula(nth, measure), shown_outcome(book, result), FormStyle.SHOWN),
        "achieved": (
            formulas.is_achieved(outcome, "maintained_counts"), shown_achieved(book, result), FormStyle.SHOWN
        ),
    }  # fmt: skip
    for name in sorted(LIVE):
        book.live(columns[name].at(nth), *live[name])
    held = columns["result"].at(nth).address, columns["prior_result"].at(nth).address
    book.live(columns["change"].at(nth), formulas.change(*held), _change(result), FormStyle.CHANGE)
    book.mark(
        columns["outcome"].at(nth), {OutcomeShown.INVALID_ENTRIES: FormStyle.BAD, OutcomeShown.WORSENED: FormStyle.BAD}
    )


def _rate(performance: Performance | None) -> ShownResult:
    return "" if performance is None or performance.rate is None else float(performance.rate)


def _change(result: MeasureResult | None) -> ShownResult:
    current, prior = (_rate(result.current), _rate(result.prior)) if result else ("", "")
    return "" if isinstance(current, str) or isinstance(prior, str) else current - prior


def _outcome_formula(nth: int, measure: Measure) -> str:
    issue = formulas.text(OutcomeShown.INVALID_ENTRIES)
    compared = formulas.outcome_of(measure.improvement, window_totals_at(nth), prior_totals_at(nth))
    held = f"IF({comparator_sound_at(nth)}=0,{issue},{compared})"
    unmeasured = f"IF(is_baseline=1,{formulas.text(OutcomeShown.BASELINE)},{held})"
    measured = f"IF(quarters_sound=0,{formulas.text(OutcomeShown.INVALID_QUARTERS)},{unmeasured})"
    return f'IF(OR({selected_at(nth)}=0,period_row=0),"",IF({entries_sound_at(nth)}=0,{issue},{measured}))'


def shown_outcome(book: Book, result: MeasureResult | None) -> str:
    """Return what the form shows as a measure's outcome; nothing where it is not selected or there is no period."""
    if result is None or book.state.review.period is None:
        return ""
    if result.current is not None and any(
        words.at in book.state.error_cells for words in book.state.submission.quarters
    ):
        return OutcomeShown.INVALID_QUARTERS
    unknown = result.current is None or (result.prior is None and result.outcome is not Outcome.BASELINE)
    return OutcomeShown.INVALID_ENTRIES if unknown else SHOWN_OUTCOME[result.outcome]


def shown_achieved(book: Book, result: MeasureResult | None) -> str:
    """Return what the form shows of a measure's achievement: Yes, No, or nothing where nothing is measured."""
    outcome = shown_outcome(book, result)
    if result is None or outcome in {
        "",
        OutcomeShown.INVALID_ENTRIES,
        OutcomeShown.INVALID_QUARTERS,
        OutcomeShown.BASELINE,
    }:
        return ""
    return "Yes" if result.achieved else "No"


def _write_row_check(book: Book, columns: dict[str, Place], nth: int, lines: list[CheckLine]) -> None:
    own = [line for line in lines if {columns["selected"].at(nth), columns[PRIOR[0]].at(nth)} & line.cells]
    shared = [line for line in lines if columns[ENTERED_COUNTS[1]].at(nth) in line.cells and line not in own]
    invalid, doubtful = ([_says(lines, line, mark) for line in own] for mark in (FIX, LOOK))
    doubtful += [f"AND({selected_at(nth)}=1,{_says(lines, line, LOOK)})" for line in shared]
    blank = f'TRIM({absolute(columns["selected"].at(nth))})=""'
    otherwise = f'IF(IFERROR({blank},FALSE),"",{formulas.text(FINE)})'
    formula = (
        f"IF(OR({','.join(invalid)}),{formulas.text(FIX)},"
        f"IF(OR({','.join(doubtful)}),{formulas.text(LOOK)},{otherwise}))"
    )
    at = columns["row_check"].at(nth)
    book.live(at, formula, _row_check_shown(book, nth, own, shared), FormStyle.SHOWN)
    book.mark(at, STATE_STYLES)


def _says(lines: list[CheckLine], line: CheckLine, mark: str) -> str:
    """Return the formula for whether a line of the Check sheet says so."""
    return f"{absolute(check_status_at(lines.index(line)))}={formulas.text(mark)}"


def _row_check_shown(book: Book, nth: int, own: list[CheckLine], shared: list[CheckLine]) -> str:
    key = book.state.form_data.measures[nth].key
    is_selected = any(result.measure.key == key for result in book.state.review.measures)
    said = {line.shown(book.state) for line in [*own, *(shared if is_selected else [])]}
    held = FINE if book.state.form_data.at("selected", nth) else ""
    return next((mark for mark in (FIX, LOOK) if mark in said), held)
