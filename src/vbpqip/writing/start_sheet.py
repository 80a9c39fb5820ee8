"""The sheet ``Start Here``: what to do, in the program's eight steps, and by when."""

from __future__ import annotations

from vbpqip.domain.cells import Location
from vbpqip.form.layout import SINGLES
from vbpqip.form.sheets import CHECK, CONTRACTS, REPORT, REPORT_TITLE, START, TEMPLATE_VERSION
from vbpqip.writing.book import Book, absolute, serial
from vbpqip.writing.conditions import Condition, status_of
from vbpqip.writing.styles import Style

_STEPS = (
    ("1", "Choose the quarter that the report is for, under 'Select Current Period'."),
    (
        "2",
        "Choose the four quarters that end with it, under 'Select Current Quarter Result'; a hint says which.",
    ),
    (
        "3",
        "For each selected measure, enter the number of events in the numerator column under each quarter.",
    ),
    (
        "4",
        "Enter the total of potential occurrences, such as discharges or patient days, in the denominator column.",
    ),
    (
        "5",
        "Median Time to ECG, Median Time to Transfer and 3-Hour Sepsis Bundle: leave the first three quarters blank.",
    ),
    ("6", "Enter their annual result in the numerator column of the last quarter."),
    ("7", "Enter NA in the denominator column of the last quarter; it is there already."),
    (
        "8",
        "Everything else is calculated. When the sheet Check says READY, save the file and send it to the MCO.",
    ),
)
_WORDS = (
    ("Pale yellow cell", "an entry for you; everything else is calculated and locked"),
    ("Grey cell 'leave blank'", "nothing belongs there"),
    ("Prior report", "the totals of the report of the quarter before, which the results are held against"),
    ("0 and 0", "a quarter in which nothing could occur; blank is not zero"),
    ("NOT READY", "something is missing or cannot be right; the sheet Check says what and where"),
)


def draw_start(book: Book, lines: list[Condition]) -> None:
    """Draw the sheet."""
    sheet = book.sheet(START)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110)
    book.write(Location(START, 0, 0), f"Start here: {REPORT_TITLE}", Style.TITLE)
    state = status_of([line.is_fault(book.state) for line in lines])
    book.write(Location(START, 1, 0), "This form is", Style.LABEL)
    book.live(Location(START, 1, 1), "ready", state, Style.READY)
    book.mark(Location(START, 1, 1), {"NOT": Style.BAD, "READY": Style.GOOD})
    book.write(Location(START, 2, 0), "Send it to the MCO by", Style.LABEL)
    due = SINGLES["report_due"].at()
    book.live(
        Location(START, 2, 1),
        f'IF({absolute(due)}="","Choose the period first",{absolute(due)})',
        _due(book),
        Style.DUE,
    )
    row = _draw_pairs(book, 4, "Step", "What to do", _STEPS)
    row = _draw_pairs(book, row + 1, "Word", "What it means", _WORDS)
    _draw_links(book, row + 1)


def _due(book: Book) -> str | int:
    period = book.state.review.period
    return "Choose the period first" if period is None else serial(book.state.filling.program.dates(period).report_due)


def _draw_pairs(book: Book, row: int, left: str, right: str, pairs: tuple[tuple[str, str], ...]) -> int:
    for column, heading in enumerate((left, right)):
        book.write(Location(START, row, column), heading, Style.HEADING)
    for word, meaning in pairs:
        row += 1
        book.write(Location(START, row, 0), word, Style.FIXED)
        book.write(Location(START, row, 1), meaning, Style.FIXED)
    return row + 1


def _draw_links(book: Book, row: int) -> None:
    for nth, title in enumerate((REPORT, CONTRACTS, CHECK)):
        book.link(Location(START, row + nth, 0), Location(title, 0, 0), f"Go to {title}")
    program = book.state.filling.program
    terms = f"; terms: {program.terms}" if program.terms else ""
    stamp = f"Template version {TEMPLATE_VERSION}, {program.name} data version {program.version}{terms}"
    book.write(Location(START, row + 4, 0), stamp, Style.HINT_LINE)
