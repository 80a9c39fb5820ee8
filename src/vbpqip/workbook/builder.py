"""Workbooks while they are written: the one module that knows xlsxwriter.

It has what all of ours have in common: formats by meaning, values and formulas with their results, links, pages, and
bytes that are the same for the same content. It also does what xlsxwriter has no option for: a workbook says which
language it is in, for screen readers, and its parts say nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet

from vbpqip.core.cells import Location, column_letters
from vbpqip.core.characters import visible
from vbpqip.workbook.styles import FORMATS, FormStyle
from vbpqip.workbook.theme import THEME

CellPosition: TypeAlias = tuple[int, int]
"""Row and column of a cell, from 0."""

CellValue: TypeAlias = str | int | float | Decimal | bool | date | None
"""What is written into a cell."""

ShownResult: TypeAlias = int | float | str
"""What a formula shows."""

CellFormat: TypeAlias = Format
NativeChart: TypeAlias = Chart

LANGUAGE = "en-US"
LONGEST_TEXT = 32_767
"""Characters of a cell; of a longer text a spreadsheet would show nothing at all."""

_LABEL_DAY = datetime(2017, 7, 19, tzinfo=UTC)
"""When every workbook says that it was made, so that the same content is the same bytes."""

_EPOCH = date(1899, 12, 30)
_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LETTER = 1
_NOT_DRAWN = "#N/A"
"""What a chart leaves out; xlsxwriter would store a zero with the chart, which programs show that calculate nothing."""

_END = "</cp:coreProperties>"
_OF_NO_USE = re.compile(r"<c:printSettings>.*</c:printSettings>| xmlns:r=\"[^\"]*\"| baseline=\"0\"|<c:layout/>")
"""What a chart says of itself though it is so anyway, and its own page set-up, though its sheet is what is printed."""


def absolute(at: Location) -> str:
    """Return a cell's address for a formula on any sheet.

    >>> absolute(Location("P4P Report", 3, 6))
    "'P4P Report'!$G$4"
    """
    return f"'{at.sheet}'!${column_letters(at.column)}${at.row + 1}"


def span(first: Location, rows: int) -> str:
    """Return the address of a column of cells."""
    last = Location(first.sheet, first.row + rows - 1, first.column)
    return absolute(first) if rows == 1 else f"{absolute(first)}:${column_letters(last.column)}${last.row + 1}"


def serial(day: date) -> int:
    """Return a day as spreadsheets count them.

    >>> serial(date(2017, 7, 31))
    42947
    """
    return (day - _EPOCH).days


class SheetBuilder(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A sheet of xlsxwriter, and what ours have in common."""

    def put(self, at: CellPosition, value: CellValue, look: CellFormat) -> None:
        """Write a value or an empty cell; text stays text."""
        match value:
            case None:
                self.write_blank(*at, None, look)
            case bool():
                self.write_boolean(*at, value, look)
            case str():
                self.write_string(*at, value, look)
            case int() | float() | Decimal():
                self.write_number(*at, value, look)
            case _:
                self.write_datetime(*at, value, look)

    def live(self, at: CellPosition, formula: str, value: ShownResult, look: CellFormat) -> None:
        """Write a formula with the result that it has now."""
        if isinstance(value, str):
            value = _NEVER_IN_XML.sub("", value)  # xlsxwriter keeps them out of texts, and not out of results
        self.write_formula(*at, f"={formula}", look, value)

    def link(self, at: CellPosition, target: Location, words: str, look: CellFormat, tip: str | None = None) -> None:
        """Write a link to a cell of the workbook."""
        self.write_url(*at, f"internal:'{target.sheet}'!{target.address}", look, words, tip)

    def plot(self, at: CellPosition, chart: NativeChart, words: str) -> None:
        """Put a chart on the sheet, with words for those who do not see it; it moves with its cells."""
        self.insert_chart(*at, chart, {"description": words, "object_position": 2})

    def set_widths(self, widths: Iterable[float]) -> None:
        """Set the widths of the first columns, in digits."""
        for column, width in enumerate(widths):
            self.set_column(column, column, width)

    def set_page(self, footer: str) -> None:
        """Set the page up: Letter, landscape, as wide as the sheet, without lines between cells."""
        self.hide_gridlines(2)
        self.set_landscape()
        self.set_paper(_LETTER)
        self.fit_to_pages(1, 0)
        self.set_margins(0.25, 0.25, 0.4, 0.6)
        self.set_footer(footer)

    def _write_single_row(self, current_row_num: int = 0) -> None:
        """Write the row that is complete where rows are not kept in memory, and forget its height too."""
        row = self.previous_row
        super()._write_single_row(current_row_num)
        self.row_info.pop(row, None)
        self.row_sizes.pop(row, None)

    def _get_range_data(self, *corners: int) -> list[Any]:
        """Return what is stored with a chart of what its cells show."""
        return [None if each == _NOT_DRAWN else each for each in super()._get_range_data(*corners)]

    def _prepare_formula(self, formula: str, *_: bool) -> str:
        """Return a formula as it is stored; no function in ours has another name there than people know it by."""
        return formula.removeprefix("=")


class WorkbookBuilder(Workbook):  # type: ignore[misc]  # as above
    """A workbook in memory, or in a file: ``about`` is what its properties say of it."""

    worksheet_class = SheetBuilder

    def __init__(self, target: BytesIO | Path, about: Mapping[str, str], **options: object) -> None:
        super().__init__(target, {"in_memory": isinstance(target, BytesIO), **options})
        self.use_custom_theme(StringIO(THEME))
        self.set_properties({**about, "comments": "Made with vbpqip", "created": _LABEL_DAY})
        self._looks: dict[tuple[tuple[str, Any], ...], CellFormat] = {}

    def look(self, style: FormStyle | None = None, **more: object) -> CellFormat:
        """Return the format of a style with more of it; each is made once."""
        wanted = {**({} if style is None else FORMATS[style]), **more}
        key = tuple(sorted(wanted.items()))
        if key not in self._looks:
            self._looks[key] = self.add_format(wanted)
        return self._looks[key]

    def content(self) -> bytes:
        """Close a workbook in memory and return its bytes."""
        self.close()
        content: bytes = self.filename.getvalue()
        return content

    def _get_packager(self) -> _Packager:
        return _Packager()


@contextmanager
def workbook_in(path: Path, about: Mapping[str, str]) -> Iterator[WorkbookBuilder]:
    """Write a workbook of any size into a file; its rows wait in the system's temporary folder until all are there.

    Raises:
        OSError: The file cannot be written.
    """
    with TemporaryDirectory() as waiting:
        workbook = WorkbookBuilder(path, about, constant_memory=True, tmpdir=waiting)
        try:
            yield workbook
            workbook.close()
        except FileCreateError as failure:
            raise OSError(str(failure)) from failure
        finally:
            for sheet in workbook.worksheets():
                sheet.row_data_fh.close()


def received_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a received text as a cell can show it: what is invisible is named, and it is no longer than given."""
    return visible(text)[:longest]


def _rewrite(part: StringIO | str, change: Callable[[str], str]) -> None:
    """Change a part that is in memory, or in a file of that name."""
    if isinstance(part, str):
        Path(part).write_bytes(change(Path(part).read_bytes().decode()).encode())
        return
    written = change(part.getvalue())
    part.seek(0)
    part.truncate()
    part.write(written)


class _Packager(Packager):  # type: ignore[misc]  # as above
    def _write_core_file(self) -> None:
        super()._write_core_file()
        part, _, _ = self.filenames[-1]
        _rewrite(part, lambda written: written.replace(_END, f"<dc:language>{LANGUAGE}</dc:language>{_END}"))

    def _write_chart_files(self) -> None:
        before = len(self.filenames)
        super()._write_chart_files()
        for part, _, _ in self.filenames[before:]:
            _rewrite(part, lambda written: _OF_NO_USE.sub("", written))

    def _write_app_file(self) -> None:
        """Write the list of sheets without the list of names, which the workbook itself has."""
        self.named_ranges: list[str] = []
        super()._write_app_file()
