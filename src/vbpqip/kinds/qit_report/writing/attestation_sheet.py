"""The sheet ``Attestation``: who vouches for the report, on one page with a line to sign."""

from __future__ import annotations

from vbpqip.core.cells import Location, column_letters
from vbpqip.kinds.qit_report.form.items import OF_PERIOD
from vbpqip.kinds.qit_report.form.layout import ATTESTED, COLUMNS_OF_ATTESTATION
from vbpqip.kinds.qit_report.form.sheets import ATTESTATION
from vbpqip.kinds.qit_report.writing.builder import ReportBuilder
from vbpqip.workbook.answers import FIX, LOOK
from vbpqip.workbook.expr import Call, Expr, Ref, Whole, if_
from vbpqip.workbook.styles import FormStyle, style_of
from vbpqip.workbook.validations import validation_of

_WIDTHS = (46, 30, 30)
_TEXT_ROW, _ABOUT_ROW, _SIGNATURE_ROW, _MESSAGE_ROW = 1, 3, 13, 20
_TEXT_HEIGHT, _MESSAGE_HEIGHT = 34, 90
_TEXT = (
    "A senior leader of the facility attests that the performance data of this report, and the baseline data that "
    "they are compared with, are accurate and complete. Print this page, sign it, and send it with the report."
)


def write_attestation(builder: ReportBuilder) -> None:
    """Write the sheet."""
    sheet = builder.sheet(ATTESTATION)
    sheet.set_widths(_WIDTHS)
    words = builder.form_data.program.vocabulary
    builder.write_head(ATTESTATION, "Attestation", Location(ATTESTATION, 0, 1))
    sheet.set_row(_TEXT_ROW, _TEXT_HEIGHT)
    look = builder.formats[FormStyle.TEXT]
    sheet.merge_range(_TEXT_ROW, 0, _TEXT_ROW, len(_WIDTHS) - 1, _TEXT, look)
    for column, (label, shown) in enumerate(_about(words.facility, words.mco)):
        builder.write(Location(ATTESTATION, _ABOUT_ROW, column), label, FormStyle.LABEL)
        builder.show(Location(ATTESTATION, _ABOUT_ROW + 1, column), shown, FormStyle.SHOWN_TEXT)
    for field in ATTESTED:
        rule = validation_of(field.entry, field.title or field.place.label, builder.in_words(field.prompt))
        builder.write(field.place.label_at, field.place.label, FormStyle.LABEL)
        builder.enter(field.place.at(), (field.place.name, 0), style_of(field.entry), rule)
        builder.name(field.place)
    builder.write(Location(ATTESTATION, _SIGNATURE_ROW - 1, 0), "Signature", FormStyle.LABEL)
    sheet.merge_range(_SIGNATURE_ROW, 0, _SIGNATURE_ROW, 1, "", builder.formats[FormStyle.SIGNATURE])
    sheet.set_row(_SIGNATURE_ROW, _TEXT_HEIGHT)
    sheet.set_row(_MESSAGE_ROW, _MESSAGE_HEIGHT)
    _write_marks(builder)
    first = COLUMNS_OF_ATTESTATION
    sheet.set_column(first, first, None, None, {"hidden": True})
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, ATTESTED[-1].place.row, len(_WIDTHS) - 1)


def _about(facility: str, mco: str) -> tuple[tuple[str, Expr], ...]:
    year = Call("INDEX", Whole("list_periods"), OF_PERIOD)
    return (
        (facility, Ref("facility") & ""),
        (mco, Ref("mco") & ""),
        ("Demonstration year and quarter", if_(OF_PERIOD == 0, "", year)),
    )


def _write_marks(builder: ReportBuilder) -> None:
    offset, errors = COLUMNS_OF_ATTESTATION, builder.numbering.errors
    first, last = ATTESTED[0].place.at(), ATTESTED[-1].place.at()
    state = f"{column_letters(offset)}{first.row + 1}"
    for each in (tested for tested in builder.tested if tested.at.name.startswith("attested_")):
        at = builder.places[each.at.name].at()
        beside = at._replace(column=at.column + 1)
        builder.show(beside, builder.numbering.in_words(each.state), FormStyle.HINT_LINE)
        builder.mark(beside, {FIX[0]: FormStyle.BAD, LOOK[0]: FormStyle.DOUBTFUL})
    builder.mark_open((first, last), f"AND({state}>0,{state}<={errors})", f"{state}>0", "yyyy-mm-dd")
