"""A TOML table read key by key: a wrong key, type or range is an error with file and key.

Where the mistakes of a file are kept, reading goes on after each with something that stands in for the value, and
``raise_mistakes`` names them all; of one key only the first is kept, and nothing that was read is used.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from vbpqip.core.characters import as_read
from vbpqip.core.errors import Mistake, ProgramDataError, raise_together
from vbpqip.core.quarters import CALENDAR_YEARS, Quarter, Years

_BYTE_ORDER_MARK = "\ufeff"
_NUMBER = re.compile(r"\[\d+\]")
_MOST_BYTES = 1_000_000
"""Of a file; that of the largest program has some 20,000."""

_Closed = TypeVar("_Closed", bound=StrEnum)
Wanted = TypeVar("Wanted")
_Read = TypeVar("_Read")


class TomlTable:
    """One table of a file; ``done`` rejects the keys that nothing asked for.

    ``mistakes`` are those found in the file so far, ``None`` where the first one is raised; ``years`` are those that
    its quarters are of, calendar years where nothing else is set.
    """

    def __init__(
        self, file: str, content: Mapping[str, object], path: str = "", within: TomlTable | None = None
    ) -> None:
        self.file, self.path, self.content = file, path, content
        self.mistakes: list[Mistake] | None = None if within is None else within.mistakes
        self.years: Years = CALENDAR_YEARS if within is None else within.years
        self.known_keys: set[str] = set()

    def wrong(self, key: str, reason: str) -> ProgramDataError:
        """Return the error that names a key of this table."""
        return ProgramDataError(self.file, self._path_of(key), reason)

    def _path_of(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def reject(self, key: str, reason: str) -> None:
        """Keep a mistake at a key, or raise it where none are kept."""
        self.keep(self.wrong(key, reason))

    def keep(self, error: ProgramDataError) -> None:
        """Keep a mistake unless its key has one already, or raise it where none are kept."""
        if self.mistakes is None:
            raise error
        known = {mistake.key for mistake in self.mistakes}
        self.mistakes += [mistake for mistake in error.mistakes if mistake.key not in known]

    def kept(self, stand_in: _Read, read: Callable[[], _Read]) -> _Read:
        """Return what is read, or something that stands in for it where a mistake is kept."""
        try:
            return read()
        except ProgramDataError as error:
            self.keep(error)
            return stand_in

    @property
    def is_sound(self) -> bool:
        """Whether no mistake was found in this table so far."""
        return not any(mistake.key.startswith(f"{self.path}.") for mistake in self.mistakes or ())

    def is_sound_at(self, key: str) -> bool:
        """Whether no mistake was found at a key of this table so far."""
        return all(mistake.key != self._path_of(key) for mistake in self.mistakes or ())

    def raise_mistakes(self) -> None:
        """Raise one error that names all mistakes of the file, if any were kept."""
        raise_together(self.file, self.mistakes or ())

    def has(self, key: str) -> bool:
        """Whether the table has the key, which may stand here."""
        self.known_keys.add(key)
        return key in self.content

    def _of(self, key: str, wanted: type[Wanted], words: str) -> Wanted:
        self.known_keys.add(key)
        if key not in self.content:
            raise self.wrong(key, f"is missing; {words} belongs here.")
        value = self.content[key]
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is int):
            raise self.wrong(key, f"{written(value)} is not {words}.")
        return value

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        return self.kept("", lambda: self._text(key))

    def _text(self, key: str) -> str:
        value = self._of(key, str, "a text")
        if not as_read(value).strip():
            raise self.wrong(key, "is empty; a text belongs here.")
        return value

    def optional_text(self, key: str) -> str | None:
        """Return a text, or ``None`` where the key is absent."""
        return self.text(key) if self.has(key) else None

    def whole(self, key: str, lowest: int = 0, highest: int = 10**12) -> int:
        """Return a whole number within bounds, both included."""
        return self.kept(0, lambda: self._whole(key, lowest, highest))

    def _whole(self, key: str, lowest: int, highest: int) -> int:
        value = self._of(key, int, "a whole number")
        if not lowest <= value <= highest:
            raise self.wrong(key, f"{value} is not between {lowest} and {highest}.")
        return value

    def optional_whole(self, key: str, lowest: int = 0) -> int | None:
        """Return a whole number, or ``None`` where the key is absent."""
        return self.whole(key, lowest) if self.has(key) else None

    def optional_flag(self, key: str) -> bool:
        """Return true or false, ``False`` where the key is absent."""
        return self.kept(stand_in=False, read=lambda: self._of(key, bool, "true or false")) if self.has(key) else False

    def day(self, key: str) -> date:
        """Return a date."""
        return self.kept(date.min, lambda: self._day(key))

    def _day(self, key: str) -> date:
        value = self._of(key, date, "a date such as 2017-07-31")
        if isinstance(value, datetime):
            raise self.wrong(key, f"{value} has a time; a date such as 2017-07-31 belongs here.")
        return value

    def optional_day(self, key: str) -> date | None:
        """Return a date, or ``None`` where the key is absent."""
        return self.day(key) if self.has(key) else None

    def quarter(self, key: str) -> Quarter:
        """Return a program quarter."""
        return self.kept(self.years.start, lambda: self._quarter(key))

    def optional_quarter(self, key: str) -> Quarter | None:
        """Return a program quarter, or ``None`` where the key is absent."""
        return self.quarter(key) if self.has(key) else None

    def _quarter(self, key: str) -> Quarter:
        such = f'a quarter such as "{self.years.example}"'
        text = self._of(key, str, such)
        quarter = self.years.parse(text)
        if quarter is None:
            raise self.wrong(key, f"{text!r} is not {such}.")
        return quarter

    def choice(self, key: str, closed: type[_Closed]) -> _Closed:
        """Return one of a closed set of words."""
        return self.kept(next(iter(closed)), lambda: self._choice(key, closed))

    def _choice(self, key: str, closed: type[_Closed]) -> _Closed:
        value = self._of(key, str, "a text")
        try:
            return closed(value)
        except ValueError:
            raise self.wrong(key, f"{value!r} is none of {', '.join(map(str, closed))}.") from None

    def anything(self, key: str) -> object:
        """Return the value as it stands, for a caller that reviews its type."""
        return self._of(key, object, "a value")

    def values(self, key: str) -> tuple[object, ...]:
        """Return a list of values as they stand, at least one, for a caller that judges their types."""
        values = self._of(key, list, "a list")
        if not values:
            raise self.wrong(key, "is an empty list.")
        return tuple(values)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return self.kept((), lambda: self._texts(key))

    def _texts(self, key: str) -> tuple[str, ...]:
        values = self._of(key, list, "a list of texts")
        if not values or not all(isinstance(value, str) for value in values):
            raise self.wrong(key, "is not a list of texts.")
        return tuple(values)

    def table(self, key: str) -> TomlTable:
        """Return a table within this one."""
        nothing: dict[str, object] = {}
        content = self.kept(nothing, lambda: self._of(key, dict, "a table"))
        return TomlTable(self.file, content, self._path_of(key), self)

    def tables(self, key: str) -> tuple[TomlTable, ...]:
        """Return the tables of a list, none where the key is absent."""
        return self.kept((), lambda: self._tables(key))

    def _tables(self, key: str) -> tuple[TomlTable, ...]:
        self.known_keys.add(key)
        values = self.content.get(key, [])
        path = self._path_of(key)
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong(key, f"is not a list of tables; write [[{_NUMBER.sub('', path)}]] above each.")
        return tuple(TomlTable(self.file, value, f"{path}[{nth}]", self) for nth, value in enumerate(values, start=1))

    def read_each(self, key: str, read: Callable[[TomlTable], _Read]) -> list[tuple[TomlTable, _Read]]:
        """Return each table of a list with what is read in it, without those in which a mistake is kept."""
        found = [(table, read(table)) for table in self.tables(key)]
        return [(table, value) for table, value in found if table.is_sound]

    def rest(self) -> Iterator[str]:
        """Yield the keys that nothing has asked for."""
        yield from (key for key in self.content if key not in self.known_keys)

    def done(self) -> None:
        """Reject the keys that nothing has asked for."""
        for key in self.rest():
            self.reject(key, f"is not a key that belongs here; known are {', '.join(sorted(self.known_keys))}.")


def written(value: object) -> str:
    """Return a value of a TOML file for a message: a word or number as it is written, a text in quotes.

    >>> written(True), written(Decimal("0.50")), written("DY3"), written([1, 2])
    ('true', '0.50', "'DY3'", 'a list')
    """
    match value:
        case str():
            return repr(value)
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return str(value).lower()


def table_from(text: str, file: str) -> TomlTable:
    """Return the table of a TOML text; its decimals are exact.

    Raises:
        ProgramDataError: The text is no TOML.
    """
    try:
        return TomlTable(file, tomllib.loads(text, parse_float=Decimal))
    except (ValueError, ArithmeticError, RecursionError) as error:
        reason = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "a value is beyond all bounds"
        raise ProgramDataError(file, "", f"is no TOML: {reason}.") from error


def table_at(path: Path) -> TomlTable:
    """Return the table of a TOML file.

    Raises:
        ProgramDataError: The file cannot be read, or is no TOML.
    """
    try:
        with path.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            words = f"has more than {_MOST_BYTES:,} bytes; numbers of a program or of terms have a few hundred lines."
            raise ProgramDataError(path.name, "", words)
        return table_from(content.decode().removeprefix(_BYTE_ORDER_MARK), path.name)
    except OSError as error:
        reason = "it is a folder; name the file in it" if os.path.isdir(path) else error.strerror  # noqa: PTH112 -- that of a path raises
        raise ProgramDataError(path.name or str(path), "", f"cannot be read: {reason}.") from error
    except UnicodeDecodeError as error:
        raise ProgramDataError(path.name, "", "is not text in UTF-8.") from error
