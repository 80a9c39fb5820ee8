"""Words of the command line that several commands understand."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

import click

from vbpqip.cli.streams import ESCAPED
from vbpqip.core.characters import visible
from vbpqip.core.names import printable
from vbpqip.core.quarters import Quarter

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from vbpqip.program.desk import Desk
    from vbpqip.program.program import Program  # heavy imports stand inside what needs them

NOTHING_WRONG, SOMETHING_WRONG, NOT_READ, INTERRUPTED = 0, 1, 3, 130
"""What a command ends with; 2, a usage error, is click's."""

_OF_FEEDBACK = {
    "attach_page": "--attach-page attaches the page of the feedback to its e-mail. Add --feedback.",
    "fix_by": "--fix-by is the day that feedback names. Add --feedback.",
}

_MOST_NOTES = 10

Party: TypeAlias = Literal["facility", "mco"]
"""Of which of the two of a pairing a name is."""

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
    """The name of a ``facility`` or an ``mco``, which goes into a workbook."""

    name = "text"

    def __init__(self, part: Party) -> None:
        self.part = part

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 -- as click declares it
        """Return the name, or end with a usage error."""
        text = str(value)
        if printable(text) != text:
            self.fail(f"{printable(text)} is not text in the encoding of this terminal.", param, ctx)
        return text

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 -- as click calls it
        """Return the names on the roster that begin so."""
        return completed_under(ctx, lambda program: completed(roster_names(program, self.part), incomplete))


class PeriodOption(click.ParamType[Quarter]):
    """A quarter of the program; or a year, where one is asked for that reports of some kind are made for."""

    name = "period"

    def __init__(self, *, or_year: bool = False) -> None:
        self.or_year = or_year

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Quarter:  # noqa: ANN401 -- as click declares it
        """Return the quarter, or end with a usage error."""
        from vbpqip.core.typed_names import did_you_mean, nearest
        from vbpqip.program.loading import NEW_YORK, load_program

        program = load_program(NEW_YORK if ctx is None else ctx.params["pack"])
        quarter = program.years.typed(value) or (program.years.named(value) if self.or_year else None)
        if quarter is None:
            near = did_you_mean(nearest(value, ((str(each), each) for each in program.periods)))
            self.fail(f"{value!r} is not a quarter such as '{program.years.example}'.{near}", param, ctx)
        return quarter

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 -- as click calls it
        """Return the periods that begin so."""
        return completed_under(ctx, lambda program: completed(map(str, program.periods), incomplete))


class ChoiceOption(click.Choice[str]):
    """One of some words; of any other word the nearest ones are told."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 -- as click declares it
        """Return the word, or end with a usage error."""
        from vbpqip.core.errors import UnknownNameError
        from vbpqip.core.typed_names import meant, one_of

        named = [(each, each) for each in self.choices]
        try:
            return meant(str(value), named, f"is not {one_of(self.choices)}")
        except UnknownNameError as error:
            self.fail(str(error), param, ctx)


class DayOption(click.ParamType[date]):
    """A day such as ``2017-10-31``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 -- as click declares it
        """Return the day, or end with a usage error."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2017-10-31.", param, ctx)


def feedback_options(command: Command) -> Command:
    """Add to a command what its feedback says beside the reviews."""
    attach_page = click.option(
        "--attach-page", is_flag=True, help="With --feedback: attach the page to the e-mail too."
    )
    fix_by = click.option(
        "--fix-by",
        metavar="YYYY-MM-DD",
        type=DayOption(),
        help="With --feedback: the day by which it asks for what is to be fixed; else the due date.",
    )
    return attach_page(fix_by(command))


def reject_without_feedback(**given: object) -> None:
    """End with a usage error where an option of feedback is given, and no feedback is asked for."""
    for name, value in given.items():
        if value:
            raise click.UsageError(_OF_FEEDBACK[name])


def rules_options(command: Command) -> Command:
    """Add ``--program`` and ``--terms`` to a command; what the former says is known when a period is read."""
    terms = click.option(
        "--terms",
        type=PLACE,
        help="A TOML file with a pairing's own numbers, which replace the program's.",
    )
    return program_option(terms(command))


def program_option(command: Command) -> Command:
    """Add ``--program`` to a command."""
    program = click.option(
        "--program",
        "pack",
        metavar="NAME|DIR",
        default="ny-vbp-qip",
        show_default=True,
        is_eager=True,
        help="The program: one of vbpqip's own, or a folder with its files.",
    )
    return program(command)


def desk_options(command: Command) -> Command:
    """Add ``--mco``, ``--period`` and ``--as-of`` to a command: whose desk it is, and what it collects."""
    mco = click.option("--mco", type=NameOption("mco"), help="The MCO whose desk this is: a report to another is told.")
    period = click.option(
        "--period", metavar="PERIOD", type=PeriodOption(), help="The period that is collected: one of another is told."
    )
    as_of = click.option(
        "--as-of",
        metavar="YYYY-MM-DD",
        type=DayOption(),
        help="The day on which is judged who is late or missing; the latest day of receipt by default.",
    )
    return mco(period(as_of(command)))


def desk_of(program: Program, mco: str | None, period: Quarter | None, as_of: date | None) -> Desk:
    """Return the desk that is named on the command line; an MCO or a period that nobody has ends with a usage error."""
    from vbpqip.program.desk import Desk

    if period is not None and period not in program.periods:
        reason = f"{period} is not a period of the program, which has {program.periods[0]} to {program.periods[-1]}."
        raise click.BadParameter(reason, param_hint="--period")
    return Desk(_name_or_end(program, "mco", mco), period, as_of)


def pairing_options(command: Command) -> Command:
    """Add ``--facility`` and ``--mco`` to a command that prints numbers: whose agreement is looked for in the terms."""
    facility = click.option("--facility", type=NameOption("facility"), help="The facility whose agreement applies.")
    mco = click.option("--mco", type=NameOption("mco"), help="The MCO whose agreement applies.")
    return facility(mco(command))


def roster_names(program: Program, part: Party) -> Sequence[str]:
    """Return the facilities or the MCOs of a program's roster, each once."""
    return tuple(dict.fromkeys(getattr(row.pairing, part) for row in program.roster))


def name_on_roster(program: Program, part: Party, name: str) -> str:
    """Return what the roster calls a facility or an MCO, however its name is typed.

    Raises:
        UnknownNameError: The roster has no such name, or several.
    """
    from vbpqip.core.parties import nearest_names
    from vbpqip.core.typed_names import having_part, meant

    known = roster_names(program, part)
    named = [(each, each) for each in known]
    return meant(name, named, "is not on the roster", lambda: nearest_names(name, known) or having_part(name, named))


def pairing_named(program: Program, facility: str | None, mco: str | None) -> tuple[str, str]:
    """Return what the roster calls a facility and an MCO, empty where none is named.

    A name that nobody has ends with a usage error.
    """
    return _name_or_end(program, "facility", facility), _name_or_end(program, "mco", mco)


def unpaired(program: Program, names: tuple[str, str], period: Quarter | None, so: str) -> Sequence[str]:
    """Return that a facility and an MCO are no pairing of a period, by default the last, and what follows, ``so``.

    Nothing is said where the roster does not know both of them.
    """
    from vbpqip.core.parties import said_of_others

    others = program.roster_in(period or program.periods[-1]).paired_with_others(*names)
    return [f"{said_of_others(*names, others)} {so}"] if others else []


def program_for(program: Program, facility: str | None, mco: str | None) -> Program:
    """Return a program under the agreement of a pairing; a name that nobody has ends with a usage error."""
    known = pairing_named(program, facility, mco)
    say_notes(unpaired(program, known, None, "What is printed would hold for the two."))
    if program.agreements and facility is None and mco is None:
        said = f"{len(program.agreements)} agreement{'s' if len(program.agreements) > 1 else ''} of single pairings"
        click.echo(f"The terms hold {said} too; --facility and --mco say whose numbers are printed.", err=True)
    return program.for_pairing(*known)


def _name_or_end(program: Program, part: Party, name: str | None) -> str:
    from vbpqip.core.errors import UnknownNameError

    try:
        return "" if name is None else name_on_roster(program, part, name)
    except UnknownNameError as error:
        raise click.BadParameter(str(error), param_hint=f"--{part}") from error


def program_of(pack: str, terms: Path | None) -> Program:
    """Return a program under a pairing's terms, where there are any.

    Raises:
        ProgramDataError: The terms are wrong; all their mistakes are named, those in codes of findings too.
    """
    from vbpqip.program.loading import load_program, program_under

    if terms is None:
        return load_program(pack)
    from vbpqip.kinds.registry import wrong_codes

    return program_under(terms, wrong_codes, pack)


def completed(names: Iterable[str], begun: str) -> list[CompletionItem]:
    """Return the names that begin as a word that is typed, however it is typed."""
    from click.shell_completion import CompletionItem

    from vbpqip.core.typed_names import letters_and_digits, without_spaces

    typed = letters_and_digits(begun)
    return [CompletionItem(without_spaces(name)) for name in names if letters_and_digits(name).startswith(typed)]


def completed_under(ctx: click.Context, complete: Callable[[Program], list[CompletionItem]]) -> list[CompletionItem]:
    """Return what can be completed under the program and the terms that are typed; nothing where one is wrong."""
    from vbpqip.core.errors import VbpQipError
    from vbpqip.program.loading import NEW_YORK

    try:
        return complete(program_of(ctx.params.get("pack") or NEW_YORK, ctx.params.get("terms")))
    except VbpQipError:
        return []


def shown(path: Path) -> str:
    """Return a file's name of which a terminal shows every character and obeys none."""
    return visible(printable(str(path)))


def say_notes(notes: Sequence[str]) -> None:
    """Say what had to be decided to read a file: the first notes, and how many more there are."""
    for note in notes[:_MOST_NOTES]:
        click.echo(visible(printable(note)), err=True)
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
