"""``vbpqip template``: write empty, pre-filled or rolled-forward reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from vbpqip.cli.completion import kinds
from vbpqip.cli.forms import TemplateCommand, TemplateOptions, kind_as_typed, write_forms
from vbpqip.cli.options import PLACE, NameOption, PeriodOption, program_of, rules_options, shown


@click.command(cls=TemplateCommand)
@click.argument("out", metavar="OUT", type=PLACE)
@click.option(
    "--kind",
    metavar="KIND",
    default="qit-report",
    shell_complete=kinds,
    help="The kind of report; a qit-report by default.",
)
@click.option("--period", type=PeriodOption(or_year=True), help="Choose the period, and its four quarters.")
@click.option("--facility", type=NameOption("facility"), help="The facility's name.")
@click.option("--mco", type=NameOption("mco"), help="The name of the MCO that receives the report.")
@click.option("--roster", is_flag=True, help="Write a form for each pairing of the roster, into the folder OUT.")
@click.option(
    "--pairings",
    metavar="FILE",
    type=PLACE,
    help="With --roster: the pairings of a CSV or XLSX file with columns facility and mco.",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that exists.")
@rules_options
def template(  # noqa: PLR0913 -- one an option
    *,
    out: Path,
    kind: str,
    period: Any,  # noqa: ANN401 -- a quarter of the program, or none
    facility: str | None,
    mco: str | None,
    roster: bool,
    pairings: Path | None,
    overwrite: bool,
    pack: str,
    terms: Path | None,
    **own: Any,  # noqa: ANN401 -- one an option of a kind
) -> None:
    """Write a report to fill in to OUT, an .xlsx file.

    \b
    An empty one:          vbpqip template report.xlsx --period "DY3 Q1"
    The next quarter's:    vbpqip template next.xlsx --previous last.xlsx
    The other MCO's:       vbpqip template other.xlsx --from report.xlsx --mco MVP
    One for each pairing:  vbpqip template forms --roster --period "DY3 Q1"
    """  # noqa: D301 -- click's mark for text that is not wrapped
    program = program_of(pack, terms)
    options = TemplateOptions(period, facility, mco, roster, pairings, own)
    for path in write_forms(out, kind_as_typed(kind), program, options, overwrite=overwrite):
        click.echo(f"Wrote {shown(path)}.", err=True)
