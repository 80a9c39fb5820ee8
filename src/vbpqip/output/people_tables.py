"""People's tables: a list that somebody keeps as CSV or in a spreadsheet, as texts by its columns.

Columns are found by their headings, in whatever order and wherever the headings stand; other columns are passed over.
What had to be decided to read the file, such as its encoding or the order of a date, is told as a note. All mistakes of
a file are told at once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import NoReturn, TypeAlias

from vbpqip.core.cells import Cell, Day, Location, ShownAs, Stored
from vbpqip.core.errors import Mistake, ProgramDataError, UnreadableWorkbookError, raise_together
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.workbook.entries import read_day, read_words
from vbpqip.workbook.ooxml.package import Visibility, Workbook, open_workbook

_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = (",", ";", "\t")
_LINES_ABOVE = 20
"""Lines, such as titles, that may stand above the headings."""

_ZIP = b"PK"
_MOST_BYTES = 25_000_000
_SHOWN = 60

ListLine: TypeAlias = tuple[int, Sequence[str]]
"""One line of a file: its number, counted from 1, and its cells."""


class PeopleRow(NamedTuple):
    """A row below the headings that is not blank: where it stands, and its texts by column, empty where blank."""

    place: str
    texts: Mapping[str, str]


class PeopleTable(NamedTuple):
    """The rows of a file, and what had to be decided to read it, in sentences."""

    rows: tuple[PeopleRow, ...]
    notes: tuple[str, ...] = ()


class _Sheet(NamedTuple):
    """Lines of cells, and how one of them is named."""

    lines: Sequence[ListLine]
    named: str = "line"
    notes: tuple[str, ...] = ()
    is_text: bool = False

    def headings(self, nth: int) -> list[str]:
        """Return the cells of a line as headings are compared."""
        return [_heading(cell) for cell in self.lines[nth][1]]


def read_table(path: Path, needed: Sequence[str], others: Sequence[str] = ()) -> PeopleTable:
    """Read the columns of some names from a CSV file (``,``, ``;`` or tab) or a workbook.

    Args:
        path: The file; what it is, is told by its content.
        needed: Columns that it must have.
        others: Columns that it may have.

    Raises:
        ProgramDataError: The file cannot be read, lacks a column or has one twice, or rows are longer than headings.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ProgramDataError(path.name, "", f"cannot be read: {error.strerror or error}.") from error
    if len(content) > _MOST_BYTES:
        raise ProgramDataError(path.name, "", f"is larger than {_MOST_BYTES:,} bytes.")
    sheets = _workbook(path, content) if content.startswith(_ZIP) else _texts(path, content)
    return _table(path, sheets, needed, others)


def _table(path: Path, sheets: Sequence[_Sheet], needed: Sequence[str], others: Sequence[str]) -> PeopleTable:
    """Return the table of the first sheet that has all headings; of a text there is one for each delimiter."""
    lines = ((sheet, nth) for sheet in sheets for nth in range(min(_LINES_ABOVE, len(sheet.lines))))
    found = next((each for each in lines if set(needed) <= set(each[0].headings(each[1]))), None)
    if found is None:
        _reject_headings(path, sheets, needed)
    sheet, nth = found
    headings = sheet.headings(nth)
    _reject_repeated(path, f"{sheet.named} {sheet.lines[nth][0]}", headings, (*needed, *others))
    if sheet.is_text:
        _reject_longer(path, sheet, nth, len(headings))
    columns = {name: headings.index(name) for name in (*needed, *others) if name in headings}
    return PeopleTable(tuple(_rows(sheet, nth, columns)), sheet.notes)


def _heading(text: str) -> str:
    """Return a heading as it is compared.

    >>> _heading(" Received_ON "), _heading("MCO")
    ('received on', 'mco')
    """
    return " ".join(text.replace("_", " ").split()).casefold()


def _rows(sheet: _Sheet, headings: int, columns: Mapping[str, int]) -> Iterator[PeopleRow]:
    for number, cells in islice(sheet.lines, headings + 1, None):
        texts = {name: " ".join(cells[at].split()) if at < len(cells) else "" for name, at in columns.items()}
        if any(texts.values()):
            yield PeopleRow(f"{sheet.named} {number}", texts)


def _reject_repeated(path: Path, place: str, headings: Sequence[str], names: Sequence[str]) -> None:
    repeated = [name for name in names if headings.count(name) > 1]
    raise_together(
        path.name, [Mistake(place, f"the column {name} stands there twice; remove one.") for name in repeated]
    )


def _reject_longer(path: Path, sheet: _Sheet, headings: int, columns: int) -> None:
    longer = (
        (number, first)
        for number, cells in islice(sheet.lines, headings + 1, None)
        if (first := next(filter(str.strip, cells[columns:]), ""))
    )
    reason = "Put a name that contains a comma into double quotes."
    raise_together(
        path.name,
        [
            Mistake(
                f"{sheet.named} {number}",
                f"has more cells than there are headings; the first is {first.strip()!r}. {reason}",
            )
            for number, first in longer
        ],
    )


def _reject_headings(path: Path, sheets: Sequence[_Sheet], needed: Sequence[str]) -> NoReturn:
    """Say which columns there are, in the sheet that has most in one line."""
    first = ((sheet.named, *line) for sheet in sheets for line in islice(sheet.lines, 1))
    found = max(first, key=lambda line: len(line[2]), default=None)
    asked = " and ".join([", ".join(needed[:-1]), needed[-1]] if len(needed) > 1 else needed)
    if found is None:
        raise ProgramDataError(path.name, "", f"is empty; write the headings {asked}, and a line for each entry.")
    named, number, cells = found
    lacking = [name for name in needed if name not in map(_heading, cells)]
    said = ", ".join(repr(" ".join(cell.split())) for cell in cells if cell.strip())
    raise ProgramDataError(
        path.name,
        f"{named} {number}",
        f"lacks the column{'s' if len(lacking) > 1 else ''} {' and '.join(lacking)}; its columns are {said}. "
        f"Write the headings {asked} above the entries.",
    )


def _texts(path: Path, content: bytes) -> Sequence[_Sheet]:
    """Return a text file as each delimiter would part it, the likeliest first."""
    text, notes = _decoded(path, content)
    lines = list(StringIO(text, newline=""))
    counted = sorted(_DELIMITERS, key=lambda each: -max((line.count(each) for line in lines[:_LINES_ABOVE]), default=0))
    sheets, broken = [], []
    for delimiter in counted:
        try:
            sheets.append(_Sheet(tuple(_parted(lines, delimiter)), notes=notes, is_text=True))
        except _NoCsv as error:
            broken.append(error)
    if not sheets:
        raise ProgramDataError(path.name, f"line {broken[0].line}", f"is no CSV: {broken[0]}.")
    return sheets


class _NoCsv(Exception):
    """A text is not parted as CSV has it."""

    def __init__(self, line: int, error: csv.Error) -> None:
        super().__init__(str(error))
        self.line = line


def _parted(lines: Sequence[str], delimiter: str) -> Iterator[ListLine]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise _NoCsv(reader.line_num, error) from error


def _decoded(path: Path, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a file's text: in UTF-8, UTF-16 as its mark says, or else as Excel in English saves "CSV"."""
    encoding = next((name for mark, name in _ENCODINGS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError:
        text = "" if encoding == "utf-16" else _of_windows(content)
    if not text:
        raise ProgramDataError(path.name, "", "is no text, in UTF-8 or otherwise; save it as 'CSV UTF-8'.")
    strange = ", ".join(dict.fromkeys(word for word in text.split() if not word.isascii()))[:_SHOWN]
    return text, (f"{path.name} is not in UTF-8, and was read as Windows-1252: {strange}. 'CSV UTF-8' is sure.",)


def _of_windows(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return ""


def _workbook(path: Path, content: bytes) -> Sequence[_Sheet]:
    try:
        workbook = open_workbook(content)
        visible = [sheet.title for sheet in workbook.sheets if sheet.visibility is Visibility.VISIBLE]
        filled = [title for title in visible if workbook.cells(title)]
        sheets = f"{path.name}: of its sheets {', '.join(map(repr, filled))} the first with the headings"
        return [
            _Sheet(
                tuple(_sheet_lines(workbook, title)),
                f"{title}, row",
                (f"{sheets}, {title!r}, was read.",) if len(filled) > 1 else (),
            )
            for title in filled
        ]
    except UnreadableWorkbookError as error:
        raise ProgramDataError(path.name, "", f"{error}.") from None


def _sheet_lines(workbook: Workbook, title: str) -> Iterator[ListLine]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(workbook.cells(title).items()):
        rows.setdefault(row, {})[column] = _text_of(Location(title, row, column), cell, workbook)
    for row, texts in rows.items():
        if any(texts.values()):
            yield row + 1, [texts.get(column, "") for column in range(max(texts) + 1)]


def _text_of(at: Location, cell: Cell, workbook: Workbook) -> str:
    """Return the text of a cell, of a day its ISO date."""
    if cell.shown_as is ShownAs.DAY or cell.stored is Stored.DATE:
        match read_day(at, cell, starts_1904=workbook.starts_1904).entry:
            case Day(value):
                return value.isoformat()
            case _:
                pass
    return read_words(at, cell).text


class DayRead(NamedTuple):
    """A day as it was read; ``order`` says in which order its parts were taken, empty for an ISO date."""

    day: date
    order: str = ""


_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?"
"""A time of day behind a date, as spreadsheets leave it; the day alone counts."""
_ISO = re.compile(rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}})(?:[ T]{_TIME})?", re.ASCII)
_SLASHES = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}|\d\d)(?: {_TIME})?", re.ASCII)
_POINTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{4}|\d\d)", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CENTURY = 2000
MONTH_FIRST, DAY_FIRST, MONTH_NAMED = "month/day/year", "day before month", "day, month, year"


def day_in(text: str) -> DayRead | None:
    """Return the day that a text is, ``None`` where it is none: as ISO has it, or as spreadsheets show days.

    With strokes the month stands first, as in the United States, where it can.

    >>> [str(day_in(text).day) for text in ("2017-10-31", "10/31/17", "31.10.2017", "31-Oct-2017")]
    ['2017-10-31', '2017-10-31', '2017-10-31', '2017-10-31']
    >>> day_in("5/6/2018").order, day_in("31/10/2017").order, day_in("13/13/2017")
    ('month/day/year', 'day before month', None)
    """
    if found := _ISO.fullmatch(text):
        return _day(*found.groups(), order="")
    if found := _SLASHES.fullmatch(text):
        one, other, year = found.groups()
        return _day(year, one, other, order=MONTH_FIRST) or _day(year, other, one, order=DAY_FIRST)
    return _day_and_month(text)


def _day_and_month(text: str) -> DayRead | None:
    if found := _POINTS.fullmatch(text):
        day, month, year = found.groups()
        return _day(year, month, day, order=DAY_FIRST)
    if (found := _NAMED.fullmatch(text)) and found[2].casefold() in _MONTHS:
        return _day(found[3], str(_MONTHS.index(found[2].casefold()) + 1), found[1], order=MONTH_NAMED)
    return None


def _day(year: str, month: str, day: str, *, order: str) -> DayRead | None:
    whole = int(year) if len(year) > len("17") else _CENTURY + int(year)
    try:
        return DayRead(date(whole, int(month), int(day)), order)
    except ValueError:
        return None
