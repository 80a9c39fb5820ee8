"""A list of pairings as people keep it: a CSV file or a workbook with the columns ``facility`` and ``mco``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from vbpqip.domain.cells import Location
from vbpqip.domain.errors import ProgramDataError, UnreadableWorkbookError
from vbpqip.domain.parties import Pairing
from vbpqip.reading.entries import read_words
from vbpqip.reading.gate import read_source
from vbpqip.reading.ooxml.package import open_workbook

Line: TypeAlias = tuple[int, Mapping[int, str]]
"""One line of a table that is not blank: its number, counted from 1, and its texts by column."""

COLUMNS = ("facility", "mco")


def read_pairings(path: Path) -> tuple[Pairing, ...]:
    """Read the pairings of a CSV file in UTF-8, or of the first sheet of a workbook; other columns are passed over.

    Raises:
        ProgramDataError: The file cannot be read, lacks a column, or a line has no names or those of another line.
    """
    lines = list(_workbook_lines(path) if path.suffix.casefold() == ".xlsx" else _csv_lines(path))
    if not lines:
        raise ProgramDataError(path.name, "", "is empty; write the columns facility and mco, and a line a pairing.")
    columns = [_column(path, lines[0], name) for name in COLUMNS]
    pairings = {number: _pairing(path, (number, texts), columns) for number, texts in lines[1:]}
    if not pairings:
        raise ProgramDataError(path.name, "", "has no line below its columns; write one for each pairing.")
    _refuse_repetition(path, pairings)
    return tuple(pairings.values())


def _column(path: Path, line: Line, name: str) -> int:
    number, texts = line
    found = [column for column, text in texts.items() if text.casefold() == name]
    if len(found) != 1:
        said = ", ".join(f"'{text}'" for text in texts.values())
        problem = f"has the column {name} twice" if found else f"lacks the column {name}"
        raise ProgramDataError(
            path.name,
            f"line {number}",
            f"{problem}; its columns are {said}. Write facility and mco in the first line.",
        )
    return found[0]


def _pairing(path: Path, line: Line, columns: list[int]) -> Pairing:
    number, texts = line
    names = [texts.get(column, "") for column in columns]
    for column, name in zip(COLUMNS, names, strict=True):
        if not name:
            raise ProgramDataError(path.name, f"line {number}", f"{column} is blank; write both names in each line.")
    return Pairing(facility=names[0], mco=names[1], pps=None, award=None)


def _refuse_repetition(path: Path, pairings: Mapping[int, Pairing]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for number, pairing in pairings.items():
        earlier = seen.setdefault(pairing.folded, number)
        if earlier != number:
            raise ProgramDataError(
                path.name,
                f"line {number}",
                f"{pairing.facility} and {pairing.mco} stand in line {earlier} already; remove one of the two.",
            )


def _csv_lines(path: Path) -> Iterator[Line]:
    import pandas as pd  # noqa: PLC0415 -- only who gives such a file waits for its import

    try:
        frame = pd.read_csv(
            path,
            header=None,
            dtype=str,
            keep_default_na=False,
            encoding="utf-8-sig",
            skip_blank_lines=False,
            compression=None,
        ).fillna("")
    except UnicodeDecodeError:
        raise ProgramDataError(path.name, "", "is not in UTF-8; save it as 'CSV UTF-8'.") from None
    except pd.errors.EmptyDataError:
        return
    except pd.errors.ParserError as error:
        reason = " ".join(str(error).removeprefix("Error tokenizing data. C error: ").split())
        raise ProgramDataError(
            path.name, "", f"is not a CSV file ({reason}); put a name that contains a comma into double quotes."
        ) from None
    except OSError as error:
        raise ProgramDataError(path.name, "", f"cannot be read: {error.strerror}.") from error
    for number, texts in enumerate(frame.itertuples(index=False), start=1):
        yield from _line(number, {column: " ".join(str(text).split()) for column, text in enumerate(texts)})


def _workbook_lines(path: Path) -> Iterator[Line]:
    try:
        workbook = open_workbook(read_source(path))
        title = workbook.titles[0]
        cells = workbook.cells(title)
    except UnreadableWorkbookError as error:
        raise ProgramDataError(path.name, "", f"{error}.") from None
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(cells.items()):
        rows.setdefault(row, {})[column] = read_words(Location(title, row, column), cell).text
    for row, texts in rows.items():
        yield from _line(row + 1, texts)


def _line(number: int, texts: Mapping[int, str]) -> Iterator[Line]:
    filled = {column: text for column, text in texts.items() if text}
    if filled:
        yield number, filled
