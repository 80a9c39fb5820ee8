"""``vbpqip explain``: one page on a finding, a measure, a number, an arrangement or a level, or a report's measure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vbpqip.cli.completion import explained, measures
from vbpqip.cli.explained_report import ExplainOptions, is_report, page_on_measure, reject_without_report
from vbpqip.cli.options import PLACE, ChoiceOption, DayOption, program_of, rules_options, terminal_width, write_out
from vbpqip.core.errors import UnknownNameError

if TYPE_CHECKING:
    from vbpqip.output.document import Document
    from vbpqip.program.program import Program  # heavy imports stand inside what needs them

_WIDEST = 80
_WHAT = (
    "Give a finding such as QIP410, the key of a measure, a number such as qit.required_share, an arrangement, or a "
    "level such as 'Level 2'."
)


@click.command()
@click.argument("word", metavar="CODE|MEASURE|PARAMETER|LEVEL|REPORT.xlsx", required=False, shell_complete=explained)
@click.option("--format", "form", type=ChoiceOption(["text", "json"]), default="text", help="How to print.")
@click.option("--measure", metavar="KEY", shell_complete=measures, help="The measure of REPORT.xlsx that is explained.")
@click.option(
    "--previous",
    metavar="REPORT.xlsx",
    type=PLACE,
    help="The facility's report of the quarter before, to compare with.",
)
@click.option("--received", metavar="YYYY-MM-DD", type=DayOption(), help="When the report was received.")
@rules_options
def explain(*, word: str | None, form: str, pack: str, terms: Path | None, **given: Any) -> None:  # noqa: ANN401 -- one an option
    """Explain a finding, a measure, a number, an arrangement or level, or a measure's way in a report.

    \b
    A finding, by code or name:    vbpqip explain QIP410
    A measure, by its key:         vbpqip explain clabsi
    A number of the program:       vbpqip explain qit.required_share
    An arrangement or a level:     vbpqip explain "Level 2"
    What its contracts are for:    vbpqip explain goals
    From cells to outcome:         vbpqip explain REPORT.xlsx --measure clabsi
    """  # noqa: D301 -- click's mark for text that is not wrapped
    from vbpqip.output.text import document_as_json, document_as_text

    if word is None:
        raise click.UsageError(f"There is nothing to explain. {_WHAT}")
    options, program = ExplainOptions(**given), program_of(pack, terms)
    found = page_on_measure(Path(word), program, options) if is_report(word) else _page_on_word(word, program, options)
    if form == "json":
        write_out(f"{document_as_json(found)}\n")
    else:
        click.echo(document_as_text(found, min(terminal_width(), _WIDEST)))


def _page_on_word(word: str, program: Program, options: ExplainOptions) -> Document:
    from vbpqip.rendering.explained import page_on

    reject_without_report(options)
    try:
        return page_on(word, program)
    except UnknownNameError as error:
        raise click.UsageError(str(error) if error.candidates else f"{error} {_WHAT}") from error
