"""The sheets that nobody has to see: lists, what is calculated once, and what the workbook says of itself."""

from __future__ import annotations

from datetime import date

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import MEASURE_WORKINGS, STAMP
from vbpqip.kinds.qit_report.form.lists import lists
from vbpqip.kinds.qit_report.form.sheets import KIND, META, TEMPLATE_VERSION
from vbpqip.kinds.qit_report.writing import workings
from vbpqip.kinds.qit_report.writing.builder import ReportBuilder
from vbpqip.workbook.answers import NOTHING_CARRIED
from vbpqip.workbook.form import LISTS, WORKING, Place
from vbpqip.workbook.styles import FormStyle

_FIRST_ROW = 3


def write_lists(builder: ReportBuilder) -> None:
    """Write the lists, and define a name for each."""
    sheet = builder.sheet(LISTS)
    sheet.hide()
    sheet.set_column(0, 40, 16)
    words = "Lists behind the drop-downs, and the dates and numbers of each period"
    builder.write(Location(LISTS, 0, 0), words, FormStyle.TITLE)
    for column, (name, values) in enumerate(lists(builder.form_data.program).items()):
        builder.write(Location(LISTS, _FIRST_ROW - 1, column), name, FormStyle.HEADING)
        for row, value in enumerate(values):
            style = FormStyle.SHOWN_DAY if isinstance(value, date) else FormStyle.FIXED
            builder.write(Location(LISTS, _FIRST_ROW + row, column), value, style)
        builder.define(name, Location(LISTS, _FIRST_ROW, column), len(values))


def write_working(builder: ReportBuilder) -> None:
    """Write what is calculated once, each by its name; the list of what is open stands beside it."""
    sheet = builder.sheet(WORKING)
    sheet.hide()
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 12, 13)
    builder.write(
        Location(WORKING, 0, 0), "Workings: what the rules need, and every cell that is looked at", FormStyle.TITLE
    )
    for row, (name, shown) in enumerate(
        workings.heading(builder.form_data.program, builder.numbering).items(), start=1
    ):
        builder.write(Location(WORKING, row, 0), name, FormStyle.FIXED)
        builder.show(Location(WORKING, row, 1), shown, FormStyle.SHOWN)
        builder.name(Place(name, name, WORKING, row, 1))
    for name in MEASURE_WORKINGS:
        builder.write(builder.places[name].label_at, name, FormStyle.NARROW_HEADING)


def write_meta(builder: ReportBuilder) -> None:
    """Write the stamp."""
    sheet = builder.sheet(META)
    sheet.very_hidden()
    builder.write(Location(META, 0, 0), "About this workbook", FormStyle.TITLE)
    carried = NOTHING_CARRIED if builder.form_data.carried_from is None else str(builder.form_data.carried_from)
    values = (KIND, TEMPLATE_VERSION, builder.form_data.program.version, carried)
    for place, value in zip(STAMP, values, strict=True):
        builder.write(Location(META, place.row, 0), place.label, FormStyle.FIXED)
        builder.write(place.at(), value, FormStyle.FIXED)
        builder.name(place)
