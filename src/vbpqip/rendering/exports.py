"""The files that an export is made of."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO

from vbpqip.kinds.export import Export
from vbpqip.output.document import DocumentTable
from vbpqip.output.mail import letter_as_mail
from vbpqip.output.plain import BYTE_ORDER_MARK, for_csv
from vbpqip.output.sheets import table_sheet
from vbpqip.output.table_sheets import workbook_of


def export_files(export: Export) -> Mapping[str, bytes]:
    """Return the table as CSV and as a workbook, and the draft of an e-mail with the latter attached, by file name."""
    workbook = workbook_of([table_sheet("Table", export.table)], export.table.caption)
    return {
        f"{export.name}.csv": _as_csv(export.table),
        f"{export.name}.xlsx": workbook,
        f"{export.name}.eml": letter_as_mail(export.letter, {f"{export.name}.xlsx": workbook}),
    }


def _as_csv(table: DocumentTable) -> bytes:
    """Return the table alone, as spreadsheets read it without harm."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.headings)
    writer.writerows([for_csv(cell.words) for cell in row] for row in table.rows)
    return f"{BYTE_ORDER_MARK}{text.getvalue()}".encode()
