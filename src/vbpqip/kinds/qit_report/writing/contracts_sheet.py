"""The sheet ``Measure Credits``: VBP contracts, and the quarters that each one credits."""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import CONTRACT_ROWS, check_status_at
from vbpqip.kinds.qit_report.form.lists import PERIOD_NUMBERS, period_numbers
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS
from vbpqip.kinds.qit_report.submission import ContractRow
from vbpqip.kinds.qit_report.writing import formulas, prompts
from vbpqip.kinds.qit_report.writing.banner import write_head
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.qit_report.writing.carried_words import carried_contracts
from vbpqip.kinds.qit_report.writing.check_line import CheckLine
from vbpqip.kinds.qit_report.writing.working_sheet import (
    CONTRACT_ENTRY_NAMES,
    NEVER,
    contract_at,
    contract_row,
    contract_values,
)
from vbpqip.workbook.builder import absolute
from vbpqip.workbook.form import Place
from vbpqip.workbook.styles import STATE_STYLES, FormStyle, style_of
from vbpqip.workbook.validations import validation_of

_WIDTHS = {"contract_mco": 28, "contract_arrangement": 14, "contract_quarters": 36, "contract_help": 80}
_WIDTH = 15
_ROW_HEIGHT, _INTRODUCTION_HEIGHT = 24, 20
_NONE = "no credit"
_AGAIN = (
    "A contract that runs on is re-certified to earn the next year's credit. Leave the table blank if there is none."
)
_ONCE = "A re-certification earns no further credit. Leave the table blank if there is no contract."


def write_contracts(book: Book, lines: list[CheckLine]) -> None:
    """Write the sheet."""
    sheet, table = book.sheet(CONTRACTS), book.state.form_data.form.table_on(CONTRACTS)
    columns = table.places(table.rows)
    write_head(book, CONTRACTS, "Measure credits: VBP contracts of the facility", lines)
    _write_introduction(book)
    rules = {each.name: validation_of(each.takes, each.label, book.in_words(each.prompt)) for each in table.entries}
    for column in table.columns:
        place = columns[column.name]
        sheet.set_column(place.column, place.column, _WIDTHS.get(column.name, _WIDTH))
        book.write(place.label_at, place.label, FormStyle.HEADING)
        if column.named:
            book.name(place)
    for nth in range(table.rows):
        for column in table.entries:
            book.enter(columns[column.name].at(nth), (column.name, nth), style_of(column.takes), rules[column.name])
        sheet.set_row(columns["contract_mco"].row + nth, _ROW_HEIGHT)
        _write_credit(book, columns, nth, contract_row(book.state, nth))
        _write_row_check(book, columns, nth, lines)
        words = prompts.help_of(list(rules.values())[nth : nth + 1])
        book.write(columns["contract_help"].at(nth), words or None, FormStyle.HELP)
    sheet.freeze_panes(columns["contract_mco"].row, 1)
    sheet.repeat_rows(columns["contract_mco"].label_at.row)
    sheet.print_area(0, 0, columns["contract_mco"].row + CONTRACT_ROWS - 1, columns["contract_check"].column)


def _write_introduction(book: Book) -> None:
    """Say what a contract earns, by the rules of the period."""
    program, period = book.state.form_data.program, book.state.review.period
    numbers = dict(zip(PERIOD_NUMBERS, period_numbers(program, period or program.first_period), strict=True))
    book.live(
        Location(CONTRACTS, 2, 0),
        '"A VBP contract of Level "&lowest_level&" or higher earns a measure credit in the quarter of its submission '
        'and the "&credit_quarters-1&" after; at most "&most_credits&" at once."',
        f"A VBP contract of Level {numbers['lowest_level']} or higher earns a measure credit in the quarter of its "
        f"submission and the {numbers['credit_quarters'] - 1} after; at most {numbers['most_credits']} at once.",
        FormStyle.LABEL,
    )
    again = f"IF(recertification_counts=1,{formulas.text(_AGAIN)},{formulas.text(_ONCE)})"
    second, carried = Location(CONTRACTS, 3, 0), carried_contracts(book.state.form_data)
    if carried:
        book.write(second, carried, FormStyle.LABEL)
    else:
        book.live(second, again, _AGAIN if numbers["recertification_counts"] else _ONCE, FormStyle.LABEL)
    for row in (2, 3):
        book.sheet(CONTRACTS).set_row(row, _INTRODUCTION_HEIGHT)


def _span(book: Book, opening: str) -> str:
    """Return the formula for the first and the last quarter of a credit that opens with a quarter."""
    years = book.state.form_data.program.years
    last = formulas.quarter_name(f"({opening}+credit_quarters-1)", years)
    return f'{formulas.quarter_name(opening, years)}&" to "&{last}'


def _write_credit(book: Book, columns: dict[str, Place], nth: int, row: ContractRow | None) -> None:
    at = contract_at(book, nth)
    first, again = at["submitted"], at["recertified"]
    status = absolute(columns["contract_status"].at(nth))
    window, renewed = (_span(book, opening) for opening in (first, again))
    earns = f'AND({at["level"]}>=lowest_level,UPPER(TRIM({status}))<>"REFUSED")'
    more = f'IF(AND(recertification_counts=1,{again}>{NEVER}),", "&{renewed},"")'
    formula = f'IF({at["sound"]}=0,"",IF({earns},{window}&{more},{formulas.text(_NONE)}))'
    book.live(columns["contract_quarters"].at(nth), formula, _credit_shown(book, row), FormStyle.SHOWN)


def _credit_shown(book: Book, row: ContractRow | None) -> str:
    program, quarter = (
        book.state.form_data.program,
        book.state.review.period or book.state.form_data.program.first_period,
    )
    _, level, first, again, sound, _ = contract_values(book.state, row)
    if row is None or not sound:
        return ""
    if int(level) < program.whole("credits.lowest_level", quarter) or row.status.reads("Refused"):
        return _NONE
    opened = [int(first)]
    if program.flag("credits.recertification_opens_window", quarter) and again != NEVER:
        opened.append(int(again))
    last, years = program.whole("credits.quarters", quarter) - 1, program.years
    return ", ".join(f"{years.at(each)} to {years.at(each + last)}" for each in opened)


def _write_row_check(book: Book, columns: dict[str, Place], nth: int, lines: list[CheckLine]) -> None:
    line = next(line for line in lines if columns["contract_mco"].at(nth) in line.cells)
    state = absolute(check_status_at(lines.index(line)))
    at = columns["contract_check"].at(nth)
    filled = contract_at(book, nth)["filled"]
    blank = not any(book.state.form_data.at(name, nth) is not None for name in CONTRACT_ENTRY_NAMES)
    book.live(at, f'IF({filled}=0,"",{state})', "" if blank else line.shown(book.state), FormStyle.SHOWN)
    book.mark(at, STATE_STYLES)
