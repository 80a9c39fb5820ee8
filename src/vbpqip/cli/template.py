"""``vbpqip template``: write empty, pre-filled or rolled-forward QIT reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from vbpqip.cli.forms import TemplateOptions, form_of_kind, forms_for
from vbpqip.cli.options import PLACE, NameOption, PeriodOption, program_of, rules_options, shown
from vbpqip.cli.output_files import reject_overwriting, write_files


@click.command()
@click.argument("out", metavar="OUT", type=PLACE)
@click.option("--kind", metavar="KIND", default="qit-report", help="The kind of report; a qit-report by default.")
@click.option("--period", type=PeriodOption(), help="Choose the period, and its four quarters.")
@click.option("--facility", type=NameOption(), help="The facility's name.")
@click.option("--mco", type=NameOption(), help="The name of the MCO that receives the report.")
@click.option("--measure", "measures", metavar="KEY", multiple=True, help="Select a measure; can be repeated.")
@click.option(
    "--previous",
    metavar="LAST.xlsx",
    type=PLACE,
    help="Roll the last report forward: what it says already is filled in, and locked.",
)
@click.option("--roster", is_flag=True, help="Write a form for each pairing of the roster, into the folder OUT.")
@click.option(
    "--pairings",
    metavar="FILE",
    type=PLACE,
    help="With --roster: the pairings of a CSV or XLSX file with columns facility and mco.",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that exists.")
@rules_options
def template(*, out: Path, overwrite: bool, kind: str, pack: str, terms: Path | None, **given: Any) -> None:  # noqa: ANN401 -- one an option
    """Write a QIT report to fill in to OUT, an .xlsx file.

    \b
    An empty one:          vbpqip template report.xlsx --period "DY3 Q1"
    The next quarter's:    vbpqip template next.xlsx --previous last.xlsx
    One for each pairing:  vbpqip template forms --roster --period "DY3 Q1"
    """  # noqa: D301 -- click's mark for text that is not wrapped
    options, program = TemplateOptions(**given), program_of(pack, terms)
    if kind == "qit-report":
        from vbpqip.kinds.qit_report.writing.template import workbook_for

        forms = forms_for(out, program, options)
        reject_overwriting(list(forms), overwrite=overwrite)
        write_files((path, workbook_for(form_data)) for path, form_data in forms.items())
        written = list(forms)
    else:
        reject_overwriting([out], overwrite=overwrite)
        write_files(form_of_kind(kind, out, program, options).items())
        written = [out]
    for path in written:
        click.echo(f"Wrote {shown(path)}.", err=True)
