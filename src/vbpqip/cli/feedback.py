"""What ``vbpqip check --feedback`` writes for each report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vbpqip.cli.output_files import make_folder, write_files

if TYPE_CHECKING:
    from vbpqip.kinds.reviewed import Reviewed
    from vbpqip.program.program import Program  # heavy imports stand inside what needs them


def write_feedback(
    folder: Path, each: Sequence[Reviewed[Any, Any]], program: Program, received: date | None, *, attach_page: bool
) -> None:
    """Write the feedback on each QIT report into a folder, and say so; feedback of the same name is replaced."""
    from vbpqip.kinds.qit_report.feedback.contents import contents_of
    from vbpqip.kinds.qit_report.feedback.files import feedback_files, feedback_names
    from vbpqip.output.plain import for_terminal

    make_folder(folder)
    names = feedback_names([reviewed.review.workbook for reviewed in each])
    for reviewed, name in zip(each, names, strict=True):
        if reviewed.review.of_qit is None:
            workbook_name = for_terminal(reviewed.review.workbook)
            click.echo(f"No feedback on {workbook_name}: it is written on QIT reports alone.", err=True)
            continue
        contents = contents_of(reviewed, program, received)
        files = feedback_files(contents, name, attach_page=attach_page)
        write_files((folder / file, content) for file, content in files.items())
        click.echo(f"Feedback: {for_terminal(str(folder / name))}.xlsx, .html and .eml", err=True)
