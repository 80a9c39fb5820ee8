"""The very hidden sheet ``_meta``: what the workbook says of itself."""

from __future__ import annotations

from vbpqip.core.cells import Location
from vbpqip.kinds.qit_report.form.layout import STAMP
from vbpqip.kinds.qit_report.form.sheets import META
from vbpqip.kinds.qit_report.writing.builder import Book
from vbpqip.workbook.styles import FormStyle


def write_meta(book: Book) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(META)
    sheet.very_hidden()
    book.write(Location(META, 0, 0), "About this workbook", FormStyle.TITLE)
    stamp = book.state.submission.stamp
    values = (stamp.kind, stamp.template_version, stamp.program_version)
    for place, value in zip(STAMP, values, strict=True):
        book.write(Location(META, place.row, 0), place.label, FormStyle.FIXED)
        book.write(place.at(), value, FormStyle.FIXED)
        book.name(place)
