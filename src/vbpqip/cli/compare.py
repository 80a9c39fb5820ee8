"""``vbpqip compare``: what changed between two reports of a pairing, and what it did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vbpqip.cli.options import (
    NOT_READ,
    PLACE,
    ChoiceOption,
    program_of,
    rules_options,
    shown,
    terminal_width,
    write_out,
)
from vbpqip.cli.output_files import reject_other_ending, reject_overwriting, same_file, write_files
from vbpqip.core.errors import NotComparableError

if TYPE_CHECKING:
    from vbpqip.kinds.compared import ComparedReports  # heavy imports stand inside what needs them
    from vbpqip.kinds.reviewed import Reviewed
    from vbpqip.output.document import Document
    from vbpqip.program.program import Program

NOTHING_CHANGED, SOMETHING_CHANGED = 0, 1
_WIDEST = 80
_ENDINGS = {
    "text": (("", ".txt", ".text", ".md", ".log"), "a text"),
    "json": (("", ".json", ".txt"), "a JSON document"),
    "xlsx": ((".xlsx",), "an Excel workbook"),
}
"""How the names of files may end that the comparison is written to, and what they are."""


@click.command()
@click.argument("old", metavar="OLD.xlsx", type=PLACE)
@click.argument("new", metavar="NEW.xlsx", type=PLACE)
@click.option("--format", "form", type=ChoiceOption(["text", "json", "xlsx"]), default="text", help="How to print.")
@click.option("-o", "--out", metavar="FILE", type=PLACE, help="Write to a file; xlsx needs one.")
@click.option("--overwrite", is_flag=True, help="Replace a file that exists.")
@rules_options
@click.pass_context
def compare(  # noqa: PLR0913 -- one an option
    ctx: click.Context,
    *,
    old: Path,
    new: Path,
    form: str,
    out: Path | None,
    overwrite: bool,
    pack: str,
    terms: Path | None,
) -> None:
    """Compare two reports of a pairing, entry by entry: OLD.xlsx and NEW.xlsx.

    Two submissions of one period are compared whole; a report and one of the next three quarters are compared where
    their windows overlap.

    Exits with 0 where no entry differs, 1 where one does, if only in spelling; 2 where the two cannot be compared; 3
    where one cannot be read as a workbook.
    """
    if form == "xlsx" and out is None:
        raise click.UsageError("A workbook is not printed. Name a file for it with --out.")
    if out is not None:
        _reject_sources(out, (old, new))
        reject_other_ending(out, *_ENDINGS[form])
        reject_overwriting([out], overwrite=overwrite)
    comparison = _comparison(ctx, old, new, program_of(pack, terms))
    if out is not None:
        write_files([(out, _written(comparison.document, form))])
        click.echo(f"Wrote {shown(out)}.", err=True)
    elif form == "json":
        write_out(_written(comparison.document, form).decode())
    else:
        click.echo(_written(comparison.document, form).decode(), nl=False)
    ctx.exit(SOMETHING_CHANGED if comparison.differs else NOTHING_CHANGED)


def _reject_sources(out: Path, sources: tuple[Path, ...]) -> None:
    if any(same_file(out, source) for source in sources):
        raise click.UsageError(f"{out} is one of the reports themselves. Choose another name for the comparison.")


def _comparison(ctx: click.Context, old: Path, new: Path, program: Program) -> ComparedReports:
    """Return the comparison of two files; of one that cannot be read the findings go to standard error."""
    from vbpqip.kinds.registry import named
    from vbpqip.output.plain import for_terminal

    before, after = (_read(path, program) for path in (old, new))
    if before is None or after is None:
        ctx.exit(NOT_READ)
    kinds = [named(reviewed.review.assessment.kind) for reviewed in (before, after)]
    if kinds[0] is not kinds[1]:
        both = " and ".join(
            f"{shown(path)} is a {program.in_words(kind.title)}" for path, kind in zip((old, new), kinds, strict=True)
        )
        raise click.UsageError(f"{both}; give two reports of one kind.")
    try:
        return kinds[1].compare(before, after)
    except NotComparableError as error:
        raise click.UsageError(for_terminal(str(error))) from error


def _read(path: Path, program: Program) -> Reviewed[Any, Any] | None:
    from vbpqip.rendering.as_text import findings_as_text
    from vbpqip.reviewing import read_and_review

    reviewed = read_and_review(path, program, name=str(path))
    if reviewed.entries is None:
        click.echo(f"{shown(path)}: {findings_as_text(reviewed.review, width=terminal_width())}\n", err=True)
        return None
    return reviewed


def _written(document: Document, form: str) -> bytes:
    if form == "xlsx":
        from vbpqip.output.sheets import document_as_workbook

        return document_as_workbook(document)
    from vbpqip.output.text import document_as_json, document_as_text

    width = min(terminal_width(), _WIDEST)
    text = document_as_json(document) if form == "json" else document_as_text(document, width)
    return f"{text}\n".encode()
