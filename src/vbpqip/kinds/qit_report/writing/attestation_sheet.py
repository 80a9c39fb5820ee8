"""The sheet ``Attestation``: who vouches for the report, on one page with a line to sign."""

from __future__ import annotations

from vbpqip.core.cells import Location, column_letters
from vbpqip.kinds.qit_report.form.layout import ATTESTED, COLUMNS_OF_ITS_OWN
from vbpqip.kinds.qit_report.form.sheets import ATTESTATION
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.kinds.shared.numbers import OF_PERIOD
from vbpqip.workbook.expr import Call, Expr, Ref, Whole, if_
from vbpqip.workbook.styles import FormStyle, style_of
from vbpqip.workbook.validations import validation_of

_WIDTHS = (46, 30, 30)
_TEXT_ROW, _ABOUT_ROW, _SIGNATURE_ROW, _MESSAGE_ROW = 1, 3, 12, 18
_TEXT_HEIGHT, _MESSAGE_HEIGHT = 34, 90
_TEXT = (
    "A senior leader of the facility attests that the performance data of this report, and the baseline data that "
    "they are compared with, are accurate and complete. Print this page, sign it, and send it with the report."
)


def write_attestation(book: Book) -> None:
    """Write the sheet."""
    sheet = book.sheet(ATTESTATION)
    sheet.set_widths(_WIDTHS)
    texts = book.form_data.program.texts
    book.write_head(ATTESTATION, "Attestation", Location(ATTESTATION, 0, 1))
    sheet.set_row(_TEXT_ROW, _TEXT_HEIGHT)
    look = book.formats[FormStyle.TEXT]
    sheet.merge_range(_TEXT_ROW, 0, _TEXT_ROW, len(_WIDTHS) - 1, _TEXT, look)
    for column, (label, shown) in enumerate(_about(texts.facility, texts.mco)):
        book.write(Location(ATTESTATION, _ABOUT_ROW, column), label, FormStyle.LABEL)
        book.show(Location(ATTESTATION, _ABOUT_ROW + 1, column), shown, FormStyle.SHOWN_TEXT)
    for field in ATTESTED:
        rule = validation_of(field.entry, field.title or field.place.label, book.in_words(field.prompt))
        book.write(field.place.label_at, field.place.label, FormStyle.LABEL)
        book.enter(field.place.at(), (field.place.name, 0), style_of(field.entry), rule)
        book.name(field.place)
    signed = Location(ATTESTATION, _SIGNATURE_ROW - 1, 1)
    book.write(signed._replace(row=signed.row - 1), "Signature", FormStyle.LABEL)
    sheet.merge_range(signed.row, 1, signed.row, 2, "", book.formats[FormStyle.SIGNATURE])
    sheet.set_row(signed.row, _TEXT_HEIGHT)
    sheet.set_row(_MESSAGE_ROW + 2, _MESSAGE_HEIGHT)
    _write_marks(book)
    first = COLUMNS_OF_ITS_OWN[ATTESTATION]
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


def _write_marks(book: Book) -> None:
    offset, errors = COLUMNS_OF_ITS_OWN[ATTESTATION], book.numbering.errors
    first, last = ATTESTED[0].place.at(), ATTESTED[-1].place.at()
    state = f"{column_letters(offset)}{first.row + 1}"
    book.mark_open((first, last), f"AND({state}>0,{state}<={errors})", f"{state}>0", "yyyy-mm-dd")
