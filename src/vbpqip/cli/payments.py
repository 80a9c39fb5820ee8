"""``vbpqip payments``: what each pairing is paid, month by month, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vbpqip.cli.options import (
    PLACE,
    ChoiceOption,
    NameOption,
    PeriodOption,
    pairing_named,
    program_of,
    rules_options,
    say_notes,
    shown,
    terminal_width,
    write_out,
)
from vbpqip.cli.output_files import reject_other_ending, reject_overwriting, write_files
from vbpqip.core.quarters import Quarter

if TYPE_CHECKING:
    from vbpqip.batch.payments import PairingPayment  # heavy imports stand inside what needs them
    from vbpqip.program.program import Program
    from vbpqip.summary.payments import PaymentsAsked

_WIDEST = 80
_ENDINGS = {
    "text": (("", ".txt", ".text", ".md", ".log"), "a text"),
    "json": (("", ".json", ".txt"), "a JSON document"),
    "csv": (("", ".csv", ".txt"), "a CSV file"),
    "xlsx": ((".xlsx",), "an Excel workbook"),
}
"""How the names of files may end that the payments are written to, and what they are."""


@click.command()
@click.argument("results", metavar="RESULTS", type=PLACE)
@click.option("--period", type=PeriodOption(), help="What is paid for this measurement quarter.")
@click.option("--paid-in", type=PeriodOption(), help="What is paid in the months of this quarter.")
@click.option("--mco", type=NameOption("mco"), help="Only what this MCO pays.")
@click.option(
    "--format", "form", type=ChoiceOption(["text", "json", "csv", "xlsx"]), default="text", help="How to print."
)
@click.option("-o", "--out", metavar="FILE", type=PLACE, help="Write to a file; xlsx needs one.")
@click.option("--overwrite", is_flag=True, help="Replace a file that exists.")
@rules_options
def payments(  # noqa: PLR0913 -- one an option
    *,
    results: Path,
    period: Quarter | None,
    paid_in: Quarter | None,
    mco: str | None,
    form: str,
    out: Path | None,
    overwrite: bool,
    pack: str,
    terms: Path | None,
) -> None:
    """Say what each pairing is paid in each month, and on which report, out of the results of a batch.

    \b
    For a measurement quarter:  vbpqip payments results --period "DY3 Q1"
    In a payment quarter:       vbpqip payments results --paid-in "DY3 Q4"
    """  # noqa: D301 -- click's mark for text that is not wrapped
    from vbpqip.summary.payments import PaymentsAsked

    quarter = period or paid_in
    if quarter is None or (period and paid_in):
        raise click.UsageError("Name the quarter: either --period or --paid-in.")
    if form == "xlsx" and out is None:
        raise click.UsageError("A workbook is not printed. Name a file for it with --out.")
    if out is not None:
        reject_other_ending(out, *_ENDINGS[form])
        reject_overwriting([out], overwrite=overwrite)
    program = program_of(pack, terms)
    asked = PaymentsAsked(quarter, period is None, pairing_named(program, None, mco)[1])
    written = _written(_found(results, program, asked), program, asked, form)
    if out is not None:
        write_files([(out, written)])
        click.echo(f"Wrote {shown(out)}.", err=True)
    elif form == "text":
        click.echo(written.decode(), nl=False)
    else:
        write_out(written.decode())


def _found(results: Path, program: Program, asked: PaymentsAsked) -> list[PairingPayment]:
    """Return the payments that are asked for; a quarter for or in which nothing is paid ends with a usage error."""
    from vbpqip.batch.payments import payments_in_quarter, payments_of_period
    from vbpqip.batch.verifying import opened_unchanged

    if not asked.is_payment_quarter and asked.quarter not in program.periods:
        first, last = program.periods[0], program.periods[-1]
        raise click.BadParameter(f"reports are made for {first} to {last}.", param_hint="--period")
    with opened_unchanged(results) as store:
        say_notes(store.remarks)
        if not asked.is_payment_quarter:
            return [*payments_of_period(store, program, asked.quarter, asked.mco)]
        found = [*payments_in_quarter(store, program, asked.quarter, asked.mco)]
    if not found:
        raise click.BadParameter(f"nothing is paid in the months of {asked.quarter}.", param_hint="--paid-in")
    return found


def _written(found: list[PairingPayment], program: Program, asked: PaymentsAsked, form: str) -> bytes:
    from vbpqip.output.text import document_as_json, document_as_text
    from vbpqip.summary.payments import payments_as_csv, payments_document

    if form == "csv":
        return payments_as_csv(found).encode()
    document = payments_document(found, program, asked)
    if form == "xlsx":
        from vbpqip.output.sheets import document_as_workbook

        return document_as_workbook(document)
    width = min(terminal_width(), _WIDEST)
    text = document_as_json(document) if form == "json" else document_as_text(document, width)
    return f"{text}\n".encode()
