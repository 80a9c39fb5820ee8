"""``vbpqip calendar``: windows, due dates, payment months."""

from __future__ import annotations

from pathlib import Path

import click

from vbpqip.cli.options import (
    ChoiceOption,
    PeriodOption,
    pairing_named,
    pairing_options,
    program_for,
    program_of,
    rules_options,
    write_out,
)
from vbpqip.core.quarters import Quarter


@click.command()
@click.option("--period", type=PeriodOption(), help="Only this period.")
@click.option("--format", "form", type=ChoiceOption(["text", "json", "ics"]), default="text", help="How to print.")
@click.option(
    "--revision",
    type=click.IntRange(0, 1_000_000),
    default=0,
    help="With --format ics: how often other dates were sent before; a higher one replaces the events of a lower one.",
)
@pairing_options
@rules_options
def calendar(  # noqa: PLR0913 -- one an option
    *,
    period: Quarter | None,
    form: str,
    revision: int,
    facility: str | None,
    mco: str | None,
    pack: str,
    terms: Path | None,
) -> None:
    """Print the window of each period, when reports, reviews and payments are due, and who sends what to whom."""
    from vbpqip.rendering.program_numbers import CalendarIssue, calendar_as_ics, calendar_as_json, calendar_as_text

    everybodys = program_of(pack, terms)
    program = program_for(everybodys, facility, mco)
    if period is not None and period not in program.periods:
        first, last = program.periods[0], program.periods[-1]
        raise click.BadParameter(f"reports are made for {first} to {last}.", param_hint="--period")
    dates = [program.dates(each) for each in program.periods if period in {None, each}]
    if form == "text":
        click.echo(calendar_as_text(dates, program))
    elif form == "json":
        write_out(f"{calendar_as_json(dates, program)}\n")
    else:
        issue = CalendarIssue(*pairing_named(everybodys, facility, mco), revision)
        write_out(calendar_as_ics(dates, program, issue))
