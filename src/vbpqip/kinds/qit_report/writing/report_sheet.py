"""The sheet ``P4P Report``: its heading, the quarters, and the frame of the measure table."""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import QUARTERS, SINGLES, measure_columns
from vbpqip.kinds.qit_report.form.sheets import REPORT
from vbpqip.kinds.qit_report.writing import formulas, prompts
from vbpqip.kinds.qit_report.writing.banner import write_head
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.carried_words import carried_instruction, write_carried_marks
from vbpqip.kinds.qit_report.writing.check_line import CheckLine
from vbpqip.kinds.qit_report.writing.measure_table import write_measure_table
from vbpqip.kinds.qit_report.writing.result_box import write_result_box
from vbpqip.workbook.answers import FINE
from vbpqip.workbook.styles import FormStyle, style_of
from vbpqip.workbook.validations import validation_of

_HEADING_HEIGHT, _LABEL_HEIGHT, _HINT_HEIGHT, _INSTRUCTION_HEIGHT = 21, 63, 30, 27
_INSTRUCTION = "Fill in the pale yellow cells, from top to bottom. Everything else is calculated as you type."


def write_report(book: Book, lines: list[CheckLine]) -> None:
    """Write the sheet; ``lines`` are those of the Check sheet, for the banner and the row checks."""
    sheet = book.sheet(REPORT)
    write_head(book, REPORT, book.state.form_data.program.texts.report_title, lines)
    book.write(Location(REPORT, 2, 0), f"{_INSTRUCTION}{carried_instruction(book.state.form_data)}", FormStyle.LABEL)
    sheet.set_row(2, _INSTRUCTION_HEIGHT)
    for row in range(SINGLES["facility"].row - 1, SINGLES["prepared_by"].row + 1):
        sheet.set_row(row, _HEADING_HEIGHT)
    sheet.set_row(SINGLES["quarter_1"].row - 1, _LABEL_HEIGHT)
    sheet.set_row(SINGLES["quarter_1"].row, _HINT_HEIGHT)
    _write_heading(book)
    _write_hints(book)
    write_carried_marks(book)
    write_result_box(book, lines)
    write_measure_table(book, lines)
    columns = measure_columns(len(book.state.form_data.measures))
    first = columns["measure_key"]
    sheet.freeze_panes(first.row, 1)
    sheet.repeat_rows(first.row - 3, first.row - 1)
    sheet.print_area(0, 0, first.row + first.rows - 1, columns["row_check"].column)


def _write_heading(book: Book) -> None:
    form = book.state.form_data.form
    rules = {
        each.place: validation_of(each.entry, each.title or each.place.label, book.in_words(each.prompt))
        for each in form.fields
    }
    for (place, rule), each in zip(rules.items(), form.fields, strict=True):
        look = FormStyle.WRAPPED_LABEL if len(form.alike_to(place)) > 1 else FormStyle.LABEL
        book.write(place.label_at, place.label, look)
        book.enter(place.at(), (place.name, 0), style_of(each.entry), rule)
        book.name(place)
    column = form.places["help"].column
    for row in sorted({place.row for place in rules}):
        words = prompts.help_of(rule for place, rule in rules.items() if place.row == row)
        book.write(Location(REPORT, row, column), words, FormStyle.HELP)


def _write_hints(book: Book) -> None:
    """Write beside each quarter which one is expected."""
    for nth in QUARTERS:
        chosen = SINGLES[f"quarter_{nth}"].at()
        at = Location(chosen.sheet, chosen.row, chosen.column + 1)
        row = f"period_row+{nth - 1}"
        expected = f'"Expected: "&INDEX(list_quarters,{row})'
        formula = f'IF(period_row=0,"Choose period",IF(quarter_row_{nth}={row},{formulas.text(FINE)},{expected}))'
        book.live(at, formula, _hint(book, nth), FormStyle.HINT)
        book.mark(at, {"Expected": FormStyle.BAD, FINE: FormStyle.GOOD})


def _hint(book: Book, nth: int) -> str:
    period = book.state.review.period
    if period is None:
        return "Choose period"
    expected = str(period.window()[nth - 1])
    chosen = book.state.submission.quarters[nth - 1]
    return FINE if chosen.reads(expected) else f"Expected: {expected}"
