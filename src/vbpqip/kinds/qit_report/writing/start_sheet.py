"""The sheet ``Start Here``: what to do, by when, what colours and words mean, and what a sheet cannot know."""

from __future__ import annotations

from collections.abc import Iterable

from vbpqip.checking.catalogue import CATALOGUE
from vbpqip.checking.catalogue.entries import (
    NA_SPELLED_OTHERWISE,
    NUMBER_TYPED_AS_TEXT,
    SUM_TYPED_AS_FORMULA,
)
from vbpqip.core.cells import Location
from vbpqip.core.findings import Severity
from vbpqip.core.wrapping import height_of
from vbpqip.kinds.qit_report.form.items import OF_PERIOD
from vbpqip.kinds.qit_report.form.layout import FIELDS
from vbpqip.kinds.qit_report.form.lists import DATE_LISTS
from vbpqip.kinds.qit_report.form.sheets import ATTESTATION, CONTRACTS, REPORT, START, TEMPLATE_VERSION, TREND
from vbpqip.kinds.qit_report.writing.builder import ReportBuilder
from vbpqip.kinds.qit_report.writing.carried_words import carried_legend, next_steps
from vbpqip.kinds.qit_report.writing.form_data import FormData
from vbpqip.program.texts import with_late
from vbpqip.workbook.answers import FINE, FIX, LEAVE_BLANK, LOOK, NOT_APPLICABLE
from vbpqip.workbook.expr import Call, Expr, Ref, Whole, if_
from vbpqip.workbook.form import CHECK
from vbpqip.workbook.styles import FormStyle
from vbpqip.workbook.tested import MOVED

_WIDTHS = (26, 76, 11, 11)
_SPARE = 0.93
"""Of a width that texts take at most, so that none is cut where letters are drawn wider."""

_ROW_HEIGHT = 18
_SCALE = 78
"""Percent in which the sheet is printed, so that its page breaks hold: none does where a program fits the pages."""

_HEADINGS = ("By when", "What", "From", "To")
_COLOURS = (
    (FormStyle.SAMPLE_ENTRY, "pale yellow", "an entry for you; select it, and a prompt says what belongs there"),
    (FormStyle.SAMPLE_BLANK, LEAVE_BLANK, "nothing belongs here"),
    (FormStyle.SHOWN, "pale blue", "calculated from your entries, and locked"),
    (FormStyle.SAMPLE_GOOD, FINE, "the quarter is the one that is expected"),
    (FormStyle.SAMPLE_DOUBTFUL, LOOK, "something is unlikely: please review; it may be right, and may be sent"),
    (FormStyle.SAMPLE_BAD, FIX, "something is missing or cannot be right; the sheet Check says what to do"),
)
_CREDIT = "Measure credit"
_WORDS = (
    ("Period, window", "the quarter that the report is for, and the four quarters that end with it"),
    ("Prior report", "the report whose totals the results are compared with: as a rule that of the quarter before"),
    ("0 and 0", "a quarter in which nothing could occur; blank is not zero"),
    (NOT_APPLICABLE, "not applicable: belongs beside an annual result, and nowhere else"),
    ("Achieved", "improved, or maintained where a tie counts; a measure without a result is not achieved"),
    (_CREDIT, "a {vbp} contract of Level {level} or higher counts like an achieved measure; see Measure Credits"),
    ("{target} verdict", "MET where achieved measures and credits are a large enough share of the selected measures"),
    ("NOT READY", "entries are missing or invalid, or a result with a later date is still to come: no verdict yet"),
)
_STRICTER = (
    NUMBER_TYPED_AS_TEXT.issue,
    NA_SPELLED_OTHERWISE.issue,
    SUM_TYPED_AS_FORMULA.issue,
    "Words stand beside a measure of which it is not answered whether it is selected.",
    MOVED.issue,
)
"""What is accepted, and the form wants typed as it belongs."""

ENTRY_CODES = "QIP200", "QIP600"
"""The codes of what can be wrong with entries: not with the file, nor with what it stores as results."""

_DUE = ("report_due", "late_results_due", "review_done", "payment_months", "doh_report_due")
"""The dates of what is due, in the order of the program's words on it."""


def write_start(builder: ReportBuilder) -> None:
    """Write the sheet."""
    sheet = builder.sheet(START)
    sheet.set_widths(_WIDTHS)
    title = f"Start here: {builder.form_data.program.texts.report_title}"
    builder.write_head(START, title, Location(START, 1, 0))
    period = if_(OF_PERIOD == 0, "Period: not chosen yet", "Period: " & Call("INDEX", Whole("list_periods"), OF_PERIOD))
    builder.show(Location(START, 1, 1), period, FormStyle.OPEN_LINE)
    row = _write_timetable(builder, 3)
    row = _write_pairs(builder, row + 1, ("Step", "What to do"), _steps(builder))
    row = _write_pairs(builder, row + 1, ("Colour or word", "What it means"), _legend(builder))
    sheet.set_h_pagebreaks([row])
    row = _write_pairs(builder, row + 1, ("READY", "What a sheet cannot know"), not_known_to_a_sheet(builder))
    _write_links(builder, row + 1)
    sheet.set_portrait()
    sheet.set_print_scale(_SCALE)


def _write_timetable(builder: ReportBuilder, row: int) -> int:
    """Write who sends what to whom by when, from a row on; return the row after it."""
    for column, heading in enumerate(_HEADINGS):
        builder.write(Location(START, row, column), heading, FormStyle.HEADING)
    form_data = builder.form_data
    for nth, (dates, due) in enumerate(zip(_DUE, form_data.program.texts.due, strict=True), start=row + 1):
        builder.sheet(START).set_row(nth, _ROW_HEIGHT)
        listed = _listed(dates)
        if dates == "late_results_due":
            listed = if_(listed == _listed("report_due"), "with the report", listed)
        builder.show(Location(START, nth, 0), if_(OF_PERIOD == 0, "choose the period", listed), FormStyle.DUE)
        for column, words in enumerate((with_late(due.what, form_data.measures), due.sender, due.receiver), start=1):
            builder.write(Location(START, nth, column), words, FormStyle.FIXED)
    return row + 1 + len(_DUE)


def _listed(dates: str) -> Expr:
    """Return a date of the chosen period."""
    return Call("INDEX", Whole(DATE_LISTS[dates]), OF_PERIOD)


def _steps(builder: ReportBuilder) -> Iterable[tuple[FormStyle, str, str]]:
    form_data = builder.form_data
    begun = _left_to_do(form_data) if form_data.carried_from is None else next_steps(form_data)
    for nth, step in enumerate((*begun, *form_data.program.texts.last_steps), start=1):
        yield FormStyle.FIXED, str(nth), with_late(step, form_data.measures)


def not_known_to_a_sheet(builder: ReportBuilder) -> Iterable[tuple[FormStyle, str, str]]:
    """Yield where READY and the check of who receives the report can differ."""
    for issue in _STRICTER:
        yield FormStyle.FIXED, "accepted, and not READY", issue
    listed = {line.diagnostic.code for line in builder.numbering.lines}
    for diagnostic in CATALOGUE:
        is_of_entries = ENTRY_CODES[0] <= diagnostic.code < ENTRY_CODES[1]
        is_error = Severity.ERROR in builder.severities(diagnostic)
        if is_error and is_of_entries and diagnostic.code not in listed:
            yield FormStyle.FIXED, "READY, and not accepted", builder.in_words(diagnostic.issue)


def _left_to_do(form_data: FormData) -> Iterable[str]:
    """Return the program's steps without those about entries that are filled in already and locked."""
    labels = {field.place.label: True for field in FIELDS}
    labels |= {field.place.label: False for field in FIELDS if (field.place.name, 0) not in form_data.carried}
    done = [f"'{label}'" for label, is_locked in labels.items() if is_locked]
    return (step for step in form_data.program.texts.steps if not any(label in step for label in done))


def _legend(builder: ReportBuilder) -> Iterable[tuple[FormStyle, str, str]]:
    yield from _COLOURS
    yield from ((FormStyle.SAMPLE_CARRIED, *line) for line in carried_legend(builder.form_data))
    yield from ((FormStyle.FIXED, builder.in_words(word), builder.in_words(meaning)) for word, meaning in _WORDS)


def _write_pairs(
    builder: ReportBuilder, row: int, headings: tuple[str, str], pairs: Iterable[tuple[FormStyle, str, str]]
) -> int:
    for column, heading in enumerate(headings):
        builder.write(Location(START, row, column), heading, FormStyle.HEADING)
    for look, word, meaning in pairs:
        row += 1
        builder.sheet(START).set_row(row, height_of([(word, _WIDTHS[0]), (meaning, _WIDTHS[1] * _SPARE)]))
        builder.write(Location(START, row, 0), word, look)
        _write_meaning(builder, Location(START, row, 1), word, meaning)
    return row + 1


def _write_meaning(builder: ReportBuilder, at: Location, word: str, meaning: str) -> None:
    if word != _CREDIT:
        builder.write(at, meaning, FormStyle.FIXED)
        return
    before, after = meaning.split("{level}")
    words: Expr = before & Ref("lowest_level")
    builder.show(at, words & after, FormStyle.FIXED)


def _write_links(builder: ReportBuilder, row: int) -> None:
    for nth, title in enumerate((REPORT, CONTRACTS, ATTESTATION, CHECK, TREND)):
        builder.link(Location(START, row + nth, 0), Location(title, 0, 0), f"Go to {title}")
    program = builder.form_data.program
    stamp = f"Template version {TEMPLATE_VERSION}, {program.name} data version {program.version}"
    terms = f"Terms: {program.terms}" if program.terms else "Terms: the program's own numbers, none agreed otherwise"
    builder.write(Location(START, row, 1), stamp, FormStyle.HINT_LINE)
    builder.write(Location(START, row + 1, 1), terms, FormStyle.HINT_LINE)
