"""The sheet ``Measure Credits``: VBP contracts, and the quarters that each one credits."""

from __future__ import annotations

from vbpqip.core.cells import Location, column_letters
from vbpqip.kinds.qit_report.form.layout import (
    CONTRACT_ROWS,
    LAST_PRINTED,
    columns_of_its_own,
    seen_columns,
)
from vbpqip.kinds.qit_report.form.sheets import CONTRACTS
from vbpqip.kinds.qit_report.writing.builder import ReportBuilder
from vbpqip.kinds.qit_report.writing.carried_words import carried_contracts
from vbpqip.kinds.qit_report.writing.of_period import credits_on_form
from vbpqip.kinds.shared.contracts import ContractItem
from vbpqip.kinds.shared.contracts_on_form import contract_workings
from vbpqip.workbook.expr import Expr, Ref, if_
from vbpqip.workbook.styles import FormStyle, style_of
from vbpqip.workbook.validations import validation_of

_PIXELS = {
    "contract_mco": 215,
    "contract_arrangement": 110,
    "contract_level": 75,
    "contract_submitted": 105,
    "contract_recertified": 115,
    "contract_status": 105,
    "contract_quarters": 330,
}
_WIDTH = 105
_HEAD_HEIGHTS = {1: 18, 2: 18, 3: 20}
_ROW_HEIGHT = 24
_AGAIN = (
    "A contract that runs on is re-certified to earn the next year's credit. Leave the table blank if there is none."
)
_ONCE = "A re-certification earns no further credit. Leave the table blank if there is no contract."


def write_contracts(builder: ReportBuilder) -> None:
    """Write the sheet."""
    sheet, table = builder.sheet(CONTRACTS), builder.form_data.form.table_on(CONTRACTS)
    columns, terms = table.places(CONTRACT_ROWS), credits_on_form(builder.form_data.program)
    last = columns[LAST_PRINTED[CONTRACTS]]
    title = builder.in_words("Measure credits: {vbp} contracts of the facility")
    builder.write_head(CONTRACTS, title, Location(CONTRACTS, 0, last.column))
    for row, height in _HEAD_HEIGHTS.items():
        sheet.set_row(row, height)
    _write_introduction(builder)
    for column in seen_columns(table):
        place = columns[column.name]
        sheet.set_column_pixels(place.column, place.column, _PIXELS.get(column.name, _WIDTH))
        builder.write(place.label_at, place.label, FormStyle.HEADING)
        if column.named:
            builder.name(place)
    for nth in range(CONTRACT_ROWS):
        sheet.set_row(columns["contract_mco"].row + nth, _ROW_HEIGHT)
        for column in table.entries:
            rule = validation_of(column.takes, column.label, builder.in_words(column.prompt))
            style = FormStyle.LEVEL if column.name == "contract_level" else style_of(column.takes)
            builder.enter(columns[column.name].at(nth), (column.name, nth), style, rule)
        for name, shown in contract_workings(ContractItem(nth, terms), builder.numbering).items():
            builder.show(builder.places[name].at(nth), shown, FormStyle.SHOWN)
    _write_marks(builder)
    sheet.set_column(last.column + 1, len(table.columns) - 1, None, None, {"hidden": True})
    sheet.freeze_panes(last.row, 1)
    sheet.repeat_rows(last.row - 1)
    sheet.print_area(0, 0, last.row + CONTRACT_ROWS - 1, last.column)


def _write_introduction(builder: ReportBuilder) -> None:
    """Say what a contract earns, by the rules of the period."""
    level, quarters, most = Ref("lowest_level"), Ref("credit_quarters"), Ref("most_credits")
    words: Expr = (
        builder.in_words("A {vbp} contract of Level ")
        & level
        & " or higher earns a measure credit in the quarter of its submission and the "
    )
    builder.show(
        Location(CONTRACTS, 1, 0), words & (quarters - 1) & " after; at most " & most & " at once.", FormStyle.HINT_LINE
    )
    at, carried = Location(CONTRACTS, 2, 0), carried_contracts(builder.form_data)
    if carried:
        builder.write(at, carried, FormStyle.HINT_LINE)
    else:
        builder.show(at, if_(Ref("recertification_counts") == 1, _AGAIN, _ONCE), FormStyle.HINT_LINE)


def _write_marks(builder: ReportBuilder) -> None:
    """Mark what is to fix and what is unlikely."""
    offset, errors = columns_of_its_own(builder.form_data.form, CONTRACTS), builder.numbering.errors
    table = builder.form_data.form.table_on(CONTRACTS)
    row = table.at[0] + 1
    places = table.places(CONTRACT_ROWS)
    days = places["contract_submitted"].at(), places["contract_recertified"].at(CONTRACT_ROWS - 1)
    whole = places["contract_mco"].at(), places[table.entries[-1].name].at(CONTRACT_ROWS - 1)
    for corners, number in ((days, "yyyy-mm-dd"), (whole, "0")):
        column = corners[0].column
        fix, doubt = (f"{column_letters(column + offset * times)}{row}" for times in (1, 2))
        is_error = f"OR(AND({fix}>0,{fix}<={errors}),AND({doubt}>0,{doubt}<={errors}))"
        builder.mark_open(corners, is_error, f"OR({fix}>0,{doubt}>0)", number)
