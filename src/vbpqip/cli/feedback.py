"""What ``vbpqip check --feedback`` writes for each report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vbpqip.cli.output_files import make_folder, write_files

if TYPE_CHECKING:
    from vbpqip.kinds.reviewed import Reviewed  # heavy imports stand inside what needs them


def write_feedback(folder: Path, each: Sequence[Reviewed[Any, Any]], *, attach_page: bool, fix_by: date | None) -> None:
    """Write the feedback on each report into a folder, and say so; feedback of the same name is replaced."""
    from vbpqip.output.plain import for_terminal
    from vbpqip.rendering.feedback import feedback_files, feedback_names

    make_folder(folder)
    names = feedback_names([reviewed.review.workbook for reviewed in each])
    for reviewed, name in zip(each, names, strict=True):
        files = feedback_files(reviewed._replace(fix_by=fix_by), name, attach_page=attach_page)
        write_files((folder / file, content) for file, content in files.items())
        click.echo(f"Feedback: {for_terminal(str(folder / name))}.xlsx, .html and .eml", err=True)
