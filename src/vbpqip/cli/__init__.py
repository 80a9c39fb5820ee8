"""The command line: the group of commands, and errors shown as one line."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from vbpqip.cli.streams import ESCAPED
from vbpqip.core.characters import visible
from vbpqip.core.errors import VbpQipError
from vbpqip.core.names import printable
from vbpqip.core.typed_names import did_you_mean, nearest
from vbpqip.core.version import __version__

_TRACE = "VBPQIP_TRACEBACK"
_OUR_BUG = (
    "This is an error of vbpqip, not yours: {error}. Set the environment variable "
    f"{_TRACE}=1 and run the command again; what it then prints is what its maintainers need."
)

_UNCUT = 1_000
"""More characters than the first sentence of any help has."""

_BYTE_ASIDE = re.compile(r"(?<!\\)((?:\\\\)*)\\udc([89a-f][0-9a-f])")
"""A byte that is no text, as Python quotes it; of a backslash that was typed it makes two."""

COMMANDS = ("template", "check", "compare", "batch", "explain", "parameters", "calendar", "payments", "page")


def _visible(message: str) -> str:
    """Return what is said of an error: the names in it may be anything, and a terminal obeys none of them."""
    spelled = _BYTE_ASIDE.sub(r"\1\\x\2", message)
    return "\n".join(visible(printable(line)) for line in spelled.split("\n"))


@contextmanager
def _errors_shown() -> Iterator[None]:
    """Let errors of usage through, each as it can be shown."""
    try:
        yield
    except click.ClickException as error:
        vars(error)["message"] = _visible(error.message)  # click calls it final, so that nothing else sets it
        raise


class CouldNotRun(click.ClickException):
    """Nothing could be said: the program data or the terms are wrong, or a file cannot be written."""

    exit_code = 3


class Group(click.Group):
    """The commands, each imported when it is asked for; errors become one line and exit code 3."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- as click calls it
        """Return the names of the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- as click calls it
        """Return the command of that name, out of the module of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"vbpqip.cli.{cmd_name}"), cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what stands before the command's name."""
        with _errors_shown():
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named; of any other name the nearest ones are told."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            near = did_you_mean(nearest(name, ((each, each) for each in COMMANDS)))
            ctx.fail(f"No such command {name!r}.{near}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does, in as many lines as it takes."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.get_short_help_str(_UNCUT)) for name, command in commands if command is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- as click declares it
        """Run a command."""
        try:
            with _errors_shown():
                return super().invoke(ctx)
        except VbpQipError as error:
            raise CouldNotRun(_visible(str(error))) from error
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            if _TRACE in os.environ:
                raise
            raise CouldNotRun(_OUR_BUG.format(error=" ".join(f"{type(error).__name__}: {error}".split()))) from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, package_name="vbpqip", message="vbpqip %(version)s")
def main() -> None:
    """New York VBP QIP: write, check and score QIT performance reports.

    \b
    A facility fills in a form:    vbpqip template report.xlsx --period "DY3 Q1"
    An MCO checks and scores it:   vbpqip check report.xlsx
    Anyone asks what is meant:     vbpqip explain QIP410
    Anyone asks what is assumed:   vbpqip parameters --assumed

    \b
    Completion with the Tab key in this bash session; zsh and fish likewise:
      eval "$(_VBPQIP_COMPLETE=bash_source vbpqip)"
    """  # noqa: D301 -- click's mark for text that is not wrapped
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=ESCAPED)
