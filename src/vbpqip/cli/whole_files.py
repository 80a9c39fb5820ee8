"""Files that are written whole or not at all, and never over another one unasked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

_MOST_NAMED = 5


class CannotWrite(click.ClickException):
    """A file or folder cannot be written."""

    exit_code = 3

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path} cannot be written: {error.strerror or error}.")


def refuse_overwriting(paths: Sequence[Path], *, overwrite: bool) -> None:
    """End with a usage error where a file exists, unless it may be replaced; nothing is written then."""
    lying = [] if overwrite else [str(path) for path in paths if path.exists()]
    if lying:
        named = ", ".join(lying[:_MOST_NAMED])
        more = f" and {len(lying) - _MOST_NAMED} more" if len(lying) > _MOST_NAMED else ""
        verb = "exists" if len(lying) == 1 else "exist"
        raise click.UsageError(f"{named}{more} {verb} already. Choose another name, or add --overwrite.")


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where it is not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(folder, error) from error


def write_whole(out: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    draft = out.with_name(f".{out.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise CannotWrite(out, error) from error
