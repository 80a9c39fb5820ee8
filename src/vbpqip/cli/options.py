"""Words of the command line that several commands understand."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vbpqip.cli.streams import ESCAPED
from vbpqip.core.characters import visible
from vbpqip.core.names import as_text
from vbpqip.core.quarters import Quarter

if TYPE_CHECKING:
    from vbpqip.program.program import Program  # heavy imports stand inside what needs them

ATTACH_PAGE_ALONE = "--attach-page attaches the page of the feedback to its e-mail. Add --feedback."

_MOST_NOTES = 10

Command = TypeVar("Command", bound=Callable[..., Any])


class PathOption(click.Path):
    """The name of a file or folder, which is never empty."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 -- as click declares it
        """Return the path, or end with a usage error."""
        if not os.fspath(value):
            self.fail("The name of a file or folder is empty.", param, ctx)
        return super().convert(value, param, ctx)


PLACE = PathOption(path_type=Path, readable=False)
"""A file that is opened: what keeps it from being read is said by who opens it."""


class NameOption(click.ParamType[str]):
    """The name of a facility or an MCO, which goes into a workbook."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 -- as click declares it
        """Return the name, or end with a usage error."""
        text = str(value)
        if as_text(text) != text:
            self.fail(f"{as_text(text)} is not text in the encoding of this terminal.", param, ctx)
        return text


class PeriodOption(click.ParamType[Quarter]):
    """A quarter of the program."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Quarter:  # noqa: ANN401 -- as click declares it
        """Return the quarter, or end with a usage error."""
        from vbpqip.program.loading import NEW_YORK, load_program

        years = load_program(NEW_YORK if ctx is None else ctx.params["pack"]).years
        quarter = years.parse(value)
        if quarter is None:
            self.fail(f"{value!r} is not a quarter such as '{years.example}'.", param, ctx)
        return quarter


class DayOption(click.ParamType[date]):
    """A day such as ``2017-10-31``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 -- as click declares it
        """Return the day, or end with a usage error."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2017-10-31.", param, ctx)


def rules_options(command: Command) -> Command:
    """Add ``--program`` and ``--terms`` to a command; what the former says is known when a period is read."""
    terms = click.option(
        "--terms",
        type=PLACE,
        help="A TOML file with a pairing's own numbers, which replace the program's.",
    )
    program = click.option(
        "--program",
        "pack",
        metavar="NAME|DIR",
        default="ny-vbp-qip",
        show_default=True,
        is_eager=True,
        help="The program: one of vbpqip's own, or a folder with its files.",
    )
    return program(terms(command))


def pairing_options(command: Command) -> Command:
    """Add ``--facility`` and ``--mco`` to a command that prints numbers: whose agreement is looked for in the terms."""
    facility = click.option("--facility", type=NameOption(), help="The facility whose agreement applies.")
    mco = click.option("--mco", type=NameOption(), help="The MCO whose agreement applies.")
    return facility(mco(command))


def program_for(program: Program, facility: str | None, mco: str | None) -> Program:
    """Return a program under the agreement of a pairing; a name that nobody has ends with a usage error."""
    pairings = [row.pairing for row in program.roster]
    _reject_unknown_name("--facility", facility, [each.facility for each in pairings])
    _reject_unknown_name("--mco", mco, [each.mco for each in pairings])
    if program.agreements and facility is None and mco is None:
        said = f"{len(program.agreements)} agreement{'s' if len(program.agreements) > 1 else ''} of single pairings"
        click.echo(f"The terms hold {said} too; --facility and --mco say whose numbers are printed.", err=True)
    return program.for_pairing(facility or "", mco or "")


def _reject_unknown_name(option: str, name: str | None, known: Sequence[str]) -> None:
    from vbpqip.core.parties import nearest_name, normalized_name

    if name is not None and normalized_name(name) not in map(normalized_name, known):
        near = nearest_name(name, known)
        meant = "" if near is None else f" Did you mean {near!r}?"
        raise click.BadParameter(f"{name!r} is not on the roster.{meant}", param_hint=option)


def program_of(pack: str, terms: Path | None) -> Program:
    """Return a program under a pairing's terms, where there are any.

    Raises:
        ProgramDataError: The terms are wrong; all their mistakes are named, those in codes of findings too.
    """
    from vbpqip.program.loading import load_program, program_under

    if terms is None:
        return load_program(pack)
    from vbpqip.kinds import wrong_codes

    return program_under(terms, wrong_codes, pack)


def shown(path: Path) -> str:
    """Return a file's name of which a terminal shows every character and obeys none."""
    return visible(as_text(str(path)))


def say_notes(notes: Sequence[str]) -> None:
    """Say what had to be decided to read a file: the first notes, and how many more there are."""
    for note in notes[:_MOST_NOTES]:
        click.echo(visible(as_text(note)), err=True)
    if len(notes) > _MOST_NOTES:
        click.echo(f"{len(notes) - _MOST_NOTES:,} more notes of this kind.", err=True)


def terminal_width() -> int:
    """Return the width that text is wrapped to."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100)


def write_out(text: str) -> None:
    """Write a document to standard output in UTF-8 with its own line ends, whatever the terminal speaks."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors=ESCAPED, newline="\n")
    click.echo(text, nl=False)


def may_colour() -> bool:
    """Whether colours are wanted: not where ``NO_COLOR`` is set."""
    return not os.environ.get("NO_COLOR")
