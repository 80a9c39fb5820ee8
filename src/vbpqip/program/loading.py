"""Loading the program's data files, and laying a pairing's terms over them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from vbpqip.domain.parties import Pairing
from vbpqip.domain.quarters import Quarter
from vbpqip.program.calendar import read_printed
from vbpqip.program.compiled import FILES
from vbpqip.program.gradings import Leniency, read_leniency
from vbpqip.program.menu import MenuRow, read_menu_row, read_off_menu_row
from vbpqip.program.parameters import (
    Basis,
    Grounds,
    Parameter,
    read_grounds,
    read_parameter,
    read_terms_values,
)
from vbpqip.program.program import Program, RosterRow, VbpTerm
from vbpqip.program.tables import Table, table_at

_AREAS = ("qit", "credits", "calendar", "checks", "ait", "payment")


@cache
def load_program() -> Program:
    """Return the program's own numbers, without any pairing's terms.

    Raises:
        ProgramDataError: A data file of the package is wrong.
    """
    head = _packaged("program")
    sources = {key: head.table("sources").text(key) for key in head.table("sources").content}
    areas = {area: _packaged(area) for area in _AREAS}
    printed = [read_printed(entry, agreed=False) for entry in areas["calendar"].tables("printed")]
    vbp = _packaged("vbp")
    vbp_grounds = read_grounds(vbp, sources)
    program = Program(
        name=head.text("name"),
        version=head.text("version"),
        terms=None,
        parameters=_parameters(areas, sources),
        menu=tuple(read_menu_row(row, sources) for row in _packaged("measures").tables("measures")),
        printed={dates.period: dates for dates in printed},
        agreed={},
        roster=tuple(row for each in _packaged("roster").tables("rosters") for row in _roster_rows(each, sources)),
        levels=tuple(_vbp_term(row, vbp_grounds) for row in vbp.tables("levels")),
        arrangements=tuple(_vbp_term(row, vbp_grounds) for row in vbp.tables("arrangements")),
        leniency=Leniency(),
    )
    head.done()
    vbp.done()
    return program


def program_under(terms: Path | None) -> Program:
    """Return the program with a pairing's terms laid over it; the program itself for ``None``.

    Raises:
        ProgramDataError: The terms file, or a data file of the package, is wrong.
    """
    program = load_program()
    return program if terms is None else _laid_over(program, table_at(terms))


def _packaged(area: str) -> Table:
    return Table(f"{area}.toml", "", FILES[area])


def _parameters(areas: dict[str, Table], sources: dict[str, str]) -> dict[str, Parameter]:
    return {
        f"{area}.{key}": read_parameter(table.table(key), f"{area}.{key}", sources)
        for area, table in areas.items()
        for key in list(table.rest())
    }


def _roster_rows(roster: Table, sources: dict[str, str]) -> tuple[RosterRow, ...]:
    """Read pairings that have their grounds in common."""
    grounds = read_grounds(roster, sources)
    rows = tuple(_roster_row(row, grounds) for row in roster.tables("pairings"))
    roster.done()
    return rows


def _roster_row(row: Table, grounds: Grounds) -> RosterRow:
    pairing = Pairing(
        facility=row.text("facility"),
        mco=row.text("mco"),
        pps=row.optional_text("pps"),
        award=row.optional_whole("award"),
    )
    row.done()
    return RosterRow(pairing=pairing, grounds=grounds)


def _vbp_term(row: Table, grounds: Grounds) -> VbpTerm:
    term = VbpTerm(name=row.text("name"), title=row.text("title"), grounds=grounds)
    row.done()
    return term


def _laid_over(program: Program, terms: Table) -> Program:
    title = terms.text("title")
    rows = tuple(read_off_menu_row(row) for row in terms.tables("measures"))
    _refuse_known_measures(terms, program.menu, rows)
    pairings = tuple(_roster_row(row, _agreed(row)) for row in terms.tables("pairings"))
    agreed = tuple(read_printed(entry, agreed=True) for entry in terms.tables("printed"))
    leniency = read_leniency(terms)
    parameters = dict(program.parameters)
    for area in list(terms.rest()):
        _overlay_area(parameters, terms, area)
    laid_over = replace(
        program,
        terms=title,
        parameters=parameters,
        menu=program.menu + rows,
        agreed={dates.period: dates for dates in agreed},
        roster=program.roster + pairings,
        leniency=leniency,
    )
    _refuse_periods_astray(terms, laid_over)
    _refuse_dates_astray(terms, laid_over, [dates.period for dates in agreed])
    return laid_over


def _refuse_periods_astray(terms: Table, program: Program) -> None:
    if not program.periods:
        raise terms.wrong("calendar.last_period", f"is before the first period, {program.first_period}.")
    if program.baseline not in program.periods:
        raise terms.wrong("calendar.baseline", f"{program.baseline} is none of the periods.")


def _refuse_dates_astray(terms: Table, program: Program, dated: list[Quarter]) -> None:
    for nth, period in enumerate(dated):
        if period not in program.periods:
            raise terms.wrong(f"printed[{nth + 1}].period", f"{period} is none of the periods.")
        if period in dated[:nth]:
            raise terms.wrong(f"printed[{nth + 1}].period", f"{period} has an entry already; write its dates in one.")


def _overlay_area(parameters: dict[str, Parameter], terms: Table, area: str) -> None:
    if area not in _AREAS:
        known = ", ".join(("title", "measures", "pairings", "printed", "severities", "waivers", *_AREAS))
        raise terms.wrong(area, f"is not a key that belongs here; known are {known}.")
    table = terms.table(area)
    for name in list(table.rest()):
        key = f"{area}.{name}"
        if key not in parameters:
            known = ", ".join(known.split(".")[1] for known in parameters if known.startswith(f"{area}."))
            raise table.wrong(name, f"is not a number of the program; known are {known}.")
        if not isinstance(table.content[name], dict):
            raise table.wrong(name, f"has no values; write [[{key}.values]] above since, value and source.")
        parameters[key] = parameters[key].overlaid(read_terms_values(table.table(name), parameters[key]))


def _agreed(row: Table) -> Grounds:
    since: Quarter = row.quarter("since")
    return Grounds(since=since, basis=Basis.AGREED, source=row.text("source"), note=None)


def _refuse_known_measures(terms: Table, menu: tuple[MenuRow, ...], rows: tuple[MenuRow, ...]) -> None:
    taken = [row.measure.key for row in (*menu, *rows)]
    for nth, row in enumerate(rows, start=1):
        if taken.count(row.measure.key) > 1:
            raise terms.wrong(
                f"measures[{nth}].key", f"{row.measure.key!r} is another measure's key; choose another one."
            )
