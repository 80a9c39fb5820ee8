"""The sheet ``Start Here``: what to do, in the program's eight steps, by when, and what colours and words mean."""

from __future__ import annotations

from collections.abc import Iterable

from vbpqip.core.cells import Location
from vbpqip.core.wrapping import height_of
from vbpqip.kinds.qit_report.form.sheets import CHECK, CONTRACTS, REPORT, START, TEMPLATE_VERSION, TREND
from vbpqip.kinds.qit_report.writing import formulas
from vbpqip.kinds.qit_report.writing.banner import write_head
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.carried_words import carried_legend
from vbpqip.kinds.qit_report.writing.check_line import CheckLine
from vbpqip.kinds.qit_report.writing.timetable import write_timetable
from vbpqip.program.texts import with_late
from vbpqip.workbook.answers import FINE, FIX, LEAVE_BLANK, LOOK, NOT_APPLICABLE
from vbpqip.workbook.styles import FormStyle

_WIDTHS = (26, 86, 12, 12)
_COLOURS = (
    (FormStyle.SAMPLE_ENTRY, "pale yellow", "an entry for you; select it, and a prompt says what belongs there"),
    (FormStyle.KEPT_BLANK, LEAVE_BLANK, "nothing belongs here"),
    (FormStyle.SHOWN, "pale blue", "calculated from your entries, and locked"),
    (FormStyle.SAMPLE_GOOD, FINE, "the entries can be right"),
    (
        FormStyle.SAMPLE_DOUBTFUL,
        LOOK,
        "something is unlikely: please review; it may be right, and may be sent",
    ),
    (FormStyle.SAMPLE_BAD, FIX, "something is missing or cannot be right; the sheet Check says what to do"),
)
_CREDIT = "Measure credit"
_WORDS = (
    ("Period, window", "the quarter that the report is for, and the four quarters that end with it"),
    ("Prior report", "the report whose totals the results are compared with: as a rule that of the quarter before"),
    ("0 and 0", "a quarter in which nothing could occur; blank is not zero"),
    (NOT_APPLICABLE, "not applicable: belongs beside an annual result, and nowhere else"),
    ("Achieved", "improved, or maintained where a tie counts; a measure without a result is not achieved"),
    (_CREDIT, "a VBP contract of Level {level} or higher counts like an achieved measure; see Measure Credits"),
    ("{target} verdict", "MET where achieved measures and credits are a large enough share of the selected measures"),
    ("NOT READY", "entries are missing or invalid, so there is no verdict yet"),
)


def write_start(book: Book, lines: list[CheckLine]) -> None:
    """Write the sheet."""
    sheet = book.sheet(START)
    sheet.set_widths(_WIDTHS)
    write_head(book, START, f"Start here: {book.state.form_data.program.texts.report_title}", lines)
    _write_period(book, 2)
    row = write_timetable(book, 4)
    row = _write_pairs(book, row + 1, ("Step", "What to do"), _steps(book))
    row = _write_pairs(book, row + 1, ("Colour or word", "What it means"), _legend(book))
    _write_links(book, row + 1)
    sheet.fit_to_pages(1, 1)


def _steps(book: Book) -> Iterable[tuple[FormStyle, str, str]]:
    form_data = book.state.form_data
    for nth, step in enumerate(form_data.program.texts.steps, start=1):
        yield FormStyle.FIXED, str(nth), with_late(step, form_data.measures)


def _write_period(book: Book, row: int) -> None:
    period = book.state.review.period
    formula = 'IF(period_row=0,"Period: not chosen yet","Period: "&INDEX(list_periods,period_row))'
    book.live(Location(START, row, 0), formula, f"Period: {period or 'not chosen yet'}", FormStyle.LABEL)


def _legend(book: Book) -> Iterable[tuple[FormStyle, str, str]]:
    yield from _COLOURS
    yield from ((FormStyle.SAMPLE_CARRIED, *line) for line in carried_legend(book.state.form_data))
    yield from ((FormStyle.FIXED, book.in_words(word), meaning) for word, meaning in _WORDS)


def _write_pairs(book: Book, row: int, headings: tuple[str, str], pairs: Iterable[tuple[FormStyle, str, str]]) -> int:
    for column, heading in enumerate(headings):
        book.write(Location(START, row, column), heading, FormStyle.HEADING)
    for look, word, meaning in pairs:
        row += 1
        book.sheet(START).set_row(row, height_of([(word, _WIDTHS[0]), (meaning, _WIDTHS[1])]))
        book.write(Location(START, row, 0), word, look)
        _write_meaning(book, Location(START, row, 1), word, meaning)
    return row + 1


def _write_meaning(book: Book, at: Location, word: str, meaning: str) -> None:
    if word != _CREDIT:
        book.write(at, meaning, FormStyle.FIXED)
        return
    program, period = book.state.form_data.program, book.state.review.period
    level = program.whole("credits.lowest_level", period or program.first_period)
    formula = "&lowest_level&".join(formulas.text(part) for part in meaning.split("{level}"))
    book.live(at, formula, meaning.format(level=level), FormStyle.FIXED)


def _write_links(book: Book, row: int) -> None:
    for nth, title in enumerate((REPORT, CONTRACTS, CHECK, TREND)):
        book.link(Location(START, row + nth, 0), Location(title, 0, 0), f"Go to {title}")
    program = book.state.form_data.program
    stamp = f"Template version {TEMPLATE_VERSION}, {program.name} data version {program.version}"
    terms = f"Terms: {program.terms}" if program.terms else "Terms: the program's own numbers, none agreed otherwise"
    book.write(Location(START, row, 1), stamp, FormStyle.HINT_LINE)
    book.write(Location(START, row + 1, 1), terms, FormStyle.HINT_LINE)
