"""What the Tab key completes on the command line: periods, measures, codes, facilities, MCOs and kinds.

What is completed is typed without quotes: a name's words are joined by hyphens, and read again as the name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from vbpqip.cli.options import completed, completed_under

if TYPE_CHECKING:
    import click


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
    from vbpqip.kinds.registry import known

    return completed((kind.key for kind in known()), incomplete)
