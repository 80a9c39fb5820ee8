"""Recalculation by the ``formulon`` package, in process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import formulon

from support.recalculation import ERROR_NAMES, ErrorValue, Parsed, Typed, Value, parsed_value
from vbpqip.core.cells import Location

_Coordinates: TypeAlias = tuple[int, int, int]


class FormulonEngine:
    """A workbook opened with ``formulon``: fast, and close to Excel in what it answers.

    The first workbook of a process takes about three seconds more, in which the engine is compiled.
    """

    def __init__(self, path: Path) -> None:
        self._workbook = formulon.Workbook.load(path.read_bytes())
        names = (self._workbook.sheet_name(number) for number in range(self._workbook.sheet_count()))
        self._sheets = {name: number for number, name in enumerate(names)}
        self._held: dict[Location, Parsed] = {}
        self._formulas: dict[Location, str] = {}
        self._entered: dict[Location, Parsed] = {}

    def recalculated(self, entries: Mapping[Location, Typed], wanted: Sequence[Location]) -> list[Value]:
        """Put the entries into the workbook as opened, recalculate all, and return what the wanted cells show."""
        self._restore_all_but(entries)
        for location, typed in entries.items():
            self._enter(location, parsed_value(typed))
        self._workbook.recalc()
        return [_shown(self._workbook.get_value(*self._at(location))) for location in wanted]

    def close(self) -> None:
        """Close the workbook."""
        self._workbook.close()

    def _at(self, location: Location) -> _Coordinates:
        return self._sheets[location.sheet], location.row, location.column

    def _enter(self, location: Location, entry: Parsed) -> None:
        self._remember(location)
        self._entered[location] = entry
        self._put(self._at(location), entry)

    def _remember(self, location: Location) -> None:
        if location in self._held:
            return
        at = self._at(location)
        formula = self._workbook.get_formula(*at)
        if formula is not None:
            self._formulas[location] = formula
        self._held[location] = _stored(self._workbook.get_value(*at))

    def _restore_all_but(self, entries: Mapping[Location, Typed]) -> None:
        for location in self._entered.keys() - entries.keys():
            self._restore(location)
            del self._entered[location]

    def _restore(self, location: Location) -> None:
        formula = self._formulas.get(location)
        if formula is not None:
            self._workbook.set_formula(*self._at(location), formula)
        else:
            self._put(self._at(location), self._held[location])

    def _put(self, at: _Coordinates, entry: Parsed) -> None:
        match entry:
            case None:
                self._workbook.set_blank(*at)
            case bool():
                self._workbook.set_bool(*at, entry)
            case float():
                self._workbook.set_number(*at, entry)
            case str():
                self._workbook.set_text(*at, entry)
            case ErrorValue(name):
                self._workbook.set_error(*at, ERROR_NAMES.index(name))


def _stored(value: formulon.Value) -> Parsed:
    shown = _shown(value)
    return ErrorValue(str(shown)) if value.error_code is not None else shown


def _shown(value: formulon.Value) -> Value:
    if value.error_code is not None:
        return ERROR_NAMES[value.error_code]
    shown = value.to_python()
    if isinstance(shown, formulon.Value):
        message = f"No single cell shows {shown}."
        raise TypeError(message)
    return shown
