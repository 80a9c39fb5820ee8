"""``vbpqip check``: read, validate and score completed workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vbpqip.cli.options import (
    NOT_READ,
    NOTHING_WRONG,
    PLACE,
    SOMETHING_WRONG,
    ChoiceOption,
    DayOption,
    PathOption,
    desk_of,
    desk_options,
    feedback_options,
    may_colour,
    program_of,
    reject_without_feedback,
    rules_options,
    shown,
    terminal_width,
    write_out,
)
from vbpqip.core.findings import Severity
from vbpqip.core.quarters import Quarter
from vbpqip.core.results import Verdict
from vbpqip.core.reviews import Review, Status

if TYPE_CHECKING:
    from vbpqip.kinds.reviewed import Reviewed  # heavy imports stand inside what needs them
    from vbpqip.program.program import Program


@click.command()
@click.argument("reports", metavar="REPORT.xlsx...", nargs=-1, required=True, type=PLACE)
@click.option("--format", "form", type=ChoiceOption(["text", "json", "csv"]), default="text", help="How to print.")
@click.option(
    "--fail-on",
    type=ChoiceOption(["error", "warning", "missed"]),
    default="error",
    help="What exits with 1: errors, warnings too, or a missed target too.",
)
@click.option(
    "--previous",
    metavar="REPORT.xlsx",
    type=PLACE,
    help="The facility's report of the quarter before, to compare with.",
)
@click.option(
    "--baseline",
    metavar="REPORT.xlsx",
    type=PLACE,
    help="The facility's report of the baseline, where results are compared with it.",
)
@click.option(
    "--received",
    metavar="YYYY-MM-DD",
    type=DayOption(),
    help="When the reports were received; says what is late, and what is still pending.",
)
@click.option(
    "--feedback",
    metavar="DIR",
    type=PathOption(file_okay=False, path_type=Path),
    help="Write a workbook, a page and an e-mail for each report's sender into this folder.",
)
@feedback_options
@click.option("--assumptions", is_flag=True, help="Of several reports: list all that is assumed, not an example.")
@rules_options
@desk_options
@click.pass_context
def check(  # noqa: PLR0913 -- one an option
    ctx: click.Context,
    *,
    reports: tuple[Path, ...],
    form: str,
    fail_on: str,
    pack: str,
    terms: Path | None,
    mco: str | None,
    period: Quarter | None,
    as_of: date | None,
    previous: Path | None,
    baseline: Path | None,
    received: date | None,
    feedback: Path | None,
    attach_page: bool,
    fix_by: date | None,
    assumptions: bool,
) -> None:
    """Read, validate and score completed REPORT.xlsx workbooks.

    Exits with 0 where every workbook could be accepted, whatever its verdict; 1 where one has an error, or what
    --fail-on names; 3 where a file, or a report to compare with, could not be read as a workbook.
    """
    if feedback is None:
        reject_without_feedback(attach_page=attach_page, fix_by=fix_by)
    from vbpqip.reviewing import review_options_of, review_together

    program = program_of(pack, terms)
    program = program.at_desk(program.desk.under(desk_of(program, mco, period, as_of)))
    known = review_options_of(previous=previous, baseline=baseline, received=received)
    hashed = form != "text" or feedback is not None
    each = review_together(_to_review(reports), program, options=known, hashed=hashed)
    reviews = [reviewed.review for reviewed in each]
    if form == "text":
        click.echo(_as_text(each, assumptions=assumptions))
        _say_attendance(each, program)
    else:
        write_out(_document(reviews, form, program.terms))
    if feedback is not None:
        from vbpqip.cli.feedback import write_feedback

        write_feedback(feedback, each, attach_page=attach_page, fix_by=fix_by)
    earlier = NOT_READ if known.unread else NOTHING_WRONG
    ctx.exit(max(earlier, *(_exit_code(review, fail_on) for review in reviews)))


def _to_review(reports: Sequence[Path]) -> Sequence[Path]:
    """Return the files to read, each once: not the notes of Excel that a pattern such as ``*.xlsx`` names too.

    What is left out is said.
    """
    from vbpqip.workbook.preflight import is_lock_file

    once = list({path.absolute(): path for path in reversed(reports)}.values())[::-1]
    if len(once) < len(reports):
        click.echo("A file that is named more than once is checked once.", err=True)
    wanted = [path for path in once if not is_lock_file(path)]
    for path in once if wanted else ():
        if path not in wanted:
            click.echo(f"{shown(path)} is skipped: it only notes that somebody has the workbook open.", err=True)
    return wanted or once


def _document(reviews: Sequence[Review], form: str, terms: str | None) -> str:
    if form == "csv":
        from vbpqip.rendering.as_csv import as_csv

        return as_csv(reviews)
    from vbpqip.rendering.as_json import several_as_json

    return several_as_json(reviews, terms)


def _as_text(each: Sequence[Reviewed[Any, Any]], *, assumptions: bool) -> str:
    from vbpqip.output.tone import Tone
    from vbpqip.rendering.as_text import plainly, reviews_as_text

    colours = {Tone.GOOD: "green", Tone.BAD: "red", Tone.DOUBTFUL: "yellow"}

    def paint(words: str, tone: Tone) -> str:
        return click.style(words, fg=colours.get(tone), bold=tone is Tone.STRONG or None)

    painted, width = paint if may_colour() else plainly, terminal_width()
    reviews = [reviewed.review for reviewed in each]
    if len(reviews) == 1:
        return reviews_as_text(reviews[0], width=width, paint=painted)
    from vbpqip.rendering.several_as_text import not_counted_among, several_as_text

    not_counted = not_counted_among(each)
    return several_as_text(reviews, not_counted=not_counted, width=width, paint=painted, assumptions=assumptions)


def _say_attendance(each: Sequence[Reviewed[Any, Any]], program: Program) -> None:
    """Say who of the roster reported, where it is known whose desk this is."""
    from vbpqip.program.desk import ALL_DESKS

    if program.desk != ALL_DESKS:
        from vbpqip.rendering.attendance_as_text import attendance_as_text

        click.echo(f"\n{attendance_as_text(each, program)}")


def _exit_code(review: Review, fail_on: str) -> int:
    if review.status is Status.UNREADABLE:
        return NOT_READ
    wrong = {
        "error": review.status is not Status.ACCEPTED,
        "warning": any(finding.severity is not Severity.NOTE for finding in review.findings),
        "missed": review.status is not Status.ACCEPTED or review.verdict is Verdict.NOT_MET,
    }
    return SOMETHING_WRONG if wrong[fail_on] else NOTHING_WRONG
