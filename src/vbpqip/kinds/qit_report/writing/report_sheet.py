"""The sheet ``P4P Report``: its heading, the quarters, and the frame of the measure table."""

from __future__ import annotations

from typing import Any

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import HEADING, QUARTER_LABEL, QUARTERS, SINGLES, measure_columns
from vbpqip.kinds.qit_report.form.sheets import REPORT, REPORT_TITLE
from vbpqip.kinds.qit_report.writing import formulas, prompts
from vbpqip.kinds.qit_report.writing.banner import write_head
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.carried_words import carried_instruction, write_carried_marks
from vbpqip.kinds.qit_report.writing.check_line import CheckLine
from vbpqip.kinds.qit_report.writing.measure_table import write_measure_table
from vbpqip.kinds.qit_report.writing.result_box import write_result_box
from vbpqip.workbook.answers import FINE
from vbpqip.workbook.styles import FormStyle

_HEADING_HEIGHT, _LABEL_HEIGHT, _HINT_HEIGHT, _INSTRUCTION_HEIGHT = 21, 63, 30, 27
_INSTRUCTION = "Fill in the pale yellow cells, from top to bottom. Everything else is calculated as you type."


def write_report(book: Book, lines: list[CheckLine]) -> None:
    """Write the sheet; ``lines`` are those of the Check sheet, for the banner and the row checks."""
    sheet = book.sheet(REPORT)
    write_head(book, REPORT, REPORT_TITLE, lines)
    book.write(Location(REPORT, 2, 0), f"{_INSTRUCTION}{carried_instruction(book.state.filling)}", FormStyle.LABEL)
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
    columns = measure_columns(len(book.state.filling.measures))
    first = columns["measure_key"]
    sheet.freeze_panes(first.row, 1)
    sheet.repeat_rows(first.row - 3, first.row - 1)
    sheet.print_area(0, 0, first.row + first.rows - 1, columns["row_check"].column)


def _rules() -> dict[str, dict[str, Any]]:
    quarter = (
        "Step 2: choose the four quarters that end with the period, earliest first. "
        "The cell to the right says which one is expected."
    )
    return {
        "facility": prompts.drop_down(
            "list_facilities",
            "Facility",
            "Choose your hospital. A name that is not listed can be typed.",
            stop=False,
        ),
        "mco": prompts.drop_down(
            "list_mcos", "MCO", "Choose the managed care organization that receives this report.", stop=False
        ),
        "current_period": prompts.drop_down(
            "list_periods", "Select Current Period", "Step 1: choose the quarter that this report is for."
        ),
        "prepared_by": prompts.free("Prepared by", "Type the name of the person who attests to this report."),
        "prepared_on": prompts.day("Prepared on", "Type the date of the attestation, such as 2017-07-31."),
        **{
            f"quarter_{nth}": prompts.drop_down("list_quarters", "Select Current Quarter Result", quarter)
            for nth in QUARTERS
        },
    }


def _write_heading(book: Book) -> None:
    rules = _rules()
    for place in HEADING:
        book.write(
            place.label_at, place.label, FormStyle.WRAPPED_LABEL if place.label == QUARTER_LABEL else FormStyle.LABEL
        )
        style = FormStyle.DAY if place.name == "prepared_on" else FormStyle.ENTRY
        book.enter(place.at(), (place.name, 0), style, rules[place.name])
        book.name(place)
    column = measure_columns(1)["help"].column
    for row in sorted({place.row for place in HEADING}):
        words = prompts.help_of(rules[place.name] for place in HEADING if place.row == row)
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
