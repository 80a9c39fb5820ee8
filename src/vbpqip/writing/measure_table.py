"""The measure table of the report sheet: a row of entries for each measure, its results beside them."""

from __future__ import annotations

from typing import Any

from vbpqip.domain.cells import Location
from vbpqip.domain.measures import Measure
from vbpqip.domain.results import MeasureResult, Outcome, Performance
from vbpqip.form.answers import LARGEST_TOTAL, LEAVE_BLANK, OutcomeShown
from vbpqip.form.layout import ENTERED_COUNTS, LIVE, PRIOR, UNNAMED, Place, check_status_at, measure_columns
from vbpqip.form.sheets import REPORT
from vbpqip.writing import formulas, prompts
from vbpqip.writing.book import Book, Shown, absolute
from vbpqip.writing.conditions import Condition
from vbpqip.writing.styles import Style
from vbpqip.writing.working_sheet import (
    comparator_sound_at,
    entries_sound_at,
    prior_totals_at,
    selected_at,
    window_totals_at,
)

_WIDTHS = {
    "measure_title": 38,
    "selected": 11,
    "result": 10,
    "prior_result": 10,
    "unit": 17,
    "row_check": 8,
    "help": 60,
    "measure_key": 24,
}
_COUNT_WIDTH = 12.5
_ROW_HEIGHT = 33
_HEADING_HEIGHT = 48

SHOWN_OUTCOME = {
    Outcome.IMPROVED: OutcomeShown.IMPROVED,
    Outcome.MAINTAINED: OutcomeShown.MAINTAINED,
    Outcome.WORSENED: OutcomeShown.WORSENED,
    Outcome.NO_RESULT: OutcomeShown.NO_RESULT,
    Outcome.BASELINE: OutcomeShown.BASELINE,
}


def draw_measure_table(book: Book, lines: list[Condition]) -> None:
    """Draw the headings and a row for each measure."""
    measures = book.state.filling.measures
    columns = measure_columns(len(measures))
    sheet = book.sheet(REPORT)
    for name, place in columns.items():
        sheet.set_column(place.column, place.column, _WIDTHS.get(name, _COUNT_WIDTH))
        book.write(place.label_at, place.label, Style.HEADING)
        if name not in UNNAMED:
            book.name(place)
    sheet.set_row(columns["result"].row - 1, _HEADING_HEIGHT)
    for nth, measure in enumerate(measures):
        sheet.set_row(columns["result"].row + nth, _ROW_HEIGHT)
        _draw_entries(book, columns, nth, measure)
        _draw_results(book, columns, nth, measure)
        _draw_row_check(book, columns, nth, lines)


def _draw_entries(book: Book, columns: dict[str, Place], nth: int, measure: Measure) -> None:
    for name, words in (
        ("measure_title", measure.title),
        ("unit", measure.result_unit),
        ("help", prompts.measure_help(measure)),
        ("measure_key", measure.key),
    ):
        book.write(columns[name].at(nth), words, Style.FIXED)
    answer = columns["selected"].at(nth)
    book.write(answer, book.state.filling.at("selected", nth), Style.ENTRY)
    book.validate(answer, prompts.drop_down("list_yes_no", "Selected?", prompts.selected_prompt(measure)))
    for name in (*ENTERED_COUNTS, *PRIOR):
        _draw_entry(book, columns[name].at(nth), name, nth, measure)


def _draw_entry(book: Book, at: Location, name: str, nth: int, measure: Measure) -> None:
    entry = book.state.filling.at(name, nth)
    if entry == LEAVE_BLANK:
        book.write(at, entry, Style.KEPT_BLANK)
        return
    book.write(at, entry, Style.COUNT)
    book.validate(at, _rule(name, measure, comparator_of(book)))


def comparator_of(book: Book) -> str:
    """Return what the form's results are held against: the parameter ``qit.comparator``."""
    program = book.state.filling.program
    return program.words("qit.comparator", book.state.review.period or program.first_period)


def _rule(name: str, measure: Measure, comparator: str) -> dict[str, Any]:
    part = name.split("_")[1 if name in PRIOR else 0]
    if measure.annual:
        return _annual_rule(part, measure)
    if name in PRIOR:
        return prompts.whole_count("Prior report", prompts.prior_prompt(comparator), largest=LARGEST_TOTAL)
    return prompts.whole_count(part.capitalize(), prompts.count_prompt(measure, part))


def _annual_rule(part: str, measure: Measure) -> dict[str, Any]:
    if part == "numerator":
        return prompts.annual_result(measure)
    return prompts.drop_down("list_na", "Denominator", "Step 7: NA belongs beside an annual result.", stop=False)


def _draw_results(book: Book, columns: dict[str, Place], nth: int, measure: Measure) -> None:
    result = next((each for each in book.state.review.measures if each.measure.key == measure.key), None)
    outcome = absolute(columns["outcome"].at(nth))
    live: dict[str, tuple[str, Shown, Style]] = {
        "result": (
            formulas.rate(measure, *window_totals_at(nth)), _rate(result.current if result else None), Style.RESULT
        ),
        "prior_result": (
            formulas.rate(measure, *prior_totals_at(nth)), _rate(result.prior if result else None), Style.RESULT
        ),
        "outcome": (_outcome_formula(nth, measure), shown_outcome(book, result), Style.SHOWN),
        "achieved": (
            formulas.is_achieved(outcome, "maintained_counts"), shown_achieved(book, result), Style.SHOWN
        ),
    }  # fmt: skip
    for name in sorted(LIVE):
        book.live(columns[name].at(nth), *live[name])
    book.mark(columns["outcome"].at(nth), {OutcomeShown.AT_FAULT: Style.BAD, OutcomeShown.WORSENED: Style.BAD})


def _rate(performance: Performance | None) -> Shown:
    return "" if performance is None or performance.rate is None else float(performance.rate)


def _outcome_formula(nth: int, measure: Measure) -> str:
    fault = formulas.text(OutcomeShown.AT_FAULT)
    compared = formulas.outcome_of(measure.improvement, window_totals_at(nth), prior_totals_at(nth))
    held = f"IF({comparator_sound_at(nth)}=0,{fault},{compared})"
    measured = f"IF(is_baseline=1,{formulas.text(OutcomeShown.BASELINE)},{held})"
    return f'IF(OR({selected_at(nth)}=0,period_row=0),"",IF({entries_sound_at(nth)}=0,{fault},{measured}))'


def shown_outcome(book: Book, result: MeasureResult | None) -> str:
    """Return what the form shows as a measure's outcome; nothing where it is not selected or there is no period."""
    if result is None or book.state.review.period is None:
        return ""
    unknown = result.current is None or (result.prior is None and result.outcome is not Outcome.BASELINE)
    return OutcomeShown.AT_FAULT if unknown else SHOWN_OUTCOME[result.outcome]


def shown_achieved(book: Book, result: MeasureResult | None) -> str:
    """Return what the form shows of a measure's achievement: Yes, No, or nothing where nothing is measured."""
    outcome = shown_outcome(book, result)
    if result is None or outcome in {"", OutcomeShown.AT_FAULT, OutcomeShown.BASELINE}:
        return ""
    return "Yes" if result.achieved else "No"


def _draw_row_check(book: Book, columns: dict[str, Place], nth: int, lines: list[Condition]) -> None:
    own = [
        line for line in lines if columns["selected"].at(nth) in line.cells or columns[PRIOR[0]].at(nth) in line.cells
    ]
    states = [absolute(check_status_at(lines.index(line))) for line in own]
    at_fault = ",".join(f"{state}={formulas.text(formulas.FIX)}" for state in states)
    blank = f'TRIM({absolute(columns["selected"].at(nth))})=""'
    formula = (
        f'IF(OR({at_fault}),{formulas.text(formulas.FIX)},IF(IFERROR({blank},FALSE),"",{formulas.text(formulas.FINE)}))'
    )
    if any(line.is_fault(book.state) for line in own):
        shown = formulas.FIX
    else:
        shown = formulas.FINE if book.state.filling.at("selected", nth) else ""
    at = columns["row_check"].at(nth)
    book.live(at, formula, shown, Style.SHOWN)
    book.mark(at, {formulas.FIX: Style.BAD, formulas.FINE: Style.GOOD})
