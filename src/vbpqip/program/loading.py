"""Loading a program, which is a folder of TOML files, and laying a pairing's terms over its numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path

from vbpqip.core.errors import Mistake, ProgramDataError
from vbpqip.core.findings import Waiver
from vbpqip.core.later import Later
from vbpqip.core.parties import Pairing, nearest_name, normalized_name
from vbpqip.core.quarters import Quarter, Years
from vbpqip.program.calendar import Printed, read_printed
from vbpqip.program.menu import MenuRow, read_menu_row, read_off_menu_row
from vbpqip.program.parameters import (
    Basis,
    DatedValue,
    Grounds,
    Parameter,
    Parameters,
    read_grounds,
    read_parameter,
    read_terms_values,
)
from vbpqip.program.program import Program, RosterRow, VbpTerm
from vbpqip.program.severity_overrides import SeverityOverrides, read_overrides, read_waivers
from vbpqip.program.tables import TomlTable, table_at

_LISTS = ("title", "measures", "removed_measures", "pairings", "printed", "severities", "waivers")
_AREAS = ("qit", "credits", "calendar", "checks", "ait", "payment")


PACKS = Path(__file__).parent / "packs"
"""The programs of this package, each a folder."""

NEW_YORK = "ny-vbp-qip"
_LAST_YEAR = 2100


def load_program(pack: str | Path = NEW_YORK) -> Program:
    """Return a program's own numbers, without any pairing's terms.

    Args:
        pack: A program of this package by its name, or a folder with the files of one.

    Raises:
        ProgramDataError: There is no such program, or one of its files is wrong.
    """
    folder = folder_of(pack)
    if folder.parent == PACKS:
        return _shipped_program(folder)
    program = _loaded(folder)
    program.parameters.read_all()
    return program


@cache
def _shipped_program(folder: Path) -> Program:
    return _loaded(folder)


def _loaded(folder: Path) -> Program:
    head = table_at(folder / "program.toml")
    sources = {key: head.table("sources").text(key) for key in head.table("sources").content}
    years = _years(head.table("years"))
    calendar = _table(folder, "calendar", years)
    printed = [read_printed(entry, agreed=False) for entry in calendar.tables("printed")]

    def read(area: str) -> Mapping[str, Parameter]:
        return _area(area, calendar if area == "calendar" else _table(folder, area, years), sources)

    menu, rosters, vbp = (_table(folder, name, years) for name in ("measures", "roster", "vbp"))
    vbp_grounds = read_grounds(vbp, sources)
    program = Program(
        name=head.text("name"),
        version=head.text("version"),
        years=years,
        terms=None,
        parameters=Parameters({area: Later(partial(read, area)) for area in _AREAS}),
        menu=tuple(read_menu_row(row, sources) for row in menu.tables("measures")),
        printed={dates.period: dates for dates in printed},
        agreed={},
        roster=tuple(row for each in rosters.tables("rosters") for row in _roster_rows(each, sources)),
        levels=tuple(_vbp_term(row, vbp_grounds) for row in vbp.tables("levels")),
        arrangements=tuple(_vbp_term(row, vbp_grounds) for row in vbp.tables("arrangements")),
        severity_overrides=SeverityOverrides(),
    )
    for table in (head, menu, rosters, vbp):
        table.done()
    return program


def folder_of(pack: str | Path) -> Path:
    """Return where a program's files are.

    Raises:
        ProgramDataError: There is no such program.
    """
    folder = PACKS / pack if str(pack) in _shipped() else Path(pack)
    if not folder.is_dir():
        reason = f"is neither a program of this package, which are {', '.join(_shipped())}, nor a folder."
        raise ProgramDataError(str(pack), "", reason)
    return folder


def _shipped() -> Sequence[str]:
    return sorted(each.name for each in PACKS.iterdir())


def _table(folder: Path, area: str, years: Years) -> TomlTable:
    table = table_at(folder / f"{area}.toml")
    table.years = years
    return table


def _years(table: TomlTable) -> Years:
    """Read how the program's years are named, and when the first one begins."""
    years = Years(table.text("prefix"), table.whole("first", 0, _LAST_YEAR), table.day("begins"))
    if years.begins.day != 1:
        raise table.wrong("begins", f"{years.begins} is not the first day of a month.")
    table.done()
    return years


def _no_more(severity_overrides: SeverityOverrides) -> Sequence[Mistake]:  # noqa: ARG001 -- as its like that knows the codes
    return ()


def program_under(
    terms: Path | None,
    wrong_codes: Callable[[SeverityOverrides], Sequence[Mistake]] = _no_more,
    pack: str | Path = NEW_YORK,
) -> Program:
    """Return a program with a pairing's terms overlaid on it; the program itself for ``None``.

    ``wrong_codes`` says what is wrong in the terms about codes of findings, which the program does not know.

    Raises:
        ProgramDataError: The terms file, or a file of the program, is wrong; all mistakes of terms are named.
    """
    program = load_program(pack)
    if terms is None:
        return program
    table = table_at(terms)
    table.mistakes, table.years = [], program.years
    overlaid = _overlaid(program, table)
    for mistake in wrong_codes(overlaid.severity_overrides):
        table.reject(mistake.key, mistake.reason)
    table.raise_mistakes()
    return overlaid


def _area(area: str, table: TomlTable, sources: dict[str, str]) -> Mapping[str, Parameter]:
    return {f"{area}.{key}": read_parameter(table.table(key), f"{area}.{key}", sources) for key in list(table.rest())}


def _roster_rows(roster: TomlTable, sources: dict[str, str]) -> tuple[RosterRow, ...]:
    """Read pairings that have their grounds in common."""
    grounds = read_grounds(roster, sources)
    rows = tuple(_roster_row(row, grounds) for row in roster.tables("pairings"))
    roster.done()
    return rows


def _roster_row(row: TomlTable, grounds: Grounds) -> RosterRow:
    pairing = Pairing(
        facility=row.text("facility"),
        mco=row.text("mco"),
        pps=row.optional_text("pps"),
        award=row.optional_whole("award"),
    )
    row.done()
    return RosterRow(pairing=pairing, grounds=grounds)


def _vbp_term(row: TomlTable, grounds: Grounds) -> VbpTerm:
    term = VbpTerm(name=row.text("name"), title=row.text("title"), grounds=grounds)
    row.done()
    return term


def _overlaid(program: Program, terms: TomlTable) -> Program:
    """Return the program under terms; where a mistake is kept, something that is not used."""
    title = terms.text("title")
    rows = terms.read_each("measures", read_off_menu_row)
    _reject_known_measures(program.menu, rows)
    removed = terms.read_each("removed_measures", lambda entry: _removed(entry, program.menu))
    pairings = terms.read_each("pairings", lambda row: _roster_row(row, _agreed(row)))
    printed = terms.read_each("printed", lambda entry: read_printed(entry, agreed=True))
    severities, waivers = read_overrides(terms), read_waivers(terms)
    parameters = program.parameters
    for area in list(terms.rest()):
        parameters = _overlaid_area(parameters, terms, area)
    overlaid = program._replace(
        terms=title,
        parameters=parameters,
        menu=_without(program.menu, dict(each for _, each in removed)) + tuple(row for _, row in rows),
        agreed={dates.period: dates for _, dates in printed},
        roster=program.roster + tuple(row for _, row in pairings),
        severity_overrides=SeverityOverrides(
            terms.file, severities, {f"{entry.path}.code": waiver for entry, waiver in waivers}
        ),
    )
    if _has_periods(terms, overlaid):
        _reject_dates_astray(overlaid, printed)
        _reject_waivers_astray(overlaid, waivers)
    return overlaid


def _has_periods(terms: TomlTable, program: Program) -> bool:
    """Whether first, last and baseline period fit together; where not, that is rejected."""
    if not program.periods:
        terms.reject("calendar.last_period", f"is before the first period, {program.first_period}.")
    elif program.baseline not in program.periods:
        terms.reject("calendar.baseline", f"{program.baseline} is none of the periods.")
    return bool(program.periods)


def _reject_dates_astray(program: Program, printed: list[tuple[TomlTable, Printed]]) -> None:
    seen: set[Quarter] = set()
    for entry, dates in printed:
        period, end = dates.period, dates.period.last_day
        if period not in program.periods:
            entry.reject("period", f"{period} is none of the periods.")
        elif period in seen:
            entry.reject("period", f"{period} has an entry already; write its dates in one.")
        seen.add(period)
        for key, day in dates.days():
            if day < end:
                entry.reject(key, f"{day} is before the window of {period} ends, on {end}.")


def _reject_waivers_astray(program: Program, waivers: list[tuple[TomlTable, Waiver]]) -> None:
    """Reject waivers that can never hold."""
    facilities = {row.pairing.normalized[0]: row.pairing.facility for row in program.roster}
    for entry, waiver in waivers:
        end = waiver.period.last_day
        if normalized_name(waiver.facility) not in facilities:
            near = nearest_name(waiver.facility, facilities.values())
            meant = "" if near is None else f"; the nearest name is {near!r}"
            reason = f"{waiver.facility!r} is neither on the roster nor in the pairings of these terms{meant}."
            entry.reject("facility", reason)
        if waiver.period not in program.periods:
            entry.reject("period", f"{waiver.period} is none of the periods.")
        if waiver.until < end:
            entry.reject("until", f"{waiver.until} is before the window of {waiver.period} ends, on {end}.")


def _overlaid_area(parameters: Parameters, terms: TomlTable, area: str) -> Parameters:
    if area not in _AREAS:
        known = ", ".join(
            ("title", "measures", "removed_measures", "pairings", "printed", "severities", "waivers", *_AREAS)
        )
        terms.reject(area, f"is not a key that belongs here; known are {known}.")
        return parameters
    table = terms.table(area)
    for name in list(table.rest()):
        key = f"{area}.{name}"
        if key not in parameters:
            known = ", ".join(parameter.key.split(".")[1] for parameter in parameters.of({area}))
            table.reject(name, f"is not a number of the program; known are {known}.")
        elif not isinstance(table.content[name], dict):
            table.reject(name, f"has no values; write [[{key}.values]] above since, value and source.")
        else:
            parameters = _with_values(parameters, table.table(name), key)
    return parameters


def _with_values(parameters: Parameters, table: TomlTable, key: str) -> Parameters:
    nothing: tuple[DatedValue, ...] = ()
    values = table.kept(nothing, lambda: read_terms_values(table, parameters[key]))
    return parameters.changed(parameters[key].overlaid(values)) if values else parameters


def _agreed(row: TomlTable) -> Grounds:
    since: Quarter = row.quarter("since")
    return Grounds(since=since, basis=Basis.AGREED, source=row.text("source"), note=None)


def _removed(entry: TomlTable, menu: tuple[MenuRow, ...]) -> tuple[str, date]:
    """Read a measure of the menu that a pairing leaves out: its key, and the day from which on."""
    key, since = entry.text("key"), entry.quarter("since")
    entry.text("source")
    entry.done()
    row = next((row for row in menu if row.measure.key == key), None)
    if row is None or row.measure.removed is not None:
        entry.reject("key", f"{key!r} is no measure on the menu.")
    return key, since.first_day


def _without(menu: tuple[MenuRow, ...], removed: Mapping[str, date]) -> tuple[MenuRow, ...]:
    """Return the menu without some measures, by their keys, from a day on."""
    days = ((row, removed.get(row.measure.key, row.measure.removed)) for row in menu)
    return tuple(row._replace(measure=row.measure._replace(removed=day)) for row, day in days)


def _reject_known_measures(menu: tuple[MenuRow, ...], rows: list[tuple[TomlTable, MenuRow]]) -> None:
    taken = {row.measure.key for row in menu}
    times = Counter(row.measure.key for _, row in rows)
    for entry, row in rows:
        key = row.measure.key
        if key in taken or times.pop(key, 1) > 1:  # of several measures of one key the first is named
            entry.reject("key", f"{key!r} is another measure's key; choose another one.")
