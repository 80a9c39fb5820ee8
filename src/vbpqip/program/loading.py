"""Loading a program, which is a folder of TOML files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from vbpqip.core.errors import Mistake, ProgramDataError
from vbpqip.core.later import Later
from vbpqip.core.quarters import Years
from vbpqip.core.vocabulary import Vocabulary
from vbpqip.program.calendar import read_printed
from vbpqip.program.menu import read_menu_row
from vbpqip.program.parameters import (
    Grounds,
    Parameter,
    Parameters,
    read_grounds,
    read_parameter,
)
from vbpqip.program.program import AREAS, Program, VbpTerm
from vbpqip.program.roster import read_roster
from vbpqip.program.severity_overrides import SeverityOverrides
from vbpqip.program.tables import TomlTable, table_at

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
    if str(pack) in _shipped():
        return _shipped_program(str(pack))
    program = _loaded(folder_of(pack))
    program.parameters.read_all()
    _ = program.texts, program.contracting, program.submissions
    return program


@cache
def _shipped_program(name: str) -> Program:
    return _loaded(PACKS / name)


def _loaded(folder: Path) -> Program:
    head = table_at(folder / "program.toml")
    sources = {key: head.table("sources").text(key) for key in head.table("sources").content}
    vocabulary = _vocabulary(head.table("words"))
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
        vocabulary=vocabulary,
        sources=sources,
        years=years,
        terms=None,
        parameters=Parameters({area: Later(partial(read, area)) for area in AREAS}),
        menu=tuple(read_menu_row(row, sources) for row in menu.tables("measures")),
        printed={dates.period: dates for dates in printed},
        agreed={},
        roster=tuple(row for each in rosters.tables("rosters") for row in read_roster(each, sources)),
        levels=tuple(_vbp_term(row, vbp_grounds) for row in vbp.tables("levels")),
        arrangements=tuple(_vbp_term(row, vbp_grounds) for row in vbp.tables("arrangements")),
        severity_overrides=SeverityOverrides(),
        agreements={},
        folder=folder,
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


@cache
def _shipped() -> Sequence[str]:
    return sorted(each.name for each in PACKS.iterdir())


def _table(folder: Path, area: str, years: Years) -> TomlTable:
    table = table_at(folder / f"{area}.toml")
    table.years = years
    return table


def _vocabulary(table: TomlTable) -> Vocabulary:
    vocabulary = Vocabulary._make(map(table.text, Vocabulary._fields))
    table.done()
    return vocabulary


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
    from vbpqip.program.terms import under_terms  # noqa: PLC0415 -- most programs are without terms

    table = table_at(terms)
    table.mistakes, table.years = [], program.years
    overlaid = under_terms(program, table)
    for each in (overlaid, *overlaid.agreements.values()):
        for mistake in wrong_codes(each.severity_overrides):
            table.reject(mistake.key, mistake.reason)
    table.raise_mistakes()
    return overlaid


def _area(area: str, table: TomlTable, sources: dict[str, str]) -> Mapping[str, Parameter]:
    return {f"{area}.{key}": read_parameter(table.table(key), f"{area}.{key}", sources) for key in list(table.rest())}


def _vbp_term(row: TomlTable, grounds: Grounds) -> VbpTerm:
    term = VbpTerm(name=row.text("name"), title=row.text("title"), grounds=grounds)
    row.done()
    return term
