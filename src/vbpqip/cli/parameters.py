"""``vbpqip parameters``: every number of the program, its basis and its source."""

from __future__ import annotations

from pathlib import Path

import click

from vbpqip.cli.options import (
    ChoiceOption,
    PeriodOption,
    pairing_options,
    program_for,
    program_of,
    rules_options,
    terminal_width,
    write_out,
)
from vbpqip.core.quarters import Quarter


@click.command()
@click.option("--period", type=PeriodOption(), help="Only what is effective in this quarter.")
@click.option("--assumed", is_flag=True, help="Only what no document states.")
@click.option("--format", "form", type=ChoiceOption(["text", "json"]), default="text", help="How to print.")
@pairing_options
@rules_options
def parameters(  # noqa: PLR0913 -- one an option
    *,
    period: Quarter | None,
    assumed: bool,
    form: str,
    facility: str | None,
    mco: str | None,
    pack: str,
    terms: Path | None,
) -> None:
    """Print the program's numbers: value, unit, since when, basis and source."""
    from vbpqip.program.parameters import Basis
    from vbpqip.rendering.program_numbers import numbers_as_json, numbers_as_text

    numbers = program_for(program_of(pack, terms), facility, mco).numbers(period)
    chosen = [number for number in numbers if not assumed or number.grounds.basis is Basis.ASSUMED]
    if form == "json":
        write_out(f"{numbers_as_json(chosen)}\n")
    else:
        click.echo(numbers_as_text(chosen, terminal_width()))
