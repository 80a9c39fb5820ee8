"""What ``vbpqip explain`` says of a measure of a report that was received."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vbpqip.cli.options import shown, terminal_width
from vbpqip.core.errors import UnknownNameError
from vbpqip.core.named_tuples import NamedTuple
from vbpqip.core.typed_names import meant

if TYPE_CHECKING:
    from vbpqip.kinds.reviewed import Reviewed
    from vbpqip.output.document import Document, ExplainedSubject
    from vbpqip.program.program import Program  # heavy imports stand inside what needs them

NOT_READ = 3
_REPORT = ".xlsx"


class ExplainOptions(NamedTuple):
    """The options of the command that are about a report."""

    measure: str | None
    previous: Path | None
    received: date | None


def is_report(word: str) -> bool:
    """Whether a word is a file: one that exists, or is called like a workbook."""
    return word.casefold().endswith(_REPORT) or os.path.isfile(word)  # noqa: PTH113 -- a name too long is none


def reject_without_report(options: ExplainOptions) -> None:
    """End with a usage error where options about a report are given, and no report."""
    given = {"--measure": options.measure, "--previous": options.previous, "--received": options.received}
    astray = [option for option, value in given.items() if value is not None]
    if astray:
        raise click.UsageError(f"Give a report with {' and '.join(astray)}: vbpqip explain REPORT.xlsx --measure KEY")


def page_on_measure(path: Path, program: Program, options: ExplainOptions) -> Document:
    """Return the page on a measure of a report; the findings of one that cannot be read go to standard error."""
    from vbpqip.kinds.registry import named
    from vbpqip.reviewing import read_and_review, review_options_of
    from vbpqip.workbook.ooxml.package import open_workbook
    from vbpqip.workbook.preflight import read_source

    known = review_options_of(previous=options.previous, received=options.received)
    reviewed = read_and_review(path, program, name=str(path), options=known)
    if reviewed.entries is None:
        _say_unread(path, reviewed)
        click.get_current_context().exit(NOT_READ)
    kind = named(reviewed.review.assessment.kind)
    explained = kind.explain(reviewed, open_workbook(read_source(path)))
    if explained is None:
        raise click.UsageError(f"{path} is a workbook of the kind '{kind.title}', of which nothing is explained.")
    return _chosen(path, [*explained], options.measure).page()


def _say_unread(path: Path, reviewed: Reviewed[Any, Any]) -> None:
    from vbpqip.rendering.as_text import findings_as_text

    click.echo(f"{shown(path)}: {findings_as_text(reviewed.review, width=terminal_width())}", err=True)


def _chosen(path: Path, subjects: Sequence[ExplainedSubject], measure: str | None) -> ExplainedSubject:
    """Return what is asked for, by any of its names."""
    listed = ", ".join(subject.names[0] for subject in subjects)
    if not subjects:
        raise click.UsageError(f"No measure is selected in {path}; 'vbpqip check {path}' says what is wrong.")
    if measure is None:
        raise click.UsageError(f"Which measure? Add --measure with one of those selected: {listed}.")
    named = ((name, subject) for subject in subjects for name in subject.names)
    try:
        return meant(measure, named, f"is not selected in {path}; selected are {listed}")
    except UnknownNameError as error:
        raise click.BadParameter(str(error), param_hint="--measure") from error
