"""The sheet ``P4P Report``: heading, quarters, results and the measure table, all of it in one window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vbpqip.core.cells import Location, column_letters
from vbpqip.kinds.qit_report.checks.plausibility import PATIENT_DAYS
from vbpqip.kinds.qit_report.form.items import OF_PERIOD, RowItem
from vbpqip.kinds.qit_report.form.layout import (
    BOX,
    ENTERED_COUNTS,
    FIELDS,
    LAST_PRINTED,
    MEASURES,
    PRIOR,
    QUARTERS,
    SINGLES,
    columns_of_its_own,
    seen_columns,
)
from vbpqip.kinds.qit_report.form.sheets import REPORT
from vbpqip.kinds.qit_report.writing import prompts, workings
from vbpqip.kinds.qit_report.writing.builder import ReportBuilder
from vbpqip.kinds.qit_report.writing.carried_words import carried_instruction
from vbpqip.workbook.answers import FINE, FIX, LEAVE_BLANK, LOOK, YES, OutcomeShown
from vbpqip.workbook.check_list import CheckList
from vbpqip.workbook.entry_types import KeyType, NumberType
from vbpqip.workbook.expr import Call, Expr, Ref, Whole, if_
from vbpqip.workbook.form import Column, Place
from vbpqip.workbook.styles import FormStyle, style_of
from vbpqip.workbook.validations import validation_of

_PIXELS = {
    "measure_title": 148,
    "selected": 57,
    "result": 54,
    "prior_result": 50,
    "change": 50,
    "outcome": 76,
}
_NUMERATOR, _DENOMINATOR = 63, 76
_HEIGHTS = {0: 21, 1: 14, 2: 16, 3: 26, 4: 16, 5: 26}
"""Heights of the frozen rows, in points."""

_ROW_HEIGHT = 23.25
_WORDS_AT = {"facility": (-1, 1), "mco": (-1, 1), "current_period": (0, 1)}
"""How far down and right of an entry it is said that it is to fix; beside a quarter its hint says so."""

_INSTRUCTION = "Fill in yellow and pink. Paste values only. There is no password."
_SPANS = {"qit_verdict": 2, "ready": 4}
"""Results of words, and how many columns they take."""

_STYLES = {
    "qit_verdict": FormStyle.VERDICT,
    "qit_share": FormStyle.SHARE,
    "required_share": FormStyle.SHARE,
    "report_due": FormStyle.SHOWN_DAY,
    "ready": FormStyle.READY,
}


def write_report(builder: ReportBuilder, check_list: CheckList) -> None:
    """Write the sheet."""
    sheet, measures = builder.sheet(REPORT), builder.form_data.measures
    columns = builder.form_data.form.table_on(REPORT).places(len(measures))
    builder.write_head(REPORT, builder.form_data.program.texts.report_title, SINGLES["ready"].at())
    for row, height in _HEIGHTS.items():
        sheet.set_row(row, height)
    _write_heading(builder)
    _write_quarters(builder)
    _write_results(builder, check_list)
    _write_table(builder, columns)
    _write_marks(builder, columns)
    last = columns[LAST_PRINTED[REPORT]]
    hidden = last.column + 1
    sheet.set_column(hidden, len(builder.form_data.form.table_on(REPORT).columns) - 1, None, None, {"hidden": True})
    sheet.freeze_panes(last.row, columns["selected"].column + 1)
    sheet.repeat_rows(last.row - 1)
    sheet.print_area(0, 0, last.row + last.rows - 1, last.column)


def _write_heading(builder: ReportBuilder) -> None:
    for field in (each for each in FIELDS if each.place.sheet == REPORT):
        place = field.place
        rule = validation_of(field.entry, builder.in_words(field.title or place.label), builder.in_words(field.prompt))
        look = FormStyle.SHORT_LABEL if place.name == "current_period" else FormStyle.SMALL_LABEL
        if place.name.startswith("quarter_"):
            builder.widen(place.label_at, 2, look)
        builder.write(place.label_at, place.label, look)
        style = FormStyle.NAME if place.name in {"facility", "mco"} else FormStyle.DAY_NAME
        builder.enter(place.at(), (place.name, 0), style, rule)
        builder.name(place)
        if style is FormStyle.NAME:
            _let_run_on(builder, place)
        if place.name in _WORDS_AT:
            _write_words(builder, place)
    _write_hint(builder, SINGLES["quarter_1"].row - 1, SINGLES["qit_achieved"].column, _INSTRUCTION)
    carried = carried_instruction(builder.form_data)
    if carried:
        _write_hint(builder, SINGLES["current_period"].row - 1, SINGLES["quarter_2"].column, carried)


def _write_words(builder: ReportBuilder, place: Place) -> None:
    """Say beside an entry, or beside its label, that it is to fix; where it is blank, nothing else can show it."""
    down, right = _WORDS_AT[place.name]
    at = place.at()._replace(row=place.row + down, column=place.column + right)
    builder.show(at, builder.numbering.in_words(Ref(f"fix_{place.name}")), FormStyle.SHORT_LABEL)
    builder.mark(at, {FIX[0]: FormStyle.BAD, LOOK[0]: FormStyle.DOUBTFUL})


def _let_run_on(builder: ReportBuilder, place: Place) -> None:
    """Let the box of a name take the next column too, which is marked with it; no entry is merged."""
    carried = (place.name, 0) in builder.form_data.carried
    beside = place.at()._replace(column=place.column + 1)
    builder.write(beside, None, FormStyle.END_OF_CARRIED_PARTY if carried else FormStyle.END_OF_NAME)
    state = beside._replace(column=beside.column + columns_of_its_own(builder.form_data.form, REPORT))
    builder.show(state, Ref(f"fix_{place.name}"), FormStyle.SHOWN)


def _write_hint(builder: ReportBuilder, row: int, column: int, words: str) -> None:
    """Write words across two rows and three columns."""
    look = builder.formats[FormStyle.SMALL_HINT]
    builder.sheet(REPORT).merge_range(row, column, row + 1, column + 2, words, look)


def _write_quarters(builder: ReportBuilder) -> None:
    """Write beside each quarter whether it is the one that is expected, and whose totals the prior report has."""
    for nth in QUARTERS:
        chosen = SINGLES[f"quarter_{nth}"].at()
        at = chosen._replace(column=chosen.column + 1)
        expected = OF_PERIOD + (nth - 1)
        hint = "\u2192 " & Call("INDEX", Whole("list_quarters"), expected)
        known = if_(Ref(f"quarter_row_{nth}") == expected, FINE, hint)
        words = builder.numbering.in_words(Ref(f"fix_quarter_{nth}"))
        builder.show(at, if_(OF_PERIOD == 0, words, known), FormStyle.HINT)
        builder.mark(at, {"\u2192": FormStyle.BAD, FIX[0]: FormStyle.BAD, FINE: FormStyle.GOOD})
    prior = MEASURES.places(1)[PRIOR[0]]
    at = Location(REPORT, SINGLES["quarter_1"].row, prior.column)
    comparator = comparator_of(builder)
    program = builder.form_data.program
    baseline = program.periods.index(program.baseline) + 1
    compared = Call("INDEX", Whole("list_periods"), baseline if comparator == "baseline" else OF_PERIOD - 1)
    of_prior = if_(Ref("is_baseline") == 1, "No prior report", "Prior report (" & compared & ")")
    builder.show(at, if_(OF_PERIOD == 0, "Prior report", of_prior), FormStyle.SHORT_LABEL)


def _write_results(builder: ReportBuilder, check_list: CheckList) -> None:
    pending = [row for row in builder.rows() if row.measure.late_result]
    shown = {**workings.target_workings(pending), "ready": check_list.ready()}
    for place in BOX:
        span = _SPANS.get(place.name, 1)
        style = _STYLES.get(place.name, FormStyle.SHOWN)
        label_at = place.label_at if place.name != "ready" else place.at()._replace(column=place.column - 2)
        look = FormStyle.SMALL_LABEL if place.name == "required_share" else FormStyle.SHORT_LABEL
        label = _label(builder, place)
        if isinstance(label, str):
            builder.write(label_at, label, look)
        else:
            builder.show(label_at, label, look)
        if span > 1:
            builder.widen(place.at(), span, style)
        builder.show(place.at(), shown[place.name], style)
        builder.name(place)
        if place.name in _SPANS:
            builder.mark(place.at(), {"NOT": FormStyle.BAD, "READY": FormStyle.GOOD, "MET": FormStyle.GOOD})


def _label(builder: ReportBuilder, place: Place) -> Expr | str:
    """Return the label of a result; that of the required share says whether anybody agreed on it for the period."""
    if place.name != "required_share":
        return builder.in_words(place.label)
    program = builder.form_data.program
    share = program.parameters["qit.required_share"]
    words = [f"Required ({share.at(period).grounds.basis.value})" for period in program.periods]
    return words[0] if len(set(words)) == 1 else Call("CHOOSE", Call("MAX", 1, OF_PERIOD), *words)


def comparator_of(builder: ReportBuilder) -> str:
    """Return what the form's results are compared with: the parameter ``qit.comparator``."""
    program = builder.form_data.program
    return program.words("qit.comparator", builder.form_data.period or program.first_period)


def _write_table(builder: ReportBuilder, columns: Mapping[str, Place]) -> None:
    sheet = builder.sheet(REPORT)
    for column in seen_columns(builder.form_data.form.table_on(REPORT)):
        place = columns[column.name]
        width = _DENOMINATOR if "denominator" in column.name else _NUMERATOR
        sheet.set_column_pixels(place.column, place.column, _PIXELS.get(column.name, width))
        builder.write(place.label_at, place.label, FormStyle.NARROW_HEADING)
        if column.named:
            builder.name(place)
    rows = builder.rows()
    of_days = [row for row in rows if row.measure.unit == PATIENT_DAYS]
    for row in rows:
        sheet.set_row(columns["result"].row + row.nth, _ROW_HEIGHT)
        _write_row(builder, columns, row, of_days)


def _write_row(builder: ReportBuilder, columns: Mapping[str, Place], row: RowItem, of_days: list[RowItem]) -> None:
    measure, nth = row.measure, row.nth
    builder.caption(
        columns["measure_title"].at(nth), measure.short_title, prompts.counted(measure), FormStyle.ROW_TITLE
    )
    builder.write(columns["measure_key"].at(nth), measure.key, FormStyle.FIXED)
    rules = prompts.measure_rules(measure, comparator_of(builder), builder.form_data.program.vocabulary.mco)
    for column in builder.form_data.form.table_on(REPORT).entries:
        if not isinstance(column.takes, KeyType):
            _write_entry(builder, columns[column.name].at(nth), column, row, rules)
    rate = FormStyle.RESULT
    styles = {"result": rate, "prior_result": rate, "change": FormStyle.CHANGE, "outcome": FormStyle.OUTCOME}
    for name, shown in workings.row_results(row).items():
        builder.show(columns[name].at(nth), shown, styles.get(name, FormStyle.SHOWN))
    for name, shown in workings.row_workings(row, builder.form_data.program, builder.numbering, of_days).items():
        builder.show(builder.places[name].at(nth), shown, FormStyle.SHOWN)
    before = Ref("selected_so_far", nth - 1) if nth else 0
    builder.show(builder.places["selected_so_far"].at(nth), row.ref("is_selected") + before, FormStyle.SHOWN)


def _write_entry(
    builder: ReportBuilder, at: Location, column: Column, row: RowItem, rules: Mapping[str, dict[str, Any]]
) -> None:
    key = column.name, row.nth
    if builder.form_data.at(*key) == LEAVE_BLANK:
        builder.write(at, LEAVE_BLANK, FormStyle.KEPT_BLANK)
        return
    part = column.name if column.slot is None else column.slot.part
    rule = rules.get(part) or validation_of(column.takes, column.label, column.prompt)
    number = FormStyle.RESULT_ENTRY if row.measure.annual else FormStyle.COUNT
    builder.enter(at, key, number if isinstance(column.takes, NumberType) else style_of(column.takes), rule)


def _write_marks(builder: ReportBuilder, columns: Mapping[str, Place]) -> None:
    """Mark what is to fix and what is unlikely, wherever it stands, and calm what is not selected.

    Each row has conditional formats of its own: LibreOffice paints all cells of one again when an entry changes any.
    """
    answer, outcome = columns["selected"], columns["outcome"]
    for row in range(outcome.row + outcome.rows):
        _mark_open(builder, row, outcome.column)
    _show_digits(builder, columns)
    for nth in range(outcome.rows):
        calm = f'=TRIM(${column_letters(answer.column)}{answer.row + nth + 1})<>"{YES}"'
        builder.shade((columns[ENTERED_COUNTS[0]].at(nth), columns[PRIOR[-1]].at(nth)), calm, FormStyle.CALM)
        builder.mark(
            outcome.at(nth),
            {OutcomeShown.WORSENED[0]: FormStyle.BAD, OutcomeShown.IMPROVED[0]: FormStyle.GOOD},
        )
    prior = columns[PRIOR[0]].at(), columns[PRIOR[-1]].at(outcome.rows - 1)
    builder.shade(prior, "=is_baseline=1", FormStyle.CALM)


def _mark_open(builder: ReportBuilder, row: int, last: int) -> None:
    """Mark what is to fix and what is unlikely in a row of the sheet."""
    offset, errors = columns_of_its_own(builder.form_data.form, REPORT), builder.numbering.errors
    fix, doubt = (f"{column_letters(offset * times)}{row + 1}" for times in (1, 2))
    is_error = f"OR(AND({fix}>0,{fix}<={errors}),AND({doubt}>0,{doubt}<={errors}))"
    builder.mark_open((Location(REPORT, row, 0), Location(REPORT, row, last)), is_error, f"OR({fix}>0,{doubt}>0)")


def _show_digits(builder: ReportBuilder, columns: Mapping[str, Place]) -> None:
    """Show results, comparators and changes with as many digits as tell them apart: see ``core.numbers.figures``."""
    result, prior, change = (columns[name] for name in ("result", "prior_result", "change"))
    for nth in range(result.rows):
        told_apart = columns["places"].at(nth)
        for places in range(workings.USUAL_PLACES + 1, workings.MOST_PLACES + 1):
            asked = f"=${told_apart.address}={places}"
            number = f"#,##0.{'0' * places}"
            builder.shade_as((result.at(nth), prior.at(nth)), asked, number)
            builder.shade_as((change.at(nth), change.at(nth)), asked, f"+{number};-{number};0.00")
