"""``vbpqip explain``: one page on a finding, a measure or a number, with its source."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

import click

from vbpqip.cli.words import terminal_width, terms_option, write_out

_WIDEST = 80
_WHAT = "Give a finding such as QIP410, a measure such as clabsi, or a number such as qit.required_share."


@click.command()
@click.argument("word", metavar="CODE|MEASURE|PARAMETER", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@terms_option
def explain(*, word: str | None, form: str, terms: Path | None) -> None:
    """Explain a finding, a measure or a number on one page, with its source.

    \b
    A finding, by code or name:    vbpqip explain QIP410
    A measure, by its key:         vbpqip explain clabsi
    A number of the program:       vbpqip explain qit.required_share
    """  # noqa: D301 -- click's mark for text that is not wrapped
    from vbpqip.program.loading import program_under
    from vbpqip.reports.explained import subjects
    from vbpqip.reports.page import page_as_json, page_as_text

    if word is None:
        raise click.UsageError(f"There is nothing to explain. {_WHAT}")
    known = {_folded(name): (name, subject) for subject in subjects(program_under(terms)) for name in subject.names}
    if _folded(word) not in known:
        near = (known[name][0] for name in get_close_matches(_folded(word), known))
        raise click.UsageError(f"{word!r} is no finding, measure or number. {_suggestion(near)}")
    page = known[_folded(word)][1].page()
    if form == "json":
        write_out(f"{page_as_json(page)}\n")
    else:
        click.echo(page_as_text(page, min(terminal_width(), _WIDEST)))


def _folded(word: str) -> str:
    return "-".join(word.split()).casefold().replace("_", "-")


def _suggestion(near: Iterable[str]) -> str:
    *others, last = [*near] or [""]
    if not last:
        return _WHAT
    return f"Did you mean {', '.join(others)} or {last}?" if others else f"Did you mean {last}?"
