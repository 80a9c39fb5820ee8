"""Parameters: numbers that the State or an MCO can change, each since a quarter, on a basis, with its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from vbpqip.core.later import Later
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.quarters import Quarter
from vbpqip.program.tables import TomlTable, written

ParameterValue: TypeAlias = bool | int | str | Fraction | Decimal | Quarter | date | tuple[int, ...] | None
"""``None`` is not known: no text says what holds after the quarters that its source speaks of."""

NOT_KNOWN = "not known"
"""A value that is not known, as reports print it."""


class Basis(StrEnum):
    """How sure a number is."""

    STATED = "stated"
    """The source says so."""
    INFERRED = "inferred"
    """One step from what a source says."""
    MEASURED = "measured"
    """Measured in public data, for what is likely; it never decides a verdict."""
    ASSUMED = "assumed"
    """No readable text says so."""
    AGREED = "agreed"
    """Agreed by a facility and its MCO: the value comes from a terms file."""


class ParameterKind(StrEnum):
    """What type of value a parameter has."""

    SHARE = "share"
    FLAG = "flag"
    WHOLE = "whole"
    CHOICE = "choice"
    QUARTER = "quarter"
    MONTHS = "months"
    DAY = "day"
    NUMBER = "number"


class Grounds(NamedTuple):
    """Since when something holds, on what basis, and who says so; *assumed* has a note instead of a source.

    ``until`` is the last quarter that the source speaks of, ``None`` where it names none. ``quote`` is what the source
    says, word for word; parts of it that do not stand together have a slash between them.
    """

    since: Quarter
    basis: Basis
    source: str | None
    note: str | None
    until: Quarter | None = None
    quote: str | None = None

    @property
    def award_year(self) -> str:
        """The program year of which an award on these grounds is: the last one that its source speaks of."""
        return (self.until or self.since).year_name

    def has_ended(self, quarter: Quarter) -> bool:
        """Whether the source no longer speaks of a quarter."""
        return self.until is not None and quarter > self.until

    def after_the_end(self) -> Grounds:
        """Return the grounds of not knowing what holds after the end."""
        assert self.until is not None  # noqa: S101 -- only of what has ended
        note = f"The source of what held before speaks of {self.until} at the latest."
        return Grounds(since=self.until.after(1), basis=Basis.ASSUMED, source=None, note=note)


class Alternative(NamedTuple):
    """The value of another reading that is as good; ``text`` is the value as reports print it."""

    value: ParameterValue
    text: str


class DatedValue(NamedTuple):
    """A value and its grounds; ``text`` is the value as reports print it."""

    value: ParameterValue
    text: str
    grounds: Grounds
    alternatives: tuple[Alternative, ...] = ()


class Parameter(NamedTuple):
    """A named number; its values are ordered by their first quarter.

    One that ``may_be_unknown`` is each pairing's own, or not known yet: its value may be ``None``.
    """

    key: str
    title: str
    unit: str
    kind: ParameterKind
    bounds: tuple[int, int]
    choices: tuple[str, ...]
    values: tuple[DatedValue, ...]
    may_be_unknown: bool = False

    def speaks_of(self, quarter: Quarter) -> bool:
        """Whether one of its values, known or not, is of a quarter."""
        return any(dated.grounds.since <= quarter and not dated.grounds.has_ended(quarter) for dated in self.values)

    def at(self, quarter: Quarter) -> DatedValue:
        """Return the effective value of a quarter; the first value holds before its time too, none after its end."""
        effective = [dated for dated in self.values if dated.grounds.since <= quarter]
        dated = effective[-1] if effective else self.values[0]
        if dated.grounds.has_ended(quarter):
            return DatedValue(value=None, text=NOT_KNOWN, grounds=dated.grounds.after_the_end())
        return dated

    def read_as(self, dated: DatedValue, other: Alternative) -> Parameter:
        """Return the parameter with another reading of one of its values, and no other value."""
        return self._replace(values=(dated._replace(value=other.value, text=other.text, alternatives=()),))

    def overlaid(self, terms: tuple[DatedValue, ...]) -> Parameter:
        """Return the parameter with a pairing's own values from their first quarter on."""
        first = terms[0].grounds.since
        return self._replace(values=(*(dated for dated in self.values if dated.grounds.since < first), *terms))


class Parameters(Mapping[str, Parameter]):
    """Parameters by key, such as ``qit.required_share``; those of an area are read when one of them is asked for."""

    def __init__(self, areas: Mapping[str, Callable[[], Mapping[str, Parameter]]]) -> None:
        self._areas = areas

    def __getitem__(self, key: str) -> Parameter:
        return self._areas[key.partition(".")[0]]()[key]

    def __contains__(self, key: object) -> bool:
        area = self._areas.get(str(key).partition(".")[0])
        return area is not None and key in area()

    def __iter__(self) -> Iterator[str]:
        return (key for area in self._areas.values() for key in area())

    def __len__(self) -> int:
        return sum(len(area()) for area in self._areas.values())

    def read_all(self) -> None:
        """Read the parameters of all areas.

        Raises:
            ProgramDataError: A file of them is wrong.
        """
        for area in self._areas.values():
            area()

    def of(self, areas: Collection[str]) -> Iterator[Parameter]:
        """Yield the parameters of some areas."""
        return (parameter for area, read in self._areas.items() if area in areas for parameter in read().values())

    def changed(self, parameter: Parameter) -> Parameters:
        """Return them with another one in the place of the one that has its key."""
        area = parameter.key.partition(".")[0]
        return Parameters({**self._areas, area: Later(lambda: {**self._areas[area](), parameter.key: parameter})})


def read_grounds(table: TomlTable, sources: Mapping[str, str]) -> Grounds:
    """Read ``since``, ``until``, ``basis``, ``source``, ``quote`` and ``note``.

    Raises:
        ProgramDataError: A value has neither source nor note, or names a source that is not listed, or ends too early.
    """
    since, until = table.quarter("since"), table.optional_quarter("until")
    if until is not None and until < since:
        raise table.wrong("until", f"{until} is before {since}, from which on the value holds.")
    return read_basis(table, sources, since)._replace(until=until)


def read_basis(table: TomlTable, sources: Mapping[str, str], since: Quarter) -> Grounds:
    """Read ``basis``, ``source``, ``quote`` and ``note`` of what holds since a quarter.

    Raises:
        ProgramDataError: There is neither source nor note, or a source that is not listed.
    """
    basis = table.choice("basis", Basis)
    source, note = table.optional_text("source"), table.optional_text("note")
    if basis is Basis.ASSUMED and note is None:
        raise table.wrong("note", "is missing; an assumed value says why.")
    if source is None and note is None:
        raise table.wrong("source", "is missing; a value names its source or has a note.")
    return Grounds(
        since=since,
        basis=basis,
        source=None if source is None else cited(table, "source", sources),
        note=note,
        quote=table.optional_text("quote"),
    )


def read_row_grounds(row: TomlTable, sources: Mapping[str, str], common: Grounds) -> Grounds:
    """Read the grounds of a row: its own, or its words and note on those that its list has in common."""
    if row.has("basis"):
        return read_basis(row, sources, common.since)
    return common._replace(quote=row.optional_text("quote"), note=row.optional_text("note"))


def read_agreed_grounds(table: TomlTable) -> Grounds:
    """Read ``since`` and ``source`` of what a pairing agreed on."""
    return Grounds(since=table.quarter("since"), basis=Basis.AGREED, source=table.text("source"), note=None)


def cited(table: TomlTable, key: str, sources: Mapping[str, str]) -> str:
    """Return the source that a key cites, in full."""
    source = table.text(key)
    if source not in sources:
        raise table.wrong(key, f"{source!r} is not a source listed in program.toml.")
    return sources[source]


def read_parameter(table: TomlTable, key: str, sources: Mapping[str, str]) -> Parameter:
    """Read one parameter with its values."""
    kind = table.choice("kind", ParameterKind)
    bounds = (table.optional_whole("lowest") or 0, table.optional_whole("highest") or 0)
    choices = table.texts("choices") if table.has("choices") else ()
    empty = Parameter(
        key=key,
        title=table.text("title"),
        unit=table.text("unit"),
        kind=kind,
        bounds=bounds,
        choices=choices,
        values=(),
        may_be_unknown=table.optional_flag("may_be_unknown"),
    )
    values = []
    for entry in table.tables("values"):
        dated = _dated(entry, empty, read_grounds(entry, sources))
        values.append(dated._replace(alternatives=_alternatives(entry, empty, dated)))
        entry.done()
    table.done()
    return empty._replace(values=in_order(table, values))


def read_terms_values(table: TomlTable, parameter: Parameter) -> tuple[DatedValue, ...]:
    """Read a pairing's own values of a parameter; each needs a ``since``, a ``value`` and a ``source`` or ``note``.

    There are none where a mistake is kept.
    """
    values = [value for _, value in table.read_each("values", lambda entry: _agreed(entry, parameter))]
    table.done()
    return in_order(table, values) if table.is_sound else ()


def _agreed(entry: TomlTable, parameter: Parameter) -> DatedValue:
    source, note = entry.optional_text("source"), entry.optional_text("note")
    if source is None and note is None:
        entry.reject("source", "is missing; say where the pairing agreed on it.")
    grounds = Grounds(since=entry.quarter("since"), basis=Basis.AGREED, source=source, note=note)
    nothing = DatedValue(0, "", grounds)
    value = entry.kept(nothing, lambda: _dated(entry, parameter, grounds))
    entry.done()
    return value


def in_order(table: TomlTable, values: list[DatedValue]) -> tuple[DatedValue, ...]:
    """Return values as they stand, at least one and each later than the one before."""
    if not values:
        raise table.wrong("values", "is missing; a parameter has at least one value.")
    starts = [dated.grounds.since for dated in values]
    if any(later <= earlier for earlier, later in pairwise(starts)):
        raise table.wrong("values", "are not in the order of their quarters.")
    return tuple(values)


def _dated(entry: TomlTable, parameter: Parameter, grounds: Grounds) -> DatedValue:
    return DatedValue(value=_value(entry, parameter), text=text_of(entry.content.get("value")), grounds=grounds)


def _alternatives(entry: TomlTable, parameter: Parameter, dated: DatedValue) -> tuple[Alternative, ...]:
    """Read the values of other readings that are as good, each of the parameter's own type.

    Raises:
        ProgramDataError: One is of another type, is the value itself, or stands beside a value that a source states.
    """
    if not entry.has("alternatives"):
        return ()
    if dated.grounds.basis not in {Basis.ASSUMED, Basis.INFERRED}:
        raise entry.wrong("alternatives", f"do not go with a value that is {dated.grounds.basis}.")
    found: list[DatedValue] = []
    for nth, value in enumerate(entry.values("alternatives"), start=1):
        path = f"{entry.path}.alternatives[{nth}]"
        found.append(_dated(TomlTable(entry.file, {"value": value}, path, entry), parameter, dated.grounds))
        if found[-1].value == dated.value:
            raise entry.wrong("alternatives", f"{written(value)} is the value itself.")
    return tuple(Alternative(each.value, each.text) for each in found)


def text_of(value: object) -> str:
    """Return a value as reports print it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)


def _value(entry: TomlTable, parameter: Parameter) -> ParameterValue:
    if parameter.may_be_unknown and entry.has("value") and entry.content["value"] == NOT_KNOWN:
        return None
    return _READERS[parameter.kind](entry, parameter)


def _share(entry: TomlTable) -> Fraction:
    value = entry.anything("value")
    if not _SHARE.fullmatch(str(value)):
        raise entry.wrong("value", f'{written(value)} is not a share such as 0.50 or "2/3".')
    share = Fraction(str(value))
    if not 0 <= share <= 1:
        raise entry.wrong("value", f"{value} is not between 0 and 1.")
    if share.denominator > _FINEST_SHARE:
        raise entry.wrong("value", f"{value} is finer than a spreadsheet can compare exactly; use at most 6 decimals.")
    return share


_FINEST_SHARE = 10**6
_SHARE = re.compile(r"-?\d{1,9}(\.\d{1,30}|/0*[1-9]\d{0,8})?", re.ASCII)


def _flag(entry: TomlTable) -> bool:
    value = entry.anything("value")
    if not isinstance(value, bool):
        raise entry.wrong("value", f"{written(value)} is neither true nor false.")
    return value


def _choice(entry: TomlTable, choices: tuple[str, ...]) -> str:
    value = entry.text("value")
    if value not in choices:
        raise entry.wrong("value", f"{value!r} is none of {', '.join(choices)}.")
    return value


def _months(entry: TomlTable) -> tuple[int, ...]:
    value = entry.anything("value")
    if not isinstance(value, list) or not value or not all(type(month) is int and 1 <= month <= 24 for month in value):  # noqa: PLR2004 -- two years
        raise entry.wrong("value", "is not a list of months between 1 and 24, such as [7, 8, 9].")
    return tuple(value)


def _number(entry: TomlTable) -> Decimal:
    value = entry.text("value")
    if not _DECIMAL.fullmatch(value):
        raise entry.wrong("value", f'{written(value)} is not a number in quotes such as "62.50".')
    return Decimal(value)


_DECIMAL = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)

_READERS: Mapping[ParameterKind, Callable[[TomlTable, Parameter], ParameterValue]] = {
    ParameterKind.SHARE: lambda entry, _: _share(entry),
    ParameterKind.FLAG: lambda entry, _: _flag(entry),
    ParameterKind.WHOLE: lambda entry, parameter: entry.whole("value", *parameter.bounds),
    ParameterKind.CHOICE: lambda entry, parameter: _choice(entry, parameter.choices),
    ParameterKind.QUARTER: lambda entry, _: entry.quarter("value"),
    ParameterKind.MONTHS: lambda entry, _: _months(entry),
    ParameterKind.DAY: lambda entry, _: entry.day("value"),
    ParameterKind.NUMBER: lambda entry, _: _number(entry),
}
