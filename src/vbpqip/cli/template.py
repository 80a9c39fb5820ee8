"""``vbpqip template``: write an empty or pre-filled QIT report."""

from __future__ import annotations

from pathlib import Path

import click

from vbpqip.cli.words import Period, terms_option
from vbpqip.domain.quarters import Quarter


@click.command()
@click.argument("out", metavar="OUT.xlsx", type=click.Path(path_type=Path))
@click.option("--period", type=Period(), help="Choose the period, and its four quarters.")
@click.option("--facility", help="The facility's name.")
@click.option("--mco", help="The name of the MCO that receives the report.")
@click.option("--measure", "measures", metavar="KEY", multiple=True, help="Select a measure; can be repeated.")
@click.option("--overwrite", is_flag=True, help="Replace OUT.xlsx if it exists.")
@terms_option
def template(  # noqa: PLR0913 -- one parameter an option
    *,
    out: Path,
    period: Quarter | None,
    facility: str | None,
    mco: str | None,
    measures: tuple[str, ...],
    overwrite: bool,
    terms: Path | None,
) -> None:
    """Write an empty or pre-filled QIT report to OUT.xlsx."""
    from vbpqip.program.loading import program_under
    from vbpqip.writing.filling import empty_filling
    from vbpqip.writing.template import workbook_for

    program = program_under(terms)
    if period is not None and period not in program.periods:
        first, last = program.periods[0], program.periods[-1]
        raise click.BadParameter(f"reports are made for {first} to {last}.", param_hint="--period")
    filling = empty_filling(program, period=period, facility=facility, mco=mco, selected=measures)
    known = [str(measure.key) for measure in filling.measures]
    for key in measures:
        if key not in known:
            raise click.BadParameter(
                f"{key!r} is not on the menu; known are {', '.join(known)}.", param_hint="--measure"
            )
    if out.exists() and not overwrite:
        raise click.UsageError(f"{out} exists already. Choose another name, or add --overwrite.")
    _write(out, workbook_for(filling))
    click.echo(f"Wrote {out}.", err=True)


def _write(out: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    draft = out.with_name(f".{out.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise click.FileError(str(out), hint=error.strerror or str(error)) from error
