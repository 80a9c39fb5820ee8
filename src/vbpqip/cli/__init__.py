"""The command line: the group of commands, and errors shown as one line."""

from __future__ import annotations

import sys
from typing import Any

import click

from vbpqip import __version__
from vbpqip.cli.calendar import calendar
from vbpqip.cli.check import check
from vbpqip.cli.parameters import parameters
from vbpqip.cli.template import template
from vbpqip.domain.errors import VbpQipError


class CouldNotRun(click.ClickException):
    """Nothing could be said: the program data or the terms are wrong, or a file cannot be written."""

    exit_code = 3


class Group(click.Group):
    """The group of commands; the package's own errors become one line and exit code 3."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- as click declares it
        """Run a command."""
        try:
            return super().invoke(ctx)
        except VbpQipError as error:
            raise CouldNotRun(str(error)) from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, package_name="vbpqip", message="vbpqip %(version)s")
def main() -> None:
    """New York VBP QIP: write, check and score QIT performance reports.

    \b
    A facility fills in a form:    vbpqip template report.xlsx --period "DY3 Q1"
    An MCO checks and scores it:   vbpqip check report.xlsx
    Anyone asks what is assumed:   vbpqip parameters --assumed
    """  # noqa: D301 -- click's mark for text that is not wrapped
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


for command in (template, check, parameters, calendar):
    main.add_command(command)
