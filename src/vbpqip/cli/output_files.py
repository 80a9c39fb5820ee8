"""Files that are written all or none, and never over another one unasked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from vbpqip.output.atomic_files import write_together

_MOST_NAMED = 5


class CannotWrite(click.ClickException):
    """A file or folder cannot be written."""

    exit_code = 3

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path} cannot be written: {error.strerror or error}.")


def reject_overwriting(paths: Sequence[Path], *, overwrite: bool) -> None:
    """End with a usage error where a file exists, unless it may be replaced; nothing is written then."""
    lying = [] if overwrite else [str(path) for path in paths if os.path.lexists(path)]
    if lying:
        named = ", ".join(lying[:_MOST_NAMED])
        more = f" and {len(lying) - _MOST_NAMED} more" if len(lying) > _MOST_NAMED else ""
        verb = "exists" if len(lying) == 1 else "exist"
        raise click.UsageError(f"{named}{more} {verb} already. Choose another name, or add --overwrite.")


def reject_other_ending(out: Path, endings: Sequence[str], content: str) -> None:
    """End with a usage error where a file's name does not end as its content asks for, such as ``.xls``."""
    if out.suffix.casefold() not in endings:
        wanted = next(ending for ending in endings if ending)
        raise click.UsageError(f"{out} would be {content}. Choose a name that ends with {wanted}.")


def same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to one file that exists."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where it is not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(folder, error) from error


def write_files(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write files, all of them or none."""
    try:
        write_together(files)
    except OSError as error:
        raise CannotWrite(Path(error.filename), error) from error
