"""What the Tab key completes on the command line: periods, measures, codes, facilities, MCOs and kinds.

What is completed is typed without quotes: a name's words are joined by hyphens, and read again as the name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from vbpqip.cli.options import program_of
from vbpqip.core.errors import VbpQipError
from vbpqip.core.typed_names import letters_and_digits, without_spaces

if TYPE_CHECKING:
    import click

    from vbpqip.program.program import Program


def completed(names: Iterable[str], begun: str) -> list[CompletionItem]:
    """Return the names that begin as a word that is typed, however it is typed."""
    typed = letters_and_digits(begun)
    return [CompletionItem(without_spaces(name)) for name in names if letters_and_digits(name).startswith(typed)]


def completed_under(ctx: click.Context, complete: Callable[[Program], list[CompletionItem]]) -> list[CompletionItem]:
    """Return what can be completed under the program and the terms that are typed; nothing where one is wrong."""
    from vbpqip.program.loading import NEW_YORK

    try:
        return complete(program_of(ctx.params.get("pack") or NEW_YORK, ctx.params.get("terms")))
    except VbpQipError:
        return []


def explained(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 -- as click calls it
    """Return the codes, measures and numbers that begin so; files where none does."""
    from vbpqip.rendering.explained import subjects

    if "/" in incomplete or "\\" in incomplete:
        return [CompletionItem(incomplete, type="file")]
    found = completed_under(ctx, lambda program: completed((each.names[0] for each in subjects(program)), incomplete))
    return found or [CompletionItem(incomplete, type="file")]


def measures(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 -- as click calls it
    """Return the keys of measures that begin so."""
    return completed_under(
        ctx, lambda program: completed(dict.fromkeys(row.measure.key for row in program.menu), incomplete)
    )


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 -- as click calls it
    """Return the kinds of reports that begin so."""
    from vbpqip.kinds import known

    return completed((kind.key for kind in known()), incomplete)
